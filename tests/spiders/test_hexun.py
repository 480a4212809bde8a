"""和讯: a GBK list with base64 in it and times without a year, and pages that fold their text up."""

import json

from newsbot.demo import DemoSite
from newsbot.demo.sites import hexun
from tests.crawling import Desk


def test_a_list_is_walked_to_its_empty_page(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("demo-hexun")
    assert (ran.outcome, ran.listed, ran.stored) == ("ok", 3, (3, 0, 0, 0))
    assert [target[-4:] for _, target in site.hits if "newsListPageByJson" in target] == ["cp=1", "cp=2"]


def test_what_is_archived(desk: Desk, site: DemoSite) -> None:
    desk.crawl("demo-hexun")
    rows = desk.rows(
        "SELECT source_id, headline, publisher, editor, date_published, parser FROM article ORDER BY 1 DESC"
    )
    assert rows == [
        ("21990005", "云州外贸回暖", "云州日报", "何雁", "2026-11-20T01:20:30.000Z", "hexun_com/1"),
        ("21990004", "云州新年首日发行通行券", "云州证券报", None, "2025-12-31T15:58:20.000Z", "hexun_com/1"),
        ("21990003", "东湖钢铁年报：净利增长一成", "云州证券报", None, "2026-11-19T08:05:30.000Z", "hexun_com/1"),
    ]
    body = desk.one("SELECT article_body FROM article WHERE source_id = '21990005'")
    assert body == (
        "云州海关介绍，前十个月云州外贸增长4.2%，增长主要来自小订单。\n“订单小了，可是多了。”一位货代说。\n"
        "业内人士预计，全年增速在4%上下，李镕也这样看。"
    )


def test_what_the_list_said(desk: Desk, site: DemoSite) -> None:
    desk.crawl("demo-hexun")
    listed = {
        url.removeprefix(f"{site.url}/hexun"): json.loads(entry)
        for url, entry in desk.rows("SELECT url, entry FROM article_listing")
    }
    assert {path: entry["published"] for path, entry in listed.items()} == {
        hexun.FOLDED: "2026-11-20T01:20:00.000Z",
        hexun.OLD: "2026-11-19T08:05:30.000Z",
        hexun.NEW_YEAR: "2025-12-31T15:58:00.000Z",
    }
    assert listed[hexun.FOLDED]["extra"]["content"] == "<p>云州外贸回暖。前十个月增长4.2%。</p>"


def test_an_answer_without_rows_fails_the_listing(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("broken-hexun-closed")
    assert ran.outcome == "failed"
    assert "the answer has no result" in (ran.error or "")
