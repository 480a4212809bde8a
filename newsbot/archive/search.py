"""Full-text search: how text is cut for the index, and the query that finds it.

``unicode61`` keeps a run of Chinese characters as one token and trigrams miss words of two characters, so each
CJK run is indexed as its bigrams plus its last character (上涨了 -> ``上涨 涨了 了``): a run of two or more
characters is searched as the phrase of its bigrams, a single character as a prefix. The runs of one word (A股,
600519.SH) stay neighbours.
"""

import json
import re
import sqlite3
import unicodedata
from bisect import insort
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from math import inf, isqrt
from operator import add
from zoneinfo import ZoneInfo

from newsbot import dates
from newsbot.archive import known
from newsbot.archive.known import Knowledge
from newsbot.errors import NewsbotError

CJK = (
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31a0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Scripts written without spaces, or agglutinating as Korean does: Han with its radicals, kana, bopomofo, hangul."""

_DATE = "coalesce(a.date_published, a.first_seen)"

_ASKED = 20
"""To ask the index whether one text has the words costs about as much as to look at 20 articles that have them: of
n articles m of which have the words, asking for the newest k takes k·n/m questions, looking at all takes m."""

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
    """A symbol, or several with spaces between them: any of them."""
    since: str | None = None
    until: str | None = None
    zone: str = "Asia/Shanghai"
    reprints: bool = False
    """True: reprints too; by default they are folded into the one printed first."""
    as_of: str | None = None
    """What the archive held at this moment (UTC text), instead of what it holds now."""
    repaired: bool = False
    """With ``as_of``: what publishers had said by then, in the newest reading, whenever it came in."""

    @property
    def knowledge(self) -> Knowledge:
        """Which knowledge the answer is made of."""
        if self.as_of is None:
            return "present"
        return "repaired" if self.repaired else "as of"

    @property
    def articles(self) -> str:
        """What to select from, as ``a``: the table ``article``, or SQL in its place with ``:as_of`` in it."""
        return known.articles(self.knowledge)

    def where(self) -> tuple[str, dict[str, str]]:
        """Return an SQL condition on ``a``, a row of `articles`, and the named parameters of both."""
        conditions: list[str] = []
        values: dict[str, str] = {} if self.as_of is None else {"as_of": self.as_of}
        if self.source:
            listed = known.by("linked", self.knowledge)
            conditions.append(
                f"a.id IN (SELECT article_id FROM listing_state WHERE source = :source AND {listed} UNION ALL"
                " SELECT id FROM article WHERE source = :source)"
            )
            values["source"] = self.source
        if self.ticker:
            symbols = "SELECT value FROM json_each(:ticker)"
            mentioned = f"SELECT m.article_id FROM mention_record m WHERE m.symbol IN ({symbols}) AND {self._mentioned}"
            conditions.append(f"a.id IN ({mentioned})")
            values["ticker"] = json.dumps(self.ticker.upper().split())
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
        return " AND ".join(conditions) or "1", values

    @property
    def _mentioned(self) -> str:
        # Correlated only where it must be: else the list of articles is made once.
        condition = known.mentions(self.knowledge)
        return f"m.article_id = a.id AND {condition}" if self.knowledge == "repaired" else condition

    def _local_day(self, moment: str, *, last_moment: bool = False) -> str:
        """Return the day in ``zone`` of a UTC text, or with ``last_moment`` of the instant before it."""
        local = dates.to_datetime(moment) - timedelta(milliseconds=int(last_moment))
        return local.astimezone(ZoneInfo(self.zone)).date().isoformat()


def search(db: sqlite3.Connection, query: str | None, chosen: Filter, limit: int) -> Iterator[sqlite3.Row]:
    """Yield matching articles, newest first; each has every column of ``article``, as known by ``chosen``.

    A reprint is folded when the article it reprints matches as well.
    """
    condition, values = chosen.where()
    if condition == "1" and (ids := _newest_of_many(db, query, chosen, limit)) is not None:
        for article_id in ids:
            yield from db.execute(f"SELECT a.* FROM {chosen.articles} a WHERE a.id = :id", {**values, "id": article_id})
        return
    if query:
        # The index has the text of every revision; an answer wants that which was the state.
        condition += " AND a.revision_id IN (SELECT rowid FROM article_fts WHERE article_fts MATCH :match)"
        values["match"] = match_expression(query)
    fold_reprints = "" if chosen.reprints else "WHERE duplicate_of IS NULL OR duplicate_of NOT IN (SELECT id FROM hit)"
    hits = f"SELECT a.id, a.duplicate_of, {_DATE} AS date FROM {chosen.articles} a WHERE {condition}"
    newest = f"SELECT id, date FROM hit {fold_reprints} ORDER BY date DESC, id DESC LIMIT :limit"
    # Sorting narrow rows first: a common word matches tens of thousands of texts, of which a few are shown.
    yield from db.execute(
        f"WITH hit AS MATERIALIZED ({hits}), shown AS MATERIALIZED ({newest})"
        f" SELECT a.* FROM shown s JOIN {chosen.articles} a ON a.id = s.id ORDER BY s.date DESC, s.id DESC",
        {**values, "limit": limit},
    )


def _newest_of_many(db: sqlite3.Connection, query: str | None, chosen: Filter, limit: int) -> list[int] | None:
    """Return the newest articles that have the words, if any, by going through the newest of all and asking of each.

    Returns:
        Their ids, newest first; ``None`` where the words are too rare, or too old, for this to be the shorter way.
    """
    match = match_expression(query) if query else None
    values = {"as_of": chosen.as_of, "match": match}
    most = _questions(db, match, limit) if match else inf

    def has_words(revision_id: int) -> bool:
        if match is None:
            return True
        asked = "SELECT 1 FROM article_fts WHERE article_fts MATCH :match AND rowid = :revision"
        return db.execute(asked, {**values, "revision": revision_id}).fetchone() is not None

    def is_folded(original_id: int | None) -> bool:
        if chosen.reprints or original_id is None:
            return False
        asked = f"SELECT a.revision_id FROM {chosen.articles} a WHERE a.id = :id"
        original = db.execute(asked, {**values, "id": original_id}).fetchone()
        return original is not None and has_words(original["revision_id"])

    found: list[int] = []
    waiting: list[tuple[str, int]] = []
    # An undated article counts from its first text, which is no later than the text by which it is met here.
    for asked, row in enumerate(db.execute(_newest_first(chosen), values)):
        while waiting and waiting[-1][0] > row["met"]:
            found.append(waiting.pop()[1])
        if len(found) >= limit:
            return found[:limit]
        if asked >= most:
            return None
        if has_words(row["revision_id"]) and not is_folded(row["duplicate_of"]):
            insort(waiting, (row["date"], row["id"]))
    return [*found, *(article_id for _, article_id in reversed(waiting))][:limit]


def _questions(db: sqlite3.Connection, match: str, limit: int) -> int:
    """Return how many articles may be asked: three times what it should take, none where too few have the words."""
    (last,) = db.execute("SELECT coalesce(max(id), 0) FROM article").fetchone()
    many = isqrt(_ASKED * limit * last) + 1
    counted = "SELECT count(*) FROM (SELECT 1 FROM article_fts WHERE article_fts MATCH :match LIMIT :many)"
    (matched,) = db.execute(counted, {"match": match, "many": many}).fetchone()
    return many if matched == many else 0


def _newest_first(chosen: Filter) -> str:
    met = _DATE if chosen.knowledge == "present" else "coalesce(a.date_published, a.recorded)"
    return (
        f"SELECT a.id, a.revision_id, a.duplicate_of, {_DATE} AS date, {met} AS met FROM {chosen.articles} a"
        f" ORDER BY {met} DESC"
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
