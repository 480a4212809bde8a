"""Finding the listing behind a page: what an answer points to, what to ask for next, which find is best. Pure."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal, NamedTuple
from urllib.parse import urljoin, urlsplit

import lxml.etree
import lxml.html

from newsbot import dates, urls
from newsbot.errors import ListingError
from newsbot.extract.decode import decode
from newsbot.items import ListingEntry
from newsbot.listings import feed, sitemap, text, xmlguard
from newsbot.listings.types import Listing

Kind = Literal["feed", "sitemap"]
Origin = Literal["asked", "front", "link", "anchor", "robots", "common", "index"]
"""How an address came up: asked for, a page above that one, a ``link`` element, a link in the text, robots.txt, a usual
path, an index."""

COMMON_FEEDS = (
    "/feed", "/feed/", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feeds/all.atom.xml", "/feed.json",
)  # fmt: skip
"""Where the common publishing systems put a site's feed."""
COMMON_SITEMAPS = (
    "/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml", "/sitemap.xml", "/sitemap_index.xml",
)  # fmt: skip
MOST_HINTS = 12
"""Addresses asked for of one kind: a page that links to a hundred feeds names the important ones first."""
MOST_CHILDREN = 3
"""Children of a sitemap index asked for at a time."""
STALE, FRESH = timedelta(days=60), timedelta(days=4)
"""A feed without news for two months is given up; one that had some within a long week-end is alive."""

_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"})
_FEEDLIKE = re.compile(r"(?<![a-z])(?:rss|feeds?|atom)(?![a-z])|\.(?:rss|atom|rdf)(?:$|\?)|rss\.xml", re.IGNORECASE)
_FEED_HOST = re.compile(r"feeds?\d*\.", re.IGNORECASE)
_NEWS = re.compile(r"news", re.IGNORECASE)
_COMMENTS = re.compile(r"comments?\b|评论", re.IGNORECASE)
_NUMBERED = re.compile(r"\d")
_SITEMAP_LINE = re.compile(rb"^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
_FIRST_TITLE = re.compile(r"<(?:\w+:)?title\b[^>]*>(?P<title>.*?)</(?:\w+:)?title>", re.DOTALL | re.IGNORECASE)
_WORDS = re.compile(r"[a-z]{3,}|[\u3400-\u9fff]{2,}")
_NO_WORDS = frozenset({"index", "html", "htm", "shtml", "php", "aspx", "home", "default", "www", "com"})
_PARSER = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)


class Page(NamedTuple):
    """What a page says about listings: ``links`` are its ``link`` elements', ``anchors`` those in its text."""

    title: str | None
    language: str | None
    links: list[str]
    anchors: list[str]


@dataclass(slots=True)
class Offer:
    """A listing that was found; ``page`` is what it was found on, where it was a page."""

    url: str
    kind: Kind
    origin: Origin
    listing: Listing
    title: str | None = None

    @property
    def complete(self) -> int:
        """How many entries have headline and time."""
        return sum(bool(entry.headline and entry.published) for entry in self.listing.entries)

    @property
    def newest(self) -> str | None:
        """The latest time of an entry."""
        return max((moment for entry in self.listing.entries if (moment := _moment(entry))), default=None)


def read_page(body: bytes, url: str, content_type: str | None = None) -> Page:
    """Return the listings a page points to, absolute, each once and in its order; never raises."""
    source = decode(body, content_type).encode("utf-8", "replace")
    try:
        root = lxml.html.document_fromstring(source, parser=_PARSER)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError):
        return Page(None, None, [], [])
    base = next((text.address(element.get("href"), url) for element in root.iter("base")), None) or url
    title = next((text.line("".join(map(str, element.itertext()))) for element in root.iter("title")), None)
    links = [
        element.get("href")
        for element in root.iter("link")
        if "alternate" in (element.get("rel") or "").lower().split()
        and (element.get("type") or "").partition(";")[0].strip().lower() in _TYPES
    ]
    anchors = [element.get("href") for element in root.iter("a") if _FEEDLIKE.search(element.get("href") or "")]
    found = [[address for link in some if (address := text.address(link, base))] for some in (links, anchors)]
    own = [one for one in found[1] if _FEED_HOST.match(_host(one)) or urls.site_of(one) == urls.site_of(url)]
    return Page(title, text.language(root.get("lang")), list(dict.fromkeys(found[0])), list(dict.fromkeys(own)))


