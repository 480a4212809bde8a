"""The one door to the network: every listing, page, redirect target, robots.txt and picture goes through it.

What Scrapy itself limits, verified in the tests: ``DOWNLOAD_MAXSIZE`` holds for the bytes received and again
for each step of decompression, ``DOWNLOAD_TIMEOUT`` for the whole answer, from connecting to its last byte.
"""

from collections.abc import Iterable
from ipaddress import IPv6Address
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Response
from scrapy.utils.url import add_http_if_no_scheme
from twisted.web.client import URI

from newsbot.addresses import Allowance, IPAddress, literal, refusal
from newsbot.errors import AddressRefused
from newsbot.resolver import GUARD, Guard, GuardedResolver, install


def source_settings(source: str | None, allow_addresses: Iterable[str] = ()) -> dict[str, Any]:
    """The settings that tell a crawler's download handler and middlewares whose requests they carry.

    Args:
        source: name of the stanza, for messages; empty for an address given by hand, which has none.
        allow_addresses: its ``allow_addresses``, texts like ``127.0.0.1:8080``.

    Allowed addresses are the operator's own: they are asked without AutoThrottle's starting delay.

    Raises:
        ValueError: a text is not an IP address with a port.
    """
    texts = list(allow_addresses)
    return {
        "NEWSBOT_SOURCE": source,
        "NEWSBOT_ALLOW_ADDRESSES": texts,
        "DOWNLOAD_SLOTS": {str(ip): {"delay": 0.0} for ip, _ in Allowance.parse(texts).pairs},
    }


def allowance_of(crawler: Crawler) -> Allowance:
    """The addresses this crawler's stanza allows (setting ``NEWSBOT_ALLOW_ADDRESSES``).

    Raises:
        ValueError: the setting holds something else than addresses with ports.
    """
    return Allowance.parse(crawler.settings.getlist("NEWSBOT_ALLOW_ADDRESSES"))


class GuardedHTTPDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP handler, which refuses addresses that are neither public nor allowed by the stanza.

    Literals are judged before anything is sent, names by the resolver when the connection is opened; each
    crawler has its own handler and with it its own connections, so none inherits another's permission.
    Behind a proxy (``request.meta["proxy"]`` or the environment's) names are resolved by the proxy: then
    only literals can be judged, and the proxy's own address is taken as meant.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._allowance = allowance_of(crawler)
        self._source: str | None = crawler.settings.get("NEWSBOT_SOURCE")
        self._pool = _GuardedPool(self._pool)  # type: ignore[assignment]

    async def download_request(self, request: Request) -> Response:
        """See `scrapy.core.downloader.handlers.DownloadHandlerProtocol`.

        Raises:
            AddressRefused: the address is neither public nor allowed. Not in ``RETRY_EXCEPTIONS``: another
                try would end the same way.
        """
        from twisted.internet import reactor  # not before Scrapy has installed the one it wants

        resolver = install(reactor)
        uri = URI.fromBytes(request.url.encode())  # type: ignore[no-untyped-call]
        self._judge_literal(request, uri)
        guard = Guard(self._allowance, proxied=self._trust_proxy(request, resolver))
        token = GUARD.set(guard)
        try:
            return await super().download_request(request)
        except CannotResolveHostError as error:
            if not guard.refused:
                raise
            raise self._refused(request, guard.refused[0], uri.port) from error
        finally:
            GUARD.reset(token)

    def _judge_literal(self, request: Request, uri: URI) -> None:
        """Refuse a port or address that is written out in the URL, as Twisted will read it."""
        if not 0 < uri.port < 65536:
            raise AddressRefused(f"there is no port {uri.port}", where=request.url)
        ip = literal(uri.host.decode("latin-1").rpartition("@")[2])
        if ip and refusal(ip) and not self._allowance.allows(ip, uri.port):
            raise self._refused(request, ip, uri.port)

    def _refused(self, request: Request, address: str | IPAddress, port: int) -> AddressRefused:
        self._crawler.stats.inc_value("newsbot/address_refused")
        ip = literal(str(address)) or address
        listed = f"[{ip}]:{port}" if isinstance(ip, IPv6Address) else f"{ip}:{port}"
        return AddressRefused(
            f"{address} is not a public address ({refusal(ip)})",
            where=request.url,
            do=f"{self._permission(listed, request.url)} if you mean it",
        )

    def _permission(self, listed: str, url: str) -> str:
        """What allows this address, in words."""
        if self._source is None:  # plain Scrapy
            return f'Add -s "NEWSBOT_ALLOW_ADDRESSES={listed}"'
        if self._source:
            return f'Add allow_addresses = ["{listed}"] to [source.{self._source}]'
        # By hand: the stanza is found by the number that stands in the address.
        spelt = "" if Allowance.parse([listed]).allows_url(url) else f" and write {listed} in the address"
        return f'Add a source with allow_addresses = ["{listed}"] to newsbot.toml{spelt}'

    @staticmethod
    def _trust_proxy(request: Request, resolver: GuardedResolver) -> bool:
        proxy = request.meta.get("proxy")
        if not proxy:
            return False
        resolver.trust_proxy(urlsplit(add_http_if_no_scheme(proxy)).hostname or "")
        return True


class _GuardedPool:
    """A connection pool that opens every connection under the guard of the request it is for.

    When a kept connection turns out to be dead, Twisted's pool opens another from inside whatever callback
    noticed, where another request's guard, or none, is in force.
    """

    def __init__(self, pool: Any) -> None:
        self._pool = pool

    def getConnection(self, key: Any, endpoint: Any) -> Any:  # noqa: N802 (Twisted's name)
        return self._pool.getConnection(key, _GuardedEndpoint(endpoint, GUARD.get()))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pool, name)


class _GuardedEndpoint:
    def __init__(self, endpoint: Any, guard: Guard | None) -> None:
        self._endpoint = endpoint
        self._guard = guard

    def connect(self, factory: Any) -> Any:
        token = GUARD.set(self._guard)
        try:
            return self._endpoint.connect(factory)
        finally:
            GUARD.reset(token)

    def __repr__(self) -> str:
        return repr(self._endpoint)
