"""CNBC: the layout of 2021 to 2026."""

import re
from typing import ClassVar

from lxml.etree import XPath
from web_poet import field, handle_urls

from newsbot.extract.dom import css, elements, one_line
from newsbot.extract.rules import GENERAL, CleanRules, Rule
from newsbot.items import TickerMention
from newsbot.pages.site import SitePage

_QUOTES = css("span.QuoteInBody-quoteNameContainer a")
_QUOTE = re.compile(r"/quotes/([A-Z]{1,5}(?:\.[A-Z])?)/?", re.ASCII)
"""A code without suffix is of the United States; ``AZN-GB`` is London's."""


@handle_urls("cnbc.com")
class CnbcPage(SitePage):
    """An article: its key points, then groups of paragraphs with headings and pictures between them."""

    parser: ClassVar[str] = "cnbc_com/1"
    rules: ClassVar[CleanRules] = CleanRules((
        Rule("remove", ".QuoteInBody-inlineButton, button", "watch-list button beside the name of a security"),
        Rule("caption", ".InlineImage-imageEmbedCaption", "under a picture"),
        *GENERAL,
    ))  # fmt: skip
    marks: ClassVar[re.Pattern[bytes] | None] = re.compile(rb"ArticleHeader-headline|data-module=[\"']ArticleBody")
    sites: ClassVar[tuple[str, ...]] = ("cnbc.com",)
    headlines: ClassVar[tuple[XPath, ...]] = (css("h1.ArticleHeader-headline"),)
    times: ClassVar[tuple[XPath, ...]] = (XPath("//time[@data-testid='published-timestamp']/@datetime"),)
    pieces: ClassVar[tuple[XPath, ...]] = (
        css(
            "div.RenderKeyPoints-list ul, div[data-module=ArticleBody] > .group, div[data-module=ArticleBody] > h2, "
            "div[data-module=ArticleBody] > .InlineImage-wrapper"
        ),
    )

    @field
    def tickers(self) -> list[TickerMention]:
        """The securities whose quotes the text links."""
        found = ((_QUOTE.fullmatch(link.get("href") or ""), link) for link in elements(_QUOTES, self.tree))
        return [TickerMention(f"{code[1]}.US", one_line(link.text_content()), "markup") for code, link in found if code]
