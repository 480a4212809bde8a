"""Re-extraction: today's parsers over the stored captures, and what they read differently."""

import os
import sqlite3
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from newsbot.archive import Archive, names, reextraction
from newsbot.archive.reextraction import Chosen, Said
from newsbot.config import Config
from newsbot.dedupe.content import Change, change
from newsbot.dedupe.diff import Difference, between
from newsbot.errors import ArchiveError
from newsbot.finance.names import Name
from newsbot.items import ARTICLE_FIELDS, CrawledArticle, NewsArticle
from newsbot.readers import Tasks, read_all
from newsbot.repair import CURRENT, task
from newsbot.reread import Outcome, Refusal, Task

BATCH = 50
"""Revisions read, and stored in one transaction, at a time: a crawl beside it waits for a quarter of a second."""
FEW = 200
"""Revisions up to this number are read in this process: another one takes a second to start."""
SHORTER = 0.75
"""Of the former text. What boilerplate is taken out of an article is far less than the rest."""
SHOWN = 20
"""Failures and shortened articles that are named; the others are counted."""

_COMPARED = tuple(name for name in ARTICLE_FIELDS if name not in ("url", "source", "site", "source_id", "parser"))
"""The address, and whose an article is, stay what they were when it was first stored."""


class Shortened(NamedTuple):
    """An article that would lose text, in characters."""

    article_id: int
    url: str
    before: int
    after: int


class Failed(NamedTuple):
    """A capture of which today's parser makes no article."""

    article_id: int
    url: str
    error: str


class Sample(NamedTuple):
    """One of the differences."""

    article_id: int
    url: str
    observed: str
    difference: Difference


@dataclass(slots=True)
class Summary:
    """What became of the revisions.

    ``examined`` were read; of the others ``current`` were read by today's parser before, and ``skipped`` cannot be
    read, by reason. Of those examined ``unchanged`` read the same, ``changed`` otherwise (``fields``: how often each),
    ``shortened`` would lose text, ``failed`` gave no article, by the name of the error. ``applied``: changes stored.
    """

    examined: int = 0
    current: int = 0
    unchanged: int = 0
    changed: int = 0
    shortened: int = 0
    applied: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    shortest: list[Shortened] = field(default_factory=list)
    failures: list[Failed] = field(default_factory=list)
    sample: list[Sample] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Settings:
    """How it is done.

    ``every``: also what today's parsers have read. ``force``: also what loses text. ``sample``: how many differences to
    keep. ``names``: those of the user's file. ``workers``: processes, by default one for each processor.
    """

    config: Config
    every: bool = False
    force: bool = False
    sample: int = 5
    names: Sequence[Name] = ()
    workers: int | None = None


