"""What every spider of ours does: walk a listing, then fetch what the frontier hands out."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict, fields
from typing import Any, ClassVar
from urllib.parse import urlsplit

import scrapy
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newsbot import pages, urls
from newsbot.archive.frontier import Claim
from newsbot.archive.listings import ListingValidators
from newsbot.crawl import Crawl
from newsbot.errors import ExtractError, FetchError, GoneError, ListingError, NewsbotError, SoftNotFound
from newsbot.extensions import crawl_of
from newsbot.items import Address, Capture, CrawledArticle, ListingEntry, NewsArticle
from newsbot.listings.types import Listing
from newsbot.middlewares import CrawlStopped, RetryLater, RobotsUnavailable, cause
from newsbot.pages import entries

ROBOTS_SECONDS = 3600
"""When to ask again where robots.txt could not be had."""

CLAIM_AHEAD = 16
"""Addresses claimed at a time: enough to keep Scrapy's 16 concurrent requests busy, few enough to lose with a kill."""


class ListingSpider(scrapy.Spider):
    """Walks a listing and fetches its articles. A subclass gives the listing's addresses and its parser.

    Usable as any Scrapy spider: ``scrapy crawl sina_roll -a lid=1686``; arguments are those of a stanza's ``args``.
    """

    page_size: ClassVar[int | None] = None
    """Entries asked for on one listing page; ``None``: the listing has one page."""

    crawl: Crawl
    max_pages: int

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "ListingSpider":
        """Give the spider its `Crawl`: that of the runner, or one made from the arguments."""
        crawl = crawl_of(crawler, cls.name, kwargs)
        given = {"url": crawl.source.feed} if crawl.source.feed else crawl.source.args
        arguments = {**given, **kwargs}
        max_pages = int(arguments.pop("max_pages", crawl.source.max_pages))
        spider = super().from_crawler(crawler, *args, **arguments)
        spider.crawl = crawl
        spider.max_pages = max_pages
        return spider

    def listing_url(self, page: int) -> str:
        """Return the address of a listing page, counted from 1."""
        raise NotImplementedError

    def parse_entries(self, body: bytes, url: str) -> Listing:
        """Read a listing page. Raises `ListingError` when it is none."""
        raise NotImplementedError

    async def start(self) -> AsyncIterator[Any]:
        """Yield the listing, then articles as the frontier hands them out, then pictures to try again."""
        if self.crawl.addresses:
            self.crawl.end_walk()
        else:
            yield self._listing_request(1)
        while True:
            self.crawl.changed.clear()
            for claim in self.crawl.claim(CLAIM_AHEAD - len(self.crawl.in_flight)):
                yield self._fetch(claim)
            if not self.crawl.walking and not self.crawl.in_flight:
                break
            await self._settled()
        for retry in self.crawl.claim_images():
            yield retry
        # Scrapy looks whether it is idle when a request ends or this generator does, not when an item is through.
        scraping = self.crawler.engine.scraper.slot
        while scraping is not None and not scraping.is_idle():
            await asyncio.sleep(0.01)

    async def _settled(self) -> None:
        """Wait until there is room for more claims, so that each claim transaction takes several."""
        while True:
            await self.crawl.changed.wait()
            if len(self.crawl.in_flight) <= CLAIM_AHEAD // 2:
                return
            self.crawl.changed.clear()

    # --- listing

    def _listing_request(self, page: int) -> Request:
        url = self.listing_url(page)
        headers = {}
        if page == 1 and self.crawl.due != "revisit":
            known = self.crawl.validators(url)
            headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        return Request(
            url,
            self.parse_listing,
            errback=self.listing_failed,
            dont_filter=True,
            priority=10,
            headers={name: value for name, value in headers.items() if value},
            meta={"handle_httpstatus_list": [304]},
            cb_kwargs={"page": page, "rows": 0, "fresh": ListingValidators()},
        )

    def parse_listing(self, response: Response, page: int, rows: int, fresh: ListingValidators) -> Iterator[Request]:
        """Put a listing page on the frontier and go on to the next one while it is new."""
        if response.status == 304:
            self.crawl.end_walk()
            return
        try:
            listing = self.parse_entries(response.body, response.url)
        except ListingError as error:
            self._end_walk(error)
            return
        for reason in listing.skipped:
            self.logger.warning("%s: %s", response.url, reason)
        if page == 1:
            fresh = ListingValidators(_header(response, "ETag"), _header(response, "Last-Modified"))
        rows += listing.rows
        reached = self.crawl.record_page([entry for entry in listing.entries if self.accepts(entry)])
        if self._ends_here(listing, page, rows, reached):
            self.crawl.complete_walk(self.listing_url(1), fresh)
        else:
            yield self._listing_request(page + 1).replace(cb_kwargs={"page": page + 1, "rows": rows, "fresh": fresh})

    def accepts(self, entry: ListingEntry) -> bool:
        """Leave out entries without a fetchable address, with a warning: one bad row does not lose the others."""
        try:
            urls.canonical(entry.url)
        except ValueError as error:
            self.logger.warning("%s: left out: %s", self.crawl.source.name, error)
            return False
        return True

    def _ends_here(self, listing: Listing, page: int, rows: int, reached: bool) -> bool:
        """Tell whether a walk is complete. A short page alone is no end: some answer fewer rows than asked."""
        if self.page_size is None or not listing.rows or page >= self.max_pages:
            return True
        return reached or (listing.total is not None and rows >= listing.total)

    def listing_failed(self, failure: Failure) -> None:
        """A listing page could not be fetched: the walk ends without being complete."""
        self._end_walk(_explain(failure))

    def _end_walk(self, error: NewsbotError) -> None:
        self.logger.error("%s", error)
        self.crawl.end_walk(str(error))

    # --- articles

    def _fetch(self, claim: Claim) -> Request | CrawledArticle:
        """Return the request for an article, or the article where its listing row carries the whole text."""
        if claim.entry is not None and claim.entry.content is not None:
            return self._flash(claim, claim.entry)
        return Request(
            claim.url,
            self.parse_article,
            errback=self.article_failed,
            dont_filter=True,
            meta={"newsbot_url": claim.url},
            cb_kwargs={"claim": claim},
        )

    def _flash(self, claim: Claim, entry: ListingEntry) -> CrawledArticle:
        """A flash: the listing row is its page, and its capture."""
        row = json.dumps(asdict(entry), ensure_ascii=False).encode()
        listing = self.listing_url(1)
        capture = Capture(claim.url, listing, "entry", self.crawl.now(), 200, "application/json", [], row)
        return self._item(pages.read_entry(entry, listing), claim, [], capture)

    def parse_article(self, response: Response, claim: Claim) -> Iterator[CrawledArticle]:
        """Read an article page into an item."""
        observed = self.crawl.now()
        capture = Capture(
            claim.url,
            response.url,
            "article",
            observed,
            response.status,
            _header(response, "Content-Type"),
            [
                (name.decode("latin-1"), value.decode("latin-1"))
                for name, values in response.headers.items()
                for value in values
            ],
            response.body,
        )
        source = self.crawl.source
        try:
            _refuse_front_page(response.url, claim.url)
            article, addresses = pages.read_fields(
                response.url, response.body, content_type=capture.media_type, page=source.page, zone=source.timezone
            )
        except ExtractError as error:
            self.crawl.fail(claim.url, error, capture=capture)
            return
        if response.url != claim.url:
            addresses = [Address(urls.canonical(response.url), "redirect"), *addresses]
        yield self._item(article, claim, addresses, capture)

    def _item(self, article: NewsArticle, claim: Claim, addresses: list[Address], capture: Capture) -> CrawledArticle:
        if claim.entry is not None:
            entries.complete(article, claim.entry, self.crawl.source.timezone)
        article.source = self.crawl.source.name
        values = {field.name: getattr(article, field.name) for field in fields(NewsArticle)}
        return CrawledArticle(
            **values, frontier_url=claim.url, observed=capture.fetched, addresses=addresses, capture=capture
        )

    def article_failed(self, failure: Failure) -> None:
        """An article could not be fetched: it waits for its next try."""
        if isinstance(failure.value, CrawlStopped):
            return  # never asked for: its claim is given back when the run ends
        url = _request_of(failure).meta["newsbot_url"]
        error = _explain(failure)
        not_before = None
        if isinstance(failure.value, RetryLater):
            not_before = self.crawl.later(failure.value.due_seconds)
        elif isinstance(failure.value, RobotsUnavailable):
            not_before = self.crawl.later(ROBOTS_SECONDS)  # the page itself was not asked for
        self.logger.warning("%s", error)
        self.crawl.fail(url, error, gone=isinstance(error, GoneError), not_before=not_before)


def _refuse_front_page(url: str, asked: str) -> None:
    """An article that redirects to the front page of a site is not there, whatever can be read on that page."""
    if url != asked and urlsplit(url)[2:4] in (("", ""), ("/", "")):
        raise SoftNotFound(f"it redirects to a front page, {url}", where=asked)


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return None if value is None else value.decode("latin-1")


def _request_of(failure: Failure) -> Request:
    request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there for errbacks
    return request


def _explain(failure: Failure) -> NewsbotError:
    """Turn what Scrapy says of a failed request into one line a person can act on."""
    url = _request_of(failure).url
    error = failure.value
    if isinstance(error, NewsbotError):
        return error
    if isinstance(error, HttpError):
        status = error.response.status
        if status in (404, 410):
            return GoneError(f"the server says it does not exist (HTTP {status})", where=url)
        return FetchError(f"the server answered HTTP {status}", where=url)
    if isinstance(error, IgnoreRequest):
        return FetchError(str(error) or type(error).__name__, where=url)
    return FetchError(f"{cause(error)}, so it could not be fetched", where=url)
