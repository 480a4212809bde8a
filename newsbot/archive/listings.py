"""What sources listed, how far their listings were walked, and the frontier rows that come of it."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field

from newsbot import urls
from newsbot.archive import tombstones
from newsbot.archive.store import Transaction
from newsbot.items import Address, ListingEntry, TickerMention

FLASH_PARSER = "entry/"
"""How the parser of an article made from its listing row begins."""

UNTRIED = "attempts = 0, failures = 0, failing_since = NULL, gone = 0, gone_since = NULL"
"""What a frontier row is set to whose earlier failures count no more."""

_SAID = ("headline", "description", "publisher", "published", "modified", "content", "mobile_url")
"""The fields whose change makes a new ``listing_entry``: not ``extra``, which may hold counters."""


@dataclass(slots=True)
class RecordedPage:
    """What a listing page added: ``new`` addresses, and whether its last entry was known to a completed walk.

    ``known`` has for each entry when a walk that was completed had listed it first; ``None``: none has, or the listing
    shows other times of it now, which may have moved it.
    """

    new: int = 0
    reached_known: bool = False
    known: list[str | None] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ListingValidators:
    """What a conditional GET sends back: they belong to one listing address."""

    etag: str | None = None
    last_modified: str | None = None


def record(
    tx: Transaction, source: str, entries: Sequence[ListingEntry], backfill_id: int | None = None
) -> RecordedPage:
    """Store a listing page and put what is new on the frontier, before anything of it is fetched.

    An address already known as an article, or another address of the same site and source id, is not
    queued again; a known article whose listing shows a newer modified time is due at once.

    Args:
        backfill_id: the backfill that reads the page. What it adds is no news to the next walk, nor known to it.
    """
    page = RecordedPage()
    for entry in entries:
        url = urls.canonical(entry.url)
        site = urls.site_of(url)
        state = tx.db.execute(
            "SELECT article_id, listed, walked, aside FROM listing_state WHERE url = ? AND source = ?", (url, source)
        ).fetchone()
        known = bool(state and state["walked"] and not state["aside"])
        if state:
            met = "" if backfill_id or not state["aside"] else ", aside = 0, walked = 0"
            tx.db.execute(
                f"UPDATE listing_state SET last_listed = ?{met} WHERE url = ? AND source = ?", (tx.stamp, url, source)
            )
        else:
            page.new += 1
            article_id = _enqueue(tx, source, url, site, entry)
            tx.db.execute(
                "INSERT INTO listing_state (url, source, site, source_id, article_id, linked, listed, last_listed,"
                " backfill_id, aside, walked)"
                " VALUES (?1, ?2, ?3, ?4, ?5, iif(?5 IS NULL, NULL, ?6), ?6, ?6, ?7, ?7 IS NOT NULL, ?7 IS NOT NULL)",
                (url, source, site, entry.source_id, article_id, tx.stamp, backfill_id),
            )
        newer, moved = _record_entry(tx, source, url, entry)
        if newer and state:
            _refetch(tx, source, url, site, entry, state["article_id"])
        page.known.append(state["listed"] if known and not moved else None)
    page.reached_known = bool(page.known and page.known[-1])
    return page


def validators(db: sqlite3.Connection, source: str, listing_url: str) -> ListingValidators:
    """Return the validators of the last completed walk of this listing; empty after an interrupted one."""
    row = db.execute(
        "SELECT etag, last_modified FROM source_state WHERE source = ? AND listing_url = ?", (source, listing_url)
    ).fetchone()
    if (
        row is None
        or db.execute("SELECT 1 FROM listing_state WHERE source = ? AND walked = 0 LIMIT 1", (source,)).fetchone()
    ):
        return ListingValidators()
    return ListingValidators(row["etag"], row["last_modified"])


def complete_walk(tx: Transaction, source: str, listing_url: str, fresh: ListingValidators) -> None:
    """Mark what the walk listed as walked, and keep the validators: neither may be ahead of the other."""
    tx.db.execute("UPDATE listing_state SET walked = 1 WHERE source = ? AND walked = 0", (source,))
    tx.db.execute(
        "INSERT INTO source_state (source, listing_url, etag, last_modified) VALUES (?, ?, ?, ?) ON CONFLICT"
        " (source) DO UPDATE"
        " SET listing_url = excluded.listing_url, etag = excluded.etag, last_modified = excluded.last_modified",
        (source, listing_url, fresh.etag, fresh.last_modified),
    )


def load_entry(text: str) -> ListingEntry:
    """Return the entry that ``listing_entry.entry`` holds."""
    values = json.loads(text)
    values["tickers"] = [TickerMention(**ticker) for ticker in values.get("tickers", [])]
    return ListingEntry(**values)


def listed_addresses(tx: Transaction, url: str, site: str, source_id: str | None) -> list[Address]:
    """Return every address listings gave for this article: the one fetched, twins of its source id, mobile ones."""
    rows = tx.db.execute(
        "SELECT url, json_extract(entry, '$.mobile_url') AS mobile FROM article_listing WHERE url = ?1"
        " UNION SELECT l.url, json_extract(l.entry, '$.mobile_url') FROM listing_state s JOIN"
        " article_listing l ON l.url = s.url AND l.source = s.source"
        " WHERE s.site = ?2 AND s.source_id = ?3",
        (url, site, source_id),
    ).fetchall()
    listed = [Address(row["url"], "listed") for row in rows]
    return listed + [Address(urls.canonical(row["mobile"]), "mobile") for row in rows if row["mobile"]]


def link_article(tx: Transaction, article_id: int, site: str, source_id: str | None, addresses: Iterable[str]) -> None:
    """Name the article in the listing rows of its addresses and of its source id."""
    for url in addresses:
        tx.db.execute(
            "UPDATE listing_state SET article_id = ?1, linked = ?3 WHERE url = ?2 AND article_id IS NOT ?1",
            (article_id, url, tx.stamp),
        )
    if source_id is not None:
        tx.db.execute(
            "UPDATE listing_state SET article_id = ?, linked = ?"
            " WHERE site = ? AND source_id = ? AND article_id IS NULL",
            (article_id, tx.stamp, site, source_id),
        )


def _enqueue(tx: Transaction, source: str, url: str, site: str, entry: ListingEntry) -> int | None:
    """Put an address on the frontier unless its article is known or queued; return the article's id when known."""
    twins = urls.variants(url)
    marks = ",".join("?" * len(twins))
    known = tx.db.execute(
        f"SELECT id, parser FROM article WHERE id IN (SELECT article_id FROM article_address WHERE url IN ({marks})"
        " UNION ALL SELECT id FROM article WHERE site = ? AND source_id = ?) LIMIT 1",
        (*twins, site, entry.source_id),
    ).fetchone()
    if known:
        if entry.content is None and (known["parser"] or "").startswith(FLASH_PARSER):
            _fetch_page_of_flash(tx, url, site, known["id"])
        return int(known["id"])
    queued = tx.db.execute(
        f"SELECT url, state FROM frontier WHERE url IN ({marks}) UNION ALL SELECT url, state FROM frontier"
        f" WHERE site = ? AND source_id = ? LIMIT 1",
        (*twins, site, entry.source_id),
    ).fetchone()
    if queued is None:
        tx.db.execute(
            "INSERT INTO frontier (url, site, source_id, state, due) VALUES (?, ?, ?, 'pending', ?)",
            (url, site, entry.source_id, tx.stamp),
        )
        return None
    if queued["url"] != url:
        _share(tx, source, queued["url"], entry)
    if queued["state"] == "dead":
        tx.db.execute(
            f"UPDATE frontier SET state = 'pending', due = ?, {UNTRIED} WHERE url = ? AND forgotten IS NULL",
            (tx.stamp, queued["url"]),
        )
    return None


