"""Addresses of articles that were removed on legal demand: what is shown there does not come in again.

They are rows of ``frontier`` with ``forgotten`` set; the articles themselves go by `newsbot.archive.forget`.
"""

import json
import sqlite3
from collections.abc import Iterable

from newsbot import urls
from newsbot.archive.store import Transaction
from newsbot.errors import NewsbotError

_SAID = "forgotten: "
"""How the ``last_error`` of such an address begins."""


def stands(db: sqlite3.Connection, url: str, site: str | None, source_id: str | None) -> bool:
    """Tell whether the article of this address, or of this site's id, was removed."""
    row = db.execute(
        "SELECT 1 FROM frontier WHERE url IN (SELECT value FROM json_each(:urls)) AND forgotten IS NOT NULL"
        " UNION ALL SELECT 1 FROM frontier WHERE site = :site AND source_id = :source_id AND forgotten IS NOT NULL",
        {"urls": json.dumps(urls.variants(url)), "site": site, "source_id": source_id},
    ).fetchone()
    return row is not None


def reason(db: sqlite3.Connection, url: str) -> tuple[str, str] | None:
    """Return when (UTC text) and why what is shown under an address was removed; ``None``: it was not."""
    row = db.execute(
        "SELECT forgotten, last_error FROM frontier WHERE url IN (SELECT value FROM json_each(?))"
        " AND forgotten IS NOT NULL ORDER BY forgotten LIMIT 1",
        (json.dumps(urls.variants(url)),),
    ).fetchone()
    return None if row is None else (row["forgotten"], row["last_error"].removeprefix(_SAID))


def refuse(db: sqlite3.Connection, url: str, site: str | None, source_id: str | None) -> None:
    """Stop what would bring such an article back.

    Raises:
        NewsbotError: it was removed.
    """
    if stands(db, url, site, source_id):
        raise NewsbotError("the article was removed by `newsbot forget` and is not archived again", where=url)


def put(tx: Transaction, addresses: Iterable[str], site: str, source_id: str | None, reason: str) -> None:
    """Have these addresses never fetched again; the site's own id stands with one of them."""
    said = _SAID + reason
    for url in addresses:
        tx.db.execute(
            "INSERT INTO frontier (url, site, state, last_error, forgotten) VALUES (?1, ?2, 'dead', ?3, ?4)"
            " ON CONFLICT (url) DO UPDATE SET state = 'dead', due = NULL, article_id = NULL, claimed_by = NULL,"
            " claimed_until = NULL, last_error = ?3, forgotten = ?4",
            (url, urls.site_of(url), said, tx.stamp),
        )
        # The first takes it; where a row has it already, that one is an address of the article too.
        tx.db.execute(
            "UPDATE frontier SET site = ?1, source_id = ?2 WHERE url = ?3 AND source_id IS NULL AND NOT EXISTS"
            " (SELECT 1 FROM frontier WHERE site = ?1 AND source_id = ?2)",
            (site, source_id, url),
        )
    tx.db.execute(
        "UPDATE frontier SET state = 'dead', due = NULL, last_error = ?3, forgotten = ?4"
        " WHERE site = ?1 AND source_id = ?2",
        (site, source_id, said, tx.stamp),
    )
