"""One poll of a source's listing: what it has met, and whether entries may have come and gone since the last one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from newsbot.archive import Transaction, gaps, listings
from newsbot.items import ListingEntry
from newsbot.listings.reach import Mark, Overlap, Reach, moment


@dataclass(slots=True)
class Poll:
    """A poll on its way; what it writes belongs into the crawl's transactions.

    Args:
        source: whose listing; by default none, for a crawl that has not begun.
        zone: of bare days; see `reach.moment`.
        run_id: of the crawl.
        began: stamp of the crawl's beginning.
    """

    source: str = ""
    zone: str = "UTC"
    run_id: int = 0
    began: str = ""
    overlapped: bool | None = None
    """Whether it is continuous with the last one; ``None`` until that can be said."""
    _pages: int = 0
    _reach: Reach = field(default_factory=Reach)
    _unchanged: str | None = None

    @property
    def empty(self) -> bool:
        """Whether the listing was read and has nothing at all."""
        return self._pages > 0 and not self._reach.entries

    def record(self, tx: Transaction, entries: Sequence[ListingEntry]) -> bool:
        """Put a page on the frontier; True when the walk has reached what an earlier one listed."""
        page = listings.record(tx, self.source, entries)
        mark = gaps.mark(tx.db, self.source)
        for entry, listed in zip(entries, page.known, strict=True):
            known = listed is not None and mark is not None and listed <= mark.walked
            self._reach.add(self.time_of(entry), known, tx.stamp, self._latest(entry))
        self._pages += 1
        return page.reached_known and (mark is None or self._reach.proven(mark, self._gone(tx, mark)))

    def judge(self, tx: Transaction, listing_url: str, *, overlap: Overlap, cut: bool, covers: str | None) -> None:
        """Keep what the walk, now at its end, means for the next one, and the gap it found. See `Reach.judge`."""
        mark = gaps.mark(tx.db, self.source)
        gone = self._gone(tx, mark, overlap) if mark else 0
        verdict = self._reach.judge(
            mark, listing_url, self.began, tx.stamp, overlap=overlap, cut=cut, covers=covers, gone=gone
        )
        gaps.settle(tx, self.source, self.run_id, verdict)
        self.overlapped = verdict.overlapped

    def unchanged(self, listing_url: str) -> None:
        """The listing is as the last completed walk left it; `close` keeps that."""
        self.overlapped, self._unchanged = True, listing_url

    def close(self, tx: Transaction) -> None:
        """Keep until when nothing had come, once the crawl is over."""
        if self._unchanged is not None and self.began:
            gaps.unchanged(tx, self.source, self._unchanged, self.began)

    def time_of(self, entry: ListingEntry) -> str | None:
        """Return when an entry was published, else modified, as UTC text: a bare day is its beginning."""
        return moment(entry.published or entry.modified, self.zone)

    def _latest(self, entry: ListingEntry) -> str | None:
        """When an entry was modified, or ends the bare day it has, as UTC text."""
        ends = [moment(text, self.zone, end=True) for text in (entry.published, entry.modified) if text]
        return max((text for text in ends if text), default=None)

    def _gone(self, tx: Transaction, mark: Mark, overlap: Overlap = "order") -> int:
        """How many entries should stand above the one that shows the overlap, and do not."""
        proof = self._reach.proof(overlap)
        if proof is None or mark.newest is None or proof >= mark.newest:
            return 0
        return gaps.gone(tx.db, self.source, self.zone, mark, proof, self.began)
