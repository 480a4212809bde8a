"""Articles as they are given to others: one dictionary each, the same on the screen, in scripts and in exports."""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from newsbot import urls
from newsbot.archive.search import Filter
from newsbot.items import ARTICLE_FIELDS

_LARGE = ("article_body", "article_body_html")
_OURS = (
    "first_seen",
    "content_changed",
    "withdrawn",
    "revision_count",
    "content_sha256",
    "duplicate_of",
    "duplicate_score",
)

COLUMNS: tuple[str, ...] = (
    "id",
    *(name for name in ARTICLE_FIELDS if name not in (*_LARGE, "images", "tickers")),
    *_OURS,
    *_LARGE,
)
"""The columns of ``article`` that a record has, large ones last."""

KEYS: tuple[str, ...] = (*COLUMNS, "images", "tickers")
"""The keys of a record, in order."""


def count(db: sqlite3.Connection, chosen: Filter) -> int:
    """Return how many articles match; reprints count unless the filter folds them."""
    condition, values = _condition(chosen)
    (number,) = db.execute(f"SELECT count(*) FROM article a WHERE {condition}", values).fetchone()
    return int(number)


def records(db: sqlite3.Connection, chosen: Filter) -> Iterator[dict[str, Any]]:
    """Yield the matching articles by id, one at a time."""
    condition, values = _condition(chosen)
    for row in db.execute(f"SELECT {_SELECTED} FROM article a WHERE {condition} ORDER BY a.id", values):
        yield _record(db, row)


def record(db: sqlite3.Connection, article_id: int) -> dict[str, Any] | None:
    """Return one article, ``None`` when there is none of this id."""
    row = db.execute(f"SELECT {_SELECTED} FROM article a WHERE a.id = ?", (article_id,)).fetchone()
    return None if row is None else _record(db, row)


def find(db: sqlite3.Connection, address: str) -> int | None:
    """Return the id of the article met under this address, as http or https; ``None`` when there is none."""
    try:
        spellings = urls.variants(urls.canonical(address))
    except ValueError:
        return None
    for url in spellings:
        row = db.execute("SELECT article_id FROM article_address WHERE url = ?", (url,)).fetchone()
        if row is not None:
            return int(row["article_id"])
    return None


def history(db: sqlite3.Connection, article_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return what else is known of an article: its revisions, addresses, listings, and its reprints by others."""
    return {
        "revisions": _rows(
            db,
            "SELECT id, number, origin, observed, recorded, change, headline FROM revision"
            " WHERE article_id = ? ORDER BY number",
            article_id,
        ),
        "addresses": _rows(
            db,
            "SELECT url, kind, recorded FROM article_address WHERE article_id = ? ORDER BY recorded, url",
            article_id,
        ),
        "listings": _rows(
            db,
            "SELECT source, url, listed, last_listed FROM listing_state WHERE article_id = ? ORDER BY listed, source",
            article_id,
        ),
        "reprints": _rows(
            db,
            "SELECT a.id, a.publisher, a.site, a.headline, a.date_published, r.score, r.containment"
            " FROM reprint r JOIN article a ON a.id = r.article_id WHERE r.original_id = ? ORDER BY a.id",
            article_id,
        ),
    }


_SELECTED = ", ".join(f"a.{name}" for name in (*COLUMNS, "revision_id"))


def _condition(chosen: Filter) -> tuple[str, dict[str, str]]:
    condition, values = chosen.where()
    if chosen.reprints:
        return condition, values
    # Folded after filtering: a reprint stays when what it reprints is not among the matches.
    originals = f"SELECT a.id FROM article a WHERE {condition}"
    return f"{condition} AND (a.duplicate_of IS NULL OR a.duplicate_of NOT IN ({originals}))", values


def _record(db: sqlite3.Connection, row: sqlite3.Row) -> dict[str, Any]:
    values = {name: row[name] for name in COLUMNS}
    values |= {name: json.loads(row[name]) for name in ("authors", "keywords")}
    values["complete"] = bool(row["complete"])
    values["images"] = _rows(
        db,
        "SELECT url, position, caption, alt, sha256, error FROM revision_image WHERE revision_id = ? ORDER BY position",
        row["revision_id"],
    )
    values["tickers"] = _rows(
        db, "SELECT symbol, surface, method, count FROM mention WHERE article_id = ? ORDER BY symbol", row["id"]
    )
    return values


def _rows(db: sqlite3.Connection, sql: str, key: int) -> list[dict[str, Any]]:
    return [dict(row) for row in db.execute(sql, (key,))]
