"""东方财富 7×24: flashes, each an article made from its listing row."""

from urllib.parse import urlencode

from newsbot.listings import eastmoney
from newsbot.listings.types import Listing
from newsbot.spiders.base import ListingSpider


class EastmoneyFastSpider(ListingSpider):
    """``scrapy crawl eastmoney_fast``.

    Args:
        column: the list of flashes; 102 is all of them.
        endpoint: another server with the same API.
    """

    name = "eastmoney_fast"
    history = "pages"
    page_size = 50
    cursored = True

    def __init__(
        self,
        column: int | str = 102,
        endpoint: str = "https://np-weblist.eastmoney.com/comm/web/getFastNewsList",
    ) -> None:
        super().__init__()
        self.query = {
            "client": "web",
            "biz": "web_724",
            "fastColumn": column,
            "pageSize": self.page_size,
            "req_trace": 1,  # any text will do; the same one keeps address and answer the same
        }
        self.endpoint = endpoint

    def listing_url(self, page: int, cursor: str | None = None) -> str:
        """Return the address of a page of 50; the first has an empty cursor."""
        return f"{self.endpoint}?{urlencode({**self.query, 'sortEnd': cursor or ''})}"

    def parse_entries(self, body: bytes, url: str) -> Listing:
        """Read the API's answer."""
        return eastmoney.parse_fast(body, url)
