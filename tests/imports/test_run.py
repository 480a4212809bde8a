import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot import imports
from newsbot.archive import Archive, articles, captures, records
from newsbot.archive.search import Filter
from newsbot.archive.verify import verify
from newsbot.errors import NewsbotError
from newsbot.imports.run import BATCH
from newsbot.items import Capture, CrawledArticle
from tests.imports.conftest import Desk
from tests.imports.writer import Written

URL = "https://ports.example.org/2026/cargo-grows-again"


def line(body: str = "The port moved more.", **said: Any) -> str:
    return json.dumps({"url": URL, "headline": "Cargo grows again", "article_body": body, **said}) + "\n"


def crawled(desk: Desk, body: str, observed: str, quotes: str = "", parts: int = 0) -> None:
    """A page is fetched, with what else stands on it, and with its further pages."""
    capture = Capture(URL, URL, "article", observed, 200, "text/html", [], f"{body}{quotes}".encode())
    further = [replace(capture, url=f"{URL}_{n}", kind="part", body=f"{n}{quotes}".encode()) for n in range(parts)]
    article = CrawledArticle(
        url=URL, source="wire", headline="Cargo grows again", article_body=body, frontier_url=URL, observed=observed,
        capture=capture, parts=further,
    )  # fmt: skip
    with desk.archive.write() as tx:
        articles.store(tx, article, None, ())


def test_a_folder_with_everything(desk: Desk) -> None:
    desk.file("posts/新浪/a.md", Written().v3())
    desk.file("posts/新浪/b.md", Written(headimg="https://picsum.photos/400/300?random=3").v3())
    desk.file("posts/新浪/later.md", Written(date="Mon, 01 Aug 2022 06:13:25 GMT").v3())
    desk.file("posts/readme.md", "no post")
    desk.file("posts/notes.txt", "just notes")
    desk.file("posts/post.txt", Written(title="别的").v3())
    desk.file("posts/cover.png", b"\x89PNG")
    desk.file("posts/.git/config", "")
    desk.file("posts/more.jsonl", line())
    desk.file("posts/empty.jsonl", "")
    (desk.folder / "posts/loop").symlink_to(desk.folder)
    (desk.folder / "posts/gone.md").symlink_to("nowhere")
    counts = desk.take(desk.folder / "posts")
    told = {result.where.partition("/posts/")[2]: (result.outcome, result.reason) for result in desk.results}
    assert told == {
        "新浪/a.md": ("new", None),
        "新浪/b.md": ("unchanged", None),
        "新浪/later.md": ("new", None),
        "readme.md": ("error", "no front matter: it does not begin with ---"),
        "notes.txt": ("skipped", "of no format that newsbot imports"),
        "post.txt": ("new", None),
        "cover.png": ("skipped", "of no format that newsbot imports"),
        ".git": ("skipped", "a hidden folder"),
        "more.jsonl:1": ("new", None),
        "empty.jsonl": ("error", "the file is empty"),
        "loop": ("skipped", "a link to a folder"),
        "gone.md": ("error", "cannot be read (No such file or directory)"),
    }
    assert (counts.new, counts.unchanged, counts.skipped, counts.failed) == (4, 1, 4, 3)
    # One title on two dates is two articles, and the later one a reprint; so is the same text under another title.
    assert counts.reprints == desk.archive.db.execute("SELECT count(*) FROM reprint").fetchone()[0] == 2


def test_importing_again_changes_nothing(desk: Desk) -> None:
    desk.file("in/a.md", Written().v3())
    desk.file("in/b.md", Written(headimg="https://picsum.photos/400/300?random=3").v3())
    desk.file("in/c.jsonl", line() + line(date_published="2026-11-01") + line("Other.", observed="2026-11-02T00:00Z"))
    desk.file("in/later.jsonl", line("Not yet.", url=f"{URL}-2", observed="2031-01-01T00:00Z"))
    desk.file("in/later.md", Written("未来的", date="2031-01-01 00:00:00").v3())
    desk.take(desk.folder / "in")
    before = desk.everything()
    counts = desk.take(desk.folder / "in")
    assert (counts.unchanged, counts.new, counts.revised) == (7, 0, 0)
    assert desk.everything() == before


