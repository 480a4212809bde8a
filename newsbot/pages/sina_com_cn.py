"""新浪: finance, news, tech, ent and sports articles, self-media, slides and mobile pages.

The layouts are versions of one template with the same ids, so one class reads all of them.
"""

import html
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, ClassVar

import lxml.html
from lxml.etree import XPath
from web_poet import field, handle_urls

from newsbot import dates
from newsbot.extract import dom
from newsbot.extract.byline import editor_names
from newsbot.extract.dom import css, one_line
from newsbot.extract.rules import GENERAL, CleanRules
from newsbot.finance.symbols import from_sina
from newsbot.items import Address, TickerMention
from newsbot.pages import sina_slides
from newsbot.pages.base import ArticlePage
from newsbot.pages.sina_rules import SINA

_TITLES = tuple(map(css, ("h1.main-title", "#artibodyTitle", "#main_title", "h1.art_tit_h1")))
_TIMES = tuple(
    map(css, ("div.date-source span.date", "#pub_date", "#navtimeSource", "span.time-source", "span.titer", "div.titer",
              "time.art_time", "time.weibo_time"))
)  # fmt: skip
_SOURCES = tuple(
    map(css, ("div.date-source a.source", "div.date-source span.source", "a.ent-source", "span.ent-source",
              "span.source-nolink a", "#media_name a", "#media_name", "span[data-sudaclick=media_name]",
              "a[data-sudaclick=media_name]", "cite.art_cite", "#art_source"))
)  # fmt: skip
_BREADCRUMBS = tuple(map(css, ("div.channel-path a", "#lo_links a", "div.blkBreadcrumbLink a", "div.breadcrumb a")))
_BODIES = tuple(map(css, ("#artibody", "#article", "section.art_content", "div.art_content", "article.art_content")))
_WORD_LIST = XPath("id('keywords')/@data-wbkey")
_WORD_LINKS = css("div.keywords a")
_EDITOR = css("p:is(.article-editor, .show_author, .art_editor)")
_CANONICAL = XPath("string(/descendant::link[@rel='canonical']/@href)")
_COMMENTS = XPath("//comment()")
_SPANS = XPath(".//span[starts-with(@id, 'stock_') or starts-with(@id, 'usstock_') or starts-with(@id, 'hkstock_')]")
_TITLE = XPath("string(//title)")

_DOCID = re.compile(r"(?<![a-z])([a-z]{7}\d{7})(?!\d)")
_DOCID_IN_SCRIPT = re.compile(r"(?:newsid\s*:\s*['\"]|[?&]id=)comos[-:]([a-z]{7}\d{7})")
_DOCID_IN_URL = re.compile(r"(?:doc-i|detail-i|zl-i|comos[-:])([a-z]{7}\d{7})")
_OLD_ID = re.compile(r":(\d+-\d+-\d+)$")
_PAGE_DAY = re.compile(r"pagepubtime\s*:\s*['\"](\d{4}-\d\d-\d\d)")
_DAY_IN_URL = re.compile(r"/(\d{4}-\d\d-\d\d)/")
_COLUMN = re.compile(r"\s*栏目名：\s*\d+\s+(\S+)")
_TITLE_TAIL = re.compile(r"(?:[|｜][^_]*)?_(?:新浪|手机新浪)[^_]*(?:_新浪网|_手机新浪网)?$")
_MAX_TITLE, _MAX_SPANS = 500, 500
"""Characters and stock spans looked at: far more than real pages have, few enough for a hostile one."""
_MOBILE = re.compile(r"url=(.+)", re.IGNORECASE)
_CHANNEL_WORDS = frozenset((
    "新闻", "财经", "股票", "科技", "体育", "娱乐", "军事", "社会", "国内", "国际", "汽车", "房产", "教育", "时尚",
))  # fmt: skip
_KEYWORD_COMMENT = re.compile(r"\s*news_keyword_pub\s*,(.*)", re.DOTALL)


