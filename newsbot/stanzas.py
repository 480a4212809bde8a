"""Writing a source into newsbot.toml: what can be guessed of it, its stanza as text, and the file it goes into. Pure
but for `append`.
"""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from newsbot import dates, urls
from newsbot.addresses import literal
from newsbot.config import SHIPPED, Config, parse
from newsbot.errors import ConfigError
from newsbot.items import ListingEntry
from newsbot.listings import text

_BY_COUNTRY = {
    "cn": "Asia/Shanghai", "hk": "Asia/Hong_Kong", "tw": "Asia/Taipei", "jp": "Asia/Tokyo", "kr": "Asia/Seoul",
    "sg": "Asia/Singapore", "in": "Asia/Kolkata", "de": "Europe/Berlin", "at": "Europe/Vienna", "ch": "Europe/Zurich",
    "fr": "Europe/Paris", "it": "Europe/Rome", "es": "Europe/Madrid", "nl": "Europe/Amsterdam", "uk": "Europe/London",
    "ie": "Europe/Dublin", "se": "Europe/Stockholm", "no": "Europe/Oslo", "dk": "Europe/Copenhagen",
    "fi": "Europe/Helsinki", "pl": "Europe/Warsaw", "ru": "Europe/Moscow", "gov": "America/New_York",
}  # fmt: skip
"""By top-level domain, those with one zone; ``gov`` is Washington."""
_BY_LANGUAGE = {
    "zh-TW": "Asia/Taipei", "zh-HK": "Asia/Hong_Kong", "zh-Hant": "Asia/Taipei", "zh": "Asia/Shanghai",
    "ja": "Asia/Tokyo", "ko": "Asia/Seoul", "de": "Europe/Berlin", "fr": "Europe/Paris", "it": "Europe/Rome",
    "nl": "Europe/Amsterdam", "sv": "Europe/Stockholm", "pl": "Europe/Warsaw", "ru": "Europe/Moscow",
    "en-GB": "Europe/London", "en-US": "America/New_York", "en-IN": "Asia/Kolkata", "en-SG": "Asia/Singapore",
}  # fmt: skip
"""By language, the longest tag that fits; those that are spoken over many zones are left out."""
_BY_OFFSET = (
    "Asia/Shanghai", "Asia/Tokyo", "Europe/London", "Europe/Berlin", "America/New_York", "America/Chicago",
    "America/Los_Angeles", "Asia/Kolkata", "Europe/Moscow", "Australia/Sydney",
)  # fmt: skip
"""Where an offset from UTC is most likely that of finance news."""
_OFFSET = re.compile(r"[0-9] ?(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d)$", re.ASCII)
_STEPS = (300, 600, 900, 1_800, 3_600, 7_200, 21_600)
"""Seconds between polls that are suggested."""
_TITLE = 80
"""Characters of a title that are kept: it is a column of tables."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A value, and what it was guessed from, as a comment; empty: it is certain."""

    value: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Stanza:
    """A source to be: ``key`` is ``feed`` or ``sitemap``."""

    name: str
    title: str
    key: str
    url: str
    timezone: Guess
    schedule: Guess
    """An inline table."""
    page: str | None = None
    allow_addresses: tuple[str, ...] = ()

    def text(self) -> str:
        """Return it as newsbot.toml has it, with a comment on what is a guess."""
        lines = {
            "title": Guess(_quoted(self.title)),
            self.key: Guess(_quoted(self.url)),
            "timezone": Guess(_quoted(self.timezone.value), self.timezone.why),
            "schedule": self.schedule,
            "page": Guess(_quoted(self.page)) if self.page else None,
            "allow_addresses": Guess(_quoted(list(self.allow_addresses))) if self.allow_addresses else None,
        }
        written = {key: line for key, line in lines.items() if line}
        width = max(map(len, written))
        shown = (
            f"{key:{width}} = {line.value}" + (f"  # {line.why}" if line.why else "") for key, line in written.items()
        )
        return "\n".join((f"[source.{self.name}]", *shown, ""))


def guess_name(url: str, taken: Collection[str]) -> str:
    """Return a name for a site's source that is not taken: ``example`` for ``https://www.example.org/feed.xml``."""
    host, site = urlsplit(url).hostname or "", urls.site_of(url)
    below = host.removesuffix(site).strip(".").removeprefix("www")
    own = host if literal(host) else f"{site.partition('.')[0]} {below}"
    words = re.findall("[a-z0-9]+", re.sub(r"\.\w+$", "", urlsplit(url).path).lower())
    last = next((word for word in reversed(words) if word not in {"feed", "feeds", "rss", "atom", "xml", "index"}), "")
    base = "-".join(re.findall("[a-z0-9]+", own.lower())) or "source"
    names = (base, *([f"{base}-{last}"] if last else []), *(f"{base}-{number}" for number in range(2, 1_000)))
    return next(name for name in names if name not in taken)


