"""证券时报 on the demo site: flashes that only scripts get, and articles in two layouts."""

from urllib.request import urlopen

from newsbot.demo import DemoSite
from newsbot.demo.sites.stcn import FLASHES, OLD, stories
from tests.crawling import Desk


def test_flashes_are_walked_until_the_cursor_stands_still(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("demo-stcn-flash")
    assert (ran.outcome, ran.error, ran.stored) == ("ok", None, (len(FLASHES), 0, 0, 0))
    asked = [target for _, target in site.hits if "/stcn/article/list.html" in target]
    assert len(asked) == 3  # two pages, and the last rows once more
    assert [target for _, target in site.hits if "/detail/" in target] == []
    shown = desk.rows("SELECT source_id, headline, article_body, publisher FROM article ORDER BY date_published DESC")
    assert shown == [(str(flash.id), flash.title, flash.content, "人民财讯") for flash in FLASHES]
    # One of the times is in seconds, the others are in milliseconds.
    assert desk.one("SELECT count(*) FROM article WHERE date_published LIKE '2026-11-20T1%'") == len(FLASHES)
    assert set(desk.rows("SELECT symbol, surface FROM mention")) == {
        ("309032.SZ", "岭云动力"),
        ("009044.SZ", "晴岚家电"),
    }


def test_a_page_for_readers_is_named_for_what_it_is(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("broken-stcn-html")
    assert ran.outcome == "failed"
    assert "X-Requested-With" in (ran.error or "")


def test_without_the_header_the_site_answers_a_page(site: DemoSite) -> None:
    with urlopen(f"{site.url}/stcn/article/list.html?type=kx") as answer:
        assert answer.read().startswith(b"<!DOCTYPE html>")


def test_articles_of_both_layouts(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("demo-stcn-list")
    assert (ran.outcome, ran.listed, ran.stored) == ("ok", 4, (4, 0, 0, 0))
    read = "SELECT source_id, headline, article_body, publisher, date_published, parser FROM article WHERE url = ?"
    for story in stories():
        body = "\n".join(story.body)
        expected = (story.docid, story.headline, body, story.publisher, story.date_published, "stcn_com/2")
        assert desk.rows(read, site.url + story.path) == [expected]
    old = (None, OLD.headline, OLD.body[0], OLD.publisher, OLD.date_published, "stcn_com/1")
    assert desk.rows(read, site.url + OLD.path) == [old]
    assert desk.one("SELECT count(*) FROM article WHERE editor IS NOT NULL") == len(stories())
    assert desk.one("SELECT count(*) FROM article_image WHERE sha256 IS NOT NULL") == 1
