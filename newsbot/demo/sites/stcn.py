"""证券时报: flashes for scripts only, article lists as HTML fragments, pages in today's layout and that of 2019."""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from html import escape
from typing import Any

from newsbot.demo.server import Answer, Request, conditional
from newsbot.demo.story import Story
from newsbot.demo.writer import BEIJING, NOW, write

STANZAS = """
[source.demo-stcn-flash]
title = "演示证券时报-快讯"
spider = "stcn_flash"
args = { endpoint = "$url/stcn/article/list.html" }
schedule = { every = "5m" }
page = "stcn_com"
allow_addresses = ["$address"]

[source.demo-stcn-list]
title = "演示证券时报-要闻"
spider = "stcn_list"
args = { endpoint = "$url/stcn/article/list.html", type = "yw" }
schedule = { every = "5m" }
page = "stcn_com"
allow_addresses = ["$address"]

[source.broken-stcn-html]
spider = "stcn_flash"
args = { endpoint = "$url/stcn/page/article/list.html" }
schedule = { every = "5m" }
page = "stcn_com"
allow_addresses = ["$address"]
enabled = false
"""

ROWS = 2
"""Flashes of an answer."""


@dataclass(frozen=True)
class Flash:
    """A row of the flash list; ``seconds``: its ``time`` is in seconds, as it was once, not in milliseconds."""

    id: int
    title: str
    content: str
    minutes: int
    tags: tuple[tuple[str, str], ...] = ()
    seconds: bool = False


FLASHES = (
    Flash(9900103, "岭云动力：十一月销量同比增长12%",
          "人民财讯11月20日电，岭云动力公告，十一月前两旬销量同比增长12%，出口占比升至三成。", 9,
          (("新能源车", ""), ("岭云动力", "sz309032"))),
    Flash(9900102, "泊江海关：前十月进出口总值增长3.8%",
          "人民财讯11月20日电，泊江海关今日公布，前十月进出口总值2106亿元，同比增长3.8%。", 34,
          (("外贸", ""),), seconds=True),
    Flash(9900101, "晴岚家电：一处生产基地恢复生产",
          "人民财讯11月20日电，晴岚家电在互动平台表示，曲溪生产基地已全面恢复生产。", 71,
          (("晴岚家电", "sz009044"),)),
)  # fmt: skip
"""Newest first."""
OLD = Story(
    docid="15000001",
    path="/stcn/2019/1125/15000001.shtml",
    headline="云州港外贸航线增加",
    lines=("证券时报e公司讯，云州港11月25日在互动平台表示，公司今年新增外贸航线三条，外贸箱量占比升至38%。",),
    published=datetime(2019, 11, 25, 9, 20, tzinfo=BEIJING),
    publisher="证券时报网",
    authors=("白露",),
)


@cache
def stories() -> tuple[Story, ...]:
    """The articles in today's layout, newest first."""
    return tuple(_story(number) for number in range(3))


def _story(number: int) -> Story:
    story = write(f"stcn {number}", NOW - timedelta(minutes=41 * number + 12), pictures=int(number == 1))
    docid = str(9900200 - number)
    path = f"/stcn/article/detail/{docid}.html"
    return replace(story, docid=docid, path=path, publisher="证券时报", authors=("江一帆", "孟晓")[: number + 1])


def answer(request: Request, base: str) -> Answer | None:
    """The lists and the pages; the list below ``page`` is one for readers, whoever asks."""
    name = request.path.removeprefix("/stcn/")
    if name == "page/article/list.html":
        return Answer(_reader_page())
    if name == "article/list.html":
        if request.query.get("type") != "kx":
            return conditional(request, Answer(_fragment().encode()), NOW)
        if request.headers.get("x-requested-with") != "XMLHttpRequest":
            return Answer(_reader_page())
        rows = _rows(request.query.get("page_time"))
        body = json.dumps({"state": 1, "data": rows}, ensure_ascii=False).encode()
        return conditional(request, Answer(body, "application/json; charset=utf-8"), NOW)
    if request.path == OLD.path:
        return Answer(_old_page(OLD))
    story = next((story for story in stories() if story.path == request.path), None)
    return Answer(_page(story, base)) if story else None


def _time(flash: Flash) -> int:
    return int((NOW - timedelta(minutes=flash.minutes)).timestamp())


def _rows(page_time: str | None) -> list[dict[str, Any]]:
    """The flashes older than the cursor; at the end of the list the last ones again, as the site does."""
    older = [flash for flash in FLASHES if not page_time or _time(flash) < int(page_time)]
    return [
        {
            "id": str(flash.id),
            "url": f"/stcn/article/detail/{flash.id}.html",
            "title": f"【{flash.title}】",
            "content": flash.content,
            "source": "人民财讯",
            "time": _time(flash) * (1 if flash.seconds else 1000),
            "show_time": str(_time(flash)),
            "pageTime": str(_time(flash)),
            "isRed": 0,
            "tags": [[{"title": name, **({"stock_code": code} if code else {})}] for name, code in flash.tags],
            "share": {"image": ""},
        }
        for flash in (older or FLASHES[-1:])[:ROWS]
    ]


def _fragment() -> str:
    rows = "".join(
        f'<li><div class="content"><div class="tt"><a href="{story.path}">{escape(story.headline)}</a></div>'
        f'<div class="text ellipsis-2"><a href="{story.path}">{escape(story.body[0])}</a></div>'
        f'<div class="info"><span>{story.publisher}</span><span>{story.published:%H:%M}</span></div></div></li>'
        for story in (*stories(), OLD)
    )
    topic = '<li><div class="tt"><a href="/stcn/special/index.html">专题：港口与航运</a></div></li>'
    return f'<ul class="list infinite-list">{rows}{topic}</ul>'


def _reader_page() -> bytes:
    rows = "".join(f"<li><div class=t>{flash.title}</div></li>" for flash in FLASHES)
    head = "<!DOCTYPE html><html><head><title>快讯 证券时报网</title></head>"
    return f"{head}<body><ul>{rows}</ul></body></html>".encode()


def _page(story: Story, base: str) -> bytes:
    pictures = "".join(f'<p><img src="{base}{image.path}" alt=""></p>' for image in story.images)
    first, *others = (f"<p>{escape(line)}</p>" for line in story.body)
    tags = "".join(f"<div>{word}</div>" for word in story.keywords)
    return f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(story.headline)}</title>
<meta name="keywords" content="{escape(",".join(story.keywords))}"></head><body><div class="detail">
<div class="detail-title">{escape(story.headline)}</div><div class="detail-info"><span>来源：{story.publisher}</span>
<span>作者：{" ".join(story.authors)}</span> <span>{story.published:%Y-%m-%d %H:%M}</span></div>
<div class="detail-content">{first}{pictures}{"".join(others)}<p>责任编辑：{story.editor}</p></div>
<div class="detail-content-tags">{tags}</div>
<div class="detail-statement">声明：证券时报力求信息真实、准确，文章提及内容仅供参考，不构成实质性投资建议</div></div>
<div class="related">{_fragment()}</div></body></html>""".encode()


def _old_page(story: Story) -> bytes:
    """The whole article is one text node beside no ``<p>``."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="referrer" content="never">
<title>{story.headline}_证券时报网 </title></head><body><div class="intal_tit"><h2>{story.headline}</h2>
<div class="info">{story.published:%Y-%m-%d %H:%M}<span>来源：{story.publisher}</span>
<span>作者：{story.authors[0]}</span></div></div>
<div class="txt_con" id="ctrlfscont">
{story.body[0]}
</div></body></html>""".encode()
