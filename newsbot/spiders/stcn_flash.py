"""证券时报 快讯: flashes, each an article made from its listing row."""

from urllib.parse import urlencode

from scrapy import Request

from newsbot.listings import stcn
from newsbot.listings.types import Listing
from newsbot.spiders.base import ListingSpider


class StcnFlashSpider(ListingSpider):
    """``scrapy crawl stcn_flash``.

    Args:
        endpoint: another server with the same API.
    """

    name = "stcn_flash"
    history = "pages"
    cursored = True

    def __init__(self, endpoint: str = "https://www.stcn.com/article/list.html") -> None:
        super().__init__()
        self.endpoint = endpoint

    def listing_url(self, page: int, cursor: str | None = None) -> str:
        """Return the address of a page."""
        return f"{self.endpoint}?{urlencode({'type': 'kx', **({'page_time': cursor} if cursor else {})})}"

    def listing_request(self, page: int, cursor: str | None = None) -> Request:
        """Return the request of a script: any other is answered with a page."""
        return Request(self.listing_url(page, cursor), headers={"X-Requested-With": "XMLHttpRequest"})

    def parse_entries(self, body: bytes, url: str) -> Listing:
        """Read the API's answer."""
        return stcn.parse_flashes(body, url)
