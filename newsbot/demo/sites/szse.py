"""Announcements in the shape of 深交所: posted JSON, and pages until one is empty."""

import json
from typing import Any

from newsbot.demo.server import Answer, Request
from newsbot.demo.sites import disclosure

STANZAS = """
[source.demo-szse]
title = "演示交易所-深市公告"
spider = "szse"
args = { endpoint = "$url/szse/api/disc/announcement/annList", files = "$url/szse/download" }
schedule = { every = "5m" }
allow_addresses = ["$address"]

[source.broken-szse-renamed]
spider = "szse"
args = { endpoint = "$url/szse/api/renamed", files = "$url/szse/download" }
schedule = { every = "5m" }
allow_addresses = ["$address"]
enabled = false
"""


def _row(number: int, title: str, time: str, codes: list[str], names: list[str]) -> dict[str, Any]:
    return {
        "id": f"99000000-0000-4000-8000-{number:012}",
        "title": title,
        "publishTime": time,
        "attachPath": f"/disc/disk03/finalpage/{time[:10]}/99000000-{number:04}.PDF",
        "attachSize": 120 + number,
        "secCode": codes,
        "secName": names,
    }


ROWS = [
    _row(1, "湖屿银行：关于董事会决议的公告", "2026-11-20 18:31:02", ["009901"], ["湖屿银行"]),
    _row(2, "青朔科技：关于签订重大合同的公告", "2026-11-20 17:12:40", ["309901"], ["青朔科技"]),
    _row(3, "松陵制药：2026年第三季度报告", "2026-11-20 00:00:00", ["009903", "209903"], ["松陵制药", "松陵制药B"]),
]
"""The last has a share of each class, and its day for a time."""


def answer(request: Request, base: str) -> Answer | None:
    """Answer a path below ``/szse/``; what is not asked the way the site's own page asks is refused."""
    if request.path.endswith(".PDF"):
        return disclosure.pdf()
    if request.path == "/szse/api/renamed":
        return disclosure.answer({"data": [{"code": row["secCode"], "name": row["title"]} for row in ROWS]})
    if request.path != "/szse/api/disc/announcement/annList":
        return None
    if request.method != "POST" or request.headers.get("x-request-type") != "ajax":
        return disclosure.answer({"code": "403", "message": "无权访问"}, 403)
    asked = json.loads(request.body)
    found = [row for row in ROWS if len(asked["seDate"]) == 2 and asked["channelCode"] == ["listedNotice_disc"]]
    size = min(asked["pageSize"], 2)  # the demo's pages are short, so that there are two
    return disclosure.answer({"data": disclosure.page(found, asked["pageNum"], size)})
