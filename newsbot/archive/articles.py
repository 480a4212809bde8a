"""Articles and their revisions: one transaction makes all of an article, or nothing."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from newsbot import urls
from newsbot.archive import (
    boilerplate,
    captures,
    confirmations,
    frontier,
    identity,
    images,
    listings,
    mentions,
    reprints,
    revisions,
    search,
    tombstones,
    withdrawals,
)
from newsbot.archive.store import Transaction
from newsbot.dedupe.content import Change, change, content_sha256
from newsbot.errors import IncompleteArticle
from newsbot.items import ARTICLE_FIELDS, CrawledArticle, NewsArticle

Kind = Literal["new", "revised", "unchanged"]
Origin = Literal["publisher", "reextract", "import"]

_COLUMNS = tuple(name for name in ARTICLE_FIELDS if name not in ("images", "tickers"))
"""The fields of `NewsArticle` that are columns of ``article`` and ``revision``."""

_MISSING = "a page of it is missing"

_IDENTITY = ("url", "source", "site", "source_id")
"""Those that stay what they were when the article was first stored."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a fetched article; ``reprints``: how many more there are, of those that were there as well."""

    article_id: int
    kind: Kind
    reprints: int = 0


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
    latest = None if article_id is None else said_by(tx.db, article_id)
    if latest is not None and latest.complete and not article.complete:
        raise IncompleteArticle(article.missing or _MISSING, where=article.frontier_url)
    difference = difference_between(latest, article)
    if article_id is None:
        article_id = insert(tx, article)
    else:
        # What was fetched last is what the publisher says now, even if the clock has been put back.
        article.observed = max(article.observed, _last_observed(tx.db, article_id))
    identity.remember(tx, article_id, article, met)
    if latest is not None and (_is_flash(latest) or not _is_flash(article)):
        withdrawals.restore(tx, article_id, source=article.source, run_id=run_id)
    relinked = _keep(tx, article_id, article, difference, run_id)
    _close(tx, article_id, article, revisit)
    listings.link_article(
        tx, article_id, article.site, article.source_id, [article.frontier_url, *(a.url for a in met)]
    )
    if _is_flash(article) and (latest is None or _is_flash(latest)):
        listings.queue_page_of_flash(tx, article_id, article.frontier_url)
    if difference == "first" and article.source and article.complete and not relinked.is_reprint:
        boilerplate.note(tx, article.source, article_id, article.article_body)
    kind: Kind = "new" if difference == "first" else "revised" if difference else "unchanged"
    return Stored(article_id, kind, max(relinked.gained, 0))


def _keep(
    tx: Transaction, article_id: int, article: CrawledArticle, difference: Change | None, run_id: int | None
) -> reprints.Relinked:
    """Keep what was fetched, and what it says where that is new."""
    responses = [article.capture, *article.parts] if article.capture else []
    capture_ids = [captures.add(tx, capture, run_id) for capture in responses]
    if difference is not None:
        return add_revision(tx, article_id, article, difference, capture_ids)
    if capture_ids:
        confirmations.add(tx, article_id, capture_ids, article.observed)
    return reprints.Relinked(is_reprint=False, gained=0)


def _close(tx: Transaction, article_id: int, article: CrawledArticle, revisit: Sequence[int]) -> None:
    """Close its frontier row, or leave it open where a page is missing."""
    if not article.complete:
        frontier.unfinished(tx, article.frontier_url, article_id, article.missing or _MISSING)
        return
    (first_seen,) = tx.db.execute("SELECT first_seen FROM article WHERE id = ?", (article_id,)).fetchone()
    # A flash changes with its listing row alone, so looking again by itself would find nothing.
    frontier.done(tx, article.frontier_url, article_id, first_seen, () if _is_flash(article) else revisit)


def add_revision(
    tx: Transaction,
    article_id: int,
    article: CrawledArticle,
    difference: Change,
    capture_ids: Sequence[int],
    origin: Origin = "publisher",
    based_on: int | None = None,
) -> reprints.Relinked:
    """Add a revision with its pictures, captures and index row, and bring what is derived from the state up to it.

    One that was observed before the state is kept beside it and changes nothing else.

    Args:
        capture_ids: what it was read from, one for each page of the article.
        based_on: the revision of which one of origin ``reextract`` is another reading.

    Returns:
        Whether the article was compared with the others and is a reprint, and how many more there are.
    """
    known_images = images.known(tx.db, article_id)
    for image in article.images:
        image.sha256 = image.sha256 or known_images.get(image.url)
        image.error = None if image.sha256 else image.error
    revision_id = _insert_revision(tx, article_id, article, difference, origin, based_on)
    images.add_set(tx, revision_id, article.images)
    tx.db.executemany(
        "INSERT INTO revision_capture VALUES (?, ?, ?)",
        [(revision_id, part, capture_id) for part, capture_id in enumerate(capture_ids, 1)],
    )
    tx.unindexed.append((revision_id, search.cut(article.headline), search.cut(article.article_body)))
    (published,) = tx.db.execute("SELECT date_published FROM article WHERE id = ?", (article_id,)).fetchone()
    changed = difference != "metadata" and origin != "reextract"
    if not _refresh(tx, article_id, revision_id, difference, changed=changed):
        return reprints.Relinked(is_reprint=False, gained=0)
    mentions.replace(tx, article_id, article.tickers)
    # Which article was printed first hangs on its date, which is metadata.
    if difference == "metadata" and article.date_published == published:
        return reprints.Relinked(is_reprint=False, gained=0)
    return reprints.relink(tx, article_id)


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
    article = revisions.article(db, row, row["revision_id"])
    article.tickers = mentions.of(db, article_id)
    return article


