"""Sitemaps: urlset, index and plain text, gzipped or not, with Google's news and image tags."""

import gzip
import io
import re
import zlib
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from newsbot import dates
from newsbot.errors import ListingError
from newsbot.items import ListingEntry
from newsbot.listings import stocks, text, xmlguard
from newsbot.listings.types import Listing, require

MAX_ROWS = 100_000
"""Twice what the protocol allows; some generators count wrongly."""
MAX_MARKS = 5_000_000
"""Of "<" and of "&": fifty for each row, and the fullest real ones, with news tags and a picture, have thirty."""
MAX_UNPACKED = 50 * 2**20
"""Bytes of a sitemap, as the protocol has it."""

_GZIP = b"\x1f\x8b"
_ROOT = re.compile(
    rb"(?>\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*>)*+<(?P<tag>(?:[\w.-]+:)?[\w.-]+)[^>]*?(?P<empty>/?)>",
    re.DOTALL | re.IGNORECASE,
)
_ROWS = {"urlset": "url", "sitemapindex": "sitemap"}
"""Name of the root -> name of a row."""
_FEEDS = frozenset({"rss", "feed", "rdf"})
_BARE_AMPERSAND = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-f]{1,6});)", re.DOTALL | re.IGNORECASE
)
_W3C_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)", re.ASCII)
_EXTRA = ("changefreq", "priority", "genres", "access", "images")


def parse(body: bytes, url: str, zone: str = "UTC", since: str | None = None) -> Listing:
    """Read a sitemap of any kind, told apart by its content alone; the newest come first, the undated last.

    ``published`` is the ``publication_date`` of a news sitemap and ``None`` in others, ``modified`` is ``lastmod``.
    Pictures are in ``extra["images"]``. The children of an index are in `Listing.follow`; its rows are no entries.

    Args:
        body: the bytes as they came, gzipped or not; a wrong declared encoding is noticed.
        url: the sitemap's address.
        zone: IANA name of the zone of times without their own.
        since: UTC text; what is dated, and before it, is left out: a plain sitemap goes back to a site's beginning.

    Raises:
        ListingError: an HTML page, a feed or anything else that is no sitemap, one that is cut off, defines entities,
            is too long (unpacked too), or rows without address.
    """
    document = xmlguard.recode(_unpacked(body, url)).removeprefix(b"\xef\xbb\xbf").strip()
    if not document:
        raise ListingError("the answer is empty", where=url)
    if document.startswith((b"http://", b"https://")):
        return _read_text(document, url)
    root = _root(document, url)
    listing = Listing([])
    dated: list[tuple[str, str]] = []
    old = 0
    for number, row in enumerate(_rows(document, root, url), 1):
        listing.rows = number
        published, modified = (_moment(row.get(name), zone) for name in ("publication_date", "lastmod"))
        newest = max(published or "", modified or "")
        if since and newest and newest < since[: len(newest)]:
            listing.older = True
            old += 1
            continue
        link = text.address(row.get("loc"), url)
        if not link:
            listing.skipped.append(f"row {number}: no address")
        elif root.endswith("sitemapindex"):
            dated.append((newest, link))
        else:
            listing.entries.append(_entry(row, link, published, modified))
    if old:
        listing.left_out.append(f"{old} before {since}")
    require("loc", len(listing.skipped), listing.rows, url)
    listing.entries.sort(key=lambda entry: max(entry.published or "", entry.modified or ""), reverse=True)
    listing.follow = list(dict.fromkeys(link for _, link in sorted(dated, key=lambda one: one[0], reverse=True)))
    return listing


