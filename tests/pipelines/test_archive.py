"""An archive that cannot be written during a crawl: one clear error, nothing half-written, and it goes on later."""

import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from newsbot.archive import Archive
from newsbot.demo import DemoSite
from tests.crawling import Desk

FULL = "the disk is full; nothing was half-written. Free some space: the crawl goes on where it stopped"


def archived(desk: Desk) -> int:
    number = desk.one("SELECT count(*) FROM article")
    assert isinstance(number, int)
    return number


@pytest.mark.parametrize("more", [0, 3, 20, 60, 150])
def test_a_disk_that_gets_full_fails_the_crawl_and_the_next_one_completes_it(
    desk: Desk, site: DemoSite, more: int
) -> None:
    with Archive(desk.archive) as archive:
        (size,) = archive.db.execute("PRAGMA page_count").fetchone()
    ran = desk.crawl("demo-roll", disk_pages=size + more)
    assert ran.outcome in {"failed", None}
    assert ran.error == f"{desk.archive}: {FULL}"
    some = archived(desk)
    assert some < desk.one("SELECT count(*) FROM frontier") or not some
    assert desk.rows("PRAGMA integrity_check") == [("ok",)]
    whole = desk.crawl("demo-roll")
    assert (whole.outcome, whole.error) == ("ok", None)
    stories = {story.docid for story in site.stories if 1686 in story.lids}
    assert whole.new == len(stories) - some
    assert {docid for (docid,) in desk.rows("SELECT source_id FROM article")} == stories
    assert desk.one("SELECT count(*) FROM article_image WHERE sha256 IS NULL") == 0
    assert desk.one("SELECT count(*) FROM run WHERE finished IS NULL") == 0
    assert desk.rows("SELECT DISTINCT state FROM frontier") == [("done",)]


def newsbot(desk: Desk, *arguments: str, file_bytes: int = resource.RLIM_INFINITY) -> subprocess.CompletedProcess[str]:
    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))

    env = {name: value for name, value in os.environ.items() if not name.startswith("NEWSBOT_")}
    command = [
        sys.executable,
        "-m",
        "newsbot",
        "--config",
        str(desk.config),
        "--archive",
        str(desk.archive),
        *arguments,
    ]
    return subprocess.run(
        command, env=env, capture_output=True, text=True, timeout=60, preexec_fn=limit, cwd=Path(__file__).parents[2]
    )


def test_a_write_error_of_the_system_ends_the_command_with_one_line(desk: Desk, site: DemoSite) -> None:
    failed = newsbot(desk, "crawl", "demo-roll", "--json", file_bytes=900_000)
    assert failed.returncode == 1
    assert "Traceback" not in failed.stderr
    (told,) = json.loads(failed.stdout)
    assert told["outcome"] == "failed"
    assert str(desk.archive) in told["error"]
    said = [line for line in failed.stderr.splitlines() if told["error"] in line]
    assert said == [f"demo-roll failed: {told['error']}"]
    assert desk.rows("PRAGMA integrity_check") == [("ok",)]
    whole = newsbot(desk, "crawl", "demo-roll", "--json")
    assert whole.returncode == 0, whole.stderr
    assert archived(desk) == len({story.docid for story in site.stories if 1686 in story.lids})
