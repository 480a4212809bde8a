"""kill -9 at random moments of a crawl, many times on one archive, then once to the end: what was lost or doubled?

.venv/bin/python -m bench.kills --kills 200
"""

import argparse
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from newsbot.demo.site import DemoSite

PUBLISHED = 4
"""Stories that appear before each crawl."""

SOURCES = ("demo-roll", "demo-7x24", "demo-rss")


@dataclass(frozen=True)
class Contents:
    """What an archive holds, without ids and times."""

    articles: frozenset[tuple[str, str]]
    images: frozenset[str]
    shown: int
    revisions: int
    captures: int
    pending: int


def command(config: Path, archive: Path, sources: tuple[str, ...]) -> list[str]:
    """Return the command line of a one-off crawl."""
    return [sys.executable, "-m", "newsbot", "--config", str(config), "--archive", str(archive), "crawl", *sources]


def contents(archive: Path) -> Contents:
    """Read an archive, after checking that it is sound."""
    db = sqlite3.connect(f"file:{archive}?mode=ro", uri=True)
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert db.execute("PRAGMA foreign_key_check").fetchone() is None
    rows = db.execute("SELECT url, content_sha256 FROM article").fetchall()
    assert len({url for url, _ in rows}) == len(rows)
    (shown,) = db.execute("SELECT count(*) FROM article_image WHERE sha256 IS NOT NULL").fetchone()
    (revisions,) = db.execute("SELECT count(*) FROM revision").fetchone()
    (captures,) = db.execute("SELECT count(*) FROM revision_capture").fetchone()
    (pending,) = db.execute("SELECT count(*) FROM frontier WHERE state = 'pending'").fetchone()
    images = db.execute("SELECT sha256 FROM image").fetchall()
    db.close()
    return Contents(frozenset(rows), frozenset(sha for (sha,) in images), shown, revisions, captures, pending)


def run(kills: int, seed: int = 1) -> tuple[Contents, Contents, int]:
    """Crawl with ``kills`` kills, and once undisturbed; return what both archives hold and how many kills hit.

    Before each crawl the site publishes a few stories more, so that every one of them has a listing to walk.
    """
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder, DemoSite() as site:
        config = Path(folder, "newsbot.toml")
        config.write_text(site.stanzas(), "utf-8")
        killed, calm = Path(folder, "killed.db"), Path(folder, "calm.db")
        hits = 0
        for _ in range(kills):
            site.publish(PUBLISHED)
            with subprocess.Popen(
                command(config, killed, SOURCES), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            ) as crawl:
                try:
                    crawl.wait(chance.uniform(0.3, 2.5))
                except subprocess.TimeoutExpired:
                    crawl.send_signal(signal.SIGKILL)
                    hits += 1
        for archive in (killed, calm):
            subprocess.run(command(config, archive, SOURCES), check=True, capture_output=True)
        return contents(calm), contents(killed), hits


def main() -> None:
    """Print what was lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    calm, killed, hits = run(given.kills, given.seed)
    print(f"{hits} of {given.kills} crawls were killed before they ended")
    print(
        f"articles  {len(calm.articles)} undisturbed, {len(killed.articles)} after the kills; "
        f"lost {len(calm.articles - killed.articles)}, doubled or changed {len(killed.articles - calm.articles)}"
    )
    print(
        f"images    {len(calm.images)} undisturbed, {len(killed.images)} after the kills; "
        f"lost {len(calm.images - killed.images)}; shown {calm.shown} and {killed.shown}"
    )
    print(f"revisions {calm.revisions} and {killed.revisions}; pending {calm.pending} and {killed.pending}")
    sys.exit(calm.articles != killed.articles or calm.images != killed.images or calm.revisions != killed.revisions)


if __name__ == "__main__":
    main()
