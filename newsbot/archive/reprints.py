"""Reprints: articles linked to the one that printed the same text first.

Two articles resemble each other by their texts and dates alone (`newsbot.dedupe.near`). In the order of printing, an
article that resembles an earlier one which is itself no reprint is a reprint of the first such; so the links follow
from the texts and dates, whatever order the articles came in, and nothing is linked to what it was not compared with.
"""

import json
import sqlite3
from bisect import bisect
from collections.abc import Callable, Iterable
from heapq import heappop, heappush
from typing import NamedTuple

from newsbot.archive import fingerprints
from newsbot.archive.store import Archive, Transaction
from newsbot.dedupe import near
from newsbot.dedupe.near import Containment, Match

PRINTED = "CASE WHEN length(date_published) > 10 THEN date_published ELSE first_seen END"
"""SQL: when an article of ``article`` was printed, to tell which was first: a bare day is no time to be first by."""

_TURNED: dict[Containment, Containment] = {"equal": "equal", "shortened": "extended", "extended": "shortened"}
_REBUILT_AT_ONCE = 50
"""Articles compared anew in one transaction: a quarter of a second, two where all of them are template notices."""


class Relinked(NamedTuple):
    """Whether an article is a reprint now, and how many more reprints there are than before: itself, and others that
    were printed after it.
    """

    is_reprint: bool
    gained: int


def relink(tx: Transaction, article_id: int) -> Relinked:
    """Bring the links of this article, and of all it resembles or resembled, up to date with its text and date."""
    (article,) = fingerprints.read(tx.db, [article_id])
    former = _neighbours(tx.db, article_id)
    bands = near.bands(article.text)
    fingerprints.put(tx, article, bands)
    tx.db.execute("DELETE FROM resemblance WHERE article_id = :id OR other_id = :id", {"id": article_id})
    for other, match in fingerprints.matches(tx.db, article, bands):
        _remember(tx, article_id, other, match)
    gained = _link(tx, article_id, former)
    linked = tx.db.execute("SELECT duplicate_of FROM article WHERE id = ?", (article_id,)).fetchone()
    return Relinked(linked["duplicate_of"] is not None, gained)


