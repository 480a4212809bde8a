"""What every spider of ours does: walk a listing, then fetch what the frontier hands out."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any, ClassVar

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from newsbot import pages, urls
from newsbot.archive.backfills import Way
from newsbot.archive.frontier import Claim
from newsbot.archive.listings import ListingValidators
from newsbot.errors import ExtractError, GoneError, ListingError, NewsbotError
from newsbot.extensions import crawl_of
from newsbot.items import Address, Capture, CrawledArticle, ListingEntry, NewsArticle
from newsbot.listings.reach import Overlap
from newsbot.listings.types import Listing
from newsbot.middlewares import CrawlStopped, RetryLater, RobotsUnavailable
from newsbot.pages import entries
from newsbot.spiders.history import History
from newsbot.spiders.multipage import MultiPageSpider
from newsbot.spiders.responses import capture, explain, header, refuse_front_page, request_of
from newsbot.spiders.walk import Walk

ROBOTS_SECONDS = 3600
"""When to ask again where robots.txt could not be had."""

CLAIM_AHEAD = 16
"""Addresses claimed at a time: enough to keep Scrapy's 16 concurrent requests busy, few enough to lose with a kill."""


class ListingSpider(MultiPageSpider):
    """Walks a listing and fetches its articles. A subclass gives the listing's addresses and its parser.

    Usable as any Scrapy spider: ``scrapy crawl sina_roll -a lid=1686``; arguments are those of a stanza's ``args``.
    """

    page_size: ClassVar[int | None] = None
    """Entries asked for on one listing page; ``None``: the listing has one page."""

    newest_first: ClassVar[bool] = True
    """False: new entries may stand behind known ones, so every walk reads the listing to its end."""

    cursored: ClassVar[bool] = False
    """True: the next page is asked for with the `Listing.cursor` of this one; its end is a page without."""

    history: ClassVar[Way | None] = None
    """How older entries are had for a backfill: by walking back page by page, day by day with `window_request`, or from
    the files of a sitemap. ``None``: the site does not give them."""

    zone: ClassVar[str] = "Asia/Shanghai"
    """IANA zone of the days `window_request` is asked for."""

    max_pages: int

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "ListingSpider":
        """Give the spider its `Crawl`: that of the runner, or one made from the arguments."""
        crawl = crawl_of(crawler, cls.name, kwargs)
        arguments = {**crawl.source.arguments, **kwargs}
        max_pages = int(arguments.pop("max_pages", crawl.source.max_pages))
        spider = super().from_crawler(crawler, *args, **arguments)
        spider.crawl = crawl
        spider.max_pages = max_pages
        return spider

    def listing_url(self, page: int, cursor: str | None = None) -> str:
        """Return the address of a listing page, counted from 1; ``cursor`` is that of the page before."""
        raise NotImplementedError

    def listing_request(self, page: int, cursor: str | None = None) -> Request:
        """Return the request for a listing page, where it is more than a GET of its address."""
        return Request(self.listing_url(page, cursor))

    @property
    def listing_key(self) -> str:
        """The listing's name, under which its ETag is kept: an address that is the same at every poll."""
        return self.listing_url(1)

    def parse_entries(self, body: bytes, url: str) -> Listing:
        """Read a listing page. Raises `ListingError` when it is none."""
        raise NotImplementedError

    @property
    def overlap(self) -> Overlap:
        """What shows that a walk is continuous with the last one: see `newsbot.listings.reach`."""
        return "order" if self.newest_first else "window"

    def covers(self, walk: "Walk") -> str | None:
        """Return since when (UTC text) the listing has everything, where a walk to its end is known to show that."""
        return None

    def window_request(self, begins: datetime, ends: datetime, page: int, cursor: str | None = None) -> Request:
        """Return the request for a page of what was published in a window, of a day at most; both in `zone`."""
        raise NotImplementedError

    def cursor_at(self, ends: datetime) -> str | None:
        """Return the cursor of what was published before a time, where one can be made; ``None``: that of page 1."""
        return None

    async def start(self) -> AsyncIterator[Any]:
        """Yield the listing, then articles as the frontier hands them out, then pictures to try again."""
        if self.crawl.addresses:
            self.crawl.end_walk()
        elif self.crawl.backfill:
            for request in History(self, self.crawl.backfill).begin():
                yield request
        else:
            yield self._listing_page(self.listing_request(1), Walk())
        while True:
            self.crawl.changed.clear()
            claims = self.crawl.claim(CLAIM_AHEAD - len(self.crawl.in_flight))
            for claim in claims:
                yield self._fetch(claim)
            # Articles that need no fetch are stored while they are yielded: more of them may be waiting.
            if not claims and not self.crawl.walking and not self.crawl.in_flight:
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

    def _listing_page(self, request: Request, walk: Walk) -> Request:
        """The request with what every listing page has; the first is asked for only if it has changed."""
        known = self.crawl.validators(self.listing_key) if not walk.page else ListingValidators()
        if not walk.page and self.crawl.due != "revisit":
            for name, value in (("If-None-Match", known.etag), ("If-Modified-Since", known.last_modified)):
                if value:
                    request.headers[name] = value
        return request.replace(
            callback=self.parse_listing,
            errback=self.listing_failed,
            dont_filter=True,
            priority=10,
            meta={**request.meta, "handle_httpstatus_list": [304]},
            cb_kwargs={"walk": walk},
        )

    def parse_listing(self, response: Response, walk: Walk) -> Iterator[Request]:
        """Put a listing page on the frontier and go on to the next one while it is new."""
        if response.status == 304:
            self.crawl.unchanged(self.listing_key)
            return
        try:
            listing = self.parse_entries(response.body, response.url)
            goes_on = walk.note(listing, response.url)
        except ListingError as error:
            self.fail_walk(error)
            return
        self.crawl.on_listing(listing)
        for reason in listing.skipped:
            self.logger.warning("%s: %s", response.url, reason)
        if walk.page == 1 and not listing.follow:  # an index stays as it is while its files change
            walk.fresh = ListingValidators(header(response, "ETag"), header(response, "Last-Modified"))
        reached = self.crawl.record_page([entry for entry in listing.entries if self.accepts(entry)])
        if not goes_on:
            self.logger.warning("%s: page %d has only rows of pages before: the end", response.url, walk.page)
        # Files of an index are no pages of one list: what one has says nothing of the next.
        ends = not goes_on or (reached and self.newest_first and not walk.follow)
        request = None if ends else self._next_page(listing, walk)
        if request is None:
            self.complete(walk)
        else:
            yield self._listing_page(request, walk)

    def complete(self, walk: Walk) -> None:
        """The walk has come to its end."""
        covers = self.covers(walk)
        self.crawl.complete_walk(self.listing_key, walk.fresh, overlap=self.overlap, cut=walk.cut, covers=covers)

    def _next_page(self, listing: Listing, walk: Walk) -> Request | None:
        """The request that goes on with the walk, ``None`` at its end.

        A short page alone is no end: some answer fewer rows than asked.
        """
        if walk.follow:
            more = True
        elif self.cursored:
            more = bool(listing.cursor)
        else:
            counted = listing.total is not None and walk.rows >= listing.total
            more = self.page_size is not None and listing.rows > 0 and not counted
        if not more or walk.page >= self.max_pages:
            walk.cut = more
            return None
        return Request(walk.follow.pop(0)) if walk.follow else self.listing_request(walk.page + 1, listing.cursor)

    def accepts(self, entry: ListingEntry) -> bool:
        """Leave out entries without a fetchable address, with a warning: one bad row does not lose the others."""
        try:
            urls.canonical(entry.url)
        except ValueError as error:
            self.logger.warning("%s: left out: %s", self.crawl.source.name, error)
            return False
        return True

    def listing_failed(self, failure: Failure) -> Iterator[Request] | None:
        """A listing page could not be fetched: the walk ends without being complete."""
        self.fail_walk(explain(failure))
        return None

    def fail_walk(self, error: NewsbotError) -> None:
        """End the walk without its being complete; that it was stopped is no failure of the source."""
        if isinstance(error, CrawlStopped):
            self.crawl.end_walk()
            return
        self.logger.error("%s", error)
        self.crawl.end_walk(str(error))

    # --- articles

    def _fetch(self, claim: Claim) -> Request | CrawledArticle:
        """Return the request for an article, or the article where its listing row carries the whole text."""
        if claim.entry is not None and claim.entry.content is not None:
            return self._flash(claim, claim.entry)
        asked = claim.entry.fetch_url if claim.entry and claim.entry.fetch_url else claim.url
        return Request(
            asked,
            self.parse_article,
            errback=self.article_failed,
            dont_filter=True,
            meta={"newsbot_url": claim.url},
            cb_kwargs={"claim": claim, "asked": asked},
        )

    def _flash(self, claim: Claim, entry: ListingEntry) -> CrawledArticle:
        """A flash: the listing row is its page, and its capture."""
        row = json.dumps(asdict(entry), ensure_ascii=False).encode()
        listing = self.listing_key
        kept = Capture(claim.url, listing, "entry", self.crawl.now(), 200, "application/json", [], row)
        return self._item(pages.read_entry(entry, listing), claim, [], kept)

    def parse_article(self, response: Response, claim: Claim, asked: str) -> Iterator[Request | CrawledArticle]:
        """Read an article page into an item, after its further pages where it has some."""
        # What was fetched from elsewhere than the article's address is read as if it stood there.
        url = claim.url if response.url == asked else response.url
        kept = capture(response, claim.url, "article", self.crawl.now())
        redirected = [] if url == claim.url else [Address(urls.canonical(url), "redirect")]
        try:
            refuse_front_page(url, claim.url)
            found = self.read(response, url)
            if found.next_pages:
                pages.check_article(found.article)
            item = self._item(found.article, claim, [*redirected, *found.addresses], kept)
            following = self.joined(item, found.next_pages, url)
        except ExtractError as error:
            self.crawl.fail(claim.url, error, capture=kept)
            return
        yield following

    def _item(self, article: NewsArticle, claim: Claim, addresses: list[Address], kept: Capture) -> CrawledArticle:
        if claim.entry is not None:
            entries.complete(article, claim.entry, self.crawl.source.timezone)
        article.source = self.crawl.source.name
        values = {field.name: getattr(article, field.name) for field in fields(NewsArticle)}
        return CrawledArticle(
            **values, frontier_url=claim.url, observed=kept.fetched, addresses=addresses, capture=kept
        )

    def article_failed(self, failure: Failure) -> None:
        """An article could not be fetched: it waits for its next try."""
        if isinstance(failure.value, CrawlStopped):
            return  # never asked for: its claim is given back when the run ends
        url = request_of(failure).meta["newsbot_url"]
        error = explain(failure)
        not_before = None
        if isinstance(failure.value, RetryLater):
            not_before = self.crawl.later(failure.value.due_seconds)
        elif isinstance(failure.value, RobotsUnavailable):
            not_before = self.crawl.later(ROBOTS_SECONDS)  # the page itself was not asked for
        self.logger.warning("%s", error)
        self.crawl.fail(url, error, gone=isinstance(error, GoneError), not_before=not_before)
