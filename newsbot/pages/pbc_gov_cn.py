"""人民银行: articles, and the JavaScript challenge (网宿 WZWS) that stands before them at times."""

import re
from typing import ClassVar

from lxml.etree import XPath
from web_poet import handle_urls

from newsbot.errors import ChallengePage
from newsbot.extract.dom import css
from newsbot.listings import challenges
from newsbot.pages.government import GovernmentPage


@handle_urls("pbc.gov.cn")
class PbcPage(GovernmentPage):
    """An article page, also of the older layout (``div.xxy_text``)."""

    parser: ClassVar[str] = "pbc_gov_cn/1"
    sites: ClassVar[tuple[str, ...]] = ("pbc.gov.cn",)
    marks: ClassVar[re.Pattern[bytes] | None] = re.compile(
        rb"id=[\"']?shijian\b.*id=[\"']?zoom\b|class=[\"']?xxy_text\b|wzwschallenge", re.DOTALL
    )
    times: ClassVar[tuple[XPath, ...]] = (css("#shijian"), *GovernmentPage.times)
    bodies: ClassVar[tuple[XPath, ...]] = (css("#zoom"), css("div.xxy_text"))

    def refuse(self) -> None:
        """Refuse the challenge: a page without an article whose script sets its cookies.

        Raises:
            ChallengePage: it is.
        """
        if self.body_node is None and challenges.name_of(self.response.body) == "wzws":
            raise ChallengePage("a JavaScript challenge (wzws) instead of the article", where=self.page_url)
