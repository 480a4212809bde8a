"""财联社: what the data of the script lacks or gets wrong."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot import pages
from newsbot.errors import ExtractError
from newsbot.items import NewsArticle

URL = "https://www.cls.cn/detail/9900002"
DETAIL = {
    "id": 9900002,
    "title": "云州港的第二条航线",
    "ctime": 1949707230,
    "author": {"name": "白露"},
    "images": [],
    "content": "<p>云州港第二条外贸航线昨日开通。</p>",
}


def page(detail: Any) -> bytes:
    data = json.dumps({"props": {"pageProps": {"articleDetail": detail}}}).replace("</", "<\\/")
    return (
        f'<html><title>财联社</title><body><script id="__NEXT_DATA__" type="x">{data}</script></body></html>'.encode()
    )


def read(**fields: Any) -> NewsArticle:
    return pages.read(URL, page({**DETAIL, **fields}))


@pytest.mark.parametrize(
    ("name", "authors"),
    [
        ("白露", ["白露"]),
        ("财联社 白露 江一帆", ["白露", "江一帆"]),
        ("财联社记者 白露", ["白露"]),
        ("财联社资深记者白露", ["白露"]),
        ("财联社", []),
        ("", []),
        (None, []),
    ],
)
def test_authors_without_the_name_of_the_site(name: str | None, authors: list[str]) -> None:
    assert read(author={"name": name}).authors == authors


@pytest.mark.parametrize("author", [None, "白露", [], 7])
def test_no_author(author: object) -> None:
    assert read(author=author).authors == []


@pytest.mark.parametrize("time", [1949707230, "1949707230", 1949707230000])
def test_the_time_in_seconds_or_milliseconds(time: object) -> None:
    assert read(ctime=time).date_published == "2031-10-14T01:20:30.000Z"


def test_plain_content_keeps_its_lines() -> None:
    article = read(content="一、云州港。\n二、利润<3亿元。")
    assert article.article_body == "一、云州港。\n二、利润<3亿元。"


def test_classes_are_not_read() -> None:
    shown = '<div class="a1b2"><p>推荐阅读：别的文章的很长的标题，长过正文许多许多字，但不是正文。</p></div>'.encode()
    article = pages.read(URL, page(DETAIL).replace(b"<body>", b"<body>" + shown))
    assert article.article_body == "云州港第二条外贸航线昨日开通。"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "id"]), inner),
    max_leaves=5,
)


@given(
    JSON | st.dictionaries(st.sampled_from(sorted(DETAIL)), JSON, max_size=4).map(lambda fields: {**DETAIL, **fields}),
    st.integers(0, 400),
)
def test_whatever_the_data_is(detail: Any, cut: int) -> None:
    for body in (page(detail), page(detail)[:cut]):
        try:
            article = pages.read(URL, body)
        except ExtractError:
            continue
        assert article.headline
        assert article.article_body
