"""Fourth stage: keeps our changes and the publisher's apart, and fetches no picture that is archived.

What the article is, the archive decides.
"""

from functools import partial
from typing import Any

from scrapy.crawler import Crawler

from newsbot.archive import articles
from newsbot.crawl import Crawl
from newsbot.dedupe.content import content_sha256
from newsbot.extensions import spider_crawl
from newsbot.items import CrawledArticle
from newsbot.repair import repair


class DedupePipeline:
    """Repairs what an earlier parser read otherwise, and marks the pictures that the article is known to have."""

    def __init__(self, crawl: Crawl) -> None:
        self.crawl = crawl

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "DedupePipeline":
        """Take the crawl of the spider. Raises `NotConfigured` where there is none."""
        return cls(spider_crawl(crawler))

    def process_item(self, item: Any) -> Any:
        """Return the item; its known pictures have their hash, and unchanged content needs no pictures at all."""
        if isinstance(item, CrawledArticle):
            archive = self.crawl.archive
            source = self.crawl.source
            repair(archive, item, source, source.timezone, partial(self.crawl.names.table, archive.db))
            known = articles.known(archive.db, item.frontier_url)
            if known is not None:
                item.fetch_images = known.content_sha256 != content_sha256(item)
                for image in item.images:
                    image.sha256 = known.images.get(image.url)
        return item
