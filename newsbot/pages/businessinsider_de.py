"""Business Insider Deutschland: its own software, nothing of the American site's."""

import re
from typing import ClassVar

from lxml.etree import XPath
from web_poet import handle_urls

from newsbot.extract.dom import css
from newsbot.extract.rules import GENERAL, CleanRules, Rule
from newsbot.pages.site import SitePage


@handle_urls("businessinsider.de")
class InsiderGermanyPage(SitePage):
    """An article. Its ``h1`` is the breadcrumb's last part, the headline an ``h2``; its author meta the translator."""

    parser: ClassVar[str] = "businessinsider_de/1"
    rules: ClassVar[CleanRules] = CleanRules((
        Rule("remove", ".wp-block-inline-teaser, .bi-injected-ad", "teasers of other articles and advertisements"),
        Rule("remove", ".sourcepoint__social-placeholder", "stands for a post until the reader allows it"),
        Rule("line", r"Dies ist eine maschinelle Übersetzung eines Artikels.*", "translator's note"),
        Rule("line", r"Lest den Originalartikel auf Englisch hier\.?", "translator's note", "end"),
        Rule("caption", ".bi-content-image-copyright", "credit of a picture"),
        *GENERAL,
    ))  # fmt: skip
    marks: ClassVar[re.Pattern[bytes] | None] = re.compile(rb"bi-content-image-copyright|bi-bulletpoints")
    sites: ClassVar[tuple[str, ...]] = ("businessinsider.de",)
    language: ClassVar[str | None] = "de-DE"
    headlines: ClassVar[tuple[XPath, ...]] = (css("h2.entry-title"),)
    times: ClassVar[tuple[XPath, ...]] = (XPath("//meta[@property='article:published_time']/@content"),)
    writers: ClassVar[tuple[XPath, ...]] = (css(".list-authors__link"),)
    tags: ClassVar[tuple[XPath, ...]] = (css("ul.post-tags a"),)
    bodies: ClassVar[tuple[XPath, ...]] = (css("div.entry-content.article-body"),)
