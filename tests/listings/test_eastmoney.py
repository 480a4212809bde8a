import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.errors import ListingError
from newsbot.items import ListingEntry, TickerMention
from newsbot.listings import eastmoney
from newsbot.listings.types import Listing
from tests.listings.mutate import mutated

URL = "https://np-listapi.eastmoney.com/comm/web/getNewsByColumns?column=350&page_index=1"
CODE = "203110140000000001"
PAGE = f"https://finance.eastmoney.com/a/{CODE}.html"
ARTICLE = {
    "code": CODE,
    "showTime": "2031-10-14 09:21:07",
    "title": "云州港三季度吞吐量创新高",
    "mediaName": "云州商报",
    "summary": "云州港务集团介绍……",
    "image": "",
    "url": PAGE.replace("https:", "http:"),
    "uniqueUrl": PAGE.replace("https:", "http:"),
    "Np_dst": "",
}
FLASH = {
    "code": CODE,
    "title": "甲公司：签订合同",
    "summary": "【甲公司：签订合同】甲公司公告，与乙公司签订合同。",
    "showTime": "2031-10-14 09:20:11",
    "realSort": "1949707211000002",
    "titleColor": 0,
    "stockList": ["1.601068", "0.000001", "90.BK0001"],
    "image": [],
}
FOUND = {
    "date": "2031-10-14 09:21:07",
    "code": CODE,
    "title": "<em>云州银行</em>：半年报出炉",
    "content": "\u3000\u3000<em>云州银行</em>今日公布半年报……",
    "mediaName": "云州商报",
    "url": f"http://finance.eastmoney.com/a/{CODE}.html",
    "image": "",
}
NOTICE = {
    "art_code": "AN203110141600000001",
    "title": "甲股份:关于股份回购进展的公告",
    "notice_date": "2031-10-15 00:00:00",
    "display_time": "2031-10-14 18:05:12:345",
    "eiTime": "2031-10-14 18:02:00:000",
    "codes": [
        {"stock_code": "600001", "short_name": "甲股份", "market_code": "1", "ann_type": "A", "inner_code": "9"},
        {"stock_code": "830001", "short_name": "丙科技", "market_code": "0", "ann_type": "A", "inner_code": "8"},
    ],
    "columns": [{"column_code": "001", "column_name": "回购进展"}],
}


def column(*rows: Any, code: Any = "1") -> bytes:
    return json.dumps({"code": code, "message": "success", "data": {"list": list(rows)}}).encode()


def fast(*rows: Any, cursor: Any = "1949707200012345") -> bytes:
    return json.dumps({"code": "1", "data": {"sortEnd": cursor, "fastNewsList": list(rows)}}).encode()


def search(*rows: Any, code: Any = 0) -> bytes:
    answer = {"code": code, "msg": "OK", "hitsTotal": 87, "result": {"cmsArticleWebOld": list(rows)}}
    return f"jQuery35108_1949707230000({json.dumps(answer, ensure_ascii=False)})".encode()


def notices(*rows: Any) -> bytes:
    return json.dumps({"data": {"list": list(rows), "total_hits": 231}, "error": "", "success": 1}).encode()


def test_an_article_of_a_column() -> None:
    (entry,) = eastmoney.parse_column(column(ARTICLE), URL).entries
    assert entry == ListingEntry(
        url=f"http://finance.eastmoney.com/a/{CODE}.html",
        source_id=CODE,
        headline="云州港三季度吞吐量创新高",
        description="云州港务集团介绍……",
        publisher="云州商报",
        published="2031-10-14T01:21:07.000Z",
        published_raw="2031-10-14 09:21:07",
        extra={"showTime": "2031-10-14 09:21:07", "image": "", "uniqueUrl": ARTICLE["uniqueUrl"], "Np_dst": ""},
    )


@pytest.mark.parametrize(
    ("row", "url"),
    [
        ({"url": f"//finance.eastmoney.com/a/{CODE}.html"}, PAGE),
        ({"url": ""}, ARTICLE["uniqueUrl"]),
        ({"url": None, "uniqueUrl": f"//finance.eastmoney.com/a/{CODE}.html"}, PAGE),
        ({"url": "", "uniqueUrl": ""}, PAGE),
        ({"url": "javascript:void(0)", "uniqueUrl": 7}, PAGE),
    ],
)
def test_where_an_article_is(row: dict[str, Any], url: str) -> None:
    assert eastmoney.parse_column(column({**ARTICLE, **row}), URL).entries[0].url == url


