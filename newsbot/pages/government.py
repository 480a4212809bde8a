"""What Chinese government sites share: the metas that 政府网站发展指引 (国办发〔2017〕47号) asks of every page."""

from typing import ClassVar

from lxml.etree import XPath

from newsbot.pages.site import SitePage


class GovernmentPage(SitePage):
    """An article of a Chinese government site."""

    headlines: ClassVar[tuple[XPath, ...]] = (XPath("//meta[@name='ArticleTitle']/@content"),)
    times: ClassVar[tuple[XPath, ...]] = (XPath("//meta[@name='PubDate']/@content"),)
    sources: ClassVar[tuple[XPath, ...]] = (XPath("//meta[@name='ContentSource']/@content"),)
    language: ClassVar[str | None] = "zh-CN"
