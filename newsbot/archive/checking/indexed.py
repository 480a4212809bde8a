"""Checks of the search index: a row for each revision, found by its words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from newsbot.archive import search
from newsbot.archive.checking import Fault, Step

_COLUMNS = ("headline", "article_body")

_WORDS = 4
"""Words of each text of a revision that are looked for in the index …"""

_PLAIN = re.compile("[\u4e00-\u9fa5]+|[a-z0-9]+")
"""… and of what characters: those that every version of SQLite takes for letters."""


def rows(step: Step) -> Iterator[Fault]:
    """The search index has one row for each revision, and no other."""
    for first, last in step.chunks("revision", "article_fts_docsize"):
        chunk = {"first": first, "last": last}
        for one, other, what in (
            ("revision", "article_fts_docsize", "is missing"),
            ("article_fts_docsize", "revision", "is of no revision"),
        ):
            within = "id BETWEEN :first AND :last"
            rows = step.db.execute(
                f"SELECT id FROM {one} WHERE {within} EXCEPT SELECT id FROM {other} WHERE {within}", chunk
            )
            for row in rows:
                yield Fault("article_fts", str(row["id"]), what)


def positions(step: Step) -> Iterator[Fault]:
    """The index has one word at each place of each text, no more and no less: read whole, compared by sums.

    A text of n words has the places 0 to n - 1. What one byte of damage does to numbers of texts and places moves one
    of the sums; the words themselves are `words`'s.
    """
    step.db.execute("DROP TABLE IF EXISTS temp.article_word")
    step.db.execute("CREATE VIRTUAL TABLE temp.article_word USING fts5vocab(main, article_fts, instance)")
    step.db.execute("BEGIN")
    wanted = {column: _Sums() for column in _COLUMNS}
    for row in step.db.execute("SELECT id, sz FROM article_fts_docsize"):
        for column, count in zip(_COLUMNS, _varints(row["sz"]), strict=True):
            wanted[column].add(row["id"], count)
    # Not grouped: that would sort all words of all texts.
    sums = ("1", "doc", '"offset"', 'doc * "offset"')
    columns = ", ".join(f"sum(iif(col = '{column}', {of}, 0))" for column in _COLUMNS for of in sums)
    found = step.db.execute(f"SELECT {columns} FROM article_word").fetchone()
    for number, column in enumerate(_COLUMNS):
        there = _Sums(*(value or 0 for value in found[number * len(sums) : (number + 1) * len(sums)]))
        if there != wanted[column]:
            yield Fault("article_fts", "", f"the places of words in {column} are not those of the texts")


@dataclass
class _Sums:
    words: int = 0
    texts: int = 0
    places: int = 0
    both: int = 0

    def add(self, text: int, count: int) -> None:
        places = count * (count - 1) // 2
        self.words += count
        self.texts += text * count
        self.places += places
        self.both += text * places


def _varints(data: bytes) -> Iterator[int]:
    """The numbers of a blob as SQLite packs them: seven bits a byte, the last byte of each without its high bit."""
    number = 0
    for byte in data:
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            yield number
            number = 0


def words(step: Step) -> Iterator[Fault]:
    """The index finds each revision by words of its own."""
    sql = "SELECT 1 FROM article_fts WHERE article_fts MATCH ? AND rowid = ?"
    for first, last in step.chunks("revision"):
        rows = step.db.execute(
            "SELECT id, headline, article_body FROM revision WHERE id BETWEEN ? AND ?", (first, last)
        )
        for row in rows:
            samples = {name: sample for name in ("headline", "article_body") if (sample := _sample(name, row[name]))}
            if not samples or step.db.execute(sql, (" AND ".join(samples.values()), row["id"])).fetchone():
                continue
            for name, sample in samples.items():
                if not step.db.execute(sql, (sample, row["id"])).fetchone():
                    yield Fault("article_fts", str(row["id"]), f"the index does not find its {name}")


def _sample(column: str, text: str | None) -> str:
    """Return words from all over a text as an FTS5 expression; only such as every SQLite knows to be words."""
    plain = sorted({word for word in search.cut(text).split() if _PLAIN.fullmatch(word)})
    chosen = plain[:: max(len(plain) // _WORDS, 1)][:_WORDS]
    quoted = " AND ".join(f'"{word}"' for word in chosen)
    return f"({column} : ({quoted}))" if chosen else ""
