"""Articles that are fetched again: what becomes a revision, what stays, and what never overwrites."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from newsbot.demo import DemoSite, Story
from newsbot.demo.server import Answer, Request, redirect
from tests.crawling import Desk, WrittenSite, json_feed, pages

FIGURE = "公司前三季度实现收入12.4亿元，同比增长5.1%。"


def shown(desk: Desk, url: str) -> tuple[object, ...]:
    (row,) = desk.rows("SELECT headline, article_body, revision_count, withdrawn FROM article WHERE url = ?", url)
    return row


@pytest.fixture
def stories(desk: Desk) -> Iterator[tuple[DemoSite, list[Story]]]:
    """The whole demo site, and the five stories that its list of Hong Kong stocks has."""
    with DemoSite() as site:
        desk.configure(site.stanzas())
        yield site, [story for story in site.stories if 2674 in story.lids]


Stories = tuple[DemoSite, list[Story]]


def test_a_revisit_finds_each_kind_of_change(desk: Desk, stories: Stories) -> None:
    site, (headline, figures, text, correction, images) = stories
    figures = site.amend(figures.docid, lines=[*figures.lines, FIGURE])
    assert desk.crawl("demo-hk-stocks").new == 5
    amended = {
        "headline": site.amend(headline.docid, headline=f"{headline.headline}（更新）"),
        "figures": site.amend(figures.docid, lines=[*figures.lines[:-1], FIGURE.replace("12.4", "12.7")]),
        "text": site.amend(text.docid, lines=text.lines[:-1]),
        "correction": site.amend(correction.docid, lines=[*correction.lines, "更正：上文中的日期有误，现已修改。"]),
        "images": site.amend(images.docid, lines=[*images.lines, "!jpg 550x333 图：新增的配图"]),
    }
    ran = desk.crawl("demo-hk-stocks", due="revisit")
    assert (ran.outcome, ran.stored, ran.images) == ("ok", (0, 5, 0, 0), 1)
    for change, story in amended.items():
        row = desk.rows(
            "SELECT a.headline, a.article_body, a.revision_count, r.change, a.date_modified,"
            " a.content_changed = r.recorded FROM article a JOIN revision r ON r.id = a.revision_id WHERE a.url = ?",
            site.url + story.path,
        )
        assert row == [(story.headline, "\n".join(story.body), 2, change, story.date_modified, 1)]


def test_a_metadata_change_is_a_revision_that_leaves_the_content_alone(desk: Desk, stories: Stories) -> None:
    site, (story, *_) = stories
    desk.crawl("demo-hk-stocks")
    site.amend(story.docid)  # shows a new update time, and nothing else
    assert desk.crawl("demo-hk-stocks", due="revisit").revised == 1
    sql = "SELECT r.change, a.content_changed = a.first_seen FROM article a JOIN revision r ON r.id = a.revision_id"
    assert desk.rows(f"{sql} WHERE a.url = ?", site.url + story.path) == [("metadata", 1)]


def test_what_is_unchanged_stays_as_it_is(desk: Desk, stories: Stories) -> None:
    site, _ = stories
    first = desk.crawl("demo-us-stocks")
    dump = "SELECT id, revision_id, content_changed, article_body_html FROM article ORDER BY id"
    before, fetched = desk.rows(dump), len(site.hits)
    ran = desk.crawl("demo-us-stocks", due="revisit")
    assert (ran.outcome, ran.stored) == ("ok", (0, 0, first.new, 0))
    assert desk.rows(dump) == before
    assert len(pages(site, fetched)) == first.new
    assert not [target for _, target in site.hits[fetched:] if "/w550" in target]  # no picture again
    assert desk.one("SELECT count(*) FROM capture WHERE body IS NOT NULL") == first.new


def test_a_revisit_takes_what_the_listing_has_forgotten(desk: Desk, stories: Stories) -> None:
    site, _ = stories
    first = desk.crawl("demo-hk-stocks")
    site.stories[:] = [replace(story, lids=()) for story in site.stories]
    assert desk.crawl("demo-hk-stocks", due="revisit").unchanged == first.new


def test_a_withdrawn_page_keeps_its_text(desk: Desk, stories: Stories) -> None:
    site, (story, *_) = stories
    desk.crawl("demo-hk-stocks")
    before = shown(desk, site.url + story.path)
    site.withdraw(story.docid)
    for times in range(1, 5):
        ran = desk.crawl("demo-hk-stocks", due="revisit")
        assert (ran.outcome, ran.revised, ran.failed) == ("degraded", 0, 1), times
    assert shown(desk, site.url + story.path) == before
    (state, gone, error) = desk.rows(
        "SELECT state, gone, last_error FROM frontier WHERE url = ?", site.url + story.path
    )[0]
    assert (state, gone) == ("done", 4)
    assert error.endswith("(HTTP 404)")


def shell(headline: str, text: str) -> Answer:
    """A page in Sina's markup with hardly anything in it."""
    return Answer(f"<h1 class='main-title'>{headline}</h1><div id='artibody'>{text}</div>".encode())


