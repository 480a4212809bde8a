"""What counts as a change of an article, and of which class."""

import unicodedata
from typing import Any

import pytest

from newsbot.dedupe.content import change, content_sha256
from newsbot.items import ArticleImage, NewsArticle

HEADLINE = "云州港公布三季报"


def article(body: str = "净利润3.2亿元，增长5%。", **fields: Any) -> NewsArticle:
    return NewsArticle(**{"url": "https://a.example/1", "headline": HEADLINE, "article_body": body, **fields})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("净利润3.2亿元", "净利润3.5亿元"),
        ("净利润3亿元", "净利润3.2亿元"),
        ("净利润３０亿元", "净利润３１亿元"),
        ("同比增长5%", "同比增长15.5%"),
        ("同比5%", "同比-5%"),
        ("同比5%", "同比−12%"),
        ("11月20日公布", "11月21日公布"),
        ("9:30开盘", "10:15开盘"),
        ("共1234万箱", "共1,234万箱"),
    ],
)
def test_figures(old: str, new: str) -> None:
    assert change(article(old), article(new)) == "figures"


@pytest.mark.parametrize(
    ("old", "new"), [("增长5%", "下降5%"), ("净利润3亿元", "净利润3万元"), ("增长5%", "增长约5%"), ("共3家", "共三家")]
)
def test_words(old: str, new: str) -> None:
    assert change(article(old), article(new)) == "text"


def test_a_headline_outranks_the_body_and_a_correction_both() -> None:
    assert change(article("甲"), article("乙", headline="另一标题")) == "headline"
    assert change(article("甲"), article("乙（更正：应为乙）", headline="另一标题")) == "correction"
    assert change(article("更正：应为甲"), article("更正：应为乙")) == "text"


@pytest.mark.parametrize(
    "fields",
    [
        {"article_body": unicodedata.normalize("NFD", "Café 净利润 3.2")},
        {"article_body": "  Café\u3000净利润\n\n3.2 "},
        {"description": "导语  净利\u00a0润 "},
        {"authors": [" 甲\u3000乙"]},
        {"images": [ArticleImage("http://cdn2.example.org/a_300x200.jpg?x=1", caption=" 图：\u00a0港口 ")]},
        {"article_body_html": "<div><p>Café 净利润 3.2</p></div>", "date_published_raw": "刚刚", "parser": "x/2"},
    ],
)
def test_what_is_rendered_anew_says_the_same(fields: dict[str, Any]) -> None:
    said: dict[str, Any] = {
        "article_body": "Café 净利润 3.2",
        "description": "导语 净利 润",
        "authors": ["甲 乙"],
        "images": [ArticleImage("https://cdn.example.org/a_550x366.jpg", caption="图： 港口")],
    }
    assert change(article(**said), article(**{**said, **fields})) is None


def test_pictures_are_content_and_captions_are_not() -> None:
    first, second = ArticleImage("https://a.example/1.jpg"), ArticleImage("https://a.example/2.jpg")
    assert change(article(images=[first]), article(images=[first, second])) == "images"
    assert change(article(images=[first, second]), article(images=[second, first])) == "images"
    captioned = article(images=[ArticleImage(first.url, caption="图")])
    assert change(article(images=[first]), captioned) == "metadata"
    assert content_sha256(captioned) == content_sha256(article(images=[first]))