def robots_sitemaps(body: bytes, url: str) -> list[str]:
    """Return the sitemaps that a robots.txt names, those of news first."""
    named = [text.address(line.decode("utf-8", "replace"), url) for line in _SITEMAP_LINE.findall(body)]
    return sorted(dict.fromkeys(one for one in named if one), key=lambda one: not _NEWS.search(urlsplit(one).path))


def read_offer(body: bytes, url: str, origin: Origin, zone: str = "UTC") -> Offer:
    """Return the listing in an answer: a feed of any kind, else a sitemap.

    Raises:
        ListingError: it is neither; what it says is that of the parser that came nearest.
    """
    try:
        return Offer(url, "feed", origin, feed.parse(body, url, zone), feed_title(body))
    except ListingError as error:
        try:
            listing = sitemap.parse(body, url, zone)
        except ListingError:
            raise error from None
    publisher = next((entry.publisher for entry in listing.entries if entry.publisher), None)
    return Offer(url, "sitemap", origin, listing, publisher)


def feed_title(body: bytes) -> str | None:
    """Return the title of a feed that `newsbot.listings.feed` has read."""
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        try:
            return text.line(json.loads(body.decode("utf-8-sig", "replace")).get("title"))
        except (ValueError, RecursionError):
            return None
    found = _FIRST_TITLE.search(xmlguard.recode(body)[:20_000].decode("utf-8", "replace"))
    return text.plain(re.sub(r"<!\[CDATA\[|\]\]>", "", found["title"])) if found else None


