"""Gaps: where entries of a listing may have come and gone unseen. `newsbot.archive.backfills` looks for them."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta

from newsbot import dates
from newsbot.archive.store import Transaction
from newsbot.listings.reach import Mark, Verdict, moment

_OF_LATE = timedelta(days=1)
"""Before the end of the last walk: all it has listed was listed then, however slow it was."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A row of ``gap``; times are UTC text. What was published from ``begins`` to ``ends`` may be missing."""

    id: int
    source: str
    begins: str
    ends: str
    found: str
    found_by: int
    closed: str | None
    closed_by: int | None
    how: str | None
    listed: int | None
    fetched: int | None
    reason: str | None
    """What the person said who closed it by hand."""

    @property
    def seconds(self) -> float:
        """Its length."""
        return (dates.to_datetime(self.ends) - dates.to_datetime(self.begins)).total_seconds()


# --- walks


def mark(db: sqlite3.Connection, source: str) -> Mark | None:
    """Return what the next walk of a source must reach; ``None`` before its first."""
    row = db.execute(
        "SELECT listing, polled, walked, newest, entries, kept FROM listing_mark WHERE source = ?", (source,)
    ).fetchone()
    return None if row is None else Mark(*row)


def settle(tx: Transaction, source: str, run_id: int, verdict: Verdict) -> None:
    """Keep what a walk that has ended well means for the next one, and the gap it found."""
    if verdict.mark is not None:
        _keep(tx, source, verdict.mark)
    if verdict.gap is None:
        return
    begins, ends = verdict.gap
    detail = json.dumps({"begins": begins, "ends": ends})
    # A listing that is too long to be read to its end has a gap after each poll: they are one.
    grown = tx.db.execute(
        "UPDATE gap SET begins = min(begins, :begins), ends = max(ends, :ends) WHERE id = (SELECT id FROM gap"
        " WHERE source = :source AND closed IS NULL AND begins < :ends AND ends > :begins ORDER BY begins LIMIT 1)",
        {"source": source, "begins": begins, "ends": ends},
    ).rowcount
    if not grown:
        tx.db.execute(
            "INSERT INTO gap (source, begins, ends, found, found_by) VALUES (?, ?, ?, ?, ?)",
            (source, begins, ends, tx.stamp, run_id),
        )
        tx.event("gap", source=source, run_id=run_id, detail=detail)


def gone(db: sqlite3.Connection, source: str, zone: str, mark: Mark, after: str, began: str) -> int:
    """Count entries published later than ``after`` that walks had listed of late, and none does since ``began``.

    Args:
        zone: of bare days; see `reach.moment`.
    """
    since = dates.to_text(dates.to_datetime(mark.walked) - _OF_LATE)
    rows = db.execute(
        "SELECT e.entry ->> 'published', e.entry ->> 'modified' FROM listing_state s JOIN listing_entry e"
        " ON e.url = s.url AND e.source = s.source AND e.retired IS NULL WHERE s.source = ? AND s.walked = 1"
        " AND s.aside = 0 AND s.listed <= ? AND s.last_listed BETWEEN ? AND ?",
        (source, mark.walked, since, began),
    )
    return sum((moment(published or modified, zone) or "") > after for published, modified in rows)


def unchanged(tx: Transaction, source: str, listing: str, began: str) -> None:
    """A poll found the listing as the last walk had left it: nothing had come until it began."""
    known = mark(tx.db, source)
    if known is None or known.listing != listing or known.polled >= began:
        return
    older = (dates.to_datetime(began) - dates.to_datetime(known.polled)).total_seconds()
    kept = None if known.kept is None else known.kept + int(older)
    _keep(tx, source, replace(known, polled=began, kept=kept))


def _keep(tx: Transaction, source: str, new: Mark) -> None:
    tx.db.execute(
        "INSERT INTO listing_mark (source, listing, polled, walked, newest, entries, kept)"
        " VALUES (:source, :listing, :polled, :walked, :newest, :entries, :kept) ON CONFLICT (source) DO UPDATE SET"
        " listing = excluded.listing, polled = excluded.polled, walked = excluded.walked, newest = excluded.newest,"
        " entries = excluded.entries, kept = excluded.kept",
        {"source": source, **asdict(new)},
    )


# --- gaps


def gaps(db: sqlite3.Connection, names: Sequence[str] = (), *, closed: bool = False) -> list[Gap]:
    """Return the open gaps, by source and time; of these sources only, and the closed ones too where asked for."""
    rows = db.execute(
        "SELECT id, source, begins, ends, found, found_by, closed, closed_by, how, listed, iif(backfill_id, (SELECT"
        " count(article_id) FROM listing_state s WHERE s.backfill_id = gap.backfill_id), fetched),"
        " iif(how = 'by hand', (SELECT detail ->> 'reason' FROM event WHERE kind = 'gap_closed'"
        " AND event.source = gap.source AND detail ->> 'gap' = gap.id), NULL) FROM gap"
        " WHERE (closed IS NULL OR :closed) AND (:names = '[]' OR source IN (SELECT value FROM json_each(:names)))"
        " ORDER BY source, begins, id",
        {"closed": closed, "names": json.dumps(list(names))},
    )
    return [Gap(*row) for row in rows]


def close_by_hand(tx: Transaction, gap_id: int, reason: str | None = None) -> bool:
    """A person says that nothing more can be done, or was missed; False: there is no such open gap."""
    row = tx.db.execute("SELECT source FROM gap WHERE id = ? AND closed IS NULL", (gap_id,)).fetchone()
    if row is not None:
        tx.db.execute("UPDATE gap SET closed = ?, how = 'by hand' WHERE id = ?", (tx.stamp, gap_id))
        said = {"gap": gap_id, "how": "by hand", **({"reason": reason} if reason else {})}
        tx.event("gap_closed", source=row["source"], detail=json.dumps(said, ensure_ascii=False))
    return row is not None
