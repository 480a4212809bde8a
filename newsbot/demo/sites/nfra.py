"""Lists and documents in the shape of 金融监管总局: JSON behind pages that are empty without scripts."""

from typing import Any

from newsbot.demo.server import Answer, Request
from newsbot.demo.sites import disclosure

STANZAS = """
[source.demo-nfra]
title = "演示金融监管-要闻"
spider = "nfra"
args = { endpoint = "$url/nfra", item = 915 }
schedule = { every = "5m" }
page = "nfra_gov_cn"
allow_addresses = ["$address"]

[source.demo-nfra-static]
title = "演示金融监管-政策(静态缓存)"
spider = "nfra"
args = { endpoint = "$url/nfra", item = 925, view = "static" }
schedule = { every = "5m" }
page = "nfra_gov_cn"
allow_addresses = ["$address"]

[source.broken-nfra-code]
spider = "nfra"
args = { endpoint = "$url/nfra", item = 999 }
schedule = { every = "5m" }
allow_addresses = ["$address"]
enabled = false
"""

LISTS: dict[str, tuple[tuple[int, str, str, str | None], ...]] = {
    "915": (
        (1180001, "有关部门部署岁末年初农村金融服务", "2026-11-20 17:45:10", None),
        (1180002, "云州地区启动小微企业融资对接", "2026-11-19 10:12:00", None),
        (1180003, "转载：有关会议强调防范化解风险", "2026-11-19 08:00:00", "/nfra/elsewhere/content_1180003.htm"),
    ),
    "925": ((1180004, "商业银行代理保险业务管理办法（演示）", "2026-11-17 16:30:00", None),),
}
"""Item -> documents: id, title, time, and where the text is when it is a repost."""
TEXTS = {
    1180001: (
        "有关部门近日部署岁末年初农村金融服务，要求保障春耕备耕资金需求。",
        "鼓励机构延长服务时间，下沉服务网点。",
    ),
    1180002: ("云州地区启动小微企业融资对接，首场活动签约项目46个，金额8.3亿元。",),
    1180004: ("第一条　为规范代理保险业务，制定本办法。", "第二条　本办法自公布之日起施行。"),
}
REPOST = ("会议强调，要稳妥处置风险，压实各方责任。", "会议还研究了其他事项，提出了下一阶段的工作安排。")

SHELL = b"""<!DOCTYPE html><html ng-app="myApp"><head><meta charset="utf-8"><title></title></head>
<body ng-controller="ItemDetailCtrl"><div class="wenzhang-title">{{data.docTitle}}</div>
<div ng-bind-html="data.docClob | trustHtml"></div><script src="/cn/static/js/detail.js"></script></body></html>"""


def answer(request: Request, base: str) -> Answer | None:
    """Answer a path below ``/nfra/``."""
    path = request.path.removeprefix("/nfra")
    if path == "/cbircweb/DocInfo/SelectDocByItemIdAndChild":
        return _list(request.query["itemId"], int(request.query["pageIndex"]), int(request.query["pageSize"]), base)
    if path == "/cn/static/data/DocInfo/SelectDocByItemIdAndChild/data_itemId=925,pageIndex=1,pageSize=18.json":
        return _list("925", 1, 18, base)
    if path == "/cbircweb/DocInfo/SelectItemAndDocByItemPId":
        groups = [{"itemId": item, "docInfoVOList": [_row(*one, base) for one in rows]} for item, rows in LISTS.items()]
        return disclosure.answer({"rptCode": 200, "msg": "成功", "data": groups})
    if path == "/cbircweb/DocInfo/SelectByDocId":
        return _document(request.query.get("docId", ""))
    if path == "/cn/view/pages/ItemDetail.html":
        return Answer(SHELL)
    if path == "/elsewhere/content_1180003.htm":
        return Answer(elsewhere())
    return None


def _list(item: str, number: int, size: int, base: str) -> Answer:
    rows = LISTS.get(item)
    if rows is None:
        return disclosure.answer({"rptCode": 500, "msg": "栏目不存在", "data": None})
    shown = disclosure.page([_row(*one, base) for one in rows], number, min(size, 2))  # short, so that there are two
    return disclosure.answer({"rptCode": 200, "msg": "成功", "data": {"total": len(rows), "rows": shown}})


def _row(number: int, title: str, time: str, link: str | None, base: str) -> dict[str, Any]:
    return {
        "docId": number,
        "docTitle": title,
        "docSubtitle": title[:12],
        "publishDate": time,
        "generaltype": "0",
        "isTitleLink": "1" if link else "0",
        "titleLink": base + link if link else None,
        "documentNo": "",
    }


def _document(number: str) -> Answer:
    for rows in LISTS.values():
        for one, title, time, _ in rows:
            if str(one) == number and one in TEXTS:
                clob = "".join(f'<p class="MsoNormal"><span>　　{line}</span></p>' for line in TEXTS[one])
                document = {"docId": one, "docTitle": title, "docSubtitle": title[:12], "publishDate": time}
                return disclosure.answer({"rptCode": 200, "msg": "成功", "data": {**document, "docClob": clob}})
    return disclosure.answer({"rptCode": 200, "msg": "成功", "data": None})


def elsewhere() -> bytes:
    """The page of a repost, on a site of another kind."""
    title, time = LISTS["915"][2][1].removeprefix("转载："), "2026-11-18 21:15"
    body = "".join(f"<p>{line}</p>" for line in REPOST)
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:title" content="{title}"><meta name="pubdate" content="{time}"></head>'
        f"<body><h1>{title}</h1><p class='time'>{time}</p><article>{body}</article></body></html>"
    ).encode()
