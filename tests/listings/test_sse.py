import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.errors import ListingError
from newsbot.items import ListingEntry, TickerMention
from newsbot.listings import sse
from newsbot.listings.types import Listing
from tests.listings.mutate import WILD, mutated

URL = "https://query.sse.com.cn/security/stock/queryCompanyBulletinNew.do?pageHelp.pageNo=1"
ROW = {
    "TITLE": "甲股份第一次公告",
    "URL": "/disclosure/listedinfo/announcement/c/new/2031-10-14/600001_20311014_0001.pdf",
    "SECURITY_CODE": "600001",
    "SECURITY_NAME": "甲股份",
    "BULLETIN_TYPE_DESC": "其它",
    "SSEDATE": "2031-10-14",
    "ORG_BULLETIN_ID": "77",
}
SECOND = {**ROW, "TITLE": "甲股份法律意见书", "URL": ROW["URL"].replace("0001.pdf", "0002.pdf")}
FLAT = {name: value for name, value in ROW.items() if name not in ("SSEDATE", "BULLETIN_TYPE_DESC")}


def answer(*result: Any, total: Any = 1, **more: Any) -> bytes:
    value = {"pageHelp": {"total": total, "pageNo": 1, "pageSize": 25}, "result": list(result), **more}
    return f"jsonpCallback1({json.dumps(value, ensure_ascii=False)})".encode()


def read(*result: Any) -> Listing:
    return sse.parse(answer(*result), URL)


def entry(**fields: Any) -> ListingEntry:
    return read([{**ROW, **fields}]).entries[0]


def test_a_filing_with_one_document() -> None:
    found = entry()
    assert found.url == f"https://static.sse.com.cn{ROW['URL']}"
    assert found.headline == "甲股份第一次公告"
    assert found.section == "其它"
    assert (found.published, found.published_raw) == ("2031-10-14", "2031-10-14")
    assert found.tickers == [TickerMention("600001.SH", "甲股份", "markup")]
    assert found.extra["ORG_BULLETIN_ID"] == "77"
    assert found.content
    assert found.url in found.content


def test_a_list_of_lists_is_one_entry_for_each_filing() -> None:
    listing = read([ROW, SECOND], [{**ROW, "URL": "/b.pdf"}])
    assert [len(entry.extra["files"]) for entry in listing.entries] == [2, 1]
    assert (listing.rows, listing.total) == (2, 1)
    assert "甲股份法律意见书" in (listing.entries[0].content or "")


def test_the_older_flat_form() -> None:
    (found,) = read({**FLAT, "ADDDATE": "2031-10-14 18:05:12"}).entries
    assert found.published == "2031-10-14T10:05:12.000Z"


def test_the_time_of_day_wins_over_the_day() -> None:
    assert entry(ADDDATE="2031-10-13 18:05:12").published == "2031-10-13T10:05:12.000Z"


@pytest.mark.parametrize(
    "body",
    [
        answer(total=0),
        answer([ROW]).replace(b'"result": [[', b'"pageHelp": {"data": [[').replace(b"]]})", b"]]}})"),
        b'{"pageHelp":{"total":0},"result":null}',
    ],
)
def test_where_the_rows_are(body: bytes) -> None:
    assert len(sse.parse(body, URL).entries) == (0 if b"TITLE" not in body else 1)


def test_rows_that_are_no_filing_are_left_out_with_a_reason() -> None:
    listing = read(*[[ROW]] * 9, [{**ROW, "TITLE": ""}], [])
    assert (listing.rows, listing.skipped) == (10, ["row 10: no title"])
    assert read(*[[ROW]] * 9, [7]).skipped == ["row 10: no title"]


@pytest.mark.parametrize("name", ["TITLE", "URL", "SECURITY_CODE", "SSEDATE"])
def test_a_lost_field_is_an_error(name: str) -> None:
    row = [{key: value for key, value in ROW.items() if key != name}]
    with pytest.raises(ListingError, match=f"3 of 10 rows have no .*{name}"):
        read(*[[ROW]] * 7, row, row, row)


def test_dates_that_cannot_be_read_are_an_error() -> None:
    with pytest.raises(ListingError, match="2 of 2 rows have no published"):
        read([{**ROW, "SSEDATE": "soon"}], [{**ROW, "SSEDATE": "later"}])


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "empty"),
        (b"<html><script>setCookie('acw_sc__v2',x)</script></html>", r"JavaScript challenge \(acw_sc__v2\)"),
        (b"<script>var arg1='0';setCookie('acw_sc__v2',x)</script>", r"JavaScript challenge \(acw_sc__v2\)"),
        (b"<html>Bad Gateway</html>", "HTML page"),
        (b'jsonpCallback1({"error":"x"})', "no result"),
        (b"[]", "no result"),
    ],
)
def test_what_is_no_listing_is_refused(body: bytes, message: str) -> None:
    with pytest.raises(ListingError, match=message):
        sse.parse(body, URL)


WILD_ROW = st.dictionaries(st.sampled_from(sorted(ROW)), WILD | st.sampled_from(list(ROW.values())), max_size=7)


@given(mutated(answer([ROW, SECOND])) | st.lists(WILD_ROW | st.lists(WILD_ROW, max_size=2) | WILD, max_size=5).map(
    lambda rows: answer(*rows)
))  # fmt: skip
def test_it_raises_only_listing_error(body: bytes) -> None:
    try:
        listing = sse.parse(body, URL)
    except ListingError:
        return
    assert len(listing.entries) + len(listing.skipped) == listing.rows
    assert all(entry.headline and entry.content for entry in listing.entries)
