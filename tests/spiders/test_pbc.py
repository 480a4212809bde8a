"""人民银行: HTML lists and pages, and the challenge before them."""

from newsbot.demo import DemoSite
from newsbot.demo.sites import pbc
from tests.crawling import Desk


def test_notices_are_archived(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("demo-pbc")
    assert (ran.outcome, ran.error, ran.stored) == ("ok", None, (3, 0, 0, 0))
    rows = desk.rows("SELECT url, headline, article_body, date_published, parser FROM article ORDER BY url")
    times = ("2026-11-20T09:30:00.000Z", "2026-11-20T01:20:15.000Z", "2026-11-19T08:05:00.000Z")
    assert rows == [
        (site.url + notice.path, notice.title, "\n".join(notice.lines), time, "pbc_gov_cn/1")
        for notice, time in zip(pbc.NOTICES, times, strict=True)
    ]


def test_a_challenge_before_the_list_fails_the_source_by_name(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("broken-pbc-challenge")
    assert ran.outcome == "failed"
    assert ran.error
    assert "blocked by a JavaScript challenge (wzws)" in ran.error


def test_a_challenge_before_a_page_is_no_article(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("broken-pbc-page")
    assert (ran.outcome, ran.stored) == ("failed", (0, 0, 0, 1))
    (error,) = ran.errors
    assert "a JavaScript challenge (wzws) instead of the article" in error
    assert "wzws" in desk.one("SELECT last_error FROM frontier")
