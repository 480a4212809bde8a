"""Files that others open: complete, harmless, and from one moment."""

import csv
import json
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from newsbot.archive import Archive, articles
from newsbot.archive.records import KEYS
from newsbot.archive.search import Filter, match_expression
from newsbot.errors import ArchiveError, NewsbotError
from newsbot.exports import Exported, export
from newsbot.items import ARTICLE_FIELDS, ArticleImage, TickerMention
from tests.filled import ARTICLES, GIF, GIF_SHA256, article, fill

NOW = "2026-11-21T00:00:00.000Z"
THE_DAY = Filter(since="2026-11-19T16:00:00.000Z", until="2026-11-20T16:00:00.000Z")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    (tmp_path / "data").mkdir()
    with Archive(tmp_path / "data" / "archive.db") as opened:
        fill(opened)
        yield opened


def to(archive: Archive, name: str, chosen: Filter | None = None, **options: Any) -> tuple[Path, Exported]:
    path = archive.path.parent.parent / name
    return path, export(archive.path, path, chosen or Filter(), now=NOW, **options)


def rows(path: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    db = sqlite3.connect(path)
    try:
        return db.execute(sql, values).fetchall()
    finally:
        db.close()


def test_jsonl_has_every_article_with_all_its_fields(archive: Archive) -> None:
    path, done = to(archive, "a.jsonl")
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert done == Exported(6, path.stat().st_size)
    assert [line["id"] for line in lines] == [1, 2, 3, 4, 5, 6]
    assert all(tuple(line) == KEYS for line in lines)
    assert set(ARTICLE_FIELDS) <= set(KEYS)
    first = lines[0]
    assert (first["complete"], first["keywords"], first["revision_count"], first["duplicate_of"]) == (
        True,
        ["年报"],
        2,
        None,
    )
    assert first["images"] == [asdict(image) for image in ARTICLES[0].images]
    assert first["tickers"] == [asdict(TickerMention("601229.SH", "上海银行", "code", 3))]
    assert [line["duplicate_of"] for line in lines] == [None, None, None, None, 4, None]


def test_csv_is_read_back_and_folds_reprints(archive: Archive) -> None:
    path, done = to(archive, "a.csv")
    with path.open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))
    assert done.articles == len(read) == 5
    assert [row["id"] for row in read] == ["1", "2", "3", "4", "6"]
    assert read[0]["article_body"] == "上海银行（601229.SH）营业收入上涨了。\n净利润为３１亿元，A股反应平淡。"
    assert json.loads(read[0]["images"])[0]["sha256"] == GIF_SHA256
    assert to(archive, "all.csv", Filter(reprints=True))[1].articles == 6


def test_csv_cells_that_a_spreadsheet_would_compute_are_defused(archive: Archive) -> None:
    path, _ = to(archive, "a.csv")
    with path.open(encoding="utf-8", newline="") as file:
        row = list(csv.DictReader(file))[2]
    assert row["headline"] == '\'=HYPERLINK("https://evil.example")'
    assert row["article_body"].startswith("'-1+1 次公告")
    assert row["description"] == "'@cmd"
    for cell in csv.reader(path.read_text("utf-8").splitlines()):
        assert not any(value.startswith(("=", "+", "@", "\t", "\r")) for value in cell)


def test_csv_has_a_byte_order_mark_on_demand(archive: Archive) -> None:
    assert to(archive, "a.csv")[0].read_bytes().startswith(b"id,url,")
    assert to(archive, "b.csv", bom=True)[0].read_bytes().startswith(b"\xef\xbb\xbfid,url,")


