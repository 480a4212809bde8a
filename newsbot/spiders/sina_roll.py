"""新浪财经 roll lists: the JSON API behind feed.mix.sina.com.cn."""

from datetime import datetime
from math import ceil, floor
from urllib.parse import urlencode

from scrapy import Request

from newsbot.listings import sina_roll
from newsbot.listings.types import Listing
from newsbot.spiders.base import ListingSpider


class SinaRollSpider(ListingSpider):
    """``scrapy crawl sina_roll -a pageid=155 -a lid=1686``.

    Args:
        pageid: 155 finance, 153 news, 384 finance roll; must match ``lid``.
        lid: the list, 1686 is 国内滚动.
        k: keyword the server filters by.
        endpoint: another server with the same API.
    """

    name = "sina_roll"
    history = "window"
    page_size = 50  # the largest the API is known to honour

    def __init__(
        self,
        pageid: int | str = 155,
        lid: int | str = 1686,
        k: str = "",
        endpoint: str = "https://feed.mix.sina.com.cn/api/roll/get",
    ) -> None:
        super().__init__()
        self.query = {"pageid": pageid, "lid": lid, "k": k, "num": self.page_size}
        self.endpoint = endpoint

    def listing_url(self, page: int, cursor: str | None = None) -> str:
        """Return the address of a page of 50."""
        return f"{self.endpoint}?{urlencode({**self.query, 'page': page})}"

    def window_request(self, begins: datetime, ends: datetime, page: int, cursor: str | None = None) -> Request:
        """Return the request for a page of a window: ``etime`` is its beginning, ``stime`` its end (sic)."""
        window = {"etime": floor(begins.timestamp()), "stime": ceil(ends.timestamp())}
        return Request(f"{self.listing_url(page)}&{urlencode(window)}")

    def parse_entries(self, body: bytes, url: str) -> Listing:
        """Read the API's answer."""
        return sina_roll.parse(body, url)
