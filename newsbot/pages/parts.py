"""The pages of an article that is spread over several: which is read next, and what is joined. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from newsbot import pages
from newsbot.errors import ExtractError
from newsbot.extract import pagination
from newsbot.extract.headline import letters
from newsbot.items import NewsArticle
from newsbot.pages.generic import GenericArticlePage


@dataclass(slots=True)
class MultiPage:
    """The pages of one article: those that were read, and which wait."""

    first: str
    """Address of the first page."""
    headline: str = ""
    contents: set[str] = field(default_factory=set)
    """Text and pictures of the pages read, as HTML."""
    number: int | None = None
    """Of the page asked for last; ``None`` before the second."""
    asked: set[str] = field(default_factory=set)
    _waiting: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, article: NewsArticle, *addresses: str) -> "MultiPage":
        """Begin with the first page, not cleaned yet.

        Args:
            addresses: its own; the first of them is the one it was read under.

        Raises:
            ExtractError: see `pages.content_of`.
        """
        return cls(addresses[0], letters(article.headline or ""), {pages.content_of(article)}, asked={*addresses})

    def next(self, named: Mapping[int, str]) -> str | None:
        """Take note of the pages a page names, and return the one to fetch now: that of the least number.

        Raises:
            ExtractError: a page is left out, or there are more than `pagination.MAX_PAGES`.
        """
        for number, url in named.items():
            if url not in self.asked and number > (self.number or 1):
                self._waiting.setdefault(number, url)
        if not self._waiting:
            return None
        number = min(self._waiting)
        url = self._waiting.pop(number)
        self.number = number if self.number is None else self.number + 1
        if number != self.number:
            raise ExtractError(f"no page names it, but there is a page {number}", where=url)
        if number > pagination.MAX_PAGES:
            raise ExtractError(f"there are more than {pagination.MAX_PAGES} pages", where=url)
        self.asked.add(url)
        return url

    def take(self, part: NewsArticle, article: NewsArticle) -> bool:
        """Take note of a further page of an article, not cleaned yet; False: it says what another page has said.

        Raises:
            ExtractError: it has no text, or is of another article.
        """
        pages.check_article(part)
        headline = letters(part.headline or "")
        known = part.parser == article.parser != GenericArticlePage.parser
        if not known and headline not in self.headline and self.headline not in headline:
            raise ExtractError(f"its headline is that of another article, {part.headline!r}", where=part.url or None)
        content = pages.content_of(part)
        if content in self.contents:  # some answer the first page to any number
            return False
        self.contents.add(content)
        return True
