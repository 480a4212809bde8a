"""The revisions of an article, and which one each is to be compared with. Read-only."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, fields

from newsbot.archive import known
from newsbot.archive.search import Filter
from newsbot.items import ARTICLE_FIELDS, ArticleImage, NewsArticle

PRESENT = Filter()
"""As the archive knows it now."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A reading of an article, and what the archive says of it; times are UTC text."""

    id: int
    number: int
    origin: str
    observed: str
    recorded: str
    change: str
    content_sha256: str
    article: NewsArticle


def of(db: sqlite3.Connection, article_id: int, knowing: Filter) -> list[Revision]:
    """Return the revisions of an article by number; with ``as_of``, those recorded, or said (``repaired``), by then."""
    rows = db.execute(
        f"SELECT * FROM revision WHERE article_id = :id AND {known.revisions(knowing.knowledge)} ORDER BY number",
        {"id": article_id, "as_of": knowing.as_of},
    )
    return [_revision(db, row, knowing) for row in rows]


def between(db: sqlite3.Connection, first: int, last: int) -> Iterator[Revision]:
    """Yield the revisions with these ids, both ends included, one at a time."""
    for row in db.execute("SELECT * FROM revision WHERE id BETWEEN ? AND ? ORDER BY id", (first, last)):
        yield _revision(db, row, PRESENT)


def predecessor(revision: Revision, others: list[Revision]) -> Revision | None:
    """Return what a revision took the place of: of those that were there when it came, the last observed before it.

    ``None``: nothing of the article was known that had been observed before.
    """
    earlier = [other for other in others if other.recorded <= revision.recorded and _place(other) < _place(revision)]
    return max(earlier, key=_place, default=None)


def _place(revision: Revision) -> tuple[str, str, int]:
    return revision.observed, revision.recorded, revision.id


def article(db: sqlite3.Connection, row: sqlite3.Row, revision_id: int, knowing: Filter = PRESENT) -> NewsArticle:
    """Return what a row of ``revision`` or ``article`` says, with the pictures of a revision."""
    values = {name: row[name] for name in ARTICLE_FIELDS if name not in ("images", "tickers")}
    values |= {name: json.loads(row[name]) for name in ("authors", "keywords")}
    values["complete"] = bool(row["complete"])
    pictures = db.execute(known.images(knowing.knowledge), {"revision": revision_id, "as_of": knowing.as_of})
    return NewsArticle(**values, images=[ArticleImage(**dict(picture)) for picture in pictures])


def _revision(db: sqlite3.Connection, row: sqlite3.Row, knowing: Filter) -> Revision:
    said = {field.name: row[field.name] for field in fields(Revision) if field.name != "article"}
    return Revision(**said, article=article(db, row, row["id"], knowing))
