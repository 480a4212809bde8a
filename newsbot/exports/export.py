"""One export from beginning to end."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from newsbot.archive import records
from newsbot.archive.search import Filter
from newsbot.archive.store import APPLICATION_ID, open_reader
from newsbot.errors import ArchiveError, NewsbotError
from newsbot.exports import database, lines, sheet
from newsbot.exports.files import put_in_place

SUFFIXES = (".db", ".csv", ".jsonl")
"""What can be exported."""

Progress = Callable[[int, int], None]
"""Called with how many articles are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: ``size`` is the file's, in bytes."""

    articles: int
    size: int


def export(
    archive: Path,
    destination: Path,
    chosen: Filter,
    *,
    now: str,
    overwrite: bool = False,
    bom: bool = False,
    pictures: bool = False,
    on_progress: Progress = lambda done, total: None,
) -> Exported:
    """Write the matching articles to a file.

    ``.csv`` folds reprints unless the filter wants them; ``.db`` and ``.jsonl`` have every matching article, with
    ``duplicate_of``.

    Args:
        now: when this is, UTC text.
        overwrite: replace a file that is there.
        bom: begin a ``.csv`` with a byte order mark, for programs that take it for Latin otherwise.
        pictures: put the pictures' bytes into a ``.db``.

    Raises:
        NewsbotError: the suffix is unknown, an option does not fit it, or the file cannot be written.
        ArchiveError: the archive cannot be read.
    """
    suffix = _check(destination, bom=bom, pictures=pictures)
    _check_destination(destination, overwrite=overwrite)
    chosen = chosen if suffix == ".csv" else replace(chosen, reprints=True)
    with closing(open_reader(archive)) as db, put_in_place(destination, overwrite=overwrite) as temporary:
        if suffix == ".db":
            with _damage_told(archive):
                articles = database.write(db, temporary, chosen, now=now, pictures=pictures, on_progress=on_progress)
        else:
            write = lines.write if suffix == ".jsonl" else sheet.writer(bom=bom)
            articles = write(_stream(db, archive, chosen, on_progress), temporary)
    return Exported(articles, destination.stat().st_size)


@contextmanager
def _damage_told(archive: Path) -> Iterator[None]:
    """Translate what SQLite says of a damaged archive; an operational error is the destination's: a full disk."""
    try:
        yield
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        raise ArchiveError(f"the archive cannot be read ({error})", where=str(archive)) from error


def _stream(db: sqlite3.Connection, archive: Path, chosen: Filter, on_progress: Progress) -> Iterator[dict[str, Any]]:
    try:
        db.execute("BEGIN")
        total = records.count(db, chosen)
        for done, record in enumerate(records.records(db, chosen)):
            on_progress(done, total)
            yield record
        on_progress(total, total)
    except sqlite3.DatabaseError as error:
        raise ArchiveError(f"the archive cannot be read ({error})", where=str(archive)) from error


def _check(destination: Path, *, bom: bool, pictures: bool) -> str:
    suffix = destination.suffix.lower()
    if suffix not in SUFFIXES:
        known = f"{', '.join(SUFFIXES[:-1])} and {SUFFIXES[-1]}"
        raise NewsbotError("no format of this suffix", where=str(destination), do=f"newsbot exports {known}")
    if bom and suffix != ".csv":
        raise NewsbotError("a byte order mark is for .csv only", where=str(destination))
    if pictures and suffix != ".db":
        raise NewsbotError("the bytes of images go into a .db only", where=str(destination))
    return suffix


def _check_destination(destination: Path, *, overwrite: bool) -> None:
    if not destination.parent.is_dir():
        raise NewsbotError("there is no such folder", where=str(destination.parent), do="Make it first")
    if destination.is_dir():
        raise NewsbotError("is a folder", where=str(destination), do="Name a file")
    if not destination.exists():
        return
    if not overwrite:
        raise NewsbotError(
            "exists already", where=str(destination), do="Name another file, or add --force to replace it"
        )
    with destination.open("rb") as file:
        header = file.read(72)
    if int.from_bytes(header[68:72], "big") == APPLICATION_ID:
        raise NewsbotError(
            "is a newsbot archive, so it is not replaced", where=str(destination), do="Name another file"
        )
