"""Durations as people write them: ``30s``, ``5m``, ``1h``, ``1d``, ``1h30m``."""

import re
from collections.abc import Callable

LONGEST = 366 * 86_400
"""Seconds; anything longer is a slip of the pen, and far beyond it dates overflow."""

_UNITS = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}
_PATTERN = re.compile("".join(rf"(?:(?P<{unit}>[0-9]{{1,9}}){unit})?" for unit in _UNITS))

_DAYS = re.compile(r"([0-9]{1,5})d")


def parse_duration(text: object) -> int:
    """Whole seconds of a duration.

    Args:
        text: numbers with the units ``d``, ``h``, ``m``, ``s``, each at most once and the largest first.

    Raises:
        ValueError: it is no such text, or longer than 366 days.
    """
    if isinstance(text, (int, float)) and not isinstance(text, bool):
        raise ValueError(f'a duration needs a unit: write "{text}s" for seconds or "{text}m" for minutes')
    match = _PATTERN.fullmatch(text.strip()) if isinstance(text, str) else None
    if match is None or not any(match.groups()):
        raise ValueError('not a duration: write a number and a unit, such as "30s", "5m", "1h", "1d" or "1h30m"')
    seconds = sum(int(number) * _UNITS[unit] for unit, number in match.groupdict().items() if number)
    if seconds > LONGEST:
        raise ValueError("longer than 366 days")
    return seconds


def parse_keep(text: object) -> int | None:
    """Whole seconds for which something is kept: ``None`` of ``"forever"``, 0 of ``"none"``, else days: ``"90d"``.

    Raises:
        ValueError: it is nothing of these.
    """
    if text is None or text == "forever":
        return None
    days = _DAYS.fullmatch("0d" if text == "none" else text) if isinstance(text, str) else None
    if days is None:
        raise ValueError('write "forever", "none", or days such as "90d"')
    return int(days[1]) * _UNITS["d"]


def at_least(least: int) -> Callable[[int], int]:
    """A check that refuses durations shorter than ``least`` seconds with ValueError."""

    def check(seconds: int) -> int:
        if seconds < least:
            raise ValueError(f"must be at least {least}s")
        return seconds

    return check
