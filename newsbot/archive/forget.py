"""Removal on legal demand: an article goes with all its texts, pages and pictures; that it was there stays known.

Deleting rows is not enough: the search index keeps words until its parts are merged, free pages and the log keep what
stood in them. `forget` removes, `clean` sees to the rest in short transactions, so that crawls go on beside it.
"""

import hashlib
import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from newsbot.archive import boilerplate, captures, dictionaries, names, reprints, search, tombstones, upkeep
from newsbot.archive.store import Archive, Transaction
from newsbot.errors import ArchiveError

_STAY = ("frontier", "listing_state", "event")
"""Tables that hang on an article by `article_id` and keep their rows without it."""

_RELEASED = 100
"""Captures packed anew in one transaction, where they are packed with a page that has to go: a tenth of a second."""

_FREED_PAGES = 5_000
"""Free pages given back in one transaction."""


@dataclass(frozen=True, slots=True)
class Held:
    """What the archive holds of an article, for a person to look at before it goes.

    ``alike`` are other articles with the same text: reprints, or what it reprints. They stay.
    """

    article_id: int
    headline: str
    url: str
    publisher: str | None
    date_published: str | None
    revisions: int
    alike: list[int]


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What went. ``alike`` are the articles that have the same text and stay."""

    article_id: int
    revisions: int
    captures: int
    images: int
    addresses: int
    alike: list[int]


def look(db: sqlite3.Connection, article_id: int) -> Held | None:
    """Return what there is of an article; ``None`` when there is none of this id."""
    row = db.execute(
        "SELECT headline, url, publisher, date_published FROM article WHERE id = ?", (article_id,)
    ).fetchone()
    if row is None:
        return None
    (revisions,) = db.execute("SELECT count(*) FROM revision WHERE article_id = ?", (article_id,)).fetchone()
    return Held(
        article_id=article_id,
        headline=row["headline"],
        url=row["url"],
        publisher=row["publisher"],
        date_published=row["date_published"],
        revisions=int(revisions),
        alike=reprints.alike(db, article_id),
    )


def was_forgotten(db: sqlite3.Connection, article_id: int) -> bool:
    """Tell whether there was an article of this id that has been removed."""
    row = db.execute(
        "SELECT 1 FROM event WHERE kind = 'forgotten' AND json_extract(detail, '$.article') = ?", (article_id,)
    ).fetchone()
    return row is not None


def forget(archive: Archive, article_id: int, *, reason: str, by: str) -> Forgotten:
    """Remove an article in one transaction. Its addresses stay, never to be fetched again, and an event says why.

    Before that, what is packed with pages of it is packed anew, in short transactions: it may be all pages of a site.
    Call `clean` afterwards: the words are in the file until then.

    Args:
        by: who asked for it, as the event will say.

    Raises:
        ArchiveError: there is no such article, or the archive cannot be written.
    """
    db = archive.db
    db.execute("PRAGMA secure_delete = ON")
    try:
        while _release(archive, article_id):
            pass
        with archive.write() as tx:
            article = db.execute("SELECT * FROM article WHERE id = ?", (article_id,)).fetchone()
            if article is None:
                raise ArchiveError(f"there is no article {article_id}", where=str(archive.path))
            return _remove(tx, article, reason, by)
    finally:
        db.execute("PRAGMA secure_delete = FAST")


def clean(archive: Archive, on_progress: Callable[[str], None] = lambda step: None) -> bool:
    """Make sure that nothing removed is left in the file: merge the search index, give free pages back, empty the log.

    Args:
        on_progress: called with the name of the step that is being done, again and again.

    Returns:
        False when the log could not be emptied, for somebody reads from it.

    Raises:
        ArchiveError: the archive cannot be written.
    """
    pages = -upkeep.PAGES_MERGED
    while upkeep.merge_index(archive, pages):
        pages = upkeep.PAGES_MERGED
        on_progress("merging the search index")
    while _give_back(archive):
        on_progress("giving free pages back")
    on_progress("emptying the log")
    return archive.checkpoint()


def _remove(tx: Transaction, article: sqlite3.Row, reason: str, by: str) -> Forgotten:
    db, article_id = tx.db, int(article["id"])
    alike = reprints.alike(db, article_id)
    addresses = _addresses(db, article)
    _unindex(tx, article_id)
    pages = _erase_captures(tx, article_id, addresses)
    shown = db.execute(
        "SELECT DISTINCT i.sha256 FROM revision_image i JOIN revision r ON r.id = i.revision_id"
        " WHERE r.article_id = ? AND i.sha256 IS NOT NULL",
        (article_id,),
    ).fetchall()
    names.unlearn(tx, article_id)
    reprints.forget(tx, article_id)
    boilerplate.forget(tx, article_id)
    _forget_listings(tx, addresses, article)
    db.execute("UPDATE event SET detail = '{}' WHERE article_id = ?", (article_id,))
    revisions = db.execute("SELECT count(*) FROM revision WHERE article_id = ?", (article_id,)).fetchone()[0]
    db.execute("PRAGMA defer_foreign_keys = ON")
    _delete(db, "article", "id = :id", {"id": article_id})
    images = sum(
        db.execute(
            "DELETE FROM image WHERE sha256 = ?1 AND NOT EXISTS (SELECT 1 FROM revision_image WHERE sha256 = ?1)",
            (row["sha256"],),
        ).rowcount
        for row in shown
    )
    tombstones.put(tx, addresses, article["site"], article["source_id"], reason)
    detail = {
        "article": article_id,
        "by": by,
        "reason": reason,
        "url_sha256": [hashlib.sha256(url.encode()).hexdigest() for url in addresses],
    }
    tx.event("forgotten", source=article["source"], detail=json.dumps(detail, ensure_ascii=False))
    return Forgotten(article_id, revisions, pages, images, len(addresses), alike)


def _release(archive: Archive, article_id: int) -> bool:
    """Free some captures of the pages of an article; True: there may be more."""
    db = archive.db
    article = db.execute("SELECT id, url, site, source_id FROM article WHERE id = ?", (article_id,)).fetchone()
    if article is None:
        return False
    ids = json.dumps(_captures(db, article_id, _addresses(db, article)))
    pages = db.execute("SELECT body_sha256 FROM capture WHERE id IN (SELECT value FROM json_each(?))", (ids,))
    with archive.write() as tx:
        return dictionaries.release(tx, {row["body_sha256"] for row in pages}, _RELEASED)


def _addresses(db: sqlite3.Connection, article: sqlite3.Row) -> list[str]:
    """Every address the article was met under, its own first."""
    rows = db.execute(
        "SELECT url FROM article_address WHERE article_id = :id UNION SELECT url FROM frontier WHERE article_id = :id"
        " UNION SELECT url FROM listing_state WHERE article_id = :id"
        " UNION SELECT url FROM listing_state WHERE site = :site AND source_id = :source_id",
        {"id": article["id"], "site": article["site"], "source_id": article["source_id"]},
    )
    return list(dict.fromkeys([article["url"], *sorted(row["url"] for row in rows)]))


def _unindex(tx: Transaction, article_id: int) -> None:
    """An index without texts is told what to take out, cut as it was put in."""
    for row in tx.db.execute(
        "SELECT id, headline, article_body FROM revision WHERE article_id = ?", (article_id,)
    ).fetchall():
        tx.db.execute(
            "INSERT INTO article_fts (article_fts, rowid, headline, article_body) VALUES ('delete', ?, ?, ?)",
            (row["id"], search.cut(row["headline"]), search.cut(row["article_body"])),
        )


def _captures(db: sqlite3.Connection, article_id: int, addresses: list[str]) -> list[int]:
    """Every response that has the text, or the same bytes as one."""
    rows = db.execute(
        "WITH RECURSIVE own (id) AS (SELECT rc.capture_id FROM revision r"
        " JOIN revision_capture rc ON rc.revision_id = r.id WHERE r.article_id = :id"
        " UNION SELECT id FROM capture WHERE url IN (SELECT value FROM json_each(:urls))"
        " UNION SELECT c.same_as FROM own JOIN capture c ON c.id = own.id WHERE c.same_as IS NOT NULL"
        " UNION SELECT c.id FROM own JOIN capture c ON c.same_as = own.id) SELECT id FROM own ORDER BY id",
        {"id": article_id, "urls": json.dumps(addresses)},
    )
    return [row["id"] for row in rows]


def _erase_captures(tx: Transaction, article_id: int, addresses: list[str]) -> int:
    """Empty every response that has the text, and delete those that no other article was read from."""
    db, ids = tx.db, _captures(tx.db, article_id, addresses)
    captures.erase(tx, ids)
    chosen = {"id": article_id, "ids": json.dumps(ids)}
    mine = "IN (SELECT value FROM json_each(:ids))"
    db.execute(
        "DELETE FROM revision_capture WHERE revision_id IN (SELECT id FROM revision WHERE article_id = :id)", chosen
    )
    db.execute(f"DELETE FROM confirmed WHERE capture_id {mine}", chosen)
    db.execute(f"UPDATE capture SET same_as = NULL, headers = '[]' WHERE id {mine}", chosen)
    db.execute(
        f"DELETE FROM capture WHERE id {mine} AND NOT EXISTS"
        " (SELECT 1 FROM revision_capture WHERE capture_id = capture.id)",
        chosen,
    )
    return len(ids)


def _forget_listings(tx: Transaction, addresses: list[str], article: sqlite3.Row) -> None:
    """What the listings said goes; that they listed the address, and how far they were walked, stays."""
    urls = json.dumps(addresses)
    tx.db.execute("DELETE FROM listing_entry WHERE url IN (SELECT value FROM json_each(?))", (urls,))
    tx.db.execute("UPDATE listing_state SET linked = NULL WHERE article_id = ?", (article["id"],))


def _delete(db: sqlite3.Connection, table: str, condition: str, values: dict[str, object]) -> None:
    """Delete rows with all that hangs on them by foreign keys, whatever tables there will be."""
    for (child,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall():
        keys: dict[int, list[sqlite3.Row]] = {}
        for key in db.execute(f"PRAGMA foreign_key_list({child})").fetchall():
            if key["table"] == table and child != table:
                keys.setdefault(key["id"], []).append(key)
        for columns in keys.values():
            here, there = (", ".join(column[end] for column in columns) for end in ("from", "to"))
            hanging = f"({here}) IN (SELECT {there} FROM {table} WHERE {condition})"
            if child in _STAY:
                db.execute(f"UPDATE {child} SET {here} = NULL WHERE {hanging}", values)
            elif child != "article":  # its revision_id: that row is what is being deleted
                _delete(db, child, hanging, values)
    db.execute(f"DELETE FROM {table} WHERE {condition}", values)


def _give_back(archive: Archive) -> bool:
    with archive.write() as tx:
        (free,) = tx.db.execute("PRAGMA freelist_count").fetchone()
        for _ in range(min(free, _FREED_PAGES)):
            tx.db.execute("PRAGMA incremental_vacuum(1)")  # Python's sqlite3 stops after the first page of several
    return bool(free > _FREED_PAGES)
