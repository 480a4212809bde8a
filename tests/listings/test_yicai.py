import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.errors import ListingError
from newsbot.items import ListingEntry
from newsbot.listings import yicai
from tests.listings.mutate import mutated

LATEST = "https://www.yicai.com/api/ajax/getlatest?page=1&pagesize=30"
BRIEF = "https://www.yicai.com/api/ajax/getbrieflist?type=0&page=1&pagesize=50"
ROW = {
    "NewsTitle": "云州外贸回暖",
    "url": "/news/990000004.html",
    "AppID": 1,
    "NewsAuthor": "贺兰 季青",
    "NewsSource": "第一财经",
    "CreaterName": "某编辑",
    "CreateDate": "2031-10-14T09:20:30",
    "ChannelName": "新闻",
    "originPic": "//imgcdn.example.invalid/a.jpg",
    "VideoUrl": "",
    "NewsNotes": "云州……",
}
OLD_BRIEF = {
    "indexTitle": "北岭回购",
    "newcontent": "北岭：回购0.8%。",
    "datekey": "2031.10.14",
    "hm": "09:20",
    "id": 880002,
}
NEW_BRIEF = {
    "LiveTitle": "",
    "LiveContent": "【云州央行操作】云州央行操作320亿元。",
    "LiveID": 880003,
    "id": 7,
    "IsImportant": True,
    "CreateDate": "2031-10-14T09:20:30",
    "url": "/brief/880003.html",
}


def answer(*rows: Any) -> bytes:
    return json.dumps(list(rows), ensure_ascii=False).encode()


def latest(**changes: Any) -> ListingEntry:
    (entry,) = yicai.parse_latest(answer({**ROW, **changes}), LATEST).entries
    return entry


def brief(row: dict[str, Any]) -> ListingEntry:
    (entry,) = yicai.parse_brief(answer(row), BRIEF).entries
    return entry


def test_a_row_becomes_an_entry() -> None:
    entry = latest()
    assert entry.url == "https://www.yicai.com/news/990000004.html"
    assert entry.source_id == "990000004"
    assert (entry.headline, entry.description) == ("云州外贸回暖", "云州……")
    assert (entry.publisher, entry.authors, entry.section) == ("第一财经", ["贺兰", "季青"], "新闻")
    assert (entry.published, entry.published_raw) == ("2031-10-14T01:20:30.000Z", "2031-10-14T09:20:30")
    assert entry.extra == {key: ROW[key] for key in ("AppID", "CreateDate", "originPic", "VideoUrl")}
    assert entry.content is None


@pytest.mark.parametrize(
    ("app", "url", "expected"),
    [
        (0, "/news/1.html", "https://www.yicai.com/vip/news/1.html"),
        ("0", "/news/1.html", "https://www.yicai.com/vip/news/1.html"),
        (0, "/vip/news/1.html", "https://www.yicai.com/vip/news/1.html"),
        (None, "/news/1.html", "https://www.yicai.com/news/1.html"),
        (0, "https://www.yicai.com/news/1.html", "https://www.yicai.com/news/1.html"),
        (1, "//m.yicai.com/news/1.html", "https://m.yicai.com/news/1.html"),
    ],
)
def test_addresses(app: object, url: str, expected: str) -> None:
    assert latest(AppID=app, url=url).url == expected


def test_who_wrote_it() -> None:
    assert latest(NewsAuthor="", NewsSource="").authors == ["某编辑"]
    assert latest(NewsAuthor="贺兰、季青，John Smith").authors == ["贺兰", "季青", "John Smith"]
    assert latest(NewsSource="").publisher is None


def test_of_a_video_the_note_is_the_text() -> None:
    assert latest(VideoUrl="https://v.example.invalid/a.mp4").content == "云州……"
    assert latest(VideoUrl="https://v.example.invalid/a.mp4", NewsNotes=None).content == "云州外贸回暖"


def test_a_brief_under_either_set_of_names() -> None:
    old, new, both = brief(OLD_BRIEF), brief(NEW_BRIEF), brief({**OLD_BRIEF, **NEW_BRIEF})
    assert (old.url, old.source_id, old.headline) == ("urn:newsbot:yicai-brief:880002", "brief:880002", "北岭回购")
    assert (old.content, old.published) == ("北岭：回购0.8%。", "2031-10-14T01:20:00.000Z")
    assert (new.url, new.source_id) == ("https://www.yicai.com/brief/880003.html", "brief:880003")
    assert (new.headline, new.published) == ("云州央行操作", "2031-10-14T01:20:30.000Z")
    assert (both.content, both.source_id, both.headline) == (NEW_BRIEF["LiveContent"], "brief:880003", "北岭回购")
    assert new.extra == {key: NEW_BRIEF[key] for key in ("LiveID", "id", "IsImportant", "CreateDate")}
    bare = {name: value for name, value in NEW_BRIEF.items() if name not in ("LiveID", "id")}
    assert brief(bare).source_id == "brief:880003"


@pytest.mark.parametrize(
    ("changes", "named"),
    [({"url": None}, "url"), ({"NewsTitle": ""}, "headline"), ({"CreateDate": "昨天"}, "published")],
)
def test_a_renamed_field_is_an_error(changes: dict[str, Any], named: str) -> None:
    with pytest.raises(ListingError, match=f"2 of 2 rows have no {named}"):
        yicai.parse_latest(answer(*[{**ROW, **changes}] * 2), LATEST)


@pytest.mark.parametrize(
    ("changes", "named"),
    [({"LiveContent": None}, "LiveContent"), ({"CreateDate": ""}, "published"), ({"LiveID": "", "url": ""}, "url")],
)
def test_a_renamed_field_of_a_brief_is_an_error(changes: dict[str, Any], named: str) -> None:
    with pytest.raises(ListingError, match=f"2 of 2 rows have no {named}"):
        yicai.parse_brief(answer(*[{**NEW_BRIEF, "id": None, **changes}] * 2), BRIEF)


def test_no_rows_is_the_end() -> None:
    assert yicai.parse_latest(b"[]", LATEST).entries == yicai.parse_brief(b"[]", BRIEF).entries == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('"系统繁忙"'.encode(), "the site answers a message, no rows: 系统繁忙"),
        (b'""', "a message, no rows: empty"),
        (b"{}", "no array"),
        (b"null", "no array"),
        (b"", "empty"),
        (b"<html>", "HTML page"),
    ],
)
def test_what_is_no_listing_is_refused(body: bytes, message: str) -> None:
    for parse, url in ((yicai.parse_latest, LATEST), (yicai.parse_brief, BRIEF)):
        with pytest.raises(ListingError, match=message) as caught:
            parse(body, url)
        assert caught.value.where == url


@settings(deadline=None)
@given(st.binary(max_size=100) | mutated(answer(ROW, OLD_BRIEF, NEW_BRIEF)))
def test_it_raises_only_listing_error(body: bytes) -> None:
    for parse, url in ((yicai.parse_latest, LATEST), (yicai.parse_brief, BRIEF)):
        try:
            listing = parse(body, url)
        except ListingError:
            continue
        assert all(entry.url.startswith(("http", "urn:newsbot:yicai-brief:")) for entry in listing.entries)
        json.dumps([entry.extra for entry in listing.entries], ensure_ascii=False, allow_nan=False).encode()
