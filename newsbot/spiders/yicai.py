"""第一财经: the latest articles, and the briefs."""

from urllib.parse import urlencode

from newsbot.listings import yicai
from newsbot.listings.types import Listing
from newsbot.spiders.base import ListingSpider

_ENDPOINT = "https://www.yicai.com"


class YicaiLatestSpider(ListingSpider):
    """``scrapy crawl yicai_latest``.

    Args:
        endpoint: another server with the same API.
    """

    name = "yicai_latest"
    history = "pages"
    page_size = 30

    def __init__(self, endpoint: str = _ENDPOINT) -> None:
        super().__init__()
        self.endpoint = endpoint

    def listing_url(self, page: int, cursor: str | None = None) -> str:
        """Return the address of a page of 30."""
        return f"{self.endpoint}/api/ajax/getlatest?{urlencode({'page': page, 'pagesize': self.page_size})}"

    def parse_entries(self, body: bytes, url: str) -> Listing:
        """Read the API's answer."""
        return yicai.parse_latest(body, url)


class YicaiBriefSpider(ListingSpider):
    """``scrapy crawl yicai_brief``. Each row is an article.

    Args:
        endpoint: another server with the same API.
    """

    name = "yicai_brief"
    history = "pages"
    page_size = 50

    def __init__(self, endpoint: str = _ENDPOINT) -> None:
        super().__init__()
        self.endpoint = endpoint

    def listing_url(self, page: int, cursor: str | None = None) -> str:
        """Return the address of a page of 50."""
        query = {"type": 0, "page": page, "pagesize": self.page_size}
        return f"{self.endpoint}/api/ajax/getbrieflist?{urlencode(query)}"

    def parse_entries(self, body: bytes, url: str) -> Listing:
        """Read the API's answer."""
        return yicai.parse_brief(body, url)
