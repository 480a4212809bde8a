import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.errors import ListingError
from newsbot.items import ListingEntry
from newsbot.listings import caixin
from tests.listings.mutate import mutated

URL = "https://gateway.caixin.com/api/dataplatform/scroll/index"
ROW = {
    "title": "云州重启供水价格听证",
    "summary": "听证会定于下月初。",
    "url": "https://economy.caixin.com/2031-10-14/102100001.html",
    "time": 1949707230000,
    "channelObject": {"name": "经济"},
    "type": 1,
}


def answer(*rows: Any) -> bytes:
    return json.dumps({"code": 0, "data": {"articleList": list(rows)}}, ensure_ascii=False).encode()


def read(**changes: Any) -> ListingEntry:
    (entry,) = caixin.parse(answer({**ROW, **changes}), URL).entries
    return entry


def test_a_row_is_all_there_is() -> None:
    entry = read()
    assert (entry.url, entry.source_id) == (ROW["url"], "102100001")
    assert (entry.headline, entry.description) == ("云州重启供水价格听证", "听证会定于下月初。")
    assert entry.content == "听证会定于下月初。"
    assert (entry.section, entry.publisher, entry.published) == ("经济", "财新网", "2031-10-14T01:20:30.000Z")
    assert entry.extra == {"time": 1949707230000, "type": 1}


def test_a_headline_alone_is_its_own_text() -> None:
    entry = read(summary="", title="甲&amp;乙", channelObject=None)
    assert (entry.content, entry.description, entry.section) == ("甲&amp;乙", None, None)


@pytest.mark.parametrize(
    "time", [1949707230000, 1949707230, "1949707230000", "2031-10-14 09:20:30", "2031-10-14T09:20:30+08:00"]
)
def test_a_time_of_any_type(time: object) -> None:
    assert read(time=time).published == "2031-10-14T01:20:30.000Z"


def test_hosts_without_text_are_left_out() -> None:
    hosts = ("fm.caixin.com", "video.caixin.com", "datanews.caixin.com", "finance.caixin.com")
    listing = caixin.parse(
        answer(*({**ROW, "url": f"https://{host}/2031-10-14/102100001.html"} for host in hosts)), URL
    )
    assert [entry.url for entry in listing.entries] == ["https://finance.caixin.com/2031-10-14/102100001.html"]
    assert (listing.rows, listing.skipped) == (4, [])
    assert listing.left_out == [f"row {row}: {host} has no texts" for row, host in enumerate(hosts[:3], 1)]


def test_what_is_left_out_on_purpose_hides_no_renamed_field() -> None:
    film = {**ROW, "url": "https://video.caixin.com/2031-10-14/102300009.html"}
    with pytest.raises(ListingError, match="2 of 2 rows have no title"):
        caixin.parse(answer(*[film] * 8, *[{**ROW, "title": None}] * 2), URL)
    assert len(caixin.parse(answer(*[film] * 8, ROW), URL).entries) == 1


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"title": None}, "title"),
        ({"url": "/x"}, "url"),
        ({"time": None}, "published"),
        ({"time": "昨天"}, "published"),
    ],
)
def test_a_renamed_field_is_an_error(changes: dict[str, Any], named: str) -> None:
    with pytest.raises(ListingError, match=f"2 of 2 rows have no {named}"):
        caixin.parse(answer(*[{**ROW, **changes}] * 2), URL)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "empty"),
        (b"[]", "no data.articleList"),
        (b'{"code":403,"msg":"closed","data":null}', "no data.articleList: closed"),
        (b'{"data":{"articleList":{}}}', "no data.articleList"),
    ],
)
def test_what_is_no_listing_is_refused(body: bytes, message: str) -> None:
    with pytest.raises(ListingError, match=message) as caught:
        caixin.parse(body, URL)
    assert caught.value.where == URL


@settings(deadline=None)
@given(st.binary(max_size=100) | mutated(answer(ROW, ROW)))
def test_it_raises_only_listing_error(body: bytes) -> None:
    try:
        listing = caixin.parse(body, URL)
    except ListingError:
        return
    assert all(entry.url.startswith("http") and entry.content for entry in listing.entries)
    json.dumps([entry.extra for entry in listing.entries], ensure_ascii=False, allow_nan=False).encode()
