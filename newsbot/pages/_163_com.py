"""网易: articles of 网易财经 and its sister channels since about 2012, and of 网易号."""

import re
from functools import cached_property
from typing import ClassVar

import lxml.html
from lxml.etree import XPath
from web_poet import field, handle_urls

from newsbot.extract.dom import css, drop_tags, elements
from newsbot.extract.rules import GENERAL, CleanRules, Rule
from newsbot.pages.site import SitePage

_CUT = XPath("//meta[@name='description' or @property='og:description'][count(@*) > 2]")
_TITLE = XPath("string(//title)")
_DOCID = re.compile(r"/([A-Z0-9]{16})\.html")
_SECTION = re.compile(r"_网易(\w{2,4})$")
_AUTO_LINKS = XPath(".//a[contains(@href, '/keywords/') or contains(@href, '163.com/baike/')]")
_PICTURES = XPath(".//p[contains(concat(' ', @class, ' '), ' f_center ')][.//img]")
_SHARE_BOX = css(".share_box")
_INFO = XPath("//*[@class='post_info']/text()")
_INFO_LINK = XPath("//*[@class='post_info']/a[not(contains(@class, 'post_jubao'))]")
_ACCOUNT = re.compile(r"\d{4}-\d\d-\d\d[^·]{0,20}·\s*(\S{1,40})")
_SOURCE = re.compile(r"来源[:：]\s*(\S{1,40})")

_RULES = CleanRules((
    Rule("remove", ".gg200x300, .post_end_ad", "advertisements, some in the middle of the text"),
    Rule("remove", ".video-wrapper", "video player with its title and a line for browsers without video"),
    Rule("remove", "pre[datatype=specialtag], .special_tag_wrap, .related_article, .related_special",
         "teasers of other articles, shown and hidden"),
    Rule("remove", ".ep-source .left", "icon and 本文来源 before the editor, on one line with it"),
    Rule("remove", ".post_btmshare, .post_topshare_wrap, .post_size_ctrl, .post_comment", "share boxes, comments"),
    Rule("remove", ".nph_photo, .nph_photo_ctrl, .nvt_vote_2, .demoBox, .hidden", "galleries and votes of older pages"),
    *GENERAL,
))  # fmt: skip


class _NeteasePage(SitePage):
    """What the layouts have in common: their metas, written by a template that does not escape quotation marks."""

    rules: ClassVar[CleanRules] = _RULES
    sites: ClassVar[tuple[str, ...]] = ("163.com",)
    language: ClassVar[str | None] = "zh-CN"

    @field
    def source_id(self) -> str | None:
        """The docid: 16 characters of the address, the last eight the channel's."""
        found = _DOCID.search(self.page_url or self.url)
        return found[1] if found else None

    @field
    def description(self) -> str | None:
        """The teaser, unless a quotation mark in it has cut it."""
        return None if elements(_CUT, self.tree) else super().description

    # What follows is on no page outside the text, where the cleaning finds it; a look at the whole page for each would
    # take longer than everything else.

    @field
    def authors(self) -> list[str]:
        """Empty here: the metas name 网易 whoever wrote it."""
        return []

    @field
    def date_modified(self) -> str | None:
        """``None``: the site does not tell."""
        return None

    @field
    def section(self) -> str | None:
        """The channel at the end of ``<title>``."""
        found = _SECTION.search((self.first(_TITLE) or "")[-20:])
        return found[1] if found else super().section

    @cached_property
    def body_node(self) -> lxml.html.HtmlElement | None:
        """The article node with its captions as such, and without the links the site sets on any word it knows."""
        node = super().body_node
        if node is not None:
            drop_tags(elements(_AUTO_LINKS, node), node)
            for paragraph in elements(_PICTURES, node):
                _add_caption(paragraph)
        return node


@handle_urls("163.com")
class NeteasePage(_NeteasePage):
    """The layout of news.163.com, money.163.com … until about 2020."""

    parser: ClassVar[str] = "_163_com/2"
    marks: ClassVar[re.Pattern[bytes] | None] = re.compile(
        rb"""id=["']?ne_article_source|class=["']?(?:post_time_source|ep-time-soure)\b"""
    )
    headlines: ClassVar[tuple[XPath, ...]] = (css("#epContentLeft h1"), css("#h1title"))
    times: ClassVar[tuple[XPath, ...]] = (
        XPath("id('epContentLeft')/div[contains(@class, 'post_time_source')]/text()"),
        XPath("/html/@data-publishtime"),
        XPath("//*[contains(@class, 'ep-time-soure')]/text()"),
    )
    sources: ClassVar[tuple[XPath, ...]] = (css("#ne_article_source"),)
    editors: ClassVar[tuple[XPath, ...]] = (css("#endText .ep-editor"),)
    bodies: ClassVar[tuple[XPath, ...]] = (css("#endText"),)


class NeteasePostPage(_NeteasePage):
    """The layout after it, ``www.163.com/<channel>/article/<docid>.html``, known from other programs only."""

    parser: ClassVar[str] = "_163_com/3"
    marks: ClassVar[re.Pattern[bytes] | None] = re.compile(
        rb"""class=["']?post_info["']?[^>]{0,80}>\s*\d{4}-\d\d-\d\d \d\d:\d\d"""
    )
    headlines: ClassVar[tuple[XPath, ...]] = (css(".post_title"),)
    times: ClassVar[tuple[XPath, ...]] = (_INFO, XPath("/html/@data-publishtime"))
    sources: ClassVar[tuple[XPath, ...]] = (_INFO_LINK,)
    editors: ClassVar[tuple[XPath, ...]] = (css(".ep-editor"),)
    bodies: ClassVar[tuple[XPath, ...]] = (css(".post_body"), css("#endText"))

    @field
    def publisher(self) -> str | None:
        """来源, a link or bare text in the line of the time."""
        bare = (found[1] for line in self.all(_INFO) if (found := _SOURCE.search(line)))
        return next(bare, None) or super().publisher


class NeteaseAccountPage(_NeteasePage):
    """网易号, ``dy.163.com``: written by account holders; of the time only the day is shown."""

    parser: ClassVar[str] = "_163_com/1"
    marks: ClassVar[re.Pattern[bytes] | None] = re.compile(rb"""class=["']?article_title\b[^<>]{0,80}>\s*<h2\b""")
    headlines: ClassVar[tuple[XPath, ...]] = (css(".article_title h2"),)
    times: ClassVar[tuple[XPath, ...]] = (_SHARE_BOX,)
    bodies: ClassVar[tuple[XPath, ...]] = (css("#content"),)

    @field
    def publisher(self) -> str | None:
        """The account, behind the day."""
        found = _ACCOUNT.search(self.first(_SHARE_BOX) or "")
        return found[1] if found else super().publisher


def _add_caption(paragraph: lxml.html.HtmlElement) -> None:
    """Make a picture's paragraph and the centred one after it, which has no picture, a figure with its caption."""
    caption = paragraph.getnext()
    if (
        caption is None
        or caption.tag != "p"
        or "f_center" not in (caption.get("class") or "").split()
        or caption.find(".//img") is not None
        or not caption.text_content().strip()
        or (paragraph.tail or "").strip()
    ):
        return
    paragraph.tail = caption.tail
    caption.tail = None
    paragraph.tag, caption.tag = "figure", "figcaption"
    paragraph.append(caption)
