"""What the saved pages do not show: which layout is which, and where the template lies."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot import pages
from newsbot.errors import ExtractError
from newsbot.pages._163_com import NeteaseAccountPage, NeteasePage, NeteasePostPage
from tests.listings.mutate import mutated

FIXTURES = Path(__file__).parent / "fixtures"
CLASSIC, POST, ACCOUNT = ((FIXTURES / f"netease_{name}.html").read_bytes() for name in ("classic", "post", "account"))
URL = "https://money.163.com/31/1014/09/AAAA000100258105.html"


@pytest.mark.parametrize(
    ("body", "expected"),
    [(CLASSIC, NeteasePage), (POST, NeteasePostPage), (ACCOUNT, NeteaseAccountPage), (b"<html>", NeteasePostPage)],
)
def test_the_markup_says_which_layout_it_is(body: bytes, expected: type) -> None:
    for url in (URL, "http://dy.163.com/v2/article/detail/AAAA00040519QIKK.html", "163.com"):
        assert pages.page_class(url, body) is expected
    if body != b"<html>":
        assert pages.page_class(None, body) is expected


def classic(old: str, new: str) -> bytes:
    text = CLASSIC.decode()
    assert text.count(old) >= 1
    return text.replace(old, new).encode()


def test_a_description_that_no_quotation_mark_has_cut_is_one() -> None:
    article, *_ = pages.read_fields(URL, classic('回暖 货代称"不缺单子"">', '的订单，小而多，货代们都这么说。">'))
    assert article.description == "云州外贸的订单，小而多，货代们都这么说。"


def test_where_there_is_no_visible_time() -> None:
    body = classic("2031-10-14 09:20:30　来源", "来源")
    assert pages.read(URL, body).date_published == "2031-10-14T01:20:30.000Z"


def test_a_centred_line_after_text_is_no_caption() -> None:
    body = classic("<p>其中，松", '<p class="f_center">又一行</p><p>其中，松')
    article = pages.read(URL, body)
    assert "\n又一行\n其中，松江铜业" in (article.article_body or "")
    assert article.images[1].caption == "三号码头，记者 何雁 摄"


def test_bare_text_names_the_source_of_the_newer_layout() -> None:
    body = POST.decode().replace('<a href="#">云州证券报</a>　', "云州统计局 ").encode()
    assert pages.read("https://www.163.com/money/article/AAAA000300258105.html", body).publisher == "云州统计局"


@settings(deadline=None)
@given(st.sampled_from([CLASSIC, POST, ACCOUNT]).flatmap(mutated))
def test_damaged_pages(body: bytes) -> None:
    try:
        article = pages.read(URL, body)
    except ExtractError:
        return
    assert article.headline
    assert article.article_body
