"""Financial Post and its sister papers of Postmedia: the layout of 2025 and the one before it."""

import re
from typing import ClassVar

from lxml.etree import XPath
from web_poet import field, handle_urls

from newsbot.extract.dom import css, drop_tags, elements
from newsbot.extract.rules import GENERAL, CleanRules, Rule
from newsbot.pages.site import SitePage

_SOURCES = css("picture source")


class _PostmediaPage(SitePage):
    """What both layouts have in common. ``isAccessibleForFree`` is false on pages that have the whole text."""

    rules: ClassVar[CleanRules] = CleanRules((
        Rule("remove", ".visually-hidden", "labels for screen readers between the parts of the text"),
        Rule("remove", ".more-topic", "teasers of other articles"),
        Rule("line", r"(?:Bookmark our website and support our journalism|Our website is the place for the latest).*",
             "promotion below the text", "end"),
        Rule("caption", ".image-caption", "caption and credit of a picture"),
        *GENERAL,
    ))  # fmt: skip
    sites: ClassVar[tuple[str, ...]] = ("financialpost.com",)
    language: ClassVar[str | None] = "en-CA"
    headlines: ClassVar[tuple[XPath, ...]] = (css("h1.article-title"),)
    writers: ClassVar[tuple[XPath, ...]] = (css(".published-by__author a"),)

    @field
    def article_body_html(self) -> str | None:
        """The article. Four ``source`` elements that never end take a picture out of sight of its caption."""
        drop_tags(elements(_SOURCES, self.tree), self.tree)
        found: str | None = super().article_body_html
        return found


@handle_urls("financialpost.com")
class FinancialPostPage(_PostmediaPage):
    """An article with a subtitle, in many elements of one or two paragraphs each."""

    parser: ClassVar[str] = "financialpost_com/2"
    marks: ClassVar[re.Pattern[bytes] | None] = re.compile(rb"story-v2-content-element")
    pieces: ClassVar[tuple[XPath, ...]] = (css("article p.article-subtitle, div.story-v2-content-element-inline"),)


class FinancialPostPageOf2024(_PostmediaPage):
    """An article with a subtitle, in sections with advertisements and a sign-in box between them."""

    parser: ClassVar[str] = "financialpost_com/1"
    marks: ClassVar[re.Pattern[bytes] | None] = re.compile(rb"article-content__content-group--story")
    pieces: ClassVar[tuple[XPath, ...]] = (
        css("article p.article-subtitle, article figure.featured-image, section.article-content__content-group"),
    )
