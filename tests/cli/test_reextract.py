"""``newsbot reextract`` and ``newsbot upkeep``: what they print, and what they store."""

import sqlite3
from pathlib import Path

import pytest

from newsbot.archive import Archive, articles, runs
from newsbot.items import Capture, CrawledArticle
from tests.cli.conftest import Newsbot

URL = "https://finance.sina.com.cn/roll/2026-11-20/doc-iabcdefg{:07}.shtml"
HTML = (
    '<html><head><meta charset="utf-8"></head><body><h1 class="main-title">云州港第{0}号公告</h1>'
    '<div class="article" id="artibody"><p>　　云州港前三季度吞吐量增长{0}%，全文见公告。</p></div></body></html>'
)


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """Two articles that an older parser read, the second without its headline's number."""
    path = tmp_path / "data" / "archive.db"
    with Archive(path) as archive, archive.write() as tx:
        run_id = runs.begin(tx, "roll", archive.process)
        for number in (1, 2):
            url, time = URL.format(number), tx.stamp
            capture = Capture(url, url, "article", time, 200, "text/html", [], HTML.format(number).encode())
            article = CrawledArticle(
                url, source="roll", headline="云州港公告", article_body="旧正文", parser="sina_com_cn/0",
                frontier_url=url, observed=time, capture=capture,
            )  # fmt: skip
            articles.store(tx, article, run_id, ())
    return path


def test_differences_are_shown_and_nothing_is_stored(newsbot: Newsbot, stored: Path) -> None:
    ran = newsbot("reextract", "--sample", "1")
    assert ran.status == 0
    assert "云州港{+第" in ran.out
    assert "read again" in ran.out
    assert "headline 2" in ran.out
    assert "Nothing was stored: --apply does" in ran.out
    assert newsbot("reextract", "--json").json["changed"] == 2


def test_apply_stores_them(newsbot: Newsbot, stored: Path) -> None:
    said = newsbot("reextract", "--apply", "--source", "roll", "--json").json
    assert (said["examined"], said["applied"], len(said["sample"])) == (2, 2, 2)
    assert said["fields"]["article_body"] == 2
    assert newsbot("reextract", "--json").json["current"] == 2
    assert "云州港第2号公告" in newsbot("show", "2").out
    assert "reextract" in newsbot("show", "2", "--diff").out


def test_pages_that_give_no_article_are_told(newsbot: Newsbot, stored: Path) -> None:
    with sqlite3.connect(stored) as db:
        db.execute("UPDATE capture SET same_as = NULL, kind = 'import', media_type = 'text/markdown' WHERE id = 1")
    db.close()
    ran = newsbot("reextract", "--apply")
    assert ran.status == 1
    assert "#1 " in ran.err


@pytest.mark.parametrize(
    ("options", "status", "said"),
    [
        (["--parser", "no such"], 2, "no parser"),
        (["--source", "nobody"], 2, "no source `nobody`"),
        (["--since", "2026-11-21", "--until", "2026-11-20"], 2, "--until"),
    ],
)
def test_wrong_options(newsbot: Newsbot, stored: Path, options: list[str], status: int, said: str) -> None:
    ran = newsbot("reextract", *options)
    assert ran.status == status
    assert said in ran.err


def test_without_an_archive(newsbot: Newsbot) -> None:
    for command in ("reextract", "upkeep"):
        ran = newsbot(command)
        assert ran.status == 1
        assert "there is no archive" in ran.err


def test_upkeep_empties_what_the_file_does_not_keep(newsbot: Newsbot, stored: Path, tmp_path: Path) -> None:
    with sqlite3.connect(stored) as db:
        outdated = db.execute("UPDATE fingerprint SET version = 1").rowcount
    db.close()
    assert f"{outdated} articles are yet to be compared" in newsbot("status").out
    done = newsbot("upkeep", "--json").json
    assert (done["captures_emptied"], done["articles_compared"]) == (0, outdated)
    assert "yet to be compared" not in newsbot("status").out
    file = tmp_path / "newsbot.toml"
    file.write_text(file.read_text("utf-8").replace("[source.roll]", '[source.roll]\nkeep = "none"'), "utf-8")
    assert newsbot("upkeep", "--json").json["captures_emptied"] == 2
    assert "0 captures emptied" in newsbot("upkeep").out
    said = newsbot("status", "--json").json["archive"]
    assert (said["captures"], said["capture_bytes"], said["dictionaries"]) == (2, 0, 0)
    assert newsbot("reextract", "--json").json["skipped"] == {"emptied capture": 2}
