"""网易财经: a news flow of two JSONP files, and articles in three layouts."""

import json
from datetime import datetime, timedelta
from html import escape

from newsbot.demo.server import Answer, Request
from newsbot.demo.writer import NOW

STANZAS = """
[source.demo-netease]
title = "演示网易-财经"
spider = "netease"
args = { endpoint = "$url/netease" }
schedule = { every = "5m" }
page = "_163_com"
allow_addresses = ["$address"]

[source.broken-netease-renamed]
spider = "netease"
args = { endpoint = "$url/netease/renamed" }
page = "_163_com"
allow_addresses = ["$address"]
schedule = { every = "5m" }
enabled = false
"""

CLASSIC, QUOTED, POST, ACCOUNT = "AAAA000100258105", "AAAA000200258105", "AAAA000300258105", "AAAA000405198R3E"
"""Docids: 16 characters, the last eight the channel's."""

_PATHS = {
    CLASSIC: f"/26/1120/19/{CLASSIC}.html",
    QUOTED: f"/26/1120/17/{QUOTED}.html",
    POST: f"/money/article/{POST}.html",
    ACCOUNT: f"/v2/article/detail/{ACCOUNT}.html",
}
_HEADLINES = {
    CLASSIC: "云州外贸回暖 前十个月增长4.2%",
    QUOTED: '东湖钢铁称"不缺订单" 夜班重新排满',
    POST: "松江铜库存连续第三周下降",
    ACCOUNT: "北岭半导体的第二条曲线",
}
_FILES = {"": (CLASSIC, QUOTED), "_02": (POST, ACCOUNT)}
"""Number of a file -> what it lists. The third is missing: the flow has two."""

_CLASSIC_TEXT = """
<p class="otitle">（原标题：前十个月云州外贸增长4.2%）</p>
<p><!--StartFragment--></p>
<p>云州海关介绍，前十个月云州<a href="/keywords/5/1/59168d38/1.html" title="外贸">外贸</a>进出口增长4.2%。</p>
<p class="f_center"><img src="{base}/news/netease/w600h400/port.png" width="600" height="400"></p>
<p class="f_center"><span style="text-align: justify;">云州港三号码头。</span></p>
<div class="gg200x300"><div class="at_item right_ad_item" adtype="rightAd">云州酒业，<b>新品上市</b></div>
<a href="javascript:;" class="ad_hover_href"></a></div>
<p>其中，松<a href="http://money.163.com/baike/jiangtong/" title="财经人物_江桐">江铜</a>业出口增长12.6%。</p>
<div class="video-wrapper"><div class="video"><video controls="controls"><source src="http://flv.example.invalid/a.flv"
 >这里本该有一段录像.</video></div>
<p><a class="video-title">云州港航拍</a><span>（来源：演示视频）</span></p></div>
<p>“订单小了，可是多了。”一位货代说。</p>
<div class="special_tag_wrap"><div class="special_tag_ttl">延伸 · 推荐</div>
<p><a href="{base}/x">云州港扩建</a></p></div>
<pre datatype="specialtag" datavalue="推荐" style="display: none;" title="推荐"><p>云州港扩建工程开工。</p></pre>
<div class="related_article related_special"><h3>延伸阅读</h3><ul><li>云州港的一天</li></ul></div>
<p><!--EndFragment--></p>
"""
_QUOTED_TEXT = "<p>东湖钢铁董事长表示，公司“不缺订单”。</p><p>四季度的夜班已经重新排满。</p>"
_POST_TEXT = "<p>松江铜库存较上周减少1.4万吨，连续第三周下降。</p><p>贸易商称，现货升水扩大到每吨260元。</p>"
_ACCOUNT_TEXT = "<p>北岭半导体的第二条曲线，是给别人造设备。</p><p>这门生意的毛利率是41%。</p>"


def answer(request: Request, base: str) -> Answer | None:
    """The files of the flow and the pages; ``renamed`` is a flow whose rows have lost the names we know."""
    path = request.path.removeprefix("/netease")
    if path.startswith("/renamed/"):
        return _script('data_callback([{"headline":"云州","link":"http://a.example/1"}])')
    for number, docids in _FILES.items():
        if path == f"/special/00259BVP/news_flow_index{number}.js":
            return _flow(docids, base, utf8=not number)
    pages = {
        _PATHS[CLASSIC]: lambda: _classic(CLASSIC, _CLASSIC_TEXT.replace("{base}", base)),
        _PATHS[QUOTED]: lambda: _classic(QUOTED, _QUOTED_TEXT),
        _PATHS[POST]: _post,
        _PATHS[ACCOUNT]: _account,
    }
    return pages[path]() if path in pages else None


