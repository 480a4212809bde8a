"""Pages of the invented stories in Sina's layouts: story -> bytes. The frames are in templates/."""

import json
from dataclasses import replace
from datetime import timedelta
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from newsbot.demo import markup
from newsbot.demo.story import Story
from newsbot.demo.writer import mobile_path

BOILERPLATE = (
    "海量资讯、精准解读",
    "百万用户都在看",
    "责任编辑",
    "股民福利来了",
    "立即期货开户",
    "金麒麟分析师研报",
    "安装新浪财经客户端",
    "自选股 数据中心",
    "相关新闻",
    "点击加载更多",
    "我要反馈",
    "文章关键词",
    "新浪声明",
    "免责声明",
    "特别声明",
    "原标题",
    "快来新浪众测",
    "视频-",
    "股吧",
    "缩小字体",
    "appendQr",
)
"""Strings that stand on pages of the demo site and belong to no article's body."""


@cache
def template(name: str) -> Template:
    """A file of templates/, with ``$name`` slots."""
    return Template(files("newsbot.demo").joinpath("templates", f"{name}.html").read_text(encoding="utf-8"))


def page(story: Story, base: str) -> tuple[str, bytes]:
    """(Content-Type, body) of a story's page; ``base`` is the site's address, without a slash at its end."""
    html = template(_FRAMES.get(story.layout, story.layout)).substitute(_slots(story, base))
    if story.layout == "old":
        return "text/html", html.encode("gbk")  # declared as gb2312, in the page only, as the old pages are
    return "text/html; charset=utf-8", html.encode()


def mobile_page(story: Story, base: str) -> tuple[str, bytes]:
    """(Content-Type, body) of a story's mobile page."""
    return page(replace(story, layout="mobile"), base)


_FRAMES = {"bare": "finance"}
_OF_MINUTE = "%Y年%m月%d日 %H:%M"


def _slots(story: Story, base: str) -> dict[str, str]:
    words = ",".join(story.keywords)
    codes = markup.keyword_comment(story).split(",")[-1].removesuffix(" -->").strip()
    visible = f"{story.published:{_OF_MINUTE}}"
    return {
        "base": base,
        "url": base + story.path,
        "mobile_url": base + mobile_path(story),
        "docid": story.docid,
        "day": f"{story.published:%Y-%m-%d}",
        "published_at": f"{story.published:%Y-%m-%d %H:%M:%S}",
        "created": f"{story.published:%Y-%m-%d %H:%M:%S}",
        "iso": story.published.isoformat(),
        "date": visible.replace(" ", "") if story.layout == "tech" else visible,
        "headline": escape(story.headline),
        "description": escape(_description(story)),
        "publisher": escape(story.publisher),
        "source": _source(story, base),
        "section": escape(story.section),
        "metas": _metas(story, base),
        "body": markup.body(story, base),
        "tail": markup.tail(story, base),
        "editor": story.editor,
        "editor_code": story.editor_code,
        "keywords": _keywords(story, base),
        "keyword_links": markup.links(story.keywords, base),
        "keyword_list": escape(words),
        "first_keyword": escape(story.keywords[0] if story.keywords else ""),
        "wbkey": escape(f"{words},新闻"),
        "stock_codes": codes,
        "slide_data": _slide_data(story, base) if story.layout == "slides" else "",
    }


def _description(story: Story) -> str:
    return "".join(story.body)[:60]


def _source(story: Story, base: str) -> str:
    name, attributes = escape(story.publisher), 'class="source ent-source"'
    if int(story.docid[-2]) % 2 and story.layout != "news":
        return f"<span {attributes}>{name}</span>"
    attributes += ' data-sudaclick="content_media_p" rel="nofollow"'
    return f'<a href="{base}/media" target="_blank" {attributes}>{name}</a>'


