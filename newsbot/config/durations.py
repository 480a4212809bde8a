"""Durations as people write them: ``30s``, ``5m``, ``1h``, ``1d``, ``1h30m``."""

import re
from collections.abc import Callable

LONGEST = 366 * 86_400
"""Seconds; anything longer is a slip of the pen, and far beyond it dates overflow."""

_UNITS = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}
_PATTERN = re.compile("".join(rf"(?:(?P<{unit}>[0-9]{{1,9}}){unit})?" for unit in _UNITS))


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


def at_least(least: int) -> Callable[[int], int]:
    """A check that refuses durations shorter than ``least`` seconds with ValueError."""

    def check(seconds: int) -> int:
        if seconds < least:
            raise ValueError(f"must be at least {least}s")
        return seconds

    return check
