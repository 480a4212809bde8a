"""巨潮资讯: the disclosure site of both mainland exchanges, ``www.cninfo.com.cn/new/hisAnnouncement/query``."""

from typing import Any

from newsbot.errors import ListingError
from newsbot.items import ListingEntry
from newsbot.listings import announcements, text
from newsbot.listings.announcements import (
    Announcement,
    by_code,
    day_or_time,
    file_address,
    hong_kong,
    securities,
    words,
)
from newsbot.listings.types import Listing

FILES = "http://static.cninfo.com.cn"
"""What the addresses in the rows are below."""

_MAPPED = frozenset({"announcementId", "announcementTitle", "announcementTime", "adjunctUrl", "secCode", "secName"})
_SEPARATOR = r"[,，;；]"


def parse(body: bytes, url: str, files: str = FILES) -> Listing:
    """Read one page of announcements. ``announcements: null`` means none.

    The search words in a title are marked with ``<em>``, which is removed. The exchange of a security is told by its
    code; a code that several markets have gives no symbol.

    Args:
        files: what the addresses in the rows are below.

    Raises:
        ListingError: no such answer, or rows that have lost title, file, id or time.
    """
    answer = text.load_json(body, url)
    if not isinstance(answer, dict) or "announcements" not in answer:
        raise ListingError("the answer has no announcements", where=url, do="Open the site in a browser")
    rows = answer["announcements"]
    if rows is not None and not isinstance(rows, list):
        raise ListingError("announcements is no list", where=url, do="Open the site in a browser")
    listing = announcements.read_announcements(
        rows or [],
        lambda row: _entry(row, files),
        url,
        ("announcementTitle", "adjunctUrl", "announcementId", "announcementTime"),
    )
    # Which of the two totals is there has changed; a 0 beside rows is none.
    listing.total = text.count(answer.get("totalRecordNum")) or text.count(answer.get("totalAnnouncement")) or None
    return listing


def _entry(row: dict[str, Any], files: str) -> ListingEntry | str:
    title, link = text.plain(row.get("announcementTitle")), file_address(row.get("adjunctUrl"), files)
    codes, names = words(row.get("secCode"), _SEPARATOR), words(row.get("secName"), _SEPARATOR)
    return announcements.entry(
        Announcement(
            headline=title,
            files=[(title, link)] if title and link else [],
            securities=securities(codes, names, lambda code: by_code(code) or hong_kong(code)),
            published=day_or_time(row.get("announcementTime")),
            published_raw=text.line(row.get("announcementTime")),
            source_id=text.line(row.get("announcementId")),
            extra={key: value for key, value in row.items() if key not in _MAPPED},
        ),
        "cninfo",
    )
