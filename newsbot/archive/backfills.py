"""Backfills: walks back through a listing, for what was published before it was known, or in a gap."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from newsbot import urls
from newsbot.archive.store import Archive, Transaction
from newsbot.errors import NewsbotError

Way = Literal["pages", "window", "files"]
"""How a listing is read back: page by page, day by day, or file by file of a sitemap."""


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


def begin(archive: Archive, backfill: Backfill) -> None:
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