def test_a_column_as_jsonp() -> None:
    body = b"jQuery1830_1(" + column(ARTICLE) + b");"
    assert eastmoney.parse_column(body, URL) == eastmoney.parse_column(column(ARTICLE), URL)


def test_a_flash() -> None:
    listing = eastmoney.parse_fast(fast(FLASH), URL)
    (entry,) = listing.entries
    assert listing.cursor == "1949707200012345"
    assert (entry.url, entry.source_id, entry.headline) == (PAGE, CODE, "甲公司：签订合同")
    assert entry.content == FLASH["summary"]
    assert entry.published == "2031-10-14T01:20:11.000Z"
    assert entry.tickers == [TickerMention("601068.SH", "", "markup"), TickerMention("000001.SZ", "", "markup")]
    assert entry.extra["stockList"] == FLASH["stockList"]


@pytest.mark.parametrize(
    ("row", "headline", "content"),
    [
        ({"title": ""}, "甲公司：签订合同", FLASH["summary"]),
        ({"title": "", "summary": "利润<3亿 & 增>5。另有。"}, "利润<3亿 & 增>5", "利润&lt;3亿 &amp; 增&gt;5。另有。"),
        ({"summary": ""}, "甲公司：签订合同", "甲公司：签订合同"),
        ({"summary": "第一行\n第二行"}, "甲公司：签订合同", "第一行<br>第二行"),
        ({"image": ["https://p.example/a.png", 7]}, "甲公司：签订合同", f'{FLASH["summary"]}<p><img src="https://p.example/a.png"></p>'),
    ],
)  # fmt: skip
def test_headline_and_text_of_a_flash(row: dict[str, Any], headline: str, content: str) -> None:
    (entry,) = eastmoney.parse_fast(fast({**FLASH, **row}), URL).entries
    assert (entry.headline, entry.content) == (headline, content)


def test_a_flash_may_have_its_time_in_seconds() -> None:
    (entry,) = eastmoney.parse_fast(fast({**FLASH, "showTime": 1949707211}), URL).entries
    assert entry.published == "2031-10-14T01:20:11.000Z"


def test_an_empty_page_of_flashes_is_the_last() -> None:
    assert eastmoney.parse_fast(fast(), URL) == Listing([])


def test_a_search_result() -> None:
    listing = eastmoney.parse_search(search(FOUND), URL)
    (entry,) = listing.entries
    assert listing.total == 87
    assert (entry.headline, entry.description) == ("云州银行：半年报出炉", "云州银行今日公布半年报……")
    assert (entry.source_id, entry.publisher, entry.published) == (CODE, "云州商报", "2031-10-14T01:21:07.000Z")
    assert entry.content is None


def test_an_announcement_is_its_row() -> None:
    listing = eastmoney.parse_notices(notices(NOTICE), URL)
    (entry,) = listing.entries
    assert listing.total == 231
    assert entry.url == "https://data.eastmoney.com/notices/detail/600001/AN203110141600000001.html"
    assert (entry.source_id, entry.headline, entry.keywords) == (NOTICE["art_code"], NOTICE["title"], ["回购进展"])
    assert (entry.published, entry.published_raw) == ("2031-10-14T10:05:12.000Z", NOTICE["display_time"])
    assert [(one.symbol, one.surface) for one in entry.tickers] == [("600001.SH", "甲股份"), ("830001.BJ", "丙科技")]
    assert entry.content
    assert "https://pdf.dfcfw.com/pdf/H2_AN203110141600000001_1.pdf" in entry.content


@pytest.mark.parametrize(
    ("lacking", "published"),
    [
        (("display_time",), "2031-10-14T10:02:00.000Z"),
        (("display_time", "eiTime"), "2031-10-15"),
    ],
)
def test_when_an_announcement_was_shown(lacking: tuple[str, ...], published: str) -> None:
    row = {name: value for name, value in NOTICE.items() if name not in lacking}
    assert eastmoney.parse_notices(notices(row), URL).entries[0].published == published


