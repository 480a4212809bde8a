"""网易财经: a flow of numbered files, and articles in three layouts."""

from newsbot.demo import DemoSite
from newsbot.demo.sites import netease
from tests.crawling import Desk, WrittenSite


def test_the_flow_ends_where_a_file_is_missing(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("demo-netease")
    assert (ran.outcome, ran.listed, ran.stored) == ("ok", 4, (4, 0, 0, 0))
    asked = [target for _, target in site.hits if "/special/" in target]
    assert [target.rpartition("/")[2] for target in asked] == [
        f"news_flow_index{number}.js?callback=data_callback" for number in ("", "_02", "_03")
    ]
    before = len(site.hits)
    assert desk.crawl("demo-netease").stored == (0, 0, 0, 0)
    assert len(site.hits) == before + 1


def test_the_layouts(desk: Desk, site: DemoSite) -> None:
    desk.crawl("demo-netease")
    rows = desk.rows(
        "SELECT source_id, parser, headline, publisher, editor, date_published, article_body FROM article ORDER BY 1"
    )
    assert rows == [
        (
            netease.CLASSIC,
            "_163_com/2",
            "云州外贸回暖 前十个月增长4.2%",
            "云州日报",
            "何雁",
            "2026-11-20T11:09:43.000Z",
            "云州海关介绍，前十个月云州外贸进出口增长4.2%。\n其中，松江铜业出口增长12.6%。\n“订单小了，可是多了。”一位货代说。",
        ),
        (
            netease.QUOTED,
            "_163_com/2",
            '东湖钢铁称"不缺订单" 夜班重新排满',
            "云州日报",
            "何雁",
            "2026-11-20T10:19:43.000Z",
            "东湖钢铁董事长表示，公司“不缺订单”。\n四季度的夜班已经重新排满。",
        ),
        (
            netease.POST,
            "_163_com/3",
            "松江铜库存连续第三周下降",
            "云州证券报",
            None,
            "2026-11-20T09:29:43.000Z",
            "松江铜库存较上周减少1.4万吨，连续第三周下降。\n贸易商称，现货升水扩大到每吨260元。",
        ),
        (
            netease.ACCOUNT,
            "_163_com/1",
            "北岭半导体的第二条曲线",
            "云州产业观察",
            None,
            "2026-11-20T08:39:43.000Z",  # the page has the day, the listing its second
            "北岭半导体的第二条曲线，是给别人造设备。\n这门生意的毛利率是41%。",
        ),
    ]
    assert desk.rows("SELECT caption, sha256 IS NOT NULL FROM article_image") == [("云州港三号码头。", 1)]
    assert desk.one("SELECT alternative_headline FROM article WHERE source_id = ?", netease.CLASSIC) == (
        "前十个月云州外贸增长4.2%"
    )


def test_renamed_fields_fail_the_listing(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("broken-netease-renamed")
    assert ran.outcome == "failed"
    assert "1 of 1 rows have no docurl" in (ran.error or "")


def test_a_missing_first_file_fails_the_listing(desk: Desk, written: WrittenSite) -> None:
    desk.configure(
        f'[source.flow]\nspider = "netease"\nargs = {{ endpoint = "{written.url}" }}\n'
        f'allow_addresses = ["{written.address}"]\n'
    )
    ran = desk.crawl("flow")
    assert ran.outcome == "failed"
    assert "404" in (ran.error or "")
