"""Feeds, from their bytes to the archive; what the demo site's three feeds give is in test_healthy.py."""

import json

import pytest

from newsbot.archive import captures
from newsbot.archive.store import open_reader
from newsbot.demo.server import Answer
from tests.crawling import Desk, WrittenSite

ITEM = "<title>云州公告</title><pubDate>Thu, 9 Oct 2031 18:00:00 GMT</pubDate>"


def rss(*items: str) -> Answer:
    rows = "".join(f"<item>{item}</item>" for item in items)
    return Answer(
        f'<rss version="2.0"><channel><title>云州</title>{rows}</channel></rss>'.encode(), "application/rss+xml"
    )


def test_an_entry_without_a_link_is_an_article_of_its_own(desk: Desk, written: WrittenSite) -> None:
    text = "&lt;p&gt;云州港今日恢复作业。&lt;/p&gt;&lt;p&gt;海事部门提醒船舶注意避让。&lt;/p&gt;"
    guid = '<guid isPermaLink="false">notice-7</guid>'
    written.answers["/feed.json"] = rss(f"{ITEM}{guid}<description>{text}</description>")
    desk.configure(written.feed())
    ran = desk.crawl("written")
    assert (ran.outcome, ran.stored) == ("ok", (1, 0, 0, 0))
    assert desk.rows(
        "SELECT url, site, headline, article_body, date_published, parser LIKE 'entry/%' FROM article"
    ) == [
        (
            "urn:newsbot:127.0.0.1:notice-7",
            "127.0.0.1",
            "云州公告",
            "云州港今日恢复作业。\n海事部门提醒船舶注意避让。",
            "2031-10-09T18:00:00.000Z",
            1,
        )
    ]
    with open_reader(desk.archive) as db:
        assert "海事部门" in json.loads(captures.load(db, 1) or b"")["content"]
    assert [target for target in written.targets() if target != "/robots.txt"] == ["/feed.json"]
    assert desk.crawl("written").stored == (0, 0, 0, 0)


def test_an_atom_entry_without_a_link_is_revised_with_its_text(desk: Desk, written: WrittenSite) -> None:
    def atom(text: str, updated: str) -> Answer:
        entry = (
            f"<entry><title>公告</title><id>tag:x,2031:1</id><updated>{updated}</updated>"
            f'<content type="html">{text}</content></entry>'
        )
        feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>云州</title><id>x</id>{entry}</feed>'
        return Answer(feed.encode(), "application/atom+xml")

    written.answers["/feed.json"] = atom("第一版，全文如下。", "2031-10-14T01:00:00Z")
    desk.configure(written.feed())
    assert desk.crawl("written").new == 1
    written.answers["/feed.json"] = atom("第二版，全文不同。", "2031-10-14T02:00:00Z")
    assert desk.crawl("written").stored == (0, 1, 0, 0)
    assert desk.rows("SELECT article_body, revision_count FROM article") == [("第二版，全文不同。", 2)]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(b"<!DOCTYPE html><html><body>Bad Gateway</body></html>"), "HTML page"),
        (Answer(b""), "empty"),
        (rss(ITEM), None),
        (Answer(b'<!DOCTYPE x [<!ENTITY a "b">]><rss version="2.0"><channel/></rss>', "text/xml"), "entit"),
        (Answer(b'{"version": "1", "items": []}', "application/json"), "no JSON Feed"),
    ],
)
def test_what_is_no_feed_fails_its_source(desk: Desk, written: WrittenSite, answer: Answer, said: str | None) -> None:
    written.answers["/feed.json"] = answer
    desk.configure(written.feed())
    ran = desk.crawl("written")
    if said is None:  # a title alone is a notice by itself
        assert (ran.outcome, ran.new) == ("ok", 1)
        return
    assert ran.outcome == "failed"
    assert ran.error
    assert said in ran.error
    assert ran.error.startswith(f"{written.url}/feed.json: ")


def test_the_page_wins_over_the_feed_and_the_feed_fills_what_it_lacks(desk: Desk, written: WrittenSite) -> None:
    url = written.write("/story-0000001.shtml", "页面上的标题", "正文第一段。")
    item = f"<title>列表里的标题</title><link>{url}</link><author>甲</author><category>港口</category>"
    written.answers["/feed.json"] = rss(f"{item}<description>摘要一句话。</description>")
    desk.configure(written.feed())
    desk.crawl("written")
    (row,) = desk.rows("SELECT headline, description, authors, keywords, article_body FROM article")
    assert row == ("页面上的标题", "摘要一句话。", '["甲"]', '["港口"]', "正文第一段。")


def test_relative_and_tracked_links_are_one_canonical_address(desk: Desk, written: WrittenSite) -> None:
    url = written.write("/story-0000001.shtml", "云州公告")
    links = ("/story-0000001.shtml?utm_source=rss", f"{url}#comments")
    written.answers["/feed.json"] = rss(*(f"{ITEM}<link>{link}</link>" for link in links))
    desk.configure(written.feed())
    assert desk.crawl("written").stored == (1, 0, 0, 0)
    assert desk.rows("SELECT url FROM article") == [(url,)]
    assert written.targets().count("/story-0000001.shtml") == 1


def test_a_redirected_article_is_known_under_both_addresses(desk: Desk, written: WrittenSite) -> None:
    url = written.write("/story-0000001.shtml", "云州公告")
    written.answers["/go/1"] = Answer(status=302, headers={"Location": url})
    written.answers["/feed.json"] = rss(f"{ITEM}<link>{written.url}/go/1</link>")
    desk.configure(written.feed())
    assert desk.crawl("written").new == 1
    assert set(desk.rows("SELECT url, kind FROM article_address")) == {
        (url, "canonical"),
        (f"{written.url}/go/1", "listed"),
    }
    assert desk.rows("SELECT url, final_url FROM capture") == [(f"{written.url}/go/1", url)]
