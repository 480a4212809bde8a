"""证券时报: the layout of ``www.stcn.com/article/detail/<id>.html`` and that of 2019."""

import re
from typing import ClassVar

from lxml.etree import XPath
from web_poet import field, handle_urls

from newsbot.extract.dom import css
from newsbot.pages.site import SitePage

_DETAIL = re.compile(r"/article/detail/(\d{1,12})\.html")
_CLASS = "//*[contains(concat(' ', normalize-space(@class), ' '), ' {} ')]"
_INFO = _CLASS.format("detail-info")
_OLD_INFO = _CLASS.format("intal_tit") + _CLASS.format("info")


@handle_urls("stcn.com")
class StcnPage(SitePage):
    """An article as the site shows it today."""

    parser: ClassVar[str] = "stcn_com/2"
    marks: ClassVar[re.Pattern[bytes] | None] = re.compile(rb"""class=["']detail-content-tags\b""")
    sites: ClassVar[tuple[str, ...]] = ("stcn.com",)
    language: ClassVar[str | None] = "zh-CN"
    headlines: ClassVar[tuple[XPath, ...]] = (css(".detail-title"),)
    times: ClassVar[tuple[XPath, ...]] = (XPath(f"{_INFO}/span[last()]"), css(".detail-info span"))
    sources: ClassVar[tuple[XPath, ...]] = (XPath(f"{_INFO}/span[starts-with(normalize-space(), '来源')]"),)
    writers: ClassVar[tuple[XPath, ...]] = (XPath(f"{_INFO}/span[starts-with(normalize-space(), '作者')]"),)
    tags: ClassVar[tuple[XPath, ...]] = (css(".detail-content-tags div"),)
    bodies: ClassVar[tuple[XPath, ...]] = (css(".detail-content"),)

    @field
    def source_id(self) -> str | None:
        """The number in the address, which a flash and its page share."""
        found = _DETAIL.search(self.page_url or self.url)
        return found[1] if found else None


class StcnPageOf2019(SitePage):
    """``kuaixun.stcn.com/YYYY/MMDD/<id>.shtml`` and its sisters: the time is bare text beside spans, and so can the
    whole article be.
    """

    parser: ClassVar[str] = "stcn_com/1"
    marks: ClassVar[re.Pattern[bytes] | None] = re.compile(rb"""class=["']?intal_tit\b|id=["']?ctrlfscont\b""")
    sites: ClassVar[tuple[str, ...]] = ("stcn.com",)
    language: ClassVar[str | None] = "zh-CN"
    headlines: ClassVar[tuple[XPath, ...]] = (css("div.intal_tit > h2"),)
    times: ClassVar[tuple[XPath, ...]] = (XPath(f"{_OLD_INFO}/text()"),)
    sources: ClassVar[tuple[XPath, ...]] = (XPath(f"{_OLD_INFO}/span[starts-with(normalize-space(), '来源')]"),)
    writers: ClassVar[tuple[XPath, ...]] = (XPath(f"{_OLD_INFO}/span[starts-with(normalize-space(), '作者')]"),)
    bodies: ClassVar[tuple[XPath, ...]] = (css("#ctrlfscont"), css("div.txt_con"))