def test_what_an_import_says_of_its_times(desk: Desk) -> None:
    desk.take(desk.file("a.md", Written().v3()))
    (row,) = desk.rows("SELECT first_seen, date_published, source, site, revision_count FROM article")
    assert row == ("2026-11-20T13:00:00.000Z", "2022-07-31T06:13:25.000Z", "import", "sina.com.cn", 1)
    (row,) = desk.rows("SELECT origin, observed, recorded, change FROM revision")
    assert row == ("import", "2022-07-31T06:13:25.000Z", "2026-11-20T13:00:00.000Z", "first")
    assert desk.one("SELECT kind FROM article_address") == "import"


def test_the_file_is_the_capture(desk: Desk) -> None:
    data = Written().v3().replace("\n", "\r\n").encode()
    desk.file("in/新浪/a.md", data)
    desk.take(desk.folder / "in", source="seed")
    ((capture_id, kind, media_type, headers),) = desk.rows(
        "SELECT c.id, c.kind, c.media_type, c.headers FROM article a JOIN revision_capture r"
        " ON r.revision_id = a.revision_id JOIN capture c ON c.id = r.capture_id WHERE a.source = 'seed'"
    )
    assert (kind, media_type, json.loads(headers)) == ("import", "text/markdown", [["X-Newsbot-File", "新浪/a.md"]])
    assert captures.load(desk.archive.db, capture_id) == data


def test_what_was_observed_earlier_never_was_the_state(desk: Desk) -> None:
    crawled(desk, "Second.", "2026-11-20T09:00:00.000Z")
    counts = desk.take(desk.file("a.jsonl", line("First.", observed="2026-11-20T08:00:00.000Z")))
    assert counts.revised == 1
    assert desk.rows("SELECT article_body, revision_count, content_changed FROM article") == [
        ("Second.", 2, desk.one("SELECT recorded FROM revision WHERE number = 1"))
    ]
    assert desk.rows("SELECT article_body, known_until FROM article_history") == [("Second.", None)]
    assert desk.rows("SELECT number, origin, article_body, change FROM revision ORDER BY observed") == [
        (2, "import", "First.", "text"),
        (1, "publisher", "Second.", "first"),
    ]
    before = desk.everything()
    desk.take(desk.folder / "a.jsonl")
    assert desk.everything() == before


def test_what_was_observed_in_between_is_compared_with_what_was_said_then(desk: Desk) -> None:
    crawled(desk, "First.", "2026-11-20T08:00:00.000Z")
    crawled(desk, "Third.", "2026-11-20T10:00:00.000Z")
    told = line("First.", observed="2026-11-20T08:30:00.000Z") + line("Second.", observed="2026-11-20T09:00:00.000Z")
    desk.take(desk.file("a.jsonl", told))
    assert [result.outcome for result in desk.results] == ["unchanged", "revised"]
    assert desk.rows("SELECT article_body FROM revision ORDER BY observed") == [("First.",), ("Second.",), ("Third.",)]
    assert desk.one("SELECT article_body FROM article") == "Third."


def test_what_was_confirmed_later_stays_the_state(desk: Desk) -> None:
    crawled(desk, "First.", "2026-11-20T08:00:00.000Z")
    crawled(desk, "First.", "2026-11-20T10:00:00.000Z")
    desk.take(desk.file("a.jsonl", line("Second.", observed="2026-11-20T09:00:00.000Z")))
    assert desk.one("SELECT article_body FROM article") == "First."
    assert desk.rows("SELECT article_body, observed FROM revision ORDER BY observed") == [
        ("First.", "2026-11-20T08:00:00.000Z"),
        ("Second.", "2026-11-20T09:00:00.000Z"),
        ("First.", "2026-11-20T10:00:00.000Z"),
    ]
    assert desk.one("SELECT count(*) FROM article_history WHERE known_until IS NULL") == 1


READ_FROM = (
    "SELECT k.part, c.url, c.fetched FROM revision r JOIN revision_capture k ON k.revision_id = r.id"
    " JOIN capture c ON c.id = k.capture_id WHERE r.observed = ? ORDER BY 1"
)
AT = [f"2026-11-20T{hour:02}:00:00.000Z" for hour in range(24)]


