"""What is one article and what are two, decided on real pages."""

import json

import pytest

from newsbot.archive import Archive
from newsbot.demo.server import Answer, redirect
from newsbot.pages.sina_com_cn import SinaArticlePage
from tests.crawling import Desk, WrittenSite, json_feed

TEXT = ("云州港务集团20日公布前三季度吞吐量，同比增长4.2%。", "其中外贸箱量增长6.1%，高于年初的预期。")


def test_the_same_text_elsewhere_is_stored_and_linked_as_a_reprint(desk: Desk, written: WrittenSite) -> None:
    urls = [written.write(f"/{name}-0000001.shtml", "云州港吞吐量增长", *TEXT) for name in ("first", "second")]
    written.answers["/feed.json"] = json_feed(*urls)
    desk.configure(written.feed())
    ran = desk.crawl("written")
    assert (ran.outcome, ran.stored, ran.reprints) == ("ok", (2, 0, 0, 0), 1)
    assert desk.rows("SELECT count(*), count(duplicate_of) FROM article") == [(2, 1)]
    assert desk.rows("SELECT containment, score FROM reprint") == [("equal", 1.0)]
    assert desk.one("SELECT reprints FROM run") == 1


def test_one_template_with_other_figures_is_no_reprint(desk: Desk, written: WrittenSite) -> None:
    texts = {"first": TEXT, "second": (TEXT[0].replace("4.2", "4.3"), TEXT[1])}
    urls = [written.write(f"/{name}-0000001.shtml", "云州港吞吐量增长", *text) for name, text in texts.items()]
    written.answers["/feed.json"] = json_feed(*urls)
    desk.configure(written.feed())
    ran = desk.crawl("written")
    assert (ran.new, ran.reprints) == (2, 0)


def test_two_listed_addresses_that_lead_to_one_page_are_one_article(desk: Desk, written: WrittenSite) -> None:
    url = written.write("/story-0000001.shtml", "云州港吞吐量增长", *TEXT)
    written.answers |= {"/go/1": redirect(url), "/go/2": redirect(url)}
    written.answers["/feed.json"] = json_feed(f"{written.url}/go/1", f"{written.url}/go/2", url)
    desk.configure(written.feed())
    ran = desk.crawl("written")
    assert (ran.outcome, ran.new, ran.revised, ran.failed) == ("ok", 1, 0, 0)
    assert desk.rows("SELECT url, revision_count FROM article") == [(url, 1)]
    assert {address for (address,) in desk.rows("SELECT url FROM article_address")} == {
        url,
        f"{written.url}/go/1",
        f"{written.url}/go/2",
    }
    assert desk.one("SELECT count(DISTINCT article_id) FROM article_listing") == 1


def test_a_page_that_claims_anothers_address_stays_apart(desk: Desk, written: WrittenSite) -> None:
    first = written.write("/story-0000001.shtml", "云州港吞吐量增长", *TEXT)
    second = written.write("/story-0000002.shtml", "澜东银行公布三季报", "澜东银行前三季度净利润增长3.1%。")
    page = written.answers["/story-0000002.shtml"]
    assert isinstance(page, Answer)
    claim = page.body.replace(b"</head>", f'<link rel="canonical" href="{first}"></head>'.encode())
    desk.configure(written.feed())
    written.answers["/feed.json"] = json_feed(first)
    desk.crawl("written")
    written.answers |= {"/story-0000002.shtml": Answer(claim), "/feed.json": json_feed(first, second)}
    assert desk.crawl("written").stored == (1, 0, 0, 0)
    assert desk.rows("SELECT url, headline FROM article ORDER BY id") == [
        (first, "云州港吞吐量增长"),
        (second, "澜东银行公布三季报"),
    ]
    (detail,) = desk.rows("SELECT detail FROM event WHERE kind = 'identity_conflict'")[0]
    assert json.loads(detail)["claims"] == first


@pytest.mark.parametrize("target", ["/", "/news/", "/story-0000002.shtml"])
def test_a_removed_page_that_redirects_elsewhere_is_not_overwritten(
    desk: Desk, written: WrittenSite, target: str
) -> None:
    urls = [written.write("/story-0000001.shtml", "云州港吞吐量增长", *TEXT)]
    urls.append(written.write("/story-0000002.shtml", "澜东银行公布三季报", "澜东银行前三季度净利润增长3.1%。"))
    for path in ("/", "/news/"):
        written.write(path, "云州日报", "今日要闻：云州港、澜东银行、青屿轻工的消息都在这里，点击查看更多。")
    written.answers["/feed.json"] = json_feed(*urls)
    desk.configure(written.feed())
    desk.crawl("written")
    before = desk.rows("SELECT * FROM article ORDER BY id")
    written.answers["/story-0000001.shtml"] = redirect(target)
    ran = desk.crawl("written", due="revisit")
    assert (ran.outcome, ran.stored) == ("degraded", (0, 0, 1, 1))
    assert desk.rows("SELECT * FROM article ORDER BY id") == before
    (error,) = ran.errors
    assert error.startswith(urls[0])
    assert error.endswith(written.url + target)
    assert desk.one("SELECT count(*) FROM article_address WHERE article_id = 1") == 1


