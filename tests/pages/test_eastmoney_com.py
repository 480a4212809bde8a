"""东方财富: lines at the ends of the text that are none of it."""

from pathlib import Path

import pytest
from hypothesis import given

from newsbot import pages
from newsbot.errors import ExtractError
from newsbot.items import NewsArticle
from tests.listings.mutate import mutated

PAGE = (Path(__file__).parent / "fixtures" / "eastmoney_no_source.html").read_text("utf-8")
TEXT = "青屿农商行今日发布半年报，营业收入31.5亿元。\n不良率较年初下降0.1个百分点。"


def read(old: str, new: str) -> NewsArticle:
    assert old in PAGE
    return pages.read("https://finance.eastmoney.com/a/203110140000000002.html", PAGE.replace(old, new).encode())


@pytest.mark.parametrize(
    "line",
    [
        "郑重声明：东方财富发布此内容旨在传播更多信息，与本站立场无关，不构成投资建议。",
        "郑重声明：东方财富网发布此信息的目的在于传播更多信息。",
        "（数据来源：东方财富Choice数据）",
        "热点阅读",
    ],
)
def test_what_stands_under_the_text(line: str) -> None:
    assert read("<p>（文章来源：青屿晚报）</p>", f"<p>{line}</p>").article_body == TEXT


def test_medium_and_day_over_the_text() -> None:
    for line in ("青屿晚报 2031年10月14日", "青屿晚报　2031年10月14日 21:05"):
        assert read("<p>青屿农商行今日", f"<p>{line}</p><p>青屿农商行今日").article_body == TEXT


def test_a_statement_of_somebody_else_is_text() -> None:
    said = "郑重声明：本公司与该平台无任何关系。"
    article = read("<p>不良率", f"<p>{said}</p><p>不良率")
    assert said in (article.article_body or "")


@pytest.mark.parametrize(
    ("shown", "publisher"),
    [
        ('<div class="item">来源：云州商报</div>', "云州商报"),
        ('<div class="item">评论 3</div>', "青屿晚报"),
        ("", "青屿晚报"),
    ],
)
def test_the_medium_over_the_text_counts_before_that_under_it(shown: str, publisher: str) -> None:
    article = read("21:05</div>", f"21:05</div>{shown}")
    assert (article.publisher, article.article_body) == (publisher, TEXT)


def test_the_teaser_inside_the_text_is_not_text() -> None:
    teaser = '<div class="abstract"><div class="txt">青屿农商行今日发布半年报。</div></div>'
    assert read('class="txtinfos">', f'class="txtinfos">{teaser}').article_body == TEXT


@given(mutated(PAGE.encode()))
def test_a_damaged_page_is_read_or_refused(body: bytes) -> None:
    try:
        article = pages.read(None, body, page="eastmoney_com")
    except ExtractError:
        return
    assert article.headline
    assert article.article_body
