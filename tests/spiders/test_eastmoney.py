"""东方财富 on the demo site: four kinds of listing, and what goes wrong with them."""

import pytest

from newsbot import dates
from newsbot.demo import DemoSite
from newsbot.demo.sites.eastmoney import FLASHES, NOTICES, stories
from tests.crawling import Desk


def test_a_column_gives_articles_without_teaser_and_notices(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("demo-eastmoney-column")
    assert (ran.outcome, ran.listed, ran.stored) == ("ok", 3, (3, 0, 0, 0))
    for story in stories()[:3]:  # their addresses are listed as //…, url and uniqueUrl
        found = desk.rows(
            "SELECT source_id, headline, article_body, publisher, date_published, parser, description FROM article"
            " WHERE url = ?",
            site.url + story.path,
        )
        body = "\n".join(story.body)
        expected = (story.docid, story.headline, body, story.publisher, story.date_published, "eastmoney_com/1")
        assert [row[:6] for row in found] == [expected]
        assert found[0][6] == story.body[0]
    assert desk.one("SELECT count(*) FROM article_image WHERE sha256 IS NOT NULL") == 1


def test_an_unchanged_column_costs_one_request(desk: Desk, site: DemoSite) -> None:
    desk.crawl("demo-eastmoney-column")
    before = len(site.hits)
    assert desk.crawl("demo-eastmoney-column").stored == (0, 0, 0, 0)
    assert len(site.hits) == before + 1


def test_flashes_are_walked_by_cursor_and_no_page_is_fetched(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("demo-eastmoney-fast")
    assert (ran.outcome, ran.stored) == ("ok", (len(FLASHES), 0, 0, 0))
    assert [target for _, target in site.hits if "/eastmoney/a/" in target] == []
    shown = desk.rows("SELECT source_id, headline, article_body FROM article ORDER BY date_published DESC")
    assert shown == [
        (FLASHES[0].code, "松港国际：前十月集装箱量增长5.3%", FLASHES[0].summary),
        (FLASHES[1].code, FLASHES[1].title, FLASHES[1].summary),
        (FLASHES[2].code, "云州市统计局：前三季度服务业增加值同比增长6.2%", FLASHES[2].summary),
    ]
    assert set(desk.rows("SELECT symbol, method FROM mention")) == {("609011.SH", "markup"), ("009044.SZ", "markup")}


def test_a_search_finds_what_no_column_has(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("demo-eastmoney-search")
    assert (ran.outcome, ran.stored) == ("ok", (1, 0, 0, 0))
    found = stories()[3]
    assert desk.rows("SELECT url, headline FROM article") == [(site.url + found.path, found.headline)]
    assert "<em>" not in desk.one("SELECT entry FROM article_listing")


def test_announcements_are_their_rows(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("demo-eastmoney-notice")
    assert (ran.outcome, ran.listed, ran.stored) == ("ok", 3, (3, 0, 0, 0))
    asked = [target for _, target in site.hits if "/security/ann" in target]
    assert len(asked) == 2  # total_hits ends the walk
    for notice in NOTICES:
        url = f"https://data.eastmoney.com/notices/detail/{notice.companies[0][0]}/{notice.code}.html"
        ((headline, published, html),) = desk.rows(
            "SELECT headline, date_published, article_body_html FROM article WHERE url = ?", url
        )
        assert headline == notice.title
        assert dates.to_datetime(published).second == 0
        assert f"https://pdf.dfcfw.com/pdf/H2_{notice.code}_1.pdf" in html
    assert desk.one("SELECT count(*) FROM mention WHERE symbol IN ('609011.SH', '609012.SH', '009042.SZ')") == 3


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("broken-eastmoney-code", "code 500: Required String parameter 'biz' is not present"),
        ("broken-eastmoney-renamed", "4 of 4 rows have no address"),
    ],
)
def test_what_goes_wrong_is_named(desk: Desk, site: DemoSite, source: str, said: str) -> None:
    ran = desk.crawl(source)
    assert ran.outcome == "failed"
    assert said in (ran.error or "")
    assert desk.one("SELECT count(*) FROM article") == 0