BAD_ANSWERS = {
    "soft 404": shell("页面没有找到", "<p>返回首页</p>"),
    "challenge": shell("Just a moment...", "<p>安全验证</p>"),
    "login wall": shell("公告", "<p>登录后可查看</p>"),
    "no text": shell("云州公告", ""),
    "only boilerplate": shell("云州公告", "<p class='article-editor'>责任编辑：某编 SF000</p>"),
    "empty": Answer(b""),
    "server error": Answer(b"oops", status=500),
    "forbidden": Answer(b"no", status=403),
    "cut off": Answer(b"<html>" + b"x" * 5000, cut=True),
    "a picture": Answer(b"\x89PNG\r\n\x1a\n" + bytes(500), "image/png"),
}


def test_an_answer_that_is_no_article_never_overwrites_one(desk: Desk, written: WrittenSite) -> None:
    paths = {name: f"/story-{number:07}.shtml" for number, name in enumerate(BAD_ANSWERS)}
    written.answers["/feed.json"] = json_feed(
        *(written.write(path, f"云州公告：{name}") for name, path in paths.items())
    )
    desk.configure(written.feed())
    assert desk.crawl("written").new == len(paths)
    dump = "SELECT * FROM article ORDER BY id"
    before = desk.rows(dump)
    written.answers.update({path: BAD_ANSWERS[name] for name, path in paths.items()})
    ran = desk.crawl("written", due="revisit")
    assert (ran.outcome, ran.stored) == ("failed", (0, 0, 0, len(paths))), ran.errors
    assert desk.rows(dump) == before
    assert desk.one("SELECT count(*) FROM revision") == len(paths)
    for name, path in paths.items():
        (error,) = desk.rows("SELECT last_error FROM frontier WHERE url = ?", written.url + path)[0]
        assert error.startswith(written.url + path), name


def test_a_newer_time_in_the_listing_has_that_page_fetched_again(desk: Desk, stories: Stories) -> None:
    site, (_, story, *_) = stories
    desk.crawl("demo-hk-stocks")
    site.amend(story.docid, headline="更新后的标题")
    before = len(site.hits)
    ran = desk.crawl("demo-hk-stocks", due="scheduled")
    assert (ran.outcome, ran.stored) == ("ok", (0, 1, 0, 0))
    assert pages(site, before) == [story.path]
    assert shown(desk, site.url + story.path)[0] == "更新后的标题"


def test_revisits_come_by_themselves_at_their_ages_and_no_sooner(desk: Desk, site: DemoSite) -> None:
    desk.crawl("demo-rss")
    for hours, fetched in ((0.5, 0), (1.1, 8), (1.2, 0), (23, 0), (24.1, 8), (25, 0), (24 * 7 + 0.1, 8), (24 * 30, 0)):
        ran = desk.crawl("demo-rss", due="scheduled", ahead=hours * 3600)
        assert (ran.outcome, ran.stored) == ("ok", (0, 0, fetched, 0)), hours


