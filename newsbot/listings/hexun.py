"""和讯: the paged news lists of ``opentool.hexun.com``, JSONP in GBK, with the text as base64 of GBK."""

import base64
import binascii
import re
from datetime import date
from typing import Any

from newsbot import dates
from newsbot.errors import ListingError
from newsbot.items import ListingEntry
from newsbot.listings import text
from newsbot.listings.types import Listing, read_rows

_MAPPED = frozenset({"title", "entityurl", "abstract", "content"})
_ADDRESS = re.compile(r"/(\d{4})-(\d\d)-(\d\d)/(\d{4,15})\.html", re.ASCII)
_TIME = re.compile(r"(?:(\d\d?)(?:[-/.]|月)(\d\d?)日? +)?(\d\d?:\d\d(?::\d\d)?)", re.ASCII)
_NEAR = 31
"""Days between the date of an address and that of its row; the two differ where an article was renewed later, and are
almost a year apart where the year was guessed wrong."""


def parse(body: bytes, url: str) -> Listing:
    """Read one page of a list.

    ``entitytime`` has no year: it is the one that brings it nearest to the date in the address. ``content``, decoded,
    is in ``extra["content"]``: the page has the text with its pictures. ``totalNumber`` is not believed.

    Raises:
        ListingError: no such answer, or rows that have lost title, address or time.
    """
    answer = text.load_json(body, url)
    rows = answer.get("result") if isinstance(answer, dict) else None
    if not isinstance(rows, list):
        raise ListingError("the answer has no result", where=url, do="Open the address in a browser")
    return read_rows(rows, _entry, url, ("headline", "published"))


def _entry(row: dict[str, Any]) -> ListingEntry | str:
    link = text.absolute(row.get("entityurl"))
    if not link:
        return "no entityurl"
    found = _ADDRESS.search(link)
    extra = {name: value for name, value in row.items() if name not in _MAPPED}
    if content := _decoded(row.get("content")):
        extra["content"] = content
    raw = text.line(row.get("entitytime"))
    return ListingEntry(
        url=link,
        source_id=found[4] if found else None,
        headline=text.plain(row.get("title")),
        description=text.plain(row.get("abstract")),
        published=_moment(raw or "", _day(found)),
        published_raw=raw,
        extra=extra,
    )


def _day(address: re.Match[str] | None) -> date | None:
    """The date in an address."""
    try:
        return date(int(address[1]), int(address[2]), int(address[3])) if address else None
    except ValueError:
        return None


def _moment(raw: str, day: date | None) -> str | None:
    """The time of a row; the day of its address where the row says no minute near it."""
    partial = _TIME.fullmatch(raw)
    if partial is None:
        return text.moment(raw) or (day.isoformat() if day else None)
    if day is None:
        return None
    near = _nearest(int(partial[1]), int(partial[2]), day) if partial[1] else day
    return (dates.parse(f"{near} {partial[3]}") if near else None) or day.isoformat()


def _nearest(month: int, day: int, to: date) -> date | None:
    """The day of the calendar with this month and day that is nearest to another, if that is near."""
    candidates = []
    for year in (to.year - 1, to.year, to.year + 1):
        try:
            candidates.append(date(year, month, day))
        except ValueError:
            continue
    nearest = min(candidates, key=lambda one: abs(one - to), default=None)
    return nearest if nearest and abs((nearest - to).days) <= _NEAR else None


def _decoded(value: object) -> str | None:
    try:
        found = base64.b64decode(text.line(value) or "", validate=True).decode("gb18030", "replace")
    except (binascii.Error, ValueError):
        return None
    return found.replace("\0", "").strip() or None
