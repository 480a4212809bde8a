"""Articles that their publisher has taken down, and those that came back. Their texts stay either way."""

import json
from datetime import timedelta

from newsbot import dates
from newsbot.archive import frontier
from newsbot.archive.listings import FLASH_PARSER
from newsbot.archive.store import Transaction

LOOK_AGAIN_SECONDS = 7 * 86400
"""A withdrawn article is fetched once more after so long: what a publisher takes back by mistake, or for checking, is
there again within days. After that only a listing that shows it again, or ``crawl --revisit``, has it fetched."""


def note(tx: Transaction, url: str, *, source: str, run_id: int | None) -> bool:
    """Record that the article of an address is withdrawn, when the address has been gone often and long enough.

    The rule is that of `frontier.gone_for_good`. An article that another of its addresses still shows is not withdrawn;
    one that was not looked at since is looked at now.

    Returns:
        True when it was not known to be withdrawn.
    """
    row = tx.db.execute(
        "SELECT f.article_id, f.gone, f.gone_since FROM frontier f JOIN article a ON a.id = f.article_id"
        f" WHERE f.url = ? AND a.withdrawn IS NULL AND coalesce(a.parser, '') NOT LIKE '{FLASH_PARSER}%'",
        (url,),
    ).fetchone()
    if row is None or not frontier.gone_for_good(row["gone"], row["gone_since"], tx.stamp):
        return False
    article_id, since = row["article_id"], row["gone_since"]
    others = tx.db.execute(
        "SELECT url, last_tried FROM frontier f WHERE article_id = ? AND url <> ? AND gone = 0 AND visits > 0"
        " AND NOT EXISTS (SELECT 1 FROM listing_entry e WHERE e.url = f.url AND e.retired IS NULL"
        " AND json_extract(e.entry, '$.content') IS NOT NULL)",
        (article_id, url),
    ).fetchall()
    if any(other["last_tried"] >= since for other in others):
        return False
    tx.db.executemany("UPDATE frontier SET due = ? WHERE url = ?", [(tx.stamp, other["url"]) for other in others])
    again = dates.to_text(dates.to_datetime(tx.stamp) + timedelta(seconds=LOOK_AGAIN_SECONDS))
    tx.db.execute("UPDATE frontier SET due = ? WHERE url = ?", (again, url))
    tx.db.execute(
        "INSERT INTO withdrawal_record (article_id, withdrawn, recorded) VALUES (?, ?, ?)",
        (article_id, since, tx.stamp),
    )
    tx.db.execute("UPDATE article SET withdrawn = ? WHERE id = ?", (since, article_id))
    detail = json.dumps({"url": url, "since": since}, ensure_ascii=False)
    tx.event("withdrawn", source=source, article_id=article_id, run_id=run_id, detail=detail)
    return True


def restore(tx: Transaction, article_id: int, *, source: str | None, run_id: int | None) -> None:
    """Record that an article was fetched: if it was withdrawn, it is so no more."""
    retired = tx.db.execute(
        "UPDATE withdrawal_record SET retired = ? WHERE article_id = ? AND retired IS NULL", (tx.stamp, article_id)
    ).rowcount
    if retired:
        tx.db.execute("UPDATE article SET withdrawn = NULL WHERE id = ?", (article_id,))
        tx.event("restored", source=source, article_id=article_id, run_id=run_id)
