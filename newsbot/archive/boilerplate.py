"""Lines that sources repeat: counted as articles come in, learned when they cannot be content, removed from then on."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import timedelta

from newsbot import dates, urls
from newsbot.archive.store import Transaction
from newsbot.dedupe import repeats
from newsbot.items import CrawledArticle

EFFECTIVE_AFTER = timedelta(minutes=1)
"""A page fetched so long after a line was learned is stored without it: by then every process sees what is learned, so
that the first fetch of a page and all later ones are cleaned alike."""


@dataclass(frozen=True, slots=True)
class Learned:
    """A line that was learned; ``kept`` is when a person said that it is content."""

    id: int
    source: str
    text: str
    place: str
    articles: int
    first_recorded: str
    last_recorded: str
    learned: str
    kept: str | None


def note(tx: Transaction, source: str, article_id: int, body: str | None) -> None:
    """Count the lines near the ends of a new article, and learn those that are boilerplate.

    Call it once for each article, not for reprints: the same text twice is no repetition of a line.
    """
    lines = repeats.candidates(body)
    keys = json.dumps([line.fingerprint for line in lines])
    (known,) = tx.db.execute(
        "SELECT count(*) FROM boilerplate WHERE source = ? AND fingerprint IN (SELECT value FROM json_each(?))",
        (source, keys),
    ).fetchone()
    if repeats.is_known_text(lines, known):
        return
    for line in lines:
        row = tx.db.execute(
            "INSERT INTO boilerplate (source, fingerprint, place, edges, first_recorded, last_recorded)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (source, fingerprint) DO UPDATE SET articles = articles + 1,"
            " place = excluded.place, edges = edges + excluded.edges, last_recorded = excluded.last_recorded,"
            " text = coalesce(text, ?) RETURNING id, articles, edges, first_recorded, learned, kept",
            (source, line.fingerprint, line.place, line.edge, tx.stamp, tx.stamp, line.text),
        ).fetchone()
        if row["learned"] is None and row["kept"] is None and row["articles"] > 1:
            _learn(tx, source, article_id, line, row)


def forget(tx: Transaction, article_id: int) -> None:
    """Drop the words of lines that an article has, unless they were learned: those are of many articles.

    Call it before its revisions go.
    """
    for row in tx.db.execute("SELECT article_body FROM revision WHERE article_id = ?", (article_id,)).fetchall():
        for line in repeats.candidates(row["article_body"]):
            tx.db.execute(
                "UPDATE boilerplate SET text = NULL WHERE fingerprint = ? AND learned IS NULL AND kept IS NULL",
                (line.fingerprint,),
            )


def _learn(tx: Transaction, source: str, article_id: int, line: repeats.Line, row: sqlite3.Row) -> None:
    since = dates.to_datetime(tx.stamp).date() - dates.to_datetime(row["first_recorded"]).date()
    seen = {"articles": row["articles"], "edges": row["edges"], "days": since.days + 1}
    if not repeats.is_boilerplate(line.text, line.place, total=row["articles"], **seen):
        return
    # No more rows are counted than decide: a source may have a hundred thousand articles.
    (total,) = tx.db.execute(
        "SELECT count(*) FROM (SELECT 1 FROM article WHERE source = ? AND first_seen >= ? LIMIT ?)",
        (source, row["first_recorded"], repeats.most_articles(line.place, row["articles"]) + 1),
    ).fetchone()
    if not repeats.is_boilerplate(line.text, line.place, total=total, **seen):
        return
    tx.db.execute("UPDATE boilerplate SET learned = ? WHERE id = ?", (tx.stamp, row["id"]))
    detail = json.dumps({"id": row["id"], "text": line.text, "count": row["articles"]}, ensure_ascii=False)
    tx.event("boilerplate_learned", source=source, article_id=article_id, detail=detail)


def removable(db: sqlite3.Connection, article: CrawledArticle) -> frozenset[int]:
    """Return the fingerprints of the lines to remove from a fetched article.

    They are those its source had learned when the article was first fetched, not what was learned since: a page that
    has not changed reads the same for ever.
    """
    if db.execute("SELECT 1 FROM boilerplate WHERE learned IS NOT NULL LIMIT 1").fetchone() is None:
        return frozenset()
    first = db.execute(
        "SELECT a.source, r.observed FROM article a JOIN revision r ON r.article_id = a.id AND r.number = 1"
        " WHERE a.id = coalesce((SELECT article_id FROM article_address WHERE url = ?),"
        " (SELECT id FROM article WHERE site = ? AND source_id = ?))",
        (article.frontier_url, urls.site_of(article.frontier_url), article.source_id),
    ).fetchone()
    source, observed = (first["source"], first["observed"]) if first else (article.source, article.observed)
    if not source or not observed:
        return frozenset()
    by = dates.to_text(dates.to_datetime(observed) - EFFECTIVE_AFTER)
    rows = db.execute(
        "SELECT fingerprint FROM boilerplate WHERE source = ? AND learned < ? AND (kept IS NULL OR kept >= ?)",
        (source, by, by),
    )
    return frozenset(row["fingerprint"] for row in rows)


def learned(db: sqlite3.Connection, source: str | None = None) -> list[Learned]:
    """Return what was learned, of one source or all, the most frequent first."""
    rows = db.execute(
        "SELECT id, source, text, place, articles, first_recorded, last_recorded, learned, kept FROM boilerplate"
        " WHERE learned IS NOT NULL AND (source = :source OR :source IS NULL) ORDER BY source, articles DESC, id",
        {"source": source},
    )
    return [Learned(**dict(row)) for row in rows]


def keep(tx: Transaction, line_id: int) -> bool:
    """Say that a learned line is content: pages fetched from now on have it. False when there is none of this id."""
    row = tx.db.execute(
        "UPDATE boilerplate SET kept = coalesce(kept, ?) WHERE id = ? AND learned IS NOT NULL RETURNING source, text",
        (tx.stamp, line_id),
    ).fetchone()
    if row is None:
        return False
    detail = json.dumps({"id": line_id, "text": row["text"]}, ensure_ascii=False)
    tx.event("boilerplate_kept", source=row["source"], detail=detail)
    return True


def forget_single(tx: Transaction, before: str, limit: int) -> int:
    """Delete lines seen in one article alone, before a time; return how many, at most ``limit``."""
    return tx.db.execute(
        "DELETE FROM boilerplate WHERE id IN"
        " (SELECT id FROM boilerplate WHERE articles = 1 AND last_recorded < ? LIMIT ?)",
        (before, limit),
    ).rowcount
