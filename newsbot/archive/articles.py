"""Articles and their revisions: one transaction makes all of an article, or nothing."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Literal

from newsbot import urls
from newsbot.archive import boilerplate, captures, frontier, identity, images, listings, mentions, reprints, search
from newsbot.archive.store import Transaction
from newsbot.dedupe.content import Change, change, content_sha256
from newsbot.errors import IncompleteArticle
from newsbot.items import ARTICLE_FIELDS, ArticleImage, CrawledArticle, NewsArticle

Kind = Literal["new", "revised", "unchanged"]

_COLUMNS = tuple(name for name in ARTICLE_FIELDS if name not in ("images", "tickers"))
"""The fields of `NewsArticle` that are columns of ``article`` and ``revision``."""

_MISSING = "a page of it is missing"

_IDENTITY = ("url", "source", "site", "source_id")
"""Those that stay what they were when the article was first stored."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a fetched article."""

    article_id: int
    kind: Kind
    reprint: bool = False


def store(tx: Transaction, article: CrawledArticle, run_id: int | None, revisit: Sequence[int]) -> Stored:
    """Store a fetched article with everything that belongs to it, and close its frontier row.

    What it is (new, a revision, unchanged) is decided here, under the write lock.

    Args:
        revisit: when to look again, seconds after first sight.

    Raises:
        SoftNotFound: see `identity.resolve`.
        IncompleteArticle: a page of it is missing, and the archive has all of them.
    """
    article.site = urls.site_of(article.frontier_url)
    met = listings.listed_addresses(tx, article.frontier_url, article.site, article.source_id)
    article_id = identity.resolve(tx, article, met, run_id)
    latest = None if article_id is None else _latest(tx.db, article_id)
    if latest is not None and latest.complete and not article.complete:
        raise IncompleteArticle(article.missing or _MISSING, where=article.frontier_url)
    difference = _difference(latest, article)
    if article_id is None:
        article_id = _insert_article(tx, article)
    else:
        # What was fetched last is what the publisher says now, even if the clock has been put back.
        article.observed = max(article.observed, _last_observed(tx.db, article_id))
    identity.remember(tx, article_id, article, met)
    responses = [article.capture, *article.parts] if article.capture else []
    capture_ids = [captures.add(tx, capture, run_id) for capture in responses]
    if difference is not None:
        known_images = images.known(tx.db, article_id)
        for image in article.images:
            image.sha256 = image.sha256 or known_images.get(image.url)
        revision_id = _insert_revision(tx, article_id, article, difference)
        images.add_set(tx, revision_id, article.images)
        tx.db.executemany(
            "INSERT INTO revision_capture VALUES (?, ?, ?)",
            [(revision_id, part, capture_id) for part, capture_id in enumerate(capture_ids, 1)],
        )
        tx.db.execute(
            "INSERT INTO article_fts (rowid, headline, article_body) VALUES (?, ?, ?)",
            (revision_id, search.cut(article.headline), search.cut(article.article_body)),
        )
        _refresh(tx, article_id, revision_id, difference)
        mentions.replace(tx, article_id, article.tickers)
    # Which article was printed first hangs on its date, which is metadata.
    dated = latest is not None and latest.date_published != article.date_published
    relinked = difference is not None and (difference != "metadata" or dated)
    reprint = reprints.relink(tx, article_id) if relinked else False
    (first_seen,) = tx.db.execute("SELECT first_seen FROM article WHERE id = ?", (article_id,)).fetchone()
    if article.complete:
        # A flash changes with its listing row alone, so looking again by itself would find nothing.
        frontier.done(tx, article.frontier_url, article_id, first_seen, () if _is_flash(article) else revisit)
    else:
        frontier.unfinished(tx, article.frontier_url, article_id, article.missing or _MISSING)
    listings.link_article(
        tx, article_id, article.site, article.source_id, [article.frontier_url, *(a.url for a in met)]
    )
    if _is_flash(article) and (latest is None or _is_flash(latest)):
        listings.queue_page_of_flash(tx, article_id, article.frontier_url)
    if difference == "first" and article.source and article.complete and not reprint:
        boilerplate.note(tx, article.source, article_id, article.article_body)
    kind: Kind = "new" if difference == "first" else "revised" if difference else "unchanged"
    return Stored(article_id, kind, reprint and kind == "new")


@dataclass(frozen=True, slots=True)
class Known:
    """What the archive holds of an address: the content's hash, and the pictures stored for it by their address."""

    content_sha256: str
    images: dict[str, str]


def known(db: sqlite3.Connection, url: str) -> Known | None:
    """Return what is archived under this address, ``None`` when nothing is."""
    row = db.execute(
        "SELECT a.id, a.content_sha256 FROM article_address d JOIN article a ON a.id = d.article_id WHERE d.url = ?",
        (url,),
    ).fetchone()
    return None if row is None else Known(row["content_sha256"], images.known(db, row["id"]))


