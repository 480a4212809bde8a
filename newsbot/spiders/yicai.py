"""第一财经: the latest articles, and the briefs."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from newsbot.listings import yicai
from newsbot.listings.types import Listing
from newsbot.spiders.base import ListingSpider


class _YicaiSpider(ListingSpider):
    """One of the site's lists.

    Args:
        endpoint: another server with the same API.
    """

    history = "pages"
    path: ClassVar[str]
    query: ClassVar[dict[str, Any]] = {}
    """What its address has besides page and page size."""

    def __init__(self, endpoint: str = "https://www.yicai.com") -> None:
        super().__init__()
        self.endpoint = endpoint

    def listing_url(self, page: int, cursor: str | None = None) -> str:
        """Return the address of a page."""
        query = {**self.query, "page": page, "pagesize": self.page_size}
        return f"{self.endpoint}/api/ajax/{self.path}?{urlencode(query)}"


class YicaiLatestSpider(_YicaiSpider):
    """``scrapy crawl yicai_latest``."""

    name = "yicai_latest"
    page_size = 30
    path = "getlatest"

    def parse_entries(self, body: bytes, url: str) -> Listing:
        """Read the API's answer."""
        return yicai.parse_latest(body, url)


class YicaiBriefSpider(_YicaiSpider):
    """``scrapy crawl yicai_brief``. Each row is an article."""

    name = "yicai_brief"
    page_size = 50
    path = "getbrieflist"
    query: ClassVar[dict[str, Any]] = {"type": 0}

    def parse_entries(self, body: bytes, url: str) -> Listing:
        """Read the API's answer."""
        return yicai.parse_brief(body, url)
