"""Every healthy source of the demo site, crawled at once into one archive: what is in it, exactly."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from typing import Any

import pytest

from newsbot import dates
from newsbot.archive import captures, search
from newsbot.archive.store import open_reader
from newsbot.demo import DemoSite, Story, english, pictures, sina
from newsbot.demo.roll import Flash
from newsbot.demo.sina import BOILERPLATE
from newsbot.demo.writer import mobile_path
from tests.crawler import Crawler, Ran
from tests.crawling import HEALTHY, Desk

Row = dict[str, Any]


@dataclass
class Crawled:
    """The site, what was archived of it, and the second crawl right after it."""

    site: DemoSite
    desk: Desk
    first: dict[str, Ran]
    again: dict[str, Ran]
    first_hits: list[tuple[str, str]]
    second_hits: list[tuple[str, str]]

    def article(self, url: str) -> Row:
        with open_reader(self.desk.archive) as db:
            found = db.execute(
                "SELECT a.* FROM article a JOIN article_address d ON d.article_id = a.id WHERE d.url = ?", (url,)
            )
            (row,) = found.fetchall()
            return dict(row)

    @property
    def stories(self) -> list[Story]:
        return [*self.site.stories, *chain(*self.site.english.values())]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory, crawler: Crawler) -> Iterator[Crawled]:
    desk = Desk(tmp_path_factory.mktemp("healthy"), crawler)
    with DemoSite() as site:
        desk.configure(site.stanzas())
        first = desk.crawl_all(*HEALTHY)
        hits = list(site.hits)
        again = desk.crawl_all(*HEALTHY)
        yield Crawled(site, desk, first, again, hits, site.hits[len(hits) :])
        desk.check()


def test_all_goes_well(crawled: Crawled) -> None:
    assert {(ran.outcome, ran.error, ran.failed) for ran in crawled.first.values()} == {("ok", None, 0)}
    stories = len(crawled.stories) + len(crawled.site.flashes)
    assert sum(ran.new for ran in crawled.first.values()) == stories
    assert crawled.desk.one("SELECT count(*) FROM article") == stories


def test_every_story_is_archived_with_exactly_its_fields(crawled: Crawled) -> None:
    (printed_first,) = (story for story in crawled.site.stories if story.case == "normal")
    original = crawled.article(crawled.site.url + printed_first.path)["id"]
    for story in crawled.site.stories:
        row = crawled.article(crawled.site.url + story.path)
        expected = {
            "url": crawled.site.url + story.path,
            "site": "127.0.0.1",
            "source_id": story.docid,
            "headline": story.headline,
            "alternative_headline": story.alternative_headline,
            "article_body": "\n".join(story.body),
            "publisher": story.publisher,
            "editor": story.editor or None,
            "date_modified": story.date_modified,
            "withdrawn": None,
            "complete": 1,
            "revision_count": 1,
            "duplicate_of": original if story.case == "reprint" else None,
        }
        assert {name: row[name] for name in expected} == expected, story.case
        assert row["date_published"][:16] == story.date_published[:16], story.case
        assert json.loads(row["keywords"]) == list(story.keywords), story.case
        assert row["section"] in {story.section, None}, story.case  # some layouts show none
        assert row["parser"].startswith("sina_com_cn/")


def test_every_feed_story_is_archived_with_exactly_its_fields(crawled: Crawled) -> None:
    for story in chain(*crawled.site.english.values()):
        row = crawled.article(crawled.site.url + story.path)
        expected = {
            "headline": story.headline,
            "article_body": "\n".join(story.body),
            "publisher": story.publisher,
            "section": story.section,
            "date_published": story.date_published,
            "in_language": "en",
        }
        assert {name: row[name] for name in expected} == expected
        assert json.loads(row["authors"]) == list(story.authors)


def test_every_flash_is_an_article_made_from_its_row_alone(crawled: Crawled) -> None:
    for flash in crawled.site.flashes:
        row = crawled.article(flash_url(flash, crawled.site.url))
        assert row["parser"].startswith("entry/")
        assert row["headline"] == (flash.headline or flash.rich_text.rstrip("。"))
        assert re.sub(r"\s", "", row["article_body"]) == re.sub(r"<br>|\s", "", flash.rich_text)
        assert row["date_published"] == dates.to_text(flash.created)
    asked = {target for _, target in crawled.first_hits}
    assert not asked & {path for flash in crawled.site.flashes for path in (flash.docurl, mobile_flash(flash))}


def flash_url(flash: Flash, base: str) -> str:
    """The address of a flash: that of its ``ext``, else that of its row, else a name made of its id."""
    if not flash.docurl:
        return f"urn:newsbot:sina-7x24:{flash.id}"
    return base + (mobile_flash(flash) if flash.mobile and not flash.ext else flash.docurl)


def mobile_flash(flash: Flash) -> str:
    return f"/{flash.created:%Y-%m-%d}/detail-i{flash.docid}.d.html"


def test_pictures_are_stored_as_served_with_their_captions_in_page_order(crawled: Crawled) -> None:
    for story in crawled.stories:
        shown = crawled.desk.rows(
            "SELECT i.url, i.caption, i.error, p.data, p.sha256, p.width, p.height FROM article_image i"
            " LEFT JOIN image p ON p.sha256 = i.sha256 WHERE i.article_id = ? ORDER BY i.position",
            crawled.article(crawled.site.url + story.path)["id"],
        )
        expected = []
        for image in story.images:
            found = pictures.picture(image.path.removeprefix("/redirect"))
            assert found
            data, digest = found[1], sha256(found[1]).hexdigest()
            url, caption = crawled.site.url + image.path, image.caption or None
            expected.append((url, caption, None, data, digest, image.width, image.height))
        assert shown == expected, story.case


def test_tickers_are_those_of_the_markup(crawled: Crawled) -> None:
    for story in crawled.site.stories:
        url = crawled.site.url + story.path
        found = crawled.desk.rows(
            "SELECT symbol, surface, method FROM mention WHERE article_id = ?", crawled.article(url)["id"]
        )
        assert set(found) == {(*ticker, "markup") for ticker in story.tickers}, story.case


def test_a_story_listed_under_several_addresses_is_one_article(crawled: Crawled) -> None:
    site, twins = crawled.site, crawled.site.find("listed-twice")
    ids = {crawled.article(site.url + path)["id"] for path in (*twins.listed, mobile_path(twins))}
    assert len(ids) == 1
    assert crawled.article(site.url + mobile_path(site.find("listed-mobile")))["url"].endswith(
        site.find("listed-mobile").path
    )
    https = crawled.desk.rows("SELECT url FROM article GROUP BY replace(url, 'https:', 'http:') HAVING count(*) > 1")
    assert https == []
    assert (
        crawled.desk.rows("SELECT source_id FROM article WHERE source_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1")
        == []
    )


def test_no_page_is_fetched_twice_though_two_lists_carry_it(crawled: Crawled) -> None:
    asked = Counter(target for _, target in crawled.first_hits)
    del asked["/robots.txt"]  # crawls that begin together ask for it together
    assert [target for target, count in asked.items() if count > 1] == []
    listed_by_both = (
        "SELECT count(*) FROM (SELECT article_id FROM article_listing GROUP BY 1 HAVING count(DISTINCT source) > 1)"
    )
    assert crawled.desk.one(listed_by_both) > 0


def test_captures_hold_the_bytes_that_were_served(crawled: Crawled) -> None:
    with open_reader(crawled.desk.archive) as db:
        for story in crawled.stories:
            row = db.execute(
                "SELECT c.id, c.url, c.status FROM article_address d JOIN article a ON a.id = d.article_id"
                " JOIN revision_capture r ON r.revision_id = a.revision_id JOIN capture c ON c.id = r.capture_id"
                " WHERE d.url = ?",
                (crawled.site.url + story.path,),
            ).fetchone()
            render = english.page if story.layout == "english" else sina.page
            if row["url"] == crawled.site.url + mobile_path(story):
                render = sina.mobile_page
            assert captures.load(db, row["id"]) == render(story, crawled.site.url)[1], story.case
            assert row["status"] == 200


def test_search_finds_every_story_by_its_headline(crawled: Crawled) -> None:
    with open_reader(crawled.desk.archive) as db:
        for story in crawled.stories:
            found = {row["headline"] for row in search.search(db, story.headline, search.Filter(), 200)}
            assert story.headline in found


def test_no_body_carries_boilerplate(crawled: Crawled) -> None:
    for url, body, html in crawled.desk.rows("SELECT url, article_body, article_body_html FROM article"):
        assert [phrase for phrase in BOILERPLATE if phrase in body or phrase in html] == [], url


def test_nothing_is_left_to_do(crawled: Crawled) -> None:
    assert crawled.desk.rows("SELECT DISTINCT state FROM frontier") == [("done",)]
    assert crawled.desk.one("SELECT count(*) FROM article_listing WHERE article_id IS NULL") == 0
    assert crawled.desk.one("SELECT count(*) FROM article_image WHERE sha256 IS NULL") == 0


def test_runs_say_what_happened(crawled: Crawled) -> None:
    for name, ran in crawled.first.items():
        kept = crawled.desk.rows(
            "SELECT source, outcome, listed, new, revised, unchanged, reprints, failed, images, bytes, error FROM run"
            " WHERE id = ?",
            ran.run_id,
        )
        counts = (ran.listed, ran.new, ran.revised, ran.unchanged, ran.reprints, ran.failed, ran.images, ran.bytes)
        assert kept == [(name, ran.outcome, *counts, ran.error)]
    assert sum(ran.images for ran in crawled.first.values()) == crawled.desk.one("SELECT count(*) FROM image")
    (begins, ends) = crawled.desk.rows(
        "SELECT window_begins, window_ends FROM run WHERE source = 'demo-rss' ORDER BY id"
    )[0]
    times = sorted(story.date_published for story in crawled.site.english["rss"])
    assert (begins[:16], ends[:16]) == (times[0][:16], times[-1][:16])


def test_the_same_again_costs_one_unchanged_answer_per_listing(crawled: Crawled) -> None:
    assert {(ran.outcome, ran.error, ran.listed, ran.stored) for ran in crawled.again.values()} == {
        ("ok", None, 0, (0, 0, 0, 0))
    }
    assert len(crawled.second_hits) == len(HEALTHY)
    assert not [
        target
        for _, target in crawled.second_hits
        if target in {"/robots.txt", *(story.path for story in crawled.stories)}
    ]
    assert sum(ran.bytes for ran in crawled.again.values()) < 300 * len(HEALTHY)  # heads without a body: answers of 304
