"""巨潮资讯: announcements of both mainland exchanges, by date."""

from urllib.parse import urlencode

from scrapy import FormRequest, Request

from newsbot.errors import ConfigError
from newsbot.listings import cninfo
from newsbot.listings.types import Listing
from newsbot.spiders.window import WindowSpider


class CninfoSpider(WindowSpider):
    """``scrapy crawl cninfo -a column=szse -a stock=000001,gssz0000001``.

    Args:
        column: ``szse`` the mainland exchanges, ``hke``, ``third``, ``fund``, ``bond``, ``regulator``,
            ``pre_disclosure``.
        plate: part of the column, as the site calls it; empty: all.
        stock: one security as ``code,orgId``. The server answers no rows and no error to a code alone, so that is
            refused.
        searchkey: words of the title; empty: all.
        category: kind of announcement, as the site calls it; empty: all.
        days: how many days before today the window begins.
        endpoint: another server with the same API.
        files: what the addresses of the documents are below.
    """

    name = "cninfo"
    page_size = 30  # the server gives no more

    def __init__(
        self,
        column: str = "szse",
        plate: str = "",
        stock: str | int = "",
        searchkey: str = "",
        category: str = "",
        days: int | str = 2,
        endpoint: str = "http://www.cninfo.com.cn/new/hisAnnouncement/query",
        files: str = cninfo.FILES,
    ) -> None:
        super().__init__(days)
        code, _, organisation = str(stock).partition(",")
        if stock and not (code.strip() and organisation.strip()):
            raise ConfigError(
                f"stock = {str(stock)!r} has no orgId, and without one the site answers no rows and no error",
                where=self.name,
                do='Write stock = "000001,gssz0000001", with the orgId the site has for it',
            )
        self.query = {
            "column": column, "plate": plate, "stock": str(stock), "searchkey": searchkey, "category": category,
        }  # fmt: skip
        self.endpoint, self.files = endpoint, files

    def listing_url(self, page: int, cursor: str | None = None) -> str:
        """Return the API's address."""
        return self.endpoint

    def listing_request(self, page: int, cursor: str | None = None) -> Request:
        """Return the request: dates, column and page are posted as a form."""
        begin, end = self.window()
        form = {
            "pageNum": str(page),
            "pageSize": str(self.page_size),
            "tabName": "fulltext",
            **self.query,
            "seDate": f"{begin}~{end}",
            "isHLtitle": "true",
        }
        return FormRequest(self.endpoint, formdata=form)

    @property
    def listing_key(self) -> str:
        """The listing without its dates."""
        return f"{self.endpoint}?{urlencode(self.query)}"

    def parse_entries(self, body: bytes, url: str) -> Listing:
        """Read the API's answer."""
        return cninfo.parse(body, url, self.files)
