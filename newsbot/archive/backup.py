"""A copy of the archive at one moment, made while others write."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from newsbot.archive import reports
from newsbot.archive.refusals import APPLICATION_ID
from newsbot.archive.store import open_reader
from newsbot.errors import ArchiveError, NewsbotError
from newsbot.files import put_in_place

_LOOK_SECONDS = 0.5
"""How often the growing copy is looked at, to tell how far it is."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What the copy holds: everything recorded up to ``recorded_until``; ``size`` in bytes."""

    path: str
    size: int
    articles: int
    revisions: int
    recorded_until: str | None


def backup(
    archive: Path,
    destination: Path,
    *,
    force: bool = False,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> BackedUp:
    """Copy the archive to a file, which is an archive itself and there when it is complete and checked.

    All pages are copied in one step: beside a writer SQLite begins a copy in several steps again and again. Readers
    need no lock of ours; what is committed meanwhile is not in the copy. An earlier backup of this archive is replaced.

    Args:
        force: replace any file that is there; never an archive that is in use.
        on_progress: called with how many bytes are copied, and of how many.

    Raises:
        ArchiveError: the archive cannot be read, or the copy is not what it should be.
        NewsbotError: the destination is refused or cannot be written.
    """
    with closing(open_reader(archive)) as db:
        _check_destination(db, archive, destination, force=force)
        db.execute("BEGIN")
        expected = _Facts.of(db)
        size = _bytes(db)
        free = shutil.disk_usage(destination.parent).free
        if free < size:
            raise NewsbotError(
                f"the disk has {free / 1e6:,.0f} MB free, the archive takes {size / 1e6:,.0f} MB; nothing was written",
                where=str(destination),
                do="Name a place on another disk, or free some space",
            )
        with put_in_place(destination, replace=True) as (temporary,):
            _copy(db, archive, temporary, lambda done: on_progress(done, size))
            found = _check(temporary)
            if found != expected:
                raise ArchiveError(
                    f"the copy is not what it should be ({found}, expected {expected})", where=str(archive)
                )
            copied = temporary.stat().st_size
    return BackedUp(str(destination), copied, expected.articles, expected.revisions, expected.recorded_until)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a copy must have in common with its original."""

    application_id: int
    user_version: int
    auto_vacuum: int
    articles: int
    revisions: int
    recorded_until: str | None

    @classmethod
    def of(cls, db: sqlite3.Connection) -> "_Facts":
        def number(sql: str) -> int:
            return int(db.execute(sql).fetchone()[0])

        return cls(
            application_id=number("PRAGMA application_id"),
            user_version=number("PRAGMA user_version"),
            auto_vacuum=number("PRAGMA auto_vacuum"),
            articles=number("SELECT count(*) FROM article"),
            revisions=number("SELECT count(*) FROM revision"),
            recorded_until=reports.latest_stamp(db),
        )


def _bytes(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA page_count").fetchone()[0] * db.execute("PRAGMA page_size").fetchone()[0])


def _copy(db: sqlite3.Connection, archive: Path, path: Path, on_progress: Callable[[int], None]) -> None:
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as made, _watched(path, on_progress):
            made.execute("PRAGMA synchronous = OFF")  # it is flushed as a whole before it gets its name
            db.backup(made, pages=-1)
            made.execute("PRAGMA journal_mode = DELETE")  # one file, that a read-only medium can hold as well
    except sqlite3.OperationalError:
        raise  # the destination's: a full disk
    except sqlite3.DatabaseError as error:
        raise ArchiveError(
            f"the archive cannot be read ({error})", where=str(archive), do="`newsbot verify` says what is damaged"
        ) from error


@contextmanager
def _watched(path: Path, on_progress: Callable[[int], None]) -> Iterator[None]:
    """Tell how far a copy in one step is by the size of its file."""
    ended = Event()

    def watch() -> None:
        while not ended.wait(_LOOK_SECONDS):
            on_progress(path.stat().st_size)

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()


def _check(path: Path) -> _Facts:
    """Return the facts of a copy that is sound.

    Raises:
        ArchiveError: it is not.
    """
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as made:
            (said,) = made.execute("PRAGMA quick_check(1)").fetchone()
            if said == "ok":
                return _Facts.of(made)
    except sqlite3.DatabaseError as error:
        said = str(error)
    raise ArchiveError(f"the copy is damaged ({said}), so the archive is", do="`newsbot verify` says where")


def _check_destination(db: sqlite3.Connection, archive: Path, destination: Path, *, force: bool) -> None:
    if not destination.parent.is_dir():
        raise NewsbotError("there is no such folder", where=str(destination.parent), do="Make it first")
    if not os.path.lexists(destination):
        return
    if not destination.is_file() or destination.samefile(archive):
        what = "is the archive itself" if destination.is_file() else "is no file"
        raise NewsbotError(what, where=str(destination), do="Name another place for the backup")
    resolved = destination.resolve()
    beside = {suffix: resolved.with_name(f"{resolved.name}{suffix}") for suffix in ("-wal", "-journal", ".processes")}
    # A reader leaves an empty log behind.
    if any(path.exists() and (suffix != "-wal" or path.stat().st_size) for suffix, path in beside.items()):
        raise NewsbotError(
            "is an archive that is in use, so it is not replaced", where=str(destination), do="Name another place"
        )
    if not force and _lineage_of(destination) != _lineage(db):
        raise NewsbotError(
            "is no earlier backup of this archive", where=str(destination), do="--force replaces it all the same"
        )


def _lineage(db: sqlite3.Connection) -> str | None:
    """Tell an archive from all others, its copies included in it: by when it was made, to the microsecond."""
    row = db.execute("SELECT applied_at FROM _sqlite_migrations ORDER BY id LIMIT 1").fetchone()
    return None if row is None else str(row[0])


def _lineage_of(path: Path) -> str | None:
    with path.open("rb") as file:
        header = file.read(72)
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        return None
    try:
        # Immutable: nobody has it open, and reading it must not leave a log beside it.
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
            return _lineage(db)
    except sqlite3.DatabaseError:
        return None
