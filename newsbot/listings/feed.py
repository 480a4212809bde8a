"""RSS 0.9x, 1.0 (RDF) and 2.0, Atom and JSON Feed."""

import hashlib
import io
import re
from typing import Any
from urllib.parse import quote

import feedparser

from newsbot import dates, urls
from newsbot.errors import ListingError
from newsbot.items import ListingEntry, TickerMention
from newsbot.listings import stocks, text, xmlguard
from newsbot.listings.json_feed import parse_json_feed
from newsbot.listings.types import Listing, require

_ACCESSION = re.compile(r"urn:tag:sec\.gov,2008:accession-number=(\d{10}-\d\d-\d{6})")
_IDENTIFIER = re.compile(r"[\w.-]{4,80}", re.ASCII)
_WIRE_KEYWORDS = re.compile(rb"<(/?)(?:prn:(?:industry|subject)|dc:keyword)(?=[\s>])")
"""Keywords of the two press-release wires; of elements it does not know feedparser keeps the last one only."""
_PRN_CODE = re.compile(r"[A-Z]{3}", re.ASCII)
_TYPES = ("stock", "isin", "code")
_MAPPED = frozenset({"title", "link", "summary", "published", "updated", "author", "publisher", "language"})


def parse(body: bytes, url: str, zone: str = "UTC") -> Listing:
    """Read a feed of any of these formats, told apart by its content alone.

    An entry without an address of its own is an article by itself, as a flash is: its address is
    ``urn:newsbot:<site>:<id>`` and ``content`` its text. Of all others the full text, where the feed has it, is in
    ``extra["content"]`` only. ``modified`` is Atom's ``updated``; the entries of one EDGAR filing are folded to one.

    Args:
        body: the bytes as they came; a wrong declared encoding is noticed.
        url: the feed's address; relative links are resolved against it.
        zone: IANA name of the zone of times without their own.

    Raises:
        ListingError: an HTML page or anything else that is no feed, a feed that is cut off, defines entities, is
            nested too deep or too long, or rows without title and address.
    """
    head = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if head in {b"{", b"["}:
        return parse_json_feed(body, url, zone)
    xmlguard.check(body, url)
    found = _feedparser(_WIRE_KEYWORDS.sub(_as_category, xmlguard.recode(body)), url)
    listing = Listing([], rows=len(found.entries))
    filings: dict[str, int] = {}
    missing = 0
    for number, raw in enumerate(found.entries, 1):
        row = dict(raw)  # plain: feedparser's own type answers "updated" with "published"
        entry = _entry(row, url, zone, found.version, found.feed.get("language"))
        if entry is None:
            missing += 1
            listing.skipped.append(f"row {number}: neither title nor address")
            continue
        filing = _ACCESSION.fullmatch(str(row.get("id", "")))
        if filing and filings.setdefault(filing[1], number) != number:
            listing.left_out.append(f"row {number}: the filing of row {filings[filing[1]]}")
            continue
        listing.entries.append(entry)
    require("title and address", missing, listing.rows, url)
    return listing


def _as_category(tag: re.Match[bytes]) -> bytes:
    return b"</category" if tag[1] else b'<category domain="wire"'


def _feedparser(body: bytes, url: str) -> Any:
    # A file object: feedparser would open bytes that happen to be a file name.
    try:
        found = feedparser.parse(
            io.BytesIO(body),
            # Its base for links; and without a type it would take everything for Latin-1.
            response_headers={"content-location": url, "content-type": "application/xml"},
            resolve_relative_uris=False,  # inside of HTML, where we take only the text
            sanitize_html=False,
        )
    except Exception as error:  # whatever its parsers and date handlers run into on broken input
        raise ListingError(f"the feed cannot be read ({type(error).__name__}: {error})", where=url) from error
    if not found.get("version"):
        raise ListingError("the answer is XML, but no feed", where=url, do="Look for the feed's address on the site")
    return found


