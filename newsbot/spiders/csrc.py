"""证监会: a channel's page, then the JSON list it leads to."""

from typing import ClassVar

from newsbot.listings import csrc
from newsbot.listings.types import Listing
from newsbot.spiders.base import ListingSpider


class CsrcSpider(ListingSpider):
    """``scrapy crawl csrc -a channel=c100028``.

    Args:
        channel: part of the channel's address, ``c100028`` is 证监会要闻.
        endpoint: what the channel stands below, ``http://www.csrc.gov.cn/csrc``.
    """

    name = "csrc"
    history = "pages"
    cursored: ClassVar[bool] = True

    def __init__(self, channel: str = "c100028", endpoint: str = "http://www.csrc.gov.cn/csrc") -> None:
        super().__init__()
        self.channel, self.endpoint = channel, endpoint

    def listing_url(self, page: int, cursor: str | None = None) -> str:
        """Return the address of the channel's page; it leads to the JSON list, each page of that to the next."""
        return cursor or f"{self.endpoint.rstrip('/')}/{self.channel}/common_xq_list.shtml"

    def parse_entries(self, body: bytes, url: str) -> Listing:
        """Read the channel's page or a page of its list."""
        return csrc.parse(body, url)
