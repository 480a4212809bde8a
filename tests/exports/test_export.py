"""Files that others open: complete, harmless, and from one moment."""

import csv
import hashlib
import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from newsbot.archive import Archive, articles, forget
from newsbot.archive.records import KEYS
from newsbot.archive.search import Filter, match_expression
from newsbot.errors import ArchiveError, NewsbotError
from newsbot.exports import Exported, Options, export, sheet
from newsbot.items import ARTICLE_FIELDS, ArticleImage, TickerMention
from tests.exports.conftest import NOW, rows
from tests.filled import ARTICLES, GIF, GIF_SHA256, REPRINTED, article

THE_DAY = Filter(since="2026-11-19T16:00:00.000Z", until="2026-11-20T16:00:00.000Z")


def to(archive: Archive, name: str, chosen: Filter | None = None, **given: Any) -> tuple[Path, Exported]:
    path = archive.path.parent.parent / name
    return path, export(archive.path, path, chosen or Filter(), now=NOW, folder=name.endswith("/"), **given)


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


def test_jsonl_has_no_line_break_in_a_line(archive: Archive) -> None:
    body = "一\u2028二\u2029三\x85四\x0b五\n六"
    with archive.write() as tx:
        articles.store(tx, article(7, "分行", body), None, ())
    path, _ = to(archive, "a.jsonl")
    lines = path.read_text("utf-8").splitlines()  # at every line break Unicode knows
    assert len(lines) == 7
    assert json.loads(lines[6])["article_body"] == body


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


FORMULAS = ("=1", "+1", "-1", "@x", "＝1", "＋1", "－1", "＠x", "\tx", "\rx", "\nx", "－")
HIDDEN = (" =1", "\u3000=1", "\xa0+1", "\u200b@x", "\ufeff＝1", "\x00-1")


@pytest.mark.parametrize("text", [*FORMULAS, *HIDDEN])
def test_a_formula_is_one_behind_space_and_what_is_invisible_too(text: str) -> None:
    assert sheet.cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "\u3000\u3000一段", "1-1", "a=1", "'=1", "银行", " 1"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert sheet.cell(text) == text


def test_csv_has_a_byte_order_mark_on_demand(archive: Archive) -> None:
    assert to(archive, "a.csv")[0].read_bytes().startswith(b"id,url,")
    assert to(archive, "b.csv", options=Options(bom=True))[0].read_bytes().startswith(b"\xef\xbb\xbfid,url,")


def test_db_is_a_plain_database(archive: Archive) -> None:
    path, done = to(archive, "a.db")
    assert done.articles == 6
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    assert rows(path, "PRAGMA foreign_key_check") == []
    assert rows(path, "PRAGMA journal_mode") == [("delete",)]
    assert rows(path, "SELECT count(*) FROM sqlite_master WHERE sql LIKE '%STRICT%'") == [(0,)]
    assert {path.name for path in path.parent.iterdir()} == {"a.db", "a.db.manifest.json", "data"}
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
    path, _ = to(archive, "a.db", options=Options(pictures=True))
    assert rows(path, "SELECT sha256, data FROM image") == [(GIF_SHA256, GIF)]


ALL = ["a.db", "a.csv", "a.jsonl", "a.parquet", "a.parquet/", "a.warc.gz", "posts/"]
"""Every format; a slash at the end means a folder."""


@pytest.mark.parametrize("name", ALL)
def test_filters_and_reprints(archive: Archive, name: str) -> None:
    assert to(archive, name, THE_DAY)[1].articles == 3
    assert to(archive, f"b{name}", Filter(source="wire"))[1].articles == 1
    assert to(archive, f"c{name}", Filter(ticker="601229.sh"))[1].articles == 1
    assert to(archive, f"d{name}", Filter(source="nobody"))[1].articles == 0
    assert to(archive, f"e{name}", Filter(reprints=True))[1].articles == 6
    assert to(archive, f"f{name}")[1].articles == (5 if name in ("a.csv", "posts/") else 6)


@pytest.mark.parametrize("name", ALL)
def test_what_is_there_is_replaced_only_when_it_is_our_own(archive: Archive, name: str) -> None:
    path = archive.path.parent.parent / name
    file = path
    if name.endswith("/"):
        path.mkdir()
        file = path / "mine.txt"
    file.write_text("precious")
    with pytest.raises(NewsbotError, match="is a folder that newsbot did not make" if file != path else "no export as"):
        to(archive, name)
    assert file.read_text() == "precious"
    if file == path:
        to(archive, name, overwrite=True)
        assert path.stat().st_size > 100
    else:
        with pytest.raises(NewsbotError, match="is a folder that newsbot did not make"):
            to(archive, name, overwrite=True)
        file.unlink()
        to(archive, name)  # an empty folder holds nothing to lose
    assert to(archive, name, THE_DAY)[1].articles == 3  # an earlier export


@pytest.mark.parametrize("name", ALL)
def test_an_export_that_was_changed_since_is_kept(archive: Archive, name: str) -> None:
    path, _ = to(archive, name)
    file = next(file for file in sorted(path.rglob("*")) if file.is_file()) if path.is_dir() else path
    data = file.read_bytes()
    file.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))  # as long as before
    with pytest.raises(NewsbotError, match="no export as newsbot left it"):
        to(archive, name)
    to(archive, name, overwrite=True)
    if path.is_dir():
        (path / "note.txt").write_text("mine")
        with pytest.raises(NewsbotError, match="no export as newsbot left it"):
            to(archive, name)


