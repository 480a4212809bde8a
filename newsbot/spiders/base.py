"""What every spider of ours does: walk a listing, then fetch what the frontier hands out."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import asdict, dataclass, field, fields
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
from newsbot.extract import pagination
from newsbot.items import Address, Capture, CaptureKind, CrawledArticle, ListingEntry, NewsArticle
from newsbot.listings.types import Listing
from newsbot.middlewares import CrawlStopped, RetryLater, RobotsUnavailable, cause
from newsbot.pages import entries

ROBOTS_SECONDS = 3600
"""When to ask again where robots.txt could not be had."""

CLAIM_AHEAD = 16
"""Addresses claimed at a time: enough to keep Scrapy's 16 concurrent requests busy, few enough to lose with a kill."""


@dataclass(slots=True)
class Walk:
    """How far the walk of a listing has come."""

    page: int = 0
    rows: int = 0
    fresh: ListingValidators = field(default_factory=ListingValidators)
    """What the first page answered; kept when the walk is complete."""
    follow: list[str] = field(default_factory=list)
    """Files that wait to be read."""
    _files: bool = False
    _seen: set[tuple[str, ...]] = field(default_factory=set)

    def note(self, listing: Listing, url: str) -> None:
        """Count a page.

        Raises:
            ListingError: it has the very entries of an earlier one: the rest of the listing is out of reach.
        """
        self.page += 1
        self.rows += listing.rows
        self.follow += listing.follow
        shown = tuple(sorted(entry.url for entry in listing.entries))
        self._files = self._files or bool(listing.follow)
        if shown and shown in self._seen and not self._files:
            raise ListingError(f"page {self.page} has the same rows as one before", where=url, do=_STUCK)
        self._seen.add(shown)


_STUCK = "The site ignores the page asked for, so older entries are out of reach"


@dataclass(slots=True)
class MultiPage:
    """The further pages of one article: which were asked for, and which wait."""

    asked: set[str]
    _waiting: list[str] = field(default_factory=list)

    def next(self, named: Sequence[str]) -> str | None:
        """Take note of the pages a page names, and return the one to fetch now."""
        self._waiting += [url for url in named if url not in self.asked and url not in self._waiting]
        if not self._waiting or len(self.asked) > pagination.MAX_PAGES:
            return None
        url = self._waiting.pop(0)
        self.asked.add(url)
        return url


