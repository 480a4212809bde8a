"""Which files are no archive of ours, and what an operator can do about the errors of one that is."""

import errno
import os
import sqlite3
import stat
from contextlib import suppress
from pathlib import Path

from newsbot.archive.migrations import SCHEMA_VERSION
from newsbot.errors import ArchiveError

APPLICATION_ID = 0x6E776264
"""``nwbd`` in ASCII: marks a file as an archive of ours (SQLite header, offset 68)."""

_HEADER_BYTES = 100
"""Of a SQLite file: every command reads so much before it opens its archive."""

_SCHEMA_BYTES = 2**18
"""How far into a SQLite file its schema is looked for: that of an export takes some ten KB at its beginning."""

_NAME_ANOTHER = "Name another file with --archive, NEWSBOT_ARCHIVE or [archive] path"


def refuse_foreign(path: Path) -> None:
    """Judge by the first bytes: a file that is no archive of ours is not even opened by SQLite.

    Raises:
        ArchiveError: it is none, no regular file, or cannot be read.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise ArchiveError("is no file that can hold an archive", where=str(path), do=_NAME_ANOTHER)
        with path.open("rb") as file:
            begins = file.read(_HEADER_BYTES)
            sqlite = begins.startswith(b"SQLite format 3\0")
            if not begins or (sqlite and int.from_bytes(begins[68:72], "big") == APPLICATION_ID):
                return
            begins += file.read(_SCHEMA_BYTES)
    except FileNotFoundError:
        return
    except OSError as error:
        raise ArchiveError(
            f"cannot be read ({error.strerror})", where=str(path), do="Check the path and its permissions"
        ) from error
    if sqlite and b"CREATE TABLE newsbot_meta " in begins:
        do = "Open it with sqlite3 or Datasette, or name the archive it was made of"
        raise ArchiveError("is an export, not an archive (it has a table newsbot_meta)", where=str(path), do=do)
    raise ArchiveError("is no newsbot archive, so it was left untouched", where=str(path), do=_NAME_ANOTHER)


def refuse_empty(path: Path) -> None:
    """Refuse what a disk that failed, or a mistyped redirection, may leave of an archive. Raises `ArchiveError`."""
    with suppress(FileNotFoundError):
        if not path.stat().st_size:
            do = "Restore a backup, or remove it for a new archive"
            raise ArchiveError("is empty: there is no archive in it", where=str(path), do=do)


def refuse_newer(version: int, path: Path) -> None:
    """Refuse a schema that this newsbot does not know. Raises `ArchiveError`."""
    if version > SCHEMA_VERSION:
        raise ArchiveError(
            f"has schema {version}, this newsbot knows up to {SCHEMA_VERSION}; it was left untouched",
            where=str(path),
            do="Update newsbot",
        )


def translate(error: OSError | sqlite3.Error, path: Path) -> ArchiveError:
    """Say in one line what an operator can do about a database error."""
    # Of an OSError only its number's text: the rest is a path, which may hold any word.
    text = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
    number = getattr(error, "errno", None)
    if "disk is full" in text or number == errno.ENOSPC:
        return ArchiveError(
            "the disk is full; nothing was half-written",
            where=str(path),
            do="Free some space: the crawl goes on where it stopped",
        )
    if "readonly" in text or number == errno.EROFS:
        return ArchiveError(
            "the archive cannot be written: it, its folder or its file system is read-only",
            where=str(path),
            do="Make it writable, or copy it to where it can be written",
        )
    if "locked" in text or "busy" in text:
        return ArchiveError("the archive is locked by another program", where=str(path), do="Close what holds it open")
    if "malformed" in text or "not a database" in text:
        return ArchiveError(
            "the archive is damaged",
            where=str(path),
            do="Restore a backup; `sqlite3 FILE .recover` saves what is readable",
        )
    return ArchiveError(
        f"the archive cannot be used ({text})", where=str(path), do="Check the path, its permissions and the disk"
    )
