"""Every saved page gives exactly the fields written beside it."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsbot import pages
from newsbot.errors import ChallengePage, EmptyArticle, ExtractError, LoginWall, SoftNotFound
from newsbot.items import Address, ListingEntry, NewsArticle, TickerMention
from newsbot.pages.generic import GenericArticlePage
from newsbot.pages.sina_com_cn import SinaArticlePage

FIXTURES = Path(__file__).parent / "fixtures"
FINANCE = (FIXTURES / "sina_finance.html").read_bytes()


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.html")), ids=lambda path: path.stem)
def test_fields(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    url = expected.pop("asked")
    try:
        found = asdict(pages.read(url, path.read_bytes()))
        assert found.pop("source") is None
    except ExtractError as error:
        found = {"error": type(error).__name__}
    assert found == expected


@pytest.mark.parametrize(
    ("url", "body", "name", "expected"),
    [
        ("https://finance.sina.com.cn/x", b"", None, SinaArticlePage),
        ("https://finance.sina.cn/x", b"", None, SinaArticlePage),
        ("sina.com.cn", b"", None, SinaArticlePage),
        ("127.0.0.1", FINANCE, None, SinaArticlePage),
        (None, FINANCE, None, SinaArticlePage),
        (None, b"<p>hello", None, GenericArticlePage),
        ("https://ledger.example/a", FINANCE, None, GenericArticlePage),
        ("http://127.0.0.1:8080/a", FINANCE, None, GenericArticlePage),
        ("http://127.0.0.1:8080/a", b"", "sina_com_cn", SinaArticlePage),
        ("https://finance.sina.com.cn/x", b"", "generic", GenericArticlePage),
    ],
)
def test_page_class(url: str | None, body: bytes, name: str | None, expected: type) -> None:
    assert pages.page_class(url, body, name) is expected


def test_unknown_page_name() -> None:
    with pytest.raises(ExtractError, match="sina_com_cn"):
        pages.page_class(None, b"", "nosuch")


def test_addresses() -> None:
    found = pages.read_fields("http://finance.sina.com.cn/7x24/2031-10-14/doc-iabcdefg0000001.shtml", FINANCE)
    assert found.addresses == [
        Address("https://finance.sina.com.cn/roll/2031-10-14/doc-iabcdefg0000001.shtml", "canonical"),
        Address("http://finance.sina.cn/2031-10-14/detail-iabcdefg0000001.d.html", "mobile"),
    ]


def test_a_canonical_address_elsewhere_is_not_believed() -> None:
    article, addresses, _ = pages.read_fields("http://127.0.0.1:8080/doc-1.shtml", FINANCE, page="sina_com_cn")
    assert article.url == "http://127.0.0.1:8080/doc-1.shtml"
    assert article.site == "127.0.0.1"
    assert [address.kind for address in addresses] == ["mobile"]


@pytest.mark.parametrize(
    ("shown", "created", "expected"),
    [
        ("2031年10月14日 04:04", "2031-10-14 04:04:28", "2031-10-13T20:04:28.000Z"),
        ("2031年10月14日 04:04", "2031-10-14 04:05:00", "2031-10-13T20:04:00.000Z"),
        ("2031年10月14日", "2031-10-14 04:05:00", "2031-10-13T20:05:00.000Z"),
        ("2031年10月14日", "", "2031-10-14"),
        ("", "2031-10-14 04:05:00", "2031-10-13T20:05:00.000Z"),
        ("10月14日 04:04", "", "2031-10-13T22:52:30.000Z"),
    ],
)
def test_which_time_counts(shown: str, created: str, expected: str) -> None:
    body = FINANCE.decode().replace("2031年10月14日 04:04", shown).replace("2031-10-14 04:04:28", created)
    article, _, _ = pages.read_fields(None, body.encode())
    assert article.date_published == expected


def test_a_day_in_the_address_is_the_last_resort() -> None:
    article, _, _ = pages.read_fields(
        "https://finance.sina.com.cn/roll/2031-10-14/doc-i1.shtml", b"<h1 id=artibodyTitle>a</h1>"
    )
    assert (article.date_published, article.date_published_raw) == ("2031-10-14", "2031-10-14")


@pytest.mark.parametrize(
    ("headline", "text", "error"),
    [
        ("404 Not Found", "", SoftNotFound),
        ("云州日报", "您访问的页面不存在", SoftNotFound),
        ("Just a moment...", "", ChallengePage),
        ("Norrvik tolls", "Sign in to continue reading", LoginWall),
        ("Norrvik tolls", "", EmptyArticle),
        (None, "Some text", EmptyArticle),
    ],
)
def test_what_is_no_article(headline: str | None, text: str, error: type[ExtractError]) -> None:
    for article in (
        NewsArticle(url="https://ledger.example/a", headline=headline, article_body_html=f"<p>{text}</p>"),
        NewsArticle(url="https://ledger.example/a", headline=headline, article_body=text),
    ):
        with pytest.raises(error, match=r"ledger\.example"):
            pages.check_article(article)


def test_an_article_about_not_found_pages_is_one() -> None:
    pages.check_article(NewsArticle(url="", headline="Why 404 Not Found became a joke", article_body="word " * 100))


def test_the_source_line_names_who_an_aggregate_label_hides() -> None:
    for shown, expected in (("新浪财经综合", "云州统计局"), ("云州日报", "云州日报")):
        article = NewsArticle(url="", publisher=shown, article_body_html="<p>来源：云州统计局</p><p>正文。</p>")
        pages.clean_article(article)
        assert (article.publisher, article.article_body) == (expected, "正文。")


def test_fragment() -> None:
    article = pages.read_fragment(
        '<p>　　<span id="stock_bj830001"><a class="keyword">丙科技</a></span>上市。</p>'
        '<!-- news_keyword_pub,stock,bj830001 --><p class="article-editor">责任编辑：白露 SF001</p></div>',
        page="sina_com_cn",
    )
    assert article.article_body == "丙科技上市。"
    assert article.editor == "白露"
    assert article.tickers == [TickerMention("830001.BJ", "丙科技", "markup", 1)]


def test_entry() -> None:
    entry = ListingEntry(
        url="urn:newsbot:sina-7x24:1",
        source_id="7x24:1",
        headline="甲公司签约",
        published="2031-10-14T01:20:30.000Z",
        content="【甲公司签约】甲公司今日<br>签约。",
        tickers=[TickerMention("sh600001", "甲公司", "markup"), TickerMention("某未上市", "某", "markup")],
    )
    article = pages.read_entry(entry, "https://zhibo.sina.com.cn/api/zhibo/feed?page=1")
    pages.clean_article(article)
    pages.find_tickers(article)
    pages.check_article(article)
    assert (article.site, article.in_language, article.parser) == ("sina.com.cn", "zh-CN", "entry/1")
    assert article.article_body == "【甲公司签约】甲公司今日\n签约。"
    assert article.tickers == [TickerMention("600001.SH", "甲公司", "markup", 3)]


def test_a_lone_surrogate_in_a_script_can_be_stored() -> None:
    data = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "a \\ud800 b"}</script>'
    article, _, _ = pages.read_fields("https://ledger.example/a", data.encode())
    assert article.headline == "a \ufffd b"


def _reads_or_refuses(body: bytes, page: str | None = None) -> None:
    try:
        article = pages.read("https://finance.sina.com.cn/roll/2031-10-14/doc-iabcdefg0000001.shtml", body, page=page)
    except ExtractError:
        return
    assert article.headline
    assert article.article_body


@settings(deadline=None)
@given(st.binary(max_size=2000))
@example(b"")
@example(b"\0" * 100)
@example(b"<h1 class=main-title>a</h1><div id=artibody>" + b"<div>" * 3000 + "深".encode())
@example(b"<h1 class=main-title>a</h1><div id=artibody>" + b"<b>" * 3000 + "深".encode())
@example(b"<title>a</title><script>var slide_data = {" + b"a:[" * 3000)
@example(b'<?xml version="1.0" encoding="gb2312"?><html><h1 class=main-title>a</h1><div id=artibody>b')
def test_garbage(body: bytes) -> None:
    _reads_or_refuses(body)
    _reads_or_refuses(body, "generic")


@settings(deadline=None)
@given(st.data())
def test_damaged_pages(data: st.DataObject) -> None:
    body = (
        FIXTURES / data.draw(st.sampled_from(["sina_finance.html", "sina_slides.html", "sina_publish_helper.html"]))
    ).read_bytes()
    at = data.draw(st.integers(0, len(body)))
    _reads_or_refuses(body[:at] + data.draw(st.binary(max_size=20)) + body[at + data.draw(st.integers(0, 200)) :])
    _reads_or_refuses(body[:at])
