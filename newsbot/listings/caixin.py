"""财新: the scroll of the latest headlines. Its articles are for subscribers, so the row is all there is of them."""

import re
from typing import Any
from urllib.parse import urlsplit

from newsbot.errors import ListingError
from newsbot.items import ListingEntry
from newsbot.listings import text
from newsbot.listings.types import LeftOut, Listing, read_rows

_MAPPED = frozenset({"title", "url", "summary", "channelObject"})
_NO_NEWS = ("fm.", "video.", "datanews.")
"""Hosts of radio, films and data graphics: there is no text behind their headlines."""
_ID = re.compile(r"/(\d{6,12})\.html", re.ASCII)


def parse(body: bytes, url: str) -> Listing:
    """Read ``/api/dataplatform/scroll/index``.

    ``content`` is the summary, else the headline again, so that the page is never fetched. ``time`` may be
    milliseconds, seconds or a date in words.

    Raises:
        ListingError: no such answer, or rows that have lost title, address or time.
    """
    answer = text.load_json(body, url)
    data = answer.get("data") if isinstance(answer, dict) else None
    rows = data.get("articleList") if isinstance(data, dict) else None
    if not isinstance(rows, list):
        raise ListingError(_refusal(answer), where=url, do="Open the address in a browser")
    return read_rows(rows, _entry, url, ("published",))


def _refusal(answer: Any) -> str:
    said = answer if isinstance(answer, dict) else {}
    message = text.line(said.get("msg")) or text.line(said.get("message"))
    return f"the answer has no data.articleList{f': {message}' if message else ''}"


def _entry(row: dict[str, Any]) -> ListingEntry | str:
    link, headline = text.absolute(row.get("url")), text.plain(row.get("title"))
    if not link:
        return "no url"
    if (host := urlsplit(link).hostname or "").startswith(_NO_NEWS):
        return LeftOut(f"{host} has no texts")
    if not headline:
        return "no title"
    found, channel = _ID.search(link), row.get("channelObject")
    summary = row.get("summary")
    return ListingEntry(
        url=link,
        source_id=found[1] if found else None,
        headline=headline,
        description=text.plain(summary),
        publisher="财新网",
        section=text.line(channel.get("name")) if isinstance(channel, dict) else None,
        published=text.moment(row.get("time")),
        published_raw=text.line(row.get("time")),
        content=text.markup(summary) or text.markup(headline),
        extra={name: value for name, value in row.items() if name not in _MAPPED},
    )
