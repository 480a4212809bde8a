"""How a listing is walked, what is fetched of it, and how a crawl ends."""

import json
from collections import Counter
from dataclasses import astuple, replace
from typing import Any

from newsbot.demo import DemoSite
from newsbot.demo.server import Answer, Request, conditional
from newsbot.demo.writer import NOW
from tests.crawler import Crawler
from tests.crawling import Desk, WrittenSite, pages

PAGE_SIZE = 5
"""Rows of a listing page here, though more are asked for."""


class Roll:
    """A roll list of stories 1, 2, … (the last one is the newest), five rows a page, with pages that can fail."""

    def __init__(self, site: WrittenSite, count: int, *, delay: float = 0) -> None:
        self.site, self.delay = site, delay
        self.rows: list[dict[str, str]] = []
        self.failing: set[int] = set()
        self.grow(count)
        site.answers["/api/roll/get"] = self.answer

    def grow(self, count: int) -> None:
        for number in range(len(self.rows) + 1, len(self.rows) + count + 1):
            url = self.site.write(f"/doc-iabcdefg{number:07}.shtml", f"云州第{number}号公告", delay=self.delay)
            at = str(1_950_000_000 + 60 * number)
            row = {"title": f"云州第{number}号公告", "url": url, "docid": f"comos:abcdefg{number:07}"}
            self.rows.append({**row, "ctime": at, "intime": at, "mtime": at, "media_name": "云州日报"})

    def answer(self, request: Request) -> Answer:
        page = int(request.query["page"])
        if page in self.failing:
            return Answer(b"Bad Gateway", status=502)
        data = self.rows[::-1][PAGE_SIZE * (page - 1) : PAGE_SIZE * page]
        result = {"status": {"code": 0}, "total": len(self.rows), "data": data}
        return conditional(request, Answer(json.dumps({"result": result}).encode(), "application/json"), NOW)

    def walked(self, since: int = 0) -> list[int]:
        """The listing pages asked for, each once however often it was tried."""
        asked = [int(hit.query["page"]) for hit in self.site.hits[since:] if hit.path == "/api/roll/get"]
        return list(dict.fromkeys(asked))

    def fetched(self, since: int = 0) -> Counter[str]:
        return Counter(target for target in self.site.targets(since) if target.startswith("/doc-"))


def test_a_listing_is_walked_to_its_total_though_its_pages_are_short(desk: Desk, written: WrittenSite) -> None:
    roll = Roll(written, 17)
    desk.configure(written.roll())
    ran = desk.crawl("written")
    assert (ran.outcome, ran.listed, ran.stored) == ("ok", 17, (17, 0, 0, 0))
    assert roll.walked() == [1, 2, 3, 4]
    assert set(roll.fetched().values()) == {1}


def test_a_site_that_repeats_its_last_page_has_come_to_its_end(desk: Desk, written: WrittenSite) -> None:
    roll = Roll(written, 7)

    def repeating(request: Request) -> Answer:
        page = min(int(request.query["page"]), 2)
        answer = json.loads(roll.answer(replace(request, query={"page": str(page)}, headers={})).body)
        del answer["result"]["total"]
        return Answer(json.dumps(answer).encode(), "application/json")

    written.answers["/api/roll/get"] = repeating
    desk.configure(written.roll())
    ran = desk.crawl("written")
    assert (ran.outcome, ran.error, ran.stored) == ("ok", None, (7, 0, 0, 0))
    assert roll.walked() == [1, 2, 3]
    roll.grow(1)
    before = len(written.hits)
    assert desk.crawl("written").stored == (1, 0, 0, 0)
    assert roll.walked(before) == [1]


def test_only_what_is_new_is_fetched_and_the_walk_stops_at_what_is_known(desk: Desk, written: WrittenSite) -> None:
    roll = Roll(written, 17)
    desk.configure(written.roll())
    desk.crawl("written")
    roll.grow(7)
    before = len(written.hits)
    ran = desk.crawl("written")
    assert (ran.outcome, ran.listed, ran.stored) == ("ok", 10, (7, 0, 0, 0))
    assert roll.walked(before) == [1, 2]
    assert sorted(roll.fetched(before)) == [f"/doc-iabcdefg{number:07}.shtml" for number in range(18, 25)]
    assert desk.rows("SELECT overlapped FROM run ORDER BY id") == [(0,), (1,)]


def test_what_is_published_between_two_polls_is_fetched_and_nothing_else(desk: Desk, site: DemoSite) -> None:
    desk.crawl("demo-roll")
    new = site.publish(3)
    before = len(site.hits)
    ran = desk.crawl("demo-roll")
    assert (ran.outcome, ran.stored) == ("ok", (3, 0, 0, 0))
    assert sorted(pages(site, before)) == sorted(story.path for story in new)
    wanted = {picture.path for story in new for picture in story.images}
    others = {target for _, target in site.hits[before:]} - set(pages(site)) - wanted
    assert [target.partition("?")[0] for target in others] == ["/api/roll/get"]


