"""Finding what there is to import at a path: a file, or those of a folder. What they say is left to their readers."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from newsbot.errors import NewsbotError
from newsbot.imports import warcframes

POSTS, LINES, _WARC = (".md", ".markdown", ".txt"), (".jsonl",), (".warc", ".warc.gz")
_KNOWN = "newsbot imports .md, .markdown and .txt posts, .jsonl, .warc, .warc.gz, and folders of them"


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: ``where`` names it in the report, ``name`` is its path in the folder that is imported.

    ``error`` or ``skipped`` say why it is not read.
    """

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
    if not path.name.lower().endswith((*POSTS, *LINES, *_WARC)):
        raise NewsbotError("no format of this suffix", where=where, do=_KNOWN)
    if not beginning.strip():
        raise NewsbotError("the file is empty", where=where)
    if path.name.lower().endswith(_WARC) and not warcframes.is_warc(beginning):
        raise NewsbotError("is no WARC file: it does not begin with WARC/1.0 or WARC/1.1", where=where)


def files(path: Path) -> Iterator[File]:
    """Yield the file, or every file of a folder by name; what is not read, with the reason."""
    if not path.is_dir():
        yield File(path, _printable(path), _printable(Path(path.name)), path.stat().st_size)
        return
    for found in _walk(path):
        where, name = _printable(found), _printable(found.relative_to(path))
        if found.is_dir():
            yield _not_entered(found, where, name)
            continue
        try:
            size = found.stat().st_size
        except OSError as error:
            yield File(found, where, name, 0, error=f"cannot be read ({error.strerror})")
            continue
        skipped = None if _is_candidate(found) else "of no format that newsbot imports"
        if found.name.lower().endswith((*LINES, *_WARC)) and not size:
            yield File(found, where, name, 0, error="the file is empty")
        else:
            yield File(found, where, name, size, skipped=skipped)


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


def _not_entered(folder: Path, where: str, name: str) -> File:
    if folder.is_symlink():
        return File(folder, where, name, 0, skipped="a link to a folder")
    if folder.name.startswith("."):
        return File(folder, where, name, 0, skipped="a hidden folder")
    return File(folder, where, name, 0, error="this folder cannot be read")


def _is_candidate(path: Path) -> bool:
    """Whether a file in a folder is one to read. A ``.txt`` may be anything, so only one that looks like a post."""
    name = path.name.lower()
    if not path.is_file() or not name.endswith((*POSTS, *LINES, *_WARC)):
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
