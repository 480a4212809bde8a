"""7×24: flashes are articles made from their listing rows."""

import json
from dataclasses import replace
from datetime import datetime

from newsbot.archive import captures
from newsbot.archive.store import open_reader
from newsbot.demo import DemoSite
from newsbot.demo.roll import ZHIBO_PAGE, Flash, zhibo_body
from newsbot.demo.server import Answer
from newsbot.demo.writer import BEIJING
from tests.crawling import Desk, WrittenSite, pages

DOCID = "abcdefg0000001"
PAGE = f"/7x24/2031-10-14/doc-i{DOCID}.shtml"
FLASH = Flash(
    id=4_200_000,
    rich_text="【云州港吞吐量增长】云州港前三季度吞吐量增长4.2%。",
    created=datetime(2031, 10, 14, 9, 20, tzinfo=BEIJING),
    docid=DOCID,
    stocks=(("cn", "sh600018", "上港集团"),),
    docurl=PAGE,
)
TEXT = "云州港前三季度吞吐量增长4.2%，全文见公告；其中外贸箱量增长6.1%。"


def show(site: WrittenSite, *flashes: Flash) -> None:
    site.answers["/api/zhibo/feed"] = lambda request: Answer(zhibo_body(flashes, request.query, site.url))


def stanza(site: WrittenSite) -> str:
    return (
        f'[source.flashes]\nspider = "sina_zhibo"\nargs = {{ endpoint = "{site.url}/api/zhibo/feed" }}\n'
        f'allow_addresses = ["{site.address}"]\n'
    )


def roll(site: WrittenSite) -> str:
    """A roll list that names the page of the flash."""
    row = {"title": "云州港吞吐量增长", "url": site.url + PAGE, "docid": f"comos:{DOCID}", "media_name": "云州日报"}
    row |= {"ctime": "1950000000", "intime": "1950000000", "mtime": "1950000000"}
    result = {"status": {"code": 0}, "total": 1, "data": [row]}
    site.answers["/api/roll/get"] = Answer(json.dumps({"result": result}).encode())
    site.write(PAGE, "云州港吞吐量增长", TEXT)
    return site.roll()


def test_a_room_is_walked_by_tens_and_no_page_is_fetched(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("demo-7x24")
    assert (ran.outcome, ran.listed, ran.stored) == ("ok", len(site.flashes), (len(site.flashes), 0, 0, 0))
    asked = [target for _, target in site.hits if "/api/zhibo/feed" in target]
    assert len(asked) == -(-len(site.flashes) // ZHIBO_PAGE) + 1  # the API gives no total: an empty page ends the walk
    assert pages(site) == []


def test_an_unchanged_room_costs_one_request(desk: Desk, site: DemoSite) -> None:
    desk.crawl("demo-7x24")
    before = len(site.hits)
    assert desk.crawl("demo-7x24").stored == (0, 0, 0, 0)
    assert len(site.hits) == before + 1


def test_a_new_flash_ends_the_walk_on_the_first_page(desk: Desk, site: DemoSite) -> None:
    desk.crawl("demo-7x24")
    newest = site.flashes[0]
    site.flashes.insert(
        0, replace(newest, id=newest.id + 7, docid="zzzzzzz0000001", docurl="", rich_text="【快讯】新的一条。")
    )
    before = len(site.hits)
    assert desk.crawl("demo-7x24").stored == (1, 0, 0, 0)
    assert len(site.hits) == before + 1


def test_a_flash_has_its_row_as_capture(desk: Desk, written: WrittenSite) -> None:
    show(written, FLASH)
    desk.configure(stanza(written))
    assert desk.crawl("flashes").new == 1
    article = desk.rows("SELECT url, source_id, headline, article_body, date_published, source, publisher FROM article")
    assert article == [
        (written.url + PAGE, DOCID, "云州港吞吐量增长", FLASH.rich_text, "2031-10-14T01:20:00.000Z", "flashes", None)
    ]
    assert desk.rows("SELECT kind, status, url FROM capture") == [("entry", 200, written.url + PAGE)]
    with open_reader(desk.archive) as db:
        body = captures.load(db, 1)
        assert body
        assert json.loads(body)["content"] == FLASH.rich_text
    assert desk.one("SELECT count(*) FROM article_fts WHERE article_fts MATCH '\"吞吐 吐量\"'") == 1


def test_an_amended_flash_is_a_revision(desk: Desk, written: WrittenSite) -> None:
    show(written, FLASH)
    desk.configure(stanza(written))
    desk.crawl("flashes")
    show(written, replace(FLASH, rich_text=FLASH.rich_text.replace("4.2%", "4.3%")))
    ran = desk.crawl("flashes", due="scheduled")
    assert ran.stored == (0, 1, 0, 0)
    assert desk.rows("SELECT number, change, article_body LIKE '%4.3\\%%' ESCAPE '\\' FROM revision") == [
        (1, "first", 0),
        (2, "figures", 1),
    ]


def test_a_flash_is_looked_at_again_only_when_asked_and_then_in_its_row(desk: Desk, written: WrittenSite) -> None:
    show(written, FLASH)
    desk.configure(stanza(written))
    desk.crawl("flashes")
    ran = desk.crawl("flashes", due="scheduled", ahead=90_000)
    assert (ran.outcome, ran.stored) == ("ok", (0, 0, 0, 0))
    ran = desk.crawl("flashes", due="revisit", ahead=90_000)
    assert (ran.outcome, ran.stored) == ("ok", (0, 0, 1, 0))
    assert desk.one("SELECT count(*) FROM capture WHERE body IS NOT NULL") == 1
    assert PAGE not in written.targets()


def test_a_page_outranks_the_flash_that_announced_it(desk: Desk, written: WrittenSite) -> None:
    show(written, FLASH)
    desk.configure(stanza(written), roll(written))
    desk.crawl("flashes")
    assert PAGE not in written.targets()
    assert desk.crawl("written").stored == (0, 1, 0, 0)
    assert written.targets().count(PAGE) == 1
    read = "SELECT parser LIKE 'sina_com_cn/%', article_body, revision_count, source FROM article"
    assert desk.rows(read) == [(1, TEXT, 2, "flashes")]
    show(written, replace(FLASH, rich_text=FLASH.rich_text.replace("4.2%", "4.3%")))
    assert desk.crawl("flashes").stored == (0, 0, 0, 0)
    assert desk.rows(read) == [(1, TEXT, 2, "flashes")]
    assert desk.crawl("written").stored == (0, 0, 0, 0)
    assert written.targets().count(PAGE) == 1


def test_a_flash_that_comes_after_its_page_changes_nothing(desk: Desk, written: WrittenSite) -> None:
    show(written, FLASH)
    desk.configure(stanza(written), roll(written))
    assert desk.crawl("written").new == 1
    assert desk.crawl("flashes").new == 0
    assert desk.rows("SELECT article_body, revision_count FROM article") == [(TEXT, 1)]