@pytest.mark.parametrize("parts", [0, 2])
def test_a_page_confirms_its_text_whatever_else_stands_on_it(desk: Desk, parts: int) -> None:
    crawled(desk, "First.", AT[1], parts=parts)
    crawled(desk, "First.", AT[4], quotes=" 3,412.07", parts=parts)
    crawled(desk, "First.", AT[6], quotes=" 3,398.51", parts=parts)
    before = desk.one("SELECT last FROM stamp")
    desk.take(desk.file("a.jsonl", line("Second.", observed=AT[2])))
    desk.take(desk.file("b.jsonl", line("Third.", observed=AT[5])))
    assert desk.rows("SELECT article_body, observed FROM revision ORDER BY observed") == [
        ("First.", AT[1]), ("Second.", AT[2]), ("First.", AT[4]), ("Third.", AT[5]), ("First.", AT[6]),
    ]  # fmt: skip
    assert desk.rows("SELECT article_body, revision_count FROM article") == [("First.", 5)]
    for moment, said in (
        (AT[1], "First."),
        (AT[3], "Second."),
        (AT[4], "First."),
        (AT[5], "Third."),
        (AT[7], "First."),
    ):
        told = records.record(desk.archive.db, 1, Filter(as_of=moment, repaired=True))
        assert told is not None
        assert told["article_body"] == said
    then = records.record(desk.archive.db, 1, Filter(as_of=before))
    assert then is not None
    assert (then["article_body"], then["revision_count"]) == ("First.", 1)
    assert desk.rows(READ_FROM, AT[4]) == [
        (1, URL, AT[4]), *((number + 2, f"{URL}_{number}", AT[4]) for number in range(parts)),
    ]  # fmt: skip
    assert list(verify(desk.archive.path)) == []


def test_what_was_observed_later_is_the_state(desk: Desk) -> None:
    crawled(desk, "First.", "2026-11-20T08:00:00.000Z")
    desk.take(desk.file("a.jsonl", line("Second.", observed="2026-11-20T09:00:00.000Z")))
    assert desk.rows("SELECT article_body, revision_count, source FROM article") == [("Second.", 2, "wire")]
    crawled(desk, "Third.", "2026-11-20T12:00:00.000Z")
    assert desk.one("SELECT count(*) FROM article_history WHERE known_until IS NULL") == 1


def test_two_revisions_of_one_article_never_share_a_stamp(desk: Desk) -> None:
    told = [line(f"Text {hour}.", observed=f"2026-11-20T0{hour}:00:00.000Z") for hour in (3, 1, 2, 5)]
    desk.take(desk.file("a.jsonl", "".join(told)))
    assert [result.outcome for result in desk.results] == ["new", "revised", "revised", "revised"]
    stamps = [stamp for (stamp,) in desk.rows("SELECT recorded FROM revision ORDER BY number")]
    assert stamps == sorted(set(stamps))
    assert desk.rows("SELECT article_body FROM article_history ORDER BY known_from") == [("Text 3.",), ("Text 5.",)]


EVENT = st.tuples(st.integers(0, 5), st.sampled_from(["A.", "B."]))
EVENTS = st.lists(EVENT, min_size=1, max_size=6, unique_by=lambda event: event[0])


@given(EVENTS)
def test_the_last_observed_is_the_state_in_any_order(tmp_path_factory: pytest.TempPathFactory, events: Any) -> None:
    folder = tmp_path_factory.mktemp("order")
    with Archive(folder / "archive.db") as archive:
        desk = Desk(folder, archive)
        said: dict[int, str] = {}
        for hour, body in events:
            desk.take(desk.file("a.jsonl", line(body, observed=f"2026-11-20T0{hour}:00:00.000Z")))
            said[hour] = body
        hours = sorted(said)
        assert desk.one("SELECT article_body FROM article") == said[hours[-1]]
        for hour in hours:
            moment = f"2026-11-20T0{hour}:30:00.000Z"
            found = articles.said_by(archive.db, 1, moment)
            assert found is not None
            assert found.article_body == said[hour]


def test_reprints_tickers_and_search_run_as_for_what_is_crawled(desk: Desk) -> None:
    body = "云州港务集团今日公布，前三季度货物吞吐量达到三亿吨，集装箱吞吐量创历史新高，码头扩建工程将于明年开工。" * 3
    told = [
        {
            "url": f"https://{site}.example.org/2026/story-about-ports",
            "headline": "云州港务集团公布吞吐量",
            "article_body": body,
            "date_published": day,
            "tickers": [{"symbol": "601229.SH", "surface": "云州港务", "method": "markup"}],
        }
        for site, day in (("second", "2026-11-20T02:00:00Z"), ("first", "2026-11-20T01:00:00Z"))
    ]
    counts = desk.take(desk.file("a.jsonl", "".join(json.dumps(one) + "\n" for one in told)))
    assert (counts.new, counts.reprints) == (2, 1)  # the one printed first came last
    assert desk.rows("SELECT id, duplicate_of FROM article ORDER BY id") == [(1, 2), (2, None)]
    assert desk.rows("SELECT symbol, method FROM mention WHERE article_id = 2") == [("601229.SH", "markup")]
    found = desk.rows("SELECT rowid FROM article_fts WHERE article_fts MATCH '\"吞吐 吐量\"'")
    assert len(found) == 2