def _share(tx: Transaction, source: str, queued: str, entry: ListingEntry) -> None:
    """Let this source, too, fetch the address that is queued in place of the one it listed."""
    added = tx.db.execute(
        "INSERT INTO listing_state (url, source, site, source_id, article_id, linked, listed, last_listed)"
        " SELECT url, ?1, site, source_id, article_id, iif(article_id IS NULL, NULL, ?2), ?2, ?2 FROM frontier"
        " WHERE url = ?3 ON CONFLICT (url, source) DO NOTHING",
        (source, tx.stamp, queued),
    ).rowcount
    if added:
        _record_entry(tx, source, queued, entry)


def _fetch_page_of_flash(tx: Transaction, url: str, site: str, article_id: int) -> None:
    """A list names the page of what was archived from a flash: it is fetched once, for it says more."""
    tx.db.execute(
        "INSERT INTO frontier (url, site, article_id, state, due) VALUES (?, ?, ?, 'pending', ?)"
        f" ON CONFLICT (url) DO UPDATE SET state = 'pending', due = excluded.due, {UNTRIED}",
        (url, site, article_id, tx.stamp),
    )


def queue_page_of_flash(tx: Transaction, article_id: int, fetched: str) -> None:
    """Have the page of a flash fetched that a list had named before the flash was archived."""
    row = tx.db.execute(
        "SELECT s.url, s.site FROM listing_state s JOIN listing_entry e"
        " ON e.url = s.url AND e.source = s.source AND e.retired IS NULL"
        " WHERE s.article_id = ? AND json_extract(e.entry, '$.content') IS NULL ORDER BY s.url = ? DESC LIMIT 1",
        (article_id, fetched),
    ).fetchone()
    if row:
        _fetch_page_of_flash(tx, row["url"], row["site"], article_id)


