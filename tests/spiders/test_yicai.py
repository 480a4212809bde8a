"""第一财经: articles, videos and briefs, and an API that says what is wrong in a JSON string."""

from newsbot.demo import DemoSite
from newsbot.demo.sites import yicai
from tests.crawling import Desk, pages


def test_the_latest_articles(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("demo-yicai")
    assert (ran.outcome, ran.listed, ran.stored) == ("ok", 3, (3, 0, 0, 0))
    assert sorted(pages(site)) == ["/yicai/news/990000004.html", "/yicai/vip/news/990000003.html"]
    rows = desk.rows(
        "SELECT source_id, headline, article_body, authors, publisher, section, date_published, parser FROM article"
        " ORDER BY source_id DESC"
    )
    assert rows == [
        (
            "990000004",
            "云州外贸回暖，小订单先行",
            "云州海关介绍，前十个月出口增长4.2%，其中小订单占到六成。\n“单子小了，可是多了。”一位货代这样说。",
            '["贺兰", "季青"]',
            "演示一财",
            "新闻",
            "2026-11-20T11:19:00.000Z",
            "yicai_com/1",
        ),
        (
            "990000003",
            "独家：东湖钢铁的夜班重新排满",
            "东湖钢铁的夜班在减产两年之后重新排满。\n公司称，四季度的订单已经排到明年二月。",
            '["贺兰", "季青"]',
            "演示一财",
            "新闻",
            "2026-11-20T10:39:00.000Z",
            "yicai_com/1",
        ),
        (
            "990000002",
            "一分钟看云州夜市",
            "夜市的摊位比去年多了三成。",
            "[]",
            None,
            None,
            "2026-11-20T09:00:00.000Z",
            "entry/1",
        ),
    ]


def test_briefs_are_articles_by_themselves(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("demo-yicai-brief")
    assert (ran.outcome, ran.stored) == ("ok", (3, 0, 0, 0))
    assert pages(site) == []
    rows = desk.rows("SELECT url, source_id, headline, date_published FROM article ORDER BY source_id DESC")
    assert rows == [
        (f"{site.url}/yicai/brief/880003.html", "brief:880003", "云州央行开展逆回购操作", "2026-11-20T11:38:05.000Z"),
        (f"{site.url}/yicai/brief/880002.html", "brief:880002", "北岭半导体回购", "2026-11-20T10:02:00.000Z"),
        (f"{site.url}/yicai/brief/880001.html", "brief:880001", "松江铜主力合约收涨1.2%", "2026-11-20T07:01:40.000Z"),
    ]


def test_a_message_in_place_of_rows_fails_the_listing(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("broken-yicai-message")
    assert ran.outcome == "failed"
    assert f"the site answers a message, no rows: {yicai.MESSAGE}" in (ran.error or "")
