"""The spiders as plain Scrapy: ``scrapy list`` and ``scrapy crawl``, without newsbot's command line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsbot.demo import DemoSite
from tests.crawler import Crawler
from tests.crawling import Desk


def scrapy(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("NEWSBOT_")}
    env |= {
        "SCRAPY_SETTINGS_MODULE": "newsbot.settings",
        "NEWSBOT_ARCHIVE": str(folder / "archive.db"),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    command = [sys.executable, "-m", "scrapy", *arguments]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=60)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def test_list(folder: Path) -> None:
    done = scrapy(folder, "list")
    assert {"feed", "sitemap", "sina_roll", "sina_zhibo"} <= set(done.stdout.split())


def test_without_a_stanza_loopback_is_refused(folder: Path, crawler: Crawler) -> None:
    (folder / "newsbot.toml").write_text("", "utf-8")
    with DemoSite(articles=0) as site:
        done = scrapy(folder, "crawl", "sina_roll", "-a", f"endpoint={site.url}/api/roll/get", "-a", "lid=2672")
        assert site.hits == []
    assert "Traceback" not in done.stderr
    rows = Desk(folder, crawler).rows("SELECT source, outcome, error FROM run")
    ((source, outcome, error),) = rows
    assert (source, outcome) == ("sina-roll", "failed")
    assert "127.0.0.1 is not a public address (loopback)" in error
    assert site.address in error.partition("Add ")[2]


def test_a_stanza_with_the_same_arguments_gives_its_permission(folder: Path, crawler: Crawler) -> None:
    desk = Desk(folder, crawler)
    with DemoSite(articles=0) as site:
        stanza = f'args = {{ endpoint = "{site.url}/api/roll/get", lid = 2672 }}\nallow_addresses = ["{site.address}"]'
        desk.configure(f'[source.mine]\nspider = "sina_roll"\npage = "sina_com_cn"\n{stanza}')
        done = scrapy(folder, "crawl", "sina_roll", "-a", f"endpoint={site.url}/api/roll/get", "-a", "lid=2672")
        stories = [story for story in site.stories if 2672 in story.lids]
    assert "Traceback" not in done.stderr
    assert desk.rows("SELECT source, outcome, error FROM run") == [("mine", "ok", None)]
    assert desk.one("SELECT count(*) FROM article WHERE parser LIKE 'sina_com_cn/%'") == len(stories) > 0
    desk.check()


def test_a_sitemap_is_crawled_with_its_arguments(folder: Path, crawler: Crawler) -> None:
    desk = Desk(folder, crawler)
    with DemoSite(articles=0) as site:
        address = f"{site.url}/cnbc/sitemap_news.xml"
        more = f'allow_addresses = ["{site.address}"]\npage = "cnbc_com"\nargs = {{ since_days = 0 }}'
        desk.configure(f'[source.mine]\nsitemap = "{address}"\n{more}')
        scrapy(folder, "crawl", "sitemap", "-a", f"url={address}", "-a", "since_days=0")
        other = scrapy(folder, "crawl", "sitemap", "-a", f"url={address}", "-a", "match=x")
    assert "Traceback" not in other.stderr
    assert desk.rows("SELECT source, outcome FROM run ORDER BY id") == [("mine", "ok"), ("sitemap", "failed")]
    assert desk.one("SELECT count(*) FROM article WHERE parser LIKE 'cnbc_com/%'") == 2
    desk.check()


def test_shell(folder: Path) -> None:
    done = scrapy(folder, "shell", "-c", "print('it', 'works')")
    assert done.stdout.splitlines()[0] == "it works"
    assert "Traceback" not in done.stderr
    assert list(folder.iterdir()) == []