def _unpacked(body: bytes, url: str) -> bytes:
    """The bytes without gzip: that of the file, and one more where a server has packed the file again."""
    for _ in range(2):
        if not body.startswith(_GZIP):
            break
        try:
            with gzip.open(io.BytesIO(body)) as packed:
                body = packed.read(MAX_UNPACKED + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise ListingError(f"the gzip file is broken ({error})", where=url) from error
        if len(body) > MAX_UNPACKED:
            raise ListingError(f"the gzip file has more than {MAX_UNPACKED} bytes when unpacked", where=url)
    return body


def _read_text(document: bytes, url: str) -> Listing:
    """One address a line; nothing is known of them."""
    lines = [line for line in document.decode("utf-8", "replace").splitlines() if line.strip()]
    if len(lines) > MAX_ROWS:
        raise ListingError(f"the sitemap has more than {MAX_ROWS} rows", where=url)
    listing = Listing([], rows=len(lines))
    for number, line in enumerate(lines, 1):
        link = text.absolute(line) if not re.search(r"\S\s+\S", line) else None
        if link:
            listing.entries.append(ListingEntry(link))
        else:
            listing.skipped.append(f"row {number}: no address")
    require("address", len(listing.skipped), listing.rows, url)
    return listing


def _root(document: bytes, url: str) -> str:
    """``urlset`` or ``sitemapindex``, with the prefix it may have."""
    if b"<!ENTITY" in document:
        raise ListingError("the sitemap defines XML entities", where=url)
    found = _ROOT.match(document)
    tag = found["tag"].decode("ascii", "replace") if found else ""
    if found and tag.rpartition(":")[2] in _ROWS:
        if not found["empty"] and b"</" + found["tag"] not in document:
            raise ListingError(f"the sitemap is cut off: <{tag}> does not end", where=url)
        return tag
    if tag.rpartition(":")[2].lower() in _FEEDS:
        raise ListingError("the answer is a feed, not a sitemap", where=url, do="Write `feed` instead of `sitemap`")
    said = "an HTML page, not a sitemap" if text.is_html(document) else "no sitemap"
    raise ListingError(f"the answer is {said}", where=url, do="Look into the site's robots.txt for its sitemaps")


def _rows(document: bytes, root: str, url: str) -> list[dict[str, Any]]:
    """The fields of each row."""
    if max(document.count(b"<"), document.count(b"&")) > MAX_MARKS:
        raise ListingError(f"the sitemap has more than {MAX_MARKS} tags or entities", where=url)
    try:
        return _read(document, root, url, recover=False)
    except etree.XMLSyntaxError:  # a bare "&" in most cases, or "news:" without xmlns:news
        pass
    # Recovering would leave a bare "&" out, and so make another address of a link.
    escaped = _BARE_AMPERSAND.sub(lambda match: b"&amp;" if match[0] == b"&" else match[0], document)
    try:
        return _read(escaped, root, url, recover=True)
    except etree.XMLSyntaxError as error:
        raise ListingError(f"the sitemap cannot be read ({error})", where=url) from error


def _read(document: bytes, root: str, url: str, recover: bool) -> list[dict[str, Any]]:
    prefix, colon, name = root.rpartition(":")
    # With the prefix: one that is not declared is part of the name.
    tags = [f"{space}{local}" for space in ("{*}", f"{prefix}{colon}") for local in (name, _ROWS[name])]
    rows: list[dict[str, Any]] = []
    ended = False
    for _, element in etree.iterparse(
        io.BytesIO(document), tag=tags, recover=recover, resolve_entities=False, no_network=True, load_dtd=False
    ):
        ended = _local(element) == name
        if not ended:
            rows.append(_fields(element))
            element.clear()
        if len(rows) > MAX_ROWS:
            raise ListingError(f"the sitemap has more than {MAX_ROWS} rows", where=url)
    if not ended:
        raise ListingError("the sitemap cannot be read to its end", where=url)
    return rows


def _local(element: etree._Element) -> str:
    """The name without namespace or prefix: they are wrong or undeclared often enough."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def _fields(element: etree._Element) -> dict[str, Any]:
    """The texts of a row by name, those of its news tags among them; ``images`` has one object for each picture."""
    row: dict[str, Any] = {}
    images = []
    for child in element:
        name = _local(child)
        if name == "news":
            for part in child.iter():
                row.setdefault(_local(part), _text(part))
        elif name == "image":
            images.append({_local(part): words for part in child if (words := text.line(_text(part)))})
        else:
            row.setdefault(name, _text(child))
    return {**row, "images": images} if images else row


def _text(element: etree._Element) -> str | None:
    """The text; ``None`` also where a reference to half a character, ``&#xD800;``, has made it none."""
    try:
        return element.text
    except UnicodeDecodeError:
        return None


def _entry(row: dict[str, Any], link: str, published: str | None, modified: str | None) -> ListingEntry:
    named = (row.get("stock_tickers") or "").split(",")
    return ListingEntry(
        url=link,
        headline=text.plain(row.get("title")),
        publisher=text.plain(row.get("name")),
        keywords=text.keywords(row.get("keywords")),
        in_language=text.language(row.get("language")),
        published=published,
        published_raw=text.line(row.get("publication_date")),
        modified=modified,
        tickers=[ticker for name in dict.fromkeys(named) if (ticker := stocks.listed(name))],
        extra={name: row[name] if name == "images" else text.line(row[name]) for name in _EXTRA if row.get(name)},
    )


def _moment(value: str | None, zone: str) -> str | None:
    """As `dates.parse`; the form nearly every sitemap has is read twenty times faster."""
    raw = text.line(value) or ""
    if _W3C_DATE.fullmatch(raw):
        try:
            moment = datetime.fromisoformat(raw).astimezone(UTC)
        except (ValueError, OverflowError):
            return None
        return dates.to_text(moment) if dates.FIRST_YEAR <= moment.year <= dates.LAST_YEAR else None
    return dates.parse(raw, zone)
