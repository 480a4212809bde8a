"""The exported database as of a moment, its index, and that old programs can read it."""

import re
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from newsbot.archive import Archive, articles, imported, mentions, records, search
from newsbot.archive.search import Filter
from newsbot.archive.store import open_reader
from newsbot.errors import ArchiveError, NewsbotError
from newsbot.exports import Options, database
from newsbot.items import ArticleImage, TickerMention
from tests.exports.conftest import Written, rows
from tests.filled import ARTICLES, GIF_SHA256, REVISED, article

TABLES = (
    "article", "revision", "mention", "reprint", "article_image", "article_history", "mention_history",
    "reprint_history", "article_image_history", "withdrawal_history", "newsbot_meta",
)  # fmt: skip


def store(archive: Archive, *made: Any) -> str:
    """Store articles, and return the stamp of the last."""
    for one in made:
        with archive.write() as tx:
            articles.store(tx, replace(one), None, ())
    return str(archive.db.execute("SELECT last FROM stamp").fetchone()[0])


def everything(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    unsaid = " WHERE key NOT IN ('as_of', 'recorded_until', 'filters')"
    return {
        table: sorted(rows(path, f"SELECT * FROM {table}{unsaid if table == 'newsbot_meta' else ''}"), key=repr)
        for table in TABLES
    }


def test_as_of_a_moment_it_is_the_database_of_that_moment(written: Written, archive: Archive) -> None:
    moment = store(archive)
    then = everything(written("then.db"))
    # A revision, a new article, an earlier print that re-points a reprint, other mentions, and a picture.
    early = article(
        7, ARTICLES[3].headline or "", ARTICLES[3].article_body or "", date_published="2026-11-18T01:00:00.000Z"
    )
    other = replace(REVISED, article_body="全文更正。", observed="2026-11-20T18:00:00.000Z", tickers=[],
                    images=[ArticleImage("https://img.example.com/b.gif", 0, sha256=GIF_SHA256)])  # fmt: skip
    store(archive, early, other, article(9, "后来的", "后来的正文"))
    with archive.write() as tx:
        mentions.replace(tx, 2, [TickerMention("600001.SH", "港务", "name")])
        tx.db.execute(
            "INSERT INTO withdrawal_record (article_id, withdrawn, recorded) VALUES (2, ?, ?)", (tx.stamp,) * 2
        )
    assert everything(written("now.db")) != then
    assert everything(written("later.db", Filter(as_of=moment))) == then


def test_an_image_that_came_later_was_not_there(written: Written, archive: Archive) -> None:
    moment = store(
        archive,
        article(9, "带图", "带图的正文", images=[ArticleImage("https://img.example.com/c.gif", error="timeout")]),
    )
    with archive.write() as tx:
        tx.db.execute(
            "UPDATE revision_image SET sha256 = ?, fetched = ?, error = NULL WHERE url LIKE '%/c.gif'",
            (GIF_SHA256, tx.stamp),
        )
        tx.db.execute("UPDATE image_missing_record SET retired = ? WHERE error = 'timeout'", (tx.stamp,))
    asked = "SELECT sha256, error, fetched IS NULL FROM article_image WHERE url LIKE '%/c.gif'"
    assert rows(written("a.db", Filter(as_of=moment)), asked) == [(None, "timeout", 1)]
    assert rows(written("b.db"), asked) == [(GIF_SHA256, None, 0)]


def test_repaired_it_has_what_was_said_by_then(written: Written, archive: Archive) -> None:
    late = article(9, "迟到的", "早已发表，迟到的正文", observed="2026-11-20T12:30:00.000Z")
    assert late.capture is not None
    late.capture = replace(late.capture, kind="import")
    with archive.write() as tx:
        imported.store(tx, late, dated=True)
    moment = "2026-11-20T12:45:00.000Z"  # before the archive existed, before article 1 was revised
    path = written("a.db", Filter(as_of=moment, repaired=True))
    assert rows(path, "SELECT count(*) FROM article") == [(7,)]
    assert rows(path, "SELECT article_body FROM article WHERE id = 1") == [(ARTICLES[0].article_body,)]
    assert rows(path, "SELECT max(observed) FROM revision") == [("2026-11-20T12:30:00.000Z",)]
    assert rows(path, "SELECT a.id FROM article_fts f JOIN article a ON a.revision_id = f.rowid"
                      " WHERE article_fts MATCH ?", '"迟到"') == [(7,)]  # fmt: skip
    assert rows(written("b.db", Filter(as_of=moment)), "SELECT count(*) FROM article") == [(0,)]


def test_what_the_archive_has_too_and_what_not_is_documented(written: Written, archive: Archive) -> None:
    page = (Path(__file__).parents[2] / "docs" / "archive.md").read_text("utf-8")
    section = page.partition("\n## An exported database\n")[2].partition("\n## ")[0]
    shared = set(re.findall(r"`(\w+)`", section.partition("names only ")[2].partition(";")[0]))
    path, names = (
        written("a.db", options=Options(pictures=True)),
        "SELECT name FROM sqlite_master WHERE type <> 'index'",
    )
    exported, held = {name for (name,) in rows(path, names)}, {row["name"] for row in archive.db.execute(names)}
    assert {name for name in exported & held if not name.startswith(("article_fts_", "sqlite_"))} == shared
    works = [sql for block in re.findall(r"```sql\n(.*?)```", page, re.DOTALL) for sql in block.split(";\n") if sql]
    for sql in works:
        used = set(re.findall(r"(?:FROM|JOIN) (\w+)", sql))
        if used <= shared:
            asked = sql.replace(":t", "'2999-01-01T00:00:00.000Z'")
            assert sorted(rows(path, asked)) == sorted(tuple(row) for row in archive.db.execute(asked)), sql
    assert len(works) > 8


@pytest.mark.parametrize("chosen", [Filter(), Filter(source="roll"), Filter(as_of="2999-01-01T00:00:00.000Z")])
def test_the_index_finds_what_the_archive_finds(written: Written, archive: Archive, chosen: Filter) -> None:
    path = written("a.db", chosen)
    held = {row[0] for row in rows(path, "SELECT id FROM article")}
    for query in ("银行", "港", "正文相同", "C++", "600519", "净利润", "３１亿", "notice"):
        wanted = {row["id"] for row in search.search(archive.db, query, Filter(reprints=True), 20)} & held
        assert {row[0] for row in rows(path, database.SEARCH_SQL, search.match_expression(query))} == wanted, query
    # Former texts are in the index as well, and nothing of what was not exported.
    former = search.match_expression("３０亿")
    assert rows(path, "SELECT count(*) FROM article_fts WHERE article_fts MATCH ?", former) == [(1,)]
    assert rows(path, database.SEARCH_SQL, former) == []
    indexed = {row[0] for row in rows(path, "SELECT rowid FROM article_fts")}
    assert indexed == {row[0] for row in rows(path, "SELECT id FROM revision")}
    db = sqlite3.connect(path)
    db.execute("INSERT INTO article_fts (article_fts) VALUES ('integrity-check')")
    db.execute("INSERT INTO article_fts (rowid, headline) VALUES (999, 'still usable')")
    db.close()


def test_the_newest_are_found_without_looking_at_all_that_have_the_words(written: Written, archive: Archive) -> None:
    for day in range(10, 31):
        store(archive, article(day, "银行公告", f"银行公告第{day}号", date_published=f"2026-10-{day}"))
    path = written("a.db")
    wanted = [row["id"] for row in search.search(archive.db, "银行", Filter(reprints=True), 20)]
    assert [row[0] for row in rows(path, database.SEARCH_SQL, '"银行"')] == wanted
    plan = [row[3] for row in rows(path, f"EXPLAIN QUERY PLAN {database.SEARCH_SQL}", '"银行"')]
    assert plan[0].endswith("USING INDEX article_date")
    assert not any("TEMP B-TREE" in step for step in plan)
    everything = database.SEARCH_SQL.replace(" LIMIT 20", "").replace("+", "")
    assert len(rows(path, everything, '"银行"')) == 22


def test_it_says_of_each_column_that_needs_it_what_it_means(written: Written) -> None:
    (schema,) = rows(written("a.db"), "SELECT sql FROM sqlite_master WHERE name = 'article'")[0]
    assert len(re.findall(r"-- \w", schema)) > 15


def test_nothing_in_it_is_newer_than_sqlite_3_35(written: Written) -> None:
    path = written("a.db", options=Options(pictures=True))
    script = " ".join(sql for (sql,) in rows(path, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"))
    # 3.37: STRICT; 3.38: ->, unixepoch(); 3.39: IS DISTINCT FROM, RIGHT and FULL JOIN; 3.43: contentless_delete.
    assert not re.search(
        r"\bSTRICT\b|->|unixepoch|DISTINCT FROM|(RIGHT|FULL) +(OUTER +)?JOIN|contentless_delete", script
    )
    with path.open("rb") as file:
        header = file.read(100)
    assert header[18:20] == b"\1\1"  # no WAL
    assert int.from_bytes(header[44:48], "big") <= 4
    assert int.from_bytes(header[60:64], "big") == int.from_bytes(header[68:72], "big") == 0
    assert rows(path, "SELECT v FROM article_fts_config WHERE k = 'version'") == [(4,)]


def test_records_and_the_database_agree(written: Written, archive: Archive) -> None:
    path = written("a.db", Filter(source="roll"))
    columns = [name for name in records.COLUMNS if name not in ("authors", "keywords")]
    wanted = [
        [one[name] for name in columns] for one in records.records(archive.db, Filter(source="roll", reprints=True))
    ]
    assert [[*row] for row in rows(path, f"SELECT {', '.join(columns)} FROM article ORDER BY id")] == wanted


@pytest.mark.parametrize("there", [True, False])
def test_a_database_that_someone_changes_is_not_replaced(written: Written, tmp_path: Path, there: bool) -> None:
    path = tmp_path / "a.db"
    if there:
        db = sqlite3.connect(written("a.db"))
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("CREATE TABLE mine (x)")
    else:
        (tmp_path / "a.db-journal").write_bytes(b"of a program that was killed")
    with pytest.raises(NewsbotError, match="another program is changing it, or was killed at that"):
        written("a.db", overwrite=True)
    assert path.exists() is there
    if there:
        db.close()
        written("a.db", overwrite=True)
        assert rows(path, "PRAGMA integrity_check") == [("ok",)]


def test_an_export_named_as_the_archive_is_told_from_other_files(written: Written) -> None:
    path = written("x.db")
    before = path.read_bytes()
    for opening in (Archive, open_reader):
        with pytest.raises(ArchiveError, match=r"is an export, not an archive \(it has a table newsbot_meta\)"):
            opening(path)
    assert path.read_bytes() == before
    assert not path.with_name("x.db.lock").exists()