@handle_urls(["sina.com.cn", "sina.cn"])
class SinaArticlePage(ArticlePage):
    """An article of any Sina channel, desktop since about 2012 or mobile, or a slide show."""

    parser: ClassVar[str] = "sina_com_cn/1"
    rules: ClassVar[CleanRules] = CleanRules((*SINA, *GENERAL))
    marks: ClassVar[re.Pattern[bytes] | None] = re.compile(
        rb"SINA_TEXT_PAGE_INFO|news_keyword_pub,|<!--\s*publish_helper|name=.?publishid\b|id=.?artibody\b|comos-[a-z]{7}\d{7}|_\xe6\x96\xb0\xe6\xb5\xaa\xe7\xbd\x91</title>"
    )
    sites: ClassVar[tuple[str, ...]] = ("sina.com.cn", "sina.cn")

    @cached_property
    def _comments(self) -> list[str]:
        return [comment.text or "" for comment in dom.comments(_COMMENTS, self.tree)]

    @cached_property
    def _slides(self) -> dict[str, Any]:
        return sina_slides.find(self.text)

    @property
    def addresses(self) -> list[Address]:
        """``rel=canonical`` (only mobile pages have it), ``og:url`` and the mobile page."""
        return list(self._addresses)

    @cached_property
    def _addresses(self) -> list[Address]:
        mobile = _MOBILE.search(self.meta.get("mobile-agent", ""))
        return self.own_addresses([self.first(_CANONICAL), self.meta.get("og:url")], [mobile and mobile[1]])

    @field
    def source_id(self) -> str | None:
        """The bare docid (seven letters, seven digits), or the number triple of old pages."""
        meta = self.meta
        for name in ("publishid", "comment"):
            if match := _DOCID.search(meta.get(name, "")):
                return match[1]
        for text in (self.text, self.page_url or "", self.url):
            if match := _DOCID_IN_SCRIPT.search(text) if text is self.text else _DOCID_IN_URL.search(text):
                return match[1]
        old = _OLD_ID.search(meta.get("comment", ""))
        return old[1] if old else None

    @field
    def headline(self) -> str | None:
        """The headline over the text, never the site name that news pages set as first ``h1``."""
        shown = self.first(*_TITLES) or self.meta.get("og:title") or sina_slides.text(self._slides, "title")
        return shown or _TITLE_TAIL.sub("", (self.first(_TITLE) or "")[:_MAX_TITLE]) or None

    @cached_property
    def _published(self) -> tuple[str | None, str | None]:
        """Time and the text it was read from. The visible minute counts; ``create_at`` knows its second."""
        meta = self.meta
        created_raw = meta.get("weibo: article:create_at", "")
        created = dates.parse(created_raw, self.wall_zone)
        for path in _TIMES:
            for raw in self.all(path):
                shown = dates.parse(raw, self.wall_zone)
                if shown and created and (created[:16] == shown[:16] or created_raw[:10] == shown):
                    return created, raw
                if shown:
                    return shown, raw
        for raw in self._hidden_times():
            if text := dates.parse(raw, self.wall_zone):
                return text, raw
        return None, None

    def _hidden_times(self) -> Iterator[str]:
        """What is left where no time is shown, best first; the last two are days."""
        yield self.meta.get("weibo: article:create_at", "")
        yield self.meta.get("article:published_time", "")
        yield sina_slides.text(self._slides, "createtime")
        for found in (_PAGE_DAY.search(self.text), _DAY_IN_URL.search(self.page_url or self.url)):
            if found:
                yield found[1]

    @field
    def date_modified(self) -> str | None:
        """``update_at``; ``published_time`` is when a copy was rendered, which says nothing."""
        meta = self.meta
        return dates.parse(meta.get("weibo: article:update_at") or meta.get("article:modified_time"), self.wall_zone)

    @field
    def publisher(self) -> str | None:
        """来源 as shown; the metas are its copy and often empty."""
        meta = self.meta
        shown = self.first(*_SOURCES) or meta.get("mediaid") or meta.get("article:author")
        return re.sub(r"^(?:来源[:：]\s*)|\s*微博$", "", shown) or None if shown else None

    @field
    def editor(self) -> str | None:
        """责任编辑, also where the line stands outside the article node."""
        names = [name for text in self.all(_EDITOR) for name in editor_names(text)]
        return ",".join(dict.fromkeys(names)) or None

    @field
    def section(self) -> str | None:
        """The last channel of the breadcrumb, else the column the page was published in."""
        for path in _BREADCRUMBS:
            links = [link for link in self.all(path) if link != "正文"]
            if links:
                return links[-1]
        return next((match[1] for comment in self._comments if (match := _COLUMN.match(comment))), None)

    @field
    def keywords(self) -> list[str]:
        """The tags; ``meta keywords`` only where it is not the headline, which it becomes without tags."""
        if tags := _words(self.meta.get("tags", "")):
            return tags
        if words := _words(",".join(self.all(_WORD_LIST))):
            return words[:-1] if words[-1] in _CHANNEL_WORDS else words
        if links := self.all(_WORD_LINKS):
            return list(dict.fromkeys(links))
        words = _words(self.meta.get("keywords", ""))
        title = re.sub(r"\W", "", self.headline or "")
        return [] if re.sub(r"\W", "", "".join(words)) == title else words

    @field
    def description(self) -> str | None:
        """The teaser, not the headline that ``og:description`` repeats."""
        meta = self.meta
        found = (meta.get(name) for name in ("description", "og:description"))
        return next((text for text in found if text and text != self.headline), None)

    @field
    def in_language(self) -> str | None:
        """All of Sina is Chinese."""
        return "zh-CN"

    @cached_property
    def _body(self) -> lxml.html.HtmlElement | None:
        for path in _BODIES:
            for node in dom.elements(path, self.tree):
                if one_line(node.text_content()) or node.find(".//img") is not None:
                    return node
        return None

    @field
    def article_body_html(self) -> str | None:
        """``#artibody`` or its likes; on old pages what the publishing comments enclose; else the slides."""
        node = self._body
        if node is not None:
            return str(lxml.html.tostring(node, encoding="unicode", with_tail=False))
        return self._between_helpers() or sina_slides.body(self._slides)

    def _between_helpers(self) -> str | None:
        """The longest part between the comments ``publish_helper`` and ``publish_helper_end``."""
        parts: list[str] = []
        for start in dom.comments(_COMMENTS, self.tree):
            if not (start.text or "").strip().startswith("publish_helper "):
                continue
            part = [html.escape(start.tail or "")]
            for node in start.itersiblings():
                name = "" if isinstance(node.tag, str) else (node.text or "").strip()
                if name.startswith("publish_helper"):
                    parts += ["".join(part)] if name.startswith("publish_helper_end") else []
                    break
                part.append(str(lxml.html.tostring(node, encoding="unicode")))
        return max(parts, key=len, default=None)

    @field
    def tickers(self) -> list[TickerMention]:
        """From the stock spans (nested for an index with two codes) and the comment that lists all of them."""
        mentions = []
        body = self._body
        for span in dom.elements(_SPANS, body if body is not None else self.tree)[:_MAX_SPANS]:
            market, _, code = (span.get("id") or "").partition("_")
            symbol = from_sina(code, market)
            if symbol:
                mentions.append(TickerMention(symbol, _surface(span) or code, "markup"))
        for comment in self._comments:
            if match := _KEYWORD_COMMENT.match(comment):
                mentions += _listed(match[1])
        return mentions


def _surface(span: lxml.html.HtmlElement) -> str:
    """The name a stock span encloses; an empty one (the second code of an index) shares that of the span around."""
    for node in (span, *span.iterancestors("span")):
        for link in node.iter("a"):
            if name := one_line(link.text_content()):
                return name
    return one_line(span.text_content())


def _listed(text: str) -> list[TickerMention]:
    """``stock,sh601162&sh601298`` or ``usstock,JPM&BLK``; several pairs may follow each other."""
    mentions: list[TickerMention] = []
    market = ""
    for part in text.split(","):
        if part.strip().endswith("stock"):
            market = part.strip()
            continue
        symbols = ((from_sina(code, market), code.strip()) for code in part.split("&"))
        mentions += [TickerMention(symbol, code, "markup") for symbol, code in symbols if symbol]
    return mentions


def _words(text: str) -> list[str]:
    return list(dict.fromkeys(word for part in re.split(r"[,，;；]", text) if (word := one_line(part))))
