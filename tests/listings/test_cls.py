import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.errors import ListingError
from newsbot.items import ListingEntry, TickerMention
from newsbot.listings import cls
from newsbot.listings.types import Listing
from tests.listings.mutate import mutated

URL = "https://www.cls.cn/v1/roll/get_roll_list?app=CailianpressWeb&last_time=1949707300"
DEPTH_URL = "https://www.cls.cn/v3/depth/list/1000?last_time=1949707300000"
TEXT = "【云州港前三季度吞吐量增长4.2%】财联社10月14日电，云州港今日公布数据。"
TELEGRAM = {
    "id": 9900002,
    "ctime": 1949707230,
    "title": "",
    "level": "C",
    "bold": 0,
    "recommend": 0,
    "type": -1,
    "content": TEXT,
    "brief": TEXT[:30],
    "shareurl": "https://api3.cls.cn/share/article/9900002?os=web&sv=8.4.6&app=CailianpressWeb",
    "subjects": [{"subject_name": "港口"}],
    "stock_list": [{"StockID": "sh600001", "name": "甲股份"}],
    "images": [],
}
ARTICLE = {
    "id": 9900003,
    "title": "云州港的第二条航线",
    "brief": "新航线开通后的一年。",
    "ctime": 1949707230,
    "source": "财联社",
    "image": "https://img.cls.example/a.jpg",
    "article_tag": [{"name": "港口"}, {"name": "外贸"}],
}


def telegraph(*rows: Any, **fields: Any) -> bytes:
    return json.dumps({"errno": 0, "msg": "", "data": {"roll_data": list(rows)}, **fields}).encode()


def depth(*rows: Any) -> bytes:
    return json.dumps({"errno": 0, "data": list(rows)}).encode()


def telegram(**fields: Any) -> ListingEntry:
    return cls.parse_telegraph(telegraph({**TELEGRAM, **fields}), URL).entries[0]


def test_the_signature() -> None:
    query = {
        "sv": "8.4.6",
        "app": "CailianpressWeb",
        "os": "web",
        "category": "",
        "hasFirstVipArticle": 1,
        "last_time": "1949707230",
        "refresh_type": 1,
        "rn": 50,
    }
    assert cls.signed(query) == (
        "app=CailianpressWeb&category=&hasFirstVipArticle=1&last_time=1949707230&os=web&refresh_type=1&rn=50&sv=8.4.6"
        "&sign=f9a6e3d7d2020b6bb85367e7a2282ea9"  # by sha1sum and md5sum
    )


def test_names_are_sorted_without_regard_to_case() -> None:
    assert cls.signed({"a": 1, "Z": 2, "b": 3}).startswith("a=1&b=3&Z=2&sign=")


def test_a_telegram() -> None:
    listing = cls.parse_telegraph(telegraph(TELEGRAM), URL)
    (entry,) = listing.entries
    assert (entry.url, entry.source_id) == ("https://www.cls.cn/detail/9900002", "9900002")
    assert (entry.headline, entry.content) == ("云州港前三季度吞吐量增长4.2%", TEXT)
    assert (entry.published, entry.published_raw) == ("2031-10-14T01:20:30.000Z", "1949707230")
    assert entry.keywords == ["港口"]
    assert entry.tickers == [TickerMention("sh600001", "甲股份", "markup")]
    assert entry.extra["level"] == "C"


@pytest.mark.parametrize(
    ("content", "brief"), [(TEXT, TEXT[:20]), (TEXT[:20], TEXT), (TEXT, ""), ("", TEXT), (None, TEXT), (TEXT, TEXT)]
)
def test_the_longer_text_counts(content: str | None, brief: str) -> None:
    assert telegram(content=content, brief=brief).content == TEXT


@pytest.mark.parametrize(
    ("fields", "headline"),
    [
        ({"title": "甲股份签约"}, "甲股份签约"),
        ({"title": "【甲股份签约】"}, "甲股份签约"),
        ({"content": "财联社10月14日电，甲股份签约。金额未披露。", "brief": ""}, "财联社10月14日电，甲股份签约"),
    ],
)
def test_headline(fields: dict[str, Any], headline: str) -> None:
    assert telegram(**fields).headline == headline


def test_subjects_and_stocks_may_be_null() -> None:
    entry = telegram(subjects=None, stock_list=None, images=None)
    assert (entry.keywords, entry.tickers, entry.content) == ([], [], TEXT)


def test_pictures_stand_behind_the_text() -> None:
    assert telegram(images=["https://p.example/a.png"]).content == f'{TEXT}<p><img src="https://p.example/a.png"></p>'


def test_teasers_are_left_out_but_count_for_the_cursor() -> None:
    teaser = {**TELEGRAM, "id": 9900001, "type": 20015, "ctime": 1949707100}
    listing = cls.parse_telegraph(telegraph(TELEGRAM, teaser), URL)
    assert [entry.source_id for entry in listing.entries] == ["9900002"]
    assert (listing.rows, listing.cursor, listing.skipped) == (2, "1949707101", [])
    assert listing.left_out == ["row 2: the teaser of a text for members"]
    assert cls.parse_telegraph(telegraph(*[teaser] * 3), URL).entries == []