class ListingSpider(scrapy.Spider):
    """Walks a listing and fetches its articles. A subclass gives the listing's addresses and its parser.

    Usable as any Scrapy spider: ``scrapy crawl sina_roll -a lid=1686``; arguments are those of a stanza's ``args``.
    """

    page_size: ClassVar[int | None] = None
    """Entries asked for on one listing page; ``None``: the listing has one page."""

    newest_first: ClassVar[bool] = True
    """False: new entries may stand behind known ones, so every walk reads the listing to its end."""

    cursored: ClassVar[bool] = False
    """True: the next page is asked for with the `Listing.cursor` of this one; its end is a page without."""

    crawl: Crawl
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

    async def start(self) -> AsyncIterator[Any]:
        """Yield the listing, then articles as the frontier hands them out, then pictures to try again."""
        if self.crawl.addresses:
            self.crawl.end_walk()
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

    def _listing_page(self, request: Request, walk: "Walk") -> Request:
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

    def parse_listing(self, response: Response, walk: "Walk") -> Iterator[Request]:
        """Put a listing page on the frontier and go on to the next one while it is new."""
        if response.status == 304:
            self.crawl.end_walk()
            return
        try:
            listing = self.parse_entries(response.body, response.url)
            walk.note(listing, response.url)
        except ListingError as error:
            self._end_walk(error)
            return
        self.crawl.on_listing(listing)
        for reason in listing.skipped:
            self.logger.warning("%s: %s", response.url, reason)
        if walk.page == 1 and not listing.follow:  # an index stays as it is while its files change
            walk.fresh = ListingValidators(_header(response, "ETag"), _header(response, "Last-Modified"))
        reached = self.crawl.record_page([entry for entry in listing.entries if self.accepts(entry)])
        # Files of an index are no pages of one list: what one has says nothing of the next.
        request = None if reached and self.newest_first and not walk.follow else self._next_page(listing, walk)
        if request is None:
            self.crawl.complete_walk(self.listing_key, walk.fresh)
        else:
            yield self._listing_page(request, walk)

    def _next_page(self, listing: Listing, walk: "Walk") -> Request | None:
        """The request that goes on with the walk, ``None`` at its end.

        A short page alone is no end: some answer fewer rows than asked.
        """
        if walk.page >= self.max_pages:
            return None
        if walk.follow:
            return Request(walk.follow.pop(0))
        if self.cursored:
            return self.listing_request(walk.page + 1, listing.cursor) if listing.cursor else None
        if self.page_size is None or not listing.rows or (listing.total is not None and walk.rows >= listing.total):
            return None
        return self.listing_request(walk.page + 1)

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
        self._end_walk(explain(failure))
        return None

    def _end_walk(self, error: NewsbotError) -> None:
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
        capture = Capture(claim.url, listing, "entry", self.crawl.now(), 200, "application/json", [], row)
        return self._item(pages.read_entry(entry, listing), claim, [], capture)

    def parse_article(self, response: Response, claim: Claim, asked: str) -> Iterator[Request | CrawledArticle]:
        """Read an article page into an item, after its further pages where it has some."""
        # What was fetched from elsewhere than the article's address is read as if it stood there.
        url = claim.url if response.url == asked else response.url
        capture = _capture(response, claim.url, "article", self.crawl.now())
        try:
            _refuse_front_page(url, claim.url)
            found = self._read(response, url)
            if found.next_pages:
                pages.check_article(found.article)
        except ExtractError as error:
            self.crawl.fail(claim.url, error, capture=capture)
            return
        redirected = [] if url == claim.url else [Address(urls.canonical(url), "redirect")]
        item = self._item(found.article, claim, [*redirected, *found.addresses], capture)
        yield self._continued(item, MultiPage({claim.url, url}), found.next_pages)

    def _read(self, response: Response, url: str) -> pages.Reading:
        source = self.crawl.source
        media_type = _header(response, "Content-Type")
        return pages.read_fields(url, response.body, content_type=media_type, page=source.page, zone=source.timezone)

    def _continued(self, item: CrawledArticle, whole: "MultiPage", named: Sequence[str]) -> Request | CrawledArticle:
        """The request for the article's next page, or the article when it has no further one."""
        url = whole.next(named)
        if url is None:
            return item
        return Request(
            url,
            self.parse_part,
            errback=self.part_failed,
            dont_filter=True,
            meta={"newsbot_url": item.frontier_url},
            cb_kwargs={"item": item, "whole": whole},
        )

    def parse_part(
        self, response: Response, item: CrawledArticle, whole: "MultiPage"
    ) -> Iterator[Request | CrawledArticle]:
        """Append a further page of an article, and go on to the next."""
        try:
            found = self._read(response, response.url)
            pages.check_article(found.article)
        except ExtractError as error:
            yield self._incomplete(item, error)
            return
        item.parts.append(_capture(response, response.url, "part", item.observed))
        pages.join(item, found.article)
        yield self._continued(item, whole, found.next_pages)

    def part_failed(self, failure: Failure) -> Iterator[CrawledArticle]:
        """A page of an article could not be fetched: what there is of it is kept, and it waits for its next try."""
        if not isinstance(failure.value, CrawlStopped):
            yield self._incomplete(_request_of(failure).cb_kwargs["item"], explain(failure))

    def _incomplete(self, item: CrawledArticle, error: NewsbotError) -> CrawledArticle:
        self.logger.warning("%s", error)
        item.complete = False
        item.missing = f"page {len(item.parts) + 2} is missing: {error}"
        return item

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
        error = explain(failure)
        not_before = None
        if isinstance(failure.value, RetryLater):
            not_before = self.crawl.later(failure.value.due_seconds)
        elif isinstance(failure.value, RobotsUnavailable):
            not_before = self.crawl.later(ROBOTS_SECONDS)  # the page itself was not asked for
        self.logger.warning("%s", error)
        self.crawl.fail(url, error, gone=isinstance(error, GoneError), not_before=not_before)


def _capture(response: Response, url: str, kind: CaptureKind, fetched: str) -> Capture:
    headers = [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    ]
    media_type = _header(response, "Content-Type")
    return Capture(url, response.url, kind, fetched, response.status, media_type, headers, response.body)


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


def explain(failure: Failure) -> NewsbotError:
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
