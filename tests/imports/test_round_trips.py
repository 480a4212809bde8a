"""What `newsbot export` wrote as posts or lines, read back into the archive it came from: nothing comes."""

import json
import multiprocessing
from pathlib import Path

import pytest

from newsbot import imports
from newsbot.archive import Archive
from newsbot.archive.search import Filter
from newsbot.exports import Options, export
from newsbot.imports import Settings
from tests.filled import article
from tests.imports.test_warc_round_trip import MENTIONS, NOW, POST, STATE, full, rows, store, take

__all__ = ["full"]


def out(archive: Archive, name: str, *, extended: bool = False) -> Path:
    path = archive.path.parent / name
    export(
        archive.path,
        path,
        Filter(reprints=True),
        now=NOW,
        folder=name.endswith("/"),
        options=Options(extended=extended),
    )
    return path


@pytest.mark.parametrize("extended", [False, True])
def test_posts_of_what_is_archived_change_nothing(full: Archive, extended: bool) -> None:
    store(full, article(80, "带{括号}的'标题': \"引号\"", "正文{1}", date_published="2026-11-20T03:04:05.678Z"))
    path = out(full, "posts/", extended=extended)
    before = [rows(full, f"SELECT * FROM {table}") for table in ("article", "revision", "capture", "article_address")]
    assert {result.outcome for result in take(full, path)} == {"unchanged"}
    assert before == [
        rows(full, f"SELECT * FROM {table}") for table in ("article", "revision", "capture", "article_address")
    ]


def test_a_post_that_was_edited_since_is_no_export(full: Archive) -> None:
    for file in sorted(out(full, "posts/").rglob("*.md")):
        file.write_text(file.read_text("utf-8").replace("<p>", "<p>改了 "), "utf-8")
    assert "unchanged" not in {result.outcome for result in take(full, full.path.parent / "posts")}


def test_lines_bring_the_same_articles(full: Archive, tmp_path: Path) -> None:
    path = out(full, "a.jsonl")
    with Archive(tmp_path / "empty.db") as empty:
        take(empty, path)
        now = STATE.replace("revision_count,", "")
        assert rows(empty, now) == rows(full, now)
        assert rows(empty, MENTIONS) == rows(full, MENTIONS)
        before = rows(empty, "SELECT * FROM capture")
        assert {result.outcome for result in take(empty, path)} == {"unchanged"}
        assert rows(empty, "SELECT * FROM capture") == before


def _import(archive: Path, source: Path) -> None:
    with Archive(archive) as opened:
        imports.import_files(opened, source, Settings(None, "Asia/Shanghai", NOW))


def test_two_processes_import_the_same_files(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number}.md").write_text(POST.replace("码头", f"第{number}座码头"), "utf-8")
    lines = [{"url": f"https://a.example/{n}", "headline": f"第{n}", "article_body": f"正文{n}"} for n in range(300)]
    (folder / "a.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=_import, args=(tmp_path / "both.db", folder)) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(60)
    assert [one.exitcode for one in both] == [0, 0]
    _import(tmp_path / "alone.db", folder)
    with Archive(tmp_path / "both.db") as together, Archive(tmp_path / "alone.db") as alone:
        for table in ("article", "revision", "capture", "article_address", "revision_capture"):
            assert len(rows(together, f"SELECT * FROM {table}")) == len(rows(alone, f"SELECT * FROM {table}")), table
        assert rows(together, STATE) == rows(alone, STATE)