def test_an_announcement_without_company_and_columns() -> None:
    row = {**NOTICE, "codes": None}
    del row["columns"]
    (entry,) = eastmoney.parse_notices(notices(row), URL).entries
    assert entry.url == "https://pdf.dfcfw.com/pdf/H2_AN203110141600000001_1.pdf"
    assert (entry.keywords, entry.tickers) == ([], [])


@pytest.mark.parametrize(
    ("parse", "body", "said"),
    [
        (eastmoney.parse_column, column(code="0"), "code 0: success"),
        (eastmoney.parse_column, b'{"code":"500","message":"Required String parameter","data":null}', "500: Required"),
        (eastmoney.parse_column, b'{"data":{"list":[]}}', "code none"),
        (eastmoney.parse_column, b'{"code":"1","data":null}', "no list"),
        (eastmoney.parse_column, b"[]", "code none"),
        (eastmoney.parse_column, b"<html></html>", "HTML page"),
        (eastmoney.parse_fast, b'{"code":"1","data":{"list":[]}}', "no fastNewsList"),
        (eastmoney.parse_search, search(code=1), "code 1: OK"),
        (eastmoney.parse_search, b'{"code":0,"result":{}}', "no cmsArticleWebOld"),
        (eastmoney.parse_notices, b'{"data":null,"error":"x","success":0}', "no list"),
        (eastmoney.parse_column, column(*[{"Art_Title": "a", "Art_Url": PAGE}] * 3), "3 of 3 rows have no address"),
        (eastmoney.parse_column, column(*[{**ARTICLE, "showTime": ""}] * 3), "3 of 3 rows have no published"),
        (eastmoney.parse_column, column(*[{**ARTICLE, "title": ""}] * 3), "3 of 3 rows have no headline"),
        (eastmoney.parse_fast, fast(*[{**FLASH, "code": "x"}] * 3), "3 of 3 rows have no code"),
        (eastmoney.parse_fast, fast(*[{**FLASH, "summary": "", "title": ""}] * 3), "no summary"),
        (eastmoney.parse_fast, fast(*[{**FLASH, "showTime": "?"}] * 3), "no published"),
        (eastmoney.parse_search, search(*[{**FOUND, "date": ""}] * 3), "no published"),
        (eastmoney.parse_notices, notices(*[{**NOTICE, "art_code": ""}] * 3), "no art_code"),
        (eastmoney.parse_notices, notices(*[{**NOTICE, "title": ""}] * 3), "no title"),
    ],
)
def test_what_is_no_listing_is_refused(parse: Callable[[bytes, str], Listing], body: bytes, said: str) -> None:
    with pytest.raises(ListingError, match=said):
        parse(body, URL)


def test_one_bad_row_does_not_lose_the_others() -> None:
    listing = eastmoney.parse_column(column(*[ARTICLE] * 9, {"title": "a"}, "text"), URL)
    assert (listing.rows, len(listing.entries)) == (11, 9)
    assert listing.skipped == ["row 10: no address", "row 11: no object"]


PARSERS = (
    (eastmoney.parse_column, column, ARTICLE),
    (eastmoney.parse_fast, fast, FLASH),
    (eastmoney.parse_search, search, FOUND),
    (eastmoney.parse_notices, notices, NOTICE),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["stock_code", "data"]), inner),
    max_leaves=5,
)


@pytest.mark.parametrize(("parse", "answer", "row"), PARSERS)
@given(data=st.data())
def test_it_raises_only_listing_error(
    parse: Callable[[bytes, str], Listing], answer: Callable[..., bytes], row: dict[str, Any], data: st.DataObject
) -> None:
    wild = st.dictionaries(st.sampled_from(sorted(row)), JSON, max_size=4).map(lambda fields: {**row, **fields})
    body = data.draw(
        st.binary(max_size=100)
        | mutated(answer(row, row))
        | st.lists(wild | JSON, max_size=4).map(lambda r: answer(*r))
    )
    try:
        listing = parse(body, URL)
    except ListingError:
        return
    assert len(listing.entries) + len(listing.skipped) == listing.rows
    assert all(entry.url.startswith("http") for entry in listing.entries)
    json.dumps([(entry.content, entry.headline) for entry in listing.entries], ensure_ascii=False).encode()
