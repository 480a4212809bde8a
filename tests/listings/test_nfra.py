import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.errors import ListingError
from newsbot.items import ListingEntry
from newsbot.listings import nfra
from newsbot.listings.types import Listing
from tests.listings.mutate import WILD, mutated

SITE = "https://www.nfra.gov.cn"
URL = f"{SITE}/cbircweb/DocInfo/SelectDocByItemIdAndChild?itemId=915&pageSize=18&pageIndex=1"
STATIC = f"{SITE}/cn/static/data/DocInfo/SelectDocByItemIdAndChild/data_itemId=861,pageIndex=1,pageSize=18.json"
ROW = {
    "docId": 9900007,
    "docTitle": "有关部门部署农村金融服务",
    "docSubtitle": "部署农村金融",
    "publishDate": "2031-10-14 09:20:30",
    "generaltype": "0",
    "isTitleLink": "0",
    "titleLink": None,
    "documentNo": "",
}
REPOST = {**ROW, "isTitleLink": "1", "titleLink": "https://www.example.gov.cn/a.htm"}


def answer(*rows: Any, code: Any = 200) -> bytes:
    value = {"rptCode": code, "msg": "成功", "data": {"total": 40, "rows": list(rows)}}
    return json.dumps(value, ensure_ascii=False).encode()


def read(*rows: Any, url: str = URL) -> Listing:
    return nfra.parse(answer(*rows), url, "915")


def entry(**fields: Any) -> ListingEntry:
    return read({**ROW, **fields}).entries[0]


def test_fields() -> None:
    listing = read(ROW)
    (found,) = listing.entries
    assert listing.total == 40
    assert found.url == f"{SITE}/cn/view/pages/ItemDetail.html?docId=9900007&itemId=915"
    assert found.fetch_url == f"{SITE}/cbircweb/DocInfo/SelectByDocId?docId=9900007"
    assert found.source_id == "9900007"
    assert found.headline == "有关部门部署农村金融服务"
    assert found.published == "2031-10-14T01:20:30.000Z"
    assert found.extra["docSubtitle"] == "部署农村金融"


@pytest.mark.parametrize("flag", ["1", 1])
def test_a_repost_is_fetched_where_it_is(flag: object) -> None:
    found = entry(isTitleLink=flag, titleLink="https://www.example.gov.cn/a.htm")
    assert (found.url, found.fetch_url, found.source_id) == ("https://www.example.gov.cn/a.htm", None, None)
    assert found.extra["docId"] == 9900007


@pytest.mark.parametrize(("flag", "link"), [("0", "https://x.example/a"), ("1", None), ("1", "javascript:void(0)")])
def test_a_link_alone_or_a_flag_alone_is_no_repost(flag: str, link: str | None) -> None:
    assert entry(isTitleLink=flag, titleLink=link).fetch_url


def test_the_static_copy() -> None:
    (found,) = read(ROW, url=STATIC).entries
    assert found.url.startswith(f"{SITE}/cn/view/pages/ItemDetail.html?")
    assert (found.fetch_url or "").startswith(f"{SITE}/cbircweb/")


def test_the_view_of_a_parent() -> None:
    groups = [{"docInfoVOList": [ROW]}, {"docInfoVOList": [{**ROW, "docId": 8}]}, {"docInfoVOList": None}]
    body = json.dumps({"rptCode": 200, "data": groups}).encode()
    listing = nfra.parse(body, f"{SITE}/cbircweb/DocInfo/SelectItemAndDocByItemPId?itemId=914", "914")
    assert [entry.source_id for entry in listing.entries] == ["9900007", "8"]
    assert listing.total == 2


def test_the_subtitle_stands_in_for_the_title() -> None:
    assert entry(docTitle="").headline == "部署农村金融"


@pytest.mark.parametrize("names", [("docId",), ("docTitle", "docSubtitle"), ("publishDate",)])
def test_a_lost_field_is_an_error(names: tuple[str, ...]) -> None:
    row = {key: value for key, value in ROW.items() if key not in names}
    with pytest.raises(ListingError, match="3 of 10 rows have no"):
        read(*[ROW] * 7, row, row, row)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "empty"),
        (answer(code=500), "rptCode 500: 成功"),
        (b'{"rptCode":200,"data":{}}', "no data.rows"),
        (b'{"rptCode":200,"data":[{"x":1}]}', "no data.rows"),
        (b"[]", "no object"),
        (b"<html></html>", "HTML"),
    ],
)
def test_what_is_no_listing_is_refused(body: bytes, message: str) -> None:
    with pytest.raises(ListingError, match=message):
        nfra.parse(body, URL, "915")


WILD_ROW = st.dictionaries(st.sampled_from(sorted(ROW)), WILD | st.sampled_from(list(ROW.values())), max_size=8)


@given(mutated(answer(ROW, REPOST)) | st.lists(WILD_ROW | WILD, max_size=5).map(lambda rows: answer(*rows)))
def test_it_raises_only_listing_error(body: bytes) -> None:
    try:
        listing = nfra.parse(body, URL, "915")
    except ListingError:
        return
    assert len(listing.entries) + len(listing.skipped) == listing.rows
    assert all(entry.url.startswith("http") for entry in listing.entries)
