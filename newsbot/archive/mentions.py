"""Which securities an article is about, now and before."""

import sqlite3
from collections.abc import Sequence

from newsbot.archive import names
from newsbot.archive.store import Transaction
from newsbot.items import TickerMention


def replace(tx: Transaction, article_id: int, tickers: Sequence[TickerMention]) -> None:
    """Make these the article's mentions: what is gone or different is retired, never deleted. New ones teach names."""
    present = {mention.symbol: mention for mention in of(tx.db, article_id)}
    wanted = {ticker.symbol: ticker for ticker in tickers}
    for symbol, mention in present.items():
        if wanted.get(symbol) != mention:
            tx.db.execute(
                "UPDATE mention_record SET retired = ? WHERE article_id = ? AND symbol = ? AND retired IS NULL",
                (tx.stamp, article_id, symbol),
            )
    for symbol, ticker in wanted.items():
        if present.get(symbol) != ticker:
            names.learn(tx, article_id, ticker)
            tx.db.execute(
                "INSERT INTO mention_record (article_id, symbol, surface, method, count, recorded) VALUES"
                " (?, ?, ?, ?, ?, ?)",
                (article_id, symbol, ticker.surface, ticker.method, ticker.count, tx.stamp),
            )


def of(db: sqlite3.Connection, article_id: int) -> list[TickerMention]:
    """Return the article's present mentions, by symbol."""
    rows = db.execute(
        "SELECT symbol, surface, method, count FROM mention WHERE article_id = ? ORDER BY symbol", (article_id,)
    )
    return [TickerMention(*row) for row in rows]