def test_pictures_are_named_by_what_the_archive_holds(desk: Desk) -> None:
    image = {"url": "https://img.example.org/a.gif", "sha256": "0" * 64}
    desk.take(desk.file("a.jsonl", line(images=[image])))
    assert desk.rows("SELECT url, sha256 FROM article_image") == [("https://img.example.org/a.gif", None)]


@pytest.mark.parametrize(
    ("table", "condition"),
    [
        ("revision", "NEW.headline = 'no'"),
        # The last that is written of an article: its words wait to be indexed by then.
        ("fingerprint", "(SELECT headline FROM article WHERE id = NEW.article_id) = 'no'"),
    ],
)
def test_a_record_the_archive_refuses_leaves_the_others_alone(desk: Desk, table: str, condition: str) -> None:
    with desk.archive.write() as tx:
        tx.db.execute(
            f"CREATE TRIGGER refuse BEFORE INSERT ON {table} WHEN {condition} BEGIN SELECT RAISE(ABORT, 'x'); END"
        )
    told = [line(url=f"{URL}-{number}", headline="no" if number == 2 else "yes") for number in range(4)]
    counts = desk.take(desk.file("a.jsonl", "".join(told)))
    assert (counts.new, counts.failed) == (3, 1)
    assert desk.one("SELECT count(*) FROM article") == 3
    assert desk.one("SELECT count(*) FROM capture") == 3
    assert list(verify(desk.archive.path)) == []


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.pdf", "x", "no format of this suffix"),
        ("a.md", "", "the file is empty"),
        ("a.jsonl", " \n", "the file is empty"),
        ("a.warc", "HTTP/1.1 200 OK\r\n", "is no WARC file"),
        ("a.warc.gz", b"\x1f\x8b\x08oops", "is no WARC file"),
        ("none.md", None, "no such file"),
        ("folder", None, "no such file"),
        ("empty/a.png", "x", "no format"),
    ],
)
def test_bad_input_is_one_clear_error(desk: Desk, name: str, content: str | bytes | None, reason: str) -> None:
    path = desk.folder / name if content is None else desk.file(name, content)
    with pytest.raises(NewsbotError, match=reason):
        imports.check(path)


def test_a_folder_without_anything_to_import(desk: Desk) -> None:
    desk.file("in/a.png", "x")
    with pytest.raises(NewsbotError, match="nothing to import"):
        imports.check(desk.folder / "in")


def test_nothing_is_lost_when_it_is_killed(tmp_path: Path) -> None:
    path, archive = tmp_path / "a.jsonl", tmp_path / "archive.db"
    number = 6 * BATCH
    path.write_text("".join(line(f"Text {n}.", url=f"{URL}-{n}") for n in range(number)), "utf-8")
    command = [sys.executable, "-m", "newsbot", "--archive", str(archive), "import", str(path)]
    environment = {**os.environ, "NEWSBOT_CONFIG": ""}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)
    stored = 0
    while process.poll() is None and stored < BATCH:
        time.sleep(0.02)
        stored = _stored(archive)
    process.send_signal(signal.SIGKILL)
    process.wait()
    stored = _stored(archive)
    assert stored % BATCH == 0
    assert 0 < stored < number
    assert subprocess.run(command, stdout=subprocess.DEVNULL, env=environment, check=False).returncode == 0
    assert _stored(archive) == number
    with Archive(archive) as opened:
        assert [tuple(row) for row in opened.db.execute("PRAGMA integrity_check")] == [("ok",)]
        assert opened.db.execute("SELECT count(*) FROM revision").fetchone()[0] == number


def _stored(archive: Path) -> int:
    import sqlite3

    if not archive.exists():
        return 0
    db = sqlite3.connect(f"{archive.as_uri()}?mode=ro", uri=True)
    try:
        return int(db.execute("SELECT count(*) FROM article").fetchone()[0])
    except sqlite3.OperationalError:  # not made yet
        return 0
    finally:
        db.close()
