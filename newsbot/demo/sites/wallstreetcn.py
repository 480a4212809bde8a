"""The API of 华尔街见闻: lives by cursor, an information flow with an advertisement in it, the JSON of its articles."""

import json
from datetime import timedelta
from typing import Any

from newsbot.demo.server import Answer, Request
from newsbot.demo.writer import NOW

STANZAS = """
[source.demo-wallstreetcn-lives]
title = "演示见闻-快讯"
spider = "wallstreetcn_lives"
args = { endpoint = "$url/wallstreetcn" }
schedule = { every = "5m" }
page = "wallstreetcn_com"
allow_addresses = ["$address"]

[source.demo-wallstreetcn-articles]
title = "演示见闻-文章"
spider = "wallstreetcn_articles"
args = { endpoint = "$url/wallstreetcn" }
schedule = { every = "5m" }
page = "wallstreetcn_com"
allow_addresses = ["$address"]

[source.broken-wallstreetcn-60301]
spider = "wallstreetcn_articles"
args = { endpoint = "$url/wallstreetcn/deleted" }
page = "wallstreetcn_com"
allow_addresses = ["$address"]
schedule = { every = "5m" }
enabled = false

[source.broken-wallstreetcn-code]
spider = "wallstreetcn_lives"
args = { endpoint = "$url/wallstreetcn/refused" }
page = "wallstreetcn_com"
allow_addresses = ["$address"]
schedule = { every = "5m" }
enabled = false
"""

ROWS = 2
"""Lives of an answer, however many are asked for."""
GONE = 3900009
"""An article that the flow still lists after its text was taken away."""

_LIVES: tuple[tuple[int, str, str, str, int], ...] = (
    (
        9900004,
        "",
        "<p>【云州央行维持利率不变】云州央行宣布，将基准利率维持在2.15%不变，</p>",
        "<p>符合此前调查的预期。</p>",
        6,
    ),
    (9900003, "", "<p>松江铜库存较上周减少1.4万吨，连续第三周下降。</p>", "", 21),
    (9900002, "北岭半导体三季度营收增长18%", "<p>北岭半导体公布三季度营收为42.6亿元，同比增长18%。</p>", "", 48),
    (9900001, "", "云州港前十个月吞吐量达3.1亿吨。", "", 95),
)
"""Id, title, content, content_more, minutes before the site's clock."""

_ARTICLES: dict[int, dict[str, Any]] = {
    3900001: {
        "title": "云州债市为何在午后突然转向",
        "content_short": "一笔不大的招标结果，改变了市场对供给的看法。",
        "content": "<p>云州国债收益率午后由升转降，十年期下行2.5个基点。</p>"
        '<p><img src="{base}/news/wallstreetcn/w600h400/yields.png"></p>',
        "content_more": "<p>交易员说，招标倍数升至3.4倍，供给的担心一时散去。</p>",
        "source_name": "见闻编译",
        "author": {"display_name": "沈知秋"},
        "asset_tags": [{"name": "云州国债"}, {"name": "利率"}],
    },
    3900002: {
        "title": "一家铜企的五年：库存、债务与一次转身",
        "content_short": "松江铜业把仓库搬空之后。",
        "content": "<p>五年前，松江铜业的仓库里还堆着六个月的用量。</p><p>如今只够十一天。</p>",
        "content_more": "",
        "source_name": "",
        "author": {"display_name": "顾言"},
        "asset_tags": [],
    },
}


def answer(request: Request, base: str) -> Answer | None:
    """The two listings and ``/apiv1/content/articles/<id>``, also below ``deleted`` and ``refused``."""
    folder, _, call = request.path.partition("/apiv1/content/")
    if folder.endswith("/refused"):
        return _json({"code": 40004, "message": "参数错误", "data": {}})
    if call == "lives":
        return _json(_envelope(_lives(request.query.get("cursor"), base)))
    if call == "information-flow":
        return _json(_envelope({"items": _flow(base, deleted=folder.endswith("/deleted"))}))
    if call.startswith("articles/"):
        return _json(_article(call.removeprefix("articles/"), base))
    return None


def _json(value: object) -> Answer:
    return Answer(json.dumps(value, ensure_ascii=False).encode(), "application/json; charset=utf-8")


def _envelope(data: dict[str, Any]) -> dict[str, Any]:
    return {"code": 20000, "message": "OK", "data": data}


def _time(minutes: int) -> int:
    return int((NOW - timedelta(minutes=minutes)).timestamp())


def _lives(cursor: str | None, base: str) -> dict[str, Any]:
    """The rows older than the cursor, which is the time of the last row before."""
    older = [live for live in _LIVES if not cursor or _time(live[4]) < int(cursor)]
    items = [
        {
            "id": number,
            "title": title,
            "content": content,
            "content_more": more,
            "display_time": _time(minutes),
            "score": 1,
            "author": {"display_name": "演示编辑"},
            "channels": ["global-channel"],
            "images": [],
            "symbols": [],
            "tags": [],
            "uri": f"{base}/wallstreetcn/livenews/{number}",
            "global_channel_name": "7x24",
        }
        for number, title, content, more, minutes in older[:ROWS]
    ]
    next_cursor = str(items[-1]["display_time"]) if len(older) > ROWS else ""
    return {"items": items, "next_cursor": next_cursor, "polling_cursor": str(_LIVES[0][0])}


def _flow(base: str, *, deleted: bool) -> list[dict[str, Any]]:
    numbers = [GONE, *_ARTICLES] if deleted else list(_ARTICLES)
    rows: list[dict[str, Any]] = [
        {
            "resource_type": "article",
            "resource": {
                "id": number,
                "uri": f"{base}/wallstreetcn/articles/{number}",
                "title": _ARTICLES.get(number, {}).get("title", "已经撤下的文章"),
                "content_short": _ARTICLES.get(number, {}).get("content_short", ""),
                "display_time": _time(30 * (place + 1)),
                "author": {"display_name": "演示编辑"},
            },
        }
        for place, number in enumerate(numbers)
    ]
    advertisement = {"id": 77, "uri": f"{base}/wallstreetcn/promo/77", "title": "开户有礼", "display_time": _time(1)}
    return [*rows[:1], {"resource_type": "ad", "resource": advertisement}, *rows[1:]]


def _article(number: str, base: str) -> dict[str, Any]:
    found = _ARTICLES.get(int(number)) if number.isdigit() else None
    if found is None:
        return {"code": 60301, "message": "内容不存在或已被删除", "data": {}}
    place = list(_ARTICLES).index(int(number))
    text = {**found, "content": found["content"].replace("{base}", base)}
    own = {"id": int(number), "uri": f"{base}/wallstreetcn/articles/{number}", "display_time": _time(30 * (place + 1))}
    return _envelope({**own, **text, "audio_uri": ""})