def _published(docid: str) -> datetime:
    return NOW - timedelta(minutes=50 * (list(_PATHS).index(docid) + 1), seconds=17)


def _script(text: str, encoding: str = "utf-8", declared: str = "utf-8") -> Answer:
    return Answer(text.encode(encoding), f"application/x-javascript; charset={declared}")


def _flow(docids: tuple[str, ...], base: str, *, utf8: bool) -> Answer:
    """A file with a comma after its last row; what it declares is the encoding it does not have."""
    rows = [
        {
            "title": _HEADLINES[docid],
            "digest": "",
            "docurl": f"{base}/netease{_PATHS[docid]}",
            "commenturl": "",
            "tienum": 0,
            "tlink": "",
            "label": "财经",
            "keywords": [{"akey_link": "http://news.163.com/keywords/0/0/1.html", "keyname": "云州"}],
            "time": f"{_published(docid):%m/%d/%Y %H:%M:%S}",
            "newstype": "article",
            "channelname": "caijing",
            "imgurl": "",
        }
        for docid in docids
    ]
    text = "".join(json.dumps(row, ensure_ascii=False) + "," for row in rows)
    encodings = ("utf-8", "GBK") if utf8 else ("gbk", "UTF-8")
    return _script(f"data_callback([{text}])", *encodings)


def _classic(docid: str, text: str) -> Answer:
    headline, at = _HEADLINES[docid], _published(docid)
    metas = "".join(
        f'<meta {name} content="{content}">'  # as the site writes them: a quotation mark in the headline ends the value
        for name, content in (
            ('name="keywords"', "云州,外贸"),
            ('name="description"', headline),
            ('name="author"', "网易"),
            ('property="og:title"', headline),
            ('property="og:description"', headline),
            ('property="article:author"', "网易"),
            ('property="article:published_time"', f"{at.isoformat()}"),
        )
    )
    return _html(
        f'<!DOCTYPE html><html id="ne_wrap" data-publishtime="{at:%Y-%m-%d %H:%M:%S}"><head><meta charset="utf-8">'
        f"<title>{escape(headline)}_网易财经</title>{metas}</head><body>"
        f'<div class="post_content_main" id="epContentLeft"><h1>{escape(headline)}</h1>'
        f'<div class="post_time_source">{at:%Y-%m-%d %H:%M:%S}\u3000来源: '
        f'<a id="ne_article_source" href="http://#" target="_blank">云州日报</a><a class="post_jubao">举报</a></div>'
        f'<div class="post_body"><div class="post_topshare_wrap"><a class="post_cnum_tie">326</a>分享到：微信</div>'
        f'<div class="post_text" id="endText">{text}<div class="ep-source cDGray"><span class="left">'
        f'<a href="http://money.163.com/"><img src="/end_money.png" alt="何雁" width="13" height="12" class="icon"></a>'
        f' 本文来源：云州日报 </span><span class="ep-editor">责任编辑：何雁_NF1234</span></div></div>'
        f'<div class="post_btmshare">分享到：微信<p>用微信扫码二维码</p></div></div>'
        f'<div class="post_comment"><p>以下留言由读者写成，与编辑部的看法无关。</p></div></div></body></html>'
    )


def _post() -> Answer:
    headline, at = _HEADLINES[POST], _published(POST)
    return _html(
        f'<!DOCTYPE html><html id="ne_wrap"><head><meta charset="utf-8"><title>{headline}_网易财经</title></head><body>'
        f'<div class="post_main"><h1 class="post_title">{headline}</h1><div class="post_info"> {at:%Y-%m-%d %H:%M:%S}'
        f'\u3000来源: <a href="#">云州证券报</a> <a class="post_jubao">举报</a></div><div id="content">'
        f'<div class="post_body">{_POST_TEXT}</div></div></div></body></html>'
    )


def _account() -> Answer:
    headline, at = _HEADLINES[ACCOUNT], _published(ACCOUNT)
    page = (
        f'<!DOCTYPE html><html><head><meta charset="gbk"><title>{headline}_网易号</title></head><body>'
        f'<div class="article_title"><h2>{headline}</h2></div><div class="share_box">{at:%Y-%m-%d} · 云州产业观察</div>'
        f'<div id="content">{_ACCOUNT_TEXT}</div></body></html>'
    )
    return Answer(page.encode("gbk"), "text/html; charset=GBK")


def _html(page: str) -> Answer:
    return Answer(page.encode())
