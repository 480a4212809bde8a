"""Fingerprints: of each article's text, so that what may be the same text is found among millions.

A fingerprint is the bands of `newsbot.dedupe.near` and when the article was printed. What shares a band with an article
and was printed in the weeks around it is a candidate, and is compared with it text by text.
"""

import sqlite3
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from newsbot import dates
from newsbot.archive.store import Transaction
from newsbot.dedupe import near
from newsbot.dedupe.near import Match
from newsbot.dedupe.sentences import Text

MOST_CANDIDATES = 64
"""Compared for one article, those with most bands in common first. A template notice shares bands with thousands of its
siblings; a reprint of it shares far more."""

DATED = (
    "CASE length(date_published) WHEN 10 THEN date_published || 'T12:00:00.000Z'"
    " ELSE ifnull(date_published, first_seen) END"
)
"""SQL: when an article of ``article`` was printed, to tell how far apart two were: of a bare day its middle."""

_BAND_BITS = 46
"""Of a band, that its row keeps, behind the number of the month: so a month's rows stand together, and what is compared
with the articles of some weeks costs the same in an archive of twenty years. Texts that share these bits by chance are
compared in vain."""


@dataclass(frozen=True, slots=True)
class Printed:
    """An article as it is compared with others; ``printed`` is UTC text."""

    id: int
    printed: str
    text: Text


def read(db: sqlite3.Connection, ids: Iterable[int]) -> list[Printed]:
    """Return articles as they are compared."""
    wanted = list(ids)
    rows = db.execute(
        f"SELECT id, {DATED} AS printed, headline, article_body FROM article"
        f" WHERE id IN ({','.join('?' * len(wanted))})",
        wanted,
    )
    return [Printed(row["id"], row["printed"], _text(row["headline"], row["article_body"] or "")) for row in rows]


def put(tx: Transaction, article: Printed, bands: Sequence[int]) -> None:
    """Keep the fingerprint of an article, by which others find it, in the place of the one it has."""
    packed = pack(bands)
    old = tx.db.execute(
        "SELECT printed, bands, version FROM fingerprint WHERE article_id = ?", (article.id,)
    ).fetchone()
    if old is not None and tuple(old) == (article.printed, packed, near.VERSION):
        return
    if old is not None:
        _delete_bands(tx, article.id, old)
    tx.db.executemany(
        "INSERT OR IGNORE INTO fingerprint_band VALUES (?, ?)",
        [(band, article.id) for band in band_rows(bands, article.printed)],
    )
    tx.db.execute(
        "INSERT INTO fingerprint (article_id, printed, bands, version) VALUES (?, ?, ?, ?) ON CONFLICT (article_id)"
        " DO UPDATE SET printed = excluded.printed, bands = excluded.bands, version = excluded.version",
        (article.id, article.printed, packed, near.VERSION),
    )


def forget(tx: Transaction, article_id: int) -> None:
    """Let an article be found by none."""
    row = tx.db.execute("SELECT printed, bands FROM fingerprint WHERE article_id = ?", (article_id,)).fetchone()
    if row is not None:
        _delete_bands(tx, article_id, row)
    tx.db.execute("DELETE FROM fingerprint WHERE article_id = ?", (article_id,))


def matches(db: sqlite3.Connection, article: Printed, bands: Sequence[int]) -> list[tuple[int, Match]]:
    """Return the articles that resemble this one, with what the *other* is to it."""
    moment = dates.to_datetime(article.printed)
    begins, ends = (moment + timedelta(days=days) for days in (-near.DAYS, near.DAYS))
    wanted = [row for month in range(_month(begins), _month(ends) + 1) for row in _of_month(bands, month)]
    # Counted before the date is looked up: a template's siblings share many bands.
    candidates = db.execute(
        "SELECT b.article_id FROM (SELECT article_id, count(*) AS shared FROM fingerprint_band"
        f" WHERE band IN ({','.join('?' * len(wanted))}) GROUP BY article_id) b"
        " CROSS JOIN fingerprint f ON f.article_id = b.article_id"
        " WHERE b.article_id <> ? AND f.printed BETWEEN ? AND ?"
        " ORDER BY b.shared DESC, f.printed, b.article_id LIMIT ?",
        (*wanted, article.id, dates.to_text(begins), dates.to_text(ends), MOST_CANDIDATES),
    ).fetchall()
    found = []
    for other in read(db, [row["article_id"] for row in candidates]):
        apart = abs(moment - dates.to_datetime(other.printed)) / timedelta(days=1)
        if match := near.compare(article.text, other.text, apart):
            found.append((other.id, match))
    return found


def outdated(db: sqlite3.Connection) -> int:
    """Return how many articles have a fingerprint that an older version has made."""
    (found,) = db.execute("SELECT count(*) FROM fingerprint WHERE version < ?", (near.VERSION,)).fetchone()
    return int(found)


def pack(bands: Sequence[int]) -> bytes:
    """Return bands as ``fingerprint.bands`` keeps them."""
    return struct.pack(f">{len(bands)}q", *bands)


def unpack(packed: bytes) -> tuple[int, ...]:
    """Return the bands that `pack` made this of."""
    return struct.unpack(f">{len(packed) // 8}q", packed)


def band_rows(bands: Iterable[int], printed: str) -> list[int]:
    """Return what ``fingerprint_band.band`` is for an article printed then (UTC text), in order, each once."""
    return _of_month(bands, _month(dates.to_datetime(printed)))


@lru_cache(maxsize=2 * MOST_CANDIDATES)
def _text(headline: str, body: str) -> Text:
    """Notices from one template come together and are compared with the same siblings: those stay cut up.

    A text takes about a quarter of a megabyte then.
    """
    return Text(headline, body)


def _delete_bands(tx: Transaction, article_id: int, old: sqlite3.Row) -> None:
    former = band_rows(unpack(old["bands"]), old["printed"])
    tx.db.executemany(
        "DELETE FROM fingerprint_band WHERE band = ? AND article_id = ?", [(band, article_id) for band in former]
    )


def _of_month(bands: Iterable[int], month: int) -> list[int]:
    return sorted({(month << _BAND_BITS) | (band & ((1 << _BAND_BITS) - 1)) for band in bands})


def _month(moment: datetime) -> int:
    """Number a moment's 30 days, from 1970 on."""
    return int(moment.timestamp() // timedelta(days=near.DAYS).total_seconds())
