"""Sources on which something goes wrong: what is said of it, and that what is healthy beside it is archived."""

import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from newsbot.demo import DemoSite
from newsbot.demo.broken import BUSY_SECONDS, LISTINGS, PAGES
from newsbot.demo.server import Answer
from tests.crawler import Crawler, Ran
from tests.crawling import Desk, WrittenSite, json_feed

HEALED = ("error-once", "busy", "slow")
"""Faults after which the page comes all the same."""
NO_ARTICLES = {"pictures": (3, 0), **dict.fromkeys(HEALED, (3, 0))}

SAID = {
    "soft-404": "the page says that it does not exist",
    "gone": r"the server says it does not exist \(HTTP 404\)",
    "cut-off": r"(ConnectionLost|DataLoss|PartialDownload|ConnectionDone).*, so it could not be fetched",
    "redirect-loop": "(too many|max) redirect",
    "redirect-private": r"is not a public address \((private|link-local)\)",
    "gzip-bomb": "exceeded DOWNLOAD_MAXSIZE .* during decompression|larger than|exceeded",
    "private-article": r"is not a public address \((private|link-local)\)",
    "disallowed": "forbidden by robots.txt",
}
"""Fault -> what the error of its articles says."""

LISTING_SAID = {
    "html-listing": "HTML page",
    "status-code": "status 11: Incorrect params",
    "private-listing": r"10\.0\.0\.1 is not a public address \(private\)",
    "cut-off-listing": "could not be fetched",
}


@dataclass
class Crawled:
    """All broken sources of the demo site, crawled at once."""

    site: DemoSite
    desk: Desk
    ran: dict[str, Ran]
    seconds: float

    def errors(self, fault: str) -> dict[str, str]:
        """Address -> last error of the articles that were not archived."""
        urls = self.urls(fault)[1:]
        found = dict(self.desk.rows("SELECT url, last_error FROM frontier WHERE last_error IS NOT NULL"))
        return {url: found[url] for url in urls if url in found}

    def urls(self, fault: str) -> list[str]:
        return [s.path if s.path.startswith("http") else self.site.url + s.path for s in self.site.broken[fault]]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory, crawler: Crawler) -> Iterator[Crawled]:
    desk = Desk(tmp_path_factory.mktemp("broken"), crawler)
    with DemoSite(articles=0, slow=0.3) as site:
        desk.configure(site.stanzas(), "[daemon]\nconcurrency = 20")
        started = time.monotonic()
        ran = desk.crawl_all(*(f"broken-{fault}" for fault in (*PAGES, *LISTINGS)))
        yield Crawled(site, desk, ran, time.monotonic() - started)
        desk.check()


@pytest.mark.parametrize("fault", PAGES)
def test_the_healthy_story_is_archived_and_the_others_are_counted(fault: str, crawled: Crawled) -> None:
    ran = crawled.ran[f"broken-{fault}"]
    new, failed = NO_ARTICLES.get(fault, (1, 2))
    assert (ran.listed, ran.stored, ran.error) == (3, (new, 0, 0, failed), None)
    assert ran.outcome == ("degraded" if failed else "ok")
    healthy = crawled.desk.rows("SELECT headline FROM article WHERE url = ?", crawled.urls(fault)[0])
    assert healthy == [(crawled.site.broken[fault][0].headline,)]


@pytest.mark.parametrize("fault", SAID)
def test_the_error_says_what_happened_and_where(fault: str, crawled: Crawled) -> None:
    errors = crawled.errors(fault)
    assert list(errors) == crawled.urls(fault)[1:]
    for url, error in errors.items():
        assert re.search(SAID[fault], error, re.IGNORECASE), error
        assert error.startswith("http")
        if not fault.startswith("redirect"):
            assert error.startswith(f"{url}: "), error
    assert sorted(crawled.ran[f"broken-{fault}"].errors) == sorted(errors.values())


