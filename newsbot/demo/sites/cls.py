"""财联社: the signed telegraph and depth lists, and detail pages whose article stands in the data of their script."""

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from hashlib import md5, sha1
from html import escape
from typing import Any
from urllib.parse import urlsplit

from newsbot.demo.server import Answer, Request, conditional
from newsbot.demo.story import Story
from newsbot.demo.writer import NOW, write

STANZAS = """
[source.demo-cls-telegraph]
title = "演示财联社-电报"
spider = "cls_telegraph"
args = { endpoint = "$url/cls/v1/roll/get_roll_list" }
schedule = { every = "5m" }
page = "cls_cn"
allow_addresses = ["$address"]

[source.demo-cls-depth]
title = "演示财联社-深度"
spider = "cls_depth"
args = { endpoint = "$url/cls/v3/depth/list", category = 1000 }
schedule = { every = "5m" }
page = "cls_cn"
allow_addresses = ["$address"]

[source.broken-cls-cursor]
spider = "cls_telegraph"
args = { endpoint = "$url/cls/stuck/v1/roll/get_roll_list" }
schedule = { every = "5m" }
page = "cls_cn"
allow_addresses = ["$address"]
enabled = false

[source.broken-cls-errno]
spider = "cls_telegraph"
args = { endpoint = "$url/cls/refused/v1/roll/get_roll_list" }
schedule = { every = "5m" }
page = "cls_cn"
allow_addresses = ["$address"]
enabled = false
"""

ROWS = 2
"""Rows of an answer, however many are asked for."""
TEASER = 20015
"""``type`` of a row that advertises a text for members."""


@dataclass(frozen=True)
class Telegram:
    """A row of the telegraph. ``cut`` is the field whose text is cut; ``subjects`` None: the site answers null."""

    id: int
    text: str
    minutes: int
    title: str = ""
    cut: str = "brief"
    subjects: tuple[str, ...] | None = None
    stocks: tuple[tuple[str, str], ...] = ()
    type: int = -1


TELEGRAMS = (
    Telegram(9900305, "【栖居控股：控股股东增持300万股】财联社11月20日电，"
             "栖居控股公告，控股股东今日增持300万股，占总股本的0.2%。", 4,
             subjects=("增持",), stocks=(("sz009021", "栖居控股"),)),
    Telegram(9900304, "【会员专享】这条航线的运价为何一周翻倍？名单就在里面。", 11, type=TEASER),
    Telegram(9900303, "【望北电池与沧临汽车签订供货协议】财联社11月20日电，"
             "望北电池公告，将在三年内向沧临汽车供应不少于24吉瓦时电池。", 26,
             title="望北电池与沧临汽车签订供货协议", cut="content",
             stocks=(("sz309033", "望北电池"), ("sh609031", "沧临汽车"))),
    Telegram(9900302, "财联社11月20日电，安澜市十一月上旬新建住宅成交面积环比增长8%。", 58, subjects=()),
)  # fmt: skip
"""Newest first."""


@cache
def stories() -> tuple[Story, ...]:
    """The articles of the depth list, newest first."""
    return tuple(_story(number) for number in range(3))


def _story(number: int) -> Story:
    story = write(f"cls {number}", NOW - timedelta(minutes=53 * number + 16), pictures=number % 2)
    docid = str(9900400 - number)
    return replace(story, docid=docid, path=f"/cls/detail/{docid}", publisher="财联社", authors=("庾青禾",))


def answer(request: Request, base: str) -> Answer | None:
    """The lists and the pages; below ``stuck`` and ``refused`` the telegraph as it goes wrong."""
    name = request.path.removeprefix("/cls/")
    if name.startswith("refused/"):
        return _json({"errno": 10012, "msg": "签名错误", "data": {}})
    if name.startswith("stuck/"):
        return _json(_telegraph(None))
    if name in ("v1/roll/get_roll_list", "v3/depth/list/1000"):
        if not _is_signed(request):
            return _json({"errno": 10012, "msg": "签名错误", "data": {}})
        before = int(request.query.get("last_time", "0"))
        rows = _depth(before, base) if name.startswith("v3/") else _telegraph(before)
        return conditional(request, _json(rows), NOW)
    story = next((story for story in stories() if story.path == request.path), None)
    return Answer(_page(story, base)) if story else None


