"""Business Insider: the layout since March 2025 and the one before it."""

import re
from typing import ClassVar

from lxml.etree import XPath
from web_poet import handle_urls

from newsbot.extract.dom import css
from newsbot.extract.rules import GENERAL, CleanRules, Rule
from newsbot.pages.site import SitePage


class _InsiderPage(SitePage):
    """What both layouts have in common."""

    sites: ClassVar[tuple[str, ...]] = ("businessinsider.com",)
    times: ClassVar[tuple[XPath, ...]] = (XPath("//*[contains(@class, 'byline-timestamp')]/@data-timestamp"),)
    sources: ClassVar[tuple[XPath, ...]] = (XPath("//meta[@property='og:site_name']/@content"),)


@handle_urls("businessinsider.com")
class InsiderPage(_InsiderPage):
    """An article since 24 March 2025. Its JSON-LD names the day only."""

    parser: ClassVar[str] = "businessinsider_com/2"
    marks: ClassVar[re.Pattern[bytes] | None] = re.compile(rb"post-body-content|post-summary-bullets")
    pieces: ClassVar[tuple[XPath, ...]] = (css(".post-summary-bullets, section.post-body-content"),)


class InsiderPageOf2024(_InsiderPage):
    """An article or slideshow before that."""

    parser: ClassVar[str] = "businessinsider_com/1"
    rules: ClassVar[CleanRules] = CleanRules((
        Rule("remove", ".inline-newsletter-signup, .in-post-sticky, .ad-callout-wrapper, .slide-options",
             "newsletter box, advertisements and share buttons in the text"),
        Rule("caption", ".image-source", "credit of a picture"),
        *GENERAL,
    ))  # fmt: skip
    marks: ClassVar[re.Pattern[bytes] | None] = re.compile(rb"content-lock-content|byline-timestamp")
    headlines: ClassVar[tuple[XPath, ...]] = (css("h1.post-headline"),)
    writers: ClassVar[tuple[XPath, ...]] = (css(".byline-author-name"),)
    sections: ClassVar[tuple[XPath, ...]] = (css(".post-breadcrumbs a"),)
    tags: ClassVar[tuple[XPath, ...]] = (css("section.category-wrapper a"),)
    pieces: ClassVar[tuple[XPath, ...]] = (
        css("article > figure, article .content-lock-content, article .slide-layout"),
    )
