"""网易财经: the JSONP files of its news flows."""

from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newsbot.listings import netease
from newsbot.listings.types import Listing
from newsbot.spiders.base import ListingSpider


class NeteaseSpider(ListingSpider):
    """``scrapy crawl netease -a flow=00259BVP/news_flow_stock``.

    Args:
        flow: the file below ``/special/``, without number and ending: ``00259BVP/news_flow_index``,
            ``00259BVP/news_flow_stock``, ``00259K2L/data_stock_redian``, ``002557S6/newsdata_gp_forex``,
            ``00259D2D/fund_newsflow_hot``.
        endpoint: another server with the same files.
    """

    name = "netease"
    history = "pages"
    page_size = 70  # what is in a file; nothing can be asked for

    def __init__(self, flow: str = "00259BVP/news_flow_index", endpoint: str = "https://money.163.com") -> None:
        super().__init__()
        self.flow = flow
        self.endpoint = endpoint

    def listing_url(self, page: int, cursor: str | None = None) -> str:
        """Return the address of a file: the first has no number, the second is ``_02``."""
        number = f"_{page:02}" if page > 1 else ""
        return f"{self.endpoint}/special/{self.flow}{number}.js?callback=data_callback"

    def parse_entries(self, body: bytes, url: str) -> Listing:
        """Read a file."""
        return netease.parse(body, url)

    def listing_failed(self, failure: Failure) -> None:
        """A flow may have fewer files than others: one that is missing after the first is its end."""
        walk = failure.request.cb_kwargs["walk"]  # type: ignore[attr-defined]  # Scrapy puts it there for errbacks
        if walk.page and isinstance(failure.value, HttpError) and failure.value.response.status == 404:
            self.complete(walk)
        else:
            super().listing_failed(failure)
