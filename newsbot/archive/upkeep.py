"""What a long-lived archive needs from time to time; the daemon does it once a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from newsbot import dates
from newsbot.archive import boilerplate, captures, dictionaries, images, runs
from newsbot.archive.store import Archive

FOLD_AFTER = timedelta(days=30)
"""Polls that found nothing are kept one by one for so long, then as one row per source and day."""
ORPHANS_AFTER = timedelta(days=1)
"""A picture may be committed before the article that names it, by minutes at most."""
BODIES_EMPTIED = 500
"""Captures whose bodies go in one transaction."""
SINGLE_AFTER = timedelta(days=30)
"""A line that no second article has had for so long is no boilerplate; most lines are of this kind."""
LINES_FORGOTTEN = 20_000
"""Such lines deleted in one transaction."""
PAGES_MERGED = 1_000
"""Pages of the search index merged in one transaction: about 4 MB, a quarter of a second."""
PAGES_FREED = 5_000
"""Free pages given back to the file system at a time (20 MB): a bound on how long writers wait."""


@dataclass(frozen=True, slots=True)
class Tidied:
    """What went."""

    runs_folded: int
    images_swept: int
    captures_emptied: int = 0
    dictionaries_swept: int = 0
    lines_forgotten: int = 0


def tidy(archive: Archive, keep: Mapping[str, int | None] = MappingProxyType({})) -> Tidied:
    """Fold old empty polls, delete pictures that no article names and lines seen once, empty captures past their time,
    give some free space back.

    Each in a transaction of its own, so that crawls beside it wait no longer than they must.

    Args:
        keep: by source, for how many seconds the bodies of what it fetched are kept; ``None``, and what is not named:
            for ever.

    Raises:
        ArchiveError: the archive cannot be written.
    """
    now = archive.clock()
    folded = 0
    while gone := _fold(archive, dates.to_text(now - FOLD_AFTER)):
        folded += gone
    with archive.write() as tx:
        swept = images.sweep_orphans(tx, dates.to_text(now - ORPHANS_AFTER))
    emptied = _empty(archive, _before(now, keep))
    with archive.write() as tx:
        dropped = dictionaries.sweep(tx)
    forgotten = 0
    while gone := _forget(archive, dates.to_text(now - SINGLE_AFTER)):
        forgotten += gone
    while merge_index(archive):
        pass
    with archive.write() as tx:
        (free,) = tx.db.execute("PRAGMA freelist_count").fetchone()
        for _ in range(min(free, PAGES_FREED)):
            tx.db.execute("PRAGMA incremental_vacuum(1)")  # Python's sqlite3 stops after the first page of several
    return Tidied(folded, swept, emptied, dropped, forgotten)


def merge_index(archive: Archive, pages: int = PAGES_MERGED) -> bool:
    """Merge parts of the search index that many commits have left, some pages at a time; True: there is more to do.

    Asking 200 parts whether a text has a word takes 0.3 ms, asking three of them a twentieth of that.

    Args:
        pages: how many; negative: all parts are to become one, which also drops the words of what was deleted. Go on
            with the same number, positive.
    """
    with archive.write() as tx:
        before = tx.db.total_changes
        tx.db.execute("INSERT INTO article_fts (article_fts, rank) VALUES ('merge', ?)", (pages,))
        return tx.db.total_changes - before >= 2  # as SQLite's documentation says


def _fold(archive: Archive, before: str) -> int:
    with archive.write() as tx:
        return runs.fold_empty_polls(tx, before)


def _before(now: datetime, keep: Mapping[str, int | None]) -> dict[str, str]:
    return {
        source: dates.to_text(now - timedelta(seconds=seconds))
        for source, seconds in keep.items()
        if seconds is not None
    }


def _empty(archive: Archive, before: Mapping[str, str]) -> int:
    ids = captures.expired(archive.db, before) if before else []
    emptied = 0
    for start in range(0, len(ids), BODIES_EMPTIED):
        with archive.write() as tx:
            emptied += captures.prune(tx, ids[start : start + BODIES_EMPTIED], before)
    return emptied


def _forget(archive: Archive, before: str) -> int:
    with archive.write() as tx:
        return boilerplate.forget_single(tx, before, LINES_FORGOTTEN)
