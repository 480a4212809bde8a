import json
import re
from datetime import datetime
from typing import Any

import pytest

from newsbot.demo import DemoSite
from newsbot.demo.roll import ZHIBO_PAGE
from tests.demo.conftest import Get


def roll(get: Get, query: str) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(get(f"/api/roll/get?{query}").body)["result"]
    assert result["status"]["code"] == 0
    return result


def test_paging_reaches_total_and_loses_no_story(shared_site: DemoSite, get: Get) -> None:
    found: list[dict[str, str]] = []
    for page in range(1, 100):
        answer = roll(get, f"pageid=155&lid=1686&num=20&page={page}")
        if not answer["data"]:
            break
        found += answer["data"]
    assert len(found) == answer["total"] > 50
    expected = {story.docid for story in shared_site.stories if 1686 in story.lids}
    assert {row["docid"].removeprefix("comos:") for row in found} == expected
    assert [int(row["ctime"]) for row in found] == sorted((int(row["ctime"]) for row in found), reverse=True)


def test_rows_have_text_fields_only(get: Get) -> None:
    for row in roll(get, "lid=1686&num=50")["data"]:
        assert all(isinstance(value, str) for value in row.values())
        assert all(re.fullmatch(r"\d{10}", row[name]) for name in ("ctime", "intime", "mtime"))
        assert re.fullmatch(r"comos:[a-z]{7}\d{7}", row["docid"])
        assert row["intro"] or row["summary"]


def test_no_more_than_fifty_rows(get: Get) -> None:
    assert len(roll(get, "lid=1686&num=80")["data"]) == 50
    assert len(roll(get, "lid=1686&num=1")["data"]) == 1
    assert len(roll(get, "lid=1686&num=abc&page=x")["data"]) == 10


def test_beyond_the_end_is_empty_with_code_0(get: Get) -> None:
    answer = roll(get, "lid=1686&num=50&page=99")
    assert answer["data"] == []
    assert answer["total"] > 50
    assert roll(get, "lid=7") == {"status": {"code": 0}, "total": 0, "data": []}


@pytest.mark.parametrize("lid", [1686, 1687, 1690, 2516, 2517, 2518, 2672, 2674])
def test_lists_differ(lid: int, shared_site: DemoSite, get: Get) -> None:
    docids = {row["docid"] for row in roll(get, f"lid={lid}&num=50")["data"]}
    assert docids <= {f"comos:{story.docid}" for story in shared_site.stories if lid in story.lids}
    assert docids


def test_window_has_reversed_names(get: Get) -> None:
    times = [int(row["ctime"]) for row in roll(get, "lid=1686&num=50")["data"]]
    begin, end = times[30], times[10]
    answer = roll(get, f"lid=1686&num=50&etime={begin}&stime={end}")
    assert [int(row["ctime"]) for row in answer["data"]] == times[10:31]
    assert answer["total"] == 21


def test_keyword_filters(get: Get) -> None:
    answer = roll(get, "lid=1686&num=50&k=%E5%A4%96%E8%B4%B8")
    assert answer["total"] == len(answer["data"]) > 0
    assert all("外贸" in row["title"] for row in answer["data"])


def test_jsonp(get: Get) -> None:
    plain = get("/api/roll/get?lid=1686&num=50").body.decode()
    wrapped = get("/api/roll/get?lid=1686&num=50&callback=feedCardJsonpCallback").body.decode()
    assert wrapped[26:-14] == plain
    assert wrapped[:26] == "try{feedCardJsonpCallback("
    assert wrapped[-14:] == ");}catch(e){};"
    assert get("/api/roll/get?lid=1686&num=50&callback=%3Cscript%3E").body.decode() == plain


def test_special_rows(shared_site: DemoSite, get: Get) -> None:
    data = roll(get, "lid=1686&num=50")["data"] + roll(get, "lid=1686&num=50&page=2")["data"]
    data += roll(get, "lid=2674&num=50")["data"]

    def of(case: str) -> list[dict[str, str]]:
        return [row for row in data if row["docid"] == f"comos:{shared_site.find(case).docid}"]

    assert [row["title"] for row in of("empty-title-row")] == [""]
    assert "/7x24/" in of("http-7x24")[0]["url"]
    twins = of("listed-twice")
    assert len({row["url"] for row in twins}) == 2
    assert all(get(row["url"].removeprefix(shared_site.url)).status == 200 for row in twins)
    assert re.search(r"/\d{4}-\d\d-\d\d/detail-i\w+\.d\.html$", of("listed-mobile")[0]["url"])
    assert of("self-media")[0]["url"].endswith(".html?from=roll")
    for case, offset in (("roll-3h-before", -10_800), ("roll-day-before", -86_400), ("normal", 0)):
        page_time = int(shared_site.find(case).published.timestamp())
        assert int(of(case)[0]["ctime"]) - page_time == offset, case


def test_mobile_pages_are_served(shared_site: DemoSite, get: Get) -> None:
    for row in roll(get, "lid=1686&num=10")["data"]:
        page = get(row["wapurl"].removeprefix(shared_site.url))
        assert page.status == 200
        assert "art_content" in page.body.decode()


def zhibo(get: Get, query: str) -> list[dict[str, Any]]:
    result = json.loads(get(f"/api/zhibo/feed?{query}").body)["result"]
    assert result["status"]["code"] == 0
    rows: list[dict[str, Any]] = result["data"]["feed"]["list"]
    return rows


def test_flashes_come_in_tens(shared_site: DemoSite, get: Get) -> None:
    assert len(zhibo(get, "zhibo_id=152&page=1&page_size=50&pagesize=50")) == ZHIBO_PAGE
    assert len(zhibo(get, "pagesize=4")) == 4
    found = [row for page in range(1, 9) for row in zhibo(get, f"page={page}&page_size=50")]
    assert [row["id"] for row in found] == [flash.id for flash in shared_site.flashes]
    assert zhibo(get, "zhibo_id=164") == []


def test_flash_rows(shared_site: DemoSite, get: Get) -> None:
    rows = [row for page in (1, 2, 3) for row in zhibo(get, f"page={page}")]
    exts = [json.loads(row["ext"]) for row in rows if row["ext"]]
    assert any(row["ext"] == "" for row in rows)
    assert any(row["docurl"] == "" for row in rows)
    assert any("detail-i" in row["docurl"] for row in rows)
    symbols = {stock["symbol"] for ext in exts for stock in ext["stocks"]}
    assert "si000300" in symbols  # not listed
    assert any(symbol.startswith(("sh6", "sz0", "sz3")) for symbol in symbols)
    for row, flash in zip(rows, shared_site.flashes, strict=True):
        assert datetime.fromisoformat(row["create_time"]) == flash.created.replace(tzinfo=None)
        assert flash.headline is None or row["rich_text"].startswith(f"【{flash.headline}】")
        if row["docurl"]:
            assert get(row["docurl"].removeprefix(shared_site.url)).status == 200
