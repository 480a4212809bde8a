"""The archive of `tests.filled`, with a place beside it to export to."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from newsbot.archive import Archive
from newsbot.archive.search import Filter
from newsbot.exports import export
from tests.filled import fill

NOW = "2026-11-21T00:00:00.000Z"
Written = Callable[..., Path]


def rows(path: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """What a database says."""
    db = sqlite3.connect(path)
    try:
        return db.execute(sql, values).fetchall()
    finally:
        db.close()


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "data" / "archive.db") as opened:
        fill(opened)
        yield opened


@pytest.fixture
def written(archive: Archive, tmp_path: Path) -> Written:
    """Export to a name (a slash at its end: a folder) and return its path."""

    def run(name: str, chosen: Filter | None = None, **given: Any) -> Path:
        path = tmp_path / name
        export(archive.path, path, chosen or Filter(), now=NOW, folder=name.endswith("/"), **given)
        return path

    return run
