"""Sina's two listing APIs: the roll list and the 7×24 feed, answered from the invented stories and flashes."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from urllib.parse import urljoin

from newsbot.demo.story import Story
from newsbot.demo.writer import BEIJING, docid, fill, load, mobile_path, names

LARGEST_PAGE = 50
"""Rows of a roll page, however many are asked for."""
ZHIBO_PAGE = 10
"""Flashes of a 7×24 page, however many are asked for."""
_CALLBACK = re.compile(r"[A-Za-z_$][\w$.]{0,60}", re.ASCII)


@dataclass(frozen=True)
class Flash:
    """One 7×24 flash: ``rich_text`` as the API gives it; ``docurl`` is a path, ``mobile`` says which of the two
    addresses the row itself carries; ``ext`` False: the row's ``ext`` is the empty string.
    """

    id: int
    rich_text: str
    created: datetime
    docid: str
    stocks: tuple[tuple[str, str, str], ...]
    docurl: str = ""
    mobile: bool = False
    ext: bool = True

    @property
    def headline(self) -> str | None:
        """What stands in 【…】 at its beginning, None if nothing does."""
        match = re.match("【([^】]+)】", self.rich_text)
        return match[1] if match else None


def whole(query: Mapping[str, str], name: str, default: int) -> int:
    """An integer parameter; what is no integer counts as absent."""
    text = query.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else default


def _timestamp(story: Story) -> int:
    return int(story.published.timestamp()) + story.roll_offset


def _row(story: Story, path: str, base: str) -> dict[str, str]:
    ctime = _timestamp(story)
    mtime = int(story.updated.timestamp()) if story.updated else ctime + 1200
    intro = "".join(story.body)[:90]
    return {
        "title": story.headline if story.listed_title is None else story.listed_title,
        "url": urljoin(base, path) + ("?from=roll" if story.layout == "selfmedia" else ""),
        "wapurl": base + mobile_path(story),
        "intro": intro if ctime % 3 else "",
        "summary": "" if ctime % 3 else intro,
        "ctime": str(ctime),
        "intime": str(ctime + 65),
        "mtime": str(max(mtime, ctime)),
        "media_name": story.publisher,
        "docid": f"comos:{story.docid}",
        "oid": f"comos-{story.docid}",
        "keywords": ",".join(story.keywords),
    }


def roll_body(stories: Sequence[Story], query: Mapping[str, str], base: str) -> bytes:
    """The answer of ``/api/roll/get``: JSON, or JSONP where a callback is asked for.

    The list is ``lid``'s, newest first; ``etime`` and ``stime`` are the beginning and the end of a window (Sina has
    the names reversed), ``k`` must stand in the title, and a page has `LARGEST_PAGE` rows at most.
    """
    lid = whole(query, "lid", 0)
    begin, end = whole(query, "etime", 0), whole(query, "stime", 2**40)
    rows = [
        _row(story, path, base)
        for story in sorted(stories, key=_timestamp, reverse=True)
        if lid in story.lids and begin <= _timestamp(story) <= end
        for path in story.listed or (story.path,)
    ]
    rows = [row for row in rows if query.get("k", "") in row["title"]]
    size = min(max(whole(query, "num", 10), 1), LARGEST_PAGE)
    first = (max(whole(query, "page", 1), 1) - 1) * size
    result = {"status": {"code": 0}, "total": len(rows), "data": rows[first : first + size]}
    return _jsonp({"result": result}, query.get("callback", ""))


def _jsonp(answer: dict[str, Any], callback: str) -> bytes:
    text = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
    return (f"try{{{callback}({text});}}catch(e){{}};" if _CALLBACK.fullmatch(callback) else text).encode()


def write_flashes(now: datetime) -> list[Flash]:
    """The 7×24 flashes, newest first; every third has no ``ext``, every fourth no page of its own."""
    data, flashes = load("special.toml")["flashes"], []
    for i in range(data["count"]):
        rng, created = Random(f"flash {i}"), (now - timedelta(minutes=11 * i + 4, seconds=17)).astimezone(BEIJING)
        template = data["templates"][i % len(data["templates"])]
        kind = "hk" if "恒生" in template else "chip" if "半导体" in template else "energy"
        fixed, codes = names(rng, kind, created)
        text, name = fill(template, rng, fixed), docid(rng)
        stocks = [_stock(code, company) for company, code in codes.items() if company in text]
        if i % 5 == 0:
            stocks.append(("cn", "si000300", "绿色电力概念"))  # not a listed security
        desktop = f"/7x24/{created:%Y-%m-%d}/doc-i{name}.shtml"
        flashes.append(
            Flash(
                id=4_100_000 - 7 * i,
                rich_text=text,
                created=created,
                docid=name,
                stocks=tuple(stocks),
                docurl="" if i % 4 == 3 else desktop,
                mobile=i % 2 == 1,
                ext=i % 3 != 2,
            )
        )
    return flashes


def _stock(code: str, company: str) -> tuple[str, str, str]:
    if code.startswith("hk"):
        return "hk", code.removeprefix("hk"), company
    return "cn", code, company


def _flash_row(flash: Flash, base: str) -> dict[str, Any]:
    desktop = base + flash.docurl if flash.docurl else ""
    mobile = f"{base}/{flash.created:%Y-%m-%d}/detail-i{flash.docid}.d.html" if flash.docurl else ""
    ext = {
        "stocks": [{"market": market, "symbol": symbol, "key": key} for market, symbol, key in flash.stocks],
        "needPushWB": False,
        "docurl": desktop,
        "docid": flash.docid if flash.docurl else "",
    }
    return {
        "id": flash.id,
        "zhibo_id": 152,
        "type": 0,
        "rich_text": flash.rich_text,
        "multimedia": "",
        "is_focus": int(flash.id % 3 == 0),
        "top_value": 0,
        "create_time": f"{flash.created:%Y-%m-%d %H:%M:%S}",
        "update_time": f"{flash.created:%Y-%m-%d %H:%M:%S}",
        "creator": "demo@staff.sina.com",
        "tag": [{"id": "3", "name": "公司"}] if flash.stocks else [{"id": "1", "name": "宏观"}],
        "docurl": mobile if flash.mobile else desktop,
        "ext": json.dumps(ext, ensure_ascii=False) if flash.ext else "",
    }


def zhibo_body(flashes: Sequence[Flash], query: Mapping[str, str], base: str) -> bytes:
    """The answer of ``/api/zhibo/feed``: `ZHIBO_PAGE` flashes at most, whatever page size is asked for."""
    of_room = flashes if whole(query, "zhibo_id", 152) == 152 else []
    asked = whole(query, "page_size", whole(query, "pagesize", ZHIBO_PAGE))
    size, page = min(max(asked, 1), ZHIBO_PAGE), max(whole(query, "page", 1), 1)
    rows = [_flash_row(flash, base) for flash in of_room[(page - 1) * size : page * size]]
    info = {"totalNum": len(of_room), "totalPage": -(-len(of_room) // size), "page": page, "pageSize": size}
    data = {"feed": {"list": rows, "page_info": info, "html": ""}, "top": {"list": []}}
    answer = {"result": {"status": {"code": 0, "msg": "OK"}, "data": data}}
    return json.dumps(answer, ensure_ascii=False).encode()
