"""``.db``: a plain SQLite file of its own, for analysts who need neither newsbot nor its archive.

It opens in SQLite 3.35 and later. SQL written for the archive's contract works on it.
"""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict
from importlib import resources
from pathlib import Path

from newsbot import __version__
from newsbot.archive import reports
from newsbot.archive.migrations import SCHEMA_VERSION
from newsbot.archive.search import Filter, cut

_CHUNK = 500
"""Articles copied by one statement: enough to be fast, few enough to show progress."""

_IMAGES = (
    "SELECT r.article_id, i.position, i.url, i.caption, i.alt, i.sha256, i.error, i.fetched, i.revision_id"
    " FROM article a JOIN revision r ON r.article_id = a.id JOIN revision_image i ON i.revision_id = r.id WHERE a.id"
)

_COPIES = {
    "article": "SELECT {columns} FROM article WHERE id {chosen}",
    "revision": "SELECT {columns} FROM revision WHERE article_id {chosen}",
    "mention": "SELECT {columns} FROM mention_record WHERE article_id {chosen} AND retired IS NULL",
    "mention_former": "SELECT {columns} FROM mention_record WHERE article_id {chosen} AND retired IS NOT NULL",
    "reprint": "SELECT {columns} FROM reprint_record WHERE article_id {chosen} AND retired IS NULL",
    "reprint_former": "SELECT {columns} FROM reprint_record WHERE article_id {chosen} AND retired IS NOT NULL",
    "article_image": f"{_IMAGES} {{chosen}} AND r.id = a.revision_id",
    "article_image_former": f"{_IMAGES} {{chosen}} AND r.id <> a.revision_id",
    "withdrawal": "SELECT {columns} FROM withdrawal_record WHERE article_id {chosen}",
    "article_fts (rowid, headline, article_body)": "SELECT id, newsbot_cut(headline), newsbot_cut(article_body)"
    " FROM revision WHERE article_id {chosen}",
}
"""What each table is filled with from the archive; unqualified names are the archive's."""

_CHOSEN = "IN (SELECT id FROM temp.chosen WHERE position > :after AND position <= :upto)"

_IMAGE = """
CREATE TABLE export.image (
  sha256 TEXT PRIMARY KEY,
  media_type TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  size INTEGER NOT NULL,
  recorded TEXT NOT NULL,
  data BLOB NOT NULL
)
"""

SEARCH_SQL = (
    "SELECT id, date_published, headline FROM article WHERE revision_id IN"
    " (SELECT rowid FROM article_fts WHERE article_fts MATCH :words)"
    " ORDER BY coalesce(date_published, first_seen) DESC"
)
"""The search an analyst can write without newsbot."""

SEARCH_WORDS = (
    "Lower case, each word in double quotes, words side by side are all wanted. Chinese is cut into overlapping pairs:"
    ' 银行 is "银行", 营业收入 is "营业 业收 收入", the single character 银 is "银"*, 600519.SH is "600519 sh"'
)


def write(
    db: sqlite3.Connection,
    path: Path,
    chosen: Filter,
    *,
    now: str,
    pictures: bool,
    on_progress: Callable[[int, int], None],
) -> int:
    """Write the matching articles to a new file and return how many.

    Args:
        db: the archive, opened for reading, without a transaction.
        now: when this is, UTC text.
        pictures: copy the pictures' bytes as well.
    """
    with closing(sqlite3.connect(path)) as made:
        made.executescript(_script("tables.sql"))
    db.create_function("newsbot_cut", 1, cut, deterministic=True)
    db.execute("ATTACH ? AS export", (str(path),))
    # Nobody reads this file before it is complete, and a cut-off one is thrown away: no journal is needed.
    db.execute("PRAGMA export.journal_mode = OFF")
    db.execute("PRAGMA export.synchronous = OFF")
    db.execute("BEGIN")
    total = _fill(db, chosen, on_progress)
    if pictures:
        _copy_pictures(db)
    _describe(db, chosen, now)
    db.execute("COMMIT")
    db.execute("DETACH export")
    with closing(sqlite3.connect(path)) as made:
        made.executescript(_script("views.sql"))
        made.execute("INSERT INTO article_fts (article_fts) VALUES ('optimize')")
        made.execute("ANALYZE")
        made.commit()
    return total


def _fill(db: sqlite3.Connection, chosen: Filter, on_progress: Callable[[int, int], None]) -> int:
    condition, values = chosen.where()
    db.execute("CREATE TEMP TABLE chosen (position INTEGER PRIMARY KEY, id INTEGER NOT NULL)")
    total = db.execute(
        f"INSERT INTO chosen (id) SELECT a.id FROM article a WHERE {condition} ORDER BY a.id", values
    ).rowcount
    copies = [_statement(db, table, rows) for table, rows in _COPIES.items()]
    for done in range(0, total, _CHUNK):
        on_progress(done, total)
        for copy in copies:
            db.execute(copy, {"after": done, "upto": done + _CHUNK})
    on_progress(total, total)
    return total


def _statement(db: sqlite3.Connection, table: str, rows: str) -> str:
    columns = ", ".join(row["name"] for row in db.execute(f"PRAGMA export.table_info({table.partition(' ')[0]})"))
    return f"INSERT INTO export.{table} {rows.format(columns=columns, chosen=_CHOSEN)}"


def _copy_pictures(db: sqlite3.Connection) -> None:
    db.execute(_IMAGE)
    columns = "sha256, media_type, width, height, size, recorded, data"
    db.execute(
        f"INSERT INTO export.image ({columns}) SELECT {columns} FROM image WHERE sha256 IN"
        " (SELECT sha256 FROM export.article_image UNION SELECT sha256 FROM export.article_image_former)"
    )


def _describe(db: sqlite3.Connection, chosen: Filter, now: str) -> None:
    made = db.execute("SELECT name FROM export.sqlite_master WHERE type = 'table' AND name NOT GLOB 'article_fts*'")
    tables = [row["name"] for row in made if row["name"] != "newsbot_meta"]
    counts = {table: db.execute(f"SELECT count(*) FROM export.{table}").fetchone()[0] for table in tables}
    facts = {
        "schema": str(SCHEMA_VERSION),
        "newsbot": __version__,
        "exported": now,
        "recorded_until": reports.latest_stamp(db) or "",
        "filters": json.dumps(asdict(chosen), ensure_ascii=False),
        "counts": json.dumps(counts),
        "search_sql": SEARCH_SQL,
        "search_words": SEARCH_WORDS,
    }
    db.executemany("INSERT INTO export.newsbot_meta VALUES (?, ?)", facts.items())


def _script(name: str) -> str:
    return resources.files("newsbot.exports").joinpath(name).read_text("utf-8")
