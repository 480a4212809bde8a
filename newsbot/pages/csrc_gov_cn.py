"""证监会: articles whose text the JSON list does not have."""

import re
from typing import ClassVar

from lxml.etree import XPath
from web_poet import handle_urls

from newsbot.extract.dom import css
from newsbot.pages.government import GovernmentPage


@handle_urls("csrc.gov.cn")
class CsrcPage(GovernmentPage):
    """An article page."""

    parser: ClassVar[str] = "csrc_gov_cn/1"
    sites: ClassVar[tuple[str, ...]] = ("csrc.gov.cn",)
    marks: ClassVar[re.Pattern[bytes] | None] = re.compile(rb"class=[\"'][^\"']{0,99}\bdetail-news\b")
    bodies: ClassVar[tuple[XPath, ...]] = (css(".detail-news"),)
