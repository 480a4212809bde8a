"""东方财富: articles of ``finance.eastmoney.com/a/<code>.html``."""

import re
from typing import ClassVar

from lxml.etree import XPath
from web_poet import field, handle_urls

from newsbot.extract.dom import css
from newsbot.extract.rules import GENERAL, CleanRules, Rule
from newsbot.pages.site import SitePage

_CODE = re.compile(r"/a/(\d{10,30})\.html")
_SOURCE_LABEL = re.compile(r"^(?:文章)?来源\s*[:：]\s*")


@handle_urls("eastmoney.com")
class EastmoneyPage(SitePage):
    """An article of the finance channel, on the desktop or mobile page."""

    parser: ClassVar[str] = "eastmoney_com/1"
    rules: ClassVar[CleanRules] = CleanRules((
        Rule("remove", ".abstract", "the teaser, repeated over the text"),
        Rule("remove", ".c_review, .BodyEnd", "comments and what follows the text in the older layout"),
        Rule("remove", "p[style='text-align:right; font-size:12px; color:#666;']", "notice under the text"),
        Rule("source", r"[（(]\s*文章来源\s*[:：]\s*(.{2,40}?)\s*[)）]", "medium, last line of the text", "end"),
        Rule("line", r"郑重声明\s*[:：]\s*东方财富网?发布此(?:内容|信息).*", "legal notice of the site", "end"),
        Rule("line", r"[（(]?数据来源\s*[:：]\s*东方财富\s*Choice\s*数据[)）]?", "where a chart comes from"),
        Rule("line", r"热点阅读", "heading of links under the text", "end"),
        Rule("line", r"\S{2,20}\s+\d{4}年\d{1,2}月\d{1,2}日(?:\s*\d{1,2}:\d\d)?",
             "medium and day, which stand over the text already", "start"),
        *GENERAL,
    ))  # fmt: skip
    marks: ClassVar[re.Pattern[bytes] | None] = re.compile(rb"""class=["'](?:zwinfos|txtinfos)\b""")
    sites: ClassVar[tuple[str, ...]] = ("eastmoney.com",)
    language: ClassVar[str | None] = "zh-CN"
    headlines: ClassVar[tuple[XPath, ...]] = (css(".contentwrap .title"), css("h1"))
    times: ClassVar[tuple[XPath, ...]] = (css("div.infos > div.item:nth-child(1)"), css("div.infos > div.item"))
    sources: ClassVar[tuple[XPath, ...]] = (
        XPath("//div[@class='infos']/div[contains(@class, 'item') and contains(., '来源')]"),
    )
    bodies: ClassVar[tuple[XPath, ...]] = (css("#ContentBody"),)

    @field
    def source_id(self) -> str | None:
        """The code in the address, which desktop and mobile page share."""
        code = _CODE.search(self.page_url or self.url)
        return code[1] if code else None

    @field
    def publisher(self) -> str | None:
        """来源 over the text; where it is missing the last line of the text says it, never the site's own name."""
        return _SOURCE_LABEL.sub("", self.first(*self.sources) or "") or None
