"""One export from beginning to end."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from newsbot.archive.refusals import APPLICATION_ID
from newsbot.archive.search import Filter
from newsbot.archive.store import open_reader
from newsbot.errors import ArchiveError, NewsbotError
from newsbot.exports import formats, manifest
from newsbot.exports.job import Job, Options, Progress
from newsbot.files import put_in_place


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: ``size`` is that of all files, in bytes; ``counts`` has more, by format."""

    articles: int
    size: int
    counts: dict[str, int] = field(default_factory=dict, compare=False)


def export(
    archive: Path,
    destination: Path,
    chosen: Filter,
    *,
    now: str,
    folder: bool = False,
    overwrite: bool = False,
    options: Options = Options(),  # noqa: B008 - frozen
    on_progress: Progress = lambda done, total: None,
) -> Exported:
    """Write the matching articles to a file or folder, and a manifest beside it.

    ``.csv`` and posts fold reprints unless the filter wants them; the others have every matching article, with
    ``duplicate_of``. An earlier export is replaced.

    Args:
        now: when this is, UTC text.
        folder: the destination was named as a folder, by a slash at its end.
        overwrite: replace what is there though it is no export, or was changed since.

    Raises:
        NewsbotError: the format is unknown, an option does not fit it, or it cannot be written.
        ArchiveError: the archive cannot be read.
    """
    form = formats.of(destination, folder=folder, options=options)
    _check_destination(destination)
    if form.name == ".db":
        _check_nobody_writes(destination)
    manifest.check_replaceable(destination, force=overwrite)
    chosen = chosen if form.folds else replace(chosen, reprints=True)
    beside = manifest.path_of(destination)
    there = destination.exists()
    with (
        closing(open_reader(archive)) as db,
        put_in_place(destination, beside, replace=there) as (temporary, told),
        _damage_told(archive),
        closing(manifest.Manifest(told)) as listing,
    ):
        if form.folder:
            temporary.mkdir()
        job = Job(db, temporary, form.name, chosen, options, now, on_progress, listing.add)
        counts = form.write(job)
        if not form.folder:
            listing.add(destination.name, temporary.stat().st_size, manifest.sha256_of(temporary))
        listing.finish(job.facts, counts)
    return Exported(counts["articles"], listing.size, counts)


@contextmanager
def _damage_told(archive: Path) -> Iterator[None]:
    """Translate what SQLite says of a damaged archive; an operational error is the destination's: a full disk."""
    try:
        yield
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        raise ArchiveError(f"the archive cannot be read ({error})", where=str(archive)) from error


def _check_destination(destination: Path) -> None:
    if destination.name in ("", ".."):
        raise NewsbotError("has no name of its own", where=str(destination), do="Name the file or folder to make")
    if not destination.parent.is_dir():
        raise NewsbotError("there is no such folder", where=str(destination.parent), do="Make it first")
    if not destination.is_file():
        return
    with destination.open("rb") as file:
        header = file.read(72)
    if int.from_bytes(header[68:72], "big") == APPLICATION_ID:
        raise NewsbotError(
            "is a newsbot archive, so it is not replaced", where=str(destination), do="Name another file"
        )


def _check_nobody_writes(destination: Path) -> None:
    """Refuse a database with a journal beside it: SQLite would apply that to the one that takes its place."""
    for suffix in ("-journal", "-wal"):
        journal = destination.with_name(f"{destination.name}{suffix}")
        if journal.exists() and journal.stat().st_size:
            raise NewsbotError(
                f"another program is changing it, or was killed at that: there is {journal.name}",
                where=str(destination),
                do="Close that program, or name another file",
            )
