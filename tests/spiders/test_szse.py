"""深交所: a posted question, pages until one is empty."""

from newsbot.demo import DemoSite
from tests.crawling import Desk


def test_it_is_walked_to_the_empty_page(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("demo-szse")
    assert (ran.outcome, ran.error, ran.stored) == ("ok", None, (3, 0, 0, 0))
    posts = [target for method, target in site.hits if method == "POST"]
    assert len(posts) == 3
    assert not [target for _, target in site.hits if target.endswith(".PDF")]
    assert desk.rows("SELECT url, source_id, headline, date_published FROM article ORDER BY source_id") == [
        (
            f"{site.url}/szse/download/disc/disk03/finalpage/2026-11-20/99000000-0001.PDF",
            "99000000-0000-4000-8000-000000000001",
            "湖屿银行：关于董事会决议的公告",
            "2026-11-20T10:31:02.000Z",
        ),
        (
            f"{site.url}/szse/download/disc/disk03/finalpage/2026-11-20/99000000-0002.PDF",
            "99000000-0000-4000-8000-000000000002",
            "青朔科技：关于签订重大合同的公告",
            "2026-11-20T09:12:40.000Z",
        ),
        (
            f"{site.url}/szse/download/disc/disk03/finalpage/2026-11-20/99000000-0003.PDF",
            "99000000-0000-4000-8000-000000000003",
            "松陵制药：2026年第三季度报告",
            "2026-11-20",
        ),
    ]
    mentions = "SELECT symbol FROM mention JOIN article a ON a.id = article_id WHERE headline LIKE '松陵%' ORDER BY 1"
    assert desk.rows(mentions) == [("009903.SZ",), ("209903.SZ",)]
    assert desk.crawl("demo-szse").stored == (0, 0, 0, 0)


def test_renamed_fields_fail_the_source(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("broken-szse-renamed")
    assert ran.outcome == "failed"
    assert ran.error
    assert "3 of 3 rows have no title" in ran.error
    assert desk.one("SELECT count(*) FROM article") == 0
