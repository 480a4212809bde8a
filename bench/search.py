"""What a search costs, against ``LIKE`` over all rows in the same run.

.venv/bin/python -m bench.search /tmp/b.db # an archive that bench.fill or bench.archive has filled; nothing is written

First each word alone, the newest 20; then, of words of some shares of the articles, the newest 20 of those that a
filter leaves. CPU, the least of three.
"""

import argparse
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median

from bench.fill import MARKED, Writer
from newsbot.archive.search import Filter, match_expression, search
from newsbot.archive.store import open_reader

_NEWEST = 20


def words(db: sqlite3.Connection) -> list[tuple[str, float, float, float]]:
    """Return word, share of the articles that have it, milliseconds, and that against LIKE over all rows."""
    (total,) = db.execute("SELECT count(*) FROM article").fetchone()
    found = []
    for word in [*MARKED, *Writer(1, 0).words[:3000:150]]:
        if len(word) != 2:
            continue
        having = "SELECT count(*) FROM article WHERE revision_id IN (SELECT rowid FROM article_fts WHERE"
        (matched,) = db.execute(f"{having} article_fts MATCH ?)", (match_expression(word),)).fetchone()
        ours, like = _ours(db, word, Filter()), _like(db, word)
        found.append((word, matched / total, ours * 1e3, like / ours))
    return sorted(found, key=lambda row: row[1])


def filters(db: sqlite3.Connection) -> dict[str, Filter]:
    """Return what is tried besides words: times, a source of all, a symbol, and the archive as of its middle."""
    (half,) = db.execute(
        "SELECT recorded FROM revision ORDER BY recorded LIMIT 1 OFFSET (SELECT count(*) FROM revision) / 2"
    ).fetchone()
    (source,) = db.execute("SELECT source FROM article WHERE source IS NOT NULL LIMIT 1").fetchone()
    (symbol,) = db.execute("SELECT symbol FROM mention_record LIMIT 1").fetchone()
    week = Filter(since="2025-10-20T00:00:00.000Z", until="2025-10-27T00:00:00.000Z")
    return {
        "none": Filter(),
        "a month": Filter(since="2026-10-20T00:00:00.000Z"),
        "a week of last year": week,
        "until last year": Filter(until=week.since),
        "source": Filter(source=source),
        "ticker": Filter(ticker=symbol),
        "as of": Filter(as_of=half),
        "as of, source": Filter(as_of=half, source=source),
        "as of, a month": Filter(as_of=half, since="2026-10-20T00:00:00.000Z"),
        "as of, repaired": Filter(as_of=half, repaired=True),
    }


def show(path: Path) -> None:
    """Print what each word costs, the worst and the median of all, and what words cost with filters."""
    with closing(open_reader(path)) as db:
        rows = words(db)
        for word, share, took, times in rows:
            print(f"{word}  {share:9.4%}  {took:8.2f} ms   1/{times:.0f}")
        ratios = [times for *_, times in rows]
        print(f"search: worst 1/{min(ratios):.0f}, median 1/{median(ratios):.0f}", flush=True)
        print(f"{'ms':24}{'no words':>10}" + "".join(f"{share:>10.2%}" for share in MARKED.values()))
        for name, chosen in filters(db).items():
            cost = [_ours(db, word, chosen) * 1e3 for word in (None, *MARKED)]
            print(f"{name:24}" + "".join(f"{one:10.2f}" for one in cost), flush=True)


def _ours(db: sqlite3.Connection, word: str | None, chosen: Filter) -> float:
    return min(_seconds(lambda: list(search(db, word, chosen, _NEWEST))) for _ in range(3))


def _like(db: sqlite3.Connection, word: str) -> float:
    asked = "SELECT id FROM article WHERE headline LIKE :like OR article_body LIKE :like"
    return _seconds(lambda: db.execute(asked, {"like": f"%{word}%"}).fetchall())


def _seconds(do: Callable[[], object]) -> float:
    began = time.process_time()
    do()
    return time.process_time() - began


def main() -> None:
    """Measure in an archive that is there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    show(parser.parse_args().archive)


if __name__ == "__main__":
    main()
