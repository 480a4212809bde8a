"""东方财富: articles found by a stock code or keyword."""

import json
from urllib.parse import urlencode

from newsbot.listings import eastmoney
from newsbot.listings.types import Listing
from newsbot.spiders.base import ListingSpider


class EastmoneySearchSpider(ListingSpider):
    """``scrapy crawl eastmoney_search -a keyword=600036``.

    The site shows about the first 100 results only, and its search is known to refuse programs at times.

    Args:
        keyword: a code, a company, a word.
        endpoint: another server with the same API.
    """

    name = "eastmoney_search"
    page_size = 20

    def __init__(self, keyword: str, endpoint: str = "https://search-api-web.eastmoney.com/search/jsonp") -> None:
        super().__init__()
        self.keyword = str(keyword)
        self.endpoint = endpoint

    def listing_url(self, page: int, cursor: str | None = None) -> str:
        """Return the address of a page of 20."""
        articles = {
            "searchScope": "default",
            "sort": "default",
            "pageIndex": page,
            "pageSize": self.page_size,
            "preTag": "<em>",
            "postTag": "</em>",
        }
        asked = {
            "uid": "",
            "keyword": self.keyword,
            "type": ["cmsArticleWebOld"],
            "client": "web",
            "clientType": "web",
            "clientVersion": "curr",
            "param": {"cmsArticleWebOld": articles},
        }
        asked_json = json.dumps(asked, ensure_ascii=False, separators=(",", ":"))
        return f"{self.endpoint}?{urlencode({'cb': 'jQuery', 'param': asked_json})}"

    def parse_entries(self, body: bytes, url: str) -> Listing:
        """Read the API's answer."""
        return eastmoney.parse_search(body, url)
