"""An archive with a clock, and a short way to import files into it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from newsbot import dates, imports
from newsbot.archive import Archive
from newsbot.config import Config
from newsbot.imports import Counts, Result, Settings

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@dataclass
class Desk:
    """An archive that files are imported into; its clock says ``now`` and goes on an hour with each import."""

    folder: Path
    archive: Archive
    now: datetime = NOON
    results: list[Result] = field(default_factory=list)

    def take(self, path: Path, source: str | None = None, config: Config | None = None) -> Counts:
        self.now += timedelta(hours=1)
        self.results = []
        settings = Settings(source, "Asia/Shanghai", dates.to_text(self.now))
        return imports.import_files(self.archive, path, settings, config=config, on_result=self.results.append)

    def file(self, name: str, content: bytes | str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.archive.db.execute(sql, values)]

    def one(self, sql: str, *values: object) -> Any:
        ((value,),) = self.rows(sql, *values)
        return value

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """What all tables hold, but for the last stamp given out."""
        named = self.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'article_fts_*'")
        return {name: self.rows(f"SELECT * FROM {name}") for (name,) in named if name not in ("stamp", "article_fts")}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "in", None)  # type: ignore[arg-type]
    with Archive(tmp_path / "archive.db", clock=lambda: desk.now) as archive:
        desk.archive = archive
        yield desk
        assert desk.rows("PRAGMA foreign_key_check") == []