def test_the_cursor_is_behind_the_least_time() -> None:
    rows = [{**TELEGRAM, "ctime": time} for time in (1949707230, 1949707100, 1949707200)]
    assert cls.parse_telegraph(telegraph(*rows), URL).cursor == "1949707101"
    assert cls.parse_telegraph(telegraph(), URL) == Listing([])


@pytest.mark.parametrize("inclusive", [False, True])
@pytest.mark.parametrize("size", [2, 3, 50])
def test_a_walk_loses_no_flash_of_the_second_in_which_a_page_ends(inclusive: bool, size: int) -> None:
    times = [300, 299, 299, 200, 200, 100]
    rows = [{**TELEGRAM, "id": number, "ctime": 1949707000 + time} for number, time in enumerate(times, 1)]
    seen: set[str | None] = set()
    cursors, cursor = [], "1949708000"
    for _ in range(20):
        asked = int(cursor)
        page = [row for row in rows if row["ctime"] < asked + inclusive][:size]
        listing = cls.parse_telegraph(telegraph(*page), f"https://www.cls.cn/v1/roll/get_roll_list?last_time={cursor}")
        seen |= {entry.source_id for entry in listing.entries}
        if listing.cursor is None:
            break
        cursor = listing.cursor
        cursors.append(cursor)
    assert listing.cursor is None
    assert seen == {"1", "2", "3", "4", "5", "6"}
    assert len(set(cursors)) == len(cursors)


def test_an_answer_that_ignores_the_time_has_the_same_cursor_again() -> None:
    rows = [{**TELEGRAM, "ctime": time} for time in (1949707230, 1949707100)]
    first = cls.parse_telegraph(telegraph(*rows), URL).cursor
    assert cls.parse_telegraph(telegraph(*rows), URL.replace("1949707300", first or "")).cursor == first
    stuck = [{**ARTICLE, "ctime": row["ctime"]} for row in rows]
    asked = DEPTH_URL.replace("1949707300000", f"{first}000")
    assert cls.parse_depth(depth(*stuck), asked).cursor == first


def test_an_article_of_the_depth_list() -> None:
    listing = cls.parse_depth(depth(ARTICLE), DEPTH_URL)
    (entry,) = listing.entries
    assert listing.cursor == "1949707231"
    assert (entry.url, entry.headline) == ("https://www.cls.cn/detail/9900003", "云州港的第二条航线")
    assert (entry.publisher, entry.keywords, entry.description) == ("财联社", ["港口", "外贸"], "新航线开通后的一年。")
    assert entry.content is None


@pytest.mark.parametrize("time", [1949707230, 1949707230000, "1949707230", "1949707230000"])
def test_seconds_and_milliseconds_are_told_apart(time: object) -> None:
    (entry,) = cls.parse_depth(depth({**ARTICLE, "ctime": time}), DEPTH_URL).entries
    assert entry.published == "2031-10-14T01:20:30.000Z"


@pytest.mark.parametrize(
    ("parse", "body", "said"),
    [
        (cls.parse_telegraph, b"", "empty"),
        (cls.parse_telegraph, b"<html></html>", "HTML page"),
        (cls.parse_telegraph, b"[]", "no object"),
        (cls.parse_telegraph, b'{"errno":10012,"msg":"sign","data":{}}', "errno 10012: sign"),
        (cls.parse_telegraph, b'{"error":1,"data":{"roll_data":[]}}', "errno 1: no reason given"),
        (cls.parse_telegraph, b'{"errno":0,"data":[]}', "no data.roll_data"),
        (cls.parse_depth, b'{"errno":0,"data":{}}', "no data"),
        (cls.parse_telegraph, telegraph(*[{**TELEGRAM, "id": None}] * 3), "3 of 3 rows have no id"),
        (cls.parse_telegraph, telegraph(*[{**TELEGRAM, "content": "", "brief": " "}] * 3), "no content"),
        (cls.parse_telegraph, telegraph(*[{**TELEGRAM, "ctime": None}] * 3), "no published"),
        (cls.parse_depth, depth(*[{**ARTICLE, "id": "x"}] * 3), "no id"),
        (cls.parse_depth, depth(*[{**ARTICLE, "title": "", "brief": ""}] * 3), "no headline"),
        (cls.parse_depth, depth(*[{**ARTICLE, "ctime": 7}] * 3), "no published"),
    ],
)
def test_what_is_no_listing_is_refused(parse: Callable[[bytes, str], Listing], body: bytes, said: str) -> None:
    with pytest.raises(ListingError, match=said):
        parse(body, URL)


def test_a_success_may_be_called_error_or_nothing() -> None:
    for answer in ({"error": 0, "data": {"roll_data": [TELEGRAM]}}, {"data": {"roll_data": [TELEGRAM]}}):
        assert len(cls.parse_telegraph(json.dumps(answer).encode(), URL).entries) == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "StockID"]), inner),
    max_leaves=5,
)


@pytest.mark.parametrize(
    ("parse", "answer", "row"), [(cls.parse_telegraph, telegraph, TELEGRAM), (cls.parse_depth, depth, ARTICLE)]
)
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
    assert len(listing.entries) + len(listing.skipped) <= listing.rows
    assert all(entry.url.startswith("https://www.cls.cn/detail/") for entry in listing.entries)
    json.dumps([(entry.content, entry.headline) for entry in listing.entries], ensure_ascii=False).encode()
