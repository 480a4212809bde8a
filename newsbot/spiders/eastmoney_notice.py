"""东方财富: announcements of listed companies, each an article made from its listing row."""

from datetime import datetime, timedelta
from urllib.parse import urlencode

from scrapy import Request

from newsbot.listings import eastmoney
from newsbot.listings.types import Listing
from newsbot.spiders.base import ListingSpider


class EastmoneyNoticeSpider(ListingSpider):
    """``scrapy crawl eastmoney_notice -a stocks=600036``.

    Args:
        market: kind of security, A is mainland shares.
        kind: 0 all, 1 to 7 one kind of announcement.
        stocks: codes of companies with commas between them; all when left out.
        endpoint: another server with the same API.
    """

    name = "eastmoney_notice"
    history = "window"
    page_size = 100

    def __init__(
        self,
        market: str = "A",
        kind: int | str = 0,
        stocks: str = "",
        endpoint: str = "https://np-anotice-stock.eastmoney.com/api/security/ann",
    ) -> None:
        super().__init__()
        self.query = {
            "sr": -1,
            "page_size": self.page_size,
            "ann_type": market,
            "client_source": "web",
            "f_node": kind,
            "s_node": 0,
            **({"stock_list": stocks} if stocks else {}),
        }
        self.endpoint = endpoint

    def listing_url(self, page: int, cursor: str | None = None) -> str:
        """Return the address of a page of 100."""
        return f"{self.endpoint}?{urlencode({**self.query, 'page_index': page})}"

    def window_request(self, begins: datetime, ends: datetime, page: int, cursor: str | None = None) -> Request:
        """Return the request for a page of the announcements of some days."""
        days = {"begin_time": begins.date(), "end_time": (ends - timedelta(microseconds=1)).date()}
        return Request(f"{self.listing_url(page)}&{urlencode(days)}")

    def parse_entries(self, body: bytes, url: str) -> Listing:
        """Read the API's answer."""
        return eastmoney.parse_notices(body, url)
