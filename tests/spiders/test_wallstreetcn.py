"""华尔街见闻: lives by cursor, articles by their JSON, and what the API says with HTTP 200 when there is none."""

import json

from newsbot.demo import DemoSite
from newsbot.demo.server import Answer
from newsbot.demo.sites import wallstreetcn
from tests.crawling import Desk, WrittenSite, pages


def test_lives_are_walked_by_cursor_and_no_page_is_fetched(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("demo-wallstreetcn-lives")
    assert (ran.outcome, ran.listed, ran.stored) == ("ok", 4, (4, 0, 0, 0))
    asked = [target for _, target in site.hits if "/lives?" in target]
    assert len(asked) == 4 / wallstreetcn.ROWS
    assert ["cursor=" in target for target in asked] == [False, True]
    assert pages(site) == []
    first, *_ = desk.rows("SELECT headline, article_body, date_published, source_id FROM article ORDER BY 3 DESC")
    assert first == (
        "云州央行维持利率不变",
        "【云州央行维持利率不变】云州央行宣布，将基准利率维持在2.15%不变，\n符合此前调查的预期。",
        "2026-11-20T11:54:00.000Z",
        "live:9900004",
    )
    before = len(site.hits)
    assert desk.crawl("demo-wallstreetcn-lives").stored == (0, 0, 0, 0)
    assert len(site.hits) == before + 1


def test_articles_come_from_the_api_and_keep_their_address(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("demo-wallstreetcn-articles")
    assert (ran.outcome, ran.listed, ran.stored) == ("ok", 2, (2, 0, 0, 0))
    asked = [target for _, target in site.hits]
    assert "/wallstreetcn/apiv1/content/articles/3900001?extract=0" in asked
    assert not any("/wallstreetcn/articles/" in target or "promo" in target for target in asked)
    (article,) = desk.rows(
        "SELECT url, source_id, headline, article_body, publisher, authors, keywords, parser, date_published"
        " FROM article WHERE source_id = '3900001'"
    )
    assert article == (
        f"{site.url}/wallstreetcn/articles/3900001",
        "3900001",
        "云州债市为何在午后突然转向",
        "云州国债收益率午后由升转降，十年期下行2.5个基点。\n交易员说，招标倍数升至3.4倍，供给的担心一时散去。",
        "见闻编译",
        '["沈知秋"]',
        '["云州国债", "利率"]',
        "wallstreetcn_com/1",
        "2026-11-20T11:30:00.000Z",
    )
    assert desk.one("SELECT count(*) FROM article_image WHERE sha256 IS NOT NULL") == 1


def test_a_deleted_article_is_named_as_such(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("broken-wallstreetcn-60301")
    assert (ran.outcome, ran.listed, ran.new, ran.failed) == ("degraded", 3, 2, 1)
    (pending,) = desk.rows("SELECT url, last_error FROM frontier WHERE state = 'pending' AND last_error IS NOT NULL")
    assert pending[0] == f"{site.url}/wallstreetcn/articles/{wallstreetcn.GONE}"
    assert "the site answers code 60301: 内容不存在或已被删除" in pending[1]


def test_a_code_other_than_success_fails_the_listing(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("broken-wallstreetcn-code")
    assert ran.outcome == "failed"
    assert "the site answers code 40004: 参数错误" in (ran.error or "")


def test_a_cursor_that_does_not_advance_ends_the_walk(desk: Desk, written: WrittenSite) -> None:
    live = {"id": 1, "content": "云州快讯。", "display_time": 1949707230, "uri": "https://wallstreetcn.com/livenews/1"}
    body = {"code": 20000, "data": {"items": [live], "next_cursor": "1949707230"}}
    written.answers["/apiv1/content/lives"] = Answer(json.dumps(body).encode())
    desk.configure(
        f'[source.lives]\nspider = "wallstreetcn_lives"\nargs = {{ endpoint = "{written.url}" }}\n'
        f'allow_addresses = ["{written.address}"]\n'
    )
    ran = desk.crawl("lives")
    assert ran.new == 1
    assert "page 2 has the same rows as one before" in (ran.error or "")
    assert len([target for target in written.targets() if "/lives" in target]) == 2
