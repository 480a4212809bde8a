"""第一财经: two listings that are bare arrays, and article pages."""

import json
from datetime import datetime, timedelta
from typing import Any

from newsbot.demo.server import Answer, Request
from newsbot.demo.writer import NOW

STANZAS = """
[source.demo-yicai]
title = "演示一财-最新"
spider = "yicai_latest"
args = { endpoint = "$url/yicai" }
schedule = { every = "5m" }
page = "yicai_com"
allow_addresses = ["$address"]

[source.demo-yicai-brief]
title = "演示一财-快讯"
spider = "yicai_brief"
args = { endpoint = "$url/yicai" }
schedule = { every = "5m" }
page = "yicai_com"
allow_addresses = ["$address"]

[source.broken-yicai-message]
spider = "yicai_latest"
args = { endpoint = "$url/yicai/busy" }
page = "yicai_com"
allow_addresses = ["$address"]
schedule = { every = "5m" }
enabled = false
"""

MESSAGE = "系统繁忙，请稍后再试"
"""What the API says in place of rows: a JSON string, with HTTP 200."""

_ARTICLES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "/news/990000004.html": (
        "云州外贸回暖，小订单先行",
        "前十个月出口增长4.2%。",
        (
            "<h1>云州外贸回暖，小订单先行</h1>",
            "<p>云州海关介绍，前十个月出口增长4.2%，其中小订单占到六成。</p>",
            '<div class="u-btn6">第一财经APP阅读</div>',
            "<p>“单子小了，可是多了。”一位货代这样说。</p>",
            '<div class="m-smallshare">分享到微信</div>',
        ),
    ),
    "/vip/news/990000003.html": (
        "独家：东湖钢铁的夜班重新排满",
        "减产两年之后。",
        (
            "<p>东湖钢铁的夜班在减产两年之后重新排满。</p>",
            "<p>公司称，四季度的订单已经排到明年二月。</p>",
            '<div class="topic-hot">热门话题</div>',
        ),
    ),
}
"""Path -> headline, note, body."""
_VIDEO = "/video/990000002.html"

_BRIEFS: tuple[dict[str, Any], ...] = (
    {
        "LiveTitle": "云州央行开展逆回购操作",
        "LiveContent": "云州央行今日开展320亿元七天期逆回购操作。",
        "LiveID": 880003,
        "id": 880003,
        "IsImportant": True,
        "CreateDate": "2026-11-20T19:38:05",
        "url": "/brief/880003.html",
    },
    {
        "indexTitle": "北岭半导体回购",
        "newcontent": "北岭半导体：已回购0.8%的股份。",
        "datekey": "2026.11.20",
        "hm": "18:02",
        "id": 880002,
        "url": "/brief/880002.html",
    },
    {
        "LiveTitle": "",
        "indexTitle": "",
        "LiveContent": "松江铜主力合约收涨1.2%。成交较昨日增加。",
        "LiveID": 880001,
        "CreateDate": "2026-11-20T15:01:40",
        "datekey": "2026.11.20",
        "hm": "15:01",
        "url": "/brief/880001.html",
    },
)
"""One in each set of names, and one in both."""


def answer(request: Request, base: str) -> Answer | None:
    """The listings, the articles, and ``busy``, whose API only says that it is."""
    path = request.path.removeprefix("/yicai")
    if path == "/busy/api/ajax/getlatest":
        return _json(MESSAGE)
    first = request.query.get("page", "1") == "1"
    if path == "/api/ajax/getlatest":
        return _json(_latest() if first else [])
    if path == "/api/ajax/getbrieflist":
        return _json(list(_BRIEFS) if first else [])
    if path in _ARTICLES:
        return Answer(_page(path).encode())
    return None


def _json(value: object) -> Answer:
    return Answer(json.dumps(value, ensure_ascii=False).encode(), "application/json; charset=utf-8")


def _published(path: str) -> datetime:
    return NOW - timedelta(minutes=40 * (list(_ARTICLES).index(path) + 1), seconds=12)


def _latest() -> list[dict[str, Any]]:
    rows = [
        {
            "NewsTitle": headline,
            "url": path.removeprefix("/vip"),
            "AppID": 0 if path.startswith("/vip/") else 1,
            "NewsAuthor": "贺兰 季青",
            "NewsSource": "演示一财",
            "CreaterName": "",
            "CreateDate": f"{_published(path):%Y-%m-%dT%H:%M:%S}",
            "ChannelName": "新闻",
            "originPic": "//imgcdn.example.invalid/a.jpg",
            "VideoUrl": "",
            "NewsNotes": notes,
        }
        for path, (headline, notes, _) in _ARTICLES.items()
    ]
    video = {
        "NewsTitle": "一分钟看云州夜市",
        "url": _VIDEO,
        "AppID": 1,
        "CreateDate": f"{NOW - timedelta(hours=3):%Y-%m-%dT%H:%M:%S}",
        "VideoUrl": "https://v.example.invalid/a.mp4",
        "NewsNotes": "夜市的摊位比去年多了三成。",
    }
    return [*rows, video]


def _page(path: str) -> str:
    headline, notes, body = _ARTICLES[path]
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{headline}</title>'
        f"<script>var _pb = [['site','yicai'],['actime','{_published(path):%Y-%m-%d %H:%M}'],['type','news']];</script>"
        f'<meta name="description" content="{notes}"></head><body><div class="title"><h1>{headline}</h1></div>'
        f'<div class="multiText">{"".join(body)}</div>'
        f'<div class="side"><a href="/news/1.html">别的新闻</a></div></body></html>'
    )
