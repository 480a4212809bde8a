"""Sina's 7×24 live feed, ``zhibo.sina.com.cn/api/zhibo/feed``: the row is the article (a flash)."""

import re
from typing import Any
from urllib.parse import urlsplit

from newsbot.errors import ListingError
from newsbot.items import ListingEntry
from newsbot.listings import text
from newsbot.listings.sina_roll import bare_docid, result_of
from newsbot.listings.types import Listing, read_rows, require

_MAPPED = frozenset({"rich_text", "ext"})
_TITLE = re.compile(r"\s*【\s*([^【】]{1,120}?)\s*】")
_SENTENCE_END = re.compile(r"(?<=[。！？])|(?<=[!?;；])(?=\s|[^\x00-\x7f]|$)")
_HEADLINE_LENGTH = 60


def parse(body: bytes, url: str) -> Listing:
    """Read one page of flashes, JSON or JSONP.

    ``headline`` is the 【…】 the text begins with, else its first sentence; ``content`` is the whole text (HTML).
    The address is the desktop page of the flash where it has one, else ``urn:newsbot:sina-7x24:<id>``. ``extra`` keeps
    the row's other fields and ``stocks``, the objects ``{market, symbol, key}`` of its ``ext``, listed or not.

    Raises:
        ListingError: no such answer, a status other than 0, or rows that have lost their text, id or time.
    """
    rows = _rows(result_of(text.load_json(body, url), url), url)
    objects = [row if isinstance(row, dict) else {} for row in rows]
    for name in ("rich_text", "id", "create_time"):
        require(name, sum(not text.line(row.get(name)) for row in objects), len(objects), url)
    return read_rows(objects, _entry, url)


def _rows(result: dict[str, Any], url: str) -> list[Any]:
    rows: Any = result
    for name in ("data", "feed", "list"):
        rows = rows.get(name) if isinstance(rows, dict) else None
    if not isinstance(rows, list):
        raise ListingError("the answer has no result.data.feed.list", where=url, do="Open the address in a browser")
    return rows


def _entry(row: dict[str, Any]) -> ListingEntry | str:
    """The entry, or why the row is none."""
    markup = row.get("rich_text")
    words = text.plain(markup)
    if not words or not isinstance(markup, str):
        return "no text"
    ext = _ext(row.get("ext"))
    identity = text.line(row.get("id"))
    desktop, mobile = _addresses(ext.get("docurl"), row.get("docurl"))
    url = desktop or mobile or (f"urn:newsbot:sina-7x24:{identity}" if identity else None)
    if not url:
        return "neither id nor address"
    stocks = ext.get("stocks")
    tags = row.get("tag")
    return ListingEntry(
        url=url,
        source_id=bare_docid(ext.get("docid")) or (f"7x24:{identity}" if identity else None),
        headline=headline_of(words),
        keywords=text.keywords(
            [tag.get("name") for tag in tags if isinstance(tag, dict)] if isinstance(tags, list) else []
        ),
        published=text.moment(row.get("create_time")),
        published_raw=text.line(row.get("create_time")),
        mobile_url=mobile,
        content=markup,
        extra={
            **{name: value for name, value in row.items() if name not in _MAPPED},
            "stocks": [stock for stock in stocks if isinstance(stock, dict)] if isinstance(stocks, list) else [],
        },
    )


def headline_of(words: str) -> str:
    """The headline of a flash given as plain text: its 【…】, else its first sentence, at most 60 characters."""
    title = _TITLE.match(words)
    if title:
        return title[1]
    sentence = _SENTENCE_END.split(words.strip(), maxsplit=1)[0].strip().rstrip("。；;")
    if not sentence:
        sentence = words.strip()
    return sentence if len(sentence) <= _HEADLINE_LENGTH else sentence[: _HEADLINE_LENGTH - 1].rstrip() + "…"


def _ext(value: object) -> dict[str, Any]:
    """``ext`` is an object in a JSON string, or ``""``, or ``"[]"``."""
    if isinstance(value, str):
        try:
            value = text.load_json(value.encode("utf-8", "replace"), "ext")
        except ListingError:
            return {}
    return value if isinstance(value, dict) else {}


def _addresses(*links: object) -> tuple[str | None, str | None]:
    """The first desktop and the first mobile address among the links."""
    found = [address for link in links if (address := text.absolute(link))]
    mobile = [link for link in found if (urlsplit(link).hostname or "").endswith("sina.cn")]
    return next((link for link in found if link not in mobile), None), next(iter(mobile), None)
