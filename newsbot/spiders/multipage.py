"""Articles on several pages: which page is fetched next, and what is joined."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import scrapy
from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from newsbot import pages
from newsbot.crawl import Crawl
from newsbot.errors import ExtractError, NewsbotError
from newsbot.extract import pagination
from newsbot.extract.headline import letters
from newsbot.items import CrawledArticle, NewsArticle
from newsbot.middlewares import CrawlStopped
from newsbot.pages.generic import GenericArticlePage
from newsbot.spiders.responses import capture, explain, header, refuse_front_page, request_of


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


class MultiPageSpider(scrapy.Spider):
    """Reads pages, and joins those of one article."""

    crawl: Crawl

    def read(self, response: Response, url: str, first: str | None = None) -> pages.Reading:
        """Read a page as if it stood at an address; arguments and errors are those of `pages.read_fields`."""
        source = self.crawl.source
        return pages.read_fields(
            url,
            response.body,
            content_type=header(response, "Content-Type"),
            page=source.page,
            zone=source.page_zone,
            first=first,
        )

    def joined(self, item: CrawledArticle, named: Mapping[int, str], url: str) -> Request | CrawledArticle:
        """Return the request for the article's second page, or the article when it has only one.

        Args:
            item: the article as its first page has it.
            named: addresses of further pages, by number.
            url: address of the first page.

        Raises:
            ExtractError: see `pages.content_of`.
        """
        if not named:
            return item
        whole = MultiPage(url, letters(item.headline or ""), {pages.content_of(item)}, asked={item.frontier_url, url})
        return self._continued(item, whole, named)

    def _continued(self, item: CrawledArticle, whole: MultiPage, named: Mapping[int, str]) -> Request | CrawledArticle:
        """The request for the article's next page, or the article when it has no further one."""
        try:
            url = whole.next(named)
        except ExtractError as error:
            return self._incomplete(item, whole, error)
        if url is None:
            return item
        return Request(
            url,
            self.parse_part,
            errback=self.part_failed,
            dont_filter=True,
            meta={"newsbot_url": item.frontier_url},
            cb_kwargs={"item": item, "whole": whole, "asked": url},
        )

    def parse_part(
        self, response: Response, item: CrawledArticle, whole: MultiPage, asked: str
    ) -> Iterator[Request | CrawledArticle]:
        """Append a further page of an article, and go on to the next."""
        try:
            refuse_front_page(response.url, asked)
            if not pagination.is_same(asked, response.url):
                raise ExtractError(f"it redirects to {response.url}", where=asked)
            found = self.read(response, response.url, whole.first)
            pages.check_article(found.article)
            _refuse_other(found.article, item, whole)
            content = pages.content_of(found.article)
        except ExtractError as error:
            yield self._incomplete(item, whole, error)
            return
        if content not in whole.contents:  # some answer the first page to any number
            whole.contents.add(content)
            item.parts.append(capture(response, response.url, "part", item.observed))
            pages.join(item, found.article)
        yield self._continued(item, whole, found.next_pages)

    def part_failed(self, failure: Failure) -> Iterator[CrawledArticle]:
        """A page of an article could not be fetched: what there is of it is kept, and it waits for its next try."""
        if not isinstance(failure.value, CrawlStopped):
            asked = request_of(failure).cb_kwargs
            yield self._incomplete(asked["item"], asked["whole"], explain(failure))

    def _incomplete(self, item: CrawledArticle, whole: MultiPage, error: NewsbotError) -> CrawledArticle:
        self.logger.warning("%s", error)
        item.complete = False
        item.missing = f"page {whole.number} is missing: {error}"
        return item


def _refuse_other(part: NewsArticle, item: NewsArticle, whole: MultiPage) -> None:
    """Refuse a page of another article: neither its headline nor the site's own layout is that of the first page."""
    headline = letters(part.headline or "")
    known = part.parser == item.parser != GenericArticlePage.parser
    if not known and headline not in whole.headline and whole.headline not in headline:
        raise ExtractError(f"its headline is that of another article, {part.headline!r}", where=part.url or None)
