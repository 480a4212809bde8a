"""Which links lead to the further pages of an article."""

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extract.pagination import MAX_PAGES, is_same, next_pages

HTML = "https://news.yunzhou.example/a/20311014/123.html"


def found(html: str, url: str = HTML, first: str | None = None) -> list[str]:
    return list(next_pages(lxml.html.document_fromstring(f"<html><body>{html}</body></html>"), url, first).values())


@pytest.mark.parametrize(
    ("url", "links", "expected"),
    [
        (HTML, '<a href="123_2.html">2</a> <a href="123_3.html">3</a> <a href="123_2.html">下一页</a>', ["_2", "_3"]),
        (HTML, '<a href="123_3.html">[3]</a><a href="123_2.html">第2页</a>', ["_2", "_3"]),
        (HTML.replace("123", "123_2"), '<a href="123.html">1</a><a href="123_3.html">下页</a>', ["_3"]),
        ("https://a.example/story/9", '<a href="/story/9?page=2">Next</a>', ["?page=2"]),
        ("https://a.example/story/9/", '<a href="/story/9/2/">2</a><a href="/story/9/page/3">3</a>', ["/2/", "/3"]),
        ("https://a.example/story/9/2/", '<a href="/story/9/">1</a><a href="/story/9/3/">3</a>', ["/3/"]),
        ("https://a.example/story/9?id=7", '<a rel="next" href="?id=7&p=2">more of it</a>', ["?id=7&p=2"]),
    ],
)
def test_the_pages_that_follow(url: str, links: str, expected: list[str]) -> None:
    urls = found(links, url)
    assert len(urls) == len(expected)
    for address, part in zip(urls, expected, strict=True):
        assert part in address


@pytest.mark.parametrize(
    ("url", "links"),
    [
        (HTML, '<a href="124.html">下一页</a>'),  # the next article
        (HTML, '<a href="123_2.html">港口二期开工</a>'),  # a link to a page, not a pager
        (HTML, '<a href="123_3.html">2</a>'),
        (HTML, '<div class="comment-list"><p><a href="123_2.html">2</a></p></div>'),
        (HTML, '<a href="https://other.example/a/20311014/123_2.html">2</a>'),
        ("https://a.example/2031/10/9", '<a href="/2031/10/10">10</a>'),  # the next day
        ("https://a.example/wrap-2031-10-9.html", '<a href="/wrap-2031-10-10.html">10</a>'),
        ("https://a.example/story/9", '<a rel="next" href="/story/10">next</a>'),  # the next post
        (HTML, '<a href="http://[::1">2</a><a href="javascript:next()">下一页</a><a href="">2</a>'),
    ],
)
def test_what_is_no_page_of_this_article(url: str, links: str) -> None:
    assert found(links, url) == []


@pytest.mark.parametrize(
    ("url", "links"),
    [
        ("https://a.example/?p=12", '<link rel="next" href="https://a.example/?p=13">'),  # the next post
        ("https://a.example/?p=12", '<a rel="next" href="/?p=13">next</a><a href="/">1</a>'),
        ("https://a.example/report_2.html", '<link rel="next" href="/report_3.html">'),  # the third quarter
        ("https://a.example/report.html", '<link rel="next" href="/report_3.html">'),
    ],
)
def test_the_next_article_in_a_numbered_address(url: str, links: str) -> None:
    tree = lxml.html.document_fromstring(f"<html><head>{links}</head><body>{links}</body></html>")
    assert next_pages(tree, url) == {}


def test_a_page_known_to_be_a_further_one_needs_no_link_back() -> None:
    links = '<a href="123_2.html">上一页</a><a href="123_4.html">下一页</a>'
    third = HTML.replace("123", "123_3")
    assert found(links, third) == []
    assert found(links, third, HTML) == [HTML.replace("123", "123_4")]
    assert found(links, third, "https://news.yunzhou.example/") == []


def test_a_query_may_have_the_number_of_the_article_too() -> None:
    links = '<a href="/?p=12&page=2">2</a><a href="/?p=12&page=3">3</a>'
    assert found(links, "https://a.example/?p=12") == [f"https://a.example/?p=12&page={number}" for number in (2, 3)]


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        ("https://news.yunzhou.example/a/20311014/123_2.html", True),
        ("http://news.yunzhou.example/a/20311014/123_2.html/", True),
        (HTML, False),
        ("https://news.yunzhou.example/a/20311014/124_2.html", False),
        ("https://news.yunzhou.example/", False),
    ],
)
def test_where_a_redirect_leads(got: str, expected: bool) -> None:
    assert is_same(HTML.replace("123", "123_2"), got) is expected


def test_a_pager_without_an_end() -> None:
    links = "".join(f'<a href="123_{number}.html">{number}</a>' for number in range(2, 100))
    assert len(found(links)) > MAX_PAGES


@given(st.text(max_size=30), st.sampled_from(["2", "下一页", "next"]), st.text(max_size=20))
def test_never_raises_and_never_leaves_the_host(href: str, shown: str, path: str) -> None:
    root = lxml.html.document_fromstring("<html><body><p>.</p></body></html>")
    link = lxml.html.Element("a")
    link.text = shown
    try:
        link.set("href", href)
    except ValueError:  # no XML character
        return
    root.body.append(link)
    for url in next_pages(root, f"https://a.example/{path}").values():
        assert url.startswith("https://a.example/")
