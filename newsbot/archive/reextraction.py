"""What stored pages are read again for: which revisions, from which captures, and what becomes of a new reading.

Every revision that a publisher or an import gave is read again by itself, not only the last of its article: what was
said at an earlier time is to be had in today's best reading as well. A new reading is a revision based on that one,
observed when that one was and recorded now.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from newsbot.archive import articles, boilerplate, frontier, mentions, revisions
from newsbot.archive.listings import load_entry
from newsbot.archive.search import Filter
from newsbot.archive.store import Transaction
from newsbot.dedupe.content import Change
from newsbot.items import CrawledArticle, ListingEntry, NewsArticle, TickerMention


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which revisions are looked at.

    ``sources``: what one of them listed; none: all. ``dated``: its ``since`` and ``until``. ``parser``: read last by
    this one, in any version where none is given (``sina_com_cn``, ``sina_com_cn/1``).
    """

    sources: Sequence[str] = ()
    dated: Filter = field(default_factory=Filter)
    parser: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A capture a revision was read from, without its bytes; ``source`` fetched it."""

    capture_id: int
    url: str
    final_url: str
    kind: str
    media_type: str | None
    headers: list[tuple[str, str]]
    source: str | None
    pruned: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A revision as the publisher gave it: ``reading_id`` is its newest reading, by ``parser``; ``pages`` in order.

    ``is_state``: that reading is what the article says now.
    """

    revision_id: int
    article_id: int
    url: str
    source: str | None
    observed: str
    recorded: str
    complete: bool
    reading_id: int
    parser: str | None
    is_state: bool
    pages: tuple[Page, ...]


_READING = (
    "coalesce((SELECT n.id FROM revision n WHERE n.based_on = {0} AND n.origin = 'reextract'"
    " ORDER BY n.recorded DESC, n.id DESC LIMIT 1), {0})"
)
_LOOKED_AT = (
    f" FROM revision b JOIN article a ON a.id = b.article_id JOIN revision l ON l.id = {_READING.format('b.id')}"
    " LEFT JOIN reextracted x ON x.revision_id = l.id"
    " WHERE b.id > :after AND b.id <= :last AND b.origin <> 'reextract'"
    # Of several observed at one moment only the last ever counts; a later reading of another would take its place.
    " AND NOT EXISTS (SELECT 1 FROM revision o WHERE o.article_id = b.article_id AND o.observed = b.observed"
    "  AND o.origin <> 'reextract' AND (o.recorded, o.id) > (b.recorded, b.id))"
)
_PARSER = "coalesce(x.parser, l.parser)"
_COLUMNS = (
    "b.id, b.article_id, a.url, a.source, b.observed, b.recorded, b.complete, l.id AS reading_id,"
    f" {_PARSER} AS parser, l.id = a.revision_id AS is_state"
)
_NAME = f"substr({_PARSER}, 1, instr({_PARSER}, '/') - 1)"


def last(db: sqlite3.Connection) -> int:
    """Return the newest revision's id: what comes later was read by today's parsers."""
    (newest,) = db.execute("SELECT coalesce(max(id), 0) FROM revision").fetchone()
    return int(newest)


def count(db: sqlite3.Connection, chosen: Chosen, until: int) -> int:
    """Return how many revisions `after` will give, up to an id."""
    condition, values = _conditions(chosen)
    sql = f"SELECT count(*){_LOOKED_AT} AND {condition}"
    (number,) = db.execute(sql, values | {"after": 0, "last": until}).fetchone()
    return int(number)


def after(db: sqlite3.Connection, chosen: Chosen, until: int, limit: int) -> Iterator[list[Said]]:
    """Yield the chosen revisions up to an id, so many at a time, in the order of their ids."""
    condition, values = _conditions(chosen)
    reached = 0
    while True:
        rows = db.execute(
            f"SELECT {_COLUMNS}{_LOOKED_AT} AND {condition} ORDER BY b.id LIMIT :limit",
            values | {"after": reached, "last": until, "limit": limit},
        ).fetchall()
        if not rows:
            return
        reached = rows[-1]["id"]
        yield [_said(db, row) for row in rows]


def state(db: sqlite3.Connection, url: str, moment: str = "9") -> Said | None:
    """Return the revision whose reading is what the article of an address said at a moment (UTC text), by default now.

    ``None``: there is none.
    """
    row = db.execute(
        f"SELECT {_COLUMNS} FROM article_address d JOIN article a ON a.id = d.article_id"
        " JOIN revision l ON l.id = (SELECT id FROM revision WHERE article_id = a.id AND observed <= ?"
        "  ORDER BY observed DESC, recorded DESC LIMIT 1) JOIN revision b ON b.id = coalesce(l.based_on, l.id)"
        " LEFT JOIN reextracted x ON x.revision_id = l.id WHERE d.url = ?",
        (moment, url),
    ).fetchone()
    return None if row is None else _said(db, row)


