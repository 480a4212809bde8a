"""人民银行: its HTML lists."""

from newsbot.listings import pbc
from newsbot.listings.types import Listing
from newsbot.spiders.base import ListingSpider


class PbcSpider(ListingSpider):
    """``scrapy crawl pbc -a endpoint=http://www.pbc.gov.cn/zhengcehuobisi/125207/125213/125431/125475/index.html``.

    Args:
        endpoint: address of the list; 新闻发布 if not given. How its further pages are called is not known.
    """

    name = "pbc"

    def __init__(self, endpoint: str = "http://www.pbc.gov.cn/goutongjiaoliu/113456/113469/index.html") -> None:
        super().__init__()
        self.endpoint = endpoint

    def listing_url(self, page: int, cursor: str | None = None) -> str:
        """Return the list's address: it has one page."""
        return self.endpoint

    def parse_entries(self, body: bytes, url: str) -> Listing:
        """Read the list, or say that the site's JavaScript challenge stands before it."""
        return pbc.parse(body, url)