def test_an_article_that_has_moved_is_revised_under_its_new_address(desk: Desk, written: WrittenSite) -> None:
    url = written.write("/story-0000001.shtml", "云州港吞吐量增长", *TEXT)
    written.answers["/feed.json"] = json_feed(url)
    desk.configure(written.feed())
    desk.crawl("written")
    moved = written.write("/archive/story-0000001.shtml", "云州港吞吐量增长", TEXT[0])
    written.answers["/story-0000001.shtml"] = redirect(moved)
    assert desk.crawl("written", due="revisit").stored == (0, 1, 0, 0)
    assert desk.rows("SELECT url, revision_count FROM article") == [(url, 2)]
    assert set(desk.rows("SELECT url FROM article_address")) == {(url,), (moved,)}
    written.write("/archive/story-0000001.shtml", "标题也改了", "正文也改了，全文如下。")
    assert desk.crawl("written", due="revisit").stored == (0, 1, 0, 0)


def test_an_article_that_leads_to_the_front_page_is_none(desk: Desk, written: WrittenSite) -> None:
    written.write("/", "云州日报", "今日要闻：云州港、澜东银行、青屿轻工的消息都在这里，点击查看更多。")
    written.answers["/story-0000001.shtml"] = redirect("/")
    written.answers["/feed.json"] = json_feed(f"{written.url}/story-0000001.shtml")
    desk.configure(written.feed())
    ran = desk.crawl("written")
    assert (ran.outcome, ran.stored) == ("failed", (0, 0, 0, 1))
    assert ran.errors == [f"{written.url}/story-0000001.shtml: it redirects to a front page, {written.url}/"]


# --- whose change it is


def read_otherwise(desk: Desk, headline: str) -> None:
    """Make the article what an earlier parser made of its page."""
    values = ("sina_com_cn/0", headline, "0" * 64)
    with Archive(desk.archive) as archive, archive.write() as tx:
        for table in ("revision", "article"):
            tx.db.execute(f"UPDATE {table} SET parser = ?, headline = ?, content_sha256 = ?", values)


REVISIONS = "SELECT number, origin, based_on, change, headline FROM revision ORDER BY number"
STATE = "SELECT headline, revision_count, content_changed > first_seen FROM article"


@pytest.fixture
def misread(desk: Desk, written: WrittenSite) -> Desk:
    """An article whose headline an earlier parser has misread."""
    written.answers["/feed.json"] = json_feed(written.write("/story-0000001.shtml", "云州港吞吐量增长", *TEXT))
    desk.configure(written.feed())
    desk.crawl("written")
    read_otherwise(desk, "云州港吞吐量增长_云州日报")
    return desk


def test_what_a_newer_parser_reads_otherwise_is_ours(misread: Desk) -> None:
    assert misread.crawl("written", due="revisit").stored == (0, 0, 1, 0)
    assert misread.rows(REVISIONS) == [
        (1, "publisher", None, "first", "云州港吞吐量增长_云州日报"),
        (2, "reextract", 1, "headline", "云州港吞吐量增长"),
    ]
    assert misread.rows(STATE) == [("云州港吞吐量增长", 1, 0)]
    assert misread.crawl("written", due="revisit").stored == (0, 0, 1, 0)
    assert misread.one("SELECT count(*) FROM revision") == 2


def test_so_it_is_when_another_source_fetches_the_page(misread: Desk, written: WrittenSite) -> None:
    written.answers["/other.json"] = written.answers["/feed.json"]
    misread.configure(written.feed(), written.feed("other", path="/other.json"))
    assert misread.crawl("other", due="revisit").stored == (0, 0, 1, 0)
    assert [row[1] for row in misread.rows(REVISIONS)] == ["publisher", "reextract"]


def test_what_the_publisher_changed_as_well_is_the_publishers(misread: Desk, written: WrittenSite) -> None:
    written.write("/story-0000001.shtml", "云州港吞吐量增长", TEXT[0].replace("4.2", "4.3"), TEXT[1])
    assert misread.crawl("written", due="revisit").stored == (0, 1, 0, 0)
    assert [row[1:4] for row in misread.rows(REVISIONS)] == [
        ("publisher", None, "first"), ("reextract", 1, "headline"), ("publisher", None, "figures"),
    ]  # fmt: skip
    assert misread.rows(STATE) == [("云州港吞吐量增长", 2, 1)]


def test_rules_that_changed_without_a_new_version_are_ours_too(misread: Desk) -> None:
    with Archive(misread.archive) as archive, archive.write() as tx:
        tx.db.execute("UPDATE revision SET parser = ?", (SinaArticlePage.parser,))
    misread.crawl("written", due="revisit")
    assert [row[1] for row in misread.rows(REVISIONS)] == ["publisher", "reextract"]


def test_a_change_of_the_publishers_alone_is_not_ours(desk: Desk, written: WrittenSite) -> None:
    url = written.write("/story-0000001.shtml", "云州港吞吐量增长", *TEXT)
    written.answers["/feed.json"] = json_feed(url)
    desk.configure(written.feed())
    desk.crawl("written")
    for figure in ("4.3", "4.2"):  # there and back
        written.write("/story-0000001.shtml", "云州港吞吐量增长", TEXT[0].replace("4.2", figure), TEXT[1])
        assert desk.crawl("written", due="revisit").stored == (0, 1, 0, 0)
    assert [row[1] for row in desk.rows(REVISIONS)] == ["publisher"] * 3


@pytest.mark.parametrize("gone", ["body = NULL, pruned = fetched", "body = x'00'"])
def test_without_the_page_it_counts_as_the_publishers(misread: Desk, gone: str) -> None:
    with Archive(misread.archive) as archive, archive.write() as tx:
        tx.db.execute(f"UPDATE capture SET {gone} WHERE kind = 'article'")
    assert misread.crawl("written", due="revisit").stored == (0, 1, 0, 0)
    assert [row[1] for row in misread.rows(REVISIONS)] == ["publisher", "publisher"]
