"""巨潮资讯: a posted form."""

from urllib.parse import parse_qs

from newsbot.demo import DemoSite
from newsbot.demo.server import Answer
from tests.crawling import Desk, WrittenSite


def test_announcements_are_archived(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("demo-cninfo")
    assert (ran.outcome, ran.error, ran.stored) == ("ok", None, (2, 0, 0, 0))
    assert desk.rows("SELECT url, source_id, headline, date_published FROM article ORDER BY source_id") == [
        (
            f"{site.url}/cninfo/static/finalpage/2026-11-20/1299000001.PDF",
            "1299000001",
            "关于以集中竞价方式回购股份的公告",
            "2026-11-20T11:02:31.000Z",
        ),
        (
            f"{site.url}/cninfo/static/finalpage/2026-11-20/1299000002.PDF",
            "1299000002",
            "关于股份回购实施结果的公告",
            "2026-11-20",
        ),
    ]
    assert desk.rows("SELECT symbol FROM mention ORDER BY symbol") == [("009901.SZ",), ("609902.SH",)]


def test_the_form_has_the_dates_of_the_crawl(desk: Desk, written: WrittenSite) -> None:
    written.answers["/query"] = Answer(b'{"announcements": null}')
    desk.configure(
        f'[source.x]\nspider = "cninfo"\nallow_addresses = ["{written.address}"]\n'
        f'args = {{ endpoint = "{written.url}/query", stock = "009901,gssz0009901", days = 0 }}\n'
    )
    desk.crawl("x")
    (form,) = (parse_qs(request.body.decode()) for request in written.hits if request.method == "POST")
    assert form["stock"] == ["009901,gssz0009901"]
    begin, _, end = form["seDate"][0].partition("~")
    assert begin < end
    assert (len(begin), len(end)) == (10, 10)


def test_null_is_an_empty_listing(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("broken-cninfo-none")
    assert (ran.outcome, ran.error, ran.listed) == ("empty", None, 0)


def test_a_stock_without_its_org_id_is_refused_before_anything_is_asked(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("broken-cninfo-stock")
    assert ran.outcome == "failed"
    assert ran.error
    assert "stock = '009901' has no orgId" in ran.error
    assert not [target for _, target in site.hits if target.startswith("/cninfo/")]