def _json(value: object) -> Answer:
    return Answer(json.dumps(value, ensure_ascii=False).encode(), "application/json; charset=utf-8")


def _is_signed(request: Request) -> bool:
    """Whether the signature is right and, for the telegraph, the page it belongs to is named."""
    query, _, sign = urlsplit(request.target).query.partition("&sign=")
    pairs = "&".join(sorted(query.split("&"), key=str.lower))
    referred = "/v3/" in request.path or request.headers.get("referer", "").endswith("/telegraph")
    digest = sha1(pairs.encode(), usedforsecurity=False).hexdigest()
    return referred and sign == md5(digest.encode(), usedforsecurity=False).hexdigest()


def _older(times: list[int], last_time: int | None) -> slice:
    """The rows before a time; a first request from a clock behind the site's own gets the newest."""
    if last_time is None or last_time < times[-1]:
        return slice(0, ROWS)
    first = next((place for place, time in enumerate(times) if time < last_time), len(times))
    return slice(first, first + ROWS)


def _telegraph(last_time: int | None) -> dict[str, Any]:
    times = [int((NOW - timedelta(minutes=telegram.minutes)).timestamp()) for telegram in TELEGRAMS]
    rows = [_row(telegram, time) for telegram, time in zip(TELEGRAMS, times, strict=True)]
    return {"errno": 0, "msg": "", "data": {"roll_data": rows[_older(times, last_time)]}}


def _row(telegram: Telegram, time: int) -> dict[str, Any]:
    texts = {"content": telegram.text, "brief": telegram.text}
    texts[telegram.cut] = telegram.text[:24]
    subjects = telegram.subjects
    return {
        "id": telegram.id,
        "ctime": time,
        "title": telegram.title,
        "level": "C",
        "bold": 0,
        "recommend": 0,
        "type": telegram.type,
        **texts,
        "shareurl": f"https://api3.cls.cn/share/article/{telegram.id}?os=web&sv=8.4.6&app=CailianpressWeb",
        "subjects": None if subjects is None else [{"subject_name": name} for name in subjects],
        "stock_list": [{"StockID": code, "name": name} for code, name in telegram.stocks],
        "images": [],
    }


def _depth(last_time: int, base: str) -> dict[str, Any]:
    """The articles before a time in milliseconds, though the rows are in seconds."""
    times = [int(story.published.timestamp()) for story in stories()]
    rows = [
        {
            "id": int(story.docid),
            "title": story.headline,
            "brief": story.body[0],
            "ctime": time,
            "source": story.publisher,
            "image": f"{base}{story.images[0].path}" if story.images else "",
            "article_tag": [{"name": word} for word in story.keywords],
        }
        for story, time in zip(stories(), times, strict=True)
    ]
    return {"errno": 0, "msg": "", "data": rows[_older(times, last_time // 1000)]}


def _page(story: Story, base: str) -> bytes:
    """The data of its script is the article; the classes of what is shown are made anew at every build."""
    pictures = [f"{base}{image.path}" for image in story.images]
    first, *others = (f"<p>{escape(line)}</p>" for line in story.body)
    detail = {
        "id": int(story.docid),
        "title": story.headline,
        "brief": story.body[0],
        "ctime": int(story.published.timestamp()),
        "author": {"id": 7, "name": f"财联社记者 {story.authors[0]}"},
        "images": pictures,
        "content": "".join((first, *(f'<p><img src="{link}"></p>' for link in pictures), *others)),
    }
    data = json.dumps({"props": {"pageProps": {"articleDetail": detail}}}, ensure_ascii=False).replace("</", "<\\/")
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8">
<title>{escape(story.headline)}|演示</title></head><body>
<div id="__next"><div class="f1a0 c2b7">{escape(story.headline)}</div><div class="d9e3">下载APP查看全文</div></div>
<script id="__NEXT_DATA__" type="application/json">{data}</script></body></html>""".encode()
