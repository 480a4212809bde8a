"""Checks that the tables agree: what `newsbot.archive.verify` does, one module per kind of it."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

_AT_ONCE = 200
"""Rows of one step: some megabytes at most, for pictures are read one by one."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it must be: ``row`` is the key of the row of ``table``, or empty."""

    table: str
    row: str
    what: str
    heals: bool = False
    """The next crawl mends it: it is told, but the archive is sound."""

    def __str__(self) -> str:
        return f"{self.table} {self.row}: {self.what}" if self.row else f"{self.table}: {self.what}"


@dataclass(slots=True)
class Step:
    """What a check needs: the archive, and a place to tell how far it is."""

    path: Path
    db: sqlite3.Connection
    on_progress: Callable[[int, int], None]

    def chunks(self, *tables: str, key: str = "id") -> Iterator[tuple[int, int]]:
        """Yield ranges (from, to) of an integer key that cover the rows of tables, each in a transaction of its own."""
        # One aggregate a query: two would read the whole table.
        ends = [
            self.db.execute(f"SELECT {end}({key}) FROM {table}").fetchone()[0]
            for table in tables
            for end in ("min", "max")
        ]
        if ends.count(None) == len(ends):
            return
        first, last = (which(end for end in ends if end is not None) for which in (min, max))
        for begins in range(first, last + 1, _AT_ONCE):
            self.on_progress(begins - first, last + 1 - first)
            self.db.execute("BEGIN")
            try:
                yield begins, begins + _AT_ONCE - 1
            finally:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")


Check = Callable[[Step], Iterator[Fault]]
