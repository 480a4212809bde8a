"""Reprints: articles of equal content, linked to the one printed first."""

from newsbot.archive.store import Transaction


def relink(tx: Transaction, article_id: int) -> bool:
    """Bring the links of this article's content, and of the content it had before, up to date.

    The one printed first is that with the least ``date_published`` where it has a time, else ``first_seen``, then
    ``url``; when an earlier one arrives the others are re-pointed and their old links retired.

    Returns:
        True when the article is a reprint now.
    """
    row = tx.db.execute("SELECT content_sha256, article_body FROM article WHERE id = ?", (article_id,)).fetchone()
    former = tx.db.execute(
        "SELECT DISTINCT content_sha256 FROM revision WHERE article_id = ? AND content_sha256 <> ?",
        (article_id, row["content_sha256"]),
    ).fetchall()
    for content in [*(old["content_sha256"] for old in former), row["content_sha256"]]:
        _relink_group(tx, content)
    linked = tx.db.execute("SELECT duplicate_of FROM article WHERE id = ?", (article_id,)).fetchone()
    return linked["duplicate_of"] is not None


def _relink_group(tx: Transaction, content: str) -> None:
    members = [
        row["id"]
        for row in tx.db.execute(
            "SELECT id FROM article WHERE content_sha256 = ? AND article_body IS NOT NULL ORDER BY"
            " CASE WHEN length(date_published) > 10 THEN date_published ELSE first_seen END, url",
            (content,),
        )
    ]
    for position, article_id in enumerate(members):
        _point(tx, article_id, members[0] if position else None)


def _point(tx: Transaction, article_id: int, original_id: int | None) -> None:
    present = tx.db.execute("SELECT original_id FROM reprint WHERE article_id = ?", (article_id,)).fetchone()
    if (present and present["original_id"]) == original_id:
        return
    if present:
        tx.db.execute(
            "UPDATE reprint_record SET retired = ? WHERE article_id = ? AND retired IS NULL", (tx.stamp, article_id)
        )
    if original_id is not None:
        tx.db.execute(
            "INSERT INTO reprint_record (article_id, original_id, score, containment, recorded) VALUES (?,"
            " ?, 1.0, 'equal', ?)",
            (article_id, original_id, tx.stamp),
        )
    tx.db.execute(
        "UPDATE article SET duplicate_of = ?, duplicate_score = ? WHERE id = ?",
        (original_id, None if original_id is None else 1.0, article_id),
    )
