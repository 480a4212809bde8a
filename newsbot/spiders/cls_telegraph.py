"""财联社 电报: flashes, each an article made from its listing row."""

from datetime import datetime
from math import ceil

from scrapy import Request

from newsbot import dates
from newsbot.listings import cls
from newsbot.listings.types import Listing
from newsbot.spiders.base import ListingSpider


class ClsTelegraphSpider(ListingSpider):
    """``scrapy crawl cls_telegraph -a category=red``.

    Args:
        category: all when left out; red 加红, announcement 公司, watch 看盘, explain 解读, jpush 推送, remind 提醒,
            fund 基金, hk 港股.
        endpoint: another server with the same API.
    """

    name = "cls_telegraph"
    history = "pages"
    page_size = 50
    cursored = True

    def __init__(self, category: str = "", endpoint: str = "https://www.cls.cn/v1/roll/get_roll_list") -> None:
        super().__init__()
        self.query = {
            "app": "CailianpressWeb",
            "category": category,
            "hasFirstVipArticle": 1,
            "os": "web",
            "refresh_type": 1,
            "rn": self.page_size,
            "sv": "8.4.6",
        }
        self.endpoint = endpoint

    @property
    def listing_key(self) -> str:
        """The address without the time, which differs at every poll."""
        return f"{self.endpoint}?category={self.query['category']}"

    def listing_url(self, page: int, cursor: str | None = None) -> str:
        """Return the signed address of the 50 flashes before a time: the cursor, for the first page now."""
        now = int(dates.to_datetime(self.crawl.now()).timestamp())
        return f"{self.endpoint}?{cls.signed({**self.query, 'last_time': cursor or now})}"

    def listing_request(self, page: int, cursor: str | None = None) -> Request:
        """Return the request with the page it belongs to."""
        return Request(self.listing_url(page, cursor), headers={"Referer": "https://www.cls.cn/telegraph"})

    def cursor_at(self, ends: datetime) -> str | None:
        """Return the cursor of what was published before a time: it is one."""
        return str(ceil(ends.timestamp()))

    def parse_entries(self, body: bytes, url: str) -> Listing:
        """Read the API's answer."""
        return cls.parse_telegraph(body, url)