@pytest.mark.parametrize("name", ALL)
def test_the_manifest_says_what_was_written(archive: Archive, name: str) -> None:
    path, done = to(archive, name, THE_DAY)
    told = json.loads((path.parent / f"{path.name}.manifest.json").read_text("utf-8"))
    files = {file["path"]: file for file in told["files"]}
    assert len(files) == len(told["files"]) == told["counts"]["files"]
    if path.is_dir():
        assert set(files) == {file.relative_to(path).as_posix() for file in path.rglob("*") if file.is_file()}
    for named, file in files.items():
        data = (path / named if path.is_dir() else path).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    assert told["counts"]["articles"] == done.articles == 3
    assert done.size == told["counts"]["bytes"] == sum(file["bytes"] for file in files.values())
    assert (told["exported"], told["filters"]["since"], told["as_of"]) == (NOW, THE_DAY.since, None)
    assert told["recorded_until"] == archive.db.execute("SELECT last FROM stamp").fetchone()["last"]
    assert told["schema"] == archive.db.execute("PRAGMA user_version").fetchone()[0]


def test_a_manifest_of_someone_else_is_kept(archive: Archive) -> None:
    beside = archive.path.parent.parent / "a.csv.manifest.json"
    beside.write_text('{"theirs": 1}')
    with pytest.raises(NewsbotError, match="no manifest of newsbot's"):
        to(archive, "a.csv")
    assert beside.read_text() == '{"theirs": 1}'


def test_an_archive_is_never_replaced(archive: Archive) -> None:
    with pytest.raises(NewsbotError, match="is a newsbot archive"):
        export(archive.path, archive.path, Filter(), now=NOW, overwrite=True)
    assert archive.db.execute("SELECT count(*) FROM article").fetchone()[0] == 6


@pytest.mark.parametrize("name", ALL)
def test_what_fails_leaves_nothing_behind(archive: Archive, name: str) -> None:
    def fail(done: int, total: int) -> None:
        raise OSError(28, os.strerror(28))

    with pytest.raises(NewsbotError, match=r"cannot be written \(No space left on device\)"):
        to(archive, name, on_progress=fail)
    assert {path.name for path in archive.path.parent.parent.iterdir()} == {"data"}


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("a.xlsx", {}, "newsbot exports .db, .parquet, .csv, .jsonl and .warc.gz, and folders"),
        ("a", {}, "no format"),
        ("none/a.csv", {}, "there is no such folder"),
        ("a.db", {"options": Options(bom=True)}, "for .csv only"),
        ("a.csv", {"options": Options(pictures=True)}, "for .db only"),
        ("a.jsonl", {"options": Options(extended=True)}, "for a folder of posts only"),
        ("a.csv/", {}, "is a folder. Name a file"),
        ("data", {}, "is a folder that newsbot did not make"),
    ],
)
def test_what_makes_no_sense_is_refused(archive: Archive, name: str, given: dict[str, Any], said: str) -> None:
    with pytest.raises(NewsbotError, match=said):
        to(archive, name, **given)
    assert archive.db.execute("SELECT count(*) FROM article").fetchone()[0] == 6


@pytest.mark.parametrize("name", ALL)
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


@pytest.mark.parametrize("name", ALL)
def test_an_article_forgotten_meanwhile_is_still_there_and_a_new_link_is_not(archive: Archive, name: str) -> None:
    def write(done: int, total: int) -> None:
        if forget.look(archive.db, 2):
            forget.forget(archive, 2, reason="court", by="test")
            again = article(70, *REPRINTED, publisher="丙报", date_published="2026-11-18T01:00:00.000Z")
            with archive.write() as tx:
                articles.store(tx, again, None, ())

    moment = archive.db.execute("SELECT last FROM stamp").fetchone()["last"]
    path, done = to(archive, name, Filter(reprints=True), on_progress=write)
    told = json.loads((path.parent / f"{path.name}.manifest.json").read_text("utf-8"))
    assert archive.db.execute("SELECT duplicate_of FROM article WHERE id = 4").fetchone()[0] == 7
    assert (done.articles, told["counts"]["articles"], told["recorded_until"]) == (6, 6, moment)
    if name == "a.db":
        assert rows(path, "PRAGMA foreign_key_check") == []
        assert rows(path, "SELECT id, duplicate_of FROM article WHERE id IN (2, 4)") == [(2, None), (4, None)]
        assert rows(path, "SELECT count(*) FROM article_fts JOIN revision ON id = article_fts.rowid") == [(7,)]


@pytest.mark.parametrize("name", ALL)
def test_progress_ends_with_everything(archive: Archive, name: str) -> None:
    seen: list[tuple[int, int]] = []
    to(archive, name, Filter(reprints=True), on_progress=lambda done, total: seen.append((done, total)))
    everything = 7 if name == "a.warc.gz" else 6  # captures
    assert seen[-1] == (everything, everything)


@pytest.mark.parametrize("name", ALL)
def test_a_damaged_archive_is_one_line(archive: Archive, tmp_path: Path, name: str) -> None:
    archive.close()
    with archive.path.open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(8 * 4096)
        file.write(b"\xaa" * (size - 8 * 4096))
    with pytest.raises(ArchiveError, match=r"cannot be read|is damaged"):
        export(archive.path, tmp_path / name, Filter(), now=NOW, folder=name.endswith("/"))
    assert [path.name for path in tmp_path.iterdir()] == ["data"]
