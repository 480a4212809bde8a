"""What comes in from files: stored as a fetched page is, but for the time it was observed."""

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, fields

from newsbot import urls
from newsbot.archive import articles, captures, identity, images, listings, mentions
from newsbot.archive.articles import Stored
from newsbot.archive.store import Archive, Transaction
from newsbot.dedupe.content import Change
from newsbot.errors import NewsbotError
from newsbot.items import Capture, CrawledArticle, NewsArticle


@dataclass(frozen=True, slots=True)
class _Confirmation:
    """A response that said again what a revision says, and led to none of its own."""

    article_id: int
    revision_observed: str
    capture_id: int
    fetched: str


class AgainLater(Exception):
    """The article has to be stored in another transaction: two revisions of one article cannot share a stamp.

    Args:
        first: what has to be put down before that.
    """

    def __init__(self, first: _Confirmation | None = None) -> None:
        super().__init__()
        self.first = first


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address stands: ``article_id`` when it is archived, ``waiting`` when it will be fetched."""

    article_id: int | None = None
    waiting: bool = False


def known(db: sqlite3.Connection, capture: Capture, *, dated: bool) -> int | None:
    """Return the id of the article that these bytes were imported as, ``None`` when they were not.

    Args:
        dated: the record says when it was made: the same bytes of another time say something new.
    """
    sha256 = hashlib.sha256(capture.body).hexdigest()
    row = db.execute(
        "SELECT d.article_id FROM capture c JOIN article_address d ON d.url = c.url"
        " WHERE c.url = ? AND c.body_sha256 = ? AND (c.fetched = ? OR NOT ?) AND c.kind = 'import' LIMIT 1",
        (capture.url, sha256, capture.fetched, dated),
    ).fetchone()
    return None if row is None else int(row["article_id"])


def store(tx: Transaction, article: CrawledArticle, *, dated: bool) -> Stored:
    """Store an imported article; it is compared with what was said when it was observed, not with what came later.

    Args:
        dated: see `known`.

    Raises:
        AgainLater: see there.
    """
    assert article.capture is not None
    if (before := known(tx.db, article.capture, dated=dated)) is not None:
        return Stored(before, "unchanged")
    article.observed = min(article.observed or tx.stamp, tx.stamp)
    article.site = article.site or urls.site_of(article.frontier_url)
    article_id = identity.resolve(tx, article, [], None)
    difference = _difference(tx.db, article_id, article)
    if article_id is None:
        article_id = articles.insert(tx, article)
    elif difference is not None:
        _refuse_second(tx, article_id)
        if (confirmation := _confirmation(tx.db, article_id, article.observed)) is not None:
            raise AgainLater(confirmation)
    _remember(tx, article_id, article)
    for image in article.images:
        if image.sha256 is not None and not images.has(tx.db, image.sha256):
            image.sha256 = None
    capture_id = captures.add(tx, article.capture, None)
    if difference is None:
        return Stored(article_id, "unchanged")
    reprint = articles.add_revision(tx, article_id, article, difference, [capture_id], "import")
    return Stored(article_id, "new", reprint) if difference == "first" else Stored(article_id, "revised")


def store_all(archive: Archive, batch: Sequence[tuple[CrawledArticle, bool]]) -> list[Stored | NewsbotError]:
    """Store imported articles (each with ``dated``, see `known`) in as few transactions as can be.

    Returns:
        What became of each; an error of one leaves the others alone.
    """
    done: list[Stored | NewsbotError] = []
    while len(done) < len(batch):
        with archive.write() as tx:
            try:
                while len(done) < len(batch):
                    done.append(_store_or_error(tx, *batch[len(done)]))
            except AgainLater:
                continue
    return done


def _store_or_error(tx: Transaction, article: CrawledArticle, dated: bool) -> Stored | NewsbotError:
    """Store one article, or nothing of it."""
    tx.db.execute("SAVEPOINT imported")
    try:
        return store(tx, article, dated=dated)
    except (NewsbotError, sqlite3.IntegrityError) as error:
        tx.db.execute("ROLLBACK TO imported")
        return error if isinstance(error, NewsbotError) else NewsbotError(f"the archive refuses it ({error})")
    except AgainLater as again:
        tx.db.execute("ROLLBACK TO imported")
        if again.first is not None:
            _put_down(tx, again.first)
        raise
    finally:
        tx.db.execute("RELEASE imported")


def place(db: sqlite3.Connection, url: str) -> Place:
    """Return where an address stands, under http or https."""
    spellings = json.dumps(urls.variants(url))
    row = db.execute(
        "SELECT article_id FROM article_address WHERE url IN (SELECT value FROM json_each(?))", (spellings,)
    ).fetchone()
    if row is not None:
        return Place(int(row["article_id"]))
    row = db.execute(
        "SELECT 1 FROM frontier WHERE url IN (SELECT value FROM json_each(?)) AND state = 'pending'", (spellings,)
    ).fetchone()
    return Place(waiting=row is not None)


def waiting(db: sqlite3.Connection, source: str) -> list[str]:
    """Return the addresses of a source without a listing that were queued and never archived, oldest first."""
    rows = db.execute(
        "SELECT f.url FROM listing_state l JOIN frontier f ON f.url = l.url"
        " WHERE l.source = ? AND l.article_id IS NULL AND f.state = 'pending' ORDER BY f.due, f.url",
        (source,),
    )
    return [row["url"] for row in rows]


def _difference(db: sqlite3.Connection, article_id: int | None, article: CrawledArticle) -> Change | None:
    if article_id is None:
        return "first"
    said = articles.said_by(db, article_id, article.observed)
    if said is not None:
        return articles.difference_between(said, article)
    # Observed before everything else: that it was said so early is new, even where it is what was said later.
    return articles.difference_between(_earliest(db, article_id), article) or "metadata"


def _earliest(db: sqlite3.Connection, article_id: int) -> NewsArticle:
    (observed,) = db.execute("SELECT min(observed) FROM revision WHERE article_id = ?", (article_id,)).fetchone()
    earliest = articles.said_by(db, article_id, observed)
    assert earliest is not None
    return earliest


def _refuse_second(tx: Transaction, article_id: int) -> None:
    (recorded,) = tx.db.execute("SELECT max(recorded) FROM revision WHERE article_id = ?", (article_id,)).fetchone()
    if recorded == tx.stamp:
        raise AgainLater


def _confirmation(db: sqlite3.Connection, article_id: int, observed: str) -> _Confirmation | None:
    """Find what was seen to be said still, after this moment and before the next revision.

    Without a revision of its own the one that is about to come in would hide it. Of a crawl's responses only those
    count that are the same bytes, for among the others are the failed ones.
    """
    row = db.execute(
        "WITH said AS (SELECT id, observed FROM revision WHERE article_id = :article AND observed <= :observed"
        " ORDER BY observed DESC, recorded DESC LIMIT 1)"
        " SELECT said.observed, c.id, c.fetched FROM said, article_address d JOIN capture c ON c.url = d.url"
        " WHERE d.article_id = :article AND c.fetched > :observed AND c.fetched < coalesce("
        "  (SELECT min(observed) FROM revision WHERE article_id = :article AND observed > :observed), '9')"
        " AND NOT EXISTS (SELECT 1 FROM revision_capture r WHERE r.capture_id = c.id)"
        " AND (c.kind = 'import' OR c.body_sha256 IN (SELECT k.body_sha256 FROM revision_capture r"
        "  JOIN capture k ON k.id = r.capture_id WHERE r.revision_id = said.id))"
        " ORDER BY c.fetched LIMIT 1",
        {"article": article_id, "observed": observed},
    ).fetchone()
    return None if row is None else _Confirmation(article_id, row["observed"], row["id"], row["fetched"])


def _put_down(tx: Transaction, confirmation: _Confirmation) -> None:
    """Make a revision of a response that confirmed one: the same text, observed again."""
    said = articles.said_by(tx.db, confirmation.article_id, confirmation.revision_observed)
    assert said is not None
    values = {one.name: getattr(said, one.name) for one in fields(NewsArticle)}
    again = CrawledArticle(**values, observed=confirmation.fetched)
    again.tickers = mentions.of(tx.db, confirmation.article_id)
    articles.add_revision(tx, confirmation.article_id, again, "metadata", [confirmation.capture_id], "import")


def _remember(tx: Transaction, article_id: int, article: CrawledArticle) -> None:
    tx.db.execute(
        "INSERT INTO article_address VALUES (?, ?, 'import', ?) ON CONFLICT (url) DO NOTHING",
        (article.frontier_url, article_id, tx.stamp),
    )
    identity.remember(tx, article_id, article, [])
    assert article.site is not None
    listings.link_article(tx, article_id, article.site, article.source_id, [article.frontier_url])
