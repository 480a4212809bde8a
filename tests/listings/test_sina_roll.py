import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.errors import ListingError
from newsbot.listings import sina_roll
from newsbot.listings.types import Listing
from tests.listings.mutate import mutated

URL = "https://feed.mix.sina.com.cn/api/roll/get?pageid=155&lid=1686&num=50&page=1"
ROW = {
    "title": "云州市前三季度外贸增长4.2%",
    "url": "http://finance.sina.com.cn/roll/2031-10-14/doc-iabcdefg0000001.shtml",
    "wapurl": "https://finance.sina.cn/2031-10-14/detail-iabcdefg0000001.d.html",
    "intro": "云州海关介绍，前三季度……",
    "summary": "另一段",
    "ctime": "1949707230",
    "intime": "1949707295",
    "mtime": "1949708430",
    "media_name": "云州日报",
    "docid": "comos:abcdefg0000001",
    "keywords": "外贸,海关，外贸",
    "lids": "1686,1687",
}


def answer(*rows: Any, total: Any = 1312, code: Any = 0) -> bytes:
    result = {"status": {"code": code, "msg": "succ"}, "total": total, "data": list(rows)}
    return json.dumps({"result": result}, ensure_ascii=False).encode()


def read(*rows: Any, **parts: Any) -> Listing:
    return sina_roll.parse(answer(*rows, **parts), URL)


def test_a_row_becomes_an_entry() -> None:
    listing = read(ROW)
    (entry,) = listing.entries
    assert (listing.total, listing.rows, listing.skipped) == (1312, 1, [])
    assert entry.url == ROW["url"]
    assert entry.mobile_url == ROW["wapurl"]
    assert entry.source_id == "abcdefg0000001"
    assert entry.headline == ROW["title"]
    assert entry.description == "云州海关介绍，前三季度……"
    assert entry.publisher == "云州日报"
    assert entry.keywords == ["外贸", "海关"]
    assert entry.published == "2031-10-14T01:20:30.000Z"
    assert entry.published_raw == "1949707230"
    assert entry.modified == "2031-10-14T01:40:30.000Z"
    assert entry.extra == {"ctime": "1949707230", "intime": "1949707295", "mtime": "1949708430", "lids": "1686,1687"}
    assert entry.content is None


def test_what_a_row_may_lack() -> None:
    bare = {"title": "", "url": "//finance.sina.com.cn/7x24/2031-10-14/doc-iabcdefg0000002.shtml", "docid": None}
    (entry,) = read({**bare, "intro": "", "summary": "只有摘要", "intime": 1949707295}).entries
    assert entry.url == "https://finance.sina.com.cn/7x24/2031-10-14/doc-iabcdefg0000002.shtml"
    assert entry.headline is None
    assert entry.source_id is None
    assert entry.description == "只有摘要"
    assert entry.published == "2031-10-14T01:21:35.000Z"
    assert (entry.modified, entry.publisher, entry.keywords) == (None, None, [])


def test_entities_in_a_title_are_text() -> None:
    (entry,) = read({**ROW, "title": "甲&amp;乙：<b>增长</b>"}).entries
    assert entry.headline == "甲&乙：增长"


def test_the_mobile_address_stands_in_for_a_missing_one() -> None:
    assert read({**ROW, "url": ""}).entries[0].url == ROW["wapurl"]


@pytest.mark.parametrize(
    ("total", "expected"), [("1312", 1312), (0, 0), (None, None), ("many", None), ([], None), (-3, None)]
)
def test_total_may_be_text(total: object, expected: int | None) -> None:
    assert read(ROW, total=total).total == expected


def test_no_rows_with_code_0_is_the_end_not_an_error() -> None:
    assert read(total=1312) == Listing([], total=1312)
    assert read(code="0").entries == []


def test_a_row_without_address_is_left_out_with_a_reason() -> None:
    rows = [{**ROW, "url": url} for url in ("http://a.example/1", "http://a.example/2", "http://a.example/3")]
    nowhere = {"title": "没有地址", "url": "doc-iabcdefg0000001.shtml"}
    listing = read(*rows, nowhere)
    assert [entry.url for entry in listing.entries] == [row["url"] for row in rows]
    assert listing.skipped == ["row 4: no address"]
    assert listing.rows == 4
    assert read(*rows * 3, nowhere, "text").skipped == ["row 10: no address", "row 11: no object"]


def test_a_renamed_field_is_an_error_not_an_empty_listing() -> None:
    renamed = {"title": "标题", "link": "http://a.example/1"}
    for rows in ([renamed], [renamed] * 50, [ROW] * 7 + [renamed] * 2):
        with pytest.raises(ListingError, match="have no address"):
            read(*rows)


@pytest.mark.parametrize(
    "wrapped",
    [
        "try{feedCardJsonpCallback(%s);}catch(e){};",
        "jQuery1_2(%s);",
        "/**/cb(%s)",
        "try { cb(%s) } catch (e) {}\n",
        "\ufeff%s",
    ],
)
def test_jsonp(wrapped: str) -> None:
    body = (wrapped % answer(ROW).decode()).encode()
    assert sina_roll.parse(body, URL) == read(ROW)


def test_gbk_bytes_are_read() -> None:
    assert sina_roll.parse(answer(ROW).decode().encode("gb18030"), URL) == read(ROW)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"<!DOCTYPE html><html><body>busy</body></html>", "HTML page"),
        (b"<error/>", "no JSON"),
        (b"try{cb(", "no JSON"),
        (b"[]", "no result"),
        (b"null", "no result"),
        (b'{"result":[]}', "no result"),
        (b'{"result":{"status":{"code":0}}}', "no result.data"),
        (b'{"result":{"status":{"code":0},"data":{}}}', "no result.data"),
        (b'{"result":{"status":{"code":11,"msg":"lid error"},"data":[]}}', "status 11: lid error"),
        (b'{"result":{"status":"3","data":[]}}', "status 3: no reason given"),
        (b"[" * 100_000, "no JSON"),
        (b"9" * 10_000, "no JSON"),
    ],
)
def test_what_is_no_listing_is_refused(body: bytes, message: str) -> None:
    with pytest.raises(ListingError, match=message) as caught:
        sina_roll.parse(body, URL)
    assert caught.value.where == URL


def test_half_characters_never_get_further() -> None:
    body = answer({**ROW, "title": "甲乙", "lids": ["甲"]}).replace("甲".encode(), b"\\ud83d")
    (entry,) = sina_roll.parse(body, URL).entries
    assert (entry.headline, entry.extra["lids"]) == ("\ufffd乙", ["\ufffd"])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9), lambda inner: st.lists(inner, max_size=3)
)
WILD_ROW = st.dictionaries(st.sampled_from(sorted(ROW)), JSON | st.sampled_from(list(ROW.values())))


@settings(deadline=None)  # the first odd date imports dateparser
@given(
    st.binary(max_size=200)
    | mutated(answer(ROW, ROW))
    | st.lists(WILD_ROW | JSON, max_size=6).map(lambda rows: answer(*rows))
)
def test_it_raises_only_listing_error(body: bytes) -> None:
    try:
        listing = sina_roll.parse(body, URL)
    except ListingError:
        return
    assert len(listing.entries) + len(listing.skipped) == listing.rows
    assert all(entry.url.startswith("http") for entry in listing.entries)
    json.dumps([entry.extra for entry in listing.entries], ensure_ascii=False, allow_nan=False).encode()
