"""The frontier: every address ever listed is fetched, or waits for its next try, or is dead with its last error.

A fetch is claimed in the transaction that counts the attempt, so two crawls never fetch one page twice, and an
attempt that was cut off (the process was killed) shows as an attempt without an outcome.
"""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from newsbot import dates, urls
from newsbot.archive import tombstones
from newsbot.archive.listings import FLASH_PARSER, UNTRIED, load_entry
from newsbot.archive.store import Transaction
from newsbot.items import ListingEntry

CLAIM_SECONDS = 600
"""A claim outlives the slowest fetch (30 s, three tries, a Retry-After each) and the minute images may take."""

CUT_OFF = 3
"""After so many attempts without an outcome an address is fetched last and alone: it may be what kills us."""

BACKOFF_SECONDS = (60, 300, 1800, 7200, 21600, 43200, 86400)
"""Wait after the first, second … failure; the last one repeats."""

DEAD_AFTER = 10
"""Failures until an address that was never archived is given up: about four days at the backoff above."""

FAILING_SECONDS = 3 * 86400
"""So long it must have failed as well: crawls by hand ignore the backoff, and ten of them may fit in one outage."""

GONE_DEAD_AFTER = 3
"""The same for 404 and 410 …"""

GONE_SECONDS = 6 * 3600
"""… and how long: a listing may run ahead of its page by some minutes, not by hours."""

Due = Literal["scheduled", "by hand", "revisit"]


@dataclass(frozen=True, slots=True)
class Claim:
    """An address this run alone may fetch now; ``entry`` is what its listing said."""

    url: str
    article_id: int | None
    entry: ListingEntry | None
    first_try: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which addresses a run may claim.

    Args:
        source: those this source listed.
        due: ``scheduled`` takes what is due; ``by hand`` ignores the backoff of what was never archived;
            ``revisit`` takes every archived article as well.
        began: stamp of the run; an address is tried once in a run.
        alone: take the addresses whose attempts were cut off `CUT_OFF` times, instead of the others.
        only: none but these.
    """

    source: str
    due: Due
    began: str
    alone: bool = False
    only: Sequence[str] = ()


_QUEUES: dict[Due, tuple[tuple[str, str], ...]] = {
    "scheduled": (("pending", "f.due <= :now"), ("done", "f.due <= :now")),
    "by hand": (("pending", "f.due > ''"), ("done", "f.due <= :now")),
    "revisit": (("pending", "f.due > ''"), ("done", "true")),
}
"""State and condition, in the order they are served: what was never archived goes before a revisit."""


_NOT_A_PAGE_FOR_A_FLASH = (
    "NOT (f.article_id IS NOT NULL AND json_extract(e.entry, '$.content') IS NOT NULL AND (f.state = 'pending'"
    f" OR NOT EXISTS (SELECT 1 FROM article a WHERE a.id = f.article_id AND a.parser LIKE '{FLASH_PARSER}%')))"
)
"""A listing that has the whole text reads no page: what another source's page is wanted for is left to that source."""


def waiting(db: sqlite3.Connection, wanted: Wanted, now: str) -> bool:
    """Tell whether there is anything to claim, without taking the write lock for it."""
    return bool(_select(db, wanted, now, 1))


def claim(tx: Transaction, run_id: int, wanted: Wanted, limit: int) -> list[Claim]:
    """Claim up to ``limit`` addresses and count the attempts."""
    rows = _select(tx.db, wanted, tx.stamp, limit)
    until = _later(tx.stamp, CLAIM_SECONDS)
    for row in rows:
        tx.db.execute(
            "UPDATE frontier SET attempts = attempts + 1, claimed_by = ?, claimed_until = ?, last_tried = ?"
            " WHERE url = ?",
            (run_id, until, tx.stamp, row["url"]),
        )
    return [
        Claim(row["url"], row["article_id"], load_entry(row["entry"]) if row["entry"] else None, bool(row["first_try"]))
        for row in rows
    ]


def _select(db: sqlite3.Connection, wanted: Wanted, now: str, limit: int) -> list[sqlite3.Row]:
    rows: list[sqlite3.Row] = []
    for state, condition in _QUEUES[wanted.due]:
        # Ordered as the index is, and the frontier read first: the first few rows are found without reading the rest.
        order = "f.last_tried" if condition == "true" else "f.due, f.rowid"
        tried = "f.last_tried" if condition == "true" else "+f.last_tried"  # a plus keeps its index out of it
        rows += db.execute(
            f"SELECT f.url, f.article_id, f.attempts = 0 AND f.visits = 0 AS first_try, e.entry FROM frontier f"
            f" CROSS JOIN listing_state l ON l.url = f.url AND l.source = :source"
            f" LEFT JOIN listing_entry e ON e.url = f.url AND e.source = l.source AND e.retired IS NULL"
            f" WHERE f.state = '{state}' AND {condition} AND {tried} < :began"
            f" AND (f.claimed_by IS NULL OR f.claimed_until < :now) AND (f.attempts - f.failures >= :cut_off) = :alone"
            f" AND (:only = '[]' OR f.url IN (SELECT value FROM json_each(:only))) AND {_NOT_A_PAGE_FOR_A_FLASH}"
            f" ORDER BY {order} LIMIT :limit",
            {
                "source": wanted.source,
                "now": now,
                "began": wanted.began,
                "cut_off": CUT_OFF,
                "alone": wanted.alone,
                "only": json.dumps(list(wanted.only)),
                "limit": limit - len(rows),
            },
        ).fetchall()
    return rows


