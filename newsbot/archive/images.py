"""Pictures: original bytes, stored once under their hash, and which revision shows which."""

import sqlite3
from collections.abc import Sequence
from datetime import timedelta

from newsbot import dates
from newsbot.archive.store import Transaction
from newsbot.items import ArticleImage, ImageRetry

GIVE_UP_AFTER = 6
"""Tries of one picture, over about three days …"""

GIVE_UP_SECONDS = 3 * 86400
"""… which must have passed since its first: crawls by hand do not wait for the next try."""

_BACKOFF_SECONDS = (600, 3600, 21600, 86400, 172800)


def add(tx: Transaction, sha256: str, media_type: str, width: int, height: int, data: bytes) -> bool:
    """Store a picture's original bytes; return False when they are there already."""
    return (
        tx.db.execute(
            "INSERT INTO image (sha256, media_type, width, height, size, recorded, data) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (sha256) DO NOTHING",
            (sha256, media_type, width, height, len(data), tx.stamp, data),
        ).rowcount
        > 0
    )


def has(db: sqlite3.Connection, sha256: str) -> bool:
    """Tell whether a picture is stored."""
    return db.execute("SELECT 1 FROM image WHERE sha256 = ?", (sha256,)).fetchone() is not None


def add_set(tx: Transaction, revision_id: int, images: Sequence[ArticleImage]) -> None:
    """Store the picture set of a revision; what failed gets the time of its next try."""
    for position, image in enumerate(images):
        tx.db.execute(
            "INSERT INTO revision_image (revision_id, position, url, caption, alt, sha256, fetched, error,"
            " attempts, tried, due)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)",
            (
                revision_id,
                position,
                image.url,
                image.caption,
                image.alt,
                image.sha256,
                image.sha256 and tx.stamp,
                image.error,
                tx.stamp,
                None if image.sha256 else _next_try(tx.stamp, 1),
            ),
        )
        if image.sha256 is None:
            _note_missing(tx, revision_id, position, image.error)


def known(db: sqlite3.Connection, article_id: int) -> dict[str, str]:
    """Return url -> sha256 of the pictures stored for this article: they are not fetched again."""
    rows = db.execute(
        "SELECT i.url, i.sha256 FROM revision r JOIN revision_image i ON i.revision_id = r.id"
        " WHERE r.article_id = ? AND i.sha256 IS NOT NULL",
        (article_id,),
    )
    return {row["url"]: row["sha256"] for row in rows}


def waiting(db: sqlite3.Connection, source: str, now: str, *, by_hand: bool, began: str) -> bool:
    """Tell whether there is any picture to try again, without taking the write lock for it."""
    return bool(_select_due(db, source, now, 1, by_hand=by_hand, began=began))


def claim_due(tx: Transaction, source: str, limit: int, *, by_hand: bool, began: str) -> list[ImageRetry]:
    """Return articles of this source with pictures to try again; each is claimed by moving its next try.

    A try counts when `record_retry` has its outcome.

    Args:
        by_hand: also those whose time has not come.
        began: stamp of the run, so that a run tries a picture once.
    """
    rows = _select_due(tx.db, source, tx.stamp, limit, by_hand=by_hand, began=began)
    retries: dict[int, ImageRetry] = {}
    for row in rows:
        retry = retries.setdefault(row["revision_id"], ImageRetry(row["article_url"], row["revision_id"]))
        retry.images.append(ArticleImage(row["url"], row["position"], row["caption"], row["alt"]))
        tx.db.execute(
            "UPDATE revision_image SET tried = ?, due = ? WHERE revision_id = ? AND position = ?",
            (tx.stamp, _next_try(tx.stamp, row["attempts"] + 1), row["revision_id"], row["position"]),
        )
    return list(retries.values())


def _select_due(
    db: sqlite3.Connection, source: str, now: str, limit: int, *, by_hand: bool, began: str
) -> list[sqlite3.Row]:
    # Few pictures are due and a source may have very many articles: a plus keeps their index out of it.
    return db.execute(
        "SELECT a.url AS article_url, i.* FROM revision_image i JOIN article a ON a.revision_id = i.revision_id"
        " WHERE i.due IS NOT NULL AND (i.due <= :now OR :by_hand) AND +a.source = :source"
        " AND i.tried < :began ORDER BY i.due LIMIT :limit",
        {"now": now, "by_hand": by_hand, "source": source, "began": began, "limit": limit},
    ).fetchall()


def record_retry(tx: Transaction, retry: ImageRetry) -> None:
    """Store the outcome of pictures tried again; one that has failed too often for too long is given up."""
    (first_try,) = tx.db.execute("SELECT recorded FROM revision WHERE id = ?", (retry.revision_id,)).fetchone()
    long_enough = _later(first_try, GIVE_UP_SECONDS) <= tx.stamp
    for image in retry.images:
        (attempts,) = tx.db.execute(
            "UPDATE revision_image SET sha256 = ?1, fetched = CASE WHEN ?1 IS NULL THEN NULL ELSE ?2 END, error = ?3,"
            " attempts = attempts + 1 WHERE revision_id = ?4 AND position = ?5 RETURNING attempts",
            (image.sha256, tx.stamp, image.error, retry.revision_id, image.position),
        ).fetchone()
        tx.db.execute(
            "UPDATE image_missing_record SET retired = ? WHERE revision_id = ? AND position = ? AND retired IS NULL"
            " AND (? OR error IS NOT ?)",
            (tx.stamp, retry.revision_id, image.position, image.sha256 is not None, image.error),
        )
        if image.sha256 is None:
            _note_missing(tx, retry.revision_id, image.position, image.error)
        over = image.sha256 is not None or (attempts >= GIVE_UP_AFTER and long_enough)
        tx.db.execute(
            "UPDATE revision_image SET due = ? WHERE revision_id = ? AND position = ?",
            (None if over else _next_try(tx.stamp, attempts), retry.revision_id, image.position),
        )


def _note_missing(tx: Transaction, revision_id: int, position: int, error: str | None) -> None:
    """Keep why a picture has not arrived, unless that is what is known already."""
    tx.db.execute(
        "INSERT INTO image_missing_record (revision_id, position, error, recorded) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (revision_id, position, error, tx.stamp),
    )


def sweep_orphans(tx: Transaction, before: str) -> int:
    """Delete pictures no revision names, stored before ``before``: their article was never committed."""
    return tx.db.execute(
        "DELETE FROM image WHERE recorded < ? AND sha256 NOT IN"
        " (SELECT sha256 FROM revision_image WHERE sha256 IS NOT NULL)",
        (before,),
    ).rowcount


def _next_try(stamp: str, attempts: int) -> str:
    return _later(stamp, _BACKOFF_SECONDS[min(attempts, len(_BACKOFF_SECONDS)) - 1])


def _later(stamp: str, seconds: float) -> str:
    return dates.to_text(dates.to_datetime(stamp) + timedelta(seconds=seconds))
