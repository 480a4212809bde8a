"""新浪财经 7×24: flashes, each an article made from its listing row."""

from urllib.parse import urlencode

from newsbot.listings import sina_zhibo
from newsbot.listings.types import Listing
from newsbot.spiders.base import ListingSpider


class SinaZhiboSpider(ListingSpider):
    """``scrapy crawl sina_zhibo -a zhibo_id=152``.

    Args:
        zhibo_id: 152 财经, 151 政经, 153 综合, 155 市场, 164 国际, 242 行业.
        tag: 0 全部, 1 宏观, 3 公司 … (the server is known to ignore it at times).
        endpoint: another server with the same API.
    """

    name = "sina_zhibo"
    history = "pages"
    page_size = 50  # the server may answer 10: a short page is no end

    def __init__(
        self, zhibo_id: int | str = 152, tag: int | str = 0, endpoint: str = "https://zhibo.sina.com.cn/api/zhibo/feed"
    ) -> None:
        super().__init__()
        # Both spellings of the page size: which one counts has changed.
        self.query = {
            "zhibo_id": zhibo_id,
            "tag_id": tag,
            "dire": "f",
            "dpc": 1,
            "page_size": self.page_size,
            "pagesize": self.page_size,
        }
        self.endpoint = endpoint

    def listing_url(self, page: int, cursor: str | None = None) -> str:
        """Return the address of a page."""
        return f"{self.endpoint}?{urlencode({**self.query, 'page': page})}"

    def parse_entries(self, body: bytes, url: str) -> Listing:
        """Read the API's answer."""
        return sina_zhibo.parse(body, url)
