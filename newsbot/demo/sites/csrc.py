"""A channel in the shape of 证监会: its page, the JSON list with whole texts, and a channel that is an HTML list."""

from datetime import datetime
from html import escape
from typing import Any

from newsbot.demo.server import Answer, Request
from newsbot.demo.sites import disclosure
from newsbot.demo.writer import BEIJING

STANZAS = """
[source.demo-csrc]
title = "演示监管-要闻"
spider = "csrc"
args = { endpoint = "$url/csrc/csrc", channel = "c100028" }
schedule = { every = "5m" }
page = "csrc_gov_cn"
allow_addresses = ["$address"]

[source.demo-csrc-html]
title = "演示监管-公告"
spider = "csrc"
args = { endpoint = "$url/csrc/csrc", channel = "c100029" }
schedule = { every = "5m" }
page = "csrc_gov_cn"
allow_addresses = ["$address"]
"""

CHANNEL_ID = "99000000aaaabbbbccccddddeeeeffff"
_FILE = {"fileName": "附件：试点机构名单.pdf", "filePath": "/csrc/csrc/c100028/c9900001/files/list.pdf"}


def _row(
    number: int, title: str, time: datetime, lines: tuple[str, ...], files: tuple[Any, ...] = ()
) -> dict[str, Any]:
    return {
        "title": title,
        "url": f"/csrc/csrc/c100028/c990000{number}/content.shtml",
        "publishedTime": int(time.timestamp() * 1000),
        "publishedTimeStr": f"{time:%Y-%m-%d %H:%M:%S}",
        "contentHtml": "".join(f'<p style="text-indent:2em">{line}</p>' for line in lines),
        "resList": list(files),
    }


ROWS = [
    _row(
        1, "云州区域性股权市场创新试点启动", datetime(2026, 11, 20, 18, 10, 30, tzinfo=BEIJING),
        (
            "近日，有关部门同意在云州等4地开展区域性股权市场创新试点，为期两年。",
            "首批试点机构共12家，名单见附件。",
        ), (_FILE,),
    ),
    _row(
        2, "就《证券公司分支机构管理规定（征求意见稿）》公开征求意见", datetime(2026, 11, 20, 16, 0, tzinfo=BEIJING),
        ("征求意见稿共5章38条，主要明确分支机构的设立条件、人员要求与退出安排。", "意见反馈截止时间为12月20日。"),
    ),
    _row(3, "有关负责人出席溪原论坛", datetime(2026, 11, 19, 20, 30, tzinfo=BEIJING), ()),
]  # fmt: skip
"""The last has its text on its page only."""
PAGE_LINES = (
    "有关负责人在论坛上表示，将稳步推进投资端改革，引导中长期资金入市。",
    "论坛由溪原市政府主办，共有300余名代表参加。",
)
NOTICES = (
    ("c9900011", "关于注销某期货公司业务许可的公告", "2026-11-18"),
    ("c9900012", "行政许可申请受理公示", "2026-11-17"),
)


def answer(request: Request, base: str) -> Answer | None:
    """Answer a path below ``/csrc/``."""
    path = request.path.removeprefix("/csrc/csrc/")
    if path.endswith(".pdf"):
        return disclosure.pdf()
    if path == "c100028/common_xq_list.shtml":
        return Answer(_channel(f'<meta name="channelid" content="{CHANNEL_ID}">', ""))
    if path == "c100029/common_xq_list.shtml":
        return Answer(_channel("", "".join(_html_row(*notice) for notice in NOTICES)))
    if request.path == f"/csrc/searchList/{CHANNEL_ID}":
        size = min(int(request.query["_pageSize"]), 2)  # the demo's pages are short, so that there are two
        rows = [{**row, "url": base + row["url"]} for row in disclosure.page(ROWS, int(request.query["page"]), size)]
        return disclosure.answer({"data": {"channelName": "演示要闻", "total": len(ROWS), "results": rows}})
    if request.path == ROWS[2]["url"]:
        return Answer(page(ROWS[2]["title"], "2026-11-19 20:30", PAGE_LINES))
    for name, title, day in NOTICES:
        if path == f"c100029/{name}/content.shtml":
            return Answer(
                page(title, f"{day} 10:00", (f"{title}，现予公布。", "有关事项自公布之日起生效，可依法申请复议。"))
            )
    return None


def _channel(meta: str, rows: str) -> bytes:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8">{meta}<title>演示监管</title></head>'
        f'<body><div class="main"><ul id="list">{rows}</ul></div></body></html>'
    ).encode()


def _html_row(name: str, title: str, day: str) -> str:
    return (
        f'<li><a href="/csrc/csrc/c100029/{name}/content.shtml">{escape(title)}</a><span class="data">{day}</span></li>'
    )


def page(title: str, time: str, lines: tuple[str, ...]) -> bytes:
    """An article's page."""
    body = "".join(f"<p>{line}</p>" for line in lines)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_演示监管</title>'
        f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{time}">'
        f'<meta name="ContentSource" content="演示监管办公室"></head><body>'
        '<div class="crumbs"><a href="/">首页</a> &gt; <a href="/csrc/">要闻</a></div>'
        f'<div class="content"><h2>{title}</h2><div class="info"><p>日期：{time[:10]}</p></div>'
        f'<div class="detail-news">{body}</div></div><div class="footer">主办单位：演示监管</div></body></html>'
    ).encode()
