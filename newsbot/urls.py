"""What an address is: its canonical form, its site, and whether it can be an article at all. Pure, offline."""

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, unquote_plus, urlsplit, urlunsplit

from tldextract import TLDExtract
from w3lib.url import safe_url_string

URN = "urn:newsbot:"
"""Prefix of what has no address of its own: ``urn:newsbot:<site or kind>:<id>``."""


class Tracking(NamedTuple):
    """Query parameters that say how a reader came, not what is shown."""

    names: frozenset[str]
    """Lower case; a trailing ``*`` stands for any ending."""
    hosts: frozenset[str]
    """The domains where they mean that (subdomains included); empty: everywhere."""
    reason: str


def _tracking(names: str, reason: str, hosts: str = "") -> Tracking:
    return Tracking(frozenset(names.split()), frozenset(hosts.split()), reason)


TRACKING: tuple[Tracking, ...] = (
    _tracking("utm_*", "campaign tags that Google Analytics defines and every feed tool adds"),
    _tracking("fbclid", "click id that Facebook adds to outgoing links"),
    _tracking("gclid gclsrc dclid gbraid wbraid", "click ids of Google advertisements"),
    _tracking(
        "msclkid yclid twclid ttclid li_fat_id igshid", "click ids of Bing, Yandex, X, TikTok, LinkedIn, Instagram"
    ),
    _tracking("mc_cid mc_eid", "campaign and reader id of Mailchimp newsletters"),
    _tracking("_hsenc _hsmi hsctatracking", "reader ids of HubSpot mail"),
    _tracking("mkt_tok", "reader id of Marketo mail"),
    _tracking("_ga _gl", "visitor id that Google Analytics hands from domain to domain"),
    _tracking("spm", "click position code of Alibaba's analytics, taken over by many Chinese sites"),
    _tracking("ref_src ref_url", "added by embedded X posts"),
    _tracking("share_token share_source", "who shared the page, in Chinese mobile apps"),
    _tracking(
        "from cre mod loc r rfunc tj tr wm vt pos his isfromsina finpagefr sudaref",
        "Sina: how the reader came (`?from=` tails, recommendation blocks, app and layout codes)",
        "sina.com.cn sina.cn",
    ),
    _tracking("spss spssid f clickfrom", "NetEase: share and recommendation codes", "163.com"),
    _tracking("__source", "CNBC: the feed or social network a link stood in", "cnbc.com"),
    _tracking("mod", "Dow Jones: the module or feed a link stood in", "marketwatch.com wsj.com barrons.com"),
    _tracking(".tsrc guccounter guce_referrer guce_referrer_sig", "Yahoo: feed mark and consent redirect", "yahoo.com"),
    _tracking("from", "Hexun: feed mark (`?from=rss`)", "hexun.com"),
    _tracking("f fvtc", "GlobeNewswire: feed mark", "globenewswire.com"),
)
"""The parameters `canonical` removes, each with its reason. Only known ones: cutting every query has merged and lost
real articles (``?id=``), so what is not listed stays."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]")
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")

# What the last part of a path looks like.
_EXTENSION = re.compile(r"\.[A-Za-z]{2,6}$")
_SECTION = re.compile(r"(?:index|default|home|list|page|node|channel|search|category|tag)[_-]?\d*", re.IGNORECASE)
_CALENDAR = re.compile(r"(?:19|20|21)\d\d(?:-?\d\d){0,2}", re.ASCII)
_LONG_NUMBER = re.compile(r"\d{3}", re.ASCII)
_CODE = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9]{6,}", re.ASCII)
_WORDS = re.compile(r"[^\W_]+")
_CJK_TITLE = re.compile(r"[\u3400-\u9fff]{8}")
_ID_NAME = re.compile(r"p|(?:(?:art|article|doc|info|news|post|story)_?)?id|guid|code")

# Without a network and without a cache folder: the suffix list that comes with the package. Private suffixes
# (github.io, blogspot.com) are off, for a site is who answers for the domain.
_EXTRACT = TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=False)


_ONE_SITE = {"sina.cn": "sina.com.cn"}
"""Domains of one publisher that share article ids: Sina's mobile pages carry the docid of the desktop ones."""


