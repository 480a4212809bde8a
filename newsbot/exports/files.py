"""A file or folder that is there when it is complete, and not before."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from newsbot.errors import NewsbotError


@contextmanager
def put_in_place(destination: Path, *, replace: bool) -> Iterator[Path]:
    """Give a temporary name beside it to write a file or make a folder at; it gets its own when the block ends well.

    Raises:
        NewsbotError: it cannot be written, or without ``replace`` the name has been taken meanwhile.
    """
    temporary = destination.with_name(f".{destination.name[:80]}.{uuid4().hex[:8]}.tmp")
    try:
        yield temporary
        _flush(temporary)
        if not replace and os.path.lexists(destination):
            raise NewsbotError(
                "has been made by someone else meanwhile", where=str(destination), do="Name another file"
            )
        if temporary.is_dir() and destination.is_dir():
            _exchange(temporary, destination)
        else:
            temporary.replace(destination)
        _sync(destination.parent)
    except (OSError, sqlite3.OperationalError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise NewsbotError(f"cannot be written ({reason}); nothing was left behind", where=str(destination)) from error
    finally:
        for leftover in (temporary, temporary.with_name(f"{temporary.name}-journal")):
            if leftover.is_dir():
                shutil.rmtree(leftover, ignore_errors=True)
            else:
                with suppress(OSError):
                    leftover.unlink(missing_ok=True)


def _exchange(temporary: Path, destination: Path) -> None:
    """Put a folder in the place of another: that one comes back when it fails, and goes when it is done."""
    former = temporary.with_suffix(".old")
    destination.rename(former)
    try:
        temporary.rename(destination)
    except OSError:
        former.rename(destination)
        raise
    shutil.rmtree(former)


def _flush(path: Path) -> None:
    """Have the disk hold a file, or a folder with all that is in it."""
    if path.is_dir():
        os.sync()  # one call for what may be hundreds of thousands of files
    else:
        _sync(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