@pytest.mark.parametrize("fault", LISTING_SAID)
def test_a_listing_that_cannot_be_read_fails_its_source(fault: str, crawled: Crawled) -> None:
    ran = crawled.ran[f"broken-{fault}"]
    assert (ran.outcome, ran.listed, ran.stored) == ("failed", 0, (0, 0, 0, 0))
    assert ran.error
    assert re.search(LISTING_SAID[fault], ran.error), ran.error
    assert ran.error.startswith("http://")


def test_every_error_is_one_line(crawled: Crawled) -> None:
    kept = crawled.desk.rows("SELECT error FROM run WHERE error IS NOT NULL UNION ALL SELECT last_error FROM frontier")
    texts = [error for (error,) in kept if error] + [error for ran in crawled.ran.values() for error in ran.errors]
    assert len(texts) > 20
    assert not [text for text in texts if "\n" in text or "Traceback" in text or len(text) > 400]


def test_nothing_hangs(crawled: Crawled) -> None:
    assert crawled.seconds < 30
    assert crawled.desk.one("SELECT count(*) FROM run WHERE finished IS NULL") == 0


@pytest.mark.parametrize("fault", HEALED)
def test_what_passes_is_waited_for(fault: str, crawled: Crawled) -> None:
    asked = Counter(target for _, target in crawled.site.hits)
    times = 1 if fault == "slow" else 2
    assert [asked[story.path] for story in crawled.site.broken[fault][1:]] == [times, times]


def test_a_soft_404_keeps_its_capture(crawled: Crawled) -> None:
    for url in crawled.urls("soft-404")[1:]:
        assert crawled.desk.rows("SELECT kind, status, size > 100 FROM capture WHERE url = ?", url) == [
            ("article", 200, 1)
        ]


def test_a_redirect_loop_ends_soon(crawled: Crawled) -> None:
    asked = [target for _, target in crawled.site.hits if "/broken/redirect-loop/" in target and "api" not in target]
    assert len(asked) <= 2 * 6


def test_a_bomb_is_neither_kept_nor_asked_for_again(crawled: Crawled) -> None:
    asked = Counter(target for _, target in crawled.site.hits)
    assert [asked[story.path] for story in crawled.site.broken["gzip-bomb"][1:]] == [1, 1]
    assert crawled.desk.one("SELECT max(size) FROM capture") < 2**20


def test_what_robots_forbid_is_not_asked_for(crawled: Crawled) -> None:
    assert not [target for _, target in crawled.site.hits if target.startswith("/private/")]


PICTURES_SAID = (
    {"truncated.jpg": "cut off or damaged", "html.jpg": "a page, not a picture", "bomb.png": "pixels"},
    {"missing.jpg": "HTTP 404", "private.jpg": r"10\.0\.0\.1 is not a public address"},
)
"""Of each of the two stories with broken pictures; a tracking pixel is no picture of the article at all."""


@pytest.mark.parametrize("number", [0, 1])
def test_broken_pictures_are_told_one_by_one_and_cost_no_article(number: int, crawled: Crawled) -> None:
    story = crawled.site.broken["pictures"][1 + number]
    shown = crawled.desk.rows(
        "SELECT i.url, i.sha256, i.error FROM article_image i JOIN article a ON a.id = i.article_id WHERE a.url = ?"
        " ORDER BY i.position",
        crawled.site.url + story.path,
    )
    assert [url for url, sha256, error in shown if sha256 and error is None] == [
        crawled.site.url + story.images[0].path
    ]
    bad = {url.rpartition("/")[2]: error for url, sha256, error in shown if sha256 is None}
    assert list(bad) == list(PICTURES_SAID[number])
    for name, said in PICTURES_SAID[number].items():
        assert re.search(said, bad[name]), bad[name]


def test_a_retry_after_is_waited_for(desk: Desk, site: DemoSite) -> None:
    started = time.monotonic()
    assert desk.crawl("broken-busy").outcome == "ok"
    assert time.monotonic() - started >= BUSY_SECONDS


