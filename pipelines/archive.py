"""Last stage: one transaction per article."""

from typing import Any

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from newsbot.crawl import Crawl
from newsbot.errors import ExtractError
from newsbot.extensions import spider_crawl
from newsbot.items import CrawledArticle, ImageRetry


class ArchivePipeline:
    """Stores the article with its pictures, or the pictures that were tried again."""

    def __init__(self, crawl: Crawl) -> None:
        self.crawl = crawl

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ArchivePipeline":
        """Take the crawl of the spider. Raises `NotConfigured` where there is none."""
        return cls(spider_crawl(crawler))

    def process_item(self, item: Any) -> Any:
        """Return the item, archived; raises `DropItem` when it is not what its address stood for."""
        if isinstance(item, CrawledArticle):
            try:
                self.crawl.store(item, list(item.pictures.values()))
            except ExtractError as error:
                raise DropItem(str(error)) from error
        elif isinstance(item, ImageRetry):
            self.crawl.store_retry(item, list(item.pictures.values()))
        return item
