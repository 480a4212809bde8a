"""Ties a Scrapy crawl to its run in the archive, and leaves no claimed address without an outcome."""

import asyncio
import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, NotConfigured
from scrapy.http import Response
from twisted.python.failure import Failure

from newsbot.archive import Archive
from newsbot.config import SHIPPED, Config, Source, load
from newsbot.crawl import Crawl
from newsbot.errors import ArchiveError, NewsbotError
from newsbot.hosts import HostBudget
from newsbot.items import CrawledArticle
from newsbot.names import Names, known
from newsbot.runner import source_settings

logger = logging.getLogger(__name__)


def _is_news(record: logging.LogRecord) -> bool:
    return not (record.exc_info and isinstance(record.exc_info[1], ArchiveError))


# Scrapy logs an archive that cannot be written once for each article in flight; `CrawlRecorder` says it once.
for _name in ("scrapy.core.engine", "scrapy.core.scraper"):
    logging.getLogger(_name).addFilter(_is_news)


class CrawlRecorder:
    """The run of this crawl: begun when the spider opens, ended when it closes."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._stopping: asyncio.Future[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "CrawlRecorder":
        """Connect to the crawl's signals. Raises `NotConfigured` where there is none."""
        spider_crawl(crawler)
        recorder = cls(crawler)
        for signal in ("spider_opened", "spider_closed", "spider_error", "item_error", "item_dropped"):
            crawler.signals.connect(getattr(recorder, signal), getattr(signals, signal))
        return recorder

    @property
    def crawl(self) -> Crawl:
        """The crawl the spider works for."""
        return spider_crawl(self.crawler)

    def spider_opened(self, spider: Spider) -> None:
        """Begin the run. Where the archive cannot be written, the spider closes before it has asked for anything."""
        try:
            self.crawl.open()
        except ArchiveError as error:
            self.crawl.error = str(error)
            raise CloseSpider("archive") from error

    def spider_closed(self, spider: Spider, reason: str) -> None:
        """End the run."""
        stats = self.crawler.stats.get_stats()
        try:
            self.crawl.close(
                stopped=reason == "shutdown",
                received=int(stats.get("downloader/response_bytes", 0)),
                stats={name: value for name, value in stats.items() if name.startswith(_KEPT_STATS)},
            )
        except ArchiveError as error:
            self._stop(error)

    def spider_error(self, failure: Failure, response: Response | Failure | None, spider: Spider) -> None:
        """A callback raised: its address waits for its next try."""
        # For an errback that raised, Scrapy passes the failure it was called with.
        request = getattr(response, "request", None)
        self._record(None if request is None else request.meta.get("newsbot_url"), failure.value)

    def item_error(self, item: Any, response: Response | None, spider: Spider, failure: Failure) -> None:
        """A pipeline raised: its address waits for its next try."""
        self._record(getattr(item, "frontier_url", None), failure.value, item)

    def item_dropped(self, item: Any, response: Response | None, exception: BaseException, spider: Spider) -> None:
        """A pipeline refused the item, and says why."""
        self._record(getattr(item, "frontier_url", None), exception.__cause__ or exception, item)

    def _record(self, url: str | None, error: BaseException | None, item: Any = None) -> None:
        if isinstance(error, ArchiveError):
            self._stop(error)
            return
        if url is None:
            self.crawl.end_walk(f"{type(error).__name__}: {error}")
            return
        said = error if isinstance(error, NewsbotError) else f"{url}: {type(error).__name__}: {error}"
        try:
            self.crawl.fail(url, said, capture=item.capture if isinstance(item, CrawledArticle) else None)
        except ArchiveError as unwritable:
            self._stop(unwritable)

    def _stop(self, error: ArchiveError) -> None:
        """The archive cannot be written: going on would fetch what cannot be kept. The frontier remembers the rest."""
        if self.crawl.error is None:
            logger.error("%s", error)
        self.crawl.error = self.crawl.error or str(error)
        if not self._stopping:
            # Kept, for asyncio holds its tasks weakly.
            self._stopping = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="archive"))


_KEPT_STATS = (
    "downloader/exception",
    "downloader/response_status",
    "retry/",
    "robotstxt/",
    "httperror/",
    "newsbot/",
    "elapsed",
)


def spider_crawl(crawler: Crawler) -> Crawl:
    """Return the crawl the crawler's spider works for.

    Raises:
        NotConfigured: there is none, as in ``scrapy shell`` and with a spider that is not ours: Scrapy then goes on
            without what asked for it.
    """
    crawl = getattr(crawler.spider, "crawl", None)
    if not isinstance(crawl, Crawl):
        raise NotConfigured
    return crawl


def crawl_of(crawler: Crawler, spider: str, arguments: Mapping[str, Any]) -> Crawl:
    """Return the crawl a runner attached to the crawler (``crawler.newsbot``), or make one for plain ``scrapy crawl``.

    The latter takes its archive and limits from newsbot.toml as ``newsbot crawl`` does, and the stanza that has this
    spider and these arguments with all its settings; without one, a source named after the spider.
    """
    attached: Crawl | None = getattr(crawler, "newsbot", None)
    if attached is not None:
        return attached
    config = load(None, os.environ, Path.cwd(), SHIPPED)
    source = _stanza(config, spider, arguments)
    crawl = Crawl(source, Archive(config.archive_path(None, os.environ)), config.limits, due="by hand")
    crawl.hosts = HostBudget(config.limits.host_delay)
    crawl.names = Names(known(config))
    # Below the command line: what is given with -s wins.
    crawler.settings.update(source_settings(config, source), priority="spider")
    crawler.newsbot = crawl  # type: ignore[attr-defined]
    crawler.signals.connect(lambda: crawl.archive.close(), signals.engine_stopped, weak=False)
    return crawl


def _stanza(config: Config, spider: str, arguments: Mapping[str, Any]) -> Source:
    wanted = {name: str(value) for name, value in arguments.items()}
    for source in config.source.values():
        if source.spider == spider and {name: str(value) for name, value in source.arguments.items()} == wanted:
            return source
    place: dict[str, Any] = {"spider": spider, "args": wanted}
    if spider in ("feed", "sitemap") and "url" in wanted:
        place = {spider: wanted.pop("url"), **({"args": wanted} if wanted else {})}
    return Source.model_validate({"name": spider.replace("_", "-"), "timezone": config.defaults.timezone, **place})
