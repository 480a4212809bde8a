"""和讯: the layout of 2019 and the one before it."""

import re
from functools import cached_property
from typing import ClassVar

import lxml.html
from lxml.etree import XPath
from web_poet import field, handle_urls

from newsbot.extract.dom import css, drop_tags, elements
from newsbot.extract.rules import GENERAL, CleanRules, Rule
from newsbot.pages.site import SitePage

_NUMBER = re.compile(r"/\d{4}-\d\d-\d\d/(\d{4,15})\.html")
_AUTO_LINKS = XPath(".//a[contains(@href, 'funds.hexun.com')]")


@handle_urls("hexun.com")
class HexunPage(SitePage):
    """An article of any channel. The whole text is in the page, only folded up by a style."""

    parser: ClassVar[str] = "hexun_com/1"
    rules: ClassVar[CleanRules] = CleanRules((
        Rule("remove", ".bottomLayer, .showall_arrow, .showAllImg, .showall_img, .showAll",
             "what unfolds the text, and the QR code of the app"),
        Rule("remove", ".aImgDl, .fttBox, .appDl", "links to the app"),
        *GENERAL,
    ))  # fmt: skip
    marks: ClassVar[re.Pattern[bytes] | None] = re.compile(
        rb"""class=["']?(?:art_contextBox|articleName)\b|id=["']?(?:source_baidu|pubtime_baidu)\b.{0,4000}hexun\.com""",
        re.DOTALL,
    )
    sites: ClassVar[tuple[str, ...]] = ("hexun.com",)
    language: ClassVar[str | None] = "zh-CN"
    headlines: ClassVar[tuple[XPath, ...]] = (css("div.articleName h1"),)
    times: ClassVar[tuple[XPath, ...]] = (css(".articleName .tip span.pr20"), css("#pubtime_baidu"))
    sources: ClassVar[tuple[XPath, ...]] = (css(".articleName .tip a[rel=nofollow]"), css("#source_baidu"))
    bodies: ClassVar[tuple[XPath, ...]] = (css("div.art_contextBox"), css("div.art_context"), css("#artibody"))

    @field
    def source_id(self) -> str | None:
        """The number in the address."""
        found = _NUMBER.search(self.page_url or self.url)
        return found[1] if found else None

    @cached_property
    def body_node(self) -> lxml.html.HtmlElement | None:
        """The article node without the links to funds that the site sets on words that happen to name one."""
        node = super().body_node
        if node is not None:
            drop_tags(elements(_AUTO_LINKS, node), node)
        return node