def test_db_is_a_plain_database(archive: Archive) -> None:
    path, done = to(archive, "a.db")
    assert done.articles == 6
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    assert rows(path, "PRAGMA foreign_key_check") == []
    assert rows(path, "PRAGMA journal_mode") == [("delete",)]
    assert rows(path, "SELECT count(*) FROM sqlite_master WHERE sql LIKE '%STRICT%'") == [(0,)]
    assert {path.name for path in path.parent.iterdir()} == {"a.db", "data"}
    tables = {name for (name,) in rows(path, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {"article", "revision", "mention", "reprint", "article_image", "newsbot_meta", "article_fts"} <= tables
    assert "image" not in tables


def test_db_has_the_rows_of_the_archive(archive: Archive) -> None:
    path, _ = to(archive, "a.db")
    for table in ("article", "revision", "mention", "reprint", "article_image"):
        names = [row["name"] for row in archive.db.execute(f"PRAGMA table_info({table})")]
        sql = f"SELECT {', '.join(names)} FROM {table} ORDER BY 1, 2"
        assert rows(path, sql) == [tuple(row) for row in archive.db.execute(sql)], table
    for view in (
        "article_history",
        "mention_history",
        "reprint_history",
        "article_image_history",
        "withdrawal_history",
    ):
        names = [row["name"] for row in archive.db.execute(f"PRAGMA table_info({view})")]
        sql = f"SELECT {', '.join(names)} FROM {view} ORDER BY {', '.join(names)}"
        assert rows(path, sql) == [tuple(row) for row in archive.db.execute(sql)], view
    assert rows(path, "SELECT count(*) FROM mention_history") == [(2,)]
    assert rows(path, "SELECT id FROM article_unique ORDER BY id") == [(1,), (2,), (3,), (4,), (6,)]


def test_db_is_searched_by_the_query_it_carries(archive: Archive) -> None:
    path, _ = to(archive, "a.db")
    meta = dict(rows(path, "SELECT key, value FROM newsbot_meta"))
    for words, expected in (
        ('"银行"', [1]),
        ('"营业 业收 收入"', [1]),
        ('"港"*', [2, 4, 5]),
        (match_expression("A股"), [1]),
    ):
        assert sorted(row[0] for row in rows(path, meta["search_sql"], words)) == expected, words


def test_db_says_what_it_is(archive: Archive) -> None:
    path, _ = to(archive, "a.db", THE_DAY)
    meta = dict(rows(path, "SELECT key, value FROM newsbot_meta"))
    assert meta["exported"] == NOW
    assert json.loads(meta["filters"])["since"] == THE_DAY.since
    assert json.loads(meta["counts"])["article"] == 3
    assert meta["recorded_until"] == archive.db.execute("SELECT last FROM stamp").fetchone()["last"]


def test_db_holds_the_pictures_on_demand(archive: Archive) -> None:
    path, _ = to(archive, "a.db", pictures=True)
    assert rows(path, "SELECT sha256, data FROM image") == [(GIF_SHA256, GIF)]


@pytest.mark.parametrize("name", ["a.db", "a.csv", "a.jsonl"])
def test_filters_and_reprints(archive: Archive, name: str) -> None:
    assert to(archive, name, THE_DAY)[1].articles == 3
    assert to(archive, f"b{name}", Filter(source="wire"))[1].articles == 1
    assert to(archive, f"c{name}", Filter(ticker="601229.sh"))[1].articles == 1
    assert to(archive, f"d{name}", Filter(source="nobody"))[1].articles == 0


@pytest.mark.parametrize("name", ["a.db", "a.csv", "a.jsonl"])
def test_a_file_that_is_there_is_replaced_only_on_demand(archive: Archive, name: str) -> None:
    path = archive.path.parent.parent / name
    path.write_text("precious")
    with pytest.raises(NewsbotError, match="exists already"):
        to(archive, name)
    assert path.read_text() == "precious"
    to(archive, name, overwrite=True)
    assert path.stat().st_size > 100


def test_an_archive_is_never_replaced(archive: Archive) -> None:
    with pytest.raises(NewsbotError, match="is a newsbot archive"):
        export(archive.path, archive.path, Filter(), now=NOW, overwrite=True)
    assert archive.db.execute("SELECT count(*) FROM article").fetchone()[0] == 6


@pytest.mark.parametrize("name", ["a.db", "a.csv", "a.jsonl"])
def test_what_fails_leaves_nothing_behind(archive: Archive, name: str) -> None:
    def fail(done: int, total: int) -> None:
        raise OSError(28, os.strerror(28))

    with pytest.raises(NewsbotError, match=r"cannot be written \(No space left on device\)"):
        to(archive, name, on_progress=fail)
    assert {path.name for path in archive.path.parent.parent.iterdir()} == {"data"}


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("a.xlsx", {}, "newsbot exports .db, .csv and .jsonl"),
        ("a", {}, "no format"),
        ("none/a.csv", {}, "there is no such folder"),
        ("a.db", {"bom": True}, "for .csv only"),
        ("a.csv", {"pictures": True}, "a .db only"),
    ],
)
def test_what_makes_no_sense_is_refused(archive: Archive, name: str, options: dict[str, Any], said: str) -> None:
    with pytest.raises(NewsbotError, match=said):
        to(archive, name, **options)


@pytest.mark.parametrize("name", ["a.db", "a.csv", "a.jsonl"])
def test_one_consistent_view_while_others_write(archive: Archive, name: str) -> None:
    def write(done: int, total: int) -> None:
        with archive.write() as tx:
            number = 1_000 + int(tx.stamp[-4:-1]) + done
            images = [ArticleImage("https://img.example.com/late.jpg")]
            articles.store(
                tx, article(number, f"后来的{tx.stamp}", f"后来写入的正文{tx.stamp}", images=images), None, ()
            )

    _, done = to(archive, name, Filter(reprints=True), on_progress=write)
    assert done.articles == 6
    assert archive.db.execute("SELECT count(*) FROM article").fetchone()[0] > 6


def test_progress_ends_with_everything(archive: Archive) -> None:
    for name in ("a.db", "a.csv", "a.jsonl"):
        seen: list[tuple[int, int]] = []
        to(archive, name, Filter(reprints=True), on_progress=lambda done, total, seen=seen: seen.append((done, total)))
        assert seen[-1] == (6, 6)


@pytest.mark.parametrize("suffix", ["db", "csv", "jsonl"])
def test_a_damaged_archive_is_one_line(archive: Archive, tmp_path: Path, suffix: str) -> None:
    archive.close()
    with archive.path.open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(8 * 4096)
        file.write(b"\xaa" * (size - 8 * 4096))
    with pytest.raises(ArchiveError, match="cannot be read"):
        export(archive.path, tmp_path / f"a.{suffix}", Filter(), now=NOW)
    assert list(tmp_path.glob("*a.*")) == []
