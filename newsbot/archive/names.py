"""Names of securities that the archive has learned from the markup of its articles."""

import sqlite3
from collections import Counter

from newsbot.archive.store import Transaction
from newsbot.finance import names
from newsbot.finance.names import Name
from newsbot.items import TickerMention

ENOUGH = 2
"""Articles that have to call a security so before the name is looked for: one link can be a slip."""
SLIPS = 20
"""A pair that is so many times rarer than another one of the same name in the same market is a slip as well."""


def learn(tx: Transaction, article_id: int, mention: TickerMention) -> None:
    """Count what an article's markup calls a security, once for each article; a code teaches nothing.

    Call it before the mention itself is stored.
    """
    name = names.learnable(mention.surface) if mention.method == "markup" else None
    if name is None or name in _taught(tx.db, article_id, mention.symbol):
        return
    tx.db.execute(
        "INSERT INTO learned_name (name, symbol, articles, recorded) VALUES (?, ?, 1, ?)"
        " ON CONFLICT (name, symbol) DO UPDATE SET articles = articles + 1,"
        " learned = CASE WHEN articles + 1 = ? THEN ? ELSE learned END",
        (name, mention.symbol, tx.stamp, ENOUGH, tx.stamp),
    )


def unlearn(tx: Transaction, article_id: int) -> None:
    """Take back what an article taught, as if it had never been: for one that is removed.

    Call it before its mentions go.
    """
    rows = tx.db.execute("SELECT DISTINCT symbol FROM mention_record WHERE article_id = ?", (article_id,)).fetchall()
    for (symbol,) in rows:
        for name in _taught(tx.db, article_id, symbol) - {None}:
            tx.db.execute("DELETE FROM learned_name WHERE name = ? AND symbol = ? AND articles = 1", (name, symbol))
            tx.db.execute(
                "UPDATE learned_name SET articles = articles - 1,"
                " learned = CASE WHEN articles > ? THEN learned END WHERE name = ? AND symbol = ?",
                (ENOUGH, name, symbol),
            )


def _taught(db: sqlite3.Connection, article_id: int, symbol: str) -> set[str | None]:
    """The names by which earlier revisions of the article have called a security."""
    rows = db.execute(
        "SELECT surface FROM mention_record WHERE article_id = ? AND symbol = ? AND method = 'markup'",
        (article_id, symbol),
    )
    return {names.learnable(row["surface"]) for row in rows}


def newest(db: sqlite3.Connection) -> str | None:
    """Return when the last name was learned: while it is the same, so are the names. One step in an index."""
    (learned,) = db.execute("SELECT max(learned) FROM learned_name WHERE learned IS NOT NULL").fetchone()
    return None if learned is None else str(learned)


def learned(db: sqlite3.Connection) -> list[Name]:
    """Return the names that enough articles used, with the securities they stand for."""
    rows = db.execute(
        "SELECT name, symbol, articles FROM learned_name WHERE learned IS NOT NULL ORDER BY name, symbol"
    ).fetchall()
    most: Counter[tuple[str, str]] = Counter()
    for row in rows:
        key = row["name"], names.market(row["symbol"])
        most[key] = max(most[key], row["articles"])
    return [
        Name(row["name"], row["symbol"])
        for row in rows
        if row["articles"] * SLIPS > most[row["name"], names.market(row["symbol"])]
    ]


def called(db: sqlite3.Connection, name: str) -> list[str]:
    """Return the securities that any article has called so, as its markup or a name in its text."""
    rows = db.execute("SELECT symbol FROM learned_name WHERE name = ? ORDER BY symbol", (name,)).fetchall()
    if not rows:  # a name too short to be learned, or of a user's file: a scan, for nothing else asks for surfaces
        rows = db.execute(
            "SELECT DISTINCT symbol FROM mention_record WHERE surface = ? AND method <> 'code' ORDER BY symbol", (name,)
        ).fetchall()
    return [row["symbol"] for row in rows]
