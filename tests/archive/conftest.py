"""An archive with a clock that tests can move, and invented articles to put into it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from newsbot.archive import Archive, articles, frontier, listings, runs
from newsbot.archive.frontier import Claim, Due, Wanted
from newsbot.archive.listings import RecordedPage
from newsbot.items import Capture, CrawledArticle, ListingEntry

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@dataclass
class Clock:
    """Says the time it was set to."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **interval: float) -> None:
        self.now += timedelta(**interval)


def url(number: int, *, scheme: str = "https") -> str:
    return f"{scheme}://finance.example.com/roll/2026-11-20/doc-i{number:07}.shtml"


def entry(number: int, **said: Any) -> ListingEntry:
    return ListingEntry(
        **{"url": url(number), "source_id": f"id{number:07}", "headline": f"云州第{number}号公告", **said}
    )


def article(number: int, **fields: Any) -> CrawledArticle:
    """An article of its own text, fetched at noon from its own address."""
    address = fields.pop("frontier_url", url(number))
    body = fields.pop("capture_body", f"<html>{number}</html>".encode())
    capture = Capture(
        address, address, "article", "2026-11-20T12:00:00.000Z", 200, "text/html", [("Server", "x")], body
    )
    given = {
        "url": address,
        "source_id": f"id{number:07}",
        "headline": f"云州第{number}号公告",
        "article_body": f"云州港务集团第{number}次公布吞吐量。\n本次为{number}万箱。",
        "source": "roll",
        "frontier_url": address,
        "observed": "2026-11-20T12:00:00.000Z",
        "capture": capture,
        **fields,
    }
    return CrawledArticle(**given)


@dataclass
class Desk:
    """Short ways to do what a crawl does."""

    archive: Archive
    clock: Clock
    run_id: int = 0
    began: str = field(default="")

    def begin(self, source: str = "roll") -> None:
        with self.archive.write() as tx:
            self.run_id, self.began = runs.begin(tx, source, self.archive.process), tx.stamp

    def show(self, *entries: ListingEntry, source: str = "roll") -> RecordedPage:
        with self.archive.write() as tx:
            return listings.record(tx, source, entries)

    def claim(
        self, limit: int = 50, *, due: Due = "scheduled", alone: bool = False, source: str = "roll"
    ) -> list[Claim]:
        with self.archive.write() as tx:
            return frontier.claim(tx, self.run_id, Wanted(source, due, self.began, alone), limit)

    def store(self, *wanted: CrawledArticle, revisit: tuple[int, ...] = (3600, 86400)) -> list[articles.Stored]:
        stored = []
        for one in wanted:
            with self.archive.write() as tx:
                stored.append(articles.store(tx, one, self.run_id or None, revisit))
        return stored

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.archive.db.execute(sql, values)]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with Archive(tmp_path / "archive.db", clock=clock) as archive:
        desk = Desk(archive, clock)
        desk.begin()
        yield desk
        assert desk.rows("PRAGMA foreign_key_check") == []
        assert desk.rows("PRAGMA integrity_check") == [("ok",)]
