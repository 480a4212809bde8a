"""One import from beginning to end: find the files, read their records, store them in batches."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from newsbot.archive import Archive, imported
from newsbot.archive.articles import Stored
from newsbot.config import Config
from newsbot.errors import ChallengePage, EmptyArticle, LoginWall, NewsbotError, SoftNotFound
from newsbot.finance.names import NameTable
from newsbot.imports import files, lines, posts, warc
from newsbot.imports.files import LINES, POSTS, File
from newsbot.imports.types import FurtherPage, Kept, Note, Outcome, Readable, Record, Rejected, Result, Settings
from newsbot.items import Capture, CrawledArticle
from newsbot.names import Names
from newsbot.repair import page_of, repair

BATCH = 200
"""Records in a transaction: a commit costs as much as some articles, and a crawl that runs beside waits for it."""

_BATCH_BYTES = 16_000_000
"""A batch of large pages ends before it fills the memory."""

_NO_ARTICLE = (EmptyArticle, SoftNotFound, ChallengePage, LoginWall)
"""What a crawler's file holds many of: pages that were never an article."""

Progress = Callable[[int, int], None]
"""Called with how many bytes are done, and of how many."""


@dataclass(slots=True)
class Counts:
    """What became of the records; ``reprints``: how many more of them there are."""

    new: int = 0
    revised: int = 0
    unchanged: int = 0
    reprints: int = 0
    skipped: int = 0
    failed: int = 0
    queued: int = 0
    known: int = 0
    refused: int = 0

    def add(self, outcome: Outcome) -> None:
        """Count one record."""
        name = "failed" if outcome == "error" else outcome
        setattr(self, name, getattr(self, name) + 1)


def import_files(
    archive: Archive,
    path: Path,
    settings: Settings,
    *,
    names: Names | None = None,
    config: Config | None = None,
    on_result: Callable[[Result], None] = lambda result: None,
    on_progress: Progress = lambda done, total: None,
) -> Counts:
    """Import a file, or everything in a folder; `files.check` it first.

    Every file, line and record is told to ``on_result``, when it is in the archive and not before. Killed at any
    moment, what was told is stored, and importing again brings the rest.

    Args:
        names: the names of securities to look for; by default those the archive has learned.
        config: whose stanzas say how pages of their sources are read; by default their domains do.

    Raises:
        ArchiveError: the archive cannot be written.
    """
    found = list(files.files(path))
    total = sum(file.size for file in found)
    batch = _Batch(archive, names or Names(), settings.zone, config, on_result)
    way = partial(_way, archive.db, config, settings.source) if config else warc.by_domain
    done = 0
    for file in found:
        for record in _records(file, settings, way):
            batch.add(record)
            done += record.size
            on_progress(done, total)
    batch.flush()
    on_progress(total, total)
    return batch.counts


