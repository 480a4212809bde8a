import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.errors import ListingError
from newsbot.items import TickerMention
from newsbot.listings import cninfo
from newsbot.listings.types import Listing
from tests.listings.mutate import WILD, mutated

URL = "http://www.cninfo.com.cn/new/hisAnnouncement/query"
ROW = {
    "secCode": "000001",
    "secName": "甲银行",
    "orgId": "gssz0000001",
    "announcementId": "1299000001",
    "announcementTitle": "关于<em>回购</em>股份的公告",
    "announcementTime": 1949740262000,
    "adjunctUrl": "finalpage/2031-10-14/1299000001.PDF",
}


def answer(*rows: Any, **more: Any) -> bytes:
    return json.dumps({"totalAnnouncement": 1, "announcements": list(rows), **more}, ensure_ascii=False).encode()


def read(*rows: Any, **more: Any) -> Listing:
    return cninfo.parse(answer(*rows, **more), URL)


def test_fields() -> None:
    (found,) = read(ROW).entries
    assert found.url == "http://static.cninfo.com.cn/finalpage/2031-10-14/1299000001.PDF"
    assert found.source_id == "1299000001"
    assert found.headline == "关于回购股份的公告"
    assert found.published == "2031-10-14T10:31:02.000Z"
    assert found.published_raw == "1949740262000"
    assert found.tickers == [TickerMention("000001.SZ", "甲银行", "markup")]
    assert found.extra["orgId"] == "gssz0000001"


def test_the_exchange_is_told_by_the_code() -> None:
    rows = [{**ROW, "secCode": code} for code in ("600001", "920001", "00700", "127017")]
    assert [[ticker.symbol for ticker in entry.tickers] for entry in read(*rows).entries] == [
        ["600001.SH"],
        ["920001.BJ"],
        ["00700.HK"],
        [],
    ]


def test_several_securities_in_one_text() -> None:
    (found,) = read({**ROW, "secCode": "000001,200001", "secName": "甲银行,甲银行B"}).entries
    assert [(ticker.symbol, ticker.surface) for ticker in found.tickers] == [
        ("000001.SZ", "甲银行"),
        ("200001.SZ", "甲银行B"),
    ]


@pytest.mark.parametrize("body", [answer(), b'{"announcements":null,"totalAnnouncement":0,"hasMore":false}'])
def test_null_and_an_empty_list_are_none(body: bytes) -> None:
    listing = cninfo.parse(body, URL)
    assert (listing.entries, listing.rows) == ([], 0)


@pytest.mark.parametrize(
    ("totals", "expected"),
    [
        ({"totalAnnouncement": 9}, 9),
        ({"totalAnnouncement": 0, "totalRecordNum": 9}, 9),
        ({"totalAnnouncement": 3, "totalRecordNum": 9}, 9),
        ({"totalAnnouncement": None}, None),
        ({"totalAnnouncement": 0, "totalRecordNum": 0}, None),
    ],
)
def test_either_total(totals: dict[str, Any], expected: int | None) -> None:
    assert read(ROW, **totals).total == expected


@pytest.mark.parametrize("name", ["announcementTitle", "adjunctUrl", "announcementId", "announcementTime"])
def test_a_lost_field_is_an_error(name: str) -> None:
    row = {key: value for key, value in ROW.items() if key != name}
    with pytest.raises(ListingError, match=f"3 of 10 rows have no {name}"):
        read(*[ROW] * 7, row, row, row)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "empty"),
        (b'{"classifiedAnnouncements":null}', "no announcements"),
        (b'{"announcements":"x"}', "no list"),
        (b"<html></html>", "HTML"),
    ],
)
def test_what_is_no_listing_is_refused(body: bytes, message: str) -> None:
    with pytest.raises(ListingError, match=message):
        cninfo.parse(body, URL)


WILD_ROW = st.dictionaries(st.sampled_from(sorted(ROW)), WILD | st.sampled_from(list(ROW.values())), max_size=7)


@given(mutated(answer(ROW, ROW)) | st.lists(WILD_ROW | WILD, max_size=5).map(lambda rows: answer(*rows)))
def test_it_raises_only_listing_error(body: bytes) -> None:
    try:
        listing = cninfo.parse(body, URL)
    except ListingError:
        return
    assert len(listing.entries) + len(listing.skipped) == listing.rows
    assert all(entry.headline and entry.content for entry in listing.entries)
