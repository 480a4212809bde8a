"""Third stage: which securities the article is about."""

from typing import Any

from newsbot import pages
from newsbot.items import CrawledArticle


class TickersPipeline:
    """Merges the mentions the page and the listing gave, and counts them in the cleaned body."""

    def process_item(self, item: Any) -> Any:
        """Return the item with its ``tickers``."""
        if isinstance(item, CrawledArticle):
            pages.find_tickers(item)
        return item
