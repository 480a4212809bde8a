"""证券时报: the flash list (JSON, newest first, with a cursor) and the article lists (HTML fragments)."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import lxml.etree
import lxml.html
from lxml.etree import XPath

from newsbot.errors import ListingError
from newsbot.items import ListingEntry, TickerMention
from newsbot.listings import text
from newsbot.listings.sina_zhibo import headline_of
from newsbot.listings.types import Listing, read_rows

_FLASH_MAPPED = frozenset({"id", "url", "title", "content", "source"})
_MAX_TAGS, _MAX_TAG_DEPTH = 200, 5
"""Of one flash. Two levels and a handful of tags have been seen."""
_MAX_LIST = 2_000_000
"""Bytes of an article list; one has about 50,000."""
_DETAIL = re.compile(r"/article/detail/(\d{1,12})\.html")
_NUMBERED = re.compile(r"/\d{4,12}\.s?html(?:$|[?#])")
"""How addresses of articles end, old ones too; topics and columns have names."""
_CLASSES = "concat(' ', normalize-space(@class), ' ')"
_TITLES = " or ".join(f"contains({_CLASSES}, ' {name} ')" for name in ("t", "tt", "title"))
_LINKS = XPath(f"//*[{_TITLES}]/descendant::a[@href]")


def parse_flashes(body: bytes, url: str) -> Listing:
    """Read a page of the flash list.

    ``content`` is the text, ``headline`` the title without its 【】. ``cursor`` is the ``pageTime`` of the last row. A
    page that ends where it should have begun (its cursor is the one asked for) has nothing older: it is empty here.

    Raises:
        ListingError: no such answer (an HTML page is the site's answer to a request without X-Requested-With), a
            state other than 1, or rows that have lost address, text or time.
    """
    if text.is_html(body) or body.lstrip().startswith(b"<"):
        raise ListingError(
            "the answer is HTML, not JSON, as for a request without the header X-Requested-With: XMLHttpRequest",
            where=url,
            do="See whether a proxy removes the header; else the site has changed",
        )
    answer = text.load_json(body, url)
    state = text.line(answer.get("state")) if isinstance(answer, dict) else None
    if state != "1":
        message = text.line(answer.get("msg") or answer.get("message")) if isinstance(answer, dict) else None
        raise ListingError(f"the site answers state {state or 'none'}: {message or 'no reason given'}", where=url)
    rows = answer.get("data")
    if not isinstance(rows, list):
        raise ListingError("the answer has no data", where=url, do="Open the address in a browser")
    last = rows[-1] if rows and isinstance(rows[-1], dict) else {}
    cursor = text.line(last.get("pageTime"))
    if cursor is not None and cursor in parse_qs(urlsplit(url).query).get("page_time", ()):
        return Listing([])
    listing = read_rows(rows, lambda row: _flash(row, url), url, ("published",))
    listing.cursor = cursor
    return listing


def parse_list(body: bytes, url: str) -> Listing:
    """Read an article list: a page or a fragment of one. It names address and title; the rest is on the page.

    Raises:
        ListingError: there is no article in it, or it is larger than any list.
    """
    if len(body) > _MAX_LIST:
        raise ListingError(f"a list of {len(body)} bytes, more than {_MAX_LIST}", where=url)
    entries: dict[str, ListingEntry] = {}
    for entry in _linked(body, url):
        entries.setdefault(entry.url, entry)
    if not entries:
        raise ListingError("no article is linked in it", where=url, do="Open the address in a browser")
    return Listing(list(entries.values()), rows=len(entries))


def _linked(body: bytes, url: str) -> Iterator[ListingEntry]:
    """The links that have a title and lead to an article."""
    try:
        root = lxml.html.document_fromstring(body.replace(b"\0", b""), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError):
        return
    links: Any = _LINKS(root)
    for link in links:
        address, title = text.address(link.get("href"), url), text.line(str(link.text_content()))
        if address and title and _NUMBERED.search(address):
            detail = _DETAIL.search(address)
            yield ListingEntry(address, source_id=detail[1] if detail else None, headline=text.unbracketed(title))


def _flash(row: dict[str, Any], url: str) -> ListingEntry | str:
    link, content = text.address(row.get("url"), url), text.markup(row.get("content"))
    words = text.plain(content)
    if not link:
        return "no address"
    if not content or not words:
        return "no content"
    tags = list(_tags(row.get("tags")))
    name = "time" if text.moment(row.get("time")) else "show_time"  # both have been seen, in milliseconds and seconds
    return ListingEntry(
        url=link,
        source_id=text.line(row.get("id")),
        headline=text.unbracketed(text.plain(row.get("title"))) or headline_of(words),
        publisher=text.line(row.get("source")),
        keywords=text.keywords([tag.get("title") for tag in tags if not tag.get("stock_code")]),
        published=text.moment(row.get(name)),
        published_raw=text.line(row.get(name)),
        content=content,
        tickers=[
            TickerMention(code, text.line(tag.get("title")) or "", "markup")
            for tag in tags
            if (code := text.line(tag.get("stock_code")))
        ],
        extra={name: value for name, value in row.items() if name not in _FLASH_MAPPED},
    )


def _tags(value: object) -> Iterator[dict[str, Any]]:
    """The tags of a flash: objects in lists in a list, or in the list itself."""
    waiting, found = [(value, 0)], 0
    while waiting and found < _MAX_TAGS:
        one, depth = waiting.pop()
        if isinstance(one, dict):
            found += 1
            yield one
        elif isinstance(one, list) and depth < _MAX_TAG_DEPTH:
            waiting += [(inner, depth + 1) for inner in reversed(one[:_MAX_TAGS])]
