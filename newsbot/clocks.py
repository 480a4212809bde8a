"""What a written time of day means: its half of the day and its zone."""

import re
from datetime import time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from newsbot.dateforms import AFTERNOON, EVENING, MORNING, NOON, OFFSETS, PARTS, ZONES

_OFFSET = re.compile(r"(?:UTC|GMT)?(?P<sign>[+-])(?P<h>\d\d?):?(?P<min>\d\d)?", re.ASCII)


class Unsure(ValueError):
    """A time of day of which only the numbers are certain."""


def time_of(part: dict[str, str | None], zone: str) -> time:
    """The aware time of a match of `newsbot.dateforms.TIMES`; ``zone`` is that of times that do not name theirs.

    Raises:
        Unsure: which half of the day or which zone is meant is not certain.
        ValueError: there is no such time of day.
    """
    hour = int(part["h"] or 0)
    half, word = (part.get("half") or "").lower()[:1], part.get("part")
    if half and not 1 <= hour <= 12:
        raise ValueError("no hour of a 12-hour clock")
    if odd := part.get("odd"):
        word = next((known for known in PARTS if odd.endswith(known)), odd)
    if hour <= 12 and ((word and word not in PARTS) or (word in EVENING and not 5 <= hour <= 11)):
        raise Unsure("which half of the day, or which day?")
    if hour == 12 and (half == "a" or word in MORNING):
        hour = 0
    elif hour < 12 and (half == "p" or word in AFTERNOON or word in EVENING or (word in NOON and hour < 10)):
        hour += 12
    microsecond = int((part["f"] or "0")[:6].ljust(6, "0"))
    tz = _tzinfo(zone_of(part), zone)
    return time(hour, int(part["min"] or 0), int(part["s"] or 0), microsecond, tzinfo=tz)


def zone_of(part: dict[str, str | None]) -> str:
    """The zone that stands behind a time, in capitals; ``""`` where another word does.

    ``14:30 et mis à jour``: small letters are a zone only where no other word looks like it.

    Raises:
        Unsure: it looks like a zone, and is none that is known.
    """
    name = part["zone"] or ""
    upper = name.upper()
    sure = name == upper or upper in {"Z", "UTC", "GMT"} or part.get("half")
    if _OFFSET.fullmatch(upper) or (sure and (upper in OFFSETS or upper in ZONES or upper == "CST")):
        return upper
    if name == upper and name.endswith("T") and (len(name) > 2 or part.get("half")):
        raise Unsure(f"unknown zone {name}")
    return ""


def _tzinfo(name: str, zone: str) -> tzinfo:
    """The zone of that name, that of the caller where it is empty."""
    offset = _OFFSET.fullmatch(name)
    if offset:
        minutes = int(offset["h"]) * 60 + int(offset["min"] or 0)
        return timezone(timedelta(minutes=-minutes if offset["sign"] == "-" else minutes))
    if name in OFFSETS:
        return timezone(timedelta(hours=OFFSETS[name]))
    if name == "CST":
        return ZoneInfo("Asia/Shanghai") if zone.startswith("Asia/") else timezone(timedelta(hours=-6))
    return ZoneInfo(ZONES.get(name, zone))
