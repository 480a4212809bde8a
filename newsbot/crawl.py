"""One crawl of one source: what the Scrapy adapters tell the archive, and what they ask it. Knows no Scrapy."""

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Literal

from newsbot import dates
from newsbot.archive import (
    Archive,
    Transaction,
    articles,
    backfills,
    boilerplate,
    captures,
    frontier,
    images,
    listings,
    runs,
    sources,
    withdrawals,
)
from newsbot.archive.backfills import Backfill
from newsbot.archive.frontier import Claim, Due, Wanted
from newsbot.archive.listings import ListingValidators
from newsbot.archive.robots import RobotsTable
from newsbot.archive.runs import Outcome, RunCounts
from newsbot.config import Limits, Source
from newsbot.errors import NewsbotError, SoftNotFound
from newsbot.hosts import HostBudget
from newsbot.items import Capture, CrawledArticle, ImageRetry, ListingEntry, Picture
from newsbot.listings.reach import Overlap
from newsbot.listings.types import Listing
from newsbot.names import Names
from newsbot.poll import Poll

Kind = Literal["listed", "new", "revised", "unchanged", "failed", "images"]

IMAGES_RETRIED = 200
"""Pictures tried again in one run: a host that has come back is not stormed."""

SHOWN_ERRORS = 20
"""Failures kept with their text in a run; all of them are in the frontier."""


