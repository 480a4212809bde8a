"""财联社 深度: the longer articles of a category."""

from newsbot import dates
from newsbot.listings import cls
from newsbot.listings.types import Listing
from newsbot.spiders.base import ListingSpider

_MS_FROM = 10**10
"""A Unix time from here on is in milliseconds."""


class ClsDepthSpider(ListingSpider):
    """``scrapy crawl cls_depth -a category=1003``.

    Args:
        category: 1000 头条, 1003 股市, 1135 港股, 1007 环球, 1005 公司, 1118 券商, 1110 基金, 1006 地产, 1032 金融,
            1119 汽车, 1111 科创, 1124 期货.
        endpoint: another server with the same API, without the category at its end.
    """

    name = "cls_depth"
    history = "pages"
    cursored = True

    def __init__(self, category: int | str = 1000, endpoint: str = "https://www.cls.cn/v3/depth/list") -> None:
        super().__init__()
        self.query = {"app": "CailianpressWeb", "os": "web", "sv": "8.4.6"}
        self.listing = f"{endpoint}/{category}"

    @property
    def listing_key(self) -> str:
        """The address without the time, which differs at every poll."""
        return self.listing

    def listing_url(self, page: int, cursor: str | None = None) -> str:
        """Return the signed address of the articles before a time: the cursor, for the first page now.

        In milliseconds: the one client known sends those, though the rows are in seconds. Should the API want seconds,
        the second page is the first again, which ends the walk with an error; the other way round it would be empty.
        """
        time = int(cursor or dates.to_datetime(self.crawl.now()).timestamp())
        return f"{self.listing}?{cls.signed({**self.query, 'last_time': time if time >= _MS_FROM else time * 1000})}"

    def parse_entries(self, body: bytes, url: str) -> Listing:
        """Read the API's answer."""
        return cls.parse_depth(body, url)
