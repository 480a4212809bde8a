"""Second stage: boilerplate out, editor and original headline into their fields, images listed, HTML sanitised."""

from typing import Any

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem, NotConfigured

from newsbot import pages
from newsbot.crawl import Crawl
from newsbot.errors import ExtractError
from newsbot.extensions import spider_crawl
from newsbot.items import CrawledArticle


class CleanPipeline:
    """Cleans the article fragment by the rules of the page that read it, and by what its source was seen to repeat."""

    def __init__(self, crawl: Crawl | None = None) -> None:
        self.crawl = crawl

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "CleanPipeline":
        """Take the crawl of the spider; without one nothing is known of the source."""
        try:
            return cls(spider_crawl(crawler))
        except NotConfigured:
            return cls()

    def process_item(self, item: Any) -> Any:
        """Return the cleaned item; raises `DropItem` when nothing but boilerplate was in it."""
        if isinstance(item, CrawledArticle):
            try:
                pages.clean_article(item, self.crawl.learned(item) if self.crawl else frozenset())
                pages.check_article(item)
            except ExtractError as error:
                raise DropItem(str(error)) from error
        return item
