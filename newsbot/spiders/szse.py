"""深交所: announcements of listed companies, by date."""

import json
from urllib.parse import urlencode

from scrapy import Request

from newsbot.listings import szse
from newsbot.listings.types import Listing
from newsbot.spiders.window import WindowSpider

REFERER = "https://www.szse.cn/disclosure/listed/notice/index.html"


class SzseSpider(WindowSpider):
    """``scrapy crawl szse -a channel=fixed_disc``.

    Args:
        channel: ``listedNotice_disc`` announcements, ``fixed_disc`` periodic reports, ``etfNotice_disc`` ETFs.
        stock: code of one security; empty: all.
        days: how many days before today the window begins.
        endpoint: another server with the same API.
        files: what the addresses of the documents are below.
    """

    name = "szse"
    page_size = 50

    def __init__(
        self,
        channel: str = "listedNotice_disc",
        stock: str | int = "",
        days: int | str = 2,
        endpoint: str = "https://www.szse.cn/api/disc/announcement/annList",
        files: str = szse.FILES,
    ) -> None:
        super().__init__(days)
        self.channel, self.stock, self.endpoint, self.files = channel, stock, endpoint, files

    def listing_url(self, page: int, cursor: str | None = None) -> str:
        """Return the API's address; ``random`` is what the site's own page sends against caches."""
        fraction = self.crawl.now().rpartition(".")[2].rstrip("Z")
        return f"{self.endpoint}?random=0.{fraction}"

    def listing_request(self, page: int, cursor: str | None = None) -> Request:
        """Return the request: dates, channel and page are posted as JSON."""
        begin, end = self.window()
        asked = {
            "seDate": [begin.isoformat(), end.isoformat()],
            "channelCode": [self.channel],
            "pageSize": self.page_size,
            "pageNum": page,
            **({"stock": [str(self.stock)]} if self.stock else {}),
        }
        headers = {"Content-Type": "application/json", "Referer": REFERER, "X-Request-Type": "ajax"}
        return Request(self.listing_url(page), method="POST", headers=headers, body=json.dumps(asked))

    @property
    def listing_key(self) -> str:
        """The listing without its dates."""
        return f"{self.endpoint}?{urlencode({'channelCode': self.channel, 'stock': self.stock})}"

    def parse_entries(self, body: bytes, url: str) -> Listing:
        """Read the API's answer."""
        return szse.parse(body, url, self.files)
