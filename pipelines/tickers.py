"""Third stage: which securities the article is about."""

from functools import cached_property
from typing import Any

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from newsbot import pages
from newsbot.crawl import Crawl
from newsbot.extensions import spider_crawl
from newsbot.finance.names import NameTable
from newsbot.items import CrawledArticle


class TickersPipeline:
    """Adds codes and names in the clean text to what the page and the listing named, and counts them there."""

    def __init__(self, crawl: Crawl | None = None) -> None:
        self.crawl = crawl

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "TickersPipeline":
        """Take the crawl of the spider; without one no names are known."""
        try:
            return cls(spider_crawl(crawler))
        except NotConfigured:
            return cls()

    def process_item(self, item: Any) -> Any:
        """Return the item with its ``tickers``."""
        if isinstance(item, CrawledArticle):
            pages.find_tickers(item, self._names)
        return item

    @cached_property
    def _names(self) -> NameTable:
        """The names known when the crawl's first article came: it learns for the next one, and makes no table twice."""
        return pages.NO_NAMES if self.crawl is None else self.crawl.names.table(self.crawl.archive.db)
