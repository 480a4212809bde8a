"""First stage: what is no article is refused by name."""

from typing import Any

from scrapy.exceptions import DropItem

from newsbot import pages
from newsbot.errors import ExtractError
from newsbot.items import CrawledArticle


class ValidatePipeline:
    """Drops challenge pages, login walls, soft 404s and empty pages: they never overwrite what is archived."""

    def process_item(self, item: Any) -> Any:
        """Return the item, or raise `DropItem` with the outcome's name as its cause."""
        if isinstance(item, CrawledArticle):
            try:
                pages.check_article(item)
            except ExtractError as error:
                raise DropItem(str(error)) from error
        return item
