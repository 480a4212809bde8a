"""HKEXnews: filings of companies listed in Hong Kong, by date."""

from typing import ClassVar
from urllib.parse import urlencode

from newsbot.errors import ConfigError
from newsbot.listings import hkex
from newsbot.listings.types import Listing
from newsbot.spiders.window import WindowSpider

_EDITIONS = {"E": "en", "EN": "en", "C": "zh-HK", "ZH": "zh-HK"}
"""What the servlet's ``lang`` may be (which spelling counts has changed) -> language of the edition."""


class HkexSpider(WindowSpider):
    """``scrapy crawl hkex -a lang=zh -a days=1``.

    Args:
        lang: edition: ``E`` or ``EN`` English, ``C`` or ``zh`` Chinese; sent as it is written.
        stock: the site's own id of a security (not its code), -1: all.
        category: headline category ``t1code``: -2 all, 10000 announcements, 40000 financial statements and ESG.
        days: how many days before today the window begins.
        endpoint: another server with the same API.
        files: what the addresses of the documents are below.
    """

    name = "hkex"
    cursored: ClassVar[bool] = True
    zone: ClassVar[str] = "Asia/Hong_Kong"
    ahead: ClassVar[int] = 0
    newest_first: ClassVar[bool] = True  # sorted by the minute, as asked for

    def __init__(
        self,
        lang: str = "E",
        stock: int | str = -1,
        category: int | str = -2,
        days: int | str = 2,
        endpoint: str = "https://www1.hkexnews.hk/search/titleSearchServlet.do",
        files: str = hkex.FILES,
    ) -> None:
        super().__init__(days)
        if lang.upper() not in _EDITIONS:
            raise ConfigError(f"no edition {lang!r}", where=self.name, do='Write lang = "E" or lang = "zh"')
        self.language = _EDITIONS[lang.upper()]
        self.query = {
            "sortDir": 0, "sortByOptions": "DateTime", "category": 0, "market": "SEHK", "stockId": stock,
            "documentType": -1, "title": "", "searchType": 1, "t1code": category, "t2Gcode": -2, "t2code": -2,
            "lang": lang,
        }  # fmt: skip
        self.endpoint, self.files = endpoint, files

    def listing_url(self, page: int, cursor: str | None = None) -> str:
        """Return the address of the newest filings, ``cursor`` of them; without dates there would be a handful."""
        begin, end = self.window()
        asked = {"fromDate": f"{begin:%Y%m%d}", "toDate": f"{end:%Y%m%d}", "rowRange": cursor or hkex.FIRST_ROWS}
        return f"{self.endpoint}?{urlencode({**self.query, **asked})}"

    @property
    def listing_key(self) -> str:
        """The listing without its dates."""
        return f"{self.endpoint}?{urlencode(self.query)}"

    def parse_entries(self, body: bytes, url: str) -> Listing:
        """Read the servlet's answer."""
        return hkex.parse(body, url, self.language, self.files)