@dataclass(slots=True)
class _Batch:
    """Records on their way into one transaction."""

    archive: Archive
    names: Names
    zone: str
    config: Config | None
    on_result: Callable[[Result], None]
    counts: Counts = field(default_factory=Counts)
    _records: list[Record] = field(default_factory=list)
    _bytes: int = 0

    def add(self, record: Record) -> None:
        self._records.append(record)
        self._bytes += len(record.capture.body) if isinstance(record, Readable | Kept) else 0
        if len(self._records) >= BATCH or self._bytes >= _BATCH_BYTES:
            self.flush()

    def flush(self) -> None:
        """Read what is not known yet, store it, and tell what became of everything."""
        results: list[Result | None] = [self._before(record) for record in self._records]
        wanted: list[tuple[int, Readable | Kept, CrawledArticle | Capture]] = []
        names = self.names.table(self.archive.db)
        for number, (record, result) in enumerate(zip(self._records, results, strict=True)):
            if result is None and isinstance(record, Kept):
                wanted.append((number, record, record.capture))
            elif result is None and isinstance(record, Readable):
                try:
                    article = record.read()
                    lines.find_tickers(article, names)
                    if record.page:
                        self._repair(article, names)
                    wanted.append((number, record, article))
                except NewsbotError as error:
                    results[number] = _unread(record, error)
        stored = imported.store_all(
            self.archive, [(item, isinstance(record, Kept) or record.dated) for _, record, item in wanted]
        )
        for (number, record, item), outcome in zip(wanted, stored, strict=True):
            results[number] = _after(record, item, outcome)
            self.counts.reprints += outcome.reprints if isinstance(outcome, Stored) else 0
        for result in results:
            assert result is not None
            self.counts.add(result.outcome)
            self.on_result(result)
        self._records.clear()
        self._bytes = 0

    def _repair(self, article: CrawledArticle, names: NameTable) -> None:
        """Keep apart what our parsers read differently and what the publisher changed."""
        known = imported.reader(self.archive.db, article.frontier_url)
        if known is not None:
            stanza = self.config.source.get(known.source or "") if self.config else None
            repair(self.archive, article, stanza, self.zone, lambda: names, article.observed)

    def _before(self, record: Record) -> Result | None:
        """What is known of a record without reading it; ``None``: nothing."""
        if isinstance(record, Rejected):
            return Result(record.where, record.outcome, record.reason, record.url)
        if isinstance(record, Kept):
            before = imported.known(self.archive.db, *imported.key(record.capture, dated=True))
            return Result(record.where, "unchanged", None, record.capture.url, before.article_id) if before else None
        key = record.known_as or imported.key(record.capture, dated=record.dated)
        before = imported.known(self.archive.db, *key, record.observed)
        if before is None and record.find and (article_id := record.find(self.archive.db)) is not None:
            before = imported.Known(article_id)
        if before is None:
            return None
        if before.further_page:
            return Result(record.where, "skipped", FurtherPage().what, record.capture.url, before.article_id)
        said = record.notes
        return Result(record.where, "unchanged", _reason(said), record.capture.url, before.article_id, said)


def _way(db: sqlite3.Connection, config: Config, filed_under: str | None, url: str) -> warc.Way:
    """How a page is read: as its article's source says, else as the article was read before, else by its domain."""
    known = imported.reader(db, url) or imported.Reader(filed_under, None)
    stanza = config.source.get(known.source or "")
    return warc.Way(page_of(stanza, known.parser), stanza.page_zone if stanza else None)


def _unread(record: Readable, error: NewsbotError) -> Result:
    if isinstance(error, FurtherPage):
        return Result(record.where, "skipped", error.what, record.capture.url)
    if isinstance(error, _NO_ARTICLE):
        return Result(record.where, "skipped", f"{type(error).__name__}: {error.what}", record.capture.url)
    return Result(record.where, "error", error.what, record.capture.url)


def _after(record: Readable | Kept, item: CrawledArticle | Capture, outcome: Stored | NewsbotError) -> Result:
    if isinstance(outcome, NewsbotError):
        return Result(record.where, "error", str(outcome), item.url)
    notes = record.notes if isinstance(record, Readable) else ()
    reason = _reason(notes) or (item.missing if isinstance(item, CrawledArticle) else None)
    return Result(record.where, outcome.kind, reason, item.url, outcome.article_id, notes)


def _reason(notes: tuple[Note, ...]) -> str | None:
    return "; ".join(map(str, notes)) or None


def _records(file: File, settings: Settings, way: Callable[[str], warc.Way]) -> Iterator[Record]:
    """Yield what is in a file; that it cannot be read (any further) is a record of its own."""
    if file.error or file.skipped:
        yield Rejected(file.where, file.size, "error" if file.error else "skipped", file.error or file.skipped or "")
        return
    name = file.path.name.lower()
    try:
        if name.endswith(POSTS):
            yield _post(file, settings)
        else:
            read = lines.records if name.endswith(LINES) else partial(warc.records, way=way)
            yield from read(file.path, file.where, settings)
    except OSError as error:
        yield Rejected(file.where, 0, "error", f"cannot be read ({error.strerror})")


def _post(file: File, settings: Settings) -> Record:
    data = file.path.read_bytes()
    try:
        return posts.readable(data, file.where, file.name, settings)
    except NewsbotError as error:
        return Rejected(file.where, file.size, "error", error.what)
