"""东方财富: a column, 7×24 flashes by cursor, search results as JSONP, announcements by page, and article pages."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from html import escape
from typing import Any

from newsbot.demo.roll import whole
from newsbot.demo.server import Answer, Request, conditional
from newsbot.demo.story import INDENT, Story
from newsbot.demo.writer import NOW, write

STANZAS = """
[source.demo-eastmoney-column]
title = "演示东财-要闻"
spider = "eastmoney_column"
args = { endpoint = "$url/eastmoney/comm/web/getNewsByColumns", column = 350 }
schedule = { every = "5m" }
page = "eastmoney_com"
allow_addresses = ["$address"]

[source.demo-eastmoney-fast]
title = "演示东财-7×24"
spider = "eastmoney_fast"
args = { endpoint = "$url/eastmoney/comm/web/getFastNewsList" }
schedule = { every = "5m" }
page = "eastmoney_com"
allow_addresses = ["$address"]

[source.demo-eastmoney-search]
title = "演示东财-搜索"
spider = "eastmoney_search"
args = { endpoint = "$url/eastmoney/search/jsonp", keyword = "南汀药业" }
schedule = { every = "5m" }
page = "eastmoney_com"
allow_addresses = ["$address"]

[source.demo-eastmoney-notice]
title = "演示东财-公告"
spider = "eastmoney_notice"
args = { endpoint = "$url/eastmoney/api/security/ann" }
schedule = { every = "5m" }
page = "eastmoney_com"
allow_addresses = ["$address"]

[source.broken-eastmoney-code]
spider = "eastmoney_column"
args = { endpoint = "$url/eastmoney/refused/comm/web/getNewsByColumns" }
schedule = { every = "5m" }
page = "eastmoney_com"
allow_addresses = ["$address"]
enabled = false