def test_max_pages_ends_a_walk_and_args_may_set_it(desk: Desk, written: WrittenSite) -> None:
    roll = Roll(written, 24)
    desk.configure(
        written.roll("short", more="max_pages = 2"),
        written.roll("shorter").replace(" }", ", max_pages = 1, lid = 1687 }"),
    )
    assert desk.crawl("short").listed == 10
    assert roll.walked() == [1, 2]
    before = len(written.hits)
    assert desk.crawl("shorter").listed == 5
    assert roll.walked(before) == [1]


def test_an_interrupted_walk_is_told_and_what_it_listed_is_archived(desk: Desk, written: WrittenSite) -> None:
    roll = Roll(written, 17)
    roll.failing = {2}
    desk.configure(written.roll())
    ran = desk.crawl("written")
    assert (ran.outcome, ran.listed, ran.stored) == ("failed", 5, (5, 0, 0, 0))
    assert ran.error
    assert ran.error.endswith("page=2: the server answered HTTP 502")
    assert desk.one("SELECT error FROM run") == ran.error


def test_an_interrupted_walk_begins_anew_unconditionally_and_misses_nothing(desk: Desk, written: WrittenSite) -> None:
    roll = Roll(written, 17)
    roll.failing = {2}
    desk.configure(written.roll())
    desk.crawl("written")
    roll.failing, before = set(), len(written.hits)
    assert desk.crawl("written").stored == (12, 0, 0, 0)
    assert roll.walked(before) == [1, 2, 3, 4]
    assert not {"if-none-match", "if-modified-since"} & set(written.hits[before].headers)
    assert set(roll.fetched().values()) == {1}
    before = len(written.hits)
    assert desk.crawl("written").outcome == "ok"
    assert written.targets(before) == [written.hits[before].target]
    assert written.hits[before].headers["if-none-match"]


def test_a_walk_interrupted_over_a_known_listing_leaves_no_gap(desk: Desk, written: WrittenSite) -> None:
    """Its first page is listed by then, but by no completed walk: the next one must not stop at it."""
    roll = Roll(written, 10)
    desk.configure(written.roll())
    desk.crawl("written")
    roll.grow(12)
    roll.failing = {2}
    assert desk.crawl("written").outcome == "failed"
    roll.failing, before = set(), len(written.hits)
    assert desk.crawl("written").stored == (7, 0, 0, 0)
    assert roll.walked(before) == [1, 2, 3]
    assert desk.one("SELECT count(*) FROM article") == 22


def test_a_listing_that_grows_while_it_is_walked_loses_nothing(desk: Desk, written: WrittenSite) -> None:
    roll = Roll(written, 17)

    def growing(request: Request) -> Answer:
        answer = roll.answer(request)
        if request.query["page"] == "1" and len(roll.rows) == 17:
            roll.grow(1)
        return answer

    written.answers["/api/roll/get"] = growing
    desk.configure(written.roll())
    assert desk.crawl("written").stored == (17, 0, 0, 0)
    assert desk.crawl("written").stored == (1, 0, 0, 0)
    assert set(roll.fetched().values()) == {1}


def test_two_crawls_of_one_source_in_two_processes_share_the_work(desk: Desk, written: WrittenSite) -> None:
    roll = Roll(written, 60, delay=0.1)
    desk.configure(written.roll(more="max_pages = 20"))
    with Crawler() as other:
        for crawler in (other, desk.crawler):
            crawler.run(desk.config, desk.archive)  # both are up now
        for crawler in (other, desk.crawler):
            crawler.begin(desk.config, desk.archive, {"source": "written"})
        ((one,), (two,)) = other.wait(), desk.crawler.wait()
    assert {one.outcome, two.outcome} == {"ok"}
    assert one.new + two.new == 60
    assert one.new > 0 < two.new
    assert len(roll.fetched()) == 60
    assert set(roll.fetched().values()) == {1}
    assert desk.one("SELECT count(*) FROM article") == desk.one("SELECT count(*) FROM revision") == 60
    assert desk.rows("SELECT DISTINCT state FROM frontier") == [("done",)]


def test_a_source_given_twice_at_once_in_one_process_is_fetched_once(desk: Desk, written: WrittenSite) -> None:
    roll = Roll(written, 20, delay=0.05)
    desk.configure(written.roll())
    one, two = desk.crawler.run(desk.config, desk.archive, {"source": "written"}, {"source": "written"})
    assert one.new + two.new == 20
    assert set(roll.fetched().values()) == {1}


