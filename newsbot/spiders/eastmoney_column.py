"""东方财富: the articles of a column, as JSON."""

from urllib.parse import urlencode

from newsbot.listings import eastmoney
from newsbot.listings.types import Listing
from newsbot.spiders.base import ListingSpider


class EastmoneyColumnSpider(ListingSpider):
    """``scrapy crawl eastmoney_column -a column=350``.

    Args:
        column: 350 财经要闻, 353 证券聚焦, 1207 财经早餐; 345 and 322 are known to exist.
        endpoint: another server with the same API.
    """

    name = "eastmoney_column"
    history = "pages"
    page_size = 20

    def __init__(
        self,
        column: int | str = 350,
        endpoint: str = "https://np-listapi.eastmoney.com/comm/web/getNewsByColumns",
    ) -> None:
        super().__init__()
        self.query = {
            "client": "web",
            "biz": "web_news_col",
            "column": column,
            "order": 1,
            "needInteractData": 0,
            "page_size": self.page_size,
            "req_trace": 1,  # any text will do; the same one keeps address and answer the same
            "fields": "code,showTime,title,mediaName,summary,image,url,uniqueUrl,Np_dst",
            "types": "1,20",
        }
        self.endpoint = endpoint

    def listing_url(self, page: int, cursor: str | None = None) -> str:
        """Return the address of a page of 20."""
        return f"{self.endpoint}?{urlencode({**self.query, 'page_index': page})}"

    def parse_entries(self, body: bytes, url: str) -> Listing:
        """Read the API's answer."""
        return eastmoney.parse_column(body, url)
