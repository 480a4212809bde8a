from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPMessage
from typing import NamedTuple

import pytest

from newsbot.demo import DemoSite


class Got(NamedTuple):
    status: int
    headers: HTTPMessage
    body: bytes


Get = Callable[..., Got]


def fetch(site: DemoSite, target: str, headers: dict[str, str] | None = None, method: str = "GET") -> Got:
    """One request as it is answered: redirects are not followed, nothing is unpacked."""
    connection = HTTPConnection(site.address, timeout=10)
    try:
        connection.request(method, target.removeprefix(site.url), headers=headers or {})
        response = connection.getresponse()
        return Got(response.status, response.headers, response.read())
    finally:
        connection.close()


@pytest.fixture(scope="session")
def shared_site() -> Iterator[DemoSite]:
    """A site no test may change."""
    with DemoSite(slow=0.3) as site:
        yield site


@pytest.fixture
def get(shared_site: DemoSite) -> Get:
    return lambda target, **options: fetch(shared_site, target, **options)
