"""A large archive of invented articles, quickly: stored as a crawl stores them, but many in a transaction.

.venv/bin/python -m bench.fill /tmp/bench.db --articles 20000 --images 1

Sizes are those of saved Chinese finance pages: about 1,100 characters of text, a page of 65 KB that packs to a quarter.
Words follow Zipf's law; of the articles one in ten is English, one in twenty a reprint, one in twenty was revised, one
in fifty has a bare day and one in a hundred no date. Ids are not in the order of publication.
"""

import argparse
import hashlib
import random
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from bench.site import Pages
from newsbot import dates
from newsbot.archive import Archive, articles, listings, runs, search
from newsbot.archive import images as pictures
from newsbot.items import ArticleImage, Capture, CrawledArticle, ListingEntry, TickerMention

MARKED = {"甲乙": 0.9, "丙丁": 0.5, "戊己": 0.1, "庚辛": 0.01, "壬癸": 0.001, "子丑": 0.0001}
"""Words that stand in this share of the articles, chosen at random; no other word holds their characters."""

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAYS = 730
"""Publication times are spread evenly over so many days before `NOW`."""

_AT_ONCE = 500
"""Articles of one transaction."""

_HAN = [chr(code) for code in range(0x4E00, 0x9FA5) if not {chr(code)} & set("".join(MARKED))]
_SOURCES = ("fill-roll", "fill-flash", "fill-wire", "fill-notices")


