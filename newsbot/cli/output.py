"""How the commands print: consoles, tables, JSON, and values as people read them."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from newsbot import dates

_UNPRINTABLE = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
del _UNPRINTABLE[0x09], _UNPRINTABLE[0x0A]
"""Control characters and direction overrides: what a page says must not move the reader's cursor."""


EVERY = 10.0
"""Seconds between two plain lines of progress: often enough to see that it lives."""

_UNBROKEN = 1_000
"""Columns of what is no terminal: a script or ``grep`` wants a row on one line."""


def stdout() -> Console:
    """Return the console for what was asked for."""
    return _wide_unless_terminal(Console(highlight=False))


def stderr() -> Console:
    """Return the console for progress, warnings and errors."""
    return _wide_unless_terminal(Console(stderr=True, highlight=False))


def _wide_unless_terminal(console: Console) -> Console:
    if not console.is_terminal:
        console.width = _UNBROKEN
    return console


def plain(text: object, style: str = "") -> Text:
    """Return text of a page or a person for printing: no markup is read in it, no control characters are left."""
    return Text(str(text).translate(_UNPRINTABLE), style=style)


def say(console: Console, text: object, style: str = "") -> None:
    """Print text without breaking its lines, so that it can be copied or searched for."""
    console.print(plain(text, style), soft_wrap=True)


def print_json(document: Any) -> None:
    """Print one JSON document."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def table(columns: Iterable[str], rows: Iterable[Sequence[object]], numbers: Iterable[str] = ()) -> Table:
    """Return a table; the columns of ``numbers`` are aligned to the right."""
    right = set(numbers)
    made = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for column in columns:
        made.add_column(column, justify="right" if column in right else "left", overflow="fold")
    for row in rows:
        made.add_row(*(cell if isinstance(cell, Text) else plain(cell) for cell in row))
    return made


def local_time(moment: str | None, zone: str) -> str:
    """Return UTC text as ``YYYY-MM-DD HH:MM`` in a zone; a bare day stays one, and nothing is ``–``."""
    if moment is None or dates.is_day(moment):
        return moment or "–"
    return dates.to_datetime(moment).astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


def age(moment: str | None, now: datetime, zone: str) -> str:
    """Return how long ago UTC text, or a bare day of a zone, was: ``5m``, ``3h``, ``12d``; ``in 5m`` of the future."""
    if moment is None:
        return "–"
    if dates.is_day(moment):
        days = (now.astimezone(ZoneInfo(zone)).date() - datetime.fromisoformat(moment).date()).days
        return "today" if days == 0 else duration(days * 86_400)
    seconds = (now - dates.to_datetime(moment)).total_seconds()
    return f"in {duration(-seconds)}" if seconds < 0 else duration(seconds)


def number(count: int, one: str, several: str) -> str:
    """Return ``1 article``, ``2,345 articles``."""
    return f"{count:,} {one if count == 1 else several}"


def duration(seconds: float) -> str:
    """Return a length of time in its largest unit: ``40s``, ``5m``, ``3h``, ``12d``."""
    for unit, size in (("d", 86_400), ("h", 3_600), ("m", 60)):
        if seconds >= (2 * size if unit == "d" else size):
            return f"{seconds // size:.0f}{unit}"
    return f"{seconds:.0f}s"


def size(number: float) -> str:
    """Return bytes as people read them: ``12.3 MB``."""
    for unit in ("bytes", "kB", "MB", "GB"):
        if number < 1_000:
            return f"{number:.0f} {unit}" if unit == "bytes" else f"{number:.1f} {unit}"
        number /= 1_000
    return f"{number:.1f} TB"


@contextmanager
def progress_bar(name: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on stderr where that is a terminal, else a line now and then.

    What is given takes how much is done, and of how much.
    """
    console = stderr()
    if not console.is_terminal:
        yield _Lines(console, name)
        return
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task(plain(name).plain, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


class _Lines:
    """Progress for what is no terminal: a plain line every `EVERY` seconds, and none of what is done sooner."""

    def __init__(self, console: Console, name: str) -> None:
        self._console, self._name, self._told = console, name, monotonic()

    def __call__(self, done: int, total: int) -> None:
        if done < total and monotonic() - self._told >= EVERY:
            self._told = monotonic()
            say(self._console, f"{self._name}: {100 * done // total}%")
