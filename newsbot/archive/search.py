"""Full-text search: how text is cut for the index, and the query that finds it.

``unicode61`` keeps a run of Chinese characters as one token and trigrams miss words of two characters, so each
CJK run is indexed as its bigrams plus its last character (上涨了 -> ``上涨 涨了 了``): a run of two or more
characters is searched as the phrase of its bigrams, a single character as a prefix.
"""

import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from newsbot.errors import NewsbotError

_CJK = (
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31a0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Scripts written without spaces, or agglutinating as Korean does: Han with its radicals, kana, bopomofo, hangul."""

_RUNS = re.compile(rf"[{_CJK}]+|[^\W{_CJK}_]+")


def fold(text: str) -> str:
    """Return the text as compared by the index: NFKC, case-folded."""
    return unicodedata.normalize("NFKC", text).casefold()


def cut(text: str | None) -> str:
    """Return the text as it goes into ``article_fts``: CJK runs as bigrams plus their last character."""
    return " ".join(token for run in _RUNS.findall(fold(text or "")) for token in _tokens(run))


def match_expression(query: str) -> str:
    """Return the FTS5 MATCH expression for what a person typed.

    Words are combined with AND; each is quoted, so that ``C++``, ``600519.SH`` or ``AND`` are words like any other.

    Raises:
        NewsbotError: nothing in the query can be searched for.
    """
    phrases = []
    for word in query.split():
        tokens = [token for run in _RUNS.findall(fold(word)) for token in _query_tokens(run)]
        if tokens:
            phrases.append('"' + " ".join(tokens) + '"' + ("*" if len(tokens) == 1 and _is_cjk(tokens[0]) else ""))
    if not phrases:
        raise NewsbotError(
            "has no letter, digit or character to search for",
            where=f"query {query!r}",
            do="Type a word, a name or a code",
        )
    return " AND ".join(phrases)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles: ``since``/``until`` are half-open, on ``date_published``, else ``first_seen`` (UTC text)."""

    source: str | None = None
    ticker: str | None = None
    since: str | None = None
    until: str | None = None
    reprints: bool = False
    """True: reprints too; by default they are folded into the one printed first."""

    def where(self) -> tuple[str, dict[str, str]]:
        """Return an SQL condition on ``article a`` and its named parameters."""
        conditions, values = ["1"], {}
        if self.source:
            conditions.append(
                "a.id IN (SELECT article_id FROM listing_state WHERE source = :source UNION ALL"
                " SELECT id FROM article WHERE source = :source)"
            )
            values["source"] = self.source
        if self.ticker:
            conditions.append("a.id IN (SELECT article_id FROM mention WHERE symbol = :ticker)")
            values["ticker"] = self.ticker.upper()
        if self.since:
            conditions.append("coalesce(a.date_published, a.first_seen) >= :since")
            values["since"] = self.since
        if self.until:
            conditions.append("coalesce(a.date_published, a.first_seen) < :until")
            values["until"] = self.until
        return " AND ".join(conditions), values


def search(db: sqlite3.Connection, query: str | None, chosen: Filter, limit: int) -> Iterator[sqlite3.Row]:
    """Yield matching articles, newest first; each has every column of ``article``.

    A reprint is folded when the article it reprints matches as well.
    """
    condition, values = chosen.where()
    if query:
        # The index keeps old revisions too; an answer about the present wants the current one.
        condition += " AND a.revision_id IN (SELECT rowid FROM article_fts WHERE article_fts MATCH :match)"
        values["match"] = match_expression(query)
    fold_reprints = "" if chosen.reprints else "WHERE duplicate_of IS NULL OR duplicate_of NOT IN (SELECT id FROM hit)"
    yield from db.execute(
        f"WITH hit AS (SELECT * FROM article a WHERE {condition}) "
        f"SELECT * FROM hit {fold_reprints} ORDER BY coalesce(date_published, first_seen) DESC, id DESC LIMIT :limit",
        {**values, "limit": limit},
    )


def _is_cjk(token: str) -> bool:
    return re.match(rf"[{_CJK}]", token) is not None


def _tokens(run: str) -> Iterator[str]:
    if not _is_cjk(run):
        yield run
        return
    yield from _bigrams(run)
    yield run[-1]


def _query_tokens(run: str) -> list[str]:
    return _bigrams(run) if _is_cjk(run) and len(run) > 1 else [run]


def _bigrams(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)]
