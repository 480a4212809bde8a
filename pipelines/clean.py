"""Second stage: boilerplate out, editor and original headline into their fields, images listed, HTML sanitised."""

from typing import Any

from scrapy.exceptions import DropItem

from newsbot import pages
from newsbot.errors import ExtractError
from newsbot.items import CrawledArticle


class CleanPipeline:
    """Cleans the article fragment by the rules of the page that read it."""

    def process_item(self, item: Any) -> Any:
        """Return the cleaned item; raises `DropItem` when nothing but boilerplate was in it."""
        if isinstance(item, CrawledArticle):
            try:
                pages.clean_article(item)
                pages.check_article(item)
            except ExtractError as error:
                raise DropItem(str(error)) from error
        return item
