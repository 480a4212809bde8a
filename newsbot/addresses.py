"""Which network addresses newsbot may talk to. Pure: no look-ups, no sockets opened.

Only globally routable unicast addresses are public. A stanza may allow others one by one, each with its
port (``allow_addresses = ["127.0.0.1:8080"]``).
"""

import ipaddress
import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

# What each network is for: IANA's special-purpose address registries (RFC 6890 and its updates).
# The first match names the reason, so the narrower network stands first.
_REFUSED_V4 = tuple(
    (ipaddress.IPv4Network(network), reason)
    for network, reason in (
        ("0.0.0.0/8", "unspecified"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "carrier-grade NAT"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "documentation"),
        ("192.88.99.0/24", "6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)
_REFUSED_V6 = tuple(
    (ipaddress.IPv6Network(network), reason)
    for network, reason in (
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("::ffff:0:0/96", "IPv4-mapped"),
        ("64:ff9b::/96", "NAT64"),
        ("64:ff9b:1::/48", "NAT64"),
        ("2001::/32", "Teredo"),
        ("2001:db8::/32", "documentation"),
        ("2001::/23", "reserved"),
        ("2002::/16", "6to4"),
        ("3fff::/20", "documentation"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "private"),
        ("ff00::/8", "multicast"),
    )
)
_GLOBAL_UNICAST_V6 = ipaddress.IPv6Network("2000::/3")  # all that IANA has ever allocated (RFC 4291, 2.4)

# One to four numbers, decimal, octal (0177) or hexadecimal (0x7f): what inet_aton, and with it every
# resolver, takes for an IPv4 address. Checked first because inet_aton also swallows trailing text.
_INET_ATON = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)(?:\.(?:0x[0-9a-f]*|[0-9]+)){0,3}\.?", re.IGNORECASE)


def literal(host: str) -> IPAddress | None:
    """The address a URL's host means when it is written as a number, else None (it is a name).

    Takes every spelling the system's resolver takes: ``127.0.0.1``, ``127.1``, ``2130706433``, ``0x7f.1``,
    ``0177.0.0.1``, ``::1`` and ``[::1]``.
    """
    host = host.strip().removeprefix("[").removesuffix("]")
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    if not _INET_ATON.fullmatch(host):
        return None
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host.removesuffix(".")))
    except OSError:  # a number too large for its place
        return None


def refusal(address: str | IPAddress) -> str | None:
    """Why this address is not public, in a word or two ("loopback", "private", …); None when it is.

    Raises:
        ValueError: the text is no IP address.
    """
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv4Address):
        return next((reason for network, reason in _REFUSED_V4 if ip in network), None)
    reason = next((reason for network, reason in _REFUSED_V6 if ip in network), None)
    return reason or (None if ip in _GLOBAL_UNICAST_V6 else "reserved")


def is_public(address: str | IPAddress) -> bool:
    """True for a globally routable unicast address.

    Raises:
        ValueError: the text is no IP address.
    """
    return refusal(address) is None


@dataclass(frozen=True, slots=True)
class Allowance:
    """The addresses, each with its port, that one stanza may reach although they are not public."""

    pairs: frozenset[tuple[IPAddress, int]] = frozenset()

    @classmethod
    def parse(cls, texts: Iterable[str]) -> Self:
        """Reads ``127.0.0.1:8080`` and ``[::1]:8080``.

        Raises:
            ValueError: a text is not an IP address with a port, or an IPv6 address lacks its brackets.
        """
        return cls(frozenset(_pair(text) for text in texts))

    def allows(self, address: str | IPAddress, port: int) -> bool:
        """True when exactly this address and port are listed.

        Raises:
            ValueError: the text is no IP address.
        """
        return (ipaddress.ip_address(address), port) in self.pairs

    def allows_url(self, url: str) -> bool:
        """True when the URL's host is written as a number, and that address with the URL's port is listed."""
        if not self.pairs:
            return False
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            return False
        ip = literal(parts.hostname or "")
        default = 443 if parts.scheme == "https" else 80
        return ip is not None and (ip, default if port is None else port) in self.pairs


def _pair(text: str) -> tuple[IPAddress, int]:
    host, _, port = text.strip().rpartition(":")
    bracketed = host.startswith("[") and host.endswith("]")
    try:
        ip = ipaddress.ip_address(host[1:-1] if bracketed else host)
    except ValueError:
        ip = None
    valid_port = re.fullmatch(r"[0-9]{1,5}", port) and 0 < int(port) < 65536
    if ip is None or bracketed != (ip.version == 6) or not valid_port:
        raise ValueError(f'{text!r} is not an IP address and a port, such as "127.0.0.1:8080" or "[::1]:8080"')
    return ip, int(port)
