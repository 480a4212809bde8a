"""Checks that the archive is what it says it is. Read-only; it may run beside the daemon.

Each check reads by key in short transactions, so that a long one holds up no checkpoint, and compares what must agree
within one of them.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from newsbot.archive.checking import Check, Fault, Step, derived, indexed, stored, times
from newsbot.archive.store import open_reader

__all__ = ["Fault", "verify"]

_MOST_TOLD = 1_000
"""Lines of SQLite's own check."""


def verify(
    path: Path, *, quick: bool = False, on_progress: Callable[[str, int, int], None] = lambda name, done, total: None
) -> Iterator[Fault]:
    """Yield the faults of an archive as they are found; none: it is sound.

    Args:
        quick: leave out what has to read every text, page, picture and index.
        on_progress: called with the name of the check, how much of it is done, and of how much.

    Raises:
        ArchiveError: there is no archive, or it cannot be opened.
    """
    with closing(open_reader(path)) as db:
        for name, check in (_QUICK if quick else {**_QUICK, **_THOROUGH}).items():

            def tell(done: int, total: int, name: str = name) -> None:
                on_progress(name, done, total)

            tell(0, 1)
            try:
                yield from check(Step(path, db, tell))
            except sqlite3.DatabaseError as error:
                yield Fault(name, "", f"cannot be read ({error})")
            if db.in_transaction:
                db.execute("ROLLBACK")
            tell(1, 1)


def _pages(step: Step, pragma: str = "quick_check") -> Iterator[Fault]:
    for (said,) in step.db.execute(f"PRAGMA {pragma}({_MOST_TOLD})"):
        if said != "ok":
            yield Fault("file", "", str(said))


def _pages_and_indexes(step: Step) -> Iterator[Fault]:
    return _pages(step, "integrity_check")


def _foreign_keys(step: Step) -> Iterator[Fault]:
    for table, row, parent, _ in step.db.execute("PRAGMA foreign_key_check"):
        yield Fault(table, "" if row is None else f"rowid {row}", f"names a row of {parent} that is not there")


_QUICK: dict[str, Check] = {
    "file": _pages,
    "foreign keys": _foreign_keys,
    "articles": derived.articles,
    "pictures": derived.pictures,
    "reprints": derived.reprinted,
    "fingerprints": derived.fingerprints,
    "search index": indexed.rows,
    "forgotten": derived.forgotten,
    "stamps": times.stamps,
    "histories": times.histories,
    "claims": times.claims,
}
_THOROUGH: dict[str, Check] = {
    "file": _pages_and_indexes,
    "revisions": stored.revised,
    "texts": stored.readable,
    "indexed words": indexed.words,
    "indexed places": indexed.positions,
    "fingerprints of texts": derived.bands,
    "dictionaries": stored.dictionary_pages,
    "captures": stored.captured,
    "capture totals": stored.totals,
    "images": stored.pictured,
}
