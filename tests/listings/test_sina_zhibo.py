import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.errors import ListingError
from newsbot.items import ListingEntry
from newsbot.listings import sina_zhibo
from newsbot.listings.types import Listing
from tests.listings.mutate import mutated

URL = "https://zhibo.sina.com.cn/api/zhibo/feed?zhibo_id=152&page=1"
DESKTOP = "https://finance.sina.com.cn/7x24/2031-10-14/doc-iabcdefg0000003.shtml"
MOBILE = "https://finance.sina.cn/7x24/2031-10-14/detail-iabcdefg0000003.d.html"
STOCKS = [
    {"market": "cn", "symbol": "sh600001", "key": "甲股份"},
    {"market": "fund", "symbol": "某指数", "key": "某指数"},
]
ROW = {
    "id": 9900001,
    "zhibo_id": 152,
    "rich_text": "【甲股份签约】甲股份公告，与乙公司<br>签约。金额未披露。",
    "create_time": "2031-10-14 09:20:30",
    "creator": "x@staff.sina.com",
    "tag": [{"id": "3", "name": "公司"}, {"id": "10", "name": "A股"}],
    "is_focus": 0,
    "top_value": 0,
    "docurl": MOBILE,
    "multimedia": "",
    "ext": json.dumps({"docurl": DESKTOP, "docid": "comos:abcdefg0000003", "stocks": STOCKS}),
}


def answer(*rows: Any, code: Any = 0) -> bytes:
    result = {"status": {"code": code, "msg": "OK"}, "data": {"feed": {"list": list(rows)}}}
    return json.dumps({"result": result}, ensure_ascii=False).encode()


def read(*rows: Any) -> Listing:
    return sina_zhibo.parse(answer(*rows), URL)


def entry(**fields: Any) -> ListingEntry:
    return read({**ROW, **fields}).entries[0]


def test_a_row_becomes_a_flash() -> None:
    flash = entry()
    assert flash.url == DESKTOP
    assert flash.mobile_url == MOBILE
    assert flash.source_id == "abcdefg0000003"
    assert flash.headline == "甲股份签约"
    assert flash.content == ROW["rich_text"]
    assert flash.published == "2031-10-14T01:20:30.000Z"
    assert flash.published_raw == "2031-10-14 09:20:30"
    assert flash.keywords == ["公司", "A股"]
    assert flash.extra["stocks"] == STOCKS
    assert flash.extra["creator"] == "x@staff.sina.com"
    assert flash.tickers == []


@pytest.mark.parametrize(
    "ext", ["", "[]", "{}", "null", "{broken", None, [], 7, "<html>", '"text"', '{"stocks": "x", "docurl": 3}']
)
def test_ext_without_anything_in_it(ext: object) -> None:
    flash = entry(ext=ext, docurl="")
    assert flash.url == "urn:newsbot:sina-7x24:9900001"
    assert flash.source_id == "7x24:9900001"
    assert flash.extra["stocks"] == []
    assert flash.mobile_url is None


def test_ext_as_an_object_counts_too() -> None:
    assert entry(ext={"docurl": DESKTOP}).url == DESKTOP


def test_the_desktop_address_wins_wherever_it_stands() -> None:
    swapped = entry(docurl=DESKTOP, ext=json.dumps({"docurl": MOBILE}))
    assert (swapped.url, swapped.mobile_url) == (DESKTOP, MOBILE)
    assert entry(ext="").url == MOBILE
    assert entry(ext="").source_id == "7x24:9900001"


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("【 标题 】正文。", "标题"),
        ("<b>【标题】</b>正文", "标题"),
        ("【】正文一。正文二。", "【】正文一"),
        ("甲市外贸增长4.2%。其中出口增长5%。", "甲市外贸增长4.2%"),
        ("涨了吗？没有。", "涨了吗？"),
        ("Example Corp. rises 3.5% today", "Example Corp. rises 3.5% today"),
        ("没有句号", "没有句号"),
        ("。", "。"),
        ("长" * 61, "长" * 59 + "…"),
        ("长" * 60 + "。然后", "长" * 60),
    ],
)
def test_headline(text: str, headline: str) -> None:
    assert entry(rich_text=text).headline == headline


def test_rows_that_are_no_flash_are_left_out_with_a_reason() -> None:
    listing = read(*[ROW] * 9, {**ROW, "rich_text": "<p> </p>"}, {**ROW, "id": None, "docurl": "", "ext": ""})
    assert listing.rows == 11
    assert listing.skipped == ["row 10: no text", "row 11: neither id nor address"]


def test_a_short_page_and_an_empty_one_are_listings() -> None:
    assert read() == Listing([])
    assert read(*[ROW] * 10).rows == 10


@pytest.mark.parametrize("name", ["rich_text", "id", "create_time"])
def test_a_lost_field_is_an_error(name: str) -> None:
    row = {key: value for key, value in ROW.items() if key != name}
    with pytest.raises(ListingError, match=f"2 of 9 rows have no {name}"):
        read(*[ROW] * 7, row, row)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "empty"),
        (b"<html></html>", "HTML page"),
        (b'{"result":{"status":{"code":0},"data":{"feed":{}}}}', "no result.data.feed.list"),
        (b'{"result":{"status":{"code":0},"data":[]}}', "no result.data.feed.list"),
        (b'{"result":{"status":{"code":-1,"msg":"param"},"data":{"feed":{"list":[]}}}}', "status -1: param"),
    ],
)
def test_what_is_no_listing_is_refused(body: bytes, message: str) -> None:
    with pytest.raises(ListingError, match=message):
        sina_zhibo.parse(body, URL)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9), lambda inner: st.lists(inner, max_size=3)
)
WILD_ROW = st.dictionaries(
    st.sampled_from(sorted(ROW)), JSON | st.sampled_from(["", "[]", DESKTOP, ROW["ext"]]), max_size=9
)


@settings(deadline=None)  # the first odd date imports dateparser
@given(
    st.binary(max_size=200)
    | mutated(answer(ROW, ROW))
    | st.lists(WILD_ROW | JSON, max_size=6).map(lambda rows: answer(*rows))
)
def test_it_raises_only_listing_error(body: bytes) -> None:
    try:
        listing = sina_zhibo.parse(body, URL)
    except ListingError:
        return
    assert len(listing.entries) + len(listing.skipped) == listing.rows
    assert all(entry.headline and len(entry.headline) <= 120 and entry.content for entry in listing.entries)
    json.dumps([entry.extra for entry in listing.entries], ensure_ascii=False, allow_nan=False).encode()
