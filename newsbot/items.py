"""The one vocabulary: what a page, a listing row and an image are called everywhere in newsbot.

Field names are schema.org's NewsArticle terms in snake_case; they are also the column names of the
archive and the keys of every export. Times are UTC text of one width, ``YYYY-MM-DDTHH:MM:SS.mmmZ``;
a page that gives only a day yields that bare day, ``YYYY-MM-DD``. Unknown is ``None``, never "now".
"""

from dataclasses import dataclass, field, fields
from typing import Any, Literal

TickerMethod = Literal["markup", "code", "name"]
AddressKind = Literal["listed", "redirect", "canonical", "mobile", "import"]
CaptureKind = Literal["article", "part", "listing", "entry", "import"]


@dataclass(slots=True)
class ArticleImage:
    """A picture of the article, in page order.

    ``url`` is absolute; ``position`` counts from 0; ``sha256`` (hex, of the original bytes) is ``None``
    until the picture is stored; ``error`` says why it is not.
    """

    url: str
    position: int = 0
    caption: str | None = None
    alt: str | None = None
    sha256: str | None = None
    error: str | None = None


@dataclass(slots=True)
class TickerMention:
    """A security the article is about: ``symbol`` is ``601229.SH``, ``00700.HK`` or ``AAPL.US``.

    ``surface`` is the text it was recognised by, ``method`` the strongest evidence
    (``markup`` > ``code`` > ``name``), ``count`` how often any surface of the symbol
    stands in headline and body (at least 1).
    """

    symbol: str
    surface: str
    method: TickerMethod
    count: int = 1


@dataclass(slots=True)
class NewsArticle:
    """One article as its publisher shows it."""

    url: str
    """Canonical address, or ``urn:newsbot:<site or kind>:<id>`` for what has none."""
    source: str | None = None
    """Name of the stanza that listed it first."""
    site: str | None = None
    """Registrable domain, ``sina.com.cn``."""
    source_id: str | None = None
    """The site's own id (the bare docid for Sina); unique per site where present."""
    headline: str | None = None
    alternative_headline: str | None = None
    """The original headline of a reprint (原标题)."""
    description: str | None = None
    authors: list[str] = field(default_factory=list)
    editor: str | None = None
    """责任编辑, without the work code."""
    publisher: str | None = None
    """来源: the medium that wrote it."""
    section: str | None = None
    keywords: list[str] = field(default_factory=list)
    in_language: str | None = None
    """BCP 47, ``zh-CN`` or ``en``."""
    date_published: str | None = None
    date_published_raw: str | None = None
    """The text the time was read from, as it stood on the page."""
    date_modified: str | None = None
    complete: bool = True
    """False: a page of a multi-page article is missing."""
    parser: str | None = None
    """Page class and version that read it, ``sina_com_cn/1``."""
    article_body: str | None = None
    """Paragraphs joined by ``\\n``; captions are not in it."""
    article_body_html: str | None = None
    """The body as HTML: the page's own fragment before cleaning, sanitised after."""
    images: list[ArticleImage] = field(default_factory=list)
    tickers: list[TickerMention] = field(default_factory=list)


@dataclass(slots=True)
class Address:
    """An address under which an article was met."""

    url: str
    kind: AddressKind


@dataclass(slots=True)
class Capture:
    """A response as it arrived: ``body`` are the bytes after content decoding, ``fetched`` is UTC text."""

    url: str
    final_url: str
    kind: CaptureKind
    fetched: str
    status: int
    media_type: str | None
    headers: list[tuple[str, str]]
    body: bytes


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Picture:
    """A checked picture: ``data`` are the original bytes, ``sha256`` (hex) and ``size`` are theirs."""

    media_type: str
    width: int
    height: int
    sha256: str
    size: int
    data: bytes = field(repr=False)


@dataclass(slots=True)
class CrawledArticle(NewsArticle):
    """A `NewsArticle` on its way through the pipelines, with what the crawl knows about it."""

    frontier_url: str = ""
    """The frontier row this fetch answers."""
    observed: str = ""
    """When the page said so: time of the fetch, UTC text."""
    addresses: list[Address] = field(default_factory=list)
    capture: Capture | None = None
    parts: list[Capture] = field(default_factory=list)
    """Responses of its further pages, in order."""
    missing: str | None = None
    """Why ``complete`` is false."""
    fetch_images: bool = True
    """False: the archive is known to hold this content, pictures included."""
    pictures: dict[str, Picture] = field(default_factory=dict)
    """By hash: pictures fetched, not stored yet."""
    fetched: dict[str, str] = field(default_factory=dict)
    """Address of a picture -> hash of what it answered."""


@dataclass(slots=True)
class ImageRetry:
    """Pictures of an archived revision that an earlier run could not fetch; travels the same pipelines."""

    url: str
    """The article's address, for messages and as Referer."""
    revision_id: int
    images: list[ArticleImage] = field(default_factory=list)
    pictures: dict[str, Picture] = field(default_factory=dict)
    fetched: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class ListingEntry:
    """One row of a listing (roll API, feed, sitemap): what it says of an article before that is fetched."""

    url: str
    """As listed, absolute; ``urn:newsbot:…`` for a flash without an address."""
    source_id: str | None = None
    headline: str | None = None
    description: str | None = None
    publisher: str | None = None
    authors: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    section: str | None = None
    in_language: str | None = None
    published: str | None = None
    """UTC text or bare day."""
    published_raw: str | None = None
    modified: str | None = None
    mobile_url: str | None = None
    fetch_url: str | None = None
    """Where the article's data is fetched when not at ``url``: the JSON behind a page that is empty without scripts."""
    content: str | None = None
    """The whole text (HTML allowed) where the listing carries it: a flash."""
    tickers: list[TickerMention] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)
    """Whatever else the row said, JSON-ready."""


ARTICLE_FIELDS: tuple[str, ...] = tuple(f.name for f in fields(NewsArticle))
"""Names of the publisher-visible fields, in export order."""
