import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.errors import ListingError
from newsbot.listings import wallstreetcn
from newsbot.listings.types import Listing
from tests.listings.mutate import mutated

API = "https://api-one.wallstcn.com/apiv1/content"
LIVES = f"{API}/lives?channel=global-channel&client=pc&limit=100"
FLOW = f"{API}/information-flow?channel=global-channel&accept=article&limit=25"
LIVE: dict[str, Any] = {
    "id": 9900003,
    "title": "",
    "content": "<p>云州央行维持利率不变。</p>",
    "content_more": "<p>符合预期。</p>",
    "content_text": "云州央行维持利率不变。",
    "display_time": 1949707230,
    "score": 1,
    "author": {"display_name": "某某"},
    "channels": ["global-channel"],
    "uri": "https://wallstreetcn.com/livenews/9900003",
}
ARTICLE: dict[str, Any] = {
    "id": 3900001,
    "uri": "https://wallstreetcn.com/articles/3900001",
    "title": "云州债市转向",
    "content_short": "一次招标。",
    "display_time": 1949707230,
    "author": {"display_name": "某某"},
    "is_priced": False,
}


def answer(items: list[Any], code: Any = 20000, **data: Any) -> bytes:
    return json.dumps({"code": code, "message": "OK", "data": {"items": items, **data}}, ensure_ascii=False).encode()


def flow(*rows: Any) -> Listing:
    return wallstreetcn.parse_articles(answer(list(rows)), FLOW)


def in_flow(kind: Any = "article", **changes: Any) -> dict[str, Any]:
    return {"resource_type": kind, "resource": {**ARTICLE, **changes}}


def test_a_live_is_an_article_by_itself() -> None:
    listing = wallstreetcn.parse_lives(answer([LIVE], next_cursor="1949706230", polling_cursor="9900003"), LIVES)
    (entry,) = listing.entries
    assert (listing.cursor, listing.rows, listing.total) == ("1949706230", 1, None)
    assert entry.url == LIVE["uri"]
    assert entry.source_id == "live:9900003"
    assert entry.headline == "云州央行维持利率不变"
    assert entry.content == "<p>云州央行维持利率不变。</p><p>符合预期。</p>"
    assert entry.authors == ["某某"]
    assert (entry.published, entry.published_raw) == ("2031-10-14T01:20:30.000Z", "1949707230")
    assert entry.extra == {key: LIVE[key] for key in ("id", "display_time", "score", "channels")}
    assert entry.fetch_url is None


@pytest.mark.parametrize("time", ["1949707230", 1949707230000, "1949707230000"])
def test_numbers_may_be_text_and_seconds_milliseconds(time: object) -> None:
    (entry,) = wallstreetcn.parse_lives(answer([{**LIVE, "display_time": time, "id": "9900003"}]), LIVES).entries
    assert (entry.published, entry.source_id) == ("2031-10-14T01:20:30.000Z", "live:9900003")


def test_which_text_counts() -> None:
    plain = {**LIVE, "content": "", "content_more": None, "content_text": "甲<乙，\n丙"}
    titled = {**LIVE, "title": "【云州快讯】"}
    first, second = wallstreetcn.parse_lives(answer([plain, titled]), LIVES).entries
    assert first.content == "甲&lt;乙，<br>丙"
    assert second.headline == "云州快讯"


def test_the_walk_ends_without_cursor_or_rows() -> None:
    for items, cursor in (([LIVE], ""), ([LIVE], None), ([], "1949706230")):
        assert wallstreetcn.parse_lives(answer(items, next_cursor=cursor), LIVES).cursor is None


def test_an_article_is_fetched_as_json_from_the_same_host() -> None:
    (entry,) = flow(in_flow()).entries
    assert entry.url == ARTICLE["uri"]
    assert entry.fetch_url == f"{API}/articles/3900001?extract=0"
    assert (entry.source_id, entry.headline, entry.description) == ("3900001", "云州债市转向", "一次招标。")
    assert (entry.published, entry.authors) == ("2031-10-14T01:20:30.000Z", ["某某"])
    assert entry.content is None
    assert entry.extra == {"id": 3900001, "display_time": 1949707230, "is_priced": False}


def test_a_live_in_the_flow_has_its_own_place() -> None:
    (entry,) = flow(in_flow("live", title="", uri=LIVE["uri"], id=9900003)).entries
    assert (entry.fetch_url, entry.source_id, entry.headline) == (f"{API}/lives/9900003", "live:9900003", None)


def test_only_known_resources_are_news() -> None:
    listing = flow(in_flow("ad"), in_flow(), in_flow("theme"), {"resource_type": ["x"]}, None)
    assert ([entry.source_id for entry in listing.entries], listing.rows) == (["3900001"], 5)
    assert listing.skipped == ["row 5: no object"]
    assert listing.left_out == [
        "row 1: no article but ad", "row 3: no article but theme", "row 4: no article but without a resource_type",
    ]  # fmt: skip
    with pytest.raises(ListingError, match="none of 2 rows is an article"):
        flow(in_flow("ad"), in_flow("articles"))
    assert flow() == Listing([])


@pytest.mark.parametrize(("missing", "named"), [("uri", "uri"), ("id", "id"), ("display_time", "published")])
def test_a_renamed_field_is_an_error(missing: str, named: str) -> None:
    with pytest.raises(ListingError, match=f"2 of 2 rows have no {named}"):
        flow(*[in_flow(**{missing: None})] * 2)
    with pytest.raises(ListingError, match=f"2 of 2 rows have no {named}"):
        wallstreetcn.parse_lives(answer([{**LIVE, missing: None}] * 2), LIVES)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "empty"),
        (b"[]", "no code"),
        (b'{"data":{"items":[]}}', "no code"),
        (b'{"code":20000,"data":[]}', "no data.items"),
        (answer([], code=40004), "code 40004: OK"),
        (b'{"code":60301,"message":"\\u5df2\\u88ab\\u5220\\u9664","data":{}}', "code 60301: 已被删除"),
        (b'{"code":"50000"}', "code 50000: no reason given"),
        (b"<!DOCTYPE html><html>", "HTML page"),
    ],
)
def test_what_is_no_listing_is_refused(body: bytes, message: str) -> None:
    for parse, url in ((wallstreetcn.parse_lives, LIVES), (wallstreetcn.parse_articles, FLOW)):
        with pytest.raises(ListingError, match=message) as caught:
            parse(body, url)
        assert caught.value.where == url


@settings(deadline=None)
@given(st.binary(max_size=100) | mutated(answer([LIVE, in_flow(), in_flow("ad")], next_cursor="1")))
def test_it_raises_only_listing_error(body: bytes) -> None:
    for parse, url in ((wallstreetcn.parse_lives, LIVES), (wallstreetcn.parse_articles, FLOW)):
        try:
            listing = parse(body, url)
        except ListingError:
            continue
        assert all(entry.url.startswith("http") for entry in listing.entries)
        json.dumps([entry.extra for entry in listing.entries], ensure_ascii=False, allow_nan=False).encode()
