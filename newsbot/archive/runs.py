"""Runs, and the claims of processes that are gone."""

import json
import sqlite3
from dataclasses import dataclass, field
from typing import Any, Literal

from newsbot.archive.store import Archive, Transaction

Outcome = Literal["ok", "empty", "degraded", "failed", "stopped", "killed"]

DAYS_FOLDED = 50
"""Days of one source folded in one transaction: some ten thousand rows."""


_STORED = """
WITH stored AS MATERIALIZED (
  SELECT r.id, r.change FROM capture c JOIN revision_capture p ON p.capture_id = c.id AND p.part = 1
  JOIN revision r ON r.id = p.revision_id WHERE c.run_id = :run AND r.origin = 'publisher'
)
SELECT (SELECT count(*) FROM stored WHERE change = 'first'),
  (SELECT count(*) FROM stored WHERE change <> 'first'),
  (SELECT count(*) FROM capture c JOIN confirmed f ON f.capture_id = c.id WHERE c.run_id = :run),
  (SELECT count(DISTINCT i.sha256) FROM stored CROSS JOIN revision_image i ON i.revision_id = stored.id
    CROSS JOIN image m ON m.sha256 = i.sha256 WHERE m.recorded >= run.started)
"""
"""What a run that did not say so has stored, from its captures; what it listed, received and failed in is lost."""


@dataclass(slots=True)
class RunCounts:
    """What a run did; ``bytes`` are those received, ``images`` those stored for the first time."""

    listed: int = 0
    new: int = 0
    revised: int = 0
    unchanged: int = 0
    reprints: int = 0
    failed: int = 0
    images: int = 0
    bytes: int = 0
    errors: list[str] = field(default_factory=list)
    """The first few failures, for the run's row and the table a person sees."""


def begin(tx: Transaction, source: str, process: str) -> int:
    """Open a run and return its id."""
    cursor = tx.db.execute("INSERT INTO run (source, process, started) VALUES (?, ?, ?)", (source, process, tx.stamp))
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def finish(
    tx: Transaction,
    run_id: int,
    outcome: Outcome,
    counts: RunCounts,
    *,
    error: str | None = None,
    window: tuple[str | None, str | None] = (None, None),
    overlapped: bool | None = None,
    stats: dict[str, Any] | None = None,
) -> None:
    """Close a run; what it still claims is free again and does not count as an attempt."""
    tx.db.execute(
        "UPDATE frontier SET attempts = max(attempts - 1, 0), claimed_by = NULL, claimed_until = NULL WHERE"
        " claimed_by = ?",
        (run_id,),
    )
    tx.db.execute(
        "UPDATE run SET finished = ?, outcome = ?, listed = ?, new = ?, revised = ?, unchanged = ?, reprints"
        " = ?, failed = ?,"
        " images = ?, bytes = ?, window_begins = ?, window_ends = ?, overlapped = ?, error = ?, stats = ? WHERE id = ?",
        (
            tx.stamp,
            outcome,
            counts.listed,
            counts.new,
            counts.revised,
            counts.unchanged,
            counts.reprints,
            counts.failed,
            counts.images,
            counts.bytes,
            *window,
            overlapped,
            error,
            json.dumps(stats or {}, ensure_ascii=False, default=str),
            run_id,
        ),
    )


def bury_dead(archive: Archive) -> int:
    """Close the runs of processes that no longer live as ``killed`` and free their claims, due at once.

    Their counts become what the archive can tell of them: see `_STORED`.

    Returns:
        How many runs were closed.
    """
    open_runs = archive.db.execute("SELECT id, source, process FROM run WHERE finished IS NULL").fetchall()
    dead = [run for run in open_runs if not archive.alive(run["process"])]
    if not dead:
        return 0
    with archive.write() as tx:
        for run in dead:
            tx.db.execute(
                "UPDATE run SET finished = :now, outcome = 'killed', error = 'the process ended without a word',"
                f" (new, revised, unchanged, images) = ({_STORED}) WHERE id = :run AND finished IS NULL",
                {"now": tx.stamp, "run": run["id"]},
            )
            tx.db.execute(
                "UPDATE frontier SET claimed_by = NULL, claimed_until = NULL, due = ? WHERE claimed_by = ?",
                (tx.stamp, run["id"]),
            )
            tx.event("run_killed", source=run["source"], run_id=run["id"])
    return len(dead)


def fold_empty_polls(tx: Transaction, before: str) -> int:
    """Fold polls that found nothing, older than ``before`` (UTC text), into one row per source and day.

    A call folds `DAYS_FOLDED` such days at most, so that other writers wait no longer than they must.

    Returns:
        How many rows went; 0 when there is nothing more to fold.
    """
    foldable = (  # as the index run_empty has it, so that its order gives the groups
        "outcome IN ('ok', 'empty') AND new + revised + unchanged + failed = 0 AND finished < :before"
        " AND NOT EXISTS (SELECT 1 FROM frontier WHERE claimed_by = run.id)"
        " AND NOT EXISTS (SELECT 1 FROM capture WHERE run_id = run.id)"
        " AND NOT EXISTS (SELECT 1 FROM event WHERE run_id = run.id)"
    )
    folded: list[sqlite3.Row] = tx.db.execute(
        f"SELECT source, substr(started, 1, 10) AS day, min(id) AS keep, count(*) AS polls, max(finished) AS finished,"
        f" sum(listed) AS listed, sum(bytes) AS bytes FROM run WHERE {foldable}"
        f" GROUP BY source, substr(started, 1, 10) HAVING count(*) > 1 LIMIT :days",
        {"before": before, "days": DAYS_FOLDED},
    ).fetchall()
    gone = 0
    for row in folded:
        gone += tx.db.execute(
            f"DELETE FROM run WHERE {foldable} AND source = :source AND substr(started, 1, 10) = :day AND id <> :keep",
            {"before": before, "source": row["source"], "day": row["day"], "keep": row["keep"]},
        ).rowcount
        tx.db.execute(
            "UPDATE run SET finished = ?, listed = ?, bytes = ?, stats = json_set(stats, '$.polls',"
            " coalesce(json_extract(stats, '$.polls'), 1) + ?) WHERE id = ?",
            (row["finished"], row["listed"], row["bytes"], row["polls"] - 1, row["keep"]),
        )
    return gone
