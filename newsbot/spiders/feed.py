"""RSS, Atom and JSON feeds."""

from newsbot.listings import feed
from newsbot.listings.types import Listing
from newsbot.spiders.base import ListingSpider


class FeedSpider(ListingSpider):
    """``scrapy crawl feed -a url=https://www.federalreserve.gov/feeds/press_all.xml``; in newsbot.toml ``feed = "…"``.

    Args:
        url: the feed's address.
    """

    name = "feed"

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url

    def listing_url(self, page: int, cursor: str | None = None) -> str:
        """Return the feed's address: it has one page."""
        return self.url

    def parse_entries(self, body: bytes, url: str) -> Listing:
        """Read the feed."""
        return feed.parse(body, url, self.crawl.source.timezone)
