"""Lists and pages in the shape of 人民银行, and the JavaScript challenge before both."""

from typing import NamedTuple

from newsbot.demo.server import Answer, Request

STANZAS = """
[source.demo-pbc]
title = "演示央行-新闻"
spider = "pbc"
args = { endpoint = "$url/pbc/goutongjiaoliu/113456/113469/index.html" }
schedule = { every = "5m" }
page = "pbc_gov_cn"
allow_addresses = ["$address"]

[source.broken-pbc-challenge]
spider = "pbc"
args = { endpoint = "$url/pbc/challenge/index.html" }
schedule = { every = "5m" }
page = "pbc_gov_cn"
allow_addresses = ["$address"]
enabled = false

[source.broken-pbc-page]
spider = "pbc"
args = { endpoint = "$url/pbc/blocked/index.html" }
schedule = { every = "5m" }
page = "pbc_gov_cn"
allow_addresses = ["$address"]
enabled = false
"""


class Notice(NamedTuple):
    """A notice; ``old`` ones stand in the layout before ``#zoom``."""

    path: str
    title: str
    time: str
    lines: tuple[str, ...]
    old: bool = False


NOTICES = (
    Notice(
        "/pbc/goutongjiaoliu/113456/113469/9900001/index.html",
        "云州中心支行开展支付便利化专项行动，覆盖商户、交通与旅游场景",
        "2026-11-20 17:30:00",
        (
            "近日，云州中心支行组织辖内银行机构开展支付便利化专项行动，首批覆盖商户1.2万户。",
            "截至10月末，辖内重点商圈外卡受理率较年初提高18个百分点，交通枢纽实现全覆盖。",
            "下一步，该行将指导机构优化小额取现服务，并公布服务网点名录。",
        ),
    ),
    Notice(
        "/pbc/goutongjiaoliu/113456/113469/9900002/index.html",
        "公开市场业务交易公告 〔2026〕第901号",
        "2026-11-20 09:20:15",
        ("为保持银行体系流动性合理充裕，11月20日以利率招标方式开展了7天期逆回购操作，操作量为123亿元。",),
    ),
    Notice(
        "/pbc/goutongjiaoliu/113456/113469/9900003/index.html",
        "溪原市召开征信服务座谈会",
        "2026-11-19 16:05:00",
        ("座谈会介绍了征信查询渠道的变化，与会机构就异议处理时限提出建议。", "有关意见将在年内汇总答复。"),
        old=True,
    ),
)

CHALLENGE = b"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>
<noscript>Please enable JavaScript</noscript><script type="text/javascript">
var dynamicurl="/WZWSREL2dvdXRvbmc=";var wzwsquestion="invented";var wzwsfactor="9900";
document.cookie="wzwstemplate=MQ==";document.cookie="wzwschallenge=-1";document.cookie="wzwsconfirm=0";
window.location=dynamicurl;</script></body></html>"""

_HEAD = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">'


def answer(request: Request, base: str) -> Answer | None:
    """Answer a path below ``/pbc/``."""
    if request.path == "/pbc/goutongjiaoliu/113456/113469/index.html":
        return Answer(index(*((notice.path, notice) for notice in NOTICES)))
    if request.path == "/pbc/blocked/index.html":
        return Answer(index(("/pbc/blocked/9900009/index.html", NOTICES[0])))
    if request.path in ("/pbc/challenge/index.html", "/pbc/blocked/9900009/index.html"):
        return Answer(CHALLENGE)
    found = next((notice for notice in NOTICES if notice.path == request.path), None)
    return Answer(page(found)) if found else None


def index(*rows: tuple[str, Notice]) -> bytes:
    """A list; its links show titles cut, as the site's do."""
    shown = "".join(
        f'<tr><td height="22" align="left"><font class="newslist_style"><a href="{path}" onclick="void(0)"'
        f' target="_blank" title="{notice.title}" istitle="true">{notice.title[:18]}…</a></font>'
        f'<span class="hui12">{notice.time[:10]}</span></td></tr>'
        for path, notice in rows
    )
    return f"{_HEAD}<title>新闻</title></head><body><table>{shown}</table></body></html>".encode()


def page(notice: Notice) -> bytes:
    """A notice's page."""
    body = "".join(f"<p>　　{line}</p>" for line in notice.lines)
    text = f'<div class="xxy_text">{body}</div>' if notice.old else f'<td><div id="zoom">{body}</div></td>'
    return (
        f'{_HEAD}<meta name="ArticleTitle" content="{notice.title}"><title>{notice.title}</title></head><body>'
        f'<div class="header"><a href="/pbc/">首页</a> | <a href="/pbc/goutongjiaoliu/">沟通交流</a></div>'
        f'<table><tr><td><h2>{notice.title}</h2></td></tr><tr><td>字号 大 中 小 <span id="shijian">{notice.time}</span>'
        f' 打印本页 关闭窗口</td></tr><tr>{text}</tr></table><div class="footer">网站地图 联系我们</div></body></html>'
    ).encode()
