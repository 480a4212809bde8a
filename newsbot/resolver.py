"""The reactor's name resolver, which hands out no address that is not public.

What is checked here is what is connected to: Twisted's endpoints ask this resolver for names and literals
alike and connect to the very addresses it answers, so a name that changes its mind between check and use
(DNS rebinding) gains nothing.
"""

from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Self

from scrapy.crawler import Crawler
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

from newsbot.addresses import Allowance, is_public

CACHE_SECONDS = 60.0
"""How long an answer is kept: about one poll, so that a burst of new connections costs one look-up."""
CACHE_SIZE = 1000

SocketAddress = IPv4Address | IPv6Address


@dataclass(slots=True)
class Guard:
    """What the request being connected may reach, and the addresses it was refused.

    Args:
        allowance: the addresses its stanza allows.
        proxied: it goes through a proxy, the operator's own choice, whose address is not judged.
    """

    allowance: Allowance = field(default_factory=Allowance)
    proxied: bool = False
    refused: list[str] = field(default_factory=list)

    def permits(self, address: SocketAddress) -> bool:
        """True when this request may connect there; a refusal is noted in `refused`."""
        if self.proxied or is_public(address.host) or self.allowance.allows(address.host, address.port):
            return True
        self.refused.append(address.host)
        return False


GUARD: ContextVar[Guard | None] = ContextVar("newsbot_guard", default=None)
"""Set by the download handler while it opens a connection; without it only public addresses are answered."""


@implementer(IResolutionReceiver)
class _Checked:
    """Passes on the addresses the guard permits; judges cached and fresh ones alike."""

    def __init__(self, receiver: Any, guard: Guard) -> None:
        self._receiver = receiver
        self._guard = guard

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802 (Twisted's name)
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: SocketAddress) -> None:  # noqa: N802
        if self._guard.permits(address):
            self._receiver.addressResolved(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        self._receiver.resolutionComplete()


@implementer(IResolutionReceiver)
class _Remembered:
    """Passes everything on and hands the whole answer to the cache."""

    def __init__(self, receiver: _Checked, remember: Any) -> None:
        self._receiver = receiver
        self._remember = remember
        self._addresses: list[SocketAddress] = []

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: SocketAddress) -> None:  # noqa: N802
        self._addresses.append(address)
        self._receiver.addressResolved(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        if self._addresses:  # a failed look-up is asked again
            self._remember(self._addresses)
        self._receiver.resolutionComplete()


@implementer(IHostResolution)
class _CachedResolution:
    """A resolution that is over as soon as it began."""

    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """Nothing to cancel."""


@implementer(IHostnameResolver)
class GuardedResolver:
    """Wraps the reactor's own resolver (getaddrinfo in a thread) and drops what the current guard refuses.

    Also loadable as Scrapy's ``TWISTED_DNS_RESOLVER``, so that plain ``scrapy crawl`` has it too.
    """

    def __init__(self, reactor: Any, resolver: Any) -> None:
        self._reactor = reactor
        self._resolver = resolver
        self._proxies: set[str] = set()
        self._cache: dict[tuple[Any, ...], tuple[float, list[SocketAddress]]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> Self:
        """Scrapy's constructor for ``TWISTED_DNS_RESOLVER``."""
        return cls(reactor, reactor.nameResolver)

    def install_on_reactor(self) -> None:
        """Scrapy's hook for ``TWISTED_DNS_RESOLVER``: install, unless a guarded resolver is there already."""
        install(self._reactor)

    def trust_proxy(self, host: str) -> None:
        """Let the configured proxy's name resolve to any address where Twisted asks without a request.

        A CONNECT tunnel's endpoint resolves its proxy from a timer, outside the request's context, and
        through the old interface, which knows no port. No request's own host is ever looked up that way.
        """
        self._proxies.add(host)

    def resolveHostName(  # noqa: N802
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[Any] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """See `twisted.internet.interfaces.IHostnameResolver.resolveHostName`."""
        tunnel = portNumber == 0 and hostName in self._proxies
        guard = Guard(proxied=True) if tunnel else GUARD.get() or Guard()
        checked = _Checked(resolutionReceiver, guard)
        key = (hostName, portNumber, None if addressTypes is None else tuple(addressTypes), transportSemantics)
        now = self._reactor.seconds()
        expires, addresses = self._cache.get(key, (0.0, []))
        if expires <= now:
            remembered = _Remembered(checked, lambda found: self._remember(key, found))
            return self._resolver.resolveHostName(remembered, hostName, portNumber, addressTypes, transportSemantics)
        resolution = _CachedResolution(hostName)
        checked.resolutionBegan(resolution)
        for address in addresses:
            checked.addressResolved(address)
        checked.resolutionComplete()
        return resolution

    def _remember(self, key: tuple[Any, ...], addresses: list[SocketAddress]) -> None:
        if len(self._cache) >= CACHE_SIZE:
            self._cache.clear()
        self._cache[key] = (self._reactor.seconds() + CACHE_SECONDS, addresses)


def install(reactor: Any) -> GuardedResolver:
    """Put a `GuardedResolver` in front of the reactor's resolver, once; returns the one installed.

    Needed with ``AsyncCrawlerRunner``, which ignores ``TWISTED_DNS_RESOLVER``. The download handler calls it
    before every connection, so a resolver installed over ours later ends up behind it.
    """
    if not isinstance(reactor.nameResolver, GuardedResolver):
        reactor.installNameResolver(GuardedResolver(reactor, reactor.nameResolver))
    resolver: GuardedResolver = reactor.nameResolver
    return resolver
