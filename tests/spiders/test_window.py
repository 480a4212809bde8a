"""Listings that are asked for by dates: which dates, and which arguments are refused."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from newsbot.archive import Archive
from newsbot.config import parse
from newsbot.crawl import Crawl
from newsbot.errors import ConfigError
from newsbot.spiders.base import ListingSpider
from newsbot.spiders.cninfo import CninfoSpider
from newsbot.spiders.hkex import HkexSpider
from newsbot.spiders.nfra import NfraSpider
from newsbot.spiders.sse import SseSpider
from newsbot.spiders.szse import SzseSpider
from newsbot.spiders.window import WindowSpider

NOW = datetime(2031, 10, 14, 16, 30, tzinfo=UTC)
"""Half past midnight of the fifteenth in China."""


@pytest.fixture
def at(tmp_path: Path) -> Callable[[WindowSpider], WindowSpider]:
    """Gives a spider its crawl, at `NOW`."""
    source = parse('[source.x]\nspider = "sse"\n', tmp_path).source["x"]
    archive = Archive(tmp_path / "archive.db", clock=lambda: NOW)

    def give(spider: WindowSpider) -> WindowSpider:
        spider.crawl = Crawl(source, archive)
        return spider

    return give


def test_the_window_is_of_days_in_china(at: Callable[[WindowSpider], WindowSpider]) -> None:
    query = parse_qs(urlsplit(at(SseSpider(stock="600001", days="2")).listing_url(3)).query)
    assert (query["START_DATE"], query["END_DATE"]) == (["2031-10-13"], ["2031-10-16"])
    assert (query["SECURITY_CODE"], query["pageHelp.pageNo"]) == (["600001"], ["3"])
    assert b"2031-10-14" in at(SzseSpider(days=1, stock="000001")).listing_request(1).body
    assert b"seDate=2031-10-15~2031-10-16&" in at(CninfoSpider(days=0)).listing_request(1).body
    query = parse_qs(urlsplit(at(HkexSpider(days=14)).listing_url(1)).query)
    assert (query["fromDate"], query["toDate"], query["rowRange"]) == (["20311001"], ["20311015"], ["100"])


@pytest.mark.parametrize("spider", [SseSpider(), SzseSpider(), CninfoSpider(), HkexSpider()])
def test_the_name_of_a_listing_has_no_date(spider: WindowSpider) -> None:
    assert spider.listing_key.startswith("http")
    assert "20" not in spider.listing_key.partition("?")[2]


@pytest.mark.parametrize(
    ("spider", "args", "message"),
    [
        (SseSpider, {"days": "two"}, "'two' is no number of days"),
        (SzseSpider, {"days": -1}, "-1 is no number of days"),
        (HkexSpider, {"days": 367}, "367 is no number of days"),
        (HkexSpider, {"lang": "fr"}, "no edition 'fr'"),
        (CninfoSpider, {"stock": "000001"}, "stock = '000001' has no orgId"),
        (CninfoSpider, {"stock": ",gssz0000001"}, "has no orgId"),
        (NfraSpider, {"view": "tree"}, "no view 'tree'. There are item, static, parent"),
    ],
)
def test_arguments_that_are_refused(
    spider: Callable[..., ListingSpider], args: dict[str, object], message: str
) -> None:
    with pytest.raises(ConfigError, match=message):
        spider(**args)


@pytest.mark.parametrize(
    ("lang", "language"), [("E", "en"), ("EN", "en"), ("zh", "zh-HK"), ("ZH", "zh-HK"), ("C", "zh-HK")]
)
def test_every_spelling_of_an_edition(lang: str, language: str) -> None:
    spider = HkexSpider(lang=lang)
    assert (spider.language, spider.query["lang"]) == (language, lang)


def test_the_views_of_a_regulator() -> None:
    base = "https://www.nfra.gov.cn/"
    assert NfraSpider(861, "static").listing_url(2) == (
        f"{base}cn/static/data/DocInfo/SelectDocByItemIdAndChild/data_itemId=861,pageIndex=2,pageSize=18.json"
    )
    assert NfraSpider("914", "parent").listing_url(1) == (
        f"{base}cbircweb/DocInfo/SelectItemAndDocByItemPId?itemId=914&pageSize=20"
    )
    assert NfraSpider(endpoint=base).listing_url(1) == (
        f"{base}cbircweb/DocInfo/SelectDocByItemIdAndChild?itemId=915&pageSize=18&pageIndex=1"
    )
