"""Announcements of listed companies: the row is the article, its text is a PDF that is linked and not read."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from newsbot import dates, urls
from newsbot.items import ListingEntry, TickerMention
from newsbot.listings import text
from newsbot.listings.types import Listing, read_rows, require

_MAINLAND = re.compile(r"\d{6}", re.ASCII)
_HONG_KONG = re.compile(r"\d{1,5}", re.ASCII)
_MARKETS = {
    "SH": re.compile(r"(?:60|68|90|5[0168])\d{4}", re.ASCII),
    "SZ": re.compile(r"(?:00|15|16|20|30)\d{4}", re.ASCII),
    "BJ": re.compile(r"92\d{4}", re.ASCII),
}
"""Codes that are one exchange's alone: shares and exchange-traded funds. Bonds (1…) and the codes the Beijing exchange
shared with the over-the-counter market (4…, 8…) are of either, and stay without a symbol."""


@dataclass(frozen=True, slots=True)
class Security:
    """What an announcement is about: ``symbol`` is ``600001.SH``, or ``None`` where the code tells no exchange."""

    symbol: str | None
    name: str


@dataclass(slots=True)
class Announcement:
    """A row of a disclosure site; ``files`` are (title, absolute address), the announcement itself first."""

    headline: str | None
    files: list[tuple[str, str]]
    securities: list[Security]
    published: str | None
    published_raw: str | None
    source_id: str | None = None
    section: str | None = None
    language: str = "zh-CN"
    extra: dict[str, Any] = field(default_factory=dict)


def read_announcements(
    rows: Sequence[object], read: Callable[[dict[str, Any]], ListingEntry | str], url: str, required: Sequence[str]
) -> Listing:
    """Read the rows of a disclosure site.

    Args:
        rows: as the answer has them.
        read: makes an entry of a row, or says why it is none.
        url: the listing's address, for the message.
        required: fields as the site calls them; ``ADDDATE/SSEDATE`` are two names of one.

    Raises:
        ListingError: a field is missing, or the time not readable, in more rows than `require` tolerates.
    """
    objects = [row if isinstance(row, dict) else {} for row in rows]
    for name in required:
        missing = sum(not any(row.get(spelling) for spelling in name.split("/")) for row in objects)
        require(name, missing, len(rows), url)
    return read_rows(rows, read, url, ("published",))


def entry(announcement: Announcement, name: str) -> ListingEntry | str:
    """The entry of an announcement. Its address is that of its first file, else ``urn:newsbot:<name>:<id>``.

    ``content`` names the securities and links the files with their file names, so that two notices with one title
    (every company has 关于股份回购进展的公告) are two texts. ``extra["files"]`` has title and address of each file.

    Returns:
        The entry, or why there is none: no title, or neither a file nor an id.
    """
    if not announcement.headline:
        return "no title"
    if announcement.files:
        url = announcement.files[0][1]
    elif announcement.source_id:
        url = f"{urls.URN}{name}:{announcement.source_id}"
    else:
        return "no address"
    return ListingEntry(
        url=url,
        source_id=announcement.source_id,
        headline=announcement.headline,
        section=announcement.section,
        in_language=announcement.language,
        published=announcement.published,
        published_raw=announcement.published_raw,
        content=_content(announcement),
        tickers=[TickerMention(one.symbol, one.name, "markup") for one in announcement.securities if one.symbol],
        extra={**announcement.extra, "files": [{"title": title, "url": link} for title, link in announcement.files]},
    )


def _content(announcement: Announcement) -> str:
    about = ", ".join(
        f"{one.name} ({one.symbol})" if one.symbol not in (None, one.name) else one.name
        for one in announcement.securities
    )
    lines = [escape(about)] if about else []
    for title, link in announcement.files:
        file_name = unquote(urlsplit(link).path).rpartition("/")[2]
        lines.append(f'<a href="{escape(link)}">{escape(title)}</a> ({escape(file_name)})')
    if not announcement.files:
        lines.append(escape(announcement.headline or ""))
    return "".join(f"<p>{line}</p>" for line in lines)


def file_address(value: object, files: str) -> str | None:
    """The address of a document: ``value`` if it is a whole one, else what it names below ``files``."""
    path = text.line(value)
    if not path:
        return None
    return text.absolute(path) or text.address(f"{files.rstrip('/')}/{path.lstrip('/')}", files)


def securities(codes: Sequence[str], names: Sequence[str], symbol_of: Callable[[str], str | None]) -> list[Security]:
    """Codes and names of the same order as securities; where a name is missing the code stands for it."""
    padded = [*names, *[""] * len(codes)]
    return [Security(symbol_of(code), name or code) for code, name in zip(codes, padded, strict=False)]


def words(value: object, separator: str) -> list[str]:
    """The parts of a list, or of a text split by a regex, each as one line; blank ones left out."""
    parts = value if isinstance(value, list) else re.split(separator, text.line(value) or "")
    return [word for part in parts if (word := text.plain(part))]


def mainland(code: str, market: str) -> str | None:
    """``600001`` → ``600001.SH`` for a market known beforehand; ``None`` for what is no code of six digits."""
    return f"{code}.{market}" if _MAINLAND.fullmatch(code) else None


def by_code(code: str) -> str | None:
    """The symbol of a code whose exchange its digits tell, else ``None``: ``000001`` → ``000001.SZ``."""
    return next((f"{code}.{market}" for market, form in _MARKETS.items() if form.fullmatch(code)), None)


def hong_kong(code: str) -> str | None:
    """``1`` and ``00001`` → ``00001.HK``; ``None`` for what is no code of at most five digits."""
    return f"{code:0>5}.HK" if _HONG_KONG.fullmatch(code) else None


def day_or_time(value: object, zone: str = "Asia/Shanghai") -> str | None:
    """UTC text of a time, the bare day of an exact midnight.

    The exchanges put the day of publication into fields that have room for a time; 00:00:00.000 is not when anything
    was published.
    """
    moment = text.moment(value, zone)
    if moment is None or dates.is_day(moment):
        return moment
    local = dates.to_datetime(moment).astimezone(ZoneInfo(zone))
    midnight = not (local.hour or local.minute or local.second or local.microsecond)
    return local.date().isoformat() if midnight else moment