def test_a_row_without_a_fetchable_address_loses_no_other(desk: Desk, written: WrittenSite) -> None:
    roll = Roll(written, 8)
    roll.rows[3]["url"] = "javascript:void(0)"
    desk.configure(written.roll())
    ran = desk.crawl("written")
    assert (ran.outcome, ran.stored) == ("ok", (7, 0, 0, 0))


def test_an_address_given_by_hand_is_fetched_alone(desk: Desk, site: DemoSite) -> None:
    story = site.stories[-1]
    ran = desk.crawl("demo-roll", addresses=[site.url + story.path])
    assert (ran.outcome, ran.listed, ran.stored) == ("ok", 0, (1, 0, 0, 0))
    assert pages(site) == [story.path]


def test_most_articles_of_a_run(desk: Desk, site: DemoSite) -> None:
    assert desk.crawl("demo-rss", max_articles=3).new == 3
    assert desk.crawl("demo-rss", max_articles=3).new == 3
    assert desk.crawl("demo-rss").new == 2
    assert len(set(pages(site))) == len(pages(site)) == 8


def kept(desk: Desk, run_id: int) -> tuple[Any, ...]:
    columns = "outcome, error, id, listed, new, revised, unchanged, reprints, failed, images, bytes"
    return desk.rows(f"SELECT {columns} FROM run WHERE id = ?", run_id)[0]


def test_outcome_empty_is_a_listing_without_entries(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("broken-empty-listing")
    assert (ran.outcome, ran.error, ran.listed) == ("empty", None, 0)
    assert kept(desk, ran.run_id) == astuple(ran)[:11]


def test_outcome_degraded_is_some_failed(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("broken-gone")
    assert (ran.outcome, ran.error, ran.listed, ran.stored) == ("degraded", None, 3, (1, 0, 0, 2))
    outcome, error, *counts = kept(desk, ran.run_id)
    assert (outcome, counts) == ("degraded", [*astuple(ran)[2:11]])
    assert error in ran.errors


def test_outcome_failed_is_no_article_succeeded(desk: Desk, written: WrittenSite) -> None:
    roll = Roll(written, 2)
    for path in roll.site.answers.keys() - {"/api/roll/get"}:
        written.answers[path] = Answer(b"", status=404)
    desk.configure(written.roll())
    ran = desk.crawl("written")
    assert (ran.outcome, ran.error, ran.stored) == ("failed", None, (0, 0, 0, 2))
    outcome, error, *_ = kept(desk, ran.run_id)
    assert outcome == "failed"
    assert error in ran.errors
    assert "(HTTP 404)" in error
    assert desk.rows("SELECT last_ok, failures FROM source_state") == [(None, 1)]


def test_what_failed_before_and_fails_again_does_not_fail_the_source(desk: Desk, site: DemoSite) -> None:
    desk.crawl("broken-gone")
    again = desk.crawl("broken-gone")
    assert (again.outcome, again.listed, again.stored) == ("degraded", 0, (0, 0, 0, 2))


def test_a_failed_listing_still_lets_the_backlog_be_fetched(desk: Desk, written: WrittenSite) -> None:
    roll = Roll(written, 4)
    desk.configure(written.roll())
    desk.crawl("written", max_articles=1)
    roll.failing = {1}
    ran = desk.crawl("written")
    assert (ran.outcome, ran.stored) == ("failed", (3, 0, 0, 0))
    assert desk.rows("SELECT DISTINCT state FROM frontier") == [("done",)]


def test_a_failed_page_waits_for_its_backoff_unless_crawled_by_hand(desk: Desk, written: WrittenSite) -> None:
    Roll(written, 2)
    page = written.answers.pop("/doc-iabcdefg0000001.shtml")
    desk.configure(written.roll())
    assert desk.crawl("written", due="scheduled").stored == (1, 0, 0, 1)
    written.answers["/doc-iabcdefg0000001.shtml"] = page
    assert desk.crawl("written", due="scheduled", ahead=30).stored == (0, 0, 0, 0)
    assert desk.crawl("written", due="scheduled", ahead=90).stored == (1, 0, 0, 0)


def test_a_page_given_up_is_dead_with_its_error_and_an_event(desk: Desk, site: DemoSite) -> None:
    for hours in (0, 3, 7):
        desk.crawl("broken-gone", ahead=hours * 3600)
    before = len(site.hits)
    assert desk.crawl("broken-gone", ahead=8 * 3600).stored == (0, 0, 0, 0)
    assert pages(site, before) == []
    dead = dict(desk.rows("SELECT url, last_error FROM frontier WHERE state = 'dead'"))
    assert dead == {
        url: f"{url}: the server says it does not exist (HTTP 404)"
        for url in (site.url + story.path for story in site.broken["gone"][1:])
    }
    told = [json.loads(detail)["url"] for (detail,) in desk.rows("SELECT detail FROM event WHERE kind = 'dead'")]
    assert sorted(told) == sorted(dead)
