"""Börsen-Zeitung: custom elements of its publishing system, filled on the server."""

import re
from typing import ClassVar

from lxml.etree import XPath
from web_poet import field, handle_urls

from newsbot.errors import LoginWall
from newsbot.extract.dom import css, elements
from newsbot.extract.rules import GENERAL, CleanRules, Rule
from newsbot.pages.site import SitePage

_PAYWALL = css(".paywall-headline")
_TEXT = css("#post-content-body p, .no-tts p")
_PICTURES = css("figure storefront-image[src]")


@handle_urls("boersen-zeitung.de")
class BoersenZeitungPage(SitePage):
    """An article: a teaser, a picture, and text that repeats the headlines of the printed page."""

    parser: ClassVar[str] = "boersen_zeitung_de/1"
    rules: ClassVar[CleanRules] = CleanRules((
        Rule("remove", "h1, .wp-block-ppi-aboveheading, .wp-block-ppi-subheading, .wp-block-ppi-authorshort",
             "headlines and author's initials of the printed page"),
        *GENERAL,
    ))  # fmt: skip
    marks: ClassVar[re.Pattern[bytes] | None] = re.compile(rb"sprylab_purple_content|wp-block-ppi-")
    sites: ClassVar[tuple[str, ...]] = ("boersen-zeitung.de",)
    language: ClassVar[str | None] = "de-DE"
    headlines: ClassVar[tuple[XPath, ...]] = (css(".article-header h1"),)
    times: ClassVar[tuple[XPath, ...]] = (
        XPath("//meta[@property='article:published_time' or @property='article:published:time']/@content"),
    )
    writers: ClassVar[tuple[XPath, ...]] = (css("#authors-container #authors"),)
    tags: ClassVar[tuple[XPath, ...]] = (css(".taglist button"),)
    pieces: ClassVar[tuple[XPath, ...]] = (
        css(".post-content .excerpt, .post-content figure.featured-image, #post-content-body"),
    )

    def refuse(self) -> None:
        """Refuse a page that offers a subscription in place of the text.

        Raises:
            LoginWall: there is no more than the teaser.
        """
        if elements(_PAYWALL, self.tree) and not elements(_TEXT, self.tree):
            raise LoginWall("only the teaser is free", where=self.page_url)

    @field
    def article_body_html(self) -> str | None:
        """The article, its pictures under the name they have in HTML."""
        for picture in elements(_PICTURES, self.tree):
            picture.tag = "img"
        found: str | None = super().article_body_html
        return found
