"""What is known of each source: when it is polled next, when it last went well."""

import sqlite3
from dataclasses import dataclass

from newsbot.archive.runs import Outcome, RunCounts
from newsbot.archive.store import Transaction


@dataclass(frozen=True, slots=True)
class SourceState:
    """A row of ``source_state``; times are UTC text, ``failures`` are runs in a row that failed."""

    next_poll: str | None = None
    last_ok: str | None = None
    last_new: str | None = None
    failures: int = 0


def states(db: sqlite3.Connection) -> dict[str, SourceState]:
    """Return the state of every source that has one."""
    rows = db.execute("SELECT source, next_poll, last_ok, last_new, failures FROM source_state")
    return {row["source"]: SourceState(*row[1:]) for row in rows}


def plan(tx: Transaction, source: str, next_poll: str | None) -> None:
    """Keep when a source is polled next, for a restart to go on from; ``None``: it is polled no more."""
    tx.db.execute(
        "INSERT INTO source_state (source, next_poll) VALUES (?, ?)"
        " ON CONFLICT (source) DO UPDATE SET next_poll = excluded.next_poll",
        (source, next_poll),
    )


def note_run(tx: Transaction, source: str, outcome: Outcome, counts: RunCounts) -> None:
    """Keep what the next polls and ``status`` need to know of a source."""
    well = outcome in ("ok", "empty", "degraded")
    tx.db.execute(
        "INSERT INTO source_state (source, last_ok, last_new, failures) VALUES (:source, :ok, :new, :failed)"
        " ON CONFLICT (source) DO UPDATE"
        " SET last_ok = coalesce(excluded.last_ok, last_ok), last_new = coalesce(excluded.last_new, last_new),"
        " failures = CASE WHEN :well THEN 0 ELSE failures + :failed END",
        {
            "source": source,
            "ok": tx.stamp if well else None,
            "new": tx.stamp if counts.new else None,
            "failed": int(outcome == "failed"),
            "well": well,
        },
    )
