"""The documentation is complete: what is not documented fails here."""

import re
from pathlib import Path

import pytest

from newsbot.archive import Archive

ROOT = Path(__file__).parents[1]
SQLITE_OWN = re.compile(r"^(sqlite_|article_fts_)")


def test_every_table_and_column_is_documented(tmp_path: Path) -> None:
    page = (ROOT / "docs/archive.md").read_text("utf-8")
    named = set(re.findall(r"[A-Za-z_]\w*", page))
    with Archive(tmp_path / "archive.db") as archive:
        schema = archive.db.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")
        tables = [row["name"] for row in schema]
        missing = {name for name in tables if name not in named and not SQLITE_OWN.match(name)}
        for table in tables:
            if not SQLITE_OWN.match(table):
                columns = {row["name"] for row in archive.db.execute(f"PRAGMA table_info({table})")}
                missing |= {f"{table}.{column}" for column in columns - named}
    assert not missing


@pytest.mark.parametrize(
    "kind",
    sorted(
        re.findall(
            r'tx\.event\(\s*"(\w+)"',
            "".join(
                path.read_text("utf-8")
                for package in ("newsbot", "schedules")
                for path in (ROOT / package).rglob("*.py")
            ),
        )
    ),
)
def test_every_event_is_documented(kind: str) -> None:
    assert f"`{kind}`" in (ROOT / "docs/archive.md").read_text("utf-8")
