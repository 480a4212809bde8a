"""Wall-clock strings of every kind to the one time format of the archive. Pure: no clock is read here.

A time is UTC text of one width, ``YYYY-MM-DDTHH:MM:SS.mmmZ``, so that text order is time order; a source
that names only a day yields that bare day, ``YYYY-MM-DD``. What cannot be read for certain is ``None``:
a missing time can be added later, a wrong one is never found again.
"""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from newsbot import datewords
from newsbot.clocks import Unsure, time_of, zone_of
from newsbot.dateforms import DAYS, MONTHS, TIMES, ZONE_LABELS

FIRST_YEAR, LAST_YEAR = 1990, 2100
"""No finance site has pages from before; a year outside is a misread number."""

_MAX_LENGTH = 120
"""A time with its label is shorter; longer text is a paragraph that happens to mention a date."""
_MAX_LINE = 300
"""Characters of a line of several dates and labels."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS_FROM = 10**10
"""Seconds reach this in 2286, milliseconds left it in April 1970."""

_TEXT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = re.compile(r"\d{1,20}(?:\.\d+)?", re.ASCII)

_USUAL = re.compile(r"(\d{4})(?:-(\d\d?)-(\d\d?) |年(\d\d?)月(\d\d?)日 ?)(\d\d?):(\d\d)(?::(\d\d))?", re.ASCII)
"""How Chinese sites write a time, and nothing around it: read at once, without the search through all forms."""

_FOURTEEN = re.compile(r"(\d{8})(\d{6})", re.ASCII)
_NEXT_LABEL = re.compile(
    r"updat|modif|aktualis|geändert|mis à jour|actuali[sz]|aggiorna|publi[sc]|更新|修改|发布|發布|수정|입력",
    re.IGNORECASE,
)
"""The time behind such a word is not that of the date before it."""
_CLOCK_AFTER, _CLOCK_BEFORE = 24, 40
"""Characters between a date and its time of day, either way round; calibrated on ``le 28 avril 2023, à Paris, à 14h05``
and ``4:30 p.m. EDT, Wednesday, October 14, 2031``."""

_ANY_YEAR = re.compile(r"(?<!\d)(?:199\d|20\d\d|2100)", re.ASCII)


class Found(NamedTuple):
    """A date or time within a text."""

    text: str
    """UTC text, or the bare day."""
    zoned: bool
    """Whether it names its zone; else it was taken to be in the one given."""
    label: str
    """What stands before it, after NFKC: the text since the date before."""


class _Clock(NamedTuple):
    time: time
    zoned: bool
    end: int


def to_text(dt: datetime) -> str:
    """The archive's text of a time: UTC, milliseconds (cut, not rounded).

    Raises:
        ValueError: the datetime is naive.
    """
    if dt.tzinfo is None:
        raise ValueError(f"naive datetime: {dt!r}")
    return dt.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def to_datetime(text: str) -> datetime:
    """The aware UTC datetime of a text that `to_text` made.

    Raises:
        ValueError: the text is not of that form (a bare day neither).
    """
    if not _TEXT.fullmatch(text):
        raise ValueError(f"not a UTC time of the form YYYY-MM-DDTHH:MM:SS.mmmZ: {text!r}")
    return datetime.fromisoformat(text)


def is_day(text: str | None) -> bool:
    """True for a bare day, ``YYYY-MM-DD``, that exists in the calendar."""
    if not text or not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def from_timestamp(value: int | float | str | None) -> str | None:
    """UTC text of a Unix time in seconds or milliseconds (told apart by size), as number or digit string.

    ``None`` when it is no number or no year from 1990 to 2100.
    """
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, str):
        if not _NUMBER.fullmatch(value.strip()):
            return None
        value = float(value) if "." in value else int(value)
    if not 0 < value < 10**14:  # also refuses inf and nan
        return None
    milliseconds = int(value) if value > _MS_FROM else int(value * 1000)
    moment = _EPOCH + timedelta(milliseconds=milliseconds)
    return to_text(moment) if _plausible(moment) else None


def parse(text: str | None, zone: str = "Asia/Shanghai", *, day_first: bool | None = None) -> str | None:
    """Read a date or time as a site writes it: ISO, RFC 822, Chinese, English, and what dateparser knows.

    Args:
        text: the raw string; labels and weekdays around the date do not matter.
        zone: IANA name of the zone a time without its own is in.
        day_first: whether ``03/04/2026`` is in April; ``None``: nobody knows.

    Returns:
        UTC text; the bare day when only a day is named, or what the time of day means is not certain (an unknown
        zone name or part of the day); ``None`` when the day is not: a relative or partial date, two different dates or
        times, day and month not distinguishable (``03/04/2026``), a year outside 1990–2100. The text never makes it
        raise.
    """
    if not text:
        return None
    if usual := _USUAL.fullmatch(text):
        return _read_usual(usual, zone)
    text = _normal(text)
    if not text or len(text) > _MAX_LENGTH:
        return None
    zone = _named_zone(text) or zone
    try:
        found = _read_day(_FOURTEEN.sub(r"\1T\2", text) if _FOURTEEN.fullmatch(text) else text, day_first)
        if found is None:
            return _in_words(text, zone)
        day, rest = found
        try:
            clock = _read_time(rest, zone)
        except Unsure:
            clock = None
        return day.isoformat() if clock is None else to_text(datetime.combine(day, clock))
    except (ValueError, OverflowError):
        return None


def find(text: str, zone: str = "Asia/Shanghai", *, day_first: bool | None = None) -> list[Found]:
    """Every date in a line of text, in its order, with the time of day beside it.

    Unlike `parse` it leaves out what it cannot read and takes the rest; dateparser is not asked. Arguments are those
    of `parse`, the text up to 300 characters long. It never raises.
    """
    if len(text) > _MAX_LINE or not _ANY_YEAR.search(text):
        return []
    text = _normal(text)
    marks = _marks(text, day_first)
    found, begin = [], 0
    for number, (start, end, day) in enumerate(marks):
        limit = marks[number + 1][0] if number + 1 < len(marks) else len(text)
        label, after = text[begin:start], _NEXT_LABEL.split(text[end:limit], maxsplit=1)[0]
        named = _named_zone(label) or _named_zone(after)
        clock = _clock(after, named or zone, _CLOCK_AFTER)
        begin = end + (clock.end if clock else 0)
        clock = clock or _clock(label[-_CLOCK_BEFORE:], named or zone, _CLOCK_BEFORE)
        try:
            text_of = day.isoformat() if clock is None else to_text(datetime.combine(day, clock.time))
        except (ValueError, OverflowError):
            continue
        found.append(Found(text_of, clock is not None and (clock.zoned or named is not None), label))
    return found


def _normal(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _named_zone(text: str) -> str | None:
    return next((name for label, name in ZONE_LABELS.items() if label in text), None)


def _marks(text: str, day_first: bool | None) -> list[tuple[int, int, date]]:
    """Where the text names which day, in order; of readings that overlap the one whose form is tried first."""
    marks: list[tuple[int, int, date]] = []
    taken: list[tuple[int, int]] = []
    for pattern in DAYS:
        for match in pattern.finditer(text):
            if "middle" in match.groupdict() or any(
                match.start() < end and start < match.end() for start, end in taken
            ):
                continue
            taken.append(match.span())
            try:
                day = _day_of(match.groupdict(), day_first)
            except ValueError:
                continue
            if _plausible(day):
                marks.append((*match.span(), day))
    return sorted(marks)


def _clock(text: str, zone: str, reach: int) -> _Clock | None:
    """The first time of day in the text that begins within reach."""
    for pattern in TIMES:
        for match in pattern.finditer(text):
            if match.start() > reach:
                break
            try:
                return _Clock(time_of(match.groupdict(), zone), bool(zone_of(match.groupdict())), match.end())
            except ValueError:
                return None
    return None


def _read_usual(match: re.Match[str], zone: str) -> str | None:
    numbers = [int(number) for number in match.groups() if number]
    year, month, day, hour, minute, second = [*numbers, 0][:6]
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=ZoneInfo(zone))
        return to_text(moment) if _plausible(moment) else None
    except ValueError:
        return None


def _plausible(day: date) -> bool:
    return FIRST_YEAR <= day.year <= LAST_YEAR


def _read_day(text: str, day_first: bool | None) -> tuple[date, str] | None:
    """The one day the text names and what stands around it.

    Raises:
        ValueError: it names two, or one that is not in the calendar, not plausible or not certain.
    """
    for pattern in DAYS:
        matches = list(pattern.finditer(text))
        if not matches:
            continue
        days = {_day_of(match.groupdict(), day_first) for match in matches}
        if len(days) > 1:
            raise ValueError("two dates")
        day = days.pop()
        if not _plausible(day):
            raise ValueError("implausible year")
        middle = matches[0].groupdict().get("middle") or ""
        return day, f"{text[: matches[0].start()]}|{middle}|{text[matches[0].end() :]}"
    return None


def _day_of(part: dict[str, str | None], day_first: bool | None) -> date:
    year = part["y"] or ""
    if len(year) == 2:
        year = ("20" if year < "70" else "19") + year
    if "a" in part:
        first, second = int(part["a"] or 0), int(part["b"] or 0)
        if first <= 12 and second <= 12 and first != second:
            if day_first is None:
                raise ValueError("day and month cannot be told apart")
            return date(int(year), *((second, first) if day_first else (first, second)))
        return date(int(year), min(first, second), max(first, second))
    month, day = (part["m"] or "").lower(), int(part["d"] or 0)
    return date(int(year), int(month) if month.isdecimal() else MONTHS[month], day)


def _read_time(text: str, zone: str) -> time | None:
    """The one time of day in the text, aware; None when there is none. Raises ValueError as `_read_day`."""
    clocks = {time_of(match.groupdict(), zone) for pattern in TIMES for match in pattern.finditer(text)}
    if len(clocks) > 1:
        raise ValueError("two times")
    return clocks.pop() if clocks else None


def _in_words(text: str, zone: str) -> str | None:
    found = datewords.read(text)
    if found is None or not _plausible(found):
        return None
    if not isinstance(found, datetime):
        return found.isoformat()
    return to_text(found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone)))
