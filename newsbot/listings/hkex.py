"""HKEXnews: filings of companies listed in Hong Kong, ``www1.hkexnews.hk/search/titleSearchServlet.do``."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from newsbot import dates
from newsbot.errors import ListingError
from newsbot.items import ListingEntry
from newsbot.listings import announcements, text
from newsbot.listings.announcements import Announcement, file_address, hong_kong, securities, words
from newsbot.listings.types import Listing

FILES = "https://www1.hkexnews.hk"
"""What the addresses in the rows are below."""
FIRST_ROWS, MAX_ROWS = 100, 20_000
"""The smallest and the largest ``rowRange`` the servlet is known to take."""

_MAPPED = frozenset({"TITLE", "LONG_TEXT", "DATE_TIME", "FILE_LINK", "STOCK_CODE", "STOCK_NAME"})
_TIME = re.compile(r"(\d\d)/(\d\d)/(\d{4}) (\d\d):(\d\d)(?::(\d\d))?", re.ASCII)
_BREAK = r"(?i)<br\s*/?>"


def parse(body: bytes, url: str, language: str = "en", files: str = FILES) -> Listing:
    """Read the filings of one answer; its ``result`` is JSON inside a JSON string.

    Where more rows match than were asked for, ``cursor`` is the ``rowRange`` that asks for twice as many: an answer
    begins with the newest row again. Each filing exists in English and in Chinese under one ``NEWS_ID``; the source id
    of the Chinese edition ends in ``-c``, so that they are two articles.

    Args:
        language: ``en`` or ``zh-HK``, the edition asked for.
        files: what the addresses in the rows are below.

    Raises:
        ListingError: no such answer, or rows that have lost title, file or time.
    """
    answer = text.load_json(body, url)
    result = answer.get("result") if isinstance(answer, dict) else None
    rows = text.load_json(result.encode("utf-8", "replace"), url) if isinstance(result, str) and result else result
    if not isinstance(rows, list):
        raise ListingError("the answer has no result", where=url, do="Open the address in a browser")
    listing = announcements.read_announcements(
        rows, lambda row: _entry(row, language, files), url, ("TITLE", "FILE_LINK", "DATE_TIME")
    )
    asked = text.count(answer.get("rowRange")) or len(rows) or FIRST_ROWS
    if answer.get("hasNextRow") is True and asked < MAX_ROWS:
        listing.cursor = str(min(2 * asked, MAX_ROWS))
    return listing


def time_of(value: object) -> str | None:
    """UTC text of ``dd/MM/yyyy HH:mm`` in Hong Kong; ``None`` for every other form, for 03/04 could be either."""
    found = _TIME.fullmatch(text.line(value) or "")
    if not found:
        return None
    day, month, year, hour, minute, second = (int(number or 0) for number in found.groups())
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=ZoneInfo("Asia/Hong_Kong"))
    except ValueError:
        return None
    return dates.to_text(moment) if dates.FIRST_YEAR <= year <= dates.LAST_YEAR else None


def _entry(row: dict[str, Any], language: str, files: str) -> ListingEntry | str:
    title, link = text.plain(row.get("TITLE")), file_address(row.get("FILE_LINK"), files)
    codes, names = words(row.get("STOCK_CODE"), _BREAK), words(row.get("STOCK_NAME"), _BREAK)
    news_id = text.line(row.get("NEWS_ID"))
    return announcements.entry(
        Announcement(
            headline=title,
            files=[(title, link)] if title and link else [],
            securities=securities(codes, names, hong_kong),
            published=time_of(row.get("DATE_TIME")),
            published_raw=text.line(row.get("DATE_TIME")),
            source_id=f"{news_id}-c" if news_id and language != "en" else news_id,
            section=text.plain(row.get("LONG_TEXT")),
            language=language,
            extra={key: value for key, value in row.items() if key not in _MAPPED},
        ),
        "hkex",
    )