def load(db: sqlite3.Connection, article_id: int) -> NewsArticle | None:
    """Return an article as it stands, with its images and tickers; ``None`` when there is none of this id."""
    row = db.execute("SELECT * FROM article WHERE id = ?", (article_id,)).fetchone()
    if row is None:
        return None
    article = _from_row(row, _images(db, row["revision_id"]))
    article.tickers = mentions.of(db, article_id)
    return article


def _difference(latest: NewsArticle | None, article: NewsArticle) -> Change | None:
    if latest is None:
        return "first"
    if _is_flash(article) and not _is_flash(latest):
        return None  # the page says more than the listing row it was announced with
    return change(latest, article)


def _is_flash(article: NewsArticle) -> bool:
    return (article.parser or "").startswith(listings.FLASH_PARSER)


def _latest(db: sqlite3.Connection, article_id: int) -> NewsArticle:
    """Return the revision that is the article's state: the greatest (observed, recorded)."""
    row = db.execute(
        "SELECT * FROM revision WHERE article_id = ? ORDER BY observed DESC, recorded DESC LIMIT 1", (article_id,)
    ).fetchone()
    return _from_row(row, _images(db, row["id"]))


def _last_observed(db: sqlite3.Connection, article_id: int) -> str:
    (observed,) = db.execute("SELECT max(observed) FROM revision WHERE article_id = ?", (article_id,)).fetchone()
    return str(observed)


def _from_row(row: sqlite3.Row, pictures: list[ArticleImage]) -> NewsArticle:
    values = {name: row[name] for name in _COLUMNS}
    values.update(
        authors=json.loads(row["authors"]), keywords=json.loads(row["keywords"]), complete=bool(row["complete"])
    )
    return NewsArticle(**values, images=pictures)


def _images(db: sqlite3.Connection, revision_id: int) -> list[ArticleImage]:
    rows = db.execute("SELECT * FROM revision_image WHERE revision_id = ? ORDER BY position", (revision_id,))
    return [ArticleImage(**{field.name: row[field.name] for field in fields(ArticleImage)}) for row in rows]


def _values(article: NewsArticle) -> dict[str, object]:
    values: dict[str, object] = {name: getattr(article, name) for name in _COLUMNS}
    for name in ("authors", "keywords"):
        values[name] = json.dumps(values[name], ensure_ascii=False)
    values["complete"] = int(article.complete)
    return values


def _insert(tx: Transaction, table: str, values: dict[str, object]) -> int:
    cursor = tx.db.execute(
        f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join(':' + name for name in values)})", values
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _insert_article(tx: Transaction, article: NewsArticle) -> int:
    # revision_id is a deferred foreign key: `_refresh` sets it before the transaction ends.
    return _insert(
        tx,
        "article",
        {
            **_values(article),
            "first_seen": tx.stamp,
            "content_changed": tx.stamp,
            "revision_id": 0,
            "revision_count": 0,
            "content_sha256": content_sha256(article),
        },
    )


def _insert_revision(tx: Transaction, article_id: int, article: CrawledArticle, difference: Change) -> int:
    (number,) = tx.db.execute(
        "SELECT coalesce(max(number), 0) + 1 FROM revision WHERE article_id = ?", (article_id,)
    ).fetchone()
    row = tx.db.execute("SELECT url, source FROM article WHERE id = ?", (article_id,)).fetchone()
    return _insert(
        tx,
        "revision",
        {
            **_values(article),
            "url": row["url"],
            "source": row["source"],
            "article_id": article_id,
            "number": number,
            "origin": "publisher",
            "observed": article.observed or tx.stamp,
            "recorded": tx.stamp,
            "change": difference,
            "content_sha256": content_sha256(article),
        },
    )


def _refresh(tx: Transaction, article_id: int, revision_id: int, difference: Change) -> None:
    """Bring the article's state up to its revisions: that with the greatest (observed, recorded) counts."""
    if difference == "first":  # the state is what was just inserted
        tx.db.execute("UPDATE article SET revision_id = ?, revision_count = 1 WHERE id = ?", (revision_id, article_id))
        return
    copied = ", ".join(f"{name} = r.{name}" for name in (*_COLUMNS, "content_sha256") if name not in _IDENTITY)
    tx.db.execute(
        f"UPDATE article SET {copied}, source_id = coalesce(article.source_id, r.source_id), revision_id = r.id,"
        " revision_count = (SELECT count(*) FROM revision p WHERE p.article_id = :id AND p.origin = 'publisher'),"
        " content_changed = CASE WHEN :changed THEN :stamp ELSE content_changed END"
        " FROM (SELECT * FROM revision WHERE article_id = :id ORDER BY observed DESC, recorded DESC LIMIT 1) AS r"
        " WHERE article.id = :id",
        {"id": article_id, "changed": difference != "metadata", "stamp": tx.stamp},
    )
