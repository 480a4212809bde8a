"""金融监管总局: its JSON lists, in three forms."""

from newsbot.errors import ConfigError
from newsbot.listings import nfra
from newsbot.listings.types import Listing
from newsbot.spiders.base import ListingSpider

_SIZE = 18
_VIEWS = {
    "item": f"cbircweb/DocInfo/SelectDocByItemIdAndChild?itemId={{item}}&pageSize={_SIZE}&pageIndex={{page}}",
    "static": (
        f"cn/static/data/DocInfo/SelectDocByItemIdAndChild/data_itemId={{item}},pageIndex={{page}},pageSize={_SIZE}.json"
    ),
    "parent": "cbircweb/DocInfo/SelectItemAndDocByItemPId?itemId={item}&pageSize=20",
}


class NfraSpider(ListingSpider):
    """``scrapy crawl nfra -a item=915 -a view=static``.

    Args:
        item: the list: 915, 925 政策法规, 951 新闻发布, 926, 928, 861, 4113 行政处罚, 4115 分局本级, 981 English.
        view: ``item``; ``static``, the site's cache of the same; ``parent``, the newest of all items below ``item``.
        endpoint: another server with the same API.
    """

    name = "nfra"
    history = "pages"
    page_size = _SIZE

    def __init__(self, item: int | str = 915, view: str = "item", endpoint: str = "https://www.nfra.gov.cn") -> None:
        super().__init__()
        if view not in _VIEWS:
            raise ConfigError(f"no view {view!r}", where=self.name, do=f"There are {', '.join(_VIEWS)}")
        self.item, self.view, self.endpoint = str(item), view, endpoint

    def listing_url(self, page: int, cursor: str | None = None) -> str:
        """Return the address of a page of 18."""
        return f"{self.endpoint.rstrip('/')}/{_VIEWS[self.view].format(item=self.item, page=page)}"

    def parse_entries(self, body: bytes, url: str) -> Listing:
        """Read the list."""
        return nfra.parse(body, url, self.item)
