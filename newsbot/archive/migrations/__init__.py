"""Named migrations of the archive: one frozen .sql file each, applied in the order of their names.

To change the schema add the next file; a file that has been released is never edited.
"""

import sqlite3
from importlib import resources

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def _statements(script: str) -> list[str]:
    """Split a script into its statements: ``executescript`` would commit before the first one."""
    statements, pending = [], ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            statements.append(pending)
            pending = ""
    return statements


def _load() -> Migrations:
    migrations = Migrations("newsbot")
    scripts = (file for file in resources.files(__name__).iterdir() if file.name.endswith(".sql"))
    for version, file in enumerate(sorted(scripts, key=lambda file: file.name), start=1):

        def apply(db: Database, script: str = file.read_text("utf-8"), version: int = version) -> None:
            for statement in _statements(script):
                db.conn.execute(statement)
            db.conn.execute(f"PRAGMA user_version = {version}")

        migrations(name=file.name.removesuffix(".sql"))(apply)
    return migrations


MIGRATIONS = _load()
SCHEMA_VERSION = len(MIGRATIONS._migrations)
"""The ``user_version`` of an archive with every migration applied."""
