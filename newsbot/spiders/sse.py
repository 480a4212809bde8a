"""上交所: announcements of listed companies, by date."""

from urllib.parse import urlencode

from scrapy import Request

from newsbot.listings import sse
from newsbot.listings.types import Listing
from newsbot.spiders.window import WindowSpider

REFERER = "https://www.sse.com.cn/"
"""Without it the API refuses."""


class SseSpider(WindowSpider):
    """``scrapy crawl sse -a stock=600001 -a days=7``.

    Args:
        stock: code of one security; empty: all.
        days: how many days before today the window begins.
        endpoint: another server with the same API, or the older ``…/queryCompanyBulletin.do``.
        files: what the addresses of the documents are below.
    """

    name = "sse"
    page_size = 25  # what the site's own page asks for

    def __init__(
        self,
        stock: str | int = "",
        days: int | str = 2,
        endpoint: str = "https://query.sse.com.cn/security/stock/queryCompanyBulletinNew.do",
        files: str = sse.FILES,
    ) -> None:
        super().__init__(days)
        self.stock, self.endpoint, self.files = stock, endpoint, files

    def listing_url(self, page: int, cursor: str | None = None) -> str:
        """Return the address of a page of 25 filings; both dates are always given, for nothing comes without."""
        begin, end = self.window()
        query = {
            "jsonCallBack": "jsonpCallback1",
            "isPagination": "true",
            "pageHelp.pageSize": self.page_size,
            "pageHelp.cacheSize": 1,
            "START_DATE": begin,
            "END_DATE": end,
            "SECURITY_CODE": self.stock,
            "TITLE": "",
            "BULLETIN_TYPE": "",
            "stockType": "",
            "pageHelp.pageNo": page,
            "pageHelp.beginPage": page,
            "pageHelp.endPage": page,
        }
        return f"{self.endpoint}?{urlencode(query)}"

    def listing_request(self, page: int, cursor: str | None = None) -> Request:
        """Return the request with the Referer the API wants."""
        return Request(self.listing_url(page), headers={"Referer": REFERER})

    @property
    def listing_key(self) -> str:
        """The listing without its dates."""
        return f"{self.endpoint}?{urlencode({'SECURITY_CODE': self.stock})}"

    def parse_entries(self, body: bytes, url: str) -> Listing:
        """Read the API's answer."""
        return sse.parse(body, url, self.files)
