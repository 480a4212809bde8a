"""``newsbot status`` and ``newsbot sources``."""

import os
from pathlib import Path

from filelock import FileLock

from newsbot.archive import Archive, sources
from tests.cli.conftest import Newsbot


def test_status_shows_figures_sources_and_errors(newsbot: Newsbot, filled: Path) -> None:
    with Archive(filled) as archive, archive.write() as tx:
        for article_id, retired in ((2, None), (3, tx.stamp)):
            tx.db.execute(
                "INSERT INTO withdrawal_record (article_id, withdrawn, recorded, retired) VALUES (?, ?, ?, ?)",
                (article_id, tx.stamp, tx.stamp, retired),
            )
    ran = newsbot("status")
    assert ran.status == 1
    assert ran.err == "failing: wire\n"
    words = " ".join(ran.out.split())
    assert "daemon not running" in words
    assert "articles 6 (1 reprint, 1 withdrawn), 7 revisions" in words
    assert "images 1, 32 bytes, 1 not fetched" in words
    assert "backlog 1 waiting, 1 given up" in words
    assert "roll: one page failed" in ran.out
    assert "wire: https://wire.example.org/feed.xml: no feed" in ran.out
    assert max(map(len, (line.rstrip() for line in ran.out.splitlines()))) <= 80


def test_status_is_well_when_no_source_fails(newsbot: Newsbot, tmp_path: Path) -> None:
    with Archive(tmp_path / "data" / "archive.db"):
        pass
    ran = newsbot("status")
    assert (ran.status, ran.err) == (0, "")
    assert "never" in ran.out


def test_status_in_json(newsbot: Newsbot, filled: Path) -> None:
    ran = newsbot("status", "--json")
    assert ran.status == 1
    told = ran.json
    assert told["daemon"] == {"running": False, "pid": None}
    archive = told["archive"]
    assert archive["path"] == "data/archive.db"
    assert (archive["articles"], archive["images"], archive["image_bytes"], archive["pending"]) == (6, 1, 32, 1)
    assert archive["capture_bytes"] > 0
    assert archive["file_bytes"] == filled.stat().st_size
    roll, wire = told["sources"]
    assert (roll["source"], roll["health"], roll["pending"], roll["dead"], roll["articles"]) == (
        "roll", "degraded", 1, 1, 5,
    )  # fmt: skip
    assert roll["last_ok"] == roll["last_new"]
    assert (wire["health"], wire["failures"], wire["last_outcome"], wire["last_ok"]) == (
        "failing (1)",
        1,
        "failed",
        None,
    )
    assert wire["newest_article"] == "2026-11-20"


def test_status_knows_a_living_daemon_by_its_lock(newsbot: Newsbot, filled: Path) -> None:
    file = filled.with_name("archive.db.daemon.lock")
    with FileLock(file):
        file.write_text(f"{os.getpid()}\n")
        assert newsbot("status", "--json").json["daemon"] == {"running": True, "pid": os.getpid()}
    assert file.read_text() == f"{os.getpid()}\n", "as after a kill -9"
    assert newsbot("status", "--json").json["daemon"] == {"running": False, "pid": None}


def test_status_without_an_archive(newsbot: Newsbot) -> None:
    ran = newsbot("status")
    assert ran.status == 1
    assert "there is no archive" in ran.err


def test_sources_are_listed_without_an_archive(newsbot: Newsbot) -> None:
    ran = newsbot("sources")
    assert ran.status == 0
    lines = [line.split() for line in ran.out.splitlines()]
    assert lines[0] == ["source", "title", "schedule", "health", "next", "poll", "(Asia/Shanghai)"]
    assert lines[1] == ["roll", "云州财经-滚动", "every", "1h30m", "never", "–"]
    assert " ".join(lines[2]) == "wire Wire */10 8-20 * * mon-fri America/New_York never –"
    assert lines[3] == ["asleep", "Asleep", "every", "15m", "off", "–"]


def test_sources_have_health_and_next_poll(newsbot: Newsbot, filled: Path) -> None:
    with Archive(filled) as archive, archive.write() as tx:
        sources.plan(tx, "roll", "2026-11-20T14:05:00.000Z")
    assert "degraded" in newsbot("sources").out
    assert "2026-11-20 22:05" in newsbot("sources").out
    roll, wire, asleep = newsbot("sources", "--json").json
    assert roll["next_poll"] == "2026-11-20T14:05:00.000Z"
    assert roll["schedule"] == {"every": 5400, "jitter": 30, "timezone": "Asia/Shanghai"}
    assert (wire["health"], wire["failures"], wire["listing"]) == (
        "failing (1)",
        1,
        "https://wire.example.org/feed.xml",
    )
    assert (asleep["enabled"], asleep["health"], asleep["articles"]) == (False, "off", 0)
