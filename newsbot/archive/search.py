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
from math import isqrt
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

_SORTED = 16
_ASKED = 200
"""What it costs to look up the date of an article that has the words and sort it, and to ask the full-text index
whether one text has them: so many times what it costs to pass an article by on the way from the newest to older ones,
or to put it into a list. Measured with 200,000 articles: 1.2, 20 and 0.1 microseconds."""

_WORDS = "SELECT rowid AS id FROM article_fts WHERE article_fts MATCH :match"
_SYMBOLS = "SELECT value FROM json_each(:ticker)"

_RUNS = re.compile(rf"[{CJK}]+|[^\W{CJK}_]+")
_CJK_OR_WORD = re.compile(rf"([{CJK}]+)|([^\W{CJK}_]+)")
"""The same runs, told apart while they are found: indexing a page takes a thousand of them."""

_QUOTES = '"＂“”'
_PARTS = re.compile(rf"(?<!\S)[{_QUOTES}][^{_QUOTES}]*[{_QUOTES}]|\S+")
"""A phrase in quotes, those of Chinese keyboards too; or what has no space in it."""


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

    Words are combined with AND; each is quoted, so that ``C++``, ``600519.SH`` or ``AND`` are words like any other. A
    phrase in quotes is one whose runs are neighbours, as those of a word are.

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
    """Return the words and phrases of a query as their folded runs: ``A股 "上涨 1%"`` -> ``[[a, 股], [上涨, 1]]``."""
    return [runs for part in parts(query) if (runs := _RUNS.findall(fold(part)))]


def parts(query: str) -> list[str]:
    """Return a query as it is written, in words; what a word begins in quotes is one up to where they end."""
    return _PARTS.findall(query)


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

    @property
    def lists(self) -> list[str]:
        """SQL of lists of article ids, each with all that match: no index gives them in the order of their dates."""
        lists = []
        if self.source:
            listed = "SELECT article_id FROM listing_state WHERE source = :source"
            lists.append(f"{listed} UNION ALL SELECT id FROM article WHERE source = :source")
        if self.ticker:
            lists.append(f"SELECT article_id FROM mention_record WHERE symbol IN ({_SYMBOLS})")
        return lists

    def where(self, *, listed: bool = True) -> tuple[str, dict[str, str]]:
        """Return an SQL condition on ``a``, a row of `articles`, and the named parameters of both.

        Args:
            listed: made for finding all that match, by `lists`; ``False``: for asking of one article after another.
        """
        conditions = [f"a.id IN ({ids})" for ids in self.lists] if listed else []
        values: dict[str, str] = {} if self.as_of is None else {"as_of": self.as_of}
        if self.source:
            state = "SELECT 1 FROM listing_state WHERE source = :source AND article_id = a.id"
            conditions.append(f"(a.source = :source OR EXISTS ({state} AND {known.by('linked', self.knowledge)}))")
            values["source"] = self.source
        if self.ticker:
            mentioned = f"SELECT 1 FROM mention_record m WHERE m.symbol IN ({_SYMBOLS}) AND m.article_id = a.id"
            conditions.append(f"EXISTS ({mentioned} AND {known.mentions(self.knowledge)})")
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

    def _local_day(self, moment: str, *, last_moment: bool = False) -> str:
        """Return the day in ``zone`` of a UTC text, or with ``last_moment`` of the instant before it."""
        local = dates.to_datetime(moment) - timedelta(milliseconds=int(last_moment))
        return local.astimezone(ZoneInfo(self.zone)).date().isoformat()


def search(db: sqlite3.Connection, query: str | None, chosen: Filter, limit: int) -> Iterator[sqlite3.Row]:
    """Yield matching articles, newest first; each has every column of ``article``, as known by ``chosen``.

    A reprint is folded when the article it reprints matches as well. Of two of one time the later id comes first.
    """
    for article_id in _Search(db, query, chosen, limit).newest():
        asked = f"SELECT a.* FROM {chosen.articles} a WHERE a.id = :id"
        yield from db.execute(asked, {"id": article_id, "as_of": chosen.as_of})


