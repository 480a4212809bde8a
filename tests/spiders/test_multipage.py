"""Articles on several pages: joined in order, and never passed off as whole when a page is missing."""

from collections.abc import Sequence

import pytest

from newsbot.demo.server import Answer, redirect
from newsbot.extract.pagination import MAX_PAGES
from tests.crawling import Desk, WrittenSite, json_feed

PATH = "/a/20311014/123.html"
HEADLINE = "云州港三年回望"
EDITORS = {1: "赵启明", 2: "钱立行", 3: "孙知远"}
OTHER = "/a/20311014/999.html"


def put(site: WrittenSite, number: int, total: Sequence[int], *, link_next: bool = False) -> None:
    """A page of the article; it shows the numbers of all pages, or only a link to the next."""
    shown = [number + 1] if link_next and number < max(total) else [] if link_next else total
    pager = "".join(f'<a href="{path(n)}">{"下一页" if link_next else n}</a>' for n in shown)
    html = (
        f'<html><head><meta charset="utf-8"><title>{HEADLINE}</title></head><body>'
        f'<h1 class="main-title">{HEADLINE}</h1><span id="pub_date">2031年10月14日 09:20</span>'
        f'<div id="artibody"><p>　　{body((number,))}</p>'
        f'<div class="img_wrapper"><img src="/img/{number}.jpg"></div>'
        f"<p>责任编辑：{EDITORS.get(number, '李言')}</p></div>"
        f'<div class="pager">{pager}</div></body></html>'
    )
    site.answers[path(number)] = Answer(html.encode())


def path(number: int) -> str:
    return PATH if number == 1 else PATH.replace(".html", f"_{number}.html")


def body(numbers: Sequence[int]) -> str:
    return "\n".join(f"第{number}页的正文，全文如下，供测试之用。" for number in numbers)


@pytest.fixture
def article(desk: Desk, written: WrittenSite) -> WrittenSite:
    written.answers["/feed.json"] = json_feed(written.url + PATH)
    desk.configure(written.feed())
    return written


@pytest.mark.parametrize("link_next", [False, True])
def test_pages_are_joined_in_order(desk: Desk, article: WrittenSite, link_next: bool) -> None:
    for number in (1, 2, 3):
        put(article, number, (1, 2, 3), link_next=link_next)
    assert desk.crawl("written").stored == (1, 0, 0, 0)
    assert desk.rows("SELECT article_body, complete, editor FROM article") == [(body((1, 2, 3)), 1, "赵启明")]
    assert [url for (url,) in desk.rows("SELECT url FROM article_image ORDER BY position")] == [
        f"{article.url}/img/{number}.jpg" for number in (1, 2, 3)
    ]
    sql = "SELECT part, c.url, kind FROM revision_capture JOIN capture c ON c.id = capture_id ORDER BY part"
    assert desk.rows(sql) == [
        (number, article.url + path(number), "article" if number == 1 else "part") for number in (1, 2, 3)
    ]
    assert desk.crawl("written", due="revisit").stored == (0, 0, 1, 0)


def test_a_missing_page_makes_it_incomplete_and_pending(desk: Desk, article: WrittenSite) -> None:
    for number in (1, 3):
        put(article, number, (1, 2, 3))
    ran = desk.crawl("written")
    assert (ran.outcome, ran.stored) == ("degraded", (1, 0, 0, 1))
    assert "page 2 is missing" in ran.errors[0]
    assert desk.rows("SELECT article_body, complete FROM article") == [(body((1,)), 0)]
    ((state, error),) = desk.rows("SELECT state, last_error FROM frontier")
    assert state == "pending"
    assert "page 2 is missing" in error
    put(article, 2, (1, 2, 3))
    assert desk.crawl("written").stored == (0, 1, 0, 0)
    assert desk.rows("SELECT article_body, complete FROM article") == [(body((1, 2, 3)), 1)]
    assert desk.rows("SELECT state, last_error FROM frontier") == [("done", None)]


