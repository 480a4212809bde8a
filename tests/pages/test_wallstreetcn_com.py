"""The API's answers, which are JSON and not pages, and the public page."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot import pages
from newsbot.errors import EmptyArticle, ExtractError, SoftNotFound
from newsbot.items import Address
from newsbot.pages.wallstreetcn_com import WallstreetcnAnswer, WallstreetcnPage
from tests.listings.mutate import mutated

URL = "https://wallstreetcn.com/articles/3900001"
ARTICLE: dict[str, Any] = {
    "id": 3900001,
    "uri": URL,
    "title": "云州债市转向",
    "content_short": "一次招标。",
    "content": '<p>收益率下行2.5个基点。</p><p><img src="https://img.example.invalid/a.png"></p>',
    "content_more": "<p>招标倍数升至3.4倍。</p>",
    "display_time": 1949707230,
    "source_name": "见闻编译",
    "author": {"display_name": "沈知秋"},
    "asset_tags": [{"name": "云州国债"}, {"name": "利率"}],
}


def answer(data: Any, code: Any = 20000, message: Any = "OK") -> bytes:
    return json.dumps({"code": code, "message": message, "data": data}, ensure_ascii=False).encode()


def test_the_fields_of_an_answer() -> None:
    article = pages.read(URL, answer(ARTICLE), content_type="application/json")
    assert (article.url, article.site, article.parser) == (URL, "wallstreetcn.com", "wallstreetcn_com/1")
    assert (article.headline, article.description) == ("云州债市转向", "一次招标。")
    assert article.article_body == "收益率下行2.5个基点。\n招标倍数升至3.4倍。"
    assert [image.url for image in article.images] == ["https://img.example.invalid/a.png"]
    assert (article.publisher, article.authors, article.keywords) == ("见闻编译", ["沈知秋"], ["云州国债", "利率"])
    assert (article.date_published, article.date_published_raw) == ("2031-10-14T01:20:30.000Z", "1949707230")
    assert article.in_language == "zh-CN"


def test_an_answer_saved_without_its_address() -> None:
    found = pages.read_fields(None, answer(ARTICLE))
    assert (found.article.url, found.article.site) == (URL, "wallstreetcn.com")
    assert found.addresses == [Address(URL, "canonical")]
    assert found.next_pages == {}


def test_a_flash_has_its_headline_in_its_text() -> None:
    live = {"id": 1, "title": "", "content": "<p>【云州央行】维持利率不变。</p>", "display_time": "1949707230"}
    article = pages.read("https://wallstreetcn.com/livenews/1", answer(live))
    assert (article.headline, article.date_published) == ("云州央行", "2031-10-14T01:20:30.000Z")
    assert (article.publisher, article.authors, article.keywords) == (None, [], [])


def test_half_characters_never_get_further() -> None:
    body = answer({**ARTICLE, "title": "甲乙", "content": "丙乙"}).replace("乙".encode(), b"\\ud83d")
    article = pages.read(URL, body)
    assert (article.headline, article.article_body) == ("甲\ufffd", "丙\ufffd\n招标倍数升至3.4倍。")


@pytest.mark.parametrize(
    ("body", "error", "message"),
    [
        (answer({}, 60301, "内容不存在或已被删除"), SoftNotFound, "code 60301: 内容不存在或已被删除"),
        (answer({}, "60301", None), SoftNotFound, "code 60301: no reason given"),
        (answer(None, 50000, "服务异常"), ExtractError, "code 50000: 服务异常"),
        (b'{"code":null}', ExtractError, "no code"),
        (answer({**ARTICLE, "content": "", "content_more": None}), EmptyArticle, "no text"),
        (answer([]), EmptyArticle, "no headline|no text"),
    ],
)
def test_what_is_no_article_is_refused_by_name(body: bytes, error: type[ExtractError], message: str) -> None:
    with pytest.raises(error, match=message) as caught:
        pages.read(URL, body, page="wallstreetcn_com")
    assert type(caught.value) is error


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (answer(ARTICLE), WallstreetcnAnswer),
        (b' {\n"code": 60301, "message": ""}', WallstreetcnAnswer),
        (b"<!DOCTYPE html><html>", WallstreetcnPage),
        (b'{"data": {"code": 20000}}', WallstreetcnPage),
    ],
)
def test_answer_or_page(body: bytes, expected: type) -> None:
    assert pages.page_class(URL, body) is expected
    assert pages.page_class(URL, body, "wallstreetcn_com") is expected


@settings(deadline=None)
@given(st.binary(max_size=100).map(lambda tail: b'{"code":20000' + tail) | mutated(answer(ARTICLE)))
def test_it_raises_only_extract_error(body: bytes) -> None:
    try:
        article = pages.read(URL, body, page="wallstreetcn_com")
    except ExtractError:
        return
    assert article.headline
    assert article.article_body
