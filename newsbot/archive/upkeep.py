"""What a long-lived archive needs from time to time; the daemon does it once a day."""

from dataclasses import dataclass
from datetime import timedelta

from newsbot import dates
from newsbot.archive import boilerplate, images, runs
from newsbot.archive.store import Archive

FOLD_AFTER = timedelta(days=30)
"""Polls that found nothing are kept one by one for so long, then as one row per source and day."""
ORPHANS_AFTER = timedelta(days=1)
"""A picture may be committed before the article that names it, by minutes at most."""
SINGLE_AFTER = timedelta(days=30)
"""A line that no second article has had for so long is no boilerplate; most lines are of this kind."""
LINES_FORGOTTEN = 20_000
"""Such lines deleted in one transaction."""
PAGES_FREED = 5_000
"""Free pages given back to the file system at a time (20 MB): a bound on how long writers wait."""


@dataclass(frozen=True, slots=True)
class Tidied:
    """What went."""

    runs_folded: int
    images_swept: int
    lines_forgotten: int = 0


def tidy(archive: Archive) -> Tidied:
    """Fold old empty polls, delete pictures that no article names and lines seen once, give some free space back.

    Each in a transaction of its own, so that crawls beside it wait no longer than they must.

    Raises:
        ArchiveError: the archive cannot be written.
    """
    now = archive.clock()
    folded = 0
    while gone := _fold(archive, dates.to_text(now - FOLD_AFTER)):
        folded += gone
    with archive.write() as tx:
        swept = images.sweep_orphans(tx, dates.to_text(now - ORPHANS_AFTER))
    forgotten = 0
    while gone := _forget(archive, dates.to_text(now - SINGLE_AFTER)):
        forgotten += gone
    with archive.write() as tx:
        (free,) = tx.db.execute("PRAGMA freelist_count").fetchone()
        for _ in range(min(free, PAGES_FREED)):
            tx.db.execute("PRAGMA incremental_vacuum(1)")  # Python's sqlite3 stops after the first page of several
    return Tidied(folded, swept, forgotten)


def _fold(archive: Archive, before: str) -> int:
    with archive.write() as tx:
        return runs.fold_empty_polls(tx, before)


def _forget(archive: Archive, before: str) -> int:
    with archive.write() as tx:
        return boilerplate.forget_single(tx, before, LINES_FORGOTTEN)
