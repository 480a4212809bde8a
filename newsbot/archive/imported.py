"""What comes in from files: stored as a fetched page is, but for the time it was observed."""

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, fields

from newsbot import urls
from newsbot.archive import articles, captures, confirmations, identity, images, listings, mentions, search
from newsbot.archive.articles import Stored
from newsbot.archive.confirmations import Confirmation
from newsbot.archive.store import Archive, Transaction
from newsbot.dedupe.content import Change
from newsbot.errors import IncompleteArticle, NewsbotError
from newsbot.items import Capture, CrawledArticle, NewsArticle


class AgainLater(Exception):
    """The article has to be stored in another transaction: two revisions of one article cannot share a stamp.

    Args:
        first: what has to be put down before that.
    """

    def __init__(self, first: Confirmation | None = None) -> None:
        super().__init__()
        self.first = first


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address stands: ``article_id`` when it is archived, ``waiting`` when it will be fetched."""

    article_id: int | None = None
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What these very bytes are in the archive; ``further_page``: one of an article, not the article."""

    article_id: int | None
    further_page: bool = False


def known(
    db: sqlite3.Connection, url: str, sha256: str, fetched: str | None, observed: str | None = None
) -> Known | None:
    """Return what the archive holds of these bytes, ``None`` when they have not led to a whole article.

    Args:
        sha256: of what the address answered.
        fetched: when it did; ``None`` when nobody knows. The same bytes of another time say something new.
        observed: of the revision that is looked for, where several may have been read from one response.
    """
    row = db.execute(
        "SELECT c.kind, coalesce(d.article_id, (SELECT r.article_id FROM revision_capture rc JOIN revision r"
        "  ON r.id = rc.revision_id WHERE rc.capture_id = c.id LIMIT 1)) AS article_id"
        " FROM capture c LEFT JOIN article_address d ON d.url = c.url LEFT JOIN article a ON a.id = d.article_id"
        " WHERE c.url = ?1 AND c.body_sha256 = ?2"
        " AND (c.fetched = ?3 OR c.kind = 'part' OR ?3 IS NULL AND c.kind = 'import')"
        " AND (a.complete OR c.kind = 'part') AND (coalesce(?4, ?3) IS ?3 OR EXISTS"
        "  (SELECT 1 FROM revision r WHERE r.article_id = d.article_id AND r.observed = ?4)) LIMIT 1",
        (url, sha256, fetched, observed),
    ).fetchone()
    return None if row is None else Known(row["article_id"], row["kind"] == "part")


def key(capture: Capture, *, dated: bool) -> tuple[str, str, str | None]:
    """Return what `known` is asked of a capture.

    Args:
        dated: the record says when it was made.
    """
    return capture.url, hashlib.sha256(capture.body).hexdigest(), capture.fetched if dated else None


def store(tx: Transaction, article: CrawledArticle, *, dated: bool) -> Stored:
    """Store an imported article; it is compared with what was said when it was observed, not with what came later.

    Args:
        dated: see `key`.

    Raises:
        IncompleteArticle: a page of it is missing, and the archive has all of them.
        AgainLater: see there.
    """
    assert article.capture is not None
    bytes_of = key(article.capture, dated=dated)
    before = known(tx.db, *bytes_of, article.observed if dated else None)
    if before is not None and before.article_id is not None:
        return Stored(before.article_id, "unchanged")
    article.observed = min(article.observed or tx.stamp, tx.stamp)
    article.site = article.site or urls.site_of(article.frontier_url)
    article_id = identity.resolve(tx, article, [], None)
    difference = _difference(tx.db, article_id, article)
    if article_id is None:
        article_id = articles.insert(tx, article)
    elif difference is not None:
        _refuse_second(tx, article_id)
        if (confirmation := confirmations.after(tx.db, article_id, article.observed)) is not None:
            raise AgainLater(confirmation)
    _remember(tx, article_id, article)
    for image in article.images:
        if image.sha256 is not None and not images.has(tx.db, image.sha256):
            image.sha256 = None
    if difference is None and captures.has(tx.db, article.capture, dated=dated):
        return Stored(article_id, "unchanged")
    capture_ids = [captures.add(tx, capture, None) for capture in (article.capture, *article.parts)]
    if difference is None:
        confirmations.add(tx, article_id, capture_ids, article.observed)
        return Stored(article_id, "unchanged")
    relinked = articles.add_revision(tx, article_id, article, difference, capture_ids, "import")
    return Stored(article_id, "new" if difference == "first" else "revised", max(relinked.gained, 0))