class _Search:
    """One search. Several ways lead to the same articles; which is the shortest depends on how many have the words."""

    def __init__(self, db: sqlite3.Connection, query: str | None, chosen: Filter, limit: int) -> None:
        self.db, self.chosen, self.limit = db, chosen, limit
        self.condition, values = chosen.where(listed=False)
        self.values: dict[str, object] = {**values, "match": match_expression(query) if query else None}
        self.with_words = f"EXISTS ({_WORDS} AND rowid = a.revision_id)" if query else "1"
        self.in_order = f"+a.revision_id IN ({_WORDS})" if query else "1"
        self.lists = {f"a.id IN ({ids}) AND {self.with_words}": ids for ids in chosen.lists}
        if query:
            self.lists[f"a.revision_id IN ({_WORDS})"] = _WORDS

    def newest(self) -> list[int]:
        """Return the ids of the newest, newest first.

        Of n articles m have the words, k are wanted. To look up all m and sort them is the shortest way for few. To go
        from the newest to older ones takes k·n/m steps, and at each a look into a list of the m, or a question.
        """
        (last,) = self.db.execute("SELECT coalesce(max(id), 0) FROM revision").fetchone()
        enough = isqrt(self.limit * last // _SORTED) + 1
        lengths = {condition: self._length(listed, enough) for condition, listed in self.lists.items()}
        shortest = min(lengths, key=lengths.__getitem__, default=None)
        if shortest is not None and lengths[shortest] < enough:
            return self.first(shortest) or []
        if self.values["match"] is not None and self._is_common(last, enough):
            found = self.first("1", enough // 2)
            if found is not None:
                return found
        return self.first(self.in_order) or []

    def _is_common(self, last: int, enough: int) -> bool:
        """Tell whether asking is the shorter way, if the words are as frequent in all as in what came in last."""
        latest = f"SELECT coalesce(min(id), 1) FROM ({_WORDS} ORDER BY rowid DESC LIMIT {enough})"
        (reached,) = self.db.execute(latest, self.values).fetchone()
        share = enough / (last + 1 - int(reached))
        return share**2 * last > _ASKED * self.limit

    def first(self, condition: str, most: int | None = None) -> list[int] | None:
        """Return the newest of those that match and fulfil an SQL condition.

        Args:
            condition: about the words as well. With ``+a.revision_id IN`` SQLite goes from the newest to older ones.
            most: the condition says nothing of the words: so many texts may be asked for them, one after another;
                ``None`` is returned when that was not enough.
        """
        found: list[int] = []
        waiting: list[tuple[str, int]] = []
        # An undated article counts from its first text, which is no later than the text by which it is met here.
        for asked, row in enumerate(self.db.execute(self._newest_first(condition), self.values)):
            while waiting and waiting[-1][0] > row["met"]:
                found.append(waiting.pop()[1])
            if len(found) >= self.limit:
                return found[: self.limit]
            if most is not None and asked >= most:
                return None
            if (most is None or self._has_words(row["revision_id"])) and not self._is_folded(row["duplicate_of"]):
                insort(waiting, (row["date"], row["id"]))
        return [*found, *(article_id for _, article_id in reversed(waiting))][: self.limit]

    def _newest_first(self, condition: str) -> str:
        met, conditions = _DATE, f"{condition} AND {self.condition}"
        if self.chosen.knowledge != "present":
            met = "coalesce(a.date_published, a.recorded)"
            conditions += f" AND {met} >= :since_least" if self.chosen.since else ""
        return (
            f"SELECT a.id, a.revision_id, a.duplicate_of, {_DATE} AS date, {met} AS met FROM {self.chosen.articles} a"
            f" WHERE {conditions} ORDER BY {met} DESC"
        )

    def _length(self, listed: str, most: int) -> int:
        counted = f"SELECT count(*) FROM ({listed} LIMIT {most})"
        return int(self.db.execute(counted, self.values).fetchone()[0])

    def _has_words(self, revision_id: int) -> bool:
        asked = f"{_WORDS} AND rowid = :revision"
        return self.db.execute(asked, {**self.values, "revision": revision_id}).fetchone() is not None

    def _is_folded(self, original_id: int | None) -> bool:
        if self.chosen.reprints or original_id is None:
            return False
        matches = f"a.id = :original AND {self.condition} AND {self.with_words}"
        asked = f"SELECT 1 FROM {self.chosen.articles} a WHERE {matches}"
        return self.db.execute(asked, {**self.values, "original": original_id}).fetchone() is not None


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
