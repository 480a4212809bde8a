"""和讯: a list in GBK whose rows carry their text as base64, and pages that fold theirs up."""

import json
from base64 import b64encode
from typing import Any

from newsbot.demo.server import Answer, Request

STANZAS = """
[source.demo-hexun]
title = "演示和讯-国内经济"
spider = "hexun"
args = { endpoint = "$url/hexun", list_id = 108511056 }
schedule = { every = "5m" }
page = "hexun_com"
allow_addresses = ["$address"]

[source.broken-hexun-closed]
spider = "hexun"
args = { endpoint = "$url/hexun/closed" }
page = "hexun_com"
allow_addresses = ["$address"]
schedule = { every = "5m" }
enabled = false
"""

FOLDED, NEW_YEAR, OLD = "/2026-11-20/21990005.html", "/2026-01-01/21990004.html", "/2026-11-19/21990003.html"
"""Paths of the pages; the second was written in the last minutes of the year before."""

_ROWS = (
    (FOLDED, "云州外贸回暖", "11/20 09:20", "前十个月增长4.2%。"),
    (OLD, "东湖钢铁年报：净利增长一成", "11-19 16:05:30", ""),
    (NEW_YEAR, "云州新年首日发行通行券", "12/31 23:58", "零点起使用。"),
)
"""Path, title, entitytime, abstract."""

_FOLDED_TEXT = """
<p>云州海关介绍，前十个月云州外贸增长4.2%，<a href="http://jingzhi.funds.hexun.com/000001.shtml">增长</a>主要来自小订单。</p>
<p>“订单小了，可是多了。”一位货代说。</p>
<p>业内人士预计，全年增速在4%上下，李镕也这样看。</p>
<div style="text-align:right;font-size:12px">（责任编辑：何雁 HN666）</div>
<div class="bottomLayer"></div>
"""


def answer(request: Request, base: str) -> Answer | None:
    """The list and its pages; ``closed`` answers without rows of any kind."""
    path = request.path.removeprefix("/hexun")
    if path == "/closed/MongodbNewsService/newsListPageByJson.jsp":
        return Answer(b'hx_json1({"state":"closed"})', "text/html;charset=GBK")
    if path == "/MongodbNewsService/newsListPageByJson.jsp":
        return _list(request, base)
    if path == FOLDED:
        return _html(_folded())
    if path in (OLD, NEW_YEAR):
        return _html(_old(path))
    return None


def _list(request: Request, base: str) -> Answer:
    rows: list[dict[str, Any]] = [
        {
            "title": title,
            "entityurl": f"{base}/hexun{path}",
            "entitytime": time,
            "abstract": abstract,
            "content": b64encode(f"<p>{title}。{abstract}</p>".encode("gbk")).decode(),
        }
        for path, title, time, abstract in _ROWS
    ]
    answer = {"totalNumber": 99999, "result": rows if request.query.get("cp", "1") == "1" else []}
    text = f"{request.query.get('callback', 'callback')}({json.dumps(answer, ensure_ascii=False)})"
    return Answer(text.encode("gbk"), "text/html;charset=GBK")


def _folded() -> str:
    title = _ROWS[0][1]
    return (
        f'<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
        f"<title>{title}-国内经济频道-和讯网</title></head><body>"
        f'<div class="layout mg articleName"><h1>{title}</h1><div class="clearfix"><div class="tip fl">'
        f'<span class="pr20">2026-11-20 09:20:30</span><a href="https://yunzhou.example.invalid/1.html" rel="nofollow"'
        f' target="_blank">云州日报</a></div></div></div>'
        f'<div class="art_context"><div class="art_contextBox" style="height:500px; overflow:hidden">'
        f'{_FOLDED_TEXT}</div><div class="showall_arrow"></div><div class="showAllImg"></div>'
        f'<div class="showall_img">扫码阅读全文</div></div>'
        f'<div class="recommend">云州港扩建工程开工</div></body></html>'
    )


def _old(path: str) -> str:
    place = [row[0] for row in _ROWS].index(path)
    title = _ROWS[place][1]
    time = {OLD: "2026-11-19 16:05:30", NEW_YEAR: "2025-12-31 23:58:20"}[path]
    return (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
        f"<title>{title}-公司频道-和讯网</title></head><body><h1>{title}</h1>"
        f'<span id="pubtime_baidu">{time}</span><span id="source_baidu">来源：<a>云州证券报</a></span>'
        f'<div id="artibody"><p>{title}，云州证券报记者获悉。</p><p>详情见公告全文。</p></div></body></html>'
    )


def _html(page: str) -> Answer:
    return Answer(page.encode("gb18030"), "text/html; charset=gb2312")
