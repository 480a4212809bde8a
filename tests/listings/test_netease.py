import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.errors import ListingError
from newsbot.items import ListingEntry
from newsbot.listings import netease
from tests.listings.mutate import mutated

URL = "https://money.163.com/special/00259BVP/news_flow_index.js?callback=data_callback"
ROW = {
    "title": "云州外贸回暖，增长[4.2%],",
    "digest": "",
    "docurl": "https://www.163.com/money/article/AAAA0000BBBB0000.html",
    "commenturl": "",
    "tienum": 0,
    "label": "财经",
    "keywords": [{"akey_link": "http://news.163.com/keywords/0/0/1.html", "keyname": "外贸"}, "x"],
    "time": "10/14/2031 09:20:30",
    "newstype": "article",
    "channelname": "caijing",
}


def answer(*rows: Any, end: str = ",]") -> bytes:
    return f"data_callback([{','.join(json.dumps(row, ensure_ascii=False) for row in rows)}{end})".encode()


def read(**changes: Any) -> ListingEntry:
    (entry,) = netease.parse(answer({**ROW, **changes}), URL).entries
    return entry


def test_a_row_becomes_an_entry() -> None:
    entry = read()
    assert entry.url == ROW["docurl"]
    assert entry.source_id == "AAAA0000BBBB0000"
    assert (entry.headline, entry.description, entry.keywords) == (ROW["title"], None, ["外贸"])
    assert (entry.published, entry.published_raw) == ("2031-10-14T01:20:30.000Z", "10/14/2031 09:20:30")
    assert entry.extra == {key: ROW[key] for key in ("commenturl", "tienum", "label", "time", "newstype")}
    assert (entry.content, entry.section) == (None, None)


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("01/02/2031 00:00:00", "2031-01-01T16:00:00.000Z"),  # 2 January, not 1 February
        ("1/2/2031 09:20", "2031-01-02T01:20:00.000Z"),
        ("2031-10-14 09:20:30", "2031-10-14T01:20:30.000Z"),
        (1949707230000, "2031-10-14T01:20:30.000Z"),
    ],
)
def test_the_month_comes_first(time: object, expected: str) -> None:
    assert read(time=time).published == expected


def test_there_is_no_month_14() -> None:
    assert netease.parse(answer(*[ROW] * 5, {**ROW, "time": "14/10/2031 09:20:30"}), URL).entries[5].published is None


@pytest.mark.parametrize("end", [",]", "]", " ,\n] "])
@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "utf-8-sig"])
def test_commas_and_encodings(end: str, encoding: str) -> None:
    body = answer(ROW, ROW, end=end).decode().encode(encoding)
    assert [entry.headline for entry in netease.parse(body, URL).entries] == [ROW["title"]] * 2


def test_an_empty_array_is_the_end() -> None:
    for body in (b"data_callback([])", b"data_callback([ ]);", b"data_callback([,])", b"[]"):
        assert netease.parse(body, URL).entries == []


def test_addresses() -> None:
    assert read(docurl="http://money.163.com/31/1014/09/AAAA000100258105.html#f=post").source_id == "AAAA000100258105"
    assert read(docurl="https://money.163.com/special/x/").source_id is None
    assert read(keywords=None).keywords == []


@pytest.mark.parametrize(("field", "named"), [("docurl", "docurl"), ("title", "headline"), ("time", "published")])
def test_a_renamed_field_is_an_error(field: str, named: str) -> None:
    row = {name: value for name, value in ROW.items() if name != field}
    with pytest.raises(ListingError, match=f"2 of 2 rows have no {named}"):
        netease.parse(answer(row, row), URL)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "empty"),
        (b"data_callback({})", "no array"),
        (b"data_callback([{,}])", "no JSON"),
        (b"<!DOCTYPE html><html>404", "HTML page"),
    ],
)
def test_what_is_no_listing_is_refused(body: bytes, message: str) -> None:
    with pytest.raises(ListingError, match=message) as caught:
        netease.parse(body, URL)
    assert caught.value.where == URL


@settings(deadline=None)
@given(st.binary(max_size=100) | mutated(answer(ROW, ROW)))
def test_it_raises_only_listing_error(body: bytes) -> None:
    try:
        listing = netease.parse(body, URL)
    except ListingError:
        return
    assert all(entry.url.startswith("http") for entry in listing.entries)
    json.dumps([entry.extra for entry in listing.entries], ensure_ascii=False, allow_nan=False).encode()