def guess_title(title: str | None, name: str) -> str:
    """Return the title of a listing as one short line."""
    said = text.line(title) or name
    return said if len(said) <= _TITLE else f"{said[: _TITLE - 1]}…"


def guess_zone(url: str, language: str | None, entries: Sequence[ListingEntry], default: str) -> Guess:
    """Return the zone of a site's wall-clock times, by its country, else by the offsets and language of its listing.

    Args:
        url: the site.
        language: BCP 47, as the page or the listing says.
        entries: of its listing.
        default: that of ``[defaults]``.
    """
    country = (urlsplit(url).hostname or "").rpartition(".")[2].lower()
    if country in _BY_COUNTRY:
        return Guess(_BY_COUNTRY[country], f"a guess from .{country}")
    tag = language or next((entry.in_language for entry in entries if entry.in_language), None) or ""
    parts = tag.split("-")
    spoken = next((zone for n in range(len(parts), 0, -1) if (zone := _BY_LANGUAGE.get("-".join(parts[:n])))), None)
    offset, at = _offset(entries)
    if offset:
        zones = [spoken, *_BY_OFFSET] if spoken else _BY_OFFSET
        for zone in zones:
            if dates.to_datetime(at).astimezone(ZoneInfo(zone)).utcoffset() == offset:
                return Guess(zone, "a guess from the offset of the listing's times")
    if spoken:
        return Guess(spoken, f"a guess from the language {tag}")
    return Guess(default, "that of [defaults]: nothing on the site says which")


def _offset(entries: Sequence[ListingEntry]) -> tuple[timedelta | None, str]:
    """The offset that the newest time with one is written with, and that time; UTC is how machines write."""
    for entry in entries:
        found = _OFFSET.search(entry.published_raw or "")
        if found and entry.published and not dates.is_day(entry.published):
            size = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"]))
            return (-size if found["sign"] == "-" else size), entry.published
    return None, ""


def guess_schedule(entries: Sequence[ListingEntry]) -> Guess:
    """Return how often to poll: twice as often as news appears, and four times before the listing has moved on."""
    times = sorted(
        dates.to_datetime(moment)
        for entry in entries
        if (moment := entry.published or entry.modified) and not dates.is_day(moment)
    )
    span = (times[-1] - times[0]).total_seconds() if len(times) > 1 else 0
    if not span:
        return _every(900, "a guess: the listing's times do not say how often there is news")
    wanted = min(span / (len(times) - 1) / 2, span / 4)
    every = max((step for step in _STEPS if step <= wanted), default=_STEPS[0])
    a_day = (len(times) - 1) / span * 86_400
    return _every(every, f"about {a_day:.0f} entries a day" if a_day >= 1 else "less than an entry a day")


def _every(seconds: int, why: str) -> Guess:
    return Guess(f'{{ every = "{_duration(seconds)}", jitter = "{_duration(seconds // 10)}" }}', why)


def _duration(seconds: int) -> str:
    """In its largest unit that it is a multiple of."""
    unit, size = next((unit, size) for unit, size in (("h", 3_600), ("m", 60), ("s", 1)) if seconds % size == 0)
    return f"{seconds // size}{unit}"


def append(config: Config, stanza: str) -> None:
    """Write a stanza at the end of the configuration's file, after checking that the whole is right.

    The file is replaced in one step; it keeps its permissions.

    Raises:
        ConfigError: the file is the one that comes with newsbot, or would be wrong with the stanza.
        OSError: it cannot be written.
    """
    refuse_shipped(config)
    path = config.path.resolve()
    before = path.read_bytes()
    after = before.rstrip() + b"\n\n" + stanza.encode() if before.strip() else stanza.encode()
    parse(after.decode("utf-8-sig"), config.path, config.base)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        try:
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
            shutil.copymode(path, file.name)
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def refuse_shipped(config: Config) -> None:
    """Raise `ConfigError` for the file that comes with newsbot: the next version would write over it."""
    if config.path.resolve() == SHIPPED.resolve():
        raise ConfigError(
            "this is the file that comes with newsbot, which stays as it is",
            where=str(config.path),
            do=f"Copy it first: cp {SHIPPED} newsbot.toml",
        )


def _quoted(value: object) -> str:
    """A text or list of texts in TOML, whose basic strings are those of JSON."""
    return json.dumps(value, ensure_ascii=False)
