"""One import from beginning to end: find the files, read their records, store them in batches."""

import os
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
from newsbot.imports import lines, posts, warc, warcfile
from newsbot.imports.types import FurtherPage, Kept, Outcome, Readable, Record, Rejected, Result, Settings
from newsbot.items import Capture, CrawledArticle
from newsbot.names import Names
from newsbot.repair import page_of, repair

BATCH = 200
"""Records in a transaction: a commit costs as much as some articles, and a crawl that runs beside waits for it."""

_BATCH_BYTES = 16_000_000
"""A batch of large pages ends before it fills the memory."""

_POSTS, _LINES, _WARC = (".md", ".markdown", ".txt"), (".jsonl",), (".warc", ".warc.gz")
_KNOWN = "newsbot imports .md, .markdown and .txt posts, .jsonl, .warc, .warc.gz, and folders of them"

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


@dataclass(frozen=True, slots=True)
class _File:
    """A file to read: ``where`` names it in the report, ``name`` is its path in the folder that is imported."""

    path: Path
    where: str
    name: str
    size: int
    error: str | None = None
    skipped: str | None = None


def check(path: Path) -> None:
    """Look whether there is something to import at a path, before anything is.

    Raises:
        NewsbotError: no such file, unreadable, empty, or of no format that is known.
    """
    where = _printable(path)
    try:
        if path.is_dir():
            os.scandir(path).close()
            if not any(_is_candidate(file) for file in _walk(path)):
                raise NewsbotError("nothing to import in this folder", where=where, do=_KNOWN)
            return
        with path.open("rb") as file:
            beginning = file.read(4096)
    except FileNotFoundError as error:
        raise NewsbotError("there is no such file or folder", where=where) from error
    except OSError as error:
        raise NewsbotError(f"cannot be read ({error.strerror})", where=where, do="Check its permissions") from error
    if not path.name.lower().endswith((*_POSTS, *_LINES, *_WARC)):
        raise NewsbotError("no format of this suffix", where=where, do=_KNOWN)
    if not beginning.strip():
        raise NewsbotError("the file is empty", where=where)
    if path.name.lower().endswith(_WARC) and not warcfile.is_warc(beginning):
        raise NewsbotError("is no WARC file: it does not begin with WARC/1.0 or WARC/1.1", where=where)


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
    """Import a file, or everything in a folder; `check` it first.

    Every file, line and record is told to ``on_result``, when it is in the archive and not before. Killed at any
    moment, what was told is stored, and importing again brings the rest.

    Args:
        names: the names of securities to look for; by default those the archive has learned.
        config: whose stanzas say how pages of their sources are read; by default their domains do.

    Raises:
        ArchiveError: the archive cannot be written.
    """
    files = list(_files(path))
    total = sum(file.size for file in files)
    batch = _Batch(archive, names or Names(), settings.zone, config, on_result)
    way = partial(_way, archive.db, config, settings.source) if config else warc.by_domain
    done = 0
    for file in files:
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
        return Result(record.where, "unchanged", record.note, record.capture.url, before.article_id)


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
    note = record.note if isinstance(record, Readable) else None
    reason = note or (item.missing if isinstance(item, CrawledArticle) else None)
    return Result(record.where, outcome.kind, reason, item.url, outcome.article_id)


def _records(file: _File, settings: Settings, way: Callable[[str], warc.Way]) -> Iterator[Record]:
    """Yield what is in a file; that it cannot be read (any further) is a record of its own."""
    if file.error or file.skipped:
        yield Rejected(file.where, file.size, "error" if file.error else "skipped", file.error or file.skipped or "")
        return
    name = file.path.name.lower()
    try:
        if name.endswith(_POSTS):
            yield _post(file, settings)
        else:
            read = lines.records if name.endswith(_LINES) else partial(warc.records, way=way)
            yield from read(file.path, file.where, settings)
    except OSError as error:
        yield Rejected(file.where, 0, "error", f"cannot be read ({error.strerror})")


def _post(file: _File, settings: Settings) -> Record:
    data = file.path.read_bytes()
    try:
        return posts.readable(data, file.where, file.name, settings)
    except NewsbotError as error:
        return Rejected(file.where, file.size, "error", error.what)


def _files(path: Path) -> Iterator[_File]:
    """Yield the file, or every file of a folder by name; what is not read, with the reason."""
    if not path.is_dir():
        yield _File(path, _printable(path), _printable(Path(path.name)), path.stat().st_size)
        return
    for found in _walk(path):
        where, name = _printable(found), _printable(found.relative_to(path))
        if found.is_dir():
            yield _not_entered(found, where, name)
            continue
        try:
            size = found.stat().st_size
        except OSError as error:
            yield _File(found, where, name, 0, error=f"cannot be read ({error.strerror})")
            continue
        skipped = None if _is_candidate(found) else "of no format that newsbot imports"
        if found.name.lower().endswith((*_LINES, *_WARC)) and not size:
            yield _File(found, where, name, 0, error="the file is empty")
        else:
            yield _File(found, where, name, size, skipped=skipped)


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder in the order of their names, and the folders that are not entered."""
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: os.fsencode(entry.name))
    except OSError:
        yield folder
        return
    for entry in entries:
        if entry.is_dir() and not entry.is_symlink() and not entry.name.startswith("."):
            yield from _walk(entry)
        else:
            yield entry


def _not_entered(folder: Path, where: str, name: str) -> _File:
    if folder.is_symlink():
        return _File(folder, where, name, 0, skipped="a link to a folder")
    if folder.name.startswith("."):
        return _File(folder, where, name, 0, skipped="a hidden folder")
    return _File(folder, where, name, 0, error="this folder cannot be read")


def _is_candidate(path: Path) -> bool:
    """Whether a file in a folder is one to read. A ``.txt`` may be anything, so only one that looks like a post."""
    name = path.name.lower()
    if not path.is_file() or not name.endswith((*_POSTS, *_LINES, *_WARC)):
        return False
    if not name.endswith(".txt"):
        return True
    try:
        with path.open("rb") as file:
            return file.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"---")
    except OSError:
        return True  # reported as unreadable when its turn comes


def _printable(path: Path) -> str:
    """The path as text that can be stored and printed, whatever bytes its names are."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")
