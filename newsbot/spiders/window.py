"""Listings that are asked for by dates: the sites of exchanges, which answer little or nothing without."""

from datetime import date, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from newsbot import dates
from newsbot.errors import ConfigError
from newsbot.spiders.base import ListingSpider


class WindowSpider(ListingSpider):
    """Walks what was published in the last days. A subclass says how its site is asked.

    Within a day these sites are not known to put the newest first, so a walk reads its window to the end each time.

    Args:
        days: how many days before today the window begins.
    """

    newest_first: ClassVar[bool] = False
    zone: ClassVar[str] = "Asia/Shanghai"
    """IANA zone of the dates in the question."""
    ahead: ClassVar[int] = 1
    """Days after today that the window ends: what a mainland exchange publishes in the evening has the next day."""

    def __init__(self, days: int | str = 2) -> None:
        super().__init__()
        try:
            self.days = int(days)
        except ValueError:
            self.days = -1
        if not 0 <= self.days <= 366:
            raise ConfigError(f"days = {days!r} is no number of days", where=self.name, do="Write 0 to 366")

    def window(self) -> tuple[date, date]:
        """Return the first and the last day to ask for, by the crawl's clock."""
        today = dates.to_datetime(self.crawl.now()).astimezone(ZoneInfo(self.zone)).date()
        return today - timedelta(days=self.days), today + timedelta(days=self.ahead)
