"""财新: headlines only."""

from newsbot.listings import caixin
from newsbot.listings.types import Listing
from newsbot.spiders.base import ListingSpider


class CaixinSpider(ListingSpider):
    """``scrapy crawl caixin``. Each row is an article: headline and summary; the pages are for subscribers.

    Args:
        endpoint: another server with the same API.
    """

    name = "caixin"

    def __init__(self, endpoint: str = "https://gateway.caixin.com") -> None:
        super().__init__()
        self.endpoint = endpoint

    def listing_url(self, page: int, cursor: str | None = None) -> str:
        """Return the address of the scroll: it has one page."""
        return f"{self.endpoint}/api/dataplatform/scroll/index"

    def parse_entries(self, body: bytes, url: str) -> Listing:
        """Read the API's answer."""
        return caixin.parse(body, url)