def _record_entry(tx: Transaction, source: str, url: str, entry: ListingEntry) -> tuple[bool, bool]:
    """Keep what the listing says.

    Returns:
        Whether it says that the article was modified since it was listed last, and whether it shows other times.
    """
    text = json.dumps(asdict(entry), ensure_ascii=False)
    present = tx.db.execute(
        "SELECT id, listed_modified, entry FROM listing_entry WHERE url = ? AND source = ? AND retired IS NULL",
        (url, source),
    ).fetchone()
    if present:
        if present["entry"] == text:
            return False, False
        before = json.loads(present["entry"])
        if all(before.get(name) == getattr(entry, name) for name in _SAID):
            return False, False
        tx.db.execute("UPDATE listing_entry SET retired = ? WHERE id = ?", (tx.stamp, present["id"]))
    elif tombstones.stands(tx.db, url, urls.site_of(url), entry.source_id):
        return False, False
    tx.db.execute(
        "INSERT INTO listing_entry (url, source, recorded, listed_modified, entry) VALUES (?, ?, ?, ?, ?)",
        (url, source, tx.stamp, entry.modified, text),
    )
    if present is None:
        return False, False
    newer = bool(entry.modified and entry.modified > (present["listed_modified"] or ""))
    moved = (before.get("published"), before.get("modified")) != (entry.published, entry.modified)
    return newer or (entry.content is not None and entry.content != before.get("content")), moved


def _refetch(tx: Transaction, source: str, url: str, site: str, entry: ListingEntry, article_id: int | None) -> None:
    """Make a known article due now: under this address, or under the twin that was queued in its place.

    A flash says nothing of the page that has taken its place.
    """
    twins = urls.variants(url)
    row = tx.db.execute(
        f"SELECT f.url FROM frontier f JOIN article a ON a.id = f.article_id WHERE f.url IN"
        f" (SELECT url FROM frontier WHERE url IN ({','.join('?' * len(twins))}) UNION ALL SELECT url FROM frontier"
        f" WHERE site = ? AND source_id = ? UNION ALL SELECT url FROM frontier WHERE article_id = ?)"
        f" AND (? OR a.parser LIKE '{FLASH_PARSER}%') ORDER BY f.url = ? DESC LIMIT 1",
        (*twins, site, entry.source_id, article_id, entry.content is None, url),
    ).fetchone()
    if row is None:
        return
    if row["url"] != url:
        _share(tx, source, row["url"], entry)
    # "done" also when its page is still wanted: the flash is read again first, and then asks for the page again.
    tx.db.execute("UPDATE frontier SET state = 'done', due = ? WHERE url = ?", (tx.stamp, row["url"]))
