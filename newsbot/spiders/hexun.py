"""和讯: its paged news lists."""

from urllib.parse import urlencode

from newsbot.listings import hexun
from newsbot.listings.types import Listing
from newsbot.spiders.base import ListingSpider


class HexunSpider(ListingSpider):
    """``scrapy crawl hexun -a list_id=108511056``.

    Args:
        list_id: 108511056 国内经济, 100018983 产业, 108511812 公司, 100018982 金融, 100235808 or 100235849 股票,
            187804274 原创.
        endpoint: another server with the same API; ``https://open.tool.hexun.com`` is one.
    """

    name = "hexun"
    history = "pages"
    page_size = 30  # up to 200 have been answered

    def __init__(self, list_id: int | str = 108511056, endpoint: str = "https://opentool.hexun.com") -> None:
        super().__init__()
        self.query = {"id": list_id, "s": self.page_size, "priority": 0, "callback": "hx_json1"}
        self.endpoint = endpoint

    def listing_url(self, page: int, cursor: str | None = None) -> str:
        """Return the address of a page of 30."""
        query = urlencode({**self.query, "cp": page})
        return f"{self.endpoint}/MongodbNewsService/newsListPageByJson.jsp?{query}"

    def parse_entries(self, body: bytes, url: str) -> Listing:
        """Read the API's answer."""
        return hexun.parse(body, url)
