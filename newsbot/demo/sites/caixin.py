"""财新: the scroll of headlines. Its pages are there to be left alone: they answer 403."""

import json
from datetime import timedelta
from typing import Any

from newsbot.demo.server import Answer, Request
from newsbot.demo.writer import NOW

STANZAS = """
[source.demo-caixin]
title = "演示财新-最新（标题）"
spider = "caixin"
args = { endpoint = "$url/caixin" }
schedule = { every = "5m" }
allow_addresses = ["$address"]

[source.broken-caixin-empty]
spider = "caixin"
args = { endpoint = "$url/caixin/closed" }
allow_addresses = ["$address"]
schedule = { every = "5m" }
enabled = false
"""

_HEADLINES = (
    ("云州重启城镇供水价格听证", "听证会定于下月初举行。", "经济"),
    ("东湖钢铁董事会换届", "", "公司"),
    ("云州发布数据交易办法征求意见稿", "征求意见期为三十天。", "政经"),
)
"""Headline, summary, channel."""


def answer(request: Request, base: str) -> Answer | None:
    """The scroll; every third time is in milliseconds, in seconds, in words."""
    if request.path == "/caixin/closed/api/dataplatform/scroll/index":
        return _json({"code": 403, "msg": "接口已下线", "data": None})
    if request.path != "/caixin/api/dataplatform/scroll/index":
        return Answer(status=403) if request.path.endswith(".html") else None
    rows: list[dict[str, Any]] = []
    for place, (title, summary, channel) in enumerate(_HEADLINES):
        at = NOW - timedelta(minutes=25 * (place + 1))
        time = (int(at.timestamp() * 1000), int(at.timestamp()), f"{at:%Y-%m-%d %H:%M:%S}")[place % 3]
        url = f"{base}/caixin/{at:%Y-%m-%d}/1021{place:05}.html"
        rows.append({"title": title, "summary": summary, "url": url, "time": time, "channelObject": {"name": channel}})
    film = {"title": "影像：云州的清晨", "url": "https://video.caixin.com/2026-11-20/102100099.html"}
    return _json({"code": 0, "msg": "success", "data": {"articleList": [*rows, {**film, "time": rows[0]["time"]}]}})


def _json(value: object) -> Answer:
    return Answer(json.dumps(value, ensure_ascii=False).encode(), "application/json; charset=utf-8")
