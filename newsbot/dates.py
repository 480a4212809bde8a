"""Wall-clock strings of every kind to the one time format of the archive. Pure: no clock is read here.

A time is UTC text of one width, ``YYYY-MM-DDTHH:MM:SS.mmmZ``, so that text order is time order; a source
that names only a day yields that bare day, ``YYYY-MM-DD``. What cannot be read for certain is ``None``:
a missing time can be added later, a wrong one is never found again.
"""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

FIRST_YEAR, LAST_YEAR = 1990, 2100
"""No finance site has pages from before; a year outside is a misread number."""

_MAX_LENGTH = 120
"""A time with its label is shorter; longer text is a paragraph that happens to mention a date."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS_FROM = 10**10
"""Seconds reach this in 2286, milliseconds left it in April 1970."""

_TEXT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = re.compile(r"\d{1,20}(?:\.\d+)?", re.ASCII)

_USUAL = re.compile(r"(\d{4})(?:-(\d\d?)-(\d\d?) |年(\d\d?)月(\d\d?)日 ?)(\d\d?):(\d\d)(?::(\d\d))?", re.ASCII)
"""How Chinese sites write a time, and nothing around it: read at once, without the search through all forms."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?<![a-z])(?P<m>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_DAY_OF_MONTH = r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th)?(?!\d)"
_YEAR = r"(?P<y>\d{4})(?!\d)"

# Each names a whole day. They are tried in this order; the first that occurs decides.
_DAYS = tuple(
    re.compile(pattern, re.IGNORECASE | re.ASCII)
    for pattern in (
        r"(?<![\d.])(?P<y>\d{4}) ?年 ?(?P<m>\d{1,2}) ?月 ?(?P<d>\d{1,2})(?!\d) ?[日号]?",
        r"(?<![\d./-])(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?![\d/]|\.\d)",
        r"(?<!\d)(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)(?=T|$)",
        rf"{_DAY_OF_MONTH}[ -]?{_MONTH}[ ,-]*{_YEAR}",
        rf"{_MONTH} ?{_DAY_OF_MONTH},? {_YEAR}",
        # ctime and Java: Mon Nov 23 09:00:00 CST 2026
        rf"{_MONTH} {_DAY_OF_MONTH} (?P<middle>\d\d?:\d\d.{{0,15}}) {_YEAR}$",
        # RFC 822 allows two digits for the year; only with the time after it is that certain.
        rf"{_DAY_OF_MONTH}[ -]{_MONTH}[ -](?P<y>\d\d)(?= \d\d?:\d\d)",
        r"(?<![\d./-])(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4})(?![\d/]|\.\d)",
    )
)

_TIME = (
    r"(?P<part>上午|下午|凌晨|早上|中午|晚上)? ?(?<![\d:+-])(?P<h>\d{1,2}) ?[:时点] ?(?P<min>\d\d)"
    r"(?: ?[:分] ?(?P<s>\d\d)(?:[.,](?P<f>\d{1,9}))?)?(?![\d:]) ?[分秒]?"
    r" ?(?P<half>[ap]\.?m(?![a-z])\.?)?"
    r" ?(?P<zone>(?:UTC|GMT)?[+-]\d\d?(?::?\d\d)?(?!\d)|[a-z]{1,5}(?![a-z]))?"
)
_TIMES = tuple(
    re.compile(pattern, re.IGNORECASE | re.ASCII)
    for pattern in (
        _TIME,
        r"(?<=T)(?P<h>\d\d)(?P<min>\d\d)(?P<s>\d\d)?(?:[.,](?P<f>\d{1,9}))?(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?$",
    )
)
_FOURTEEN = re.compile(r"(\d{8})(\d{6})", re.ASCII)
_OFFSET = re.compile(r"(?:UTC|GMT)?(?P<sign>[+-])(?P<h>\d\d?):?(?P<min>\d\d)?", re.ASCII)

# Zone names in use on the wires, in hours. CST is two zones and decided by where the source is.
_OFFSETS = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "BST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2,
    "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "HKT": 8, "SGT": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11,
}  # fmt: skip
_ZONES = {"ET": "America/New_York", "CT": "America/Chicago", "PT": "America/Los_Angeles"}
_ZONE_LABELS = {"北京时间": "Asia/Shanghai", "香港时间": "Asia/Hong_Kong", "美东时间": "America/New_York"}

_LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "nl", "zh", "ja", "ko", "ru"]
_FOUR_DIGITS = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)", re.ASCII)


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


def parse(text: str | None, zone: str = "Asia/Shanghai") -> str | None:
    """Read a date or time as a site writes it: ISO, RFC 822, Chinese, English, and what dateparser knows.

    Args:
        text: the raw string; labels and weekdays around the date do not matter.
        zone: IANA name of the zone a time without its own is in.

    Returns:
        UTC text; the bare day when only a day is named; ``None`` when that is not certain: a relative or
        partial date, two different dates or times, day and month not distinguishable (``03/04/2026``), an
        unknown zone name, a year outside 1990–2100. The text never makes it raise.
    """
    if not text:
        return None
    if usual := _USUAL.fullmatch(text):
        return _read_usual(usual, zone)
    text = " ".join(unicodedata.normalize("NFKC", text).split())
    if not text or len(text) > _MAX_LENGTH:
        return None
    zone = next((name for label, name in _ZONE_LABELS.items() if label in text), zone)
    try:
        found = _read_day(_FOURTEEN.sub(r"\1T\2", text) if _FOURTEEN.fullmatch(text) else text)
        if found is None:
            return _by_dateparser(text, zone)
        day, rest = found
        clock = _read_time(rest, zone)
        return day.isoformat() if clock is None else to_text(datetime.combine(day, clock))
    except (ValueError, OverflowError):
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


