"""Sitemaps: a news sitemap, a plain one, or an index of them."""

import re
from collections.abc import Iterator

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from newsbot.listings import sitemap
from newsbot.listings.reach import Overlap
from newsbot.listings.types import Listing
from newsbot.spiders.base import ListingSpider
from newsbot.spiders.walk import Walk

_DAY = 86_400


class SitemapSpider(ListingSpider):
    """``scrapy crawl sitemap -a url=https://www.cnbc.com/sitemap_news.xml``; in newsbot.toml ``sitemap = "…"``.

    The files that an index names are read newest first, ``max_pages`` files altogether.

    Args:
        url: the sitemap's address.
        match: regular expression; only addresses in which it is found are articles. Empty: all are.
        since_days: what is dated further back is left out, files of an index too; 0: nothing is.
    """

    name = "sitemap"
    history = "files"

    def __init__(self, url: str, match: str = "", since_days: int | str = 7) -> None:
        super().__init__()
        self.url = url
        self.match = re.compile(match)
        self.since_days = int(since_days)
        self._listed: set[str] = set()

    def listing_url(self, page: int, cursor: str | None = None) -> str:
        """Return the sitemap's address; those of further files come from the index."""
        return self.url

    def parse_entries(self, body: bytes, url: str) -> Listing:
        """Read a file, leaving out what is no article, too old, or in a file read before.

        Two files name an article with different times, which would look like changes of it.
        """
        listing = sitemap.parse(body, url, self.crawl.source.timezone, self._since())
        matched = [entry for entry in listing.entries if self.match.search(entry.url)]
        fresh = [entry for entry in matched if entry.url not in self._listed]
        for number, reason in (
            (len(listing.entries) - len(matched), f"whose address does not match {self.match.pattern}"),
            (len(matched) - len(fresh), "in a file read before"),
        ):
            if number:
                listing.left_out.append(f"{number} {reason}")
        listing.entries = fresh
        self._listed.update(entry.url for entry in listing.entries)
        return listing

    def _since(self) -> str | None:
        """What is older is left out: files of an index, too."""
        if self.crawl.backfill:
            return self.crawl.backfill.begins
        return self.crawl.later(-self.since_days * _DAY) if self.since_days else None

    @property
    def overlap(self) -> Overlap:
        """Files are in no order that can be relied on."""
        return "files"

    def covers(self, walk: Walk) -> str | None:
        """A sitemap that goes back beyond what was asked for has everything since then."""
        return self._since() if walk.older else None

    def parse_listing(self, response: Response, walk: Walk) -> Iterator[Request]:
        """Put a file on the frontier and go on to the next."""
        yield from super().parse_listing(response, walk)
        if not self.crawl.walking:
            yield from self._resume(walk)

    def listing_failed(self, failure: Failure) -> Iterator[Request]:
        """A file could not be fetched: the crawl has failed, but the others are read."""
        super().listing_failed(failure)
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there for errbacks
        yield from self._resume(request.cb_kwargs["walk"])

    def _resume(self, walk: Walk) -> Iterator[Request]:
        """Go on after a file that ended the walk, if others wait."""
        walk.page += 1
        request = self._next_page(Listing([]), walk)
        if request is not None:
            self.crawl.walking = True
            yield self._listing_page(request, walk)
