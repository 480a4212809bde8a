"""上交所: announcements of listed companies, ``query.sse.com.cn/security/stock/queryCompanyBulletin….do``."""

from typing import Any

from newsbot.errors import ListingError
from newsbot.items import ListingEntry
from newsbot.listings import announcements, challenges, text
from newsbot.listings.announcements import Announcement, day_or_time, file_address, mainland, securities
from newsbot.listings.types import Listing

FILES = "https://static.sse.com.cn"
"""What the addresses in the rows are below."""

_MAPPED = frozenset({"TITLE", "URL", "SECURITY_CODE", "SECURITY_NAME", "BULLETIN_TYPE_DESC"})


def parse(body: bytes, url: str, files: str = FILES) -> Listing:
    """Read one page of announcements, JSON or JSONP.

    The newer ``queryCompanyBulletinNew.do`` gives a list of lists: each is one filing with its attachments, and becomes
    one entry. The older ``queryCompanyBulletin.do`` gives a flat list. ``published`` is ``ADDDATE`` where there is
    one, else ``SSEDATE``, which is a day.

    Args:
        files: what the addresses in the rows are below.

    Raises:
        ListingError: a JavaScript challenge, no such answer, or rows that have lost title, address, code or date.
    """
    if body.lstrip().startswith(b"<"):
        challenges.refuse(body, url)
    answer = text.load_json(body, url)
    groups = [group for one in _rows(answer, url) if (group := one if isinstance(one, list) else [one])]
    # A filing is judged by its first document: attachments may lack what that one says.
    heads = [_head(group) for group in groups]
    listing = announcements.read_announcements(
        heads, lambda row: _entry(row, files), url, ("TITLE", "URL", "SECURITY_CODE", "ADDDATE/SSEDATE")
    )
    page = answer.get("pageHelp")
    listing.total = text.count(page.get("total")) if isinstance(page, dict) else None
    return listing


def _rows(answer: Any, url: str) -> list[Any]:
    found = answer if isinstance(answer, dict) else {}
    page = found.get("pageHelp")
    page = page if isinstance(page, dict) else {}
    for rows in (found.get("result"), page.get("data")):
        if isinstance(rows, list):
            return rows
    if text.count(page.get("total")) == 0:
        return []
    raise ListingError("the answer has no result", where=url, do="Open the address in a browser")


def _head(group: list[Any]) -> dict[str, Any]:
    """The first document of a filing, with the others under ``attachments``."""
    documents = [row for row in group if isinstance(row, dict)]
    return {**(documents[0] if documents else {}), "attachments": documents[1:]}


def _entry(row: dict[str, Any], files: str) -> ListingEntry | str:
    documents = [
        (title, link)
        for one in (row, *row["attachments"])
        if (title := text.plain(one.get("TITLE"))) and (link := file_address(one.get("URL"), files))
    ]
    code, name = text.line(row.get("SECURITY_CODE")), text.plain(row.get("SECURITY_NAME"))
    raw = next((value for key in ("ADDDATE", "SSEDATE") if (value := row.get(key))), None)
    return announcements.entry(
        Announcement(
            headline=text.plain(row.get("TITLE")),
            files=documents,
            securities=securities([code] if code else [], [name or ""], lambda one: mainland(one, "SH")),
            published=day_or_time(raw),
            published_raw=text.line(raw),
            section=text.line(row.get("BULLETIN_TYPE_DESC")),
            extra={key: value for key, value in row.items() if key not in _MAPPED and key != "attachments"},
        ),
        "sse",
    )