def _read_day(text: str) -> tuple[date, str] | None:
    """The one day the text names and what stands around it.

    Raises:
        ValueError: it names two, or one that is not in the calendar, not plausible or not certain.
    """
    for pattern in _DAYS:
        matches = list(pattern.finditer(text))
        if not matches:
            continue
        days = {_day_of(match.groupdict()) for match in matches}
        if len(days) > 1:
            raise ValueError("two dates")
        day = days.pop()
        if not _plausible(day):
            raise ValueError("implausible year")
        middle = matches[0].groupdict().get("middle") or ""
        return day, f"{text[: matches[0].start()]}|{middle}|{text[matches[0].end() :]}"
    return None


def _day_of(part: dict[str, str | None]) -> date:
    year = part["y"] or ""
    if len(year) == 2:
        year = ("20" if year < "70" else "19") + year
    if "a" in part:
        first, second = int(part["a"] or 0), int(part["b"] or 0)
        if first <= 12 and second <= 12 and first != second:
            raise ValueError("day and month cannot be told apart")
        return date(int(year), min(first, second), max(first, second))
    month, day = (part["m"] or "").lower(), int(part["d"] or 0)
    return date(int(year), int(month) if month.isdecimal() else _MONTHS.index(month[:3]) + 1, day)


def _read_time(text: str, zone: str) -> time | None:
    """The one time of day in the text, aware; None when there is none. Raises ValueError as `_read_day`."""
    clocks = {_time_of(match.groupdict(), zone) for pattern in _TIMES for match in pattern.finditer(text)}
    if len(clocks) > 1:
        raise ValueError("two times")
    return clocks.pop() if clocks else None


def _time_of(part: dict[str, str | None], zone: str) -> time:
    hour = int(part["h"] or 0)
    half, word = (part.get("half") or "").lower()[:1], part.get("part")
    if half and not 1 <= hour <= 12:
        raise ValueError("no hour of a 12-hour clock")
    if word == "晚上" and hour == 12:
        raise ValueError("midnight of which day?")
    if hour == 12 and (half == "a" or word == "凌晨"):
        hour = 0
    elif hour < 12 and (half == "p" or word in {"下午", "晚上"} or (word == "中午" and hour < 10)):
        hour += 12
    microsecond = int((part["f"] or "0")[:6].ljust(6, "0"))
    return time(hour, int(part["min"] or 0), int(part["s"] or 0), microsecond, tzinfo=_tzinfo(part["zone"], zone))


def _tzinfo(name: str | None, zone: str) -> tzinfo:
    """The zone that stands behind a time, else the one the caller named. Raises ValueError for an unknown name."""
    upper = (name or "").upper()
    offset = _OFFSET.fullmatch(upper)
    if offset:
        minutes = int(offset["h"]) * 60 + int(offset["min"] or 0)
        return timezone(timedelta(minutes=-minutes if offset["sign"] == "-" else minutes))
    if upper in _OFFSETS:
        return timezone(timedelta(hours=_OFFSETS[upper]))
    if upper == "CST" and not zone.startswith("Asia/"):
        return timezone(timedelta(hours=-6))
    if upper in _ZONES:
        return ZoneInfo(_ZONES[upper])
    if name and len(name) > 2 and name == upper and name.endswith("T") and name != "CST":
        raise ValueError(f"unknown zone {name}")
    return ZoneInfo("Asia/Shanghai" if upper == "CST" else zone)


def _by_dateparser(text: str, zone: str) -> str | None:
    """Dates in words of other languages. Asked only about text that holds a year, so never about a relative date."""
    if not _FOUR_DIGITS.search(text) or not any(char.isalpha() for char in text):
        return None
    from dateparser.date import DateDataParser  # 0.3 s, for a format that hardly ever comes

    settings = {
        "STRICT_PARSING": True,
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PARSERS": ["absolute-time"],
        "RETURN_TIME_AS_PERIOD": True,
    }
    try:
        found = DateDataParser(languages=_LANGUAGES, settings=settings).get_date_data(text)
    except Exception:  # it raises whatever its translations run into, and its answer is only a last resort
        return None
    moment: datetime | None = found.date_obj
    digits = {int(run) for run in re.findall(r"\d+", text, re.ASCII)}
    # It has been seen to fill what it did not understand with the first of the month: its day must stand in the text.
    if moment is None or not _plausible(moment) or not {moment.year, moment.day} <= digits:
        return None
    if found.period != "time":
        return moment.date().isoformat()
    return to_text(moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone)))