@dataclass
class Search:
    """A search on its way. Go through `steps`, fetch what each asks for, and tell `answer` or `fail` before the next.

    Args:
        url: any page of a site, or a listing.
        now: UTC text, for what counts as fresh.
        zone: of times without one.
        robots: the site's robots.txt; to be set before the second step.
    """

    url: str
    now: str
    zone: str = "UTC"
    robots: bytes = b""
    page: Page | None = None
    offers: list[Offer] = field(default_factory=list)
    tried: dict[str, str] = field(default_factory=dict)
    """Address -> what was there, in words, in the order of the search."""
    unreachable: set[str] = field(default_factory=set)
    """Hosts, with port, of which nothing more is asked: no such host, nobody there, not allowed."""
    _origins: dict[str, Origin] = field(default_factory=dict)
    _links: list[str] = field(default_factory=list)
    _anchors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.asked = self.url  # which a redirect changes

    def steps(self) -> Iterator[list[str]]:
        """Yield the addresses to ask for, step by step, until there is a listing that will do."""
        yield self._new("asked", [self.url])
        further: list[tuple[Origin, Callable[[], list[str]]]] = [("index", self._children), ("index", self._children)]
        if not self.offers:
            page = self.page or Page(None, None, [], [])
            yield self._new("link", page.links)
            yield self._new("anchor", page.anchors)
            yield self._new("anchor", self._anchors)  # a page about the site's feeds
            further = [
                ("front", lambda: _above(self.url)),
                ("link", lambda: self._links),
                ("anchor", lambda: self._anchors),
                ("robots", lambda: robots_sitemaps(self.robots, self.url)),
                *further,
                ("common", lambda: _common(self.url, COMMON_FEEDS)),
                ("common", lambda: _common(self.url, COMMON_SITEMAPS)),
                *further,
            ]
        for origin, addresses in further:
            if self.found:
                return
            yield self._new(origin, addresses())

    @property
    def found(self) -> bool:
        """Whether there is a listing that will do: the one asked for, or one with headlines and times not too old."""
        return any(
            offer.listing.entries if offer.origin == "asked" else offer.complete and not self._stale(offer)
            for offer in self.offers
        )

    def answer(self, asked: str, url: str, body: bytes, content_type: str | None = None) -> None:
        """Take what an address answered; ``url`` is where it was redirected to."""
        origin = self._origins[asked]
        if origin == "asked":
            self.url = url
        try:
            offer = read_offer(body, url, origin, self.zone)
        except ListingError as error:
            self.tried[asked] = error.what
            if text.is_html(body) and origin in ("asked", "front", "anchor"):
                self._take_page(read_page(body, url, content_type), url, origin)
            return
        self.tried[asked] = f"a {offer.kind} of {len(offer.listing.entries)} entries"
        if all(other.url != url for other in self.offers):
            self._take_offer(offer, asked)

    def fail(self, asked: str, reason: str, *, unreachable: str | None = None) -> None:
        """Take note that an address could not be had, nor can any other of the ``unreachable`` address's host."""
        self.tried[asked] = reason
        if unreachable:
            self.unreachable.add(urlsplit(unreachable).netloc)
            if self._origins[asked] == "asked":  # and was redirected: so is the rest of the site
                self.unreachable.add(urlsplit(asked).netloc)

    def ranked(self) -> list[Offer]:
        """Return the listings that have entries, the best first."""
        return sorted((offer for offer in self.offers if offer.listing.entries), key=self._merit, reverse=True)

    def _take_page(self, page: Page, url: str, origin: Origin) -> None:
        if origin == "asked" or (origin == "front" and _is_front(url)):
            self.page = page  # the title of a front page is the site's, that of an article its headline
        if origin == "front":
            self._links += page.links
            self._anchors += page.anchors
        elif origin == "anchor":
            self._anchors += [*page.links, *page.anchors]

    def _take_offer(self, offer: Offer, asked: str) -> None:
        parent = next((one for one in self.offers if asked in one.listing.follow), None)
        if parent is not None and not _is_lasting(offer.url):  # its address is that of a month or of a part
            if not parent.listing.entries:
                parent.listing.entries, parent.title = offer.listing.entries, parent.title or offer.title
            parent.listing.follow = offer.listing.follow or parent.listing.follow
            return
        self.offers.append(offer)

    def _children(self) -> list[str]:
        """The first children of the sitemap indexes met, those of news before the newest."""
        named = [url for offer in self.offers for url in offer.listing.follow if url not in self._origins]
        return sorted(named, key=lambda one: not _NEWS.search(urlsplit(one).path))[:MOST_CHILDREN]

    def _new(self, origin: Origin, found: list[str]) -> list[str]:
        """Those not asked for yet, at most `MOST_HINTS`."""
        unknown = (url for url in dict.fromkeys(found) if url not in self._origins)
        new = [url for url in unknown if urlsplit(url).netloc not in self.unreachable][:MOST_HINTS]
        self._origins.update(dict.fromkeys(new, origin))
        return new

    def _stale(self, offer: Offer) -> bool:
        return offer.newest is not None and offer.newest < _before(self.now, STALE)

    def _merit(self, offer: Offer) -> tuple[object, ...]:
        """What makes a listing better than another, the weightiest first."""
        entries = offer.listing.entries
        own = sum(urls.site_of(entry.url) == urls.site_of(self.url) for entry in entries)
        said = f"{urlsplit(offer.url).path} {offer.title or ''}".lower()
        section = set(_WORDS.findall(urlsplit(self.asked).path.lower())) - _NO_WORDS
        return (
            offer.origin == "asked",
            not _COMMENTS.search(said),
            own * 2 > len(entries),
            not self._stale(offer),
            offer.complete * 2 > len(entries),
            offer.newest is not None and offer.newest >= _before(self.now, FRESH),
            sum(word in said for word in section),
            offer.kind == "feed",
            min(offer.complete, 20),
            -len(offer.url),  # of equals the plainer one: the site's, not a section's
        )


def _moment(entry: ListingEntry) -> str | None:
    return entry.published or entry.modified


def _before(now: str, age: timedelta) -> str:
    return dates.to_text(dates.to_datetime(now) - age)


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _is_front(url: str) -> bool:
    return urlsplit(url).path in ("", "/")


def _above(url: str) -> list[str]:
    """The site's front page, its section and the folder of a page: there the feeds are declared, if not on the page."""
    parts = urlsplit(url)
    site, folders = f"{parts.scheme}://{parts.netloc}/", [part for part in parts.path.split("/")[1:-1] if part]
    above = [site, *([f"{site}{folders[0]}/", f"{site}{'/'.join(folders)}/"] if folders else [])]
    return [one for one in dict.fromkeys(above) if one.rstrip("/") != url.rstrip("/")]


def _common(url: str, paths: tuple[str, ...]) -> list[str]:
    """The usual paths of a site, after those below the page itself where it is a section."""
    parts = urlsplit(url)
    section = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"
    below = [f"{section}{path}" for path in paths[:2]] if parts.path.strip("/") and not urls.is_specific(url) else []
    return [*below, *(urljoin(url, path) for path in paths)]


def _is_lasting(url: str) -> bool:
    """Whether a child of an index can stand for itself: a news sitemap that is always at this address."""
    path = urlsplit(url).path
    return bool(_NEWS.search(path)) and not _NUMBERED.search(path)
