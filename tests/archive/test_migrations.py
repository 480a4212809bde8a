"""Archives of every earlier schema become today's, with what is in them."""

import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from newsbot.archive.migrations import MIGRATIONS, SCHEMA_VERSION
from newsbot.archive.refusals import APPLICATION_ID
from newsbot.archive.store import Archive, open_reader

NAMES = [migration.name for migration in MIGRATIONS._migrations]


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_an_older_archive_migrates(tmp_path: Path, version: int) -> None:
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    db = sqlite3.connect(old, isolation_level=None)
    db.execute("PRAGMA auto_vacuum = INCREMENTAL")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    MIGRATIONS.apply(Database(db), stop_before=NAMES[version])
    assert db.execute("PRAGMA user_version").fetchone() == (version,)
    db.execute("INSERT INTO event (at, kind) VALUES ('2026-11-20T12:00:00.000Z', 'kept')")
    db.close()
    Archive(new).close()
    with open_reader(old) as migrated, open_reader(new) as fresh:
        schema = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2"
        assert [tuple(row) for row in migrated.execute(schema)] == [tuple(row) for row in fresh.execute(schema)]
        assert [row["kind"] for row in migrated.execute("SELECT kind FROM event")] == ["kept"]
        assert migrated.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
