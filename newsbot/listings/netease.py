"""网易财经: the JSONP files of the news flow, ``data_callback([{…},])``, in UTF-8 or GBK whatever they declare."""

import re
from typing import Any

from newsbot import dates
from newsbot.errors import ListingError
from newsbot.items import ListingEntry
from newsbot.listings import text
from newsbot.listings.types import Listing, read_rows

_MAPPED = frozenset({"title", "digest", "docurl", "keywords", "channelname"})
_US_TIME = re.compile(r"(\d\d?)/(\d\d?)/(\d{4}) (\d\d?:\d\d(?::\d\d)?)", re.ASCII)
_DOCID = re.compile(r"/([A-Z0-9]{16})\.html")


def parse(body: bytes, url: str) -> Listing:
    """Read one file of a news flow.

    ``time`` is written month first, ``10/14/2031 09:20:30``, and means Asia/Shanghai. ``source_id`` is the docid of
    the address. An empty array is how the flow ends.

    Raises:
        ListingError: no such file, or rows that have lost title, address or time.
    """
    rows = text.load_json(body, url)
    if not isinstance(rows, list):
        raise ListingError("the answer is no array of rows", where=url, do="Open the address in a browser")
    return read_rows(rows, _entry, url, ("headline", "published"))


def _entry(row: dict[str, Any]) -> ListingEntry | str:
    link = text.absolute(row.get("docurl"))
    if not link:
        return "no docurl"
    docid, words = _DOCID.search(link), row.get("keywords")
    return ListingEntry(
        url=link,
        source_id=docid[1] if docid else None,
        headline=text.plain(row.get("title")),
        description=text.plain(row.get("digest")),
        keywords=text.keywords([word.get("keyname") for word in words if isinstance(word, dict)])
        if isinstance(words, list)
        else [],
        published=_moment(row.get("time")),
        published_raw=text.line(row.get("time")),
        extra={name: value for name, value in row.items() if name not in _MAPPED},
    )


def _moment(value: object) -> str | None:
    if found := _US_TIME.fullmatch(text.line(value) or ""):
        month, day, year, time = found.groups()
        return dates.parse(f"{year}-{month}-{day} {time}")
    return text.moment(value)