def _entry(row: dict[str, Any], base: str, zone: str, version: str, feed_language: object) -> ListingEntry | None:
    headline = _words(row, "title")
    description = _words(row, "summary")
    content = next((part.get("value") for part in row.get("content", ()) if part.get("value")), None)
    rss = version.startswith("rss")
    published = row.get("published") or (row.get("updated") if rss else None)
    accession = _ACCESSION.fullmatch(str(row.get("id", "")))
    if accession:  # EDGAR has no other time: "updated" is when the filing was accepted
        published = row.get("updated")
    link = text.address(row.get("link"), base) or text.absolute(row.get("id"))
    if not link and not headline:
        return None
    return ListingEntry(
        url=link or _urn(row, base),
        source_id=accession[1] if accession else _identifier(row),
        headline=headline,
        description=description if description != headline else None,
        publisher=_publisher(row, rss),
        authors=[] if "nasdaq_tickers" in row else _names(row.get("authors")),
        keywords=text.keywords([tag.get("term") for tag in row.get("tags", ()) if not _typed(tag)]),
        in_language=text.language(row.get("language")) or text.language(feed_language),
        published=dates.parse(text.line(published), zone),
        published_raw=text.line(published),
        modified=dates.parse(text.line(row.get("dc_modified") or (None if rss else row.get("updated"))), zone),
        content=None if link else content or row.get("summary") or headline,
        tickers=_tickers(row),
        extra=_extra(row, content),
    )


def _words(row: dict[str, Any], name: str) -> str | None:
    detail = row.get(f"{name}_detail") or {}
    value = row.get(name)
    return text.line(value) if detail.get("type") == "text/plain" else text.plain(value)


def _urn(row: dict[str, Any], base: str) -> str:
    identity = text.line(row.get("id"))
    if not identity or len(identity) > 200:
        seen = "\n".join(str(row.get(name)) for name in ("id", "title", "published", "updated", "summary"))
        identity = hashlib.sha256(seen.encode("utf-8", "replace")).hexdigest()[:32]
    return f"{urls.URN}{urls.site_of(base)}:{quote(identity, safe=':/-._~')}"


def _identifier(row: dict[str, Any]) -> str | None:
    identifier = text.line(row.get("dc_identifier")) or ""
    return identifier if _IDENTIFIER.fullmatch(identifier) else None


def _publisher(row: dict[str, Any], rss: bool) -> str | None:
    # dc:contributor of the wires is the issuer, dc:creator of Nasdaq the partner; in Atom these are people.
    media = _names(row.get("authors" if "nasdaq_tickers" in row else "contributors")) if rss else []
    return (
        next(iter(media), None) or text.line(row.get("publisher")) or text.plain((row.get("source") or {}).get("title"))
    )


def _names(people: object) -> list[str]:
    return text.keywords(
        [person.get("name") for person in people if isinstance(person, dict)] if isinstance(people, list) else []
    )


def _typed(tag: dict[str, Any]) -> str | None:
    """What a category of a wire holds instead of a keyword: ``stock`` or ``isin``, or PR Newswire's ``code`` of one."""
    kind = str(tag.get("scheme") or "").lower().rstrip("/").rpartition("/rss/")[2]
    if kind == "wire" and _PRN_CODE.fullmatch(text.line(tag.get("term")) or ""):
        return "code"
    return kind if kind in _TYPES else None


def _tickers(row: dict[str, Any]) -> list[TickerMention]:
    """Each once; codes with a suffix (``EXM:CA``) are of other countries."""
    categories = (text.line(tag.get("term")) or "" for tag in row.get("tags", ()) if _typed(tag) == "stock")
    named = [stocks.listed(category) for category in categories]
    named += [stocks.american(code) for code in text.keywords(row.get("nasdaq_tickers"))]
    return list({ticker.symbol: ticker for ticker in named if ticker}.values())


def _extra(row: dict[str, Any], content: str | None) -> dict[str, Any]:
    extra: dict[str, Any] = {
        name: words
        for name, value in row.items()
        if name not in _MAPPED and isinstance(value, str) and (words := text.line(value))
    }
    media = [dict(part) for name in ("media_content", "media_thumbnail") for part in row.get(name, ())]
    links = [dict(part) for part in row.get("links", ()) if part.get("rel") == "enclosure"]
    typed = {
        kind: [text.line(tag.get("term")) for tag in row.get("tags", ()) if _typed(tag) == kind] for kind in _TYPES
    }
    lists = {"media": media, "enclosures": links, **typed}
    extra.update({name: values for name, values in lists.items() if values})
    if content:
        extra["content"] = content
    return extra