def test_a_retry_after_too_long_to_wait_for_ends_the_crawl(desk: Desk, written: WrittenSite) -> None:
    written.answers["/api/roll/get"] = Answer(b"", status=429, headers={"Retry-After": "3600"})
    desk.configure(written.roll())
    ran = desk.crawl("written")
    assert (ran.outcome, ran.stored) == ("failed", (0, 0, 0, 0))
    assert ran.error
    assert "the host asked to come back in 3600 s (Retry-After)" in ran.error
    assert len([hit for hit in written.hits if hit.path == "/api/roll/get"]) == 1


def test_a_page_that_asks_to_wait_long_is_due_when_it_said(desk: Desk, written: WrittenSite) -> None:
    good = written.write("/doc-iabcdefg0000001.shtml", "云州第1号公告")
    page, busy = written.answers["/doc-iabcdefg0000001.shtml"], Answer(b"", status=503, headers={"Retry-After": "7000"})
    written.answers["/feed.json"] = json_feed(good)
    written.answers["/doc-iabcdefg0000001.shtml"] = busy
    desk.configure(written.feed())
    ran = desk.crawl("written", due="scheduled")
    assert "7000 s" in ran.errors[0]
    written.answers["/doc-iabcdefg0000001.shtml"] = page
    assert desk.crawl("written", due="scheduled", ahead=6900).stored == (0, 0, 0, 0)
    assert desk.crawl("written", due="scheduled", ahead=7100).stored == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            "<html><body><h1 class='main-title'>Just a moment...</h1><div id='artibody'><p>请完成安全验证</p></div>",
            "bot check",
        ),
        (
            "<html><body><h1 class='main-title'>研报</h1><div id='artibody'><p>登录后可查看全文</p></div>",
            "only for members",
        ),
        ("<html><body><h1 class='main-title'>标题</h1><div id='artibody'><p>　　</p></div>", "no text"),
        ("<html><body><div id='artibody'><p>没有标题的正文，足够长的一段话。</p></div>", "no headline"),
        ("", "no text"),
    ],
)
def test_a_page_without_an_article_is_a_failure_with_its_capture(
    desk: Desk, written: WrittenSite, body: str, said: str
) -> None:
    written.answers["/story-0000001.shtml"] = Answer(body.encode())
    written.answers["/feed.json"] = json_feed(written.url + "/story-0000001.shtml", title=None)
    desk.configure(written.feed())
    ran = desk.crawl("written")
    assert (ran.outcome, ran.stored) == ("failed", (0, 0, 0, 1))
    assert said in ran.errors[0]
    assert ran.errors[0].startswith(f"{written.url}/story-0000001.shtml: ")
    assert desk.rows("SELECT kind, status, size FROM capture") == [("article", 200, len(body.encode()))]
    assert desk.rows("SELECT count(*) FROM article") == [(0,)]


def test_a_page_larger_than_the_limit_is_a_failure(desk: Desk, written: WrittenSite) -> None:
    url = written.write("/story-0000001.shtml", "云州", "很长的正文。" * 1000)
    written.answers["/feed.json"] = json_feed(url)
    desk.configure(written.feed(), "[limits]\nbody_bytes = 5000")
    ran = desk.crawl("written")
    assert ran.stored == (0, 0, 0, 1)
    assert "5000" in ran.errors[0]


def test_a_listing_that_is_not_there(desk: Desk, written: WrittenSite) -> None:
    desk.configure(written.roll())
    ran = desk.crawl("written")
    assert (ran.outcome, ran.listed) == ("failed", 0)
    assert ran.error
    assert ran.error.endswith("the server says it does not exist (HTTP 404)")


def test_a_host_that_is_not_there(desk: Desk, written: WrittenSite) -> None:
    desk.configure(written.roll().replace(written.address, "127.0.0.1:9"))
    ran = desk.crawl("written")
    assert ran.outcome == "failed"
    assert ran.error
    assert ran.error.startswith("http://127.0.0.1:9/api/roll/get?")
    assert "refused" in ran.error.lower()
