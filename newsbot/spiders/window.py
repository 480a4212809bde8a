"""Listings that are asked for by dates: the sites of exchanges, which answer little or nothing without."""

from datetime import date, datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from scrapy import Request

from newsbot import dates
from newsbot.archive.backfills import Way
from newsbot.errors import ConfigError
from newsbot.listings.reach import moment
from newsbot.spiders.base import ListingSpider
from newsbot.spiders.walk import Walk


class WindowSpider(ListingSpider):
    """Walks what was published in the last days. A subclass says how its site is asked.

    Within a day these sites are not known to put the newest first, so a walk reads its window to the end each time.

    Args:
        days: how many days before today the window begins.
    """

    newest_first: ClassVar[bool] = False
    history: ClassVar[Way | None] = "window"
    ahead: ClassVar[int] = 1
    """Days after today that the window ends: what a mainland exchange publishes in the evening has the next day."""

    def __init__(self, days: int | str = 2) -> None:
        super().__init__()
        self._asked: tuple[date, date] | None = None
        try:
            self.days = int(days)
        except ValueError:
            self.days = -1
        if not 0 <= self.days <= 366:
            raise ConfigError(f"days = {days!r} is no number of days", where=self.name, do="Write 0 to 366")

    def window(self) -> tuple[date, date]:
        """Return the first and the last day to ask for, by the crawl's clock."""
        if self._asked:
            return self._asked
        today = dates.to_datetime(self.crawl.now()).astimezone(ZoneInfo(self.zone)).date()
        return today - timedelta(days=self.days), today + timedelta(days=self.ahead)

    def covers(self, walk: Walk) -> str | None:
        """What was published on the first day that was asked for, or later, is there."""
        return moment(self.window()[0].isoformat(), self.zone)

    def window_request(self, begins: datetime, ends: datetime, page: int, cursor: str | None = None) -> Request:
        """Return the request for the days of a window."""
        self._asked = begins.date(), (ends - timedelta(microseconds=1)).date()
        return self.listing_request(page, cursor)
