"""Confirmations: fetches that found again what a revision says, and led to none of their own."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from newsbot.archive.listings import FLASH_PARSER
from newsbot.archive.store import Transaction


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Such a fetch: ``capture_ids`` are its pages."""

    article_id: int
    revision_id: int
    revision_observed: str
    capture_ids: Sequence[int]
    fetched: str


def add(tx: Transaction, article_id: int, capture_ids: Sequence[int], observed: str) -> None:
    """Record that a fetch found what an article said at a moment; a listing's row says nothing of the article's page.

    Args:
        capture_ids: its pages, as `captures.add` has just stored them one after another.
        observed: that moment, UTC text.
    """
    tx.db.execute(
        "INSERT INTO confirmed SELECT c.id, coalesce(r.based_on, r.id), ? FROM"
        " (SELECT * FROM revision WHERE article_id = ? AND observed <= ? ORDER BY observed DESC, recorded DESC LIMIT 1)"
        f" r, capture c WHERE c.id = ? AND (c.kind <> 'entry' OR r.parser LIKE '{FLASH_PARSER}%')",
        (len(capture_ids), article_id, observed, capture_ids[0]),
    )


def after(db: sqlite3.Connection, article_id: int, observed: str) -> Confirmation | None:
    """Return what was seen to be said still after a moment (UTC text), and before the next revision; the first such.

    Without a revision of its own the one that is about to come in would hide it. Of responses that ``confirmed`` does
    not tell of, stored by an older newsbot, a crawl's count where they are the same bytes: others may be failed ones.
    """
    row = db.execute(
        "WITH said AS (SELECT id, coalesce(based_on, id) AS base, observed FROM revision"
        "  WHERE article_id = :article AND observed <= :observed ORDER BY observed DESC, recorded DESC LIMIT 1)"
        " SELECT said.base, said.observed, c.id, c.fetched, coalesce(k.pages, 1) AS pages"
        " FROM said, article_address d JOIN capture c ON c.url = d.url LEFT JOIN confirmed k ON k.capture_id = c.id"
        " WHERE d.article_id = :article AND c.fetched > :observed AND c.fetched < coalesce("
        "  (SELECT min(observed) FROM revision WHERE article_id = :article AND observed > :observed), '9')"
        " AND NOT EXISTS (SELECT 1 FROM revision_capture r WHERE r.capture_id = c.id)"
        " AND CASE WHEN k.revision_id IS NOT NULL THEN k.revision_id = said.base ELSE c.kind = 'import' OR"
        "  c.body_sha256 IN (SELECT o.body_sha256 FROM revision_capture r JOIN capture o ON o.id = r.capture_id"
        "   WHERE r.revision_id = said.id) END"
        " ORDER BY c.fetched LIMIT 1",
        {"article": article_id, "observed": observed},
    ).fetchone()
    if row is None:
        return None
    pages = range(row["id"], row["id"] + row["pages"])
    return Confirmation(article_id, row["base"], row["observed"], pages, row["fetched"])
