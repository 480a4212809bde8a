"""Full-text search: how text is cut for the index, and the query that finds it.

``unicode61`` keeps a run of Chinese characters as one token and trigrams miss words of two characters, so each
CJK run is indexed as its bigrams plus its last character (上涨了 -> ``上涨 涨了 了``): a run of two or more
characters is searched as the phrase of its bigrams, a single character as a prefix. The runs of one word (A股,
600519.SH) stay neighbours.
"""

import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from operator import add
from zoneinfo import ZoneInfo

from newsbot import dates
from newsbot.errors import NewsbotError

CJK = (
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31a0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Scripts written without spaces, or agglutinating as Korean does: Han with its radicals, kana, bopomofo, hangul."""

_DATE = "coalesce(a.date_published, a.first_seen)"

_RUNS = re.compile(rf"[{CJK}]+|[^\W{CJK}_]+")
_CJK_OR_WORD = re.compile(rf"([{CJK}]+)|([^\W{CJK}_]+)")
"""The same runs, told apart while they are found: indexing a page takes a thousand of them."""


def fold(text: str) -> str:
    """Return the text as compared by the index: NFKC, case-folded."""
    return unicodedata.normalize("NFKC", text).casefold()


def cut(text: str | None) -> str:
    """Return the text as it goes into ``article_fts``: CJK runs as bigrams plus their last character."""
    return " ".join(
        " ".join([*_bigrams(run), run[-1]]) if run else word for run, word in _CJK_OR_WORD.findall(fold(text or ""))
    )


def match_expression(query: str) -> str:
    """Return the FTS5 MATCH expression for what a person typed.

    Words are combined with AND; each is quoted, so that ``C++``, ``600519.SH`` or ``AND`` are words like any other.

    Raises:
        NewsbotError: nothing in the query can be searched for.
    """
    phrases = [_phrase(runs) for runs in words(query)]
    if not phrases:
        raise NewsbotError(
            "has no letter, digit or character to search for",
            where=f"query {query!r}",
            do="Type a word, a name or a code",
        )
    return " AND ".join(phrases)


def words(query: str) -> list[list[str]]:
    """Return the words of a query as their folded runs: ``A股 茅台`` -> ``[["a", "股"], ["茅台"]]``."""
    return [runs for word in query.split() if (runs := _RUNS.findall(fold(word)))]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles: ``since``/``until`` are half-open, on ``date_published``, else ``first_seen`` (UTC text).

    An article of which only the day is known counts as that whole day in ``zone``: it is in when any part of it is.
    """

    source: str | None = None
    ticker: str | None = None
    since: str | None = None
    until: str | None = None
    zone: str = "Asia/Shanghai"
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
        # The outer comparison is the one that the index on the date serves.
        if self.since:
            day = self._local_day(self.since)
            conditions.append(
                f"{_DATE} >= :since_least AND CASE length({_DATE}) WHEN 10 THEN {_DATE} >= :since_day"
                f" ELSE {_DATE} >= :since END"
            )
            values |= {"since": self.since, "since_day": day, "since_least": min(self.since, day)}
        if self.until:
            day = self._local_day(self.until, last_moment=True)
            conditions.append(
                f"{_DATE} <= :until_most AND CASE length({_DATE}) WHEN 10 THEN {_DATE} <= :until_day"
                f" ELSE {_DATE} < :until END"
            )
            values |= {"until": self.until, "until_day": day, "until_most": max(self.until, day)}
        return " AND ".join(conditions), values

    def _local_day(self, moment: str, *, last_moment: bool = False) -> str:
        """Return the day in ``zone`` of a UTC text, or with ``last_moment`` of the instant before it."""
        local = dates.to_datetime(moment) - timedelta(milliseconds=int(last_moment))
        return local.astimezone(ZoneInfo(self.zone)).date().isoformat()


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
    hits = f"SELECT a.id, a.duplicate_of, {_DATE} AS date FROM article a WHERE {condition}"
    newest = f"SELECT id, date FROM hit {fold_reprints} ORDER BY date DESC, id DESC LIMIT :limit"
    if condition == "1":  # every article matches: the index on the date has the newest ones first
        originals = "1" if chosen.reprints else "a.duplicate_of IS NULL"
        hits = f"SELECT a.id, {_DATE} AS date FROM article a WHERE {originals} ORDER BY 2 DESC, 1 DESC LIMIT :limit"
        newest = "SELECT id, date FROM hit"
    # Sorting narrow rows first: a common word matches tens of thousands of texts, of which a few are shown.
    yield from db.execute(
        f"WITH hit AS MATERIALIZED ({hits}), shown AS MATERIALIZED ({newest})"
        " SELECT a.* FROM shown s JOIN article a ON a.id = s.id ORDER BY s.date DESC, s.id DESC",
        {**values, "limit": limit},
    )


def _phrase(runs: list[str]) -> str:
    """Return a word as one FTS5 phrase: but for the last run, cut exactly as the index cuts it."""
    *before, last = runs
    tokens = [token for run in before for token in _tokens(run)]
    single = is_cjk(last) and len(last) == 1
    tokens += [last] if single or not is_cjk(last) else _bigrams(last)
    return f'"{" ".join(tokens)}"{"*" if single else ""}'


def is_cjk(token: str) -> bool:
    """Tell whether a run is one of CJK characters: its first one says so."""
    return re.match(rf"[{CJK}]", token) is not None


def _tokens(run: str) -> Iterator[str]:
    if not is_cjk(run):
        yield run
        return
    yield from _bigrams(run)
    yield run[-1]


def _bigrams(run: str) -> list[str]:
    return list(map(add, run, run[1:]))
