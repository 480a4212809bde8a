import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.errors import ListingError
from newsbot.items import TickerMention
from newsbot.listings import szse
from newsbot.listings.types import Listing
from tests.listings.mutate import mutated

URL = "https://www.szse.cn/api/disc/announcement/annList?random=0.1"
ROW = {
    "id": "99000000-0000-4000-8000-000000000001",
    "title": "甲银行：关于<em>决议</em>的公告",
    "publishTime": "2031-10-14 18:31:02",
    "attachPath": "/disc/disk03/finalpage/2031-10-14/x.PDF",
    "attachSize": 123,
    "secCode": ["000001"],
    "secName": ["甲银行"],
}


def answer(*rows: Any, **more: Any) -> bytes:
    return json.dumps({"data": list(rows), **more}, ensure_ascii=False).encode()


def read(*rows: Any, **more: Any) -> Listing:
    return szse.parse(answer(*rows, **more), URL)


def test_fields() -> None:
    listing = read(ROW, announceCount=3)
    (found,) = listing.entries
    assert listing.total == 3
    assert found.url == "https://disc.static.szse.cn/download/disc/disk03/finalpage/2031-10-14/x.PDF"
    assert found.source_id == ROW["id"]
    assert found.headline == "甲银行：关于决议的公告"
    assert found.published == "2031-10-14T10:31:02.000Z"
    assert found.tickers == [TickerMention("000001.SZ", "甲银行", "markup")]
    assert found.extra["attachSize"] == 123


def test_a_page_without_rows_is_the_end() -> None:
    assert read() == Listing([])
    assert read(announceCount=40).rows == 0


def test_several_securities() -> None:
    (found,) = read({**ROW, "secCode": ["000001", "200001"], "secName": ["甲银行", "甲银行B"]}).entries
    assert [ticker.symbol for ticker in found.tickers] == ["000001.SZ", "200001.SZ"]


def test_one_row_without_its_file_keeps_its_id_as_address() -> None:
    listing = read(*[ROW] * 9, {**ROW, "attachPath": None})
    assert listing.entries[9].url == f"urn:newsbot:szse:{ROW['id']}"


@pytest.mark.parametrize("name", ["title", "attachPath", "secCode", "publishTime"])
def test_a_lost_field_is_an_error(name: str) -> None:
    row = {key: value for key, value in ROW.items() if key != name}
    with pytest.raises(ListingError, match=f"3 of 10 rows have no {name}"):
        read(*[ROW] * 7, row, row, row)


@pytest.mark.parametrize(
    ("body", "message"), [(b"", "empty"), (b'{"code":"403"}', "no data"), (b"<html></html>", "HTML"), (b"7", "no data")]
)
def test_what_is_no_listing_is_refused(body: bytes, message: str) -> None:
    with pytest.raises(ListingError, match=message):
        szse.parse(body, URL)


WILD = st.recursive(st.none() | st.floats() | st.text(max_size=9), lambda inner: st.lists(inner, max_size=3))
WILD_ROW = st.dictionaries(st.sampled_from(sorted(ROW)), WILD | st.sampled_from(list(ROW.values())), max_size=7)


@given(mutated(answer(ROW, ROW)) | st.lists(WILD_ROW | WILD, max_size=5).map(lambda rows: answer(*rows)))
def test_it_raises_only_listing_error(body: bytes) -> None:
    try:
        listing = szse.parse(body, URL)
    except ListingError:
        return
    assert len(listing.entries) + len(listing.skipped) == listing.rows
    assert all(entry.headline and entry.content for entry in listing.entries)