def keep(tx: Transaction, capture: Capture) -> Stored:
    """Keep a capture that led to no revision where it was exported: nobody knows whether it says what the article says.

    Raises:
        NewsbotError: there is no article of its address.
    """
    found = place(tx.db, capture.url).article_id
    if found is None:
        raise NewsbotError("the article it belongs to is not in the archive", where=capture.url)
    if not captures.has(tx.db, capture):
        captures.add(tx, capture, None)
    return Stored(found, "unchanged")


def store_all(archive: Archive, batch: Sequence[tuple[CrawledArticle | Capture, bool]]) -> list[Stored | NewsbotError]:
    """Store imported articles, and captures to `keep`, each with ``dated`` (see `key`), in few transactions.

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


def _store_or_error(tx: Transaction, item: CrawledArticle | Capture, dated: bool) -> Stored | NewsbotError:
    """Store one article, or nothing of it."""
    tx.db.execute("SAVEPOINT imported")
    unindexed = len(tx.unindexed)
    try:
        return keep(tx, item) if isinstance(item, Capture) else store(tx, item, dated=dated)
    except (NewsbotError, sqlite3.IntegrityError) as error:
        tx.db.execute("ROLLBACK TO imported")
        del tx.unindexed[unindexed:]
        return error if isinstance(error, NewsbotError) else NewsbotError(f"the archive refuses it ({error})")
    except AgainLater as again:
        tx.db.execute("ROLLBACK TO imported")
        del tx.unindexed[unindexed:]
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


def article_of(db: sqlite3.Connection, revision_id: int) -> int:
    """Return the article of a revision."""
    (article_id,) = db.execute("SELECT article_id FROM revision WHERE id = ?", (revision_id,)).fetchone()
    return int(article_id)


def published(db: sqlite3.Connection, headline: str, moment: str | None) -> list[int]:
    """Return the revisions that may be of a text with this headline, oldest first.

    Args:
        moment: when it was published, to the second, or a bare day; ``None``: it does not say.
    """
    if moment is not None:
        sql = "SELECT id FROM revision WHERE coalesce(date_published, recorded) BETWEEN ? AND ? ORDER BY id"
        values: tuple[str, ...] = (moment, moment.replace(".000Z", ".999Z"))
    else:
        sql = (
            "SELECT r.id FROM article_fts f JOIN revision r ON r.id = f.rowid"
            " WHERE article_fts MATCH ? AND r.date_published IS NULL ORDER BY r.id"
        )
        values = ('headline : "{}"'.format(search.cut(headline).replace('"', '""')),)
    return [row["id"] for row in db.execute(sql, values)]


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose rules an archived article was read by: the source it is filed under, and the parser."""

    source: str | None
    parser: str | None


def reader(db: sqlite3.Connection, url: str) -> Reader | None:
    """Return what has read the article of this address, under http or https; ``None`` when it is not archived."""
    article_id = place(db, url).article_id
    row = db.execute("SELECT source, parser FROM article WHERE id = ?", (article_id,)).fetchone()
    return None if row is None else Reader(row["source"], row["parser"])


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
    if not article.complete and (said or _earliest(db, article_id)).complete:
        raise IncompleteArticle(article.missing or "a page of it is missing", where=article.frontier_url)
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


def _put_down(tx: Transaction, confirmation: Confirmation) -> None:
    """Make a revision of a fetch that confirmed one: the same text, observed again; later ones confirm this one."""
    said = articles.said_by(tx.db, confirmation.article_id, confirmation.revision_observed)
    assert said is not None
    values = {one.name: getattr(said, one.name) for one in fields(NewsArticle)}
    again = CrawledArticle(**values, observed=confirmation.fetched)
    again.tickers = mentions.of(tx.db, confirmation.article_id)
    articles.add_revision(tx, confirmation.article_id, again, "metadata", confirmation.capture_ids, "import")
    tx.db.execute(
        "UPDATE confirmed SET revision_id = (SELECT max(id) FROM revision) WHERE revision_id = ?"
        " AND (SELECT fetched FROM capture WHERE id = capture_id) > ?",
        (confirmation.revision_id, confirmation.fetched),
    )


def _remember(tx: Transaction, article_id: int, article: CrawledArticle) -> None:
    tx.db.execute(
        "INSERT INTO article_address VALUES (?, ?, 'import', ?) ON CONFLICT (url) DO NOTHING",
        (article.frontier_url, article_id, tx.stamp),
    )
    identity.remember(tx, article_id, article, [])
    assert article.site is not None
    listings.link_article(tx, article_id, article.site, article.source_id, [article.frontier_url])
