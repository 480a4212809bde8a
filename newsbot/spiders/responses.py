"""What the spiders make of a response or a failure."""

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newsbot.errors import FetchError, GoneError, NewsbotError, SoftNotFound
from newsbot.items import Capture, CaptureKind
from newsbot.middlewares import cause
from newsbot.urls import is_front_page


def capture(response: Response, url: str, kind: CaptureKind, fetched: str) -> Capture:
    """Return a response as the archive keeps it; ``url`` is the address it was asked for, ``fetched`` when."""
    headers = [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    ]
    media_type = header(response, "Content-Type")
    return Capture(url, response.url, kind, fetched, response.status, media_type, headers, response.body)


def refuse_front_page(url: str, asked: str) -> None:
    """Refuse the front page of a site, to which an address redirects whose article is gone.

    Raises:
        SoftNotFound: it is one.
    """
    if url != asked and is_front_page(url):
        raise SoftNotFound(f"it redirects to a front page, {url}", where=asked)


def header(response: Response, name: str) -> str | None:
    """Return the first value of a header, ``None`` when the response has none."""
    value = response.headers.get(name)
    return None if value is None else value.decode("latin-1")


def request_of(failure: Failure) -> Request:
    """Return the request that failed."""
    request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there for errbacks
    return request


def explain(failure: Failure) -> NewsbotError:
    """Turn what Scrapy says of a failed request into one line a person can act on."""
    url = request_of(failure).url
    error = failure.value
    if isinstance(error, NewsbotError):
        return error
    if isinstance(error, HttpError):
        status = error.response.status
        if status in (404, 410):
            return GoneError(f"the server says it does not exist (HTTP {status})", where=url)
        return FetchError(f"the server answered HTTP {status}", where=url)
    if isinstance(error, IgnoreRequest):
        return FetchError(str(error) or type(error).__name__, where=url)
    return FetchError(f"{cause(error)}, so it could not be fetched", where=url)