def _keywords(story: Story, base: str) -> str:
    """Finance pages of two ages: with ``#keywords[data-wbkey]``, or without an id."""
    if not story.keywords:
        return "<!-- 关键词begin -->\n<!-- 关键词end -->"
    of_age = f' id="keywords" data-wbkey="{escape(",".join(story.keywords))}"' if int(story.docid[-1]) % 2 else ""
    label = "<label>文章关键词：</label>"
    links = markup.links(story.keywords, base)
    return f'<div class="keywords"{of_age} data-sudaclick="content_keywords_p">{label}\n{links}</div>'


def _metas(story: Story, base: str) -> str:
    """The head of a page, in the order of the real ones; ``story.meta`` changes single contents."""
    words, docid, desk = ",".join(story.keywords), story.docid, "gn" if story.layout == "news" else "cj"
    title = "|".join([story.headline, *story.keywords[:2]])
    mobile = base + mobile_path(story)
    suffix = {"news": "_新浪新闻", "tech": "_互联网_新浪科技_新浪网"}.get(story.layout, "_新浪财经_新浪网")
    tags = [
        ("name", "sudameta", f"urlpath:{story.path[1:].split('/20')[0]}/; allCIDs:56673,257,51894,56409,258,57045"),
        ("title", "", title + suffix),
        ("name", "keywords", words or story.headline),
        ("name", "tags", words),
        ("name", "description", _description(story)),
        ("property", "og:type", "news"),
        ("property", "og:title", story.headline),
        ("property", "og:description", story.headline),
        ("property", "og:url", base + story.path),
        ("property", "og:image", base + story.images[0].path if story.images else f"{base}{markup.QR_PATH}"),
        ("name", "weibo: article:create_at", f"{story.published:%Y-%m-%d %H:%M:%S}"),
        ("name", "weibo: article:update_at", f"{story.updated:%Y-%m-%d %H:%M:%S}" if story.updated else None),
        ("name", "stencil", "PGLS000526"),
        ("name", "publishid", docid),
        ("name", "comment", f"{desk}:comos-{docid}"),
        ("name", "sudameta", f"comment_channel:{desk};comment_id:comos-{docid}"),
        ("name", "mediaid", story.publisher),
        ("name", "sudameta", "sinaog:0"),
        ("name", "mobile-agent", f"format=html5; url={mobile}"),
        ("name", "mobile-agent", f"format=xhtml; url={mobile}"),
        ("name", "mobile-agent", f"format=wml; url={mobile}"),
        ("property", "article:published_time", _published_meta(story)),
        ("property", "article:author", story.publisher),
        ("name", "sudameta", f"dataid:comos:{docid}"),
    ]
    absent = {"weibo: article:create_at", "weibo: article:update_at"} if story.layout == "tech" else set()
    return "\n".join(
        f"<title>{escape(content)}</title>"
        if kind == "title"
        else f'<meta {kind}="{name}" content="{escape(story.meta.get(name, content))}">'
        for kind, name, content in tags
        if content is not None and name not in absent
    )


def _published_meta(story: Story) -> str:
    """Usually what the page shows, sometimes a little later: the visible time is the one to trust."""
    late = (0, 0, -1, 79, 300, 10080)[int(story.docid[-3]) % 6]
    return (story.published + timedelta(seconds=late)).isoformat()


def _slide_data(story: Story, base: str) -> str:
    """The slides as an inline JSON object."""
    images = [
        {
            "title": story.headline,
            "intro": intro,
            "thumb_50": f"{base}{picture.path}",
            "image_url": f"{base}{picture.path}",
            "download_img": f"{base}{picture.path}",
            "createtime": f"{story.published:%Y年%m月%d日 %H:%M}",
            "id": str(number + 1),
        }
        for number, (intro, picture) in enumerate(zip(story.body, story.images, strict=True))
    ]
    slide = {"title": story.headline, "createtime": f"{story.published:%Y年%m月%d日 %H:%M}", "url": base + story.path}
    text = json.dumps({"slide": slide, "images": images, "next_album": {"url": f"{base}/"}}, ensure_ascii=False)
    return text.replace("</", "<\\/")