@lru_cache(maxsize=4096)
def canonical(url: str) -> str:
    """The one spelling of an address under which newsbot knows it.

    Scheme and host in lower case, host in ASCII (IDNA), no default port, user name or fragment, no parameter of
    `TRACKING`, one spelling of every percent-escape. The scheme and the order of parameters stay. Idempotent; a
    ``urn:newsbot:`` name passes unchanged.

    Raises:
        ValueError: no http(s) address, or one without a valid host.
    """
    if url.startswith(URN):
        return url
    if not url.strip().lower().startswith(("http:", "https:")):
        raise ValueError(f"not an http or https address: {url!r}")
    parts = urlsplit(safe_url_string(url.strip()))
    host = _ascii_host(parts)
    port = "" if parts.port in {None, _DEFAULT_PORTS[parts.scheme]} else f":{parts.port}"
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _is_tracking(pair, host))
    return urlunsplit((parts.scheme, host + port, _one_spelling(parts.path or "/"), _one_spelling(query), ""))


@lru_cache(maxsize=4096)
def site_of(url: str) -> str:
    """The registrable domain of an address or bare host: ``sina.com.cn`` of ``https://finance.sina.com.cn/…``.

    A publisher's mobile domain that shares its article ids counts as its main one (``sina.cn``). An IP address or a
    name without a public suffix (``localhost``) is returned as it is, in lower case and without port; of a
    ``urn:newsbot:`` name its site or kind. Never raises: what has no host yields ``""``.
    """
    if url.startswith(URN):
        return url.removeprefix(URN).partition(":")[0]
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    host = host.rstrip(".")
    domain = _EXTRACT(host).top_domain_under_public_suffix.lower() or host
    return _ONE_SITE.get(domain, domain)


def variants(url: str) -> tuple[str, ...]:
    """The address itself and its http or https twin, for look-ups; a ``urn:`` has none."""
    scheme, separator, rest = url.partition("://")
    twin = {"http": "https", "https": "http"}.get(scheme)
    return (url, f"{twin}{separator}{rest}") if twin and separator else (url,)


def is_front_page(url: str) -> bool:
    """True for the address of a site's front page: no path and no query."""
    return urlsplit(url)[2:4] in (("", ""), ("/", ""))


def is_specific(url: str) -> bool:
    """Whether an address can be that of one article: False for home, section, archive and search pages.

    Judged by its look alone, so only good to distrust a page that names its site's front page as its own address.
    """
    if url.startswith(URN):
        return True
    try:
        parts = urlsplit(canonical(url))
    except ValueError:
        return False
    if any(_names_an_article(pair) for pair in parts.query.split("&")):
        return True
    segments = [unquote(segment) for segment in parts.path.split("/") if segment]
    if not segments:
        return False
    name = segments[-1]
    stem = name[: name.rfind(".")] if _EXTENSION.search(name) else name
    if _SECTION.fullmatch(stem) or _CALENDAR.fullmatch(stem):
        return False
    slug = len(_WORDS.findall(stem)) >= 3
    return bool(slug or _LONG_NUMBER.search(stem) or _CODE.fullmatch(stem) or _CJK_TITLE.search(stem))


def _ascii_host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    elif not host.isascii():
        host = host.encode("idna").decode("ascii")
    if not _HOST.fullmatch(host):
        raise ValueError(f"an address without a valid host: {parts.geturl()!r}")
    return host


def _is_tracking(pair: str, host: str) -> bool:
    name = unquote_plus(pair.partition("=")[0]).lower()
    return any(
        name in rule.names or any(name.startswith(known[:-1]) for known in rule.names if known.endswith("*"))
        for rule in TRACKING
        if not rule.hosts or any(host == domain or host.endswith(f".{domain}") for domain in rule.hosts)
    )


def _one_spelling(text: str) -> str:
    """Percent-escapes in upper case, none where a character needs none (RFC 3986, 6.2.2)."""
    return _ESCAPE.sub(_spell, _BARE_PERCENT.sub("%25", text))


def _spell(escape: re.Match[str]) -> str:
    char = chr(int(escape[0][1:], 16))
    return char if _UNRESERVED.fullmatch(char) else escape[0].upper()


def _names_an_article(pair: str) -> bool:
    name, _, value = pair.partition("=")
    return bool(value) and (_ID_NAME.fullmatch(name.lower()) is not None or _LONG_NUMBER.search(value) is not None)
