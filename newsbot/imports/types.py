"""What the readers of the formats give, and what became of it."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from newsbot import dates
from newsbot.errors import NewsbotError
from newsbot.items import Capture, CrawledArticle

Outcome = Literal["new", "revised", "unchanged", "skipped", "error", "queued", "known", "refused"]
"""``skipped`` is what is no article and was never meant to be one: a picture in a WARC, a theme's file in a folder.
The last three are those of an address in a list."""


_SHOWN = 200
"""Characters of what was not understood."""


class Note(NamedTuple):
    """What about a record was not understood and what is done instead, and the value where there is one."""

    what: str
    said: str = ""

    @property
    def quoted(self) -> str:
        """The value as it is printed, its beginning where it is long."""
        return repr(self.said[:_SHOWN]) if self.said else ""

    def __str__(self) -> str:
        return f"{self.what}: {self.quoted}" if self.said else self.what


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file, line or record.

    ``where`` names it (``posts/a.md``, ``list.jsonl:12``, ``pages.warc.gz:4711``); ``reason`` says why it was not
    imported, or what about it was not understood, as ``notes`` say one by one; ``article_id`` is the article it is in
    the archive.
    """

    where: str
    outcome: Outcome
    reason: str | None = None
    url: str | None = None
    article_id: int | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """What every reader has to know.

    Args:
        source: what new articles are filed under; ``None``: what the record says, else `SOURCE`.
        zone: IANA zone of times that do not say theirs.
        now: the time the import began, UTC text: nothing was observed later.
    """

    source: str | None
    zone: str
    now: str

    def observed(self, *moments: str | None) -> str | None:
        """The first of these that is a time, not a bare day; ``None``: there is none, or it lies in the future."""
        first = next((moment for moment in moments if moment and not dates.is_day(moment)), None)
        return first if first is not None and first <= self.now else None


SOURCE = "import"
"""``article.source`` of what says nothing else."""


class FurtherPage(NewsbotError):
    """A page that is no article by itself."""

    def __init__(self) -> None:
        super().__init__("a further page of an article")


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file or record that is not imported, and why."""

    where: str
    size: int
    outcome: Outcome
    reason: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Readable:
    """A record on its way: ``capture`` are its bytes under the article's address, ``read`` makes the article of them.

    Args:
        size: bytes of its file that it takes up.
        read: raises `NewsbotError` when there is no article in it.
        dated: the record says when it was made; else ``observed`` is the time of the import.
        notes: what about it was not understood.
        known_as: address, hash and time of what it was read from, where that is not ``capture``.
        find: looks for the article that our own export made the record of.
        observed: of a revision of our own, of which several may have been read from one capture.
        page: it is one of the web, read by today's parsers.
    """

    where: str
    size: int
    capture: Capture
    read: Callable[[], CrawledArticle]
    dated: bool
    notes: tuple[Note, ...] = ()
    known_as: tuple[str, str, str] | None = None
    observed: str | None = None
    find: Callable[[sqlite3.Connection], int | None] | None = None
    page: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """A capture of our own export that led to no revision there: it is kept beside its article."""

    where: str
    size: int
    capture: Capture


Record = Rejected | Readable | Kept