def rebuild(archive: Archive, on_progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Compare every article anew and bring all links up to date, in short transactions; a crawl may run beside it.

    Returns:
        How many articles are reprints then.
    """
    (total,) = archive.db.execute("SELECT count(*) FROM article").fetchone()
    after, done = 0, 0
    while ids := _ids(archive.db, "SELECT id FROM article WHERE id > ? ORDER BY id LIMIT ?", after):
        _relink_all(archive, ids)
        after, done = ids[-1], done + len(ids)
        on_progress(done, total)
    (reprints,) = archive.db.execute("SELECT count(*) FROM article WHERE duplicate_of IS NOT NULL").fetchone()
    return int(reprints)


def renew(archive: Archive) -> int:
    """Compare anew some of the articles whose fingerprints an older version has made, in one transaction.

    Returns:
        How many; 0: none is left.
    """
    ids = _ids(archive.db, "SELECT article_id FROM fingerprint WHERE version < ? LIMIT ?", near.VERSION)
    if ids:
        _relink_all(archive, ids)
    return len(ids)


def _ids(db: sqlite3.Connection, sql: str, argument: int) -> list[int]:
    return [article_id for (article_id,) in db.execute(sql, (argument, _REBUILT_AT_ONCE))]


def _relink_all(archive: Archive, ids: Iterable[int]) -> None:
    with archive.write() as tx:
        for article_id in ids:
            relink(tx, article_id)


def alike(db: sqlite3.Connection, article_id: int) -> list[int]:
    """Return the articles that resemble this one, by id."""
    return sorted(_neighbours(db, article_id))


def forget(tx: Transaction, article_id: int) -> None:
    """Take an article out of all comparisons and delete its links; what resembled it is linked anew without it."""
    former = _neighbours(tx.db, article_id)
    fingerprints.forget(tx, article_id)
    tx.db.execute("DELETE FROM resemblance WHERE article_id = ?1 OR other_id = ?1", (article_id,))
    _link(tx, article_id, former)
    tx.db.execute("DELETE FROM reprint_record WHERE article_id = ?1 OR original_id = ?1", (article_id,))


def _neighbours(db: sqlite3.Connection, article_id: int) -> dict[int, Match]:
    """What resembles an article, with what the article is to it."""
    rows = db.execute(
        "SELECT other_id AS id, score, containment, 1 AS turn FROM resemblance WHERE article_id = :id"
        " UNION ALL SELECT article_id, score, containment, 0 FROM resemblance WHERE other_id = :id",
        {"id": article_id},
    )
    return {
        row["id"]: Match(row["score"], _TURNED[row["containment"]] if row["turn"] else row["containment"])
        for row in rows
    }


def _remember(tx: Transaction, article_id: int, other_id: int, match: Match) -> None:
    """Keep a verified pair, the smaller id first."""
    first, second, containment = article_id, other_id, match.containment
    if other_id < article_id:
        first, second, containment = other_id, article_id, _TURNED[containment]
    tx.db.execute("INSERT INTO resemblance VALUES (?, ?, ?, ?)", (first, second, match.score, containment))


class _Place(NamedTuple):
    """Where an article stands in the order of printing."""

    printed: str
    url: str
    id: int


def _places(db: sqlite3.Connection, ids: Iterable[int]) -> list[_Place]:
    rows = db.execute(
        f"SELECT {PRINTED} AS printed, url, id FROM article WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return sorted(_Place(*row) for row in rows)


def _link(tx: Transaction, article_id: int, former: Iterable[int]) -> int:
    """Decide, in the order of printing, what an article and what hangs on it are reprints of.

    Whether one is a reprint matters only to what resembles it and was printed later: of a large group little is looked
    at.

    Args:
        former: what resembled the article before.

    Returns:
        How many more reprints there are than before.
    """
    gained = 0
    waiting = _places(tx.db, {article_id, *former})
    while waiting:
        place = heappop(waiting)
        if waiting and waiting[0] == place:
            continue
        neighbours = _neighbours(tx.db, place.id)
        around = _places(tx.db, neighbours)
        at = bisect(around, place)
        original = next((one.id for one in around[:at] if _is_original(tx.db, one.id)), None)
        turned = _point(tx, place.id, original, None if original is None else neighbours[original])
        gained += turned
        # A reprint that is new to its neighbours is nothing to them.
        if original is None if place.id == article_id else turned:
            for one in around[at:]:
                heappush(waiting, one)
    return gained


def _is_original(db: sqlite3.Connection, article_id: int) -> bool:
    (linked,) = db.execute("SELECT duplicate_of FROM article WHERE id = ?", (article_id,)).fetchone()
    return linked is None


def _point(tx: Transaction, article_id: int, original_id: int | None, match: Match | None) -> int:
    """Make an article a reprint of another, or of none; the link it had is retired, never deleted.

    Returns:
        1 when it was no reprint and is one now, -1 the other way round, else 0.
    """
    wanted = None if original_id is None or match is None else (original_id, match.score, match.containment)
    row = tx.db.execute(
        "SELECT original_id, score, containment FROM reprint WHERE article_id = ?", (article_id,)
    ).fetchone()
    if (None if row is None else tuple(row)) == wanted:
        return 0
    if row is not None:
        tx.db.execute(
            "UPDATE reprint_record SET retired = ? WHERE article_id = ? AND retired IS NULL", (tx.stamp, article_id)
        )
    if wanted is not None:
        tx.db.execute(
            "INSERT INTO reprint_record (article_id, original_id, score, containment, recorded) VALUES (?, ?, ?, ?, ?)",
            (article_id, *wanted, tx.stamp),
        )
    tx.db.execute(
        "UPDATE article SET duplicate_of = ?, duplicate_score = ? WHERE id = ?",
        (original_id, None if match is None else match.score, article_id),
    )
    return (wanted is not None) - (row is not None)
