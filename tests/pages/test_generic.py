"""The generic page object as a whole: what it makes of small invented pages of sites that nobody told it about."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot import pages
from newsbot.items import ARTICLE_FIELDS, NewsArticle
from newsbot.pages.base import response_for
from newsbot.pages.generic import GenericArticlePage

TEXT = (
    "<p>The port of Norrvik will raise its tolls by four per cent from January, its board said on Tuesday evening.</p>"
    * 3
)
CHINESE = "<p>云港港务局周二表示，从明年一月起将把费用提高百分之四，航运公司对此表示失望，并说会改走别的航线。</p>" * 3
URL = "https://ledger.example/shipping/tolls"


def read(body: str, head: str = "", url: str | None = URL, zone: str | None = None, lang: str = "") -> NewsArticle:
    html = f"<html lang='{lang}'><head>{head}</head><body>{body}</body></html>"
    return pages.read_fields(
        url, html.encode(), content_type="text/html; charset=utf-8", page="generic", zone=zone
    ).article


def linked(**fields: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', **fields})}</script>"


def test_a_chinese_page_says_everything_beside_its_headline() -> None:
    article = read(
        "<div class='crumb'><a>首页</a><a>航运</a></div><h1>云港\"罢工\"影响交通</h1>"
        "<div>2031年10月14日 08:15:30 来源：<a>云州日报</a> 作者：张三</div>"
        f"<div>{CHINESE}</div><p>责任编辑：李四</p><p>（原标题：云港工人罢工）</p>",
        "<title>云港\"罢工\"影响交通_航运_云州网</title><meta property='og:title' content='云港'>"
        "<meta name='author' content='云州网'><meta name='keywords' content='云港,罢工'>"
        "<meta property='article:published_time' content='2031-10-14T09:00:00+08:00'>",
    )
    assert article.headline == '云港"罢工"影响交通'
    assert article.alternative_headline == "云港工人罢工"
    assert article.date_published == "2031-10-14T00:15:30.000Z"
    assert (article.authors, article.editor, article.publisher) == (["张三"], "李四", "云州日报")
    assert (article.section, article.keywords, article.in_language) == ("航运", ["云港", "罢工"], "zh-CN")


def test_an_english_page_says_it_in_its_data() -> None:
    article = read(
        f"<h1>Harbour tolls rise</h1><p>By Ada Quill</p>{TEXT}",
        "<title>Harbour tolls rise | Northsea Ledger</title><link rel='canonical' href='https://ledger.example/shipping/tolls-rise-again'>"
        + linked(
            headline="Harbour tolls rise",
            datePublished="2031-10-14T09:20:30-04:00",
            dateModified="2031-10-14T10:00:00-04:00",
            author=[{"@type": "Person", "name": "Ada Quill"}, {"name": "Northsea Ledger"}],
            publisher={"name": "Northsea Ledger"},
            articleSection="Shipping",
            keywords="ports, tolls",
            description="A teaser.",
        ),
    )
    assert (article.headline, article.url) == ("Harbour tolls rise", "https://ledger.example/shipping/tolls-rise-again")
    assert (article.date_published, article.date_modified) == ("2031-10-14T13:20:30.000Z", "2031-10-14T14:00:00.000Z")
    assert (article.authors, article.publisher, article.section) == (["Ada Quill"], "Northsea Ledger", "Shipping")
    assert (article.keywords, article.description, article.in_language) == (["ports", "tolls"], "A teaser.", "en")


def test_whom_the_page_shows_wins_over_whom_only_its_data_know() -> None:
    data = linked(headline="Harbour tolls rise", author={"name": "Cem Usta"})
    assert read(f"<h1>Harbour tolls rise</h1><p>By Ada Quill</p>{TEXT}", data).authors == ["Ada Quill"]
    assert read(f"<h1>Harbour tolls rise</h1>{TEXT}", data).authors == ["Cem Usta"]


def test_a_name_and_the_mail_address_it_belongs_to() -> None:
    body = f"<h1>Harbour tolls rise</h1><p>Norrvik</p><p>Ada Quill</p>{TEXT}"
    assert read(body, "<meta name='author' content='a.quill@ledger.example'>").authors == ["Ada Quill"]
    assert read(body, "<meta name='author' content='desk@ledger.example'>").authors == []


@pytest.mark.parametrize(
    ("zone", "head", "lang", "expected"),
    [
        (None, "", "en", "2031-10-14T10:21:00.000Z"),
        ("Asia/Shanghai", "", "en", "2031-10-14T02:21:00.000Z"),
        ("America/New_York", "", "en", "2031-10-14T14:21:00.000Z"),
        (None, "", "zh-CN", "2031-10-14T10:21:00.000Z"),
        (None, "<meta name='x' content='2031-10-10T08:00:00+02:00'>", "de", "2031-10-14T08:21:00.000Z"),
    ],
)
def test_the_zone_of_a_time_without_one(zone: str | None, head: str, lang: str, expected: str) -> None:
    """UTC, not that of Chinese sources, where neither the stanza nor the page says more."""
    body = f"<h1>Harbour tolls rise</h1><p>14 October 2031, 10:21</p>{TEXT}"
    assert read(body, head, zone=zone, lang=lang).date_published == expected
    chinese = f"<h1>云港大罢工影响交通</h1><p>2031-10-14 10:21</p>{CHINESE}"
    assert read(chinese, lang=lang).date_published == "2031-10-14T02:21:00.000Z"


def test_the_address_tells_day_and_month_apart() -> None:
    body = f"<h1>Harbour tolls rise</h1><p>03/04/2031 10:21</p>{TEXT}"
    assert read(body, url="https://ledger.example/2031/04/03/tolls").date_published == "2031-04-03T10:21:00.000Z"
    assert read(body, url="https://ledger.example/2031/03/04/tolls").date_published == "2031-03-04T10:21:00.000Z"
    assert read(body).date_published is None
    assert read(body, lang="en-GB").date_published == "2031-04-03T10:21:00.000Z"


def test_a_change_before_publication_is_none() -> None:
    head = (
        "<meta property='article:published_time' content='2031-10-14T10:00:00Z'>"
        "<meta property='article:modified_time' content='2031-10-12T10:00:00Z'>"
    )
    article = read(f"<h1>Harbour tolls rise</h1>{TEXT}", head)
    assert (article.date_published, article.date_modified) == ("2031-10-14T10:00:00.000Z", None)


def test_a_page_that_says_nothing_gives_nothing() -> None:
    article = read("<p>x</p>", url=None)
    said = {name: getattr(article, name) for name in ARTICLE_FIELDS}
    assert {name for name, value in said.items() if value} <= {"complete", "parser", "article_body_html"}


@pytest.mark.parametrize(
    "html",
    [
        "<meta name='article:published_time' content='2031-10-14T10:00:00Z'>" * 20_000,
        "<h1>Title of it</h1>" + "<p>2031-10-14 10:21 来源：作者：编辑：</p>" * 20_000,
        "<h1>" * 3_000 + "2031-10-14",
        "<title>" + "Foo - bar_ " * 100_000 + "</title><h1>" + "Foo - bar_ " * 100_000,
        "<script type='application/ld+json'>" + "[" * 100_000 + "</script>",
        "<p itemprop='author'>" + "<div itemscope itemprop='author'>" * 3_000,
    ],
    ids=["metas", "lines", "headings", "titles", "json", "microdata"],
)
def test_a_hostile_page_is_read_in_bounded_time(html: str) -> None:
    article = pages.read_fields(URL, html.encode(), page="generic").article
    assert len(article.headline or "") <= 500
    assert len(article.authors) <= 12


DATA = """<script type='application/ld+json'>{"@type": "NewsArticle", "headline": [1, null], "author": {}}</script>"""
PIECES = st.sampled_from((
    DATA, "<h1>", "</h1>", "<div class='time'>", "</div>", "<time datetime='2031-10-14'>", "<br>", "2031-10-14 10:21",
    "来源：", "作者：张三",
    "By Ada Quill",
    "<meta name='author' content='a@b'>", "<title>", "</title>", "<b itemprop='author'>", "\x00", "标题",
))  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES | st.text(max_size=8), max_size=25))
def test_any_page_is_read(pieces: list[str]) -> None:
    page = GenericArticlePage(response=response_for(URL, "".join(pieces).encode("utf-8", "replace"), None))
    assert all(isinstance(name, str) and name for name in page.authors)
    assert page.date_published is None or page.date_published_raw
    assert not page.headline or page.headline == " ".join(page.headline.split())
    assert all([page.url, page.keywords is not None, page.in_language is None or page.in_language.isascii()])
