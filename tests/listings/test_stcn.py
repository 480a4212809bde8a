import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.errors import ListingError
from newsbot.items import ListingEntry, TickerMention
from newsbot.listings import stcn
from newsbot.listings.types import Listing
from tests.listings.mutate import mutated

URL = "https://www.stcn.com/article/list.html?type=kx"
LIST = "https://www.stcn.com/article/list.html?type=yw"
FLASH = {
    "id": "9900001",
    "url": "/article/detail/9900001.html",
    "title": "【云州港：前三季度吞吐量增长】",
    "content": "人民财讯10月14日电，云州港前三季度吞吐量增长4.2%。",
    "source": "人民财讯",
    "time": 1949707230000,
    "show_time": "1949707230",
    "pageTime": "1949707230",
    "isRed": 0,
    "tags": [[{"title": "港口"}], [{"title": "甲股份", "stock_code": "sh600001"}]],
    "share": {"image": ""},
}
FRAGMENT = """<ul><li><div class="content">
<div class="tt"><a href="/article/detail/9900001.html"> 云州港 吞吐量增长 </a></div>
<div class="text"><a href="/article/detail/9900001.html">摘要</a></div></div></li>
<li><div class="t"><span><a href="//www.stcn.com/article/detail/9900002.html">【泊江光伏装机提速】</a></span></div></li>
<li><p class="big title"><a href="http://kuaixun.stcn.com/2019/1125/15000001.shtml">旧文</a>
<a href="/a/">更多</a></p></li>
<li><div class="tt"><a href="/article/detail/9900001.html">又一次</a></div></li>
<li><div class="tt"><a href="/special/index.html">专题</a>
<a href="/article/detail/9900003.html"> </a></div></li></ul>"""


def answer(*rows: Any, state: Any = 1) -> bytes:
    return json.dumps({"state": state, "data": list(rows)}, ensure_ascii=False).encode()


def flash(**fields: Any) -> ListingEntry:
    return stcn.parse_flashes(answer({**FLASH, **fields}), URL).entries[0]


def test_a_flash() -> None:
    listing = stcn.parse_flashes(answer(FLASH), URL)
    (entry,) = listing.entries
    assert listing.cursor == "1949707230"
    assert (entry.url, entry.source_id) == ("https://www.stcn.com/article/detail/9900001.html", "9900001")
    assert (entry.headline, entry.content) == ("云州港：前三季度吞吐量增长", FLASH["content"])
    assert (entry.published, entry.published_raw) == ("2031-10-14T01:20:30.000Z", "1949707230000")
    assert (entry.publisher, entry.keywords) == ("人民财讯", ["港口"])
    assert entry.tickers == [TickerMention("sh600001", "甲股份", "markup")]


@pytest.mark.parametrize(
    "fields",
    [{"time": 1949707230}, {"time": "1949707230000"}, {"time": None}, {"time": 0, "show_time": 1949707230000}],
)
def test_seconds_and_milliseconds_are_told_apart(fields: dict[str, Any]) -> None:
    assert flash(**fields).published == "2031-10-14T01:20:30.000Z"


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("【甲】", "甲"),
        ("甲", "甲"),
        ("【甲】乙", "【甲】乙"),
        ("", "人民财讯10月14日电，云州港前三季度吞吐量增长4.2%"),
    ],
)
def test_headline(title: str, headline: str) -> None:
    assert flash(title=title).headline == headline


@pytest.mark.parametrize(
    ("tags", "words", "codes"),
    [
        (None, [], []),
        ([], [], []),
        ([{"title": "港口"}, {"title": "甲", "stock_code": "sz000001"}], ["港口"], ["sz000001"]),
        ([[[{"title": "港口"}]], "x", [7]], ["港口"], []),
    ],
)
def test_tags_in_lists_and_without(tags: Any, words: list[str], codes: list[str]) -> None:
    entry = flash(tags=tags)
    assert (entry.keywords, [one.symbol for one in entry.tickers]) == (words, codes)


def test_the_cursor_is_that_of_the_last_row_and_ends_where_it_stands_still() -> None:
    older = {**FLASH, "id": "9900000", "pageTime": "1949707100"}
    assert stcn.parse_flashes(answer(FLASH, older), URL).cursor == "1949707100"
    assert stcn.parse_flashes(answer(FLASH, older), f"{URL}&page_time=1949707100") == Listing([])
    assert stcn.parse_flashes(answer(), URL).cursor is None


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<!DOCTYPE html><html></html>", "X-Requested-With"),
        (b'<ul class="list"><li></li></ul>', "X-Requested-With"),
        (b"", "empty"),
        (b"[]", "state none"),
        (answer(state=0), "state 0: no reason given"),
        (b'{"state":-1,"msg":"busy"}', "state -1: busy"),
        (b'{"state":1,"data":{}}', "no data"),
        (answer(*[{**FLASH, "url": ""}] * 3), "3 of 3 rows have no address"),
        (answer(*[{**FLASH, "content": ""}] * 3), "3 of 3 rows have no content"),
        (answer(*[{**FLASH, "time": "", "show_time": ""}] * 3), "3 of 3 rows have no published"),
    ],
)
def test_what_is_no_flash_list_is_refused(body: bytes, said: str) -> None:
    with pytest.raises(ListingError, match=said):
        stcn.parse_flashes(body, URL)


def test_an_article_list() -> None:
    listing = stcn.parse_list(FRAGMENT.encode(), LIST)
    assert listing.rows == 3
    assert [(entry.url, entry.source_id, entry.headline) for entry in listing.entries] == [
        ("https://www.stcn.com/article/detail/9900001.html", "9900001", "云州港 吞吐量增长"),
        ("https://www.stcn.com/article/detail/9900002.html", "9900002", "泊江光伏装机提速"),
        ("http://kuaixun.stcn.com/2019/1125/15000001.shtml", None, "旧文"),
    ]


@pytest.mark.parametrize("body", [b"", b"{}", b"<ul></ul>", b'<div class="tt"><a href="/special/">x</a></div>'])
def test_a_list_without_articles_is_refused(body: bytes) -> None:
    with pytest.raises(ListingError, match="no article is linked"):
        stcn.parse_list(body, LIST)


def test_a_list_of_any_size_is_refused_in_time() -> None:
    with pytest.raises(ListingError, match="2000001 bytes"):
        stcn.parse_list(b"<" * 2_000_001, LIST)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["title", "stock_code"]), inner),
    max_leaves=5,
)
WILD = st.dictionaries(st.sampled_from(sorted(FLASH)), JSON, max_size=4).map(lambda fields: {**FLASH, **fields})


@given(
    st.binary(max_size=100)
    | mutated(answer(FLASH, FLASH))
    | st.lists(WILD | JSON, max_size=4).map(lambda rows: answer(*rows))
)
def test_flashes_raise_only_listing_error(body: bytes) -> None:
    try:
        listing = stcn.parse_flashes(body, URL)
    except ListingError:
        return
    assert len(listing.entries) + len(listing.skipped) == listing.rows
    assert all(entry.content and entry.headline for entry in listing.entries)


@given(st.binary(max_size=100) | mutated(FRAGMENT.encode()))
def test_lists_raise_only_listing_error(body: bytes) -> None:
    try:
        listing = stcn.parse_list(body, LIST)
    except ListingError:
        return
    assert len({entry.url for entry in listing.entries}) == listing.rows
    assert all(entry.headline for entry in listing.entries)
