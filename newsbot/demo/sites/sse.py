"""Announcements in the shape of 上交所: JSONP with a list of lists, an older flat form, the challenge before them."""

import json
from typing import Any

from newsbot.demo.server import Answer, Request
from newsbot.demo.sites import disclosure

STANZAS = """
[source.demo-sse]
title = "演示交易所-上市公司公告"
spider = "sse"
args = { endpoint = "$url/sse/security/stock/queryCompanyBulletinNew.do", files = "$url/sse" }
schedule = { every = "5m" }
allow_addresses = ["$address"]

[source.demo-sse-flat]
title = "演示交易所-上市公司公告(旧接口)"
spider = "sse"
args = { endpoint = "$url/sse/security/stock/queryCompanyBulletin.do", files = "$url/sse" }
schedule = { every = "5m" }
allow_addresses = ["$address"]

[source.broken-sse-challenge]
spider = "sse"
args = { endpoint = "$url/sse/challenge.do" }
schedule = { every = "5m" }
allow_addresses = ["$address"]
enabled = false
"""

CHALLENGE = (
    b"<html><script>var arg1='0123456789ABCDEF';function setCookie(name,value){document.cookie=name+'='+value}"
    b"function reload(x){setCookie('acw_sc__v2',x);document.location.reload()}</script></html>"
)


def _row(code: str, name: str, title: str, number: int, kind: str, day: str = "2026-11-21") -> dict[str, Any]:
    path = f"/disclosure/listedinfo/announcement/c/new/{day}/{code}_{day.replace('-', '')}_{number:04}.pdf"
    return {
        "TITLE": title,
        "URL": path,
        "SECURITY_CODE": code,
        "SECURITY_NAME": name,
        "BULLETIN_TYPE_DESC": kind,
        "SSEDATE": day,
    }


FILINGS: list[list[dict[str, Any]]] = [
    [
        _row("609901", "云澜港务", "云澜港务关于收购内河码头资产的公告", 1, "收购、出售资产"),
        _row("609901", "云澜港务", "云澜港务拟收购资产评估报告", 2, "收购、出售资产"),
    ],
    [_row("609902", "岚川水泥", "关于股份回购进展的公告", 1, "回购股份")],
    [_row("609903", "溪原电力", "关于股份回购进展的公告", 1, "回购股份")],
]
"""Two companies have a notice with the same title: they are two articles."""

OLDER = [
    {
        "TITLE": "岚川水泥第三季度报告",
        "URL": "/disclosure/listedinfo/announcement/c/2026-10-28/609902_20261028_1.pdf",
        "ADDDATE": "2026-10-27 18:05:12",
        "SECURITY_NAME": "岚川水泥",
        "SECURITY_CODE": "609902",
    },
    {
        "TITLE": "溪原电力关于董事辞职的公告",
        "URL": "/disclosure/listedinfo/announcement/c/2026-10-28/609903_20261028_1.pdf",
        "ADDDATE": "2026-10-27 17:40:00",
        "SECURITY_NAME": "溪原电力",
        "SECURITY_CODE": "609903",
    },
]


def answer(request: Request, base: str) -> Answer | None:
    """Answer a path below ``/sse/``; without dates or Referer there is nothing, as on the real site."""
    if request.path.endswith(".pdf"):
        return disclosure.pdf()
    if request.path == "/sse/challenge.do":
        return Answer(CHALLENGE)
    asked = request.query.get("START_DATE") and request.query.get("END_DATE") and "referer" in request.headers
    size, number = int(request.query.get("pageHelp.pageSize", 25)), int(request.query.get("pageHelp.pageNo", 1))
    if request.path == "/sse/security/stock/queryCompanyBulletinNew.do":
        rows: list[Any] = FILINGS[(number - 1) * size : number * size] if asked else []
        total = len(FILINGS)
    elif request.path == "/sse/security/stock/queryCompanyBulletin.do":
        rows = list(disclosure.page(OLDER, number, size)) if asked else []
        total = len(OLDER)
    else:
        return None
    value = {"pageHelp": {"total": total if asked else 0, "pageNo": number, "pageSize": size}, "result": rows}
    text = f"{request.query.get('jsonCallBack', 'callback')}({json.dumps(value, ensure_ascii=False)})"
    return Answer(text.encode(), "application/javascript; charset=utf-8")
