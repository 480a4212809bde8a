"""Figures an operator reads: how large the archive is, and how each source is doing. Read-only."""

import sqlite3
from dataclasses import dataclass

from newsbot.archive.fingerprints import outdated
from newsbot.archive.sources import states

RECENT = 200
"""Articles of a source among which its newest is looked for: the index is by first sight, and a source that lists
by date has its newest among the last it listed."""


@dataclass(frozen=True, slots=True)
class Totals:
    """What the archive holds. Bytes of pictures are as fetched, of captures as stored (compressed, the dictionaries
    beside them) and as fetched.
    """

    articles: int
    reprints: int
    withdrawn: int
    revisions: int
    images: int
    image_bytes: int
    images_missing: int
    captures: int
    capture_bytes: int
    captured_bytes: int
    dictionaries: int
    dictionary_bytes: int
    newest: str | None
    pending: int
    dead: int
    fingerprints_outdated: int


@dataclass(slots=True)
class SourceReport:
    """How a source is doing; times are UTC text.

    ``pending`` are addresses that wait for a fetch, ``dead`` those given up; ``failures`` are failed runs in a row,
    ``gaps`` the open ones.
    """

    source: str
    next_poll: str | None = None
    last_ok: str | None = None
    last_new: str | None = None
    newest_article: str | None = None
    articles: int = 0
    pending: int = 0
    dead: int = 0
    failures: int = 0
    last_run: str | None = None
    last_outcome: str | None = None
    last_error: str | None = None
    gaps: int = 0


def totals(db: sqlite3.Connection) -> Totals:
    """Return what the archive holds."""

    def one(sql: str) -> tuple[int, ...]:
        return tuple(db.execute(sql).fetchone())

    ((articles,), (reprints,), (revisions,)) = (
        one(f"SELECT count(*) FROM {name}") for name in ("article", "reprint", "revision")
    )
    # One row of these for each article that has `withdrawn`: the articles themselves would have to be read.
    (withdrawn,) = one("SELECT count(*) FROM withdrawal_record WHERE retired IS NULL")
    images, image_bytes = one("SELECT count(*), coalesce(sum(size), 0) FROM image")
    captures, capture_bytes, captured_bytes, dictionaries, dictionary_bytes = one(
        "SELECT captures, capture_bytes, captured_bytes, dictionaries, dictionary_bytes FROM capture_total"
    )
    # From what is missing to the articles, not through all pictures of all articles.
    (missing,) = one(
        "SELECT count(*) FROM image_missing_record m CROSS JOIN article a ON a.revision_id = m.revision_id"
        " WHERE m.retired IS NULL"
    )
    states = dict(
        db.execute(
            "SELECT state, count(*) FROM frontier WHERE state IN ('pending', 'dead') AND forgotten IS NULL"
            " GROUP BY state"
        ).fetchall()
    )
    (newest,) = db.execute("SELECT max(coalesce(date_published, first_seen)) FROM article").fetchone()
    return Totals(
        articles, reprints, withdrawn, revisions, images, image_bytes, missing, captures, capture_bytes, captured_bytes,
        dictionaries, dictionary_bytes, newest, states.get("pending", 0), states.get("dead", 0),
        outdated(db),
    )  # fmt: skip


def sources(db: sqlite3.Connection) -> dict[str, SourceReport]:
    """Return a report of every source the archive has met, by name."""
    reports: dict[str, SourceReport] = {}
    for (name,) in db.execute("SELECT DISTINCT source FROM run UNION SELECT source FROM source_state ORDER BY 1"):
        reports[name] = SourceReport(name)
    for name, state in states(db).items():
        report = reports[name]
        report.next_poll, report.failures = state.next_poll, state.failures
        report.last_ok, report.last_new = state.last_ok, state.last_new
    backlog = (
        "SELECT l.source, f.state, count(*) AS number FROM frontier f JOIN listing_state l ON l.url = f.url"
        " WHERE f.state IN ('pending', 'dead') AND f.forgotten IS NULL GROUP BY 1, 2"
    )
    for row in db.execute(backlog):
        if row["source"] in reports:
            setattr(reports[row["source"]], row["state"], row["number"])
    for name, number in db.execute("SELECT source, count(*) FROM gap WHERE closed IS NULL GROUP BY source"):
        if name in reports:
            reports[name].gaps = number
    for report in reports.values():
        _add_last_run(db, report)
        _add_newest(db, report)
    return reports


def latest_stamp(db: sqlite3.Connection) -> str | None:
    """Return the stamp of the last commit: what a reader sees is everything recorded until then."""
    (stamp,) = db.execute("SELECT max(last) FROM stamp").fetchone()
    return None if stamp is None else str(stamp)


def _add_last_run(db: sqlite3.Connection, report: SourceReport) -> None:
    row = db.execute(
        "SELECT started, outcome, error FROM run WHERE source = ? AND finished IS NOT NULL"
        " ORDER BY started DESC LIMIT 1",
        (report.source,),
    ).fetchone()
    if row is not None:
        report.last_run, report.last_outcome, report.last_error = tuple(row)


def _add_newest(db: sqlite3.Connection, report: SourceReport) -> None:
    (report.articles,) = db.execute("SELECT count(*) FROM article WHERE source = ?", (report.source,)).fetchone()
    (report.newest_article,) = db.execute(
        "SELECT max(coalesce(date_published, first_seen)) FROM (SELECT date_published, first_seen FROM article"
        " WHERE source = ? ORDER BY first_seen DESC LIMIT ?)",
        (report.source, RECENT),
    ).fetchone()
