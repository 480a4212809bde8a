"""What the saved page of 第一财经 does not show."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from newsbot import pages
from newsbot.errors import ExtractError
from tests.listings.mutate import mutated

PAGE = (Path(__file__).parent / "fixtures" / "yicai_article.html").read_bytes()
URL = "https://www.yicai.com/news/990000004.html"


@pytest.mark.parametrize("name", ['id="multi-text"', 'class="txt"', 'class="m-text multiText"'])
def test_the_names_of_the_text(name: str) -> None:
    body = PAGE.replace(b'class="multiText"', name.encode())
    assert pages.read(URL, body).article_body == pages.read(URL, PAGE).article_body


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (URL, "990000004"),
        ("https://www.yicai.com/vip/news/990000004.html", "990000004"),
        ("https://www.yicai.com/brief/880003.html", "brief:880003"),
        ("https://www.yicai.com/", None),
    ],
)
def test_the_number(url: str, expected: str | None) -> None:
    assert pages.read(url, PAGE).source_id == expected


def test_a_page_without_its_array() -> None:
    assert pages.read(URL, PAGE.replace(b"_pb", b"_pc")).date_published is None


@settings(deadline=None)
@given(mutated(PAGE))
def test_damaged_pages(body: bytes) -> None:
    try:
        article = pages.read(URL, body)
    except ExtractError:
        return
    assert article.headline
    assert article.article_body
