from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.items import ListingEntry, TickerMention
from newsbot.listings.announcements import (
    Announcement,
    Security,
    by_code,
    day_or_time,
    entry,
    file_address,
    hong_kong,
    mainland,
    securities,
    words,
)

FILES = [("第一次公告", "https://x.example/a/600001%5F1.pdf"), ("附件 <一>", "https://x.example/a/2.pdf?v=1&w=2")]


def made(**fields: Any) -> ListingEntry | str:
    values: dict[str, Any] = {
        "headline": "第一次公告",
        "files": FILES,
        "securities": [Security("600001.SH", "甲股份"), Security(None, "乙公司债")],
        "published": "2031-10-14",
        "published_raw": "2031-10-14",
        **fields,
    }
    return entry(Announcement(**values), "site")


def test_a_row_becomes_an_article_with_its_documents_linked() -> None:
    found = made(extra={"kind": 7})
    assert isinstance(found, ListingEntry)
    assert found.url == FILES[0][1]
    assert found.content == (
        "<p>甲股份 (600001.SH), 乙公司债</p>"
        '<p><a href="https://x.example/a/600001%5F1.pdf">第一次公告</a> (600001_1.pdf)</p>'
        '<p><a href="https://x.example/a/2.pdf?v=1&amp;w=2">附件 &lt;一&gt;</a> (2.pdf)</p>'
    )
    assert found.tickers == [TickerMention("600001.SH", "甲股份", "markup")]
    assert found.extra == {"kind": 7, "files": [{"title": title, "url": url} for title, url in FILES]}


def test_without_a_document_the_id_is_the_address() -> None:
    found = made(files=[], securities=[], source_id="9")
    assert isinstance(found, ListingEntry)
    assert (found.url, found.content) == ("urn:newsbot:site:9", "<p>第一次公告</p>")


@pytest.mark.parametrize(
    ("fields", "reason"), [({"headline": None}, "no title"), ({"files": [], "source_id": None}, "no address")]
)
def test_what_is_no_announcement(fields: dict[str, Any], reason: str) -> None:
    assert made(**fields) == reason


@pytest.mark.parametrize(
    ("code", "symbol"),
    [
        ("600001", "600001.SH"),
        ("688001", "688001.SH"),
        ("900901", "900901.SH"),
        ("510300", "510300.SH"),
        ("000001", "000001.SZ"),
        ("300750", "300750.SZ"),
        ("200002", "200002.SZ"),
        ("159915", "159915.SZ"),
        ("920001", "920001.BJ"),
        ("430001", None),  # Beijing's or the over-the-counter market's
        ("127017", None),  # a bond of either exchange
        ("00700", None),
        ("60000１", None),
        ("", None),
    ],
)
def test_by_code(code: str, symbol: str | None) -> None:
    assert by_code(code) == symbol


def test_codes_of_known_markets() -> None:
    assert mainland("127017", "SZ") == "127017.SZ"
    assert mainland("12701", "SZ") is None
    assert (hong_kong("1"), hong_kong("99901"), hong_kong("600001"), hong_kong("")) == (
        "00001.HK",
        "99901.HK",
        None,
        None,
    )


def test_a_code_stands_for_a_missing_name() -> None:
    assert securities(["1", "2"], ["甲"], hong_kong) == [Security("00001.HK", "甲"), Security("00002.HK", "2")]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1<br/>2<BR>3", ["1", "2", "3"]),
        (["000001", "", None, 200001], ["000001", "200001"]),
        ("", []),
        (None, []),
        ({"a": 1}, []),
        ("a &amp; b", ["a & b"]),
    ],
)
def test_words(value: object, expected: list[str]) -> None:
    assert words(value, r"(?i)<br\s*/?>") == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2031-10-14", "2031-10-14"),
        ("2031-10-14 00:00:00", "2031-10-14"),
        (1949760000000, "2031-10-15"),
        ("2031-10-14 18:30:02", "2031-10-14T10:30:02.000Z"),
        ("2031-10-14 00:00:01", "2031-10-13T16:00:01.000Z"),
        ("soon", None),
        (None, None),
    ],
)
def test_midnight_is_a_day(value: object, expected: str | None) -> None:
    assert day_or_time(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("/a/b.pdf", "https://x.example/download/a/b.pdf"),
        ("a/b.pdf", "https://x.example/download/a/b.pdf"),
        ("//y.example/b.pdf", "https://y.example/b.pdf"),
        ("http://y.example/b.pdf", "http://y.example/b.pdf"),
        ("", None),
        (7.5, "https://x.example/download/7.5"),
        (None, None),
    ],
)
def test_file_address(value: object, expected: str | None) -> None:
    assert file_address(value, "https://x.example/download/") == expected


@given(st.text(max_size=40))
def test_codes_of_any_text(code: str) -> None:
    for symbol in (by_code(code), hong_kong(code), mainland(code, "SH")):
        assert symbol is None or (symbol.isascii() and code.isdigit() and len(code) <= 6)
