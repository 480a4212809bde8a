"""Announcements in the shape of 巨潮资讯: a posted form, milliseconds, marked titles, and null for none."""

from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from newsbot.demo.server import Answer, Request
from newsbot.demo.sites import disclosure
from newsbot.demo.writer import BEIJING

STANZAS = """
[source.demo-cninfo]
title = "演示披露网-公告"
spider = "cninfo"
args = { endpoint = "$url/cninfo/new/hisAnnouncement/query", files = "$url/cninfo/static", searchkey = "回购" }
schedule = { every = "5m" }
allow_addresses = ["$address"]

[source.broken-cninfo-none]
spider = "cninfo"
args = { endpoint = "$url/cninfo/new/hisAnnouncement/query", files = "$url/cninfo/static", column = "bond" }
schedule = { every = "5m" }
allow_addresses = ["$address"]
enabled = false

[source.broken-cninfo-stock]
spider = "cninfo"
args = { endpoint = "$url/cninfo/new/hisAnnouncement/query", stock = "009901" }
schedule = { every = "5m" }
allow_addresses = ["$address"]
enabled = false
"""


def _row(number: int, code: str, name: str, title: str, time: datetime) -> dict[str, Any]:
    return {
        "secCode": code,
        "secName": name,
        "orgId": f"gssz{code:0>7}",
        "announcementId": str(1_299_000_000 + number),
        "announcementTitle": title,
        "announcementTime": int(time.timestamp() * 1000),
        "adjunctUrl": f"finalpage/{time:%Y-%m-%d}/{1_299_000_000 + number}.PDF",
        "adjunctType": "PDF",
    }


_EVENING = datetime(2026, 11, 20, 19, 2, 31, tzinfo=BEIJING)
_MIDNIGHT = datetime(2026, 11, 20, tzinfo=BEIJING)
ROWS = [
    _row(1, "009901", "湖屿银行", "关于以集中竞价方式<em>回购</em>股份的公告", _EVENING),
    _row(2, "609902", "岚川水泥", "关于股份<em>回购</em>实施结果的公告", _MIDNIGHT),
]
"""The second has its day for a time."""


def answer(request: Request, base: str) -> Answer | None:
    """Answer a path below ``/cninfo/``; a stock without its orgId finds nothing, without an error."""
    if request.path.endswith(".PDF"):
        return disclosure.pdf()
    if request.path != "/cninfo/new/hisAnnouncement/query" or request.method != "POST":
        return None
    form = dict(parse_qsl(request.body.decode(), keep_blank_values=True))
    _, _, organisation = form.get("stock", "").partition(",")
    alone = bool(form.get("stock")) and not organisation
    if form["column"] != "szse" or "~" not in form["seDate"] or alone:
        return disclosure.answer({"totalAnnouncement": 0, "totalRecordNum": 0, "announcements": None, "hasMore": False})
    rows = disclosure.page(ROWS, int(form["pageNum"]), int(form["pageSize"]))
    return disclosure.answer({"totalAnnouncement": len(ROWS), "announcements": rows or None, "hasMore": False})
