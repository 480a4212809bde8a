"""Files and folders that get their names when they are complete, and not before: exports and backups."""

import fcntl
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from newsbot.errors import NewsbotError

_FORMER = "former"
"""What a new folder takes the place of, for a moment."""


@contextmanager
def put_in_place(destination: Path, *others: Path, replace: bool) -> Iterator[list[Path]]:
    """Give a temporary name for each, to write a file or make a folder at.

    All get their own names, one right after the other, when the block ends well. They lie in a hidden folder next to
    the destination; what a process that was killed has left there is removed first: it may be large.

    Args:
        destination: a symbolic link stays one: what it points to is made.
        others: files that belong to it, on the same file system.
        replace: take the place of a destination that is there; the others always do.

    Raises:
        NewsbotError: it cannot be written, or without ``replace`` the name has been taken meanwhile.
    """
    try:
        place = destination.resolve()
        _clear(place)
        with locked_folder(place) as folder:
            temporaries = [folder / str(number) for number in range(1 + len(others))]
            yield temporaries
            for temporary in temporaries:
                _flush(temporary)
            if not replace and os.path.lexists(place):
                raise NewsbotError(
                    "has been made by someone else meanwhile", where=str(destination), do="Name another file"
                )
            if temporaries[0].is_dir() and place.is_dir():
                _exchange(temporaries[0], place, folder / _FORMER)
            else:
                temporaries[0].replace(place)
            for temporary, other in zip(temporaries[1:], others, strict=True):
                temporary.replace(other)
            for parent in {path.parent for path in (place, *others)}:
                _sync(parent)
    except (OSError, sqlite3.OperationalError) as error:
        number = error.errno if isinstance(error, OSError) else None
        reason = os.strerror(number) if number else str(error)
        raise NewsbotError(f"cannot be written ({reason}); nothing was left behind", where=str(destination)) from error


@contextmanager
def locked_folder(place: Path) -> Iterator[Path]:
    """Make a hidden folder next to a place, locked as long as this process lives; it is removed at the end."""
    folder = place.with_name(f".{place.name[:80]}.{uuid4().hex[:8]}.tmp")
    folder.mkdir()
    try:
        with _opened(folder) as descriptor:
            with suppress(OSError):  # not every file system has locks: nobody can remove it there either
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _clear(place: Path) -> None:
    """Remove what processes that made this place left when they were killed: folders that no process has locked."""
    made = re.compile(rf"{re.escape(f'.{place.name[:80]}.')}[0-9a-f]{{8}}\.tmp")
    for folder in [path for path in place.parent.iterdir() if made.fullmatch(path.name)]:
        with suppress(OSError), _opened(folder) as descriptor:  # locked, or of someone else: not ours to remove
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if (folder / _FORMER).exists() and not place.exists():
                (folder / _FORMER).rename(place)
            shutil.rmtree(folder)


def _exchange(temporary: Path, place: Path, former: Path) -> None:
    """Put a folder in the place of another: that one comes back when it fails."""
    place.rename(former)
    try:
        temporary.rename(place)
    except OSError:
        former.rename(place)
        raise


def _flush(path: Path) -> None:
    """Have the disk hold a file, or a folder with all that is in it."""
    if path.is_dir():
        os.sync()  # one call for what may be hundreds of thousands of files
    else:
        _sync(path)


def _sync(path: Path) -> None:
    with _opened(path) as descriptor:
        os.fsync(descriptor)


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
