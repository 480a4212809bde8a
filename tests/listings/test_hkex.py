import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.errors import ListingError
from newsbot.items import ListingEntry, TickerMention
from newsbot.listings import hkex
from newsbot.listings.types import Listing
from tests.listings.mutate import WILD, mutated

URL = "https://www1.hkexnews.hk/search/titleSearchServlet.do?lang=E&rowRange=100"
ROW = {
    "NEWS_ID": "9900009",
    "TITLE": "Invented &amp; Co - Announcement",
    "LONG_TEXT": "Announcements and Notices - [Other]",
    "DATE_TIME": "14/10/2031 18:30",
    "FILE_LINK": "/listedco/listconews/sehk/2031/1014/2031101400001.pdf",
    "FILE_TYPE": "PDF",
    "FILE_INFO": "120KB",
    "STOCK_CODE": "1<br/>99902",
    "STOCK_NAME": "EXAMPLE<br/>EXAMPLE-R",
}


def answer(*rows: Any, **more: Any) -> bytes:
    return json.dumps({"result": json.dumps(rows), "hasNextRow": False, "rowRange": 100, **more}).encode()


def read(*rows: Any, language: str = "en", **more: Any) -> Listing:
    return hkex.parse(answer(*rows, **more), URL, language)


def entry(**fields: Any) -> ListingEntry:
    return read({**ROW, **fields}).entries[0]


def test_fields() -> None:
    found = entry()
    assert found.url == "https://www1.hkexnews.hk/listedco/listconews/sehk/2031/1014/2031101400001.pdf"
    assert found.source_id == "9900009"
    assert found.headline == "Invented & Co - Announcement"
    assert found.section == "Announcements and Notices - [Other]"
    assert (found.published, found.published_raw) == ("2031-10-14T10:30:00.000Z", "14/10/2031 18:30")
    assert found.in_language == "en"
    assert found.tickers == [
        TickerMention("00001.HK", "EXAMPLE", "markup"),
        TickerMention("99902.HK", "EXAMPLE-R", "markup"),
    ]
    assert found.extra["FILE_INFO"] == "120KB"


def test_the_chinese_edition_is_another_article() -> None:
    (found,) = read(ROW, language="zh-HK").entries
    assert (found.source_id, found.in_language, found.extra["NEWS_ID"]) == ("9900009-c", "zh-HK", "9900009")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("03/04/2031 00:05", "2031-04-02T16:05:00.000Z"),
        ("03/04/2031 18:30:59", "2031-04-03T10:30:59.000Z"),
        ("2031-04-03 18:30", None),
        ("31/02/2031 18:30", None),
        ("14/10/2031 25:00", None),
        ("14/10/1031 18:30", None),
        ("14/10/2031", None),
        (None, None),
        (7, None),
    ],
)
def test_the_day_comes_first_and_nothing_else_is_guessed(raw: object, expected: str | None) -> None:
    assert hkex.time_of(raw) == expected


def test_times_of_another_form_are_an_error_of_the_source() -> None:
    rows = [{**ROW, "DATE_TIME": "2031-10-14 18:30"}] * 3
    with pytest.raises(ListingError, match="3 of 3 rows have no published"):
        read(*rows)


@pytest.mark.parametrize(
    ("more", "cursor"),
    [
        ({"hasNextRow": True}, "200"),
        ({"hasNextRow": True, "rowRange": 12_800}, "20000"),
        ({"hasNextRow": True, "rowRange": "100"}, "200"),
        ({"hasNextRow": True, "rowRange": 20_000}, None),
        ({"hasNextRow": False}, None),
        ({"hasNextRow": "false"}, None),
        ({"hasNextRow": True, "rowRange": None}, "2"),
    ],
)
def test_more_rows_are_asked_for_while_there_are_some(more: dict[str, Any], cursor: str | None) -> None:
    assert read(ROW, **more).cursor == cursor


def test_an_empty_result() -> None:
    assert read() == Listing([])
    assert hkex.parse(b'{"result":[]}', URL) == Listing([])


@pytest.mark.parametrize("name", ["TITLE", "FILE_LINK", "DATE_TIME"])
def test_a_lost_field_is_an_error(name: str) -> None:
    row = {key: value for key, value in ROW.items() if key != name}
    with pytest.raises(ListingError, match=f"3 of 10 rows have no {name}"):
        read(*[ROW] * 7, row, row, row)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "empty"),
        (b'{"result":""}', "no result"),
        (b'{"result":"null"}', "no result"),
        (b'{"result":"{broken"}', "no JSON"),
        (b"<html></html>", "HTML"),
        (b"[]", "no result"),
    ],
)
def test_what_is_no_listing_is_refused(body: bytes, message: str) -> None:
    with pytest.raises(ListingError, match=message):
        hkex.parse(body, URL)


WILD_ROW = st.dictionaries(st.sampled_from(sorted(ROW)), WILD | st.sampled_from(list(ROW.values())), max_size=9)


@given(mutated(answer(ROW, ROW)) | st.lists(WILD_ROW | WILD, max_size=5).map(lambda rows: answer(*rows)))
def test_it_raises_only_listing_error(body: bytes) -> None:
    try:
        listing = hkex.parse(body, URL)
    except ListingError:
        return
    assert len(listing.entries) + len(listing.skipped) == listing.rows
    assert all(entry.headline and entry.content for entry in listing.entries)