def test_a_source_without_revisits_fetches_nothing_again(desk: Desk, written: WrittenSite) -> None:
    written.answers["/feed.json"] = json_feed(written.write("/story-0000001.shtml", "云州"))
    desk.configure(written.feed(more="revisit = []"))
    desk.crawl("written")
    assert desk.crawl("written", due="scheduled", ahead=10**7).stored == (0, 0, 0, 0)


def test_a_revision_keeps_both_texts_findable_as_pages(desk: Desk, written: WrittenSite) -> None:
    """An earlier text that comes back is a third revision, not an unchanged one."""
    texts = iter(["第一版，全文如下。", "第二版，全文不同。", "第一版，全文如下。"])

    def page(request: Request) -> Answer:
        written.write("/now", "云州", next(texts))
        answer = written.answers["/now"]
        assert isinstance(answer, Answer)
        return answer

    written.answers["/story-0000001.shtml"] = page
    written.answers["/feed.json"] = json_feed(f"{written.url}/story-0000001.shtml")
    desk.configure(written.feed())
    outcomes = [desk.crawl("written").stored, *(desk.crawl("written", due="revisit").stored for _ in range(2))]
    assert outcomes == [(1, 0, 0, 0), (0, 1, 0, 0), (0, 1, 0, 0)]
    kept = desk.rows("SELECT article_body, number FROM revision ORDER BY number")
    assert kept == [("第一版，全文如下。", 1), ("第二版，全文不同。", 2), ("第一版，全文如下。", 3)]


@pytest.mark.parametrize(
    "answer",
    [Answer(b"no", status=410), BAD_ANSWERS["soft 404"], redirect("/")],
    ids=["410", "soft 404", "to the front page"],
)
def test_a_page_that_stays_away_is_withdrawn_until_it_is_back(desk: Desk, written: WrittenSite, answer: Answer) -> None:
    path = "/story-0000001.shtml"
    written.write("/", "云州日报", "今日要闻：云州港、澜东银行、青屿轻工的消息都在这里，点击查看更多。")
    written.answers["/feed.json"] = json_feed(written.write(path, "云州公告"))
    desk.configure(written.feed())
    desk.crawl("written")
    there, written.answers[path] = written.answers[path], answer
    for hours, withdrawn in ((2, False), (3, False), (4, False), (9, True)):
        desk.crawl("written", due="revisit", ahead=hours * 3600)
        assert (shown(desk, written.url + path)[3] is not None) is withdrawn, hours
    desk.crawl("written", due="scheduled", ahead=10 * 3600)
    written.answers[path] = there
    ran = desk.crawl("written", due="scheduled", ahead=9 * 86400)
    assert ran.stored == (0, 0, 1, 0)
    assert shown(desk, written.url + path)[2:] == (1, None)
    assert desk.rows("SELECT kind FROM event ORDER BY id") == [("withdrawn",), ("restored",)]


def test_another_rendering_of_the_same_content_is_no_revision(desk: Desk, written: WrittenSite) -> None:
    """Quotes that change by the minute, other markup and white space, the picture in another size."""
    path, picture = "/story-0000001.shtml", "/w550h366/a.jpg"
    text = "港务集团（600018.SH）公布吞吐量。"
    written.answers["/feed.json"] = json_feed(written.write(path, "云州公告", text, pictures=(picture,)))
    desk.configure(written.feed())
    desk.crawl("written")
    page = written.answers[path]
    assert isinstance(page, Answer)
    html = page.body.decode()
    for old, new in (
        (
            '<div id="artibody">',
            '<div class="hq">上证指数 3012.40 <em>+0.31%</em></div>\n<div id="artibody" data-v="2">\n',
        ),
        (f"<p>　　{text}</p>", f"<p>\n　　<strong>{text[:4]}</strong>{text[4:]}\n</p>\n"),
        (picture, "/w300h200/a.jpg"),
    ):
        assert old in html
        html = html.replace(old, new)
    written.answers[path] = Answer(html.encode())
    assert desk.crawl("written", due="revisit").stored == (0, 0, 1, 0)
    assert desk.one("SELECT count(*) FROM revision") == 1
    assert desk.one("SELECT count(*) FROM capture WHERE kind = 'article' AND same_as IS NULL") == 2
