"""Opens an archive and hands out its write transactions."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout
from sqlite_utils import Database

from newsbot import dates
from newsbot.archive import processes
from newsbot.archive.migrations import MIGRATIONS, SCHEMA_VERSION
from newsbot.archive.processes import Process
from newsbot.archive.refusals import APPLICATION_ID, refuse_empty, refuse_foreign, refuse_newer, translate
from newsbot.errors import ArchiveError

BUSY_SECONDS = 60
"""How long a writer waits for the others before it gives up: far longer than any transaction of ours."""

CHECKPOINT_SECONDS = 5
"""How long emptying the log waits for readers; writers wait as well meanwhile."""

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Return the aware UTC time of this machine."""
    return datetime.now(UTC)


_INDEX = "INSERT INTO article_fts (rowid, headline, article_body) VALUES (?, ?, ?)"


@dataclass(slots=True)
class Transaction:
    """An open write transaction: ``stamp`` is its time, later than every stamp given out before.

    ``unindexed``: rows of ``article_fts``, inserted when it ends. FTS5 gathers what one commit adds in memory, but
    writes it out with each savepoint and each statement that might have to be undone: a millisecond for an article.
    """

    db: sqlite3.Connection
    stamp: str
    unindexed: list[tuple[int, str, str]] = field(default_factory=list)

    def event(
        self,
        kind: str,
        *,
        source: str | None = None,
        article_id: int | None = None,
        run_id: int | None = None,
        detail: str = "{}",
    ) -> None:
        """Record that something noteworthy happened; ``detail`` is a JSON object."""
        self.db.execute(
            "INSERT INTO event (at, kind, source, article_id, run_id, detail) VALUES (?, ?, ?, ?, ?, ?)",
            (self.stamp, kind, source, article_id, run_id, detail),
        )


