"""A file that is there when it is complete, and not before."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from newsbot.errors import NewsbotError


@contextmanager
def put_in_place(destination: Path, *, overwrite: bool) -> Iterator[Path]:
    """Give a temporary name in the same folder to write to; a block that ends well moves it to its own name.

    Raises:
        NewsbotError: it cannot be written, or without ``overwrite`` the name has been taken meanwhile.
    """
    temporary = destination.with_name(f".{destination.name}.{uuid4().hex[:8]}.tmp")
    try:
        yield temporary
        _flush(temporary)
        if not overwrite and destination.exists():
            raise NewsbotError(
                "has been made by someone else meanwhile", where=str(destination), do="Name another file"
            )
        temporary.replace(destination)
        _flush(destination.parent)
    except (OSError, sqlite3.OperationalError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise NewsbotError(f"cannot be written ({reason}); nothing was left behind", where=str(destination)) from error
    finally:
        for leftover in (temporary, temporary.with_name(f"{temporary.name}-journal")):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    """Have the disk hold a file, or the names in a folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