def reading(db: sqlite3.Connection, said: Said) -> NewsArticle | None:
    """Return the newest reading of a revision, with the article's tickers where it is its state.

    ``None``: the article was forgotten meanwhile.
    """
    found = next(revisions.between(db, said.reading_id, said.reading_id), None)
    if found is None:
        return None
    found.article.tickers = mentions.of(db, said.article_id) if said.is_state else []
    return found.article


def listed(db: sqlite3.Connection, said: Said) -> ListingEntry | None:
    """Return what the listing of the source that fetched it said of the address then; ``None``: nothing."""
    row = db.execute(
        "SELECT entry FROM listing_entry WHERE url = ? AND source = ? AND recorded <= ?"
        " AND (retired IS NULL OR retired > ?) ORDER BY id DESC LIMIT 1",
        (said.pages[0].url, said.pages[0].source, said.recorded, said.recorded),
    ).fetchone()
    return None if row is None else load_entry(row["entry"])


def learned(db: sqlite3.Connection, said: Said) -> frozenset[int]:
    """Return the fingerprints of the source's own lines, which are removed from what it fetched."""
    if said.pages[0].source is None:
        return frozenset()
    return boilerplate.removable(db, CrawledArticle(said.url, frontier_url=said.pages[0].url, observed=said.observed))


def revise(tx: Transaction, said: Said, article: CrawledArticle, difference: Change) -> bool:
    """Store a new reading as a revision of ours.

    What hangs on the article's state (mentions, reprint links) is renewed where it is its state. One of which a page
    turns out to be missing waits for its fetch.

    Returns:
        False when the revision has been read again or forgotten meanwhile, and nothing was done.
    """
    if not _is_newest(tx, said):
        return False
    was_complete = tx.db.execute("SELECT complete FROM article WHERE id = ?", (said.article_id,)).fetchone()["complete"]
    ids = [page.capture_id for page in said.pages]
    articles.add_revision(tx, said.article_id, article, difference, ids, "reextract", said.revision_id)
    if said.is_state and was_complete and not article.complete:
        frontier.unfinished(tx, said.pages[0].url, said.article_id, article.missing or "a page of it is missing")
    return True


def mention(tx: Transaction, said: Said, tickers: Sequence[TickerMention]) -> bool:
    """Renew the mentions of an article of which nothing else reads differently.

    Returns:
        As `revise`; False also when the article says something else meanwhile, whose mentions they are not.
    """
    row = tx.db.execute("SELECT revision_id FROM article WHERE id = ?", (said.article_id,)).fetchone()
    if row is None or row["revision_id"] != said.reading_id:
        return False
    mentions.replace(tx, said.article_id, tickers)
    return True


def confirm(tx: Transaction, said: Said, parser: str) -> None:
    """Record that this parser reads what the newest reading says: it need not read it again."""
    tx.db.execute(
        "INSERT INTO reextracted SELECT id, ?, ? FROM revision WHERE id = ? ON CONFLICT (revision_id)"
        " DO UPDATE SET parser = excluded.parser, recorded = excluded.recorded",
        (parser, tx.stamp, said.reading_id),
    )


def _is_newest(tx: Transaction, said: Said) -> bool:
    row = tx.db.execute(
        f"SELECT {_READING.format('b.id')} AS newest FROM revision b WHERE b.id = ?", (said.revision_id,)
    ).fetchone()
    return row is not None and bool(row["newest"] == said.reading_id)


def _conditions(chosen: Chosen) -> tuple[str, dict[str, object]]:
    dated, values = chosen.dated.where()
    conditions: list[str] = [f"({dated})"]
    bound: dict[str, object] = dict(values)
    if chosen.sources:
        conditions.append(
            "a.id IN (SELECT article_id FROM listing_state WHERE source IN (SELECT value FROM json_each(:sources))"
            " UNION ALL SELECT id FROM article WHERE source IN (SELECT value FROM json_each(:sources)))"
        )
        bound["sources"] = json.dumps(list(chosen.sources))
    if chosen.parser is not None:
        conditions.append(f"{_PARSER if '/' in chosen.parser else _NAME} = :parser")
        bound["parser"] = chosen.parser
    return " AND ".join(conditions), bound


def _said(db: sqlite3.Connection, row: sqlite3.Row) -> Said:
    values = dict(row) | {"complete": bool(row["complete"]), "is_state": bool(row["is_state"])}
    return Said(values.pop("id"), **values, pages=_pages(db, row["id"]))


def _pages(db: sqlite3.Connection, revision_id: int) -> tuple[Page, ...]:
    rows = db.execute(
        "SELECT c.id, c.url, c.final_url, c.kind, c.media_type, c.headers, run.source, c.pruned IS NOT NULL AS pruned"
        " FROM revision_capture rc JOIN capture c ON c.id = rc.capture_id LEFT JOIN run ON run.id = c.run_id"
        " WHERE rc.revision_id = ? ORDER BY rc.part",
        (revision_id,),
    )
    return tuple(
        Page(
            row["id"], row["url"], row["final_url"], row["kind"], row["media_type"],
            [(name, value) for name, value in json.loads(row["headers"])], row["source"], bool(row["pruned"]),
        )
        for row in rows
    )  # fmt: skip