def test_a_whole_article_is_never_replaced_by_a_part_of_it(desk: Desk, article: WrittenSite) -> None:
    for number in (1, 2):
        put(article, number, (1, 2))
    desk.crawl("written")
    article.answers[path(2)] = Answer(b"<html><body><h1>404</h1></body></html>")
    assert desk.crawl("written", due="revisit").stored == (0, 0, 0, 1)
    assert desk.rows("SELECT article_body, complete, revision_count FROM article") == [(body((1, 2)), 1, 1)]
    ((state, error),) = desk.rows("SELECT state, last_error FROM frontier")
    assert (state, "page 2 is missing" in error) == ("done", True)


def test_pages_that_point_at_each_other_end(desk: Desk, article: WrittenSite) -> None:
    put(article, 1, (1, 2), link_next=True)
    put(article, 2, (1, 2, 2))
    assert desk.crawl("written").stored == (1, 0, 0, 0)
    assert article.targets().count(path(2)) == 1


def test_a_windowed_pager_is_read_in_the_order_of_its_numbers(desk: Desk, article: WrittenSite) -> None:
    for number in range(1, 8):
        put(article, number, sorted({1, *range(max(1, number - 1), min(7, number + 2) + 1), 7}))
    assert desk.crawl("written").stored == (1, 0, 0, 0)
    assert desk.rows("SELECT article_body, complete FROM article") == [(body(range(1, 8)), 1)]


def test_a_page_that_no_other_names_is_missed(desk: Desk, article: WrittenSite) -> None:
    put(article, 1, (1, 2, 7))
    put(article, 2, (1, 2, 7))
    assert desk.crawl("written").stored == (1, 0, 0, 1)
    assert desk.rows("SELECT article_body, complete FROM article") == [(body((1, 2)), 0)]
    assert "page 3 is missing" in desk.one("SELECT last_error FROM frontier")


@pytest.mark.parametrize("target", [PATH, "/", OTHER])
def test_a_page_that_redirects_elsewhere_is_missing(desk: Desk, article: WrittenSite, target: str) -> None:
    put(article, 1, (1, 2))
    article.write(OTHER, "另一家公司的公告")
    article.write("/", "云州新闻网首页")
    article.answers[path(2)] = redirect(article.url + target)
    assert desk.crawl("written").stored == (1, 0, 0, 1)
    assert desk.rows("SELECT article_body, complete FROM article") == [(body((1,)), 0)]
    assert "page 2 is missing" in desk.one("SELECT last_error FROM frontier")


def test_the_first_page_again_is_not_joined_to_it(desk: Desk, article: WrittenSite) -> None:
    put(article, 1, (1, 2))
    article.answers[path(2)] = article.answers[PATH]
    assert desk.crawl("written").stored == (1, 0, 0, 0)
    assert desk.rows("SELECT article_body, complete FROM article") == [(body((1,)), 1)]


def test_another_article_at_the_address_of_a_page_is_not_joined(desk: Desk, article: WrittenSite) -> None:
    desk.configure(article.feed().replace('page = "sina_com_cn"', 'page = "generic"'))
    put(article, 1, (1, 2))
    article.write(path(2), "另一家公司的公告")
    assert desk.crawl("written").stored == (1, 0, 0, 1)
    assert desk.one("SELECT complete FROM article") == 0
    assert "that of another article" in desk.one("SELECT last_error FROM frontier")


def test_more_pages_than_are_fetched_is_incomplete(desk: Desk, article: WrittenSite) -> None:
    for number in range(1, MAX_PAGES + 2):
        put(article, number, (1, number + 1), link_next=False)
    assert desk.crawl("written").stored == (1, 0, 0, 1)
    assert desk.rows("SELECT article_body, complete FROM article") == [(body(range(1, MAX_PAGES + 1)), 0)]
    assert f"more than {MAX_PAGES} pages" in desk.one("SELECT last_error FROM frontier")
