"""Every other site of the demo: what it lists is archived, whole, and nothing is fetched twice."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from newsbot.demo import DemoSite
from newsbot.demo.sites import SITES
from tests.crawler import Crawler, Ran
from tests.crawling import HEALTHY, Desk

STANZAS = tomllib.loads("".join(site.STANZAS for site in SITES.values()))["source"]
ENABLED = [name for name, stanza in STANZAS.items() if stanza.get("enabled", True)]


@dataclass
class Crawled:
    """The desk after two crawls of every site."""

    desk: Desk
    first: dict[str, Ran]
    again: dict[str, Ran]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory, crawler: Crawler) -> Iterator[Crawled]:
    desk = Desk(tmp_path_factory.mktemp("sites"), crawler)
    with DemoSite(articles=4) as site:
        desk.configure(site.stanzas())
        yield Crawled(desk, desk.crawl_all(*ENABLED), desk.crawl_all(*ENABLED))
        desk.check()


def test_sites_are_named_as_their_stanzas() -> None:
    assert not set(HEALTHY) & set(STANZAS)
    for name, stanza in STANZAS.items():
        assert name.startswith("demo-" if stanza.get("enabled", True) else "broken-"), name


@pytest.mark.parametrize("name", ENABLED)
def test_all_goes_well(crawled: Crawled, name: str) -> None:
    first, again = crawled.first[name], crawled.again[name]
    assert (first.outcome, first.error, first.errors) == ("ok", None, [])
    assert first.new + first.revised + first.unchanged >= 1
    assert (again.outcome, again.stored) == ("ok", (0, 0, 0, 0))


def test_nothing_listed_is_lost(crawled: Crawled) -> None:
    """An id that two sites share would make one article of two."""
    lost = crawled.desk.rows("SELECT source, url FROM listing_state WHERE article_id IS NULL")
    assert lost == []
    assert crawled.desk.rows("SELECT url FROM frontier WHERE state <> 'done'") == []
    shared = crawled.desk.rows(
        "SELECT article_id, group_concat(DISTINCT url) FROM listing_state GROUP BY 1 HAVING count(DISTINCT source) > 1"
    )
    assert shared == []


def test_every_article_is_whole(crawled: Crawled) -> None:
    rows = crawled.desk.rows("SELECT source, url, headline, article_body, date_published, in_language FROM article")
    for source, url, headline, body, published, language in rows:
        assert all((headline, body, published, language)), (source, url)
