"""证券时报: the newest articles of a column, an HTML fragment of one page."""

from urllib.parse import urlencode

from newsbot.listings import stcn
from newsbot.listings.types import Listing
from newsbot.spiders.base import ListingSpider


class StcnListSpider(ListingSpider):
    """``scrapy crawl stcn_list -a type=yw``.

    Args:
        type: yw 要闻, gs 股市, company 公司, data 数据, fund 基金, finance 金融, comment 评论, cj 产经, gd 滚动 …
        endpoint: another server with the same lists.
    """

    name = "stcn_list"

    def __init__(
        self,
        type: str = "yw",  # noqa: A002 - the site's own name for it
        endpoint: str = "https://www.stcn.com/article/list.html",
    ) -> None:
        super().__init__()
        self.type = type
        self.endpoint = endpoint

    def listing_url(self, page: int, cursor: str | None = None) -> str:
        """Return the address of the list."""
        return f"{self.endpoint}?{urlencode({'type': self.type})}"

    def parse_entries(self, body: bytes, url: str) -> Listing:
        """Read the fragment."""
        return stcn.parse_list(body, url)
