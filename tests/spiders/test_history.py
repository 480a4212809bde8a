"""Reading listings back: which days a window has, and what each site is asked."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot import dates
from newsbot.archive import Archive
from newsbot.config import parse
from newsbot.crawl import Crawl
from newsbot.runner import spider_names, way_back
from newsbot.spiders.base import ListingSpider
from newsbot.spiders.cls_telegraph import ClsTelegraphSpider
from newsbot.spiders.cninfo import CninfoSpider
from newsbot.spiders.eastmoney_notice import EastmoneyNoticeSpider
from newsbot.spiders.history import windows
from newsbot.spiders.hkex import HkexSpider
from newsbot.spiders.sina_roll import SinaRollSpider
from newsbot.spiders.sse import SseSpider
from newsbot.spiders.szse import SzseSpider

BEIJING = ZoneInfo("Asia/Shanghai")
DAY = (datetime(2026, 11, 21, tzinfo=BEIJING), datetime(2026, 11, 22, tzinfo=BEIJING))
SECONDS = st.floats(1.5e9, 2e9)


def test_a_window_is_cut_at_midnight_where_the_site_is() -> None:
    cut = windows("2026-11-20T15:00:00.000Z", "2026-11-22T01:30:00.000Z", "Asia/Shanghai")
    assert [f"{begin:%d %H:%M}-{end:%d %H:%M}" for begin, end in cut] == [
        "22 00:00-22 09:30",
        "21 00:00-22 00:00",
        "20 23:00-21 00:00",
    ]


@given(SECONDS, st.timedeltas(timedelta(milliseconds=1), timedelta(days=40)), st.sampled_from(["UTC", "Asia/Shanghai"]))
def test_the_days_of_a_window_are_the_window(begin: float, length: timedelta, zone: str) -> None:
    moment = datetime.fromtimestamp(begin, UTC)
    begins, ends = dates.to_text(moment), dates.to_text(moment + length)
    cut = windows(begins, ends, zone)
    assert (dates.to_text(cut[-1][0]), dates.to_text(cut[0][1])) == (begins, ends)
    assert all(later[0] == earlier[1] for later, earlier in pairwise(cut))
    assert all(timedelta() < end - start <= timedelta(days=1) for start, end in cut)
    assert all(start.date() == (end - timedelta(microseconds=1)).date() for start, end in cut)


def asked(spider: ListingSpider, tmp_path: Path) -> tuple[dict[str, list[str]], str]:
    """Query and body of the request for the second page of a day."""
    spider.crawl = Crawl(parse('[source.x]\nspider = "sse"\n', tmp_path).source["x"], Archive(tmp_path / "archive.db"))
    request = spider.window_request(*DAY, 2)
    return parse_qs(urlsplit(request.url).query), request.body.decode()


def test_what_each_site_is_asked_for_a_day(tmp_path: Path) -> None:
    query, _ = asked(SinaRollSpider(), tmp_path)
    # Sina's names are reversed: etime is the beginning.
    assert (query["etime"], query["stime"], query["page"]) == (["1795190400"], ["1795276800"], ["2"])
    query, _ = asked(SseSpider(), tmp_path)
    assert (query["START_DATE"], query["END_DATE"], query["pageHelp.pageNo"]) == (["2026-11-21"], ["2026-11-21"], ["2"])
    _, body = asked(SzseSpider(), tmp_path)
    assert '"seDate": ["2026-11-21", "2026-11-21"]' in body
    _, body = asked(CninfoSpider(), tmp_path)
    assert "seDate=2026-11-21~2026-11-21&" in body
    query, _ = asked(HkexSpider(), tmp_path)
    assert (query["fromDate"], query["toDate"]) == (["20261121"], ["20261121"])
    query, _ = asked(EastmoneyNoticeSpider(), tmp_path)
    assert (query["begin_time"], query["end_time"], query["page_index"]) == (["2026-11-21"], ["2026-11-21"], ["2"])


def test_a_list_of_flashes_begins_at_a_time() -> None:
    assert ClsTelegraphSpider().cursor_at(DAY[1]) == "1795276800"


@pytest.mark.parametrize("name", spider_names())
def test_every_spider_that_says_it_can_go_back_has_what_it_takes(name: str) -> None:
    way = way_back(name)
    assert (way == "files") == (name == "sitemap")
    if name in ("feed", "caixin", "pbc", "stcn_list", "wallstreetcn_articles", "eastmoney_search"):
        assert way is None
    else:
        assert way is not None