def run(
    db: sqlite3.Connection,
    chosen: Chosen,
    settings: Settings,
    *,
    archive: Archive | None = None,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> Summary:
    """Read the chosen revisions again; store what differs when an archive to write to is given.

    Interrupted at any moment, what was stored stays, and the next run goes on with the others. An article that cannot
    be read any more, or would lose much of its text, stays as it is.

    Args:
        db: where to read; outside of a transaction, for this may take hours.
        archive: the same file.

    Raises:
        ArchiveError: the archive cannot be read or written.
        NewsbotError: a page ended the process that read it.
    """
    last = reextraction.last(db)
    total, done = reextraction.count(db, chosen, last), 0
    job = _Job(db, archive, settings)
    known = [*settings.names, *names.learned(db)]
    workers = 1 if total <= FEW else settings.workers or len(os.sched_getaffinity(0))
    batches = (job.tasks(batch) for batch in reextraction.after(db, chosen, last, BATCH))
    for batch, outcomes in read_all(batches, known, workers):
        job.settle(batch, outcomes)
        done += len(batch)
        on_progress(min(done, total), total)
    on_progress(total, total)
    return job.summary


@dataclass(slots=True)
class _Job:
    db: sqlite3.Connection
    archive: Archive | None
    settings: Settings
    summary: Summary = field(default_factory=Summary)

    def tasks(self, batch: Iterable[Said]) -> Tasks:
        """What has to be read; ``None`` beside what has not, which is counted."""
        return [(said, self._task(said)) for said in batch]

    def _task(self, said: Said) -> Task | None:
        config = self.settings.config
        stanza = config.source.get((said.pages[0].source if said.pages else None) or "")
        try:
            found = task(self.db, said, stanza, config.defaults.timezone, every=self.settings.every)
        except ArchiveError as error:  # of damaged bytes: the others are read all the same
            self._fail(said, Refusal("DamagedCapture", str(error)))
            return None
        if isinstance(found, Task):
            return found
        if found == CURRENT:
            self.summary.current += 1
        else:
            self.summary.skipped[found] += 1
        return None

    def settle(self, batch: Tasks, outcomes: Mapping[int, Outcome]) -> None:
        """Count what was read, and store it."""
        found = [
            reading
            for said, task in batch
            if task is not None and (reading := self._compare(said, outcomes[said.revision_id])) is not None
        ]
        if self.archive is None or not found:
            return
        with self.archive.write() as tx:
            for said, article, difference, differing in found:
                parser = article.parser or ""
                if difference is not None:
                    self.summary.applied += reextraction.revise(tx, said, article, difference)
                    continue
                if differing and reextraction.mention(tx, said, article.tickers):
                    self.summary.applied += 1
                if parser != said.parser:
                    reextraction.confirm(tx, said, parser)

    def _compare(self, said: Said, outcome: Outcome) -> "_Reading | None":
        """The reading, where it is one to store; ``None`` beside what was counted only."""
        summary = self.summary
        if outcome is None:
            summary.current += 1
            return None
        before = reextraction.reading(self.db, said)
        if before is None:
            summary.skipped["forgotten meanwhile"] += 1
            return None
        if isinstance(outcome, Refusal):
            self._fail(said, outcome)
            return None
        summary.examined += 1
        if not said.is_state:
            outcome.tickers = []  # mentions are of what the article says now
        differing = [name for name in _COMPARED if _value(before, name) != _value(outcome, name)]
        if not differing:
            summary.unchanged += 1
            return _Reading(said, outcome, None, False)
        if self._is_shortened(said, before, outcome) and not self.settings.force:
            return None
        summary.changed += 1
        summary.fields.update(differing)
        self._show(said, before, outcome)
        # White space, HTML and captions are no change of the publisher's, but they are one of ours.
        difference = change(before, outcome) or (None if differing == ["tickers"] else "metadata")
        return _Reading(said, outcome, difference, True)

    def _fail(self, said: Said, refusal: Refusal) -> None:
        self.summary.examined += 1
        self.summary.failed[refusal.name] += 1
        if len(self.summary.failures) < SHOWN:
            self.summary.failures.append(Failed(said.article_id, said.url, refusal.what))

    def _is_shortened(self, said: Said, before: NewsArticle, after: NewsArticle) -> bool:
        lengths = len(before.article_body or ""), len(after.article_body or "")
        if lengths[1] >= SHORTER * lengths[0]:
            return False
        self.summary.shortened += 1
        if len(self.summary.shortest) < SHOWN:
            self.summary.shortest.append(Shortened(said.article_id, said.url, *lengths))
        return True

    def _show(self, said: Said, before: NewsArticle, after: NewsArticle) -> None:
        """Keep a few differences from all over the archive: those whose address has the least checksum."""
        kept = [*self.summary.sample, Sample(said.article_id, said.url, said.observed, Difference())]
        kept = sorted(kept, key=lambda one: zlib.crc32(one.url.encode()))[: self.settings.sample]
        # Comparing texts takes longer than reading them: of those alone that are shown.
        self.summary.sample = [
            one if one in self.summary.sample else one._replace(difference=_difference(before, after)) for one in kept
        ]


class _Reading(NamedTuple):
    said: Said
    article: CrawledArticle
    difference: Change | None
    differs: bool


def _difference(before: NewsArticle, after: NewsArticle) -> Difference:
    found, tickers = between(before, after), (_tickers(before), _tickers(after))
    return found if tickers[0] == tickers[1] else replace(found, fields=found.fields | {"tickers": tickers})


def _tickers(article: NewsArticle) -> list[str]:
    ordered = sorted(article.tickers, key=lambda one: one.symbol)
    return [f"{one.symbol} {one.surface} {one.method} ×{one.count}" for one in ordered]


def _value(article: NewsArticle, name: str) -> object:
    value = getattr(article, name)
    if name == "images":
        return [(image.url, image.caption, image.alt) for image in value]
    return sorted(value, key=lambda one: str(one.symbol)) if name == "tickers" else value
