"""Articles as they are given to others: one dictionary each, the same on the screen, in scripts and in exports."""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from newsbot import dates, urls
from newsbot.archive import known
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


PRESENT = Filter()
"""All articles, as the archive knows them now."""


def count(db: sqlite3.Connection, chosen: Filter) -> int:
    """Return how many articles match; reprints count unless the filter folds them."""
    condition, values = _condition(chosen)
    (number,) = db.execute(f"SELECT count(*) FROM {chosen.articles} a WHERE {condition}", values).fetchone()
    return int(number)


def records(db: sqlite3.Connection, chosen: Filter) -> Iterator[dict[str, Any]]:
    """Yield the matching articles by id, one at a time, as known by the filter."""
    condition, values = _condition(chosen)
    for row in db.execute(f"SELECT {_SELECTED} FROM {chosen.articles} a WHERE {condition} ORDER BY a.id", values):
        yield _record(db, row, chosen)


def record(db: sqlite3.Connection, article_id: int, knowing: Filter = PRESENT) -> dict[str, Any] | None:
    """Return one article, ``None`` when there is none of this id.

    Args:
        knowing: whose ``as_of`` and ``repaired`` say as of when; nothing else of it counts.
    """
    row = db.execute(
        f"SELECT {_SELECTED} FROM {knowing.articles} a WHERE a.id = :id", {"id": article_id, "as_of": knowing.as_of}
    ).fetchone()
    return None if row is None else _record(db, row, knowing)


def tickers(db: sqlite3.Connection, article_id: int, knowing: Filter = PRESENT) -> list[dict[str, Any]]:
    """Return what an article mentions, by symbol: the ``tickers`` of its record."""
    if knowing.knowledge == "repaired":
        of = f"{knowing.articles} a JOIN mention_record m ON m.article_id = a.id"
    else:
        of = "mention_record m"
    return _rows(
        db,
        f"SELECT m.symbol, m.surface, m.method, m.count FROM {of} WHERE m.article_id = :id"
        f" AND {known.mentions(knowing.knowledge)} ORDER BY m.symbol",
        {"id": article_id, "as_of": knowing.as_of},
    )


def find(db: sqlite3.Connection, address: str, knowing: Filter = PRESENT) -> int | None:
    """Return the id of the article met under this address, as http or https; ``None`` when there is none."""
    try:
        spellings = urls.variants(urls.canonical(address))
    except ValueError:
        return None
    met = f"SELECT article_id FROM article_address WHERE url = :url AND {known.by('recorded', knowing.knowledge)}"
    for url in spellings:
        row = db.execute(met, {"url": url, "as_of": knowing.as_of}).fetchone()
        if row is not None:
            return int(row["article_id"])
    return None


def history(db: sqlite3.Connection, article_id: int, knowing: Filter = PRESENT) -> dict[str, list[dict[str, Any]]]:
    """Return what else is known of an article: its revisions, addresses, listings, and its reprints by others.

    As of a moment, ``last_listed`` is null where the last time lies behind it: the earlier ones are not kept.
    """
    then, values = knowing.knowledge, {"id": article_id, "as_of": knowing.as_of}
    return {
        "revisions": _rows(
            db,
            "SELECT id, number, origin, observed, recorded, change, headline FROM revision"
            f" WHERE article_id = :id AND {known.revisions(then)} ORDER BY number",
            values,
        ),
        "addresses": _rows(
            db,
            "SELECT url, kind, recorded FROM article_address"
            f" WHERE article_id = :id AND {known.by('recorded', then)} ORDER BY recorded, url",
            values,
        ),
        "listings": _rows(
            db,
            f"SELECT source, url, listed, CASE WHEN {known.by('last_listed', then)} THEN last_listed END AS last_listed"
            f" FROM listing_state WHERE article_id = :id AND {known.by('linked', then)} ORDER BY listed, source",
            values,
        ),
        "reprints": _rows(
            db,
            "SELECT a.id, a.publisher, a.site, a.headline, a.date_published, l.score, l.containment"
            f" FROM reprint_record l JOIN {knowing.articles} a ON a.id = l.article_id"
            f" WHERE l.original_id = :id AND {known.links(then)} ORDER BY a.id",
            values,
        ),
    }


def original(db: sqlite3.Connection, reprint: dict[str, Any], knowing: Filter = PRESENT) -> dict[str, Any] | None:
    """Return the article that a record reprints; ``None``: it is no reprint.

    ``later`` is how many seconds after it the reprint was published, null where one of them says no time.
    """
    rows = _rows(
        db,
        "SELECT a.id, a.url, a.publisher, a.site, a.headline, a.date_published, a.first_seen, l.score, l.containment"
        f" FROM reprint_record l JOIN {knowing.articles} a ON a.id = l.original_id"
        f" WHERE l.article_id = :id AND {known.links(knowing.knowledge)}",
        {"id": reprint["id"], "as_of": knowing.as_of},
    )
    if not rows:
        return None
    times = [one["date_published"] for one in (rows[0], reprint)]
    if any(time is None or dates.is_day(time) for time in times):
        return rows[0] | {"later": None}
    first, second = (dates.to_datetime(time) for time in times)
    return rows[0] | {"later": (second - first).total_seconds()}


_SELECTED = ", ".join(f"a.{name}" for name in (*COLUMNS, "revision_id"))


def _condition(chosen: Filter) -> tuple[str, dict[str, str]]:
    condition, values = chosen.where()
    if chosen.reprints:
        return condition, values
    # Folded after filtering: a reprint stays when what it reprints is not among the matches.
    originals = f"SELECT a.id FROM {chosen.articles} a WHERE {condition}"
    return f"{condition} AND (a.duplicate_of IS NULL OR a.duplicate_of NOT IN ({originals}))", values


def _record(db: sqlite3.Connection, row: sqlite3.Row, knowing: Filter) -> dict[str, Any]:
    values = {name: row[name] for name in COLUMNS}
    values |= {name: json.loads(row[name]) for name in ("authors", "keywords")}
    values["complete"] = bool(row["complete"])
    asked = {"id": row["id"], "revision": row["revision_id"], "as_of": knowing.as_of}
    values["images"] = _rows(db, known.images(knowing.knowledge), asked)
    values["tickers"] = tickers(db, row["id"], knowing)
    return values


def _rows(db: sqlite3.Connection, sql: str, values: dict[str, Any]) -> list[dict[str, Any]]:
    return [dict(row) for row in db.execute(sql, values)]