[source.broken-eastmoney-renamed]
spider = "eastmoney_column"
args = { endpoint = "$url/eastmoney/renamed/comm/web/getNewsByColumns" }
schedule = { every = "5m" }
page = "eastmoney_com"
allow_addresses = ["$address"]
enabled = false
"""

ROWS = 2
"""Rows of an answer with flashes or announcements, however many are asked for."""
_MEDIA = ("云州商报", "泊江早报", "产业前线", "青屿晚报")
_STATEMENT = "郑重声明：东方财富发布此内容旨在传播更多信息，与本站立场无关，不构成投资建议。据此操作，风险自担。"


@dataclass(frozen=True)
class Flash:
    """A row of the 7×24 list."""

    code: str
    title: str
    summary: str
    minutes: int
    stocks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Notice:
    """A row of the announcements; ``companies`` are (code, name, market)."""

    code: str
    title: str
    minutes: int
    companies: tuple[tuple[str, str, int], ...]
    kind: str = ""


FLASHES = (
    Flash("202611209000000104", "", "【松港国际：前十月集装箱量增长5.3%】"
          "松港国际公告，前十月完成集装箱量412万标箱，同比增长5.3%。", 6,
          ("1.609011",)),
    Flash("202611209000000103", "晴岚家电：拟回购不超过2亿元股份",
          "晴岚家电公告，拟以集中竞价方式回购股份，总额不超过2亿元，用于员工持股。", 19,
          ("0.009044", "90.BK0456")),
    Flash("202611209000000102", "", "云州市统计局：前三季度服务业增加值同比增长6.2%。其中金融业增长7.1%。", 43),
)  # fmt: skip
"""Newest first."""
NOTICES = (
    Notice("AN202611201900000003", "禾满食品:关于收到政府补助的公告", 80, (("009042", "禾满食品", 0),), "收到补助"),
    Notice("AN202611201900000002", "松港国际:关于与澜东远洋签署合作协议的公告", 130,
           (("609011", "松港国际", 1), ("609012", "澜东远洋", 1)), "合作协议"),
    Notice("AN202611201900000001", "芯澜半导体:董事会决议公告", 200, (("688901", "芯澜半导体", 1),)),
)  # fmt: skip
"""Newest first; the last one has no ``columns``."""


@cache
def stories() -> tuple[Story, ...]:
    """The articles, newest first; the last one is not in the column, only search finds it."""
    return tuple(_story(number) for number in range(4))


def _story(number: int) -> Story:
    story = write(f"eastmoney {number}", NOW - timedelta(minutes=37 * number + 7), pictures=int(number == 0))
    code = f"{story.published:%Y%m%d}900000000{number}"
    return replace(story, docid=code, path=f"/eastmoney/a/{code}.html", publisher=_MEDIA[number])


def answer(request: Request, base: str) -> Answer | None:
    """The four listings and the pages, below ``refused`` and ``renamed`` the column as it goes wrong."""
    if request.path.startswith("/eastmoney/refused/"):
        return _json({"code": "500", "message": "Required String parameter 'biz' is not present", "data": None})
    if request.path.startswith("/eastmoney/renamed/"):
        return _column([{"Art_Title": story.headline, "Art_Url": base + story.path} for story in stories()])
    name = request.path.removeprefix("/eastmoney/")
    listing = None
    if name == "comm/web/getNewsByColumns":
        listing = _column(_column_rows(base) if request.query.get("page_index") == "1" else [])
    elif name == "comm/web/getFastNewsList":
        listing = _json(_fast(request.query.get("sortEnd", "")))
    elif name == "search/jsonp":
        listing = _search(request, base)
    elif name == "api/security/ann":
        listing = _json(_notices(whole(request.query, "page_index", 1)))
    if listing:
        return conditional(request, listing, NOW)
    story = next((story for story in stories() if story.path == request.path), None)
    return Answer(_page(story, base)) if story else None


def _json(value: object) -> Answer:
    return Answer(json.dumps(value, ensure_ascii=False).encode(), "application/json; charset=utf-8")


def _column(rows: Sequence[object]) -> Answer:
    return _json({"code": "1", "message": "success", "req_trace": "1", "data": {"list": rows}})


def _column_rows(base: str) -> list[dict[str, Any]]:
    """Three ways to give an address: without its scheme, as ``url``, and as ``uniqueUrl`` alone."""
    links = [base.removeprefix("http:"), base, ""]
    return [
        {
            "code": story.docid,
            "showTime": f"{story.published:%Y-%m-%d %H:%M:%S}",
            "title": story.headline,
            "mediaName": story.publisher,
            "summary": story.body[0],
            "image": "",
            "url": link + story.path if link else "",
            "uniqueUrl": base + story.path,
            "Np_dst": "",
        }
        for story, link in zip(stories(), links, strict=False)
    ]


def _fast(cursor: str) -> dict[str, Any]:
    ordered = [(str(int((NOW - timedelta(minutes=flash.minutes)).timestamp()) * 10**6), flash) for flash in FLASHES]
    older = [(sort, flash) for sort, flash in ordered if not cursor or sort < cursor][:ROWS]
    rows = [
        {
            "code": flash.code,
            "title": flash.title,
            "summary": flash.summary,
            "showTime": f"{NOW - timedelta(minutes=flash.minutes):%Y-%m-%d %H:%M:%S}",
            "realSort": sort,
            "titleColor": 0,
            "stockList": list(flash.stocks),
            "image": [],
        }
        for sort, flash in older
    ]
    return {"code": "1", "message": "success", "data": {"sortEnd": older[-1][0] if older else "", "fastNewsList": rows}}


def _search(request: Request, base: str) -> Answer:
    asked = json.loads(request.query.get("param", "{}"))
    keyword, page = asked.get("keyword", ""), asked.get("param", {}).get("cmsArticleWebOld", {}).get("pageIndex", 1)
    found = [story for story in stories() if keyword and keyword in story.headline]
    rows = [
        {
            "date": f"{story.published:%Y-%m-%d %H:%M:%S}",
            "code": story.docid,
            "title": story.headline.replace(keyword, f"<em>{keyword}</em>"),
            "content": INDENT + story.body[0].replace(keyword, f"<em>{keyword}</em>"),
            "mediaName": story.publisher,
            "url": base + story.path,
            "image": "",
        }
        for story in found
    ]
    value = {"code": 0, "msg": "OK", "hitsTotal": len(found), "result": {"cmsArticleWebOld": rows if page == 1 else []}}
    body = f"{request.query.get('cb', 'jQuery')}({json.dumps(value, ensure_ascii=False)})"
    return Answer(body.encode(), "application/javascript; charset=utf-8")


def _notices(page: int) -> dict[str, Any]:
    rows = [_notice(notice) for notice in NOTICES[(page - 1) * ROWS : page * ROWS]]
    data = {"list": rows, "page_index": page, "page_size": ROWS, "total_hits": len(NOTICES)}
    return {"data": data, "error": "", "success": 1}


def _notice(notice: Notice) -> dict[str, Any]:
    shown = NOW - timedelta(minutes=notice.minutes)
    row: dict[str, Any] = {
        "art_code": notice.code,
        "title": notice.title,
        "notice_date": f"{shown + timedelta(days=1):%Y-%m-%d} 00:00:00",
        "display_time": f"{shown:%Y-%m-%d %H:%M:%S}:000",
        "eiTime": f"{shown:%Y-%m-%d %H:%M:%S}:000",
        "codes": [
            {"stock_code": code, "short_name": name, "market_code": str(market), "ann_type": "A", "inner_code": "0"}
            for code, name, market in notice.companies
        ],
    }
    if notice.kind:
        row["columns"] = [{"column_code": "001001", "column_name": notice.kind}]
    return row


def _page(story: Story, base: str) -> bytes:
    pictures = "".join(f'<center><img src="{base}{image.path}" alt=""></center>' for image in story.images)
    first, *others = (f"<p>{INDENT}{escape(line)}</p>" for line in story.body)
    teasers = "".join(f'<li><a href="{base}{other.path}">{escape(other.headline)}</a></li>' for other in stories())
    return f"""<!DOCTYPE html><html lang="zh-cn"><head><meta charset="utf-8">
<title>{escape(story.headline)} _ 东方财富网</title>
<meta name="keywords" content="{escape(",".join(story.keywords))}">
<meta property="og:site_name" content="东方财富网"></head>
<body><div class="main"><div class="contentwrap"><div class="topbox"><div class="title">{escape(story.headline)}</div>
<div class="infos"><div class="item">{story.published:%Y年%m月%d日 %H:%M}</div>
<div class="item">来源：{story.publisher}</div></div></div>
<div class="contentbox"><div class="mainleft"><div class="zwinfos">
<div class="abstract"><div class="hint">摘要</div>
<div class="txt">【{escape(story.headline)}】{escape(story.body[0])}</div></div>
<div id="ContentBody" class="txtinfos">{first}{pictures}{"".join(others)}
<p class="em_media">（文章来源：{story.publisher}）</p><p>{_STATEMENT}</p></div></div></div>
<div class="mainright"><h3>热点阅读</h3><ul>{teasers}</ul></div></div></div></div></body></html>""".encode()
