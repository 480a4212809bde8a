"""Reading a listing back into the past: the spider's part of a backfill."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from newsbot import dates
from newsbot.archive.backfills import Backfill, listed_before
from newsbot.errors import GoneError, ListingError, NewsbotError
from newsbot.items import ListingEntry
from newsbot.listings.types import Listing
from newsbot.middlewares import CrawlStopped
from newsbot.spiders.responses import explain
from newsbot.spiders.walk import Walk

if TYPE_CHECKING:
    from newsbot.spiders.base import ListingSpider


@dataclass(slots=True)
class Place:
    """Where the next page is; kept in the archive as JSON.

    ``window`` counts the days that are done, ``page`` and ``rows`` what was read of the present one, ``last`` the rows
    of its last page. ``oldest`` (UTC text) is how far back the listing has led, ``behind`` whether its last entry so
    far is older than the window, or a sitemap has left such out. ``lost`` is why a file could not be read.
    """

    window: int = 0
    page: int = 0
    rows: int = 0
    last: int = 0
    cursor: str | None = None
    files: list[str] = field(default_factory=list)
    oldest: str | None = None
    behind: bool = False
    lost: str | None = None


class History:
    """Leads a spider through its listing, page by page, until a backfill's window is read."""

    def __init__(self, spider: "ListingSpider", backfill: Backfill) -> None:
        self.spider, self.crawl, self.backfill = spider, spider.crawl, backfill
        self.place = Place(**backfill.place)
        self.windows = windows(backfill.begins, backfill.ends, spider.zone)
        self._new = backfill.new
        if backfill.way == "pages" and self.place.page > 1 and not self.place.cursor:
            # What was withdrawn meanwhile has moved the others up: the last page is read once more.
            self.place.page -= 1
            self.place.rows -= self.place.last
        self._walk = Walk(self.place.page, self.place.rows)

    def begin(self) -> Iterator[Request]:
        """Ask for the first page, or the one it was left at; for none when the listing is read."""
        if self.backfill.walked:
            self.crawl.end_walk()
            return
        if self.backfill.way == "pages" and not self.place.page:
            self.place.cursor = self.spider.cursor_at(dates.to_datetime(self.backfill.ends))
        yield self._request()

    def read(self, response: Response) -> Iterator[Request]:
        """Put what a page has of the window on the frontier, and go on."""
        try:
            listing = self.spider.parse_entries(response.body, response.url)
            fresh = self._walk.note(listing, response.url)
        except ListingError as error:
            yield from self._without(error)
            return
        self.crawl.on_listing(listing)
        for reason in listing.skipped:
            self.spider.logger.warning("%s: %s", response.url, reason)
        yield from self._go_on(listing, fresh=fresh)

    def failed(self, failure: Failure) -> Iterator[Request]:
        """A page could not be had: the next run tries it again."""
        error = explain(failure)
        if isinstance(failure.value, CrawlStopped):
            self.crawl.end_walk()
        elif isinstance(error, GoneError) and self.backfill.way == "pages" and self.place.page:
            self._walk.page += 1
            yield from self._go_on(Listing([]))  # so does a list of numbered files end
        else:
            yield from self._without(error)

    # --- inside

    def _without(self, error: NewsbotError) -> Iterator[Request]:
        """End with an error. A file of a sitemap that is gone or broken keeps nobody from the others."""
        lost = isinstance(error, GoneError | ListingError) and self.backfill.way == "files" and self.place.page
        if not lost:
            self.spider.fail_walk(error)
            return
        self.spider.logger.error("%s", error)
        self.place.lost = self.place.lost or str(error)
        self._walk.page = self.place.page + 1
        yield from self._go_on(Listing([]))

    def _go_on(self, listing: Listing, *, fresh: bool = True) -> Iterator[Request]:
        """Keep what a page has of the window, and ask for the next; one that is not ``fresh`` was there before."""
        entries = [entry for entry in listing.entries if self.spider.accepts(entry)]
        times = [time for entry in entries if (time := self.crawl.poll.time_of(entry))]
        oldest = min([*times, *([self.place.oldest] if self.place.oldest else [])], default=None)
        before = [self._before(entry) for entry in entries]
        files = self.backfill.way == "files"  # in no order: what is older has been left out
        self.place.behind = self.place.behind or listing.older if files else [self.place.behind, *before][-1]
        self.place.oldest = oldest
        done = not self._turn(listing, past=bool(before) and all(before), fresh=fresh)
        short = done and self._short(oldest)
        reached = min(oldest or self.backfill.ends, self.backfill.ends) if short else None
        wanted = [entry for entry in entries if self._wanted(entry)]
        if done and self.place.lost:  # the next run begins anew
            self.crawl.record_back(wanted, {}, done=False)
            self.crawl.end_walk(self.place.lost)
            return
        self.crawl.record_back(wanted, asdict(self.place), done=done, reached=reached)
        if done or self._enough():
            self.crawl.end_walk()
        else:
            yield self._request()

    def _short(self, oldest: str | None) -> bool:
        """Tell whether a listing that has ended did not go back far enough, as far as anybody can know."""
        if self.backfill.way != "window":
            return not self.place.behind
        # Such a gap begins with an entry that was known: where days from there on are empty, the site has dropped them.
        begins_known = self.backfill.gap_id is not None and self.spider.overlap == "order"
        kept_until = dates.to_text(dates.to_datetime(self.backfill.begins) + timedelta(days=1))
        return begins_known and (oldest is None or oldest > kept_until)

    def _turn(self, listing: Listing, *, past: bool, fresh: bool) -> bool:
        """Move on to the next page; False: there is none that is wanted.

        Args:
            past: everything on this one is older than the window.
            fresh: it has a row that none before had. Beyond its end a list may show the last page once more, for ever.
        """
        place, walk = self.place, self._walk
        place.page, place.rows, place.last, place.files = walk.page, walk.rows, listing.rows, walk.follow
        place.cursor = listing.cursor
        if self.backfill.way == "files":
            return bool(place.files)
        if self.spider.cursored:
            more = bool(listing.cursor)
        else:
            more = fresh and listing.rows > 0 and (listing.total is None or walk.rows < listing.total)
        if self.backfill.way == "pages":
            return more and not past
        if more:
            return True
        self.place = Place(window=place.window + 1, oldest=place.oldest)
        self._walk = Walk()
        return self.place.window < len(self.windows)

    def _request(self) -> Request:
        place = self.place
        if self.backfill.way == "window":
            request = self.spider.window_request(*self.windows[place.window], place.page + 1, place.cursor)
        elif self.backfill.way == "files" and place.page:
            self._walk.follow = place.files[1:]
            request = Request(place.files[0])
        else:
            request = self.spider.listing_request(place.page + 1, place.cursor)
        return request.replace(callback=self.read, errback=self.failed, dont_filter=True, priority=10)

    def _enough(self) -> bool:
        """Tell whether as many new addresses were found as may be fetched: the next run goes on from here."""
        most = self.crawl.max_articles
        return most is not None and self.backfill.new - self._new >= most

    def _before(self, entry: ListingEntry) -> bool:
        """Tell whether an entry is older than the window; one without a time by when it was listed first."""
        begins, time = self.backfill.begins, self.crawl.poll.time_of(entry)
        if time is None:
            return listed_before(self.crawl.archive.db, self.crawl.source.name, entry.url, begins)
        return _end(entry, time) <= begins if dates.is_day(entry.published or entry.modified) else time < begins

    def _wanted(self, entry: ListingEntry) -> bool:
        """Tell whether an entry belongs to the window."""
        time = self.crawl.poll.time_of(entry)
        if time is None:
            return self.backfill.way != "files"  # a file goes back to a site's beginning
        if self.backfill.seen is not None:
            return time < self.backfill.seen
        return time < self.backfill.ends and not self._before(entry)


def windows(begins: str, ends: str, zone: str) -> list[tuple[datetime, datetime]]:
    """Return the days of a zone, the newest first, that a window of UTC texts is made of; the outer two are cut."""
    first, end = (dates.to_datetime(text).astimezone(ZoneInfo(zone)) for text in (begins, ends))
    days = []
    while end > first:
        midnight = datetime.combine((end - timedelta(microseconds=1)).date(), time(), ZoneInfo(zone))
        days.append((max(midnight, first), end))
        end = midnight
    return days


def _end(entry: ListingEntry, time: str) -> str:
    """The end of an entry's bare day."""
    return dates.to_text(dates.to_datetime(time) + timedelta(days=1))
