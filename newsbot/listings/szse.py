"""深交所: announcements of listed companies, ``www.szse.cn/api/disc/announcement/annList``."""

from typing import Any

from newsbot.errors import ListingError
from newsbot.items import ListingEntry
from newsbot.listings import announcements, text
from newsbot.listings.announcements import Announcement, day_or_time, file_address, mainland, securities, words
from newsbot.listings.types import Listing

FILES = "https://disc.static.szse.cn/download"
"""What the addresses in the rows are below."""

_MAPPED = frozenset({"id", "title", "publishTime", "attachPath", "secCode", "secName"})


def parse(body: bytes, url: str, files: str = FILES) -> Listing:
    """Read one page of announcements; no rows is how this API says that there is no further page.

    Args:
        files: what the addresses in the rows are below.

    Raises:
        ListingError: no such answer, or rows that have lost title, file, code or time.
    """
    answer = text.load_json(body, url)
    rows = answer.get("data") if isinstance(answer, dict) else None
    if not isinstance(rows, list):
        raise ListingError("the answer has no data", where=url, do="Open the site in a browser")
    listing = announcements.read_announcements(
        rows, lambda row: _entry(row, files), url, ("title", "attachPath", "secCode", "publishTime")
    )
    listing.total = text.count(answer.get("announceCount"))
    return listing


def _entry(row: dict[str, Any], files: str) -> ListingEntry | str:
    title, link = text.plain(row.get("title")), file_address(row.get("attachPath"), files)
    codes, names = words(row.get("secCode"), ","), words(row.get("secName"), ",")
    return announcements.entry(
        Announcement(
            headline=title,
            files=[(title, link)] if title and link else [],
            securities=securities(codes, names, lambda code: mainland(code, "SZ")),
            published=day_or_time(row.get("publishTime")),
            published_raw=text.line(row.get("publishTime")),
            source_id=text.line(row.get("id")),
            extra={key: value for key, value in row.items() if key not in _MAPPED},
        ),
        "szse",
    )
