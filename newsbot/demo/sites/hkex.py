"""Filings in the shape of HKEXnews: JSON inside JSON, days first, several codes for one filing, two editions."""

import json
from typing import Any

from newsbot.demo.server import Answer, Request
from newsbot.demo.sites import disclosure

STANZAS = """
[source.demo-hkex]
title = "Demo exchange filings"
spider = "hkex"
args = { endpoint = "$url/hkex/search/titleSearchServlet.do", files = "$url/hkex", lang = "E" }
schedule = { every = "5m" }
allow_addresses = ["$address"]

[source.demo-hkex-zh]
title = "演示交易所-港股公告"
spider = "hkex"
args = { endpoint = "$url/hkex/search/titleSearchServlet.do", files = "$url/hkex", lang = "zh" }
schedule = { every = "5m" }
allow_addresses = ["$address"]
"""


def _row(number: int, title: str, kind: str, time: str, codes: str, names: str, tail: str = "") -> dict[str, Any]:
    return {
        "NEWS_ID": str(9_900_000 + number),
        "TITLE": title,
        "LONG_TEXT": kind,
        "DATE_TIME": time,
        "FILE_LINK": f"/listedco/listconews/sehk/2026/1105/20261105{number:05}{tail}.pdf",
        "FILE_TYPE": "PDF",
        "FILE_INFO": f"{100 + number}KB",
        "STOCK_CODE": codes,
        "STOCK_NAME": names,
    }


EDITIONS = {
    "E": [
        _row(1, "Halden &amp; Brack - Discloseable transaction", "Announcements - [Discloseable Transaction]",
             "05/11/2026 18:30", "99901<br/>99902", "HALDEN BRACK<br/>HALDEN BRACK-R"),
        _row(2, "Interim report 2026", "Financial Statements/ESG Information - [Interim Report]",
             "05/11/2026 12:04", "99903", "CORRIN SHIPPING"),
    ],
    "C": [
        _row(1, "海登布拉克 - 須予披露的交易", "公告及通告 - [須予披露的交易]",
             "05/11/2026 18:30", "99901<br/>99902", "海登布拉克<br/>海登布拉克－Ｒ", "_c"),
        _row(2, "2026中期報告", "財務報表 - [中期報告]", "05/11/2026 12:04", "99903", "科林航運", "_c"),
    ],
}  # fmt: skip
"""05/11 is the fifth of November."""


def answer(request: Request, base: str) -> Answer | None:
    """Answer a path below ``/hkex/``; without dates there is only the newest row."""
    if request.path.endswith(".pdf"):
        return disclosure.pdf()
    if request.path != "/hkex/search/titleSearchServlet.do":
        return None
    rows = EDITIONS["E" if request.query["lang"].upper().startswith("E") else "C"]
    if not request.query.get("fromDate") or not request.query.get("toDate"):
        rows = rows[:1]
    asked = int(request.query["rowRange"])
    shown = rows[:asked]
    return disclosure.answer(
        {
            "result": json.dumps(shown, ensure_ascii=False),
            "hasNextRow": len(shown) < len(rows),
            "rowRange": asked,
            "loadedRecord": len(shown),
            "recordCnt": len(rows),
        }
    )
