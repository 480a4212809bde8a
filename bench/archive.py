"""What a lookup, an insert and a search cost, and where the bytes go, as the archive grows.

.venv/bin/python -m bench.archive                                       # 20,000 and 200,000 articles
.venv/bin/python -m bench.archive --articles 100000 --archive /tmp/b.db # kept, and filled only as far as it is not

The archive is filled with rows as a crawl leaves them, but written directly: texts are put together from a few thousand
sentences whose index form is known, fingerprints are drawn, and pages have no bodies (they make the file larger and
nothing slower). What is timed is then done by newsbot's own functions. CPU is what to compare: wall time on a shared
machine is others' work as well. The archive grows a little with each run.
"""

import argparse
import json
import math
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median

import bench.search
from bench.fill import DAYS, MARKED, NOW, Writer
from newsbot import dates
from newsbot.archive import Archive, articles, fingerprints, listings, search, upkeep
from newsbot.dedupe import near
from newsbot.dedupe.sentences import Text
from newsbot.items import ListingEntry

SMALL = 20_000
_AT_ONCE = 2_000
_SENTENCES = 6_000
_HASH_BYTES = 32 << 20


class Ballast:
    """Draws the rows of articles quickly."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.writer = Writer(1, 0)
        self.draw = random.Random(1)
        said = [self.writer._sentence(english=number % 10 == 0) for number in range(_SENTENCES)]
        self.pool = [(one, search.cut(one)) for one in said]
        self.marked = [(f"{word}。", search.cut(word), share) for word, share in MARKED.items()]

    def fill(self, upto: int, tell: Callable[[int, int], None]) -> None:
        """Add articles until there are so many."""
        db = self.archive.db
        (there,) = db.execute("SELECT count(*) FROM article").fetchone()
        db.execute("PRAGMA cache_size = -200000")
        db.execute("PRAGMA synchronous = OFF")
        self._gather(_HASH_BYTES)
        for begins in range(there, upto, _AT_ONCE):
            self._add(range(begins, min(begins + _AT_ONCE, upto)))
            tell(min(begins + _AT_ONCE, upto), upto)
        self._gather(1 << 20)
        while upkeep.merge_index(self.archive):  # as the daemon does once a day
            pass
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA cache_size = -2000")

    def _gather(self, size: int) -> None:
        with self.archive.write() as tx:
            tx.db.execute("INSERT INTO article_fts (article_fts, rank) VALUES ('hashsize', ?)", (size,))

    def _add(self, numbers: Iterable[int]) -> None:
        with self.archive.write() as tx:
            rows = [self._rows(number, tx.stamp) for number in numbers]
            (first,) = tx.db.execute("SELECT coalesce(max(id), 0) + 1 FROM revision").fetchone()
            tables: dict[str, list[dict[str, object]]] = {}
            for revision, row in enumerate(rows, first):
                for table, values in row:
                    ids = {"article": {"id": revision}, "article_fts": {"rowid": revision}}.get(table, {})
                    tables.setdefault(table, []).append(
                        {name: revision if value is ... else value for name, value in {**values, **ids}.items()}
                    )
            for table, filled in tables.items():
                names = list(filled[0])
                marks = ", ".join(f":{name}" for name in names)
                tx.db.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", filled)

    def _rows(self, number: int, stamp: str) -> list[tuple[str, dict[str, object]]]:
        """Rows of one article; ``...`` stands for its number, which is that of its revision as well."""
        draw = self.draw
        parts = draw.choices(self.pool, k=draw.randint(9, 32))
        parts += [(text, cut) for text, cut, share in self.marked if draw.random() < share]
        body = "\n".join("".join(text for text, _ in parts[at : at + 4]) for at in range(0, len(parts), 4))
        cut = " ".join(cut for _, cut in parts)
        title, title_cut = draw.choice(self.pool)
        url = f"https://finance.example.com/ballast/doc-i{number:09}.shtml"
        published = dates.to_text(NOW - timedelta(seconds=draw.randrange(86400 * DAYS)))
        entry = json.dumps({"url": url, "headline": title[:40], "source_id": f"b{number:09}"}, ensure_ascii=False)
        sha256, site, source_id = f"{number:064x}", "example.com", f"b{number:09}"
        said: dict[str, object] = {
            "url": url, "source": "fill-roll", "site": site, "source_id": source_id, "headline": title[:40],
            "description": body[:80], "publisher": "云州日报", "in_language": "zh-CN", "date_published": published,
            "date_published_raw": published[:16], "parser": "fill/1", "article_body": body,
            "article_body_html": f"<p>{body}</p>", "content_sha256": sha256,
        }  # fmt: skip
        bands = [draw.getrandbits(64) - (1 << 63) for _ in range(near.BANDS + 1)]
        symbol = f"{draw.randrange(600000, 604000)}.SH"
        rows: list[tuple[str, dict[str, object]]] = [
            ("article", {**said, "first_seen": stamp, "content_changed": stamp, "revision_id": ...,
                         "revision_count": 1}),
            ("revision", {**said, "id": ..., "article_id": ..., "number": 1, "origin": "publisher", "observed": stamp,
                          "recorded": stamp, "change": "first"}),
            ("article_fts", {"headline": title_cut, "article_body": cut}),
            ("article_address", {"url": url, "article_id": ..., "kind": "listed", "recorded": stamp}),
            ("listing_state", {"url": url, "source": "fill-roll", "site": site, "source_id": source_id,
                               "article_id": ..., "listed": stamp, "last_listed": stamp, "walked": 1}),
            ("listing_entry", {"url": url, "source": "fill-roll", "recorded": stamp, "entry": entry}),
            ("frontier", {"url": url, "site": site, "source_id": source_id, "article_id": ..., "state": "done"}),
            ("capture", {"id": ..., "url": url, "final_url": url, "kind": "article", "fetched": stamp, "status": 200,
                         "body_sha256": sha256, "size": 65000, "pruned": stamp}),
            ("revision_capture", {"revision_id": ..., "part": 1, "capture_id": ...}),
            ("mention_record", {"article_id": ..., "symbol": symbol, "surface": symbol[:6], "method": "code",
                                "count": 1, "recorded": stamp}),
            ("fingerprint", {"article_id": ..., "printed": published, "bands": fingerprints.pack(bands),
                             "version": near.VERSION}),
        ]  # fmt: skip
        rows += [
            ("fingerprint_band", {"band": band, "article_id": ...}) for band in fingerprints.band_rows(bands, published)
        ]
        return rows


def insert(archive: Archive, number: int, seed: int) -> dict[str, float]:
    """Store articles one at a time as a crawl does, and return medians for one of them."""
    db = archive.db
    db.execute("PRAGMA wal_autocheckpoint = 0")
    (there,) = db.execute("SELECT count(*) FROM article").fetchone()
    writer, wall, cpu, log = Writer(seed, 0), [], [], []
    file = Path(f"{archive.path}-wal")
    for at in range(number):
        one = writer.article(there + at)
        url = f"https://finance.example.com/bench/doc-i{there + at}.shtml"
        assert one.capture is not None
        one = replace(
            one, url=url, frontier_url=url, source_id=f"bench{there + at}", capture=replace(one.capture, url=url)
        )
        with archive.write() as tx:
            listings.record(tx, str(one.source), [ListingEntry(url=url, source_id=one.source_id)])
        if at % 50 == 0:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size, began, used = file.stat().st_size, time.perf_counter(), time.process_time()
        with archive.write() as tx:
            articles.store(tx, one, None, ())
        wall.append(time.perf_counter() - began)
        cpu.append(time.process_time() - used)
        log.append(file.stat().st_size - size)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.execute("PRAGMA wal_autocheckpoint = 1000")
    return {"wall ms": median(wall) * 1e3, "CPU ms": median(cpu) * 1e3, "WAL kB": median(log) / 1e3}


def lookup(archive: Archive, number: int) -> dict[str, float]:
    """Return median CPU microseconds of finding an address, of missing one, and of finding what a text resembles."""
    db, draw = archive.db, random.Random(5)
    urls = [row["url"] for row in db.execute("SELECT url FROM article WHERE id % 97 = 0 LIMIT 2000")]
    known = draw.sample(urls, min(number, len(urls)))
    writer = Writer(77, 0)
    compared = []
    for at in range(number):
        drawn = writer.article(at)
        text = Text(drawn.headline, drawn.article_body or "")
        printed = dates.to_text(NOW - timedelta(seconds=draw.randrange(86400 * DAYS)))
        compared.append((fingerprints.Printed(0, printed, text), near.bands(text)))
    return {
        "known us": _each(lambda url: articles.known(db, url), known),
        "unknown us": _each(lambda url: articles.known(db, f"{url}?no"), known),
        "candidates us": _each(lambda pair: fingerprints.matches(db, *pair), compared),
    }


def _each(do: Callable[..., object], values: Iterable[object]) -> float:
    taken = []
    for value in values:
        began = time.process_time_ns()
        do(value)
        taken.append(time.process_time_ns() - began)
    return median(taken) / 1e3


def siblings(archive: Archive, number: int) -> dict[str, float]:
    """Store notices from one template; return median CPU milliseconds of the first and of the last hundred."""
    db, taken = archive.db, []
    (there,) = db.execute("SELECT count(*) FROM article").fetchone()
    frame = Writer(5, 0).article(1)
    for at in range(number):
        url = f"https://finance.example.com/notice/doc-i{there + at}.shtml"
        body = f"云州{there + at}号公司公告，回购股份{at * 37}股，成交价{at / 7:.2f}元。\n{frame.article_body}"
        one = replace(
            frame, url=url, frontier_url=url, source_id=f"notice{there + at}", capture=None, tickers=[],
            article_body=body, date_published=dates.to_text(NOW - timedelta(days=400, minutes=at)),
        )  # fmt: skip
        with archive.write() as tx:
            used = time.process_time()
            articles.store(tx, one, None, ())
            taken.append(time.process_time() - used)
    return {"first ms": median(taken[:100]) * 1e3, "last ms": median(taken[-100:]) * 1e3}


def sizes(db: sqlite3.Connection) -> dict[str, int]:
    """Return the bytes of each table and index; those of the search index together."""
    rows = db.execute("SELECT name, sum(pgsize) FROM dbstat WHERE aggregate = TRUE GROUP BY name").fetchall()
    found: dict[str, int] = {}
    for name, size in rows:
        name = "article_fts" if name.startswith("article_fts") else name
        found[name] = found.get(name, 0) + size
    return found


def show(name: str, figures: dict[str, float]) -> None:
    """Print figures on one line."""
    print(f"{name:24}" + "   ".join(f"{key} {value:.2f}" for key, value in figures.items()), flush=True)


def at_size(archive: Archive, number: int, given: argparse.Namespace) -> tuple[dict[str, int], dict[str, float]]:
    """Print what lookups and inserts cost now; return the sizes for each article, and the costs."""
    (there,) = archive.db.execute("SELECT count(*) FROM article").fetchone()
    print(f"--- {there:,} articles", flush=True)
    stored = sizes(archive.db)
    seen = lookup(archive, 200)
    show("lookup", seen)
    costs = insert(archive, given.inserts, seed=number)
    show("insert", costs)
    print(f"bytes an article: {', '.join(f'{n} {size / there:.0f}' for n, size in _largest(stored))}", flush=True)
    return {name: size // there for name, size in stored.items()}, {**costs, **seen}


def _largest(stored: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(stored.items(), key=lambda pair: -pair[1])[:22]


def measure(path: Path, given: argparse.Namespace) -> None:
    """Fill to each size and measure there, then search, then say what a million articles would need."""
    began = time.perf_counter()

    def tell(done: int, total: int) -> None:
        took = time.perf_counter() - began
        print(f"\r{done} of {total}, {took:.0f} s", end="\n" if done == total else "", file=sys.stderr, flush=True)

    with Archive(path) as archive:
        (there,) = archive.db.execute("SELECT count(*) FROM article").fetchone()
        costs = {}
        for number in (SMALL, given.articles):
            if there > number * 1.1:
                continue
            Ballast(archive).fill(number, tell)
            archive.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            each, costs[number] = at_size(archive, number, given)
        show("notices of a template", siblings(archive, given.siblings))
        bench.search.show(path)
        print(f"1,000,000 articles: {sum(each.values()) / 1e3:.1f} GB without pages and pictures")
        if len(costs) == 2:
            less, more = costs.values()
            steps = math.log(1_000_000 / given.articles) / math.log(given.articles / SMALL)
            show("at 1,000,000", {name: more[name] + (more[name] - less[name]) * steps for name in more})


def main() -> None:
    """Measure in a folder that goes away, or in an archive that is kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200_000)
    parser.add_argument("--archive", type=Path, help="kept")
    parser.add_argument("--inserts", type=int, default=300)
    parser.add_argument("--siblings", type=int, default=1_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(given.archive or Path(folder, "archive.db"), given)


if __name__ == "__main__":
    main()