@dataclass(slots=True)
class Crawl:
    """A crawl on its way: its run, what it holds in flight, and its counters.

    Args:
        due: what may be fetched: what is due, everything pending (a crawl by hand), or archived articles as well.
        addresses: crawl these instead of the source's listing.
        revive: fetch them as if they had never been tried, for a person named them; else they wait already.
        max_articles: fetch no more than so many articles.
        on_progress: called with what happened after each step.
        on_listing: called with each page of the listing as it was read.
        pictures: whether the pictures of articles are fetched.
        hosts: the pace per host that the crawls of this process share.
        names: the names of securities that they look for.
        backfill: read the listing back instead of walking it.
    """

    source: Source
    archive: Archive
    limits: Limits = field(default_factory=Limits)
    due: Due = "scheduled"
    addresses: Sequence[str] = ()
    revive: bool = True
    max_articles: int | None = None
    on_progress: Callable[["Crawl", Kind], None] = lambda crawl, kind: None
    on_listing: Callable[[Listing], None] = lambda listing: None
    pictures: bool = True
    hosts: HostBudget | None = None
    names: Names = field(default_factory=Names)
    backfill: Backfill | None = None
    counts: RunCounts = field(default_factory=RunCounts)
    error: str | None = None
    outcome: Outcome | None = None
    run_id: int = 0
    began: str = ""
    in_flight: set[str] = field(default_factory=set)
    claimed: int = 0
    walking: bool = True
    closed: bool = False
    poll: Poll = field(default_factory=Poll)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    _first_tries: int = 0
    _window: list[str] = field(default_factory=list)

    @property
    def robots(self) -> RobotsTable:
        """Where robots.txt answers outlive this crawl."""
        return RobotsTable(self.archive)

    def open(self) -> None:
        """Begin the run; claims of processes that are gone are freed first."""
        runs.bury_dead(self.archive)
        with self.archive.write() as tx:
            self.run_id = runs.begin(tx, self.source.name, self.archive.process)
            self.began = tx.stamp
            self.poll = Poll(self.source.name, self.source.timezone, self.run_id, self.began)
            if self.addresses and self.revive:
                frontier.enqueue_by_hand(tx, self.source.name, self.addresses)

    def close(self, *, stopped: bool, received: int, stats: dict[str, object]) -> None:
        """End the run: what is still claimed is free again, and the outcome is recorded.

        A crawl that was given up and ends after all changes nothing; one that could not begin gets its run here.
        """
        if self.closed:
            return
        self.counts.bytes = received
        self.outcome = self._judge(stopped)
        window = (min(self._window), max(self._window)) if self._window else (None, None)
        with self.archive.write() as tx:
            run_id = self.run_id or runs.begin(tx, self.source.name, self.archive.process)
            runs.finish(
                tx,
                run_id,
                self.outcome,
                self.counts,
                error=self.error or next(iter(self.counts.errors), None),
                window=window,
                overlapped=self.poll.overlapped,
                stats=stats,
            )
            self.poll.close(tx)
            if self.backfill is None:
                sources.note_run(tx, self.source.name, self.outcome, self.counts)
            elif self.backfill.id:
                done = self.backfill.walked and self.outcome not in ("failed", "stopped")
                backfills.leave(tx, self.backfill, finished=done and self.claimed != self.max_articles)
        self.closed = True

    def now(self) -> str:
        """Return the time as UTC text."""
        return dates.to_text(self.archive.clock())

    def later(self, seconds: float) -> str:
        """Return the time in so many seconds as UTC text."""
        return dates.to_text(self.archive.clock() + timedelta(seconds=seconds))

    # --- listing

    def validators(self, listing_url: str) -> ListingValidators:
        """Return what a conditional GET of this listing sends."""
        return listings.validators(self.archive.db, self.source.name, listing_url)

    def record_page(self, entries: Sequence[ListingEntry]) -> bool:
        """Put a listing page on the frontier; True when the walk has reached what an earlier one listed."""
        with self.archive.write() as tx:
            reached = self.poll.record(tx, entries)
        self._listed(entries)
        return reached

    def record_back(
        self, entries: Sequence[ListingEntry], place: Mapping[str, Any], *, done: bool, reached: str | None = None
    ) -> None:
        """Put a page of a backfill on the frontier, with the place of the next one.

        Args:
            done: there is none: the listing is read.
            reached: UTC text, where it ended before it had reached the backfill's beginning.
        """
        assert self.backfill is not None
        with self.archive.write() as tx:
            page = listings.record(tx, self.source.name, entries, self.backfill.id)
            backfills.advance(tx, self.backfill, len(entries), page.new, place)
            if done:
                backfills.complete(tx, self.backfill, self.run_id, reached)
        self._listed(entries)

    def complete_walk(
        self,
        listing_url: str,
        fresh: ListingValidators,
        *,
        overlap: Overlap = "order",
        cut: bool = False,
        covers: str | None = None,
    ) -> None:
        """The listing was walked to its end: its entries count as known from now on. See `Reach.judge`."""
        with self.archive.write() as tx:
            listings.complete_walk(tx, self.source.name, listing_url, fresh)
            if self.error is None:  # what a file that failed has may come with the next walk
                self.poll.judge(tx, listing_url, overlap=overlap, cut=cut, covers=covers)
        self.end_walk()

    def unchanged(self, listing_url: str) -> None:
        """The listing is as the last completed walk left it."""
        self.poll.unchanged(listing_url)
        self.end_walk()

    def end_walk(self, error: str | None = None) -> None:
        """No more listing pages come: an unchanged listing, or one that failed with ``error``."""
        self.walking = False
        self.error = self.error or error
        self._step("listed")

    # --- articles

    def claim(self, limit: int) -> list[Claim]:
        """Claim the next addresses to fetch; those that were cut off several times come last, one by one."""
        if self.max_articles is not None:
            limit = min(limit, self.max_articles - self.claimed)
        if limit <= 0:
            return []
        claims = self._claim(limit, alone=False)
        if not claims and not self.walking and not self.in_flight:
            claims = self._claim(1, alone=True)
        self.in_flight.update(claim.url for claim in claims)
        self.claimed += len(claims)
        return claims

    def claim_images(self) -> list[ImageRetry]:
        """Return archived articles with pictures to try again; a run tries `IMAGES_RETRIED` at most."""
        by_hand = self.due != "scheduled"
        if not images.waiting(self.archive.db, self.source.name, self.now(), by_hand=by_hand, began=self.began):
            return []
        with self.archive.write() as tx:
            return images.claim_due(tx, self.source.name, IMAGES_RETRIED, by_hand=by_hand, began=self.began)

    def store(self, article: CrawledArticle, pictures: Sequence[Picture] = ()) -> articles.Stored:
        """Store an article with its pictures in one transaction."""
        with self.archive.write() as tx:
            added = self._add_pictures(tx, pictures)
            stored = articles.store(tx, article, self.run_id, self.source.revisit)
        setattr(self.counts, stored.kind, getattr(self.counts, stored.kind) + 1)
        if article.missing:
            self._note_failure(f"{article.frontier_url}: {article.missing}")
        self.counts.reprints += stored.reprints
        self.counts.images += added
        self._landed(article.frontier_url, stored.kind)
        return stored

    def learned(self, article: CrawledArticle) -> frozenset[int]:
        """Return the fingerprints of the lines that are boilerplate of this article's source."""
        return boilerplate.removable(self.archive.db, article)

    def store_retry(self, retry: ImageRetry, pictures: Sequence[Picture]) -> None:
        """Store pictures that were tried again."""
        with self.archive.write() as tx:
            self.counts.images += self._add_pictures(tx, pictures)
            images.record_retry(tx, retry)
        self._step("images")

    def has_picture(self, sha256: str) -> bool:
        """Tell whether the archive holds this picture."""
        return images.has(self.archive.db, sha256)

    def store_pictures(self, pictures: Sequence[Picture]) -> None:
        """Store pictures ahead of the article that names them, where holding them would take too much memory."""
        with self.archive.write() as tx:
            self.counts.images += self._add_pictures(tx, pictures)

    def fail(
        self,
        url: str,
        error: NewsbotError | str,
        *,
        gone: bool = False,
        not_before: str | None = None,
        capture: Capture | None = None,
    ) -> None:
        """Record that an address could not be archived; what it answered is kept for later."""
        if url not in self.in_flight:
            return
        with self.archive.write() as tx:
            if capture is not None:
                captures.add(tx, capture, self.run_id)
            soft = isinstance(error, SoftNotFound)
            if frontier.failed(tx, url, str(error), gone=gone, soft=soft, not_before=not_before):
                tx.event(
                    "dead",
                    source=self.source.name,
                    run_id=self.run_id,
                    detail=json.dumps({"url": url, "error": str(error)}, ensure_ascii=False),
                )
            withdrawals.note(tx, url, source=self.source.name, run_id=self.run_id)
        self._note_failure(str(error))
        self._landed(url, "failed")

    # --- inside

    def _listed(self, entries: Sequence[ListingEntry]) -> None:
        self.counts.listed += len(entries)
        self._window += [entry.published for entry in entries if entry.published]
        self._step("listed")

    def _claim(self, limit: int, *, alone: bool) -> list[Claim]:
        wanted = Wanted(self.source.name, self.due, self.began, alone, self.addresses)
        if not frontier.waiting(self.archive.db, wanted, self.now()):
            return []
        with self.archive.write() as tx:
            claims = frontier.claim(tx, self.run_id, wanted, limit)
        self._first_tries += sum(claim.first_try for claim in claims)
        return claims

    def _add_pictures(self, tx: Transaction, pictures: Sequence[Picture]) -> int:
        return sum(images.add(tx, p.sha256, p.media_type, p.width, p.height, p.data) for p in pictures)

    def _note_failure(self, said: str) -> None:
        self.counts.failed += 1
        if len(self.counts.errors) < SHOWN_ERRORS:
            self.counts.errors.append(said)

    def _landed(self, url: str, kind: Kind) -> None:
        self.in_flight.discard(url)
        self._step(kind)

    def _step(self, kind: Kind) -> None:
        self.changed.set()
        self.on_progress(self, kind)

    def _judge(self, stopped: bool) -> Outcome:
        succeeded = self.counts.new + self.counts.revised + self.counts.unchanged
        # A page that has failed before and fails again says little about the source; one never tried does, and so
        # does one a person named, or asked to see again.
        telling = self._first_tries or self.addresses or self.due == "revisit"
        if self.error or (self.counts.failed and not succeeded and telling):
            return "failed"
        if stopped:
            return "stopped"
        if self.counts.failed:
            return "degraded"
        return "empty" if self.poll.empty else "ok"
