"""Articles on several pages: which page is fetched next, and what is joined."""

from collections.abc import Iterator, Mapping

import scrapy
from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from newsbot import pages
from newsbot.crawl import Crawl
from newsbot.errors import ExtractError, NewsbotError
from newsbot.extract import pagination
from newsbot.items import CrawledArticle
from newsbot.middlewares import CrawlStopped
from newsbot.pages.parts import MultiPage
from newsbot.spiders.responses import capture, explain, header, refuse_front_page, request_of


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
        return self._continued(item, MultiPage.of(item, url, item.frontier_url), named)

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
            is_new = whole.take(found.article, item)
        except ExtractError as error:
            yield self._incomplete(item, whole, error)
            return
        if is_new:
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
