import json
from base64 import b64encode
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.errors import ListingError
from newsbot.items import ListingEntry
from newsbot.listings import hexun
from tests.listings.mutate import mutated

URL = "https://opentool.hexun.com/MongodbNewsService/newsListPageByJson.jsp?id=108511056&s=30&cp=1"
ROW = {
    "title": "云州外贸回暖",
    "entityurl": "http://news.hexun.com/2031-10-14/990000005.html",
    "entitytime": "10/14 09:20",
    "abstract": "增长4.2%。",
    "content": b64encode("<p>云州外贸增长4.2%。</p>".encode("gbk")).decode(),
    "mediaid": 7,
}


def answer(*rows: Any) -> bytes:
    text = json.dumps({"totalNumber": 99999, "result": list(rows)}, ensure_ascii=False)
    return f"hx_json1({text})".encode("gbk")


def read(**changes: Any) -> ListingEntry:
    (entry,) = hexun.parse(answer({**ROW, **changes}), URL).entries
    return entry


def at(day: str, time: str) -> str | None:
    return read(entityurl=f"http://news.hexun.com/{day}/990000005.html", entitytime=time).published


def test_a_row_becomes_an_entry() -> None:
    entry = read()
    assert entry.url == ROW["entityurl"]
    assert (entry.source_id, entry.headline, entry.description) == ("990000005", "云州外贸回暖", "增长4.2%。")
    assert (entry.published, entry.published_raw) == ("2031-10-14T01:20:00.000Z", "10/14 09:20")
    assert entry.extra == {"entitytime": "10/14 09:20", "mediaid": 7, "content": "<p>云州外贸增长4.2%。</p>"}
    assert entry.content is None


def test_the_total_is_not_believed() -> None:
    assert hexun.parse(answer(ROW), URL).total is None
    assert hexun.parse(answer(), URL).entries == []


@pytest.mark.parametrize("content", [None, "", "no base64!", "甲", "AAAA", 7])
def test_a_text_that_cannot_be_read_is_left_out(content: object) -> None:
    assert "content" not in read(content=content).extra


@pytest.mark.parametrize(
    ("day", "time", "expected"),
    [
        ("2031-10-14", "10-14 09:20:30", "2031-10-14T01:20:30.000Z"),
        ("2031-10-14", "10月14日 09:20", "2031-10-14T01:20:00.000Z"),
        ("2031-10-14", "09:20", "2031-10-14T01:20:00.000Z"),
        ("2031-10-14", "2031-10-14 09:20:30", "2031-10-14T01:20:30.000Z"),
        ("2032-01-01", "12/31 23:58", "2031-12-31T15:58:00.000Z"),
        ("2031-12-31", "01/01 00:02", "2031-12-31T16:02:00.000Z"),
        ("2032-03-01", "02/29 12:00", "2032-02-29T04:00:00.000Z"),
        ("2031-03-01", "02/29 12:00", "2031-03-01"),  # no such day near
        ("2031-10-14", "04/14 09:20", "2031-10-14"),  # half a year away: not this article's
        ("2031-10-14", "", "2031-10-14"),
        ("2031-10-14", "25:61", "2031-10-14"),
        ("2031-13-14", "10/14 09:20", None),
    ],
)
def test_the_year_comes_from_the_address(day: str, time: str, expected: str | None) -> None:
    rows = [ROW] * 5  # one row without a time is no fault of the listing
    row = {**ROW, "entityurl": f"http://news.hexun.com/{day}/990000005.html", "entitytime": time}
    assert hexun.parse(answer(*rows, row), URL).entries[5].published == expected


@given(st.dates(date(1995, 1, 1), date(2095, 12, 31)), st.integers(-20, 20))
def test_the_year_is_right_all_year_round(day: date, off: int) -> None:
    shown = day + timedelta(days=off)
    assert at(f"{day}", f"{shown:%m/%d} 12:00") == f"{shown}T04:00:00.000Z"


@pytest.mark.parametrize(("field", "named"), [("entityurl", "entityurl"), ("title", "headline")])
def test_a_renamed_field_is_an_error(field: str, named: str) -> None:
    row = {name: value for name, value in ROW.items() if name != field}
    with pytest.raises(ListingError, match=f"2 of 2 rows have no {named}"):
        hexun.parse(answer(row, row), URL)


@pytest.mark.parametrize(
    ("body", "message"),
    [(b"", "empty"), (b"hx_json1([])", "no result"), (b'hx_json1({"result":null})', "no result"), (b"<html>", "HTML")],
)
def test_what_is_no_listing_is_refused(body: bytes, message: str) -> None:
    with pytest.raises(ListingError, match=message) as caught:
        hexun.parse(body, URL)
    assert caught.value.where == URL


@settings(deadline=None)
@given(st.binary(max_size=100) | mutated(answer(ROW, ROW)))
def test_it_raises_only_listing_error(body: bytes) -> None:
    try:
        listing = hexun.parse(body, URL)
    except ListingError:
        return
    assert all(entry.url.startswith("http") for entry in listing.entries)
    json.dumps([entry.extra for entry in listing.entries], ensure_ascii=False, allow_nan=False).encode()
