"""第一财经."""

import re
from functools import cached_property
from typing import ClassVar

from lxml.etree import XPath
from web_poet import field, handle_urls

from newsbot import dates
from newsbot.extract.dom import css
from newsbot.extract.rules import GENERAL, CleanRules, Rule
from newsbot.pages.site import SitePage

_ACTIVE_TIME = re.compile(r"""_pb\s*=\s*\[[^;]{0,2000}?\[\s*["']actime["']\s*,\s*["']([^"']{8,30})["']""")
_NUMBER = re.compile(r"/(brief/)?(\d{4,12})\.html")


@handle_urls("yicai.com")
class YicaiPage(SitePage):
    """An article, or what a brief's page shows of it."""

    parser: ClassVar[str] = "yicai_com/1"
    rules: ClassVar[CleanRules] = CleanRules(
        (
            Rule("remove", "h1, .u-btn6, .m-smallshare, .topic-hot", "headline, buttons and topics inside the text"),
            *GENERAL,
        )
    )
    marks: ClassVar[re.Pattern[bytes] | None] = re.compile(rb"""_pb\s*=\s*\[\[['"]\w+['"]|id=["']?multi-text\b""")
    sites: ClassVar[tuple[str, ...]] = ("yicai.com",)
    language: ClassVar[str | None] = "zh-CN"
    bodies: ClassVar[tuple[XPath, ...]] = (css(".multiText"), css("#multi-text"), css(".txt"))

    @field
    def source_id(self) -> str | None:
        """The number in the address; those of briefs are counted apart."""
        found = _NUMBER.search(self.page_url or self.url)
        return ("brief:" if found[1] else "") + found[2] if found else None

    @cached_property
    def _published(self) -> tuple[str | None, str | None]:
        """``actime`` of the inline array ``_pb``; what the page shows is not known well enough to come before it."""
        found = _ACTIVE_TIME.search(self.text)
        moment = dates.parse(found[1], self.wall_zone) if found else None
        return (moment, found[1]) if moment and found else super()._published
