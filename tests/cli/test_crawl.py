"""``newsbot crawl`` and ``newsbot demo``, as a person runs them: a process of its own, over real HTTP."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsbot.demo.site import DemoSite
from tests.cli.conftest import Ran

STANZA_OF_NOBODY = '[source.a]\nfeed = "http://127.0.0.1:9/a.xml"\nallow_addresses = ["127.0.0.1:9"]\n'
PROGRAM = [sys.executable, "-c", "import sys; from newsbot.cli import main; sys.exit(main())"]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[DemoSite]:
    """The demo site, with its stanzas in the newsbot.toml of the current folder."""
    with DemoSite(articles=6, slow=1.0) as opened:
        (tmp_path / "newsbot.toml").write_text(opened.stanzas(), "utf-8")
        yield opened


def start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("NEWSBOT_")}
    return subprocess.Popen(
        [*PROGRAM, *arguments], cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def newsbot(folder: Path, *arguments: str) -> Ran:
    process = start(folder, *arguments)
    out, err = process.communicate(timeout=60)
    assert "Traceback" not in err
    return Ran(process.returncode, out, err)


def rows(folder: Path, sql: str, file: str = "data/archive.db") -> list[tuple[Any, ...]]:
    db = sqlite3.connect(folder / file)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


def pages(site: DemoSite) -> list[str]:
    """The article pages asked for so far."""
    return [target for _, target in site.hits if "/doc-" in target or ".htm" in target]


def test_twice_the_same_stores_nothing_new_and_says_so(site: DemoSite, tmp_path: Path) -> None:
    first = newsbot(tmp_path, "crawl", "demo-us-stocks", "demo-rss")
    assert first.status == 0, first.err
    header, *table = (line.split() for line in first.out.splitlines())
    assert header == ["source", "listed", "new", "revised", "reprints", "images", "failed", "outcome"]
    by_name = {row[0]: [int(number) for number in row[1:7]] for row in table}
    assert set(by_name) == {"demo-us-stocks", "demo-rss", "together"}
    assert by_name["together"][1] == rows(tmp_path, "SELECT count(*) FROM article")[0][0] > 0
    assert by_name["together"][4] == rows(tmp_path, "SELECT count(*) FROM image")[0][0] > 0
    assert "nothing new" not in first.out
    fetched = pages(site)
    again = newsbot(tmp_path, "crawl", "demo-us-stocks", "demo-rss")
    assert again.status == 0
    assert again.out.splitlines()[-1].startswith("nothing new: ")
    assert pages(site) == fetched


def test_json_is_one_document_and_max_is_kept(site: DemoSite, tmp_path: Path) -> None:
    ran = newsbot(tmp_path, "crawl", "demo-rss", "--max", "3", "--json", "--verbose")
    (told,) = ran.json
    assert (told["source"], told["outcome"], told["listed"], told["new"]) == ("demo-rss", "ok", 8, 3)
    assert "Crawled (200)" in ran.err
    assert rows(tmp_path, "SELECT state, count(*) FROM frontier GROUP BY 1") == [("done", 3), ("pending", 5)]


def test_revisit_fetches_the_archived_again(site: DemoSite, tmp_path: Path) -> None:
    newsbot(tmp_path, "crawl", "demo-rss")
    fetched = len(pages(site))
    (told,) = newsbot(tmp_path, "crawl", "demo-rss", "--revisit", "--json").json
    assert (told["new"], told["revised"], told["unchanged"]) == (0, 0, 8)
    assert len(pages(site)) == 2 * fetched


def test_a_failed_source_is_status_1_with_its_reason_and_stops_no_other(site: DemoSite, tmp_path: Path) -> None:
    ran = newsbot(tmp_path, "crawl", "broken-html-listing", "demo-rss", "broken-gone")
    assert ran.status == 1
    reasons = [line for line in ran.err.splitlines() if line.startswith("broken-html-listing failed: ")]
    assert len(reasons) == 1
    assert "HTML page" in reasons[0]
    assert "broken-gone: 2 articles failed, such as: " in ran.err
    outcomes = dict(rows(tmp_path, "SELECT source, outcome FROM run"))
    assert outcomes == {"broken-html-listing": "failed", "demo-rss": "ok", "broken-gone": "degraded"}


def test_an_address_is_archived_by_itself(site: DemoSite, tmp_path: Path) -> None:
    page = f"{site.url}{site.stories[0].path}"
    ran = newsbot(tmp_path, "crawl", page)
    assert ran.status == 0, ran.err
    assert ran.out.splitlines()[-1].startswith("#1 ")
    assert rows(tmp_path, "SELECT source, parser LIKE 'sina_com_cn/%' FROM article") == [("by-hand", 1)]
    assert [target for _, target in site.hits].count(site.stories[0].path) == 1
    again = newsbot(tmp_path, "crawl", page, page)
    assert "1 fetched again and found unchanged" in again.out


def test_an_address_that_is_not_public_is_refused(site: DemoSite, tmp_path: Path) -> None:
    (tmp_path / "newsbot.toml").write_text("", "utf-8")
    for _ in range(2):
        ran = newsbot(tmp_path, "crawl", f"{site.url}/x-20261120.shtml")
        assert ran.status == 1
        assert "is not a public address" in ran.err
        assert f'Add a source with allow_addresses = ["{site.address}"] to newsbot.toml' in ran.err
    assert site.hits == []


@pytest.mark.parametrize(
    ("what", "said"),
    [("demo-rs", "Did you mean `demo-rss`?"), ("ftp://127.0.0.1/x", "not an http"), ("qqqqqqqq", "lists them")],
)
def test_what_is_neither_source_nor_address_is_usage(site: DemoSite, tmp_path: Path, what: str, said: str) -> None:
    ran = newsbot(tmp_path, "crawl", what)
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert said in ran.err
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_it_with_everything_so_far_stored(
    site: DemoSite, tmp_path: Path, number: signal.Signals, status: int
) -> None:
    process = start(tmp_path, "crawl", "broken-slow", "demo-rss")
    assert process.stderr is not None
    assert "listed" in process.stderr.readline()
    process.send_signal(number)
    out, err = process.communicate(timeout=20)
    assert process.returncode == status
    assert "stopping: " in err
    assert "Traceback" not in err
    assert "stopped" in out
    assert ("stopped",) in rows(tmp_path, "SELECT outcome FROM run")
    assert rows(tmp_path, "SELECT count(*) FROM frontier WHERE claimed_by IS NOT NULL") == [(0,)]
    (stored,) = rows(tmp_path, "SELECT count(*) FROM article")[0]
    assert sum(int(line.split()[2]) for line in out.splitlines() if line.startswith("together")) == stored
    assert newsbot(tmp_path, "crawl", "broken-slow", "demo-rss").status == 0
    assert rows(tmp_path, "SELECT count(*) FROM article") == [(11,)]


def test_a_second_signal_ends_it_at_once_and_loses_nothing(site: DemoSite, tmp_path: Path) -> None:
    site.slow = 3.0
    process = start(tmp_path, "crawl", "broken-slow")
    assert process.stderr is not None
    assert "listed" in process.stderr.readline()
    process.send_signal(signal.SIGINT)
    assert "stopping" in process.stderr.readline()
    process.send_signal(signal.SIGINT)
    assert process.wait(1.5) == 130
    process.communicate()
    site.slow = 0.0
    assert newsbot(tmp_path, "crawl", "broken-slow").status == 0
    assert rows(tmp_path, "SELECT count(*) FROM article") == [(3,)]


def test_an_address_whose_article_was_forgotten_says_so(site: DemoSite, tmp_path: Path) -> None:
    url = site.url + site.stories[0].path
    assert newsbot(tmp_path, "crawl", url).status == 0
    assert newsbot(tmp_path, "forget", "1", "--reason", "court order 17/2026", "--yes").status == 0
    asked = len(site.hits)
    for options in ((), ("--json",)):
        ran = newsbot(tmp_path, "crawl", url, *options)
        assert (ran.status, ran.err.count("\n")) == (1, 1), ran
        assert re.fullmatch(
            rf"{re.escape(url)}: forgotten on \d{{4}}-\d\d-\d\d \d\d:\d\d for 'court order 17/2026',"
            " so it is not fetched again\n",
            ran.err,
        )
    assert len(site.hits) == asked
    assert newsbot(tmp_path, "verify").status == 0


def test_the_demo_archives_enough_and_its_last_lines_work(tmp_path: Path) -> None:
    for _ in range(2):  # the second replaces the first
        ran = newsbot(tmp_path, "demo")
        assert ran.status == 0, ran.err
    articles, images = (int(number) for number in re.findall(r"archived: (\d+) articles .* (\d+) images", ran.out)[0])
    assert articles >= 40
    assert images >= 30
    assert "(1 reprint)" in ran.out
    assert rows(tmp_path, "SELECT count(*) FROM article", "data/demo.db") == [(articles,)]
    lines = [line.strip() for line in ran.out.partition("now try")[2].splitlines() if line.strip()]
    assert {line.split()[3] for line in lines if line.startswith("newsbot")} == {"search", "show", "export"}
    for line in lines:
        if line.startswith("newsbot "):
            done = newsbot(tmp_path, *line.split()[1:])
            assert done.status == 0, line
            assert not done.err or "--limit for more" in done.err, line
            assert done.out
        else:
            sql = re.fullmatch(r'sqlite3 data/demo\.db "(.+)"', line)
            assert sql is not None
            assert len(rows(tmp_path, sql[1], "data/demo.db")) == 5
    ((reprint, original),) = rows(tmp_path, "SELECT article_id, original_id FROM reprint", "data/demo.db")
    assert f"newsbot --archive data/demo.db show {reprint}" in lines
    demo = ("--archive", "data/demo.db")
    assert f"reprint of #{original}" in newsbot(tmp_path, *demo, "show", str(reprint)).out
    assert f"reprinted as #{reprint} by 新岸财经" in newsbot(tmp_path, *demo, "show", str(original)).out
    phrase = "一是去年才开通的中亚班列"  # both have it
    assert [one["id"] for one in newsbot(tmp_path, *demo, "search", phrase, "--json").json] == [original]
    both = newsbot(tmp_path, *demo, "search", phrase, "--reprints", "--json").json
    assert {one["id"] for one in both} == {original, reprint}


def test_the_demo_replaces_no_archive_but_its_own(site: DemoSite, tmp_path: Path) -> None:
    newsbot(tmp_path, "--archive", "mine.db", "crawl", f"{site.url}{site.stories[0].path}")
    before = (tmp_path / "mine.db").read_bytes()
    ran = newsbot(tmp_path, "--archive", "mine.db", "demo")
    assert ran.status == 1
    assert "is no demo archive (it has articles of by-hand)" in ran.err
    assert (tmp_path / "mine.db").read_bytes() == before


def test_a_crawl_leaves_no_lock_files_behind(site: DemoSite, tmp_path: Path) -> None:
    newsbot(tmp_path, "crawl", "demo-rss")
    assert {path.name for path in (tmp_path / "data").iterdir()} == {"archive.db", "archive.db.lock"}
    assert json.loads(newsbot(tmp_path, "status", "--json").out)["archive"]["wal_bytes"] == 0


def test_the_demo_names_a_port_that_is_taken(site: DemoSite, tmp_path: Path) -> None:
    port = site.address.rpartition(":")[2]
    ran = newsbot(tmp_path, "demo", "--port", port)
    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert f"port {port} of 127.0.0.1 cannot be taken" in ran.err


def test_why_sources_failed_is_said_once_each(tmp_path: Path) -> None:
    feed = '[source.{0}]\nfeed = "http://127.0.0.1:9/{0}.xml"\nallow_addresses = ["127.0.0.1:9"]\n'
    (tmp_path / "newsbot.toml").write_text(feed.format("a") + feed.format("b"), "utf-8")
    ran = newsbot(tmp_path, "crawl")
    assert ran.status == 1
    assert [line.partition(" failed: ")[0] for line in ran.err.splitlines() if " listed" not in line] == ["a", "b"]
    assert ran.err.count("127.0.0.1:9 cannot be reached: the connection was refused") == 2
    assert "robots" not in ran.err


def test_an_address_that_cannot_be_had_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "newsbot.toml").write_text(STANZA_OF_NOBODY, "utf-8")
    urls = [f"http://127.0.0.1:9/doc-i{number:07}.shtml" for number in (1, 2)]
    ran = newsbot(tmp_path, "crawl", *urls)
    told = [f"not archived: {url}: 127.0.0.1:9 cannot be reached: the connection was refused" for url in urls]
    assert (ran.status, [line for line in ran.err.splitlines() if " listed" not in line]) == (1, told)
    assert "by-hand" in ran.out
    assert "not archived" not in ran.out


def test_the_default_folder_is_made_and_so_is_the_one_newsbot_toml_names(tmp_path: Path) -> None:
    for more, made in (("", "data/archive.db"), ('[archive]\npath = "of/mine.db"\n', "of/mine.db")):
        (tmp_path / "newsbot.toml").write_text(STANZA_OF_NOBODY + more, "utf-8")
        newsbot(tmp_path, "crawl", "a")
        assert (tmp_path / made).is_file()