def done(tx: Transaction, url: str, article_id: int, first_seen: str, revisit: Sequence[int]) -> None:
    """Record a fetch that was archived; the next visit is the next of ``revisit`` (seconds after first sight).

    Without any, a visit that is still to come stays: it is another source's, which reads the page.
    """
    later = [_later(first_seen, seconds) for seconds in revisit]
    due = min((moment for moment in later if moment > tx.stamp), default=None)
    tx.db.execute(
        "UPDATE frontier SET due = CASE WHEN ? AND state = 'done' AND due > ? THEN due ELSE ? END, state = 'done',"
        f" article_id = ?, visits = visits + 1, {UNTRIED}, claimed_by = NULL, claimed_until = NULL, last_error = NULL"
        " WHERE url = ?",
        (not revisit, tx.stamp, due, article_id, url),
    )


def gone_for_good(times: int, since: str | None, now: str) -> bool:
    """Tell whether an address has been found gone so often, and for so long, that it is not a slip."""
    return since is not None and times >= GONE_DEAD_AFTER and _later(since, GONE_SECONDS) <= now


def unfinished(tx: Transaction, url: str, article_id: int, error: str) -> None:
    """Record a fetch of which only a part was archived: the address stays pending, as after a failure."""
    tx.db.execute("UPDATE frontier SET article_id = ?, visits = visits + 1 WHERE url = ?", (article_id, url))
    failed(tx, url, error)


def failed(
    tx: Transaction, url: str, error: str, *, gone: bool = False, soft: bool = False, not_before: str | None = None
) -> bool:
    """Record a fetch that failed, with its error and the time of the next try.

    Args:
        gone: the server answered 404 or 410.
        soft: the page says so itself. That counts as gone where it was an article before; what was never archived is
            not given up so soon for a page that may be mistaken for such a one.
        not_before: when it may be asked for again (UTC text), where the host asked to be left alone: that says
            nothing of this address, so the attempt does not count.

    Returns:
        True when the address is given up: it was never archived and has failed too often for too long.
    """
    row = tx.db.execute("SELECT * FROM frontier WHERE url = ?", (url,)).fetchone()
    if row is None or row["forgotten"]:
        return False
    if not_before is not None:
        tx.db.execute(
            "UPDATE frontier SET due = max(?, coalesce(due, '')), attempts = max(attempts - 1, 0), claimed_by = NULL,"
            " claimed_until = NULL, last_error = ? WHERE url = ?",
            (not_before, error, url),
        )
        return False
    failures, since = row["failures"] + 1, row["failing_since"] or tx.stamp
    gone = gone or (soft and row["article_id"] is not None)
    gones, gone_since = (row["gone"] + 1, str(row["gone_since"] or tx.stamp)) if gone else (0, None)
    given_up = failures >= DEAD_AFTER and _later(since, FAILING_SECONDS) <= tx.stamp
    given_up = given_up or gone_for_good(gones, gone_since, tx.stamp)
    state = row["state"]
    dead = given_up and state == "pending" and row["article_id"] is None
    if given_up and state == "pending":  # what is archived as a flash is not dead, though its page is not to be had
        state = "dead" if dead else "done"
    due = None if given_up else _later(tx.stamp, BACKOFF_SECONDS[min(failures, len(BACKOFF_SECONDS)) - 1])
    tx.db.execute(
        "UPDATE frontier SET state = ?, due = ?, failures = ?, failing_since = ?, gone = ?, gone_since = ?,"
        " claimed_by = NULL, claimed_until = NULL, last_error = ? WHERE url = ?",
        (state, due, failures, since, gones, gone_since, error, url),
    )
    return dead


def revive(tx: Transaction, url: str) -> None:
    """Have an address fetched as if it had never been tried; one that is archived keeps its state.

    One whose article was removed on demand stays dead.
    """
    tx.db.execute(
        f"UPDATE frontier SET due = ?, {UNTRIED}, state = CASE state WHEN 'dead' THEN 'pending' ELSE state END"
        " WHERE url = ? AND forgotten IS NULL",
        (tx.stamp, url),
    )


def enqueue_by_hand(tx: Transaction, source: str, addresses: Sequence[str]) -> None:
    """Put addresses a person named on the frontier, due now, also when they are known or dead.

    Left out are those of articles that were removed on demand, in any spelling.
    """
    for url in addresses:
        if tombstones.stands(tx.db, url, None, None):
            continue
        tx.db.execute(
            "INSERT INTO listing_state (url, source, site, listed, last_listed, walked, aside)"
            " VALUES (?, ?, ?, ?, ?, 1, 1)"
            " ON CONFLICT (url, source) DO UPDATE SET last_listed = excluded.last_listed",
            (url, source, urls.site_of(url), tx.stamp, tx.stamp),
        )
        tx.db.execute(
            "INSERT INTO frontier (url, site, state, due) VALUES (?, ?, 'pending', ?) ON CONFLICT (url) DO NOTHING",
            (url, urls.site_of(url), tx.stamp),
        )
        revive(tx, url)


def _later(stamp: str, seconds: float) -> str:
    return dates.to_text(dates.to_datetime(stamp) + timedelta(seconds=seconds))
