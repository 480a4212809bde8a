"""Fourth stage: saves the work of fetching pictures that are archived. What the article is, the archive decides."""

from typing import Any

from scrapy.crawler import Crawler

from newsbot.archive import articles
from newsbot.crawl import Crawl
from newsbot.dedupe.content import content_sha256
from newsbot.extensions import spider_crawl
from newsbot.items import CrawledArticle


class DedupePipeline:
    """Marks the pictures that this article is known to have."""

    def __init__(self, crawl: Crawl) -> None:
        self.crawl = crawl

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "DedupePipeline":
        """Take the crawl of the spider. Raises `NotConfigured` where there is none."""
        return cls(spider_crawl(crawler))

    def process_item(self, item: Any) -> Any:
        """Return the item; its known pictures have their hash, and unchanged content needs no pictures at all."""
        if isinstance(item, CrawledArticle):
            known = articles.known(self.crawl.archive.db, item.frontier_url)
            if known is not None:
                item.fetch_images = known.content_sha256 != content_sha256(item)
                for image in item.images:
                    image.sha256 = known.images.get(image.url)
        return item
