"""华尔街见闻: the live feed and the articles of the information flow."""

from typing import ClassVar
from urllib.parse import urlencode

from newsbot.listings import wallstreetcn
from newsbot.listings.types import Listing
from newsbot.spiders.base import ListingSpider

_ENDPOINT = "https://api-one.wallstcn.com"
"""``https://api-one-wscn.awtmt.com`` has answered the same."""


class WallstreetcnLivesSpider(ListingSpider):
    """``scrapy crawl wallstreetcn_lives -a channel=a-stock``. Each row is an article.

    Args:
        channel: global, a-stock, us-stock, hk-stock, forex, commodity or financing.
        endpoint: another server with the same API.
    """

    name = "wallstreetcn_lives"
    history = "pages"
    page_size = 100
    cursored: ClassVar[bool] = True

    def __init__(self, channel: str = "global", endpoint: str = _ENDPOINT) -> None:
        super().__init__()
        self.query = {"channel": f"{channel}-channel", "client": "pc", "limit": self.page_size}
        self.endpoint = endpoint

    def listing_url(self, page: int, cursor: str | None = None) -> str:
        """Return the address of the page a cursor begins."""
        query = {**self.query, "cursor": cursor} if cursor else self.query
        return f"{self.endpoint}/apiv1/content/lives?{urlencode(query)}"

    def parse_entries(self, body: bytes, url: str) -> Listing:
        """Read the API's answer."""
        return wallstreetcn.parse_lives(body, url)


class WallstreetcnArticlesSpider(ListingSpider):
    """``scrapy crawl wallstreetcn_articles -a channel=global``. The articles are fetched from the same API.

    Args:
        channel: global, shares, bonds, commodities, forex, enterprise, asset-manage, tmt, estate, car or medicine (the
            server is known to ignore it at times).
        endpoint: another server with the same API.
    """

    name = "wallstreetcn_articles"

    def __init__(self, channel: str = "global", endpoint: str = _ENDPOINT) -> None:
        super().__init__()
        self.query = {"channel": f"{channel}-channel", "accept": "article", "limit": 25}
        self.endpoint = endpoint

    def listing_url(self, page: int, cursor: str | None = None) -> str:
        """Return the address of the flow: it has one page."""
        return f"{self.endpoint}/apiv1/content/information-flow?{urlencode(self.query)}"

    def parse_entries(self, body: bytes, url: str) -> Listing:
        """Read the API's answer."""
        return wallstreetcn.parse_articles(body, url)
