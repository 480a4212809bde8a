"""财新: headlines and summaries; no article page is ever asked for."""

from newsbot.demo import DemoSite
from tests.crawling import Desk, pages


def test_headlines_only(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("demo-caixin")
    assert (ran.outcome, ran.stored) == ("ok", (3, 0, 0, 0))
    assert pages(site) == []
    rows = desk.rows(
        "SELECT source_id, headline, article_body, section, publisher, date_published FROM article ORDER BY source_id"
    )
    assert rows == [
        (
            "102100000",
            "云州重启城镇供水价格听证",
            "听证会定于下月初举行。",
            "经济",
            "财新网",
            "2026-11-20T11:35:00.000Z",
        ),
        ("102100001", "东湖钢铁董事会换届", "东湖钢铁董事会换届", "公司", "财新网", "2026-11-20T11:10:00.000Z"),
        (
            "102100002",
            "云州发布数据交易办法征求意见稿",
            "征求意见期为三十天。",
            "政经",
            "财新网",
            "2026-11-20T10:45:00.000Z",
        ),
    ]


def test_a_revisit_asks_the_list_again_and_no_page(desk: Desk, site: DemoSite) -> None:
    desk.crawl("demo-caixin")
    assert desk.crawl("demo-caixin", due="revisit", ahead=90_000).stored == (0, 0, 3, 0)
    assert pages(site) == []


def test_an_answer_without_rows_fails_the_listing(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("broken-caixin-empty")
    assert ran.outcome == "failed"
    assert "the answer has no data.articleList: 接口已下线" in (ran.error or "")
