"""Gaps: where entries of a listing may have come and gone unseen, and the backfills that look for them."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta
from typing import Any, Literal

from newsbot import dates, urls
from newsbot.archive.store import Archive, Transaction
from newsbot.errors import NewsbotError
from newsbot.listings.reach import Mark, Verdict, moment

_OF_LATE = timedelta(days=1)
"""Before the end of the last walk: all it has listed was listed then, however slow it was."""

Way = Literal["pages", "window", "files"]
"""How a listing is read back: page by page, day by day, or file by file of a sitemap."""


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


@dataclass(slots=True)
class Backfill:
    """A walk back through a listing: what it looks for, and how far it has come.

    Args:
        source: whose listing.
        listing: its spider and arguments, as text: a place in one listing means nothing in another.
        way: how it is read.
        begins, ends: UTC text; what was published from, and before.
        gap_id: the gap it is to fill.
        seen: UTC text, with a gap: what was published later, other walks have seen or will see. Everything else on the
            way is taken, for the times of a gap are no sharper than those of the listing's rows.
        id: of its row; 0 until it is opened.
        place: where in the listing the next page is, as the spider keeps it.
        listed: entries found.
        new: of these, addresses no listing of this source had shown before.
        fetched: of these, archived.
        walked: whether the listing is read.
        reached: UTC text; where the listing ended, before it had reached ``begins``.
        finished: whether everything it listed was tried, too.
    """

    source: str
    listing: str
    way: Way
    begins: str
    ends: str
    gap_id: int | None = None
    seen: str | None = None
    id: int = 0
    place: dict[str, Any] = field(default_factory=dict)
    listed: int = 0
    new: int = 0
    fetched: int = 0
    walked: bool = False
    reached: str | None = None
    finished: bool = False

    def progress(self) -> str:
        """Return how far it has come, for a person to read."""
        read = {"days": self.place.get("window"), "pages": self.place.get("page")}
        waiting = {"files waiting": len(self.place.get("files", ()))}
        said = [f"{number} {name}" for name, number in {**read, **waiting}.items() if number]
        return ", ".join([*said, f"{self.listed} entries found", f"{self.new} new", f"{self.fetched} archived"])


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


# --- backfills


def resumable(db: sqlite3.Connection, wanted: Backfill, *, until_now: bool = False) -> Backfill:
    """Return the backfill as it was left, where one for the same times of the same listing was not finished.

    Args:
        until_now: nobody named its end: that of the one left is as good.
    """
    row = db.execute(
        "SELECT * FROM backfill WHERE source = :source AND begins = :begins AND (ends = :ends OR :any)"
        " AND finished IS NULL AND gap_id IS :gap AND listing = :listing AND way = :way ORDER BY id DESC LIMIT 1",
        {**_asked(wanted), "any": until_now},
    ).fetchone()
    if row is None:
        return wanted
    left = replace(wanted, id=row["id"], ends=row["ends"], place=json.loads(row["place"]), listed=row["listed"])
    left.walked, left.reached = row["walked"] is not None, row["reached"]
    left.new, left.fetched = _counted(db, left.id)
    return left


def open_backfill(archive: Archive, backfill: Backfill) -> None:
    """Begin a backfill, or go on with one that was left.

    Raises:
        NewsbotError: another process is at it.
    """
    with archive.write() as tx:
        if not backfill.id:
            cursor = tx.db.execute(
                "INSERT INTO backfill (source, listing, way, begins, ends, gap_id, started)"
                " VALUES (:source, :listing, :way, :begins, :ends, :gap, :started)",
                {**_asked(backfill), "started": tx.stamp},
            )
            backfill.id = cursor.lastrowid or 0
        (process,) = tx.db.execute("SELECT process FROM backfill WHERE id = ?", (backfill.id,)).fetchone()
        if process is not None and process != archive.process and archive.alive(process):
            raise NewsbotError("another newsbot is at this backfill", where=backfill.source, do="Wait for it to end")
        tx.db.execute("UPDATE backfill SET process = ? WHERE id = ?", (archive.process, backfill.id))


def advance(tx: Transaction, backfill: Backfill, listed: int, new: int, place: Mapping[str, Any]) -> None:
    """Keep how far a backfill has come, in the transaction that keeps what it found."""
    backfill.listed += listed
    backfill.new += new
    backfill.place = dict(place)
    tx.db.execute(
        "UPDATE backfill SET listed = ?, place = ? WHERE id = ?",
        (backfill.listed, json.dumps(backfill.place, ensure_ascii=False), backfill.id),
    )


def complete(tx: Transaction, backfill: Backfill, run_id: int, reached: str | None) -> None:
    """The listing is read: gaps inside the window are closed, and of others what was read is cut off.

    Args:
        reached: UTC text, where it ended before it had reached the window's beginning.
    """
    backfill.walked, backfill.reached = True, reached
    tx.db.execute(
        "UPDATE backfill SET walked = ?, reached = ?, place = '{}' WHERE id = ?", (tx.stamp, reached, backfill.id)
    )
    read = reached or backfill.begins
    touched = tx.db.execute(
        "SELECT id, begins, ends FROM gap WHERE source = ? AND closed IS NULL AND begins < ? AND ends > ?",
        (backfill.source, backfill.ends, read),
    ).fetchall()
    for row in touched:
        if read <= row["begins"] and row["ends"] <= backfill.ends:
            tx.db.execute(
                "UPDATE gap SET closed = ?, closed_by = ?, how = ?, backfill_id = ?, listed = ?, fetched = ?"
                " WHERE id = ?",
                (tx.stamp, run_id, backfill.way, backfill.id, *_counted(tx.db, backfill.id), row["id"]),
            )
            detail = json.dumps({"gap": row["id"], "how": backfill.way})
            tx.event("gap_closed", source=backfill.source, run_id=run_id, detail=detail)
        elif row["ends"] <= backfill.ends:
            tx.db.execute("UPDATE gap SET ends = ? WHERE id = ?", (read, row["id"]))
        elif read <= row["begins"]:  # a poll has made it longer meanwhile, or a person asked for a part
            tx.db.execute("UPDATE gap SET begins = ? WHERE id = ?", (backfill.ends, row["id"]))


def leave(tx: Transaction, backfill: Backfill, *, finished: bool) -> None:
    """A run of a backfill has ended.

    Args:
        finished: nothing is left to do of it.
    """
    backfill.finished = finished
    backfill.new, backfill.fetched = _counted(tx.db, backfill.id)
    tx.db.execute(
        "UPDATE backfill SET process = NULL, finished = ? WHERE id = ?", (tx.stamp if finished else None, backfill.id)
    )
    tx.db.execute(
        "UPDATE gap SET listed = ?, fetched = ? WHERE backfill_id = ?", (backfill.new, backfill.fetched, backfill.id)
    )


def listed_before(db: sqlite3.Connection, source: str, url: str, time: str) -> bool:
    """Tell whether a walk of this source had listed an address before a time."""
    row = db.execute(
        "SELECT 1 FROM listing_state WHERE url = ? AND source = ? AND listed < ? AND aside = 0",
        (urls.canonical(url), source, time),
    ).fetchone()
    return row is not None


def _asked(backfill: Backfill) -> dict[str, Any]:
    named = {name: getattr(backfill, name) for name in ("source", "listing", "way", "begins", "ends")}
    return {**named, "gap": backfill.gap_id}


def _counted(db: sqlite3.Connection, backfill_id: int) -> tuple[int, int]:
    """How many addresses a backfill was the first to list, and how many of them are archived."""
    row = db.execute(
        "SELECT count(*), count(article_id) FROM listing_state WHERE backfill_id = ?", (backfill_id,)
    ).fetchone()
    return row[0], row[1]
