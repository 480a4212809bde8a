"""Checks of single values of newsbot.toml; each returns the value to keep or raises ValueError saying what is wrong."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from difflib import get_close_matches
from ipaddress import ip_address
from itertools import pairwise
from math import inf
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from apscheduler.triggers.cron import CronTrigger

_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


def _is_number(value: object, least: float = 0) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and least <= value < inf


def _is_whole(value: object, least: int = 0) -> bool:
    return isinstance(value, int) and _is_number(value, least)


def _is_line(value: object) -> bool:
    return isinstance(value, str) and value.isprintable()


_SWITCH = "true or false", lambda value: isinstance(value, bool)
_SECONDS = "a number of seconds, 0 or more", _is_number
_POSITIVE = "a number above 0", lambda value: _is_number(value) and value > 0

_KINDS: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "AUTOTHROTTLE_ENABLED": _SWITCH,
    "AUTOTHROTTLE_MAX_DELAY": _SECONDS,
    "AUTOTHROTTLE_START_DELAY": _SECONDS,
    "AUTOTHROTTLE_TARGET_CONCURRENCY": _POSITIVE,
    "CONCURRENT_REQUESTS_PER_DOMAIN": ("a whole number from 1", lambda value: _is_whole(value, 1)),
    "COOKIES_ENABLED": _SWITCH,
    "DEFAULT_REQUEST_HEADERS": (
        "a table of texts",
        lambda value: isinstance(value, dict) and all(map(_is_line, (*value, *value.values()))),
    ),
    "DOWNLOAD_DELAY": _SECONDS,
    "DOWNLOAD_TIMEOUT": _POSITIVE,
    "LOG_LEVEL": (f"one of {', '.join(_LEVELS)}", lambda value: value in _LEVELS),
    "RETRY_TIMES": ("a whole number, 0 or more", _is_whole),
    "USER_AGENT": ("a text in one line", _is_line),
}
"""What each setting must be, in words and as a check: Scrapy would notice in the middle of a crawl."""

STANZA_SETTINGS = frozenset(_KINDS)
"""The Scrapy settings one stanza may change: how politely its site is asked. The rest holds for the whole process
or keeps it safe."""

_CRON_BEGINS, _CRON_ENDS = datetime(2000, 1, 1, tzinfo=UTC), datetime(2041, 1, 1, tzinfo=UTC)
"""A cron line that does not fire in these years never does: weekdays of 29 February repeat after 28 years."""


def suggest(word: str, known: set[str] | frozenset[str]) -> str | None:
    """The name that was probably meant, for "did you mean"; upper and lower case count as the same."""
    folded = {name.casefold(): name for name in sorted(known)}
    matches = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[matches[0]] if matches else None


def did_you_mean(word: str, known: set[str] | frozenset[str]) -> str | None:
    """The sentence "Did you mean …?" for a misspelt name, or None when nothing is close."""
    name = suggest(word, known)
    return f"Did you mean `{name}`?" if name else None


def check_timezone(name: str) -> str:
    """An IANA time zone name such as ``Asia/Shanghai``."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # OSError: "America" is a folder
        hint = did_you_mean(name, available_timezones()) or "Write an IANA name such as Asia/Shanghai"
        raise ValueError(f"no such time zone. {hint}") from error
    return name


def check_url(text: str) -> str:
    """An absolute http or https address."""
    try:
        parts = urlsplit(text)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError as error:
        raise ValueError(f"not an address: {error}") from error
    if " " in text or not text.isprintable():  # isprintable is false for every other white space
        raise ValueError("an address has no spaces or control characters")
    if parts.scheme not in {"http", "https"} or not parts.hostname or not port_is_fine:
        raise ValueError("not an absolute http or https address")
    return text


def check_contact(text: str) -> str:
    """A mail address or URL that goes into the User-Agent header, where line breaks and brackets have no place."""
    if not text.isascii() or not text.isprintable() or re.search(r'[\s()<>"\\]', text):
        raise ValueError("must be a plain mail address or URL, without spaces or brackets")
    if re.fullmatch(r"[^@:/]+@[^@:/]+\.[^@:/]+", text):
        return text
    if not text.startswith(("http://", "https://")):
        raise ValueError('must be a mail address or URL, such as "news@example.org"')
    return check_url(text)


def check_address(text: str) -> str:
    """``127.0.0.1:8080`` or ``[::1]:8080``: an address this stanza may reach although it is not public."""
    host, _, port = text.rpartition(":")
    try:
        address = ip_address(host.removeprefix("[").removesuffix("]"))
    except ValueError as error:
        raise ValueError('write a numeric address and a port, such as "127.0.0.1:8080" or "[::1]:8080"') from error
    if (address.version == 6) != (host[:1] == "[" and host[-1:] == "]"):
        raise ValueError('an IPv6 address stands in brackets, an IPv4 address does not: "[::1]:8080"')
    if not re.fullmatch("[0-9]{1,5}", port) or not 0 < int(port) < 65_536:
        raise ValueError("the port must be a number from 1 to 65535")
    return f"[{address}]:{int(port)}" if address.version == 6 else f"{address}:{int(port)}"


def check_cron(text: str) -> str:
    """Five cron fields, as APScheduler reads them, with days of the week by name."""
    fields = text.split()
    if len(fields) != 5:
        raise ValueError(f"a cron line has five fields (minute, hour, day, month, day of week), this one {len(fields)}")
    if re.search(r"\d", fields[4]):
        raise ValueError(
            "write the day of the week by name (mon, tue, … sun): APScheduler counts 0 = Monday where cron "
            "counts 0 = Sunday, so a number would mean another day than you think"
        )
    names = ("minute", "hour", "day", "month", "day_of_week")
    trigger = CronTrigger(**dict(zip(names, fields, strict=True)), timezone=UTC, end_date=_CRON_ENDS)
    if trigger.get_next_fire_time(None, _CRON_BEGINS) is None:
        raise ValueError("this date never comes")
    return " ".join(fields)


def check_revisits(ages: tuple[int, ...]) -> tuple[int, ...]:
    """Ages at which an article is fetched again: rising, in seconds; none at all means never."""
    if any(later <= earlier for earlier, later in pairwise((0, *ages))):
        raise ValueError("the ages must rise, the first above zero")
    return ages


def check_args(values: dict[str, Any]) -> dict[str, Any]:
    """Arguments of a spider: plain names with single values; ``endpoint`` is an address, ``match`` a regex."""
    for key, value in values.items():
        if not key.isidentifier():
            raise ValueError(f"`{key}` is no argument name")
        if not isinstance(value, (str, int, float)):  # bool is an int
            raise ValueError(f"`{key}` must be a text, a number, true or false")
    if isinstance(endpoint := values.get("endpoint"), str):
        check_url(endpoint)
    if isinstance(match := values.get("match"), str):
        try:
            re.compile(match)
        except re.error as error:
            raise ValueError(f"`match` is no regular expression: {error}") from error
    return values


def check_settings(values: dict[str, Any]) -> dict[str, Any]:
    """Scrapy settings of one stanza, limited to `STANZA_SETTINGS`, each of its kind."""
    for key, value in values.items():
        if key not in STANZA_SETTINGS:
            hint = did_you_mean(key, STANZA_SETTINGS) or f"Possible are {', '.join(sorted(STANZA_SETTINGS))}"
            raise ValueError(f"a stanza cannot change the setting `{key}`. {hint}")
        kind, fits = _KINDS[key]
        if not fits(value):
            raise ValueError(f"`{key}` must be {kind}")
    return values