def difference_between(latest: NewsArticle | None, article: NewsArticle) -> Change | None:
    """Class the difference of a new reading from what was said before it; ``None`` when there is none."""
    if latest is None:
        return "first"
    if _is_flash(article) and not _is_flash(latest):
        return None  # the page says more than the listing row it was announced with
    return change(latest, article)


def _is_flash(article: NewsArticle) -> bool:
    return (article.parser or "").startswith(listings.FLASH_PARSER)


def said_by(db: sqlite3.Connection, article_id: int, moment: str = "9") -> NewsArticle | None:
    """Return what an article said at a moment (UTC text): of the revisions observed by then, the greatest
    (observed, recorded); by default its state. ``None``: none of it was observed so early.
    """
    row = db.execute(
        "SELECT * FROM revision WHERE article_id = ? AND observed <= ? ORDER BY observed DESC, recorded DESC LIMIT 1",
        (article_id, moment),
    ).fetchone()
    return None if row is None else revisions.article(db, row, row["id"])


def _last_observed(db: sqlite3.Connection, article_id: int) -> str:
    (observed,) = db.execute("SELECT max(observed) FROM revision WHERE article_id = ?", (article_id,)).fetchone()
    return str(observed)


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


def insert(tx: Transaction, article: NewsArticle) -> int:
    """Insert an article that is not archived and return its id; its first revision has to follow.

    Raises:
        NewsbotError: it was archived once and has been removed on demand.
    """
    tombstones.refuse(tx.db, article.url, article.site, article.source_id)
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


def _insert_revision(
    tx: Transaction, article_id: int, article: CrawledArticle, difference: Change, origin: Origin, based_on: int | None
) -> int:
    (number,) = tx.db.execute(
        "SELECT coalesce(max(number), 0) + 1 FROM revision WHERE article_id = ?", (article_id,)
    ).fetchone()
    row = tx.db.execute("SELECT url, source, site, source_id FROM article WHERE id = ?", (article_id,)).fetchone()
    return _insert(
        tx,
        "revision",
        {
            **_values(article),
            "url": row["url"],
            "source": row["source"],
            "site": row["site"],
            "source_id": row["source_id"] or article.source_id,
            "article_id": article_id,
            "number": number,
            "origin": origin,
            "based_on": based_on,
            "observed": article.observed or tx.stamp,
            "recorded": tx.stamp,
            "change": difference,
            "content_sha256": content_sha256(article),
        },
    )


def _refresh(tx: Transaction, article_id: int, revision_id: int, difference: Change, *, changed: bool) -> bool:
    """Bring the article's state up to its revisions: that with the greatest (observed, recorded) counts.

    Args:
        changed: the publisher changed the content, if this revision is the state.

    Returns:
        True when that is this revision.
    """
    if difference == "first":  # the state is what was just inserted
        tx.db.execute("UPDATE article SET revision_id = ?, revision_count = 1 WHERE id = ?", (revision_id, article_id))
        return True
    copied = ", ".join(f"{name} = r.{name}" for name in (*_COLUMNS, "content_sha256") if name not in _IDENTITY)
    (state,) = tx.db.execute(
        f"UPDATE article SET {copied}, source_id = coalesce(article.source_id, r.source_id), revision_id = r.id,"
        " revision_count = (SELECT count(*) FROM revision p WHERE p.article_id = :id AND p.origin <> 'reextract'),"
        " content_changed = CASE WHEN :changed AND r.id = :revision THEN :stamp ELSE content_changed END"
        " FROM (SELECT * FROM revision WHERE article_id = :id ORDER BY observed DESC, recorded DESC LIMIT 1) AS r"
        " WHERE article.id = :id RETURNING revision_id",
        {"id": article_id, "revision": revision_id, "changed": changed, "stamp": tx.stamp},
    ).fetchone()
    return bool(state == revision_id)