class Archive:
    """One archive file, open for writing by this process.

    Writers of all newsbot processes, and the checkpoints that commits and closing make, hold one file lock
    beside the archive: SQLite before 3.51.3 can lose commits when checkpoints and commits of several
    processes overlap (sqlite.org/wal.html, "WAL-reset bug").

    Args:
        path: the file; it and its folder are made when missing, an empty one is not made an archive.
        clock: where the time comes from.

    Raises:
        ArchiveError: the file is empty, no archive of ours, of a newer schema, or cannot be opened.
    """

    def __init__(self, path: Path, *, clock: Clock = system_clock) -> None:
        # Resolved, for the locks lie beside the file: a symlink must not lead to locks of its own.
        path = path.resolve()
        self.path = path
        self.clock = clock
        self._lock = FileLock(f"{path}.lock", timeout=BUSY_SECONDS)
        refuse_foreign(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # Some file systems answer as if somebody were just removing the lock file: FileLock would wait for that.
            os.close(os.open(self._lock.lock_file, os.O_RDWR | os.O_CREAT, 0o644))
            with self._locked():
                refuse_empty(path)  # under the lock: another process may be about to fill it
                self.db = _open(path)
        except (OSError, sqlite3.Error) as error:
            raise translate(error, path) from error
        self._process = Process(path)
        self._process.hold()

    @property
    def process(self) -> str:
        """The token of this process: other processes see by its lock file whether it still lives."""
        return self._process.token

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """One transaction: everything in the block is committed together, or nothing of it.

        Raises:
            ArchiveError: the disk is full, the archive is locked for too long, or damaged.
        """
        try:
            with self._locked():
                self.db.execute("BEGIN IMMEDIATE")
                try:
                    tx = Transaction(self.db, self._stamp())
                    yield tx
                    self.db.executemany(_INDEX, tx.unindexed)
                    self.db.execute("COMMIT")
                except BaseException:
                    # SQLite rolls back by itself on a full disk.
                    if self.db.in_transaction:
                        self.db.execute("ROLLBACK")
                    raise
        except (OSError, sqlite3.OperationalError, sqlite3.DatabaseError) as error:
            if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
                raise
            raise translate(error, self.path) from error

    def alive(self, process: str | None) -> bool:
        """Tell whether the process with this token still runs."""
        return process is not None and (process == self.process or processes.lives(self.path, process))

    def checkpoint(self) -> bool:
        """Move what is in the log to the file and empty the log; False: a reader keeps it for a while.

        Raises:
            ArchiveError: the disk is full, or the archive is damaged or locked for too long.
        """
        try:
            with self._locked():
                self.db.execute(f"PRAGMA busy_timeout = {CHECKPOINT_SECONDS * 1000}")
                try:
                    (busy, *_) = self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                finally:
                    self.db.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        except (OSError, sqlite3.Error) as error:
            raise translate(error, self.path) from error
        return not busy

    def close(self) -> None:
        """Close the connection (the last one out checkpoints, so under the lock) and give up the token."""
        with suppress(ArchiveError), self._locked():
            self.db.close()
        self._process.release()

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _stamp(self) -> str:
        """Return max(now, last stamp + 1 ms): commit order is stamp order over clock jumps and several processes."""
        now = self.clock()
        (last,) = self.db.execute("SELECT max(last) FROM stamp").fetchone()
        if last is not None:
            now = max(now, dates.to_datetime(last) + timedelta(milliseconds=1))
        stamp = dates.to_text(now)
        self.db.execute("INSERT INTO stamp VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET last = excluded.last", (stamp,))
        return stamp

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            self._lock.acquire()
        except Timeout as error:
            raise ArchiveError(
                f"another newsbot has been writing for more than {BUSY_SECONDS} s",
                where=str(self.path),
                do="Look for a stuck newsbot process",
            ) from error
        try:
            yield
        finally:
            self._lock.release()


def open_reader(path: Path) -> sqlite3.Connection:
    """Open an existing archive for reading only; one of an older schema is migrated first.

    Raises:
        ArchiveError: there is none, it is no archive of ours, of a newer schema, or of an older one and cannot be
            written.
    """
    if not path.exists():
        raise ArchiveError(
            "there is no archive", where=str(path), do="Run `newsbot crawl` first, or name one with --archive"
        )
    refuse_foreign(path)
    refuse_empty(path)
    try:
        db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS, isolation_level=None)
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA cache_size = -16000")  # a common word is looked up in some thousand pages
        (version,) = db.execute("PRAGMA user_version").fetchone()
    except sqlite3.Error as error:
        raise translate(error, path) from error
    refuse_newer(version, path)
    if version < SCHEMA_VERSION:
        db.close()
        try:
            Archive(path).close()  # opening for writing migrates
        except ArchiveError as error:
            what = f"has schema {version} and must be brought to {SCHEMA_VERSION} before it is read: {error.what}"
            raise ArchiveError(what, where=str(path), do=error.do) from error
        return open_reader(path)
    return db


def _create(path: Path) -> None:
    """Make an archive without tables. It gets its name when it is one: killed before, it leaves nothing to refuse."""
    made = path.with_name(f".{path.name}.new")
    for left in (made, made.with_name(f"{made.name}-journal")):
        left.unlink(missing_ok=True)
    with closing(sqlite3.connect(made, isolation_level=None)) as db:
        # Both can only be chosen while the file is empty; the id goes to the file itself, not to the WAL.
        db.execute("PRAGMA auto_vacuum = INCREMENTAL")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    made.rename(path)


def _open(path: Path) -> sqlite3.Connection:
    if not path.exists():
        _create(path)
    db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    db.row_factory = sqlite3.Row
    (version,) = db.execute("PRAGMA user_version").fetchone()
    refuse_newer(version, path)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA foreign_keys = ON")
    # What is deleted or replaced leaves no copy behind within a page, which `forget` could not find.
    db.execute("PRAGMA secure_delete = FAST")
    if version < SCHEMA_VERSION:
        MIGRATIONS.apply(Database(db, execute_plugins=False))
    return db