class Writer:
    """Draws articles; the same seed draws the same."""

    def __init__(self, seed: int, images: int) -> None:
        self.draw = random.Random(seed)
        self.images = images
        hans = self.draw.sample(_HAN, 2500)
        self.words = ["".join(self.draw.choices(hans, k=self.draw.choice((2, 2, 2, 3, 4)))) for _ in range(6000)]
        letters = "etaoinshrdlucmfwypvbgk"
        self.latin = ["".join(self.draw.choices(letters, k=self.draw.randint(2, 10))) for _ in range(6000)]
        self.weights = _zipf(6000)
        page = Pages(0, 0).article(7).decode()
        rows = page[page.index("<ul>") + 4 :].split("</script>")[:-1]
        self.head, self.furniture = page[: page.index("<h1")], [f"{row}</script>" for row in rows]
        self.earlier: list[tuple[CrawledArticle, datetime]] = []

    def article(self, number: int) -> CrawledArticle:
        """Article ``number``, with its page as capture; now and then the text of an earlier one."""
        draw = self.draw
        url = f"https://finance.example.com/roll/doc-i{number:09}.shtml"
        english = draw.random() < 0.1
        paragraphs = self._paragraphs(english)
        headline = " ".join(self._sentence(english).split()[:9])[:40]
        published = NOW - timedelta(seconds=draw.randrange(86400 * DAYS))
        if self.earlier and draw.random() < 0.05:
            same, printed = draw.choice(self.earlier)
            headline, paragraphs = str(same.headline), [*str(same.article_body).split("\n"), "转载"]
            published = printed + timedelta(hours=draw.randint(1, 72))
        shown = [ArticleImage(f"https://img.example.com/{number}-{i}.jpg", i, caption="图") for i in range(self.images)]
        html = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs) + "".join(
            f'<figure><img src="{image.url}" alt=""></figure>' for image in shown
        )
        kind, day = draw.random(), published.date().isoformat()
        at = dates.to_text(NOW)
        symbols = draw.sample(range(600000, 604000), draw.choice((0, 0, 0, 1, 1, 3)))
        made = CrawledArticle(
            url=url, frontier_url=url, source_id=f"fill{number:09}", source=draw.choice(_SOURCES),
            headline=headline, description=paragraphs[0][:80], authors=[draw.choice(self.words)],
            editor=draw.choice(self.words), publisher=draw.choice(self.words[:40]), section="财经",
            keywords=draw.choices(self.words, cum_weights=self.weights, k=3),
            in_language="en" if english else "zh-CN",
            date_published=None if kind < 0.01 else day if kind < 0.03 else dates.to_text(published),
            date_published_raw=str(published)[:16], parser="fill/1", observed=at,
            article_body="\n".join(paragraphs), article_body_html=html, images=shown,
            tickers=[TickerMention(f"{symbol}.SH", str(symbol), "code") for symbol in symbols],
            capture=self.capture(url, headline, html),
        )  # fmt: skip
        if len(self.earlier) < 500 or draw.random() < 0.02:
            self.earlier = [*self.earlier[-499:], (made, published)]
        return made

    def capture(self, url: str, headline: str, html: str) -> Capture:
        """The page an article was read from."""
        furniture = "".join(self.draw.sample(self.furniture, len(self.furniture)))
        body = f'{self.head}<h1>{headline}</h1><div id="artibody">{html}</div><ul>{furniture}</ul>'.encode()
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Server", "nginx"), ("Content-Encoding", "gzip")]
        return Capture(url, url, "article", dates.to_text(NOW), 200, "text/html", headers, body)

    def picture(self) -> bytes:
        """Bytes of the size of a picture; they do not pack."""
        return self.draw.randbytes(self.draw.randint(20_000, 60_000))

    def revised(self, article: CrawledArticle) -> CrawledArticle:
        """The article with a paragraph more, an hour later."""
        body = f"{article.article_body}\n{self._sentence(False)}"
        html = f"{article.article_body_html}<p>{body}</p>"
        observed = dates.to_text(NOW + timedelta(hours=1))
        capture = self.capture(article.url, str(article.headline), html)
        return replace(article, article_body=body, article_body_html=html, observed=observed, capture=capture)

    def _paragraphs(self, english: bool) -> list[str]:
        paragraphs = [
            "".join(self._sentence(english) for _ in range(self.draw.randint(2, 5)))
            for _ in range(self.draw.randint(3, 9))
        ]
        for word, share in MARKED.items():
            if self.draw.random() < share:
                paragraphs[self.draw.randrange(len(paragraphs))] += f"，{word}。"
        return paragraphs

    def _sentence(self, english: bool) -> str:
        words = self.draw.choices(
            self.latin if english else self.words, cum_weights=self.weights, k=self.draw.randint(8, 22)
        )
        if self.draw.random() < 0.5:
            figure = f"{self.draw.random():.2%}"
            words.insert(len(words) // 2, f" {figure} " if english else figure)
        return f"{' '.join(words).capitalize()}. " if english else f"{''.join(words[:6])}，{''.join(words[6:])}。"


def fill(
    path: Path,
    number: int,
    *,
    images: int = 0,
    seed: int = 1,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> None:
    """Store ``number`` invented articles in the archive at ``path``, which is made when missing.

    Args:
        images: pictures of each article.
        seed: what is drawn follows from it.
    """
    writer = Writer(seed, images)
    with closing(Archive(path)) as archive:
        with archive.write() as tx:
            run = runs.begin(tx, _SOURCES[0], archive.process)
        for begins in range(0, number, _AT_ONCE):
            made = [writer.article(n) for n in range(begins, min(begins + _AT_ONCE, number))]
            revised = [writer.revised(one) for one in made if writer.draw.random() < 0.05]
            with archive.write() as tx:
                for one in made:
                    listings.record(tx, str(one.source), [ListingEntry(url=one.url, source_id=one.source_id)])
                    for image in one.images:
                        data = writer.picture()
                        image.sha256 = hashlib.sha256(data).hexdigest()
                        pictures.add(tx, image.sha256, "image/jpeg", 550, 366, data)
                    articles.store(tx, one, run, ())
                for one in revised:
                    articles.store(tx, one, run, ())
            on_progress(min(begins + _AT_ONCE, number), number)


_COPIED = {
    "article": {"id": "id + :articles", "revision_id": "revision_id + :revisions",
                "duplicate_of": "duplicate_of + :articles", "url": "url || :suffix",
                "source_id": "source_id || :suffix"},
    "revision": {"id": "id + :revisions", "article_id": "article_id + :articles", "based_on": "based_on + :revisions",
                 "url": "url || :suffix", "source_id": "source_id || :suffix"},
    "article_address": {"url": "url || :suffix", "article_id": "article_id + :articles"},
    "listing_state": {"url": "url || :suffix", "article_id": "article_id + :articles",
                      "source_id": "source_id || :suffix"},
    "capture": {"id": "id + :captures", "url": "url || :suffix", "final_url": "final_url || :suffix",
                "same_as": "same_as + :captures"},
    "revision_capture": {"revision_id": "revision_id + :revisions", "capture_id": "capture_id + :captures"},
    "mention_record": {"id": "NULL", "article_id": "article_id + :articles"},
    "reprint_record": {"id": "NULL", "article_id": "article_id + :articles", "original_id": "original_id + :articles"},
}  # fmt: skip
"""Tables that `multiply` copies, with the columns that differ."""


def multiply(path: Path, times: int) -> None:
    """Make an archive so many times as large, by copies of what it holds under new ids and addresses.

    For what depends on sizes alone, such as exports: the texts repeat, pictures and what finds reprints are left out.
    """
    with closing(Archive(path)) as archive:
        archive.db.execute("PRAGMA foreign_keys = OFF")  # rows name others that come later
        with archive.write() as tx:
            tx.db.execute("INSERT INTO article_fts (article_fts, rank) VALUES ('hashsize', ?)", (64 << 20,))
            most = {
                f"{table}s": tx.db.execute(f"SELECT max(id) FROM {table}").fetchone()[0]
                for table in ("article", "revision", "capture")
            }
            texts = [
                (row["id"], search.cut(row["headline"]), search.cut(row["article_body"]))
                for row in tx.db.execute("SELECT id, headline, article_body FROM revision ORDER BY id")
            ]
            for copy in range(1, times):
                moved = {name: number * copy for name, number in most.items()}
                for table, changed in _COPIED.items():
                    _copy(tx.db, table, changed, most, {**moved, "suffix": f"-{copy}"})
                rows = ((rowid + moved["revisions"], headline, body) for rowid, headline, body in texts)
                tx.db.executemany("INSERT INTO article_fts (rowid, headline, article_body) VALUES (?, ?, ?)", rows)
            tx.db.execute("INSERT INTO article_fts (article_fts, rank) VALUES ('hashsize', ?)", (1 << 20,))


def _copy(
    db: sqlite3.Connection, table: str, changed: dict[str, str], most: dict[str, int], values: dict[str, object]
) -> None:
    """Copy the original rows of a table: those whose key is not above the greatest there was."""
    columns = [row["name"] for row in db.execute(f"PRAGMA table_info({table})")]
    key, limit = ("id", most[f"{table}s"]) if f"{table}s" in most else ("article_id", most["articles"])
    if table == "revision_capture":
        key, limit = "revision_id", most["revisions"]
    chosen = ", ".join(changed.get(name, name) for name in columns)
    db.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {chosen} FROM {table} WHERE {key} <= {limit}", values
    )


def _zipf(size: int) -> list[float]:
    return list(accumulate(1 / rank**0.9 for rank in range(3, size + 3)))


def main() -> None:
    """Fill an archive and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--images", type=int, default=0)
    parser.add_argument("--times", type=int, default=1, help="then multiply it")
    given = parser.parse_args()
    began = time.perf_counter()

    def tell(done: int, total: int) -> None:
        print(f"\r{done} of {total}, {time.perf_counter() - began:.0f} s", end="", file=sys.stderr, flush=True)

    fill(given.archive, given.articles, images=given.images, on_progress=tell)
    if given.times > 1:
        multiply(given.archive, given.times)
    print(f"\n{given.archive.stat().st_size / 1e6:.0f} MB", file=sys.stderr)


if __name__ == "__main__":
    main()
