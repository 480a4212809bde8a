"""``DEST.manifest.json``: what an export is, how much is in it, and the hash of each file.

One JSON object, with a line for each file, so that hundreds of thousands of them are never held in memory.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from newsbot.errors import NewsbotError
from newsbot.exports.job import as_json

_KIND = "newsbot export"
_FILES, _END = '"files": [', "],"


class Manifest:
    """A manifest while it is written: files are added as they are made, the rest at the end."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8", newline="\n")
        self._file.write(f'{{\n"manifest": "{_KIND}",\n{_FILES}')
        self._files = 0
        self.size = 0
        """Bytes of the files added."""

    def add(self, name: str, size: int, sha256: str) -> None:
        """Add a file: its path in the folder, or its name."""
        comma = "," if self._files else ""
        self._file.write(f"{comma}\n{as_json({'path': name, 'bytes': size, 'sha256': sha256})}")
        self._files += 1
        self.size += size

    def finish(self, facts: Mapping[str, Any], counts: Mapping[str, int]) -> None:
        """Write the rest and close it.

        Args:
            facts: what the export is.
            counts: what is in it.
        """
        self._file.write(f"\n{_END}\n")
        told = {**facts, "counts": {**counts, "files": self._files, "bytes": self.size}}
        self._file.write(",\n".join(f"{as_json(key)}: {as_json(value)}" for key, value in told.items()))
        self._file.write("\n}\n")
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def path_of(destination: Path) -> Path:
    """Return where the manifest of an export lies: beside it."""
    return destination.with_name(f"{destination.name}.manifest.json")


def sha256_of(path: Path) -> str:
    """Return the hash of a file, hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_replaceable(destination: Path, *, force: bool) -> None:
    """Let what is there be replaced only when it is an earlier export, as its manifest describes it.

    Args:
        force: replace any file, and a folder that was exported once.

    Raises:
        NewsbotError: it is something else.
    """
    beside = path_of(destination)
    if beside.exists() and not force and not _is_manifest(beside):
        raise NewsbotError("is no manifest of newsbot's", where=str(beside), do="Name another file, or add --force")
    if not destination.exists() or (destination.is_dir() and not any(destination.iterdir())):
        return
    if destination.is_dir() and not _is_manifest(beside):
        raise NewsbotError(
            "is a folder that newsbot did not make, so it is not replaced", where=str(destination), do="Name a new one"
        )
    if force or _is_unchanged(destination, beside):
        return
    raise NewsbotError(
        "exists already and is no export as newsbot left it", where=str(destination),
        do="Name another one, or add --force to replace it",
    )  # fmt: skip


def _is_manifest(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8") as file:
            return file.readline() == "{\n" and file.readline() == f'"manifest": "{_KIND}",\n'
    except (OSError, UnicodeDecodeError):
        return False


def _is_unchanged(destination: Path, beside: Path) -> bool:
    if not _is_manifest(beside):
        return False
    number = 0
    for number, entry in enumerate(_entries(beside), start=1):  # noqa: B007
        path = destination / entry["path"] if destination.is_dir() else destination
        if not path.is_file() or path.stat().st_size != entry["bytes"] or sha256_of(path) != entry["sha256"]:
            return False
    return number == sum(path.is_file() for path in destination.rglob("*")) if destination.is_dir() else number == 1


def _entries(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.startswith('{"path"'):
                yield json.loads(line.rstrip().rstrip(","))
