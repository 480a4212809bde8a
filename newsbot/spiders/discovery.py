"""Finding the listing behind a page: fetches what a `Search` asks for."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, DownloadConnectionRefusedError
from scrapy.http import Response
from twisted.python.failure import Failure

from newsbot.crawl import Crawl
from newsbot.discovery import Search
from newsbot.errors import AddressRefused, NewsbotError
from newsbot.middlewares import DAY, RetryLater, RobotsUnavailable
from newsbot.spiders.responses import explain

_UNREACHABLE = (
    AddressRefused, CannotResolveHostError, DownloadConnectionRefusedError, RetryLater, RobotsUnavailable,
)  # fmt: skip
"""What says that no other address of the host can be had either."""


@dataclass
class Discovery(Crawl):
    """The `Crawl` of a search: nothing is listed or archived in it."""

    search: Search = field(kw_only=True)
    errors: dict[str, NewsbotError] = field(default_factory=dict)
    """By address: why it could not be had."""


class DiscoverySpider(scrapy.Spider):
    """Goes through a search step by step. Has no name of its own, for Scrapy and newsbot.toml call spiders by it."""

    crawl: Discovery
    _waiting: int = 0

    def __init__(self) -> None:
        super().__init__(name="discovery")
        self._arrived = asyncio.Event()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "DiscoverySpider":
        """Give the spider the `Discovery` of the runner."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.crawl = crawler.newsbot  # type: ignore[attr-defined]
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Yield a request for each address of a step, and wait for all of them before the next."""
        for addresses in self.crawl.search.steps():
            self._waiting = len(addresses)
            for url in addresses:
                yield Request(url, self.answered, errback=self.failed, dont_filter=True, cb_kwargs={"asked": url})
            while self._waiting:
                self._arrived.clear()
                await self._arrived.wait()
        self.crawl.end_walk()

    def answered(self, response: Response, asked: str) -> None:
        """Hand an answer to the search."""
        content_type = response.headers.get("Content-Type")
        try:
            self.crawl.search.answer(
                asked, response.url, response.body, content_type.decode("latin-1") if content_type else None
            )
        finally:
            self._count(response.url)

    def failed(self, failure: Failure) -> None:
        """Tell the search that there was no answer, and why."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there for errbacks
        error = explain(failure)
        self.crawl.errors[request.cb_kwargs["asked"]] = error
        unreachable = request.url if isinstance(failure.value, _UNREACHABLE) else None
        self.crawl.search.fail(request.cb_kwargs["asked"], error.what, unreachable=unreachable)
        self._count(request.url)

    def _count(self, url: str) -> None:
        """One more is in; the robots.txt that was asked for before it is the search's to read."""
        robots = self.crawl.robots.get(urlsplit(url).netloc, DAY)
        if robots and robots[0] == 200 and not self.crawl.search.robots:
            self.crawl.search.robots = robots[1]
        self._waiting -= 1
        self._arrived.set()
