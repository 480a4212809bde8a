"""The revisions that go with the captures of a WARC export: each once the last capture it was read from is written."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from newsbot.archive import records, revisions
from newsbot.exports.job import Job

_CHOSEN = (
    "INSERT INTO temp.chosen_revision SELECT b.id, b.article_id,"
    # What is told is the newest reading of it.
    " coalesce((SELECT n.id FROM revision n WHERE n.based_on = b.id AND n.origin = 'reextract'"
    "  AND n.recorded <= :recorded ORDER BY n.recorded DESC, n.id DESC LIMIT 1), b.id),"
    " coalesce((SELECT max(capture_id) FROM revision_capture WHERE revision_id = b.id), 0)"
    " FROM temp.chosen c JOIN revision b ON b.article_id = c.id"
    " WHERE b.origin <> 'reextract' AND b.recorded <= :recorded AND b.observed <= :observed"
)
_CAPTURES = (
    "SELECT c.id, c.url, c.kind, c.fetched, c.body_sha256 AS sha256 FROM revision_capture rc"
    " JOIN capture c ON c.id = rc.capture_id WHERE rc.revision_id = ? ORDER BY rc.part"
)


class Revisions:
    """The revisions of the chosen articles, in the order of their last captures.

    Args:
        job: its moment has begun, and its articles are chosen.
    """

    def __init__(self, job: Job) -> None:
        self._job, self._db = job, job.db
        self._db.execute(
            "CREATE TEMP TABLE chosen_revision"
            " (id INTEGER PRIMARY KEY, article_id INTEGER, reading_id INTEGER, last_capture INTEGER)"
        )
        self._db.execute(_CHOSEN, job.moments)
        self._rows = self._db.execute("SELECT * FROM temp.chosen_revision ORDER BY last_capture, id")
        self._next = self._rows.fetchone()

    def upto(self, capture_id: int | None) -> Iterator[dict[str, Any]]:
        """Yield the revisions that were read from captures up to this one; ``None``: all that are left."""
        while self._next is not None and (capture_id is None or self._next["last_capture"] <= capture_id):
            yield self._told(self._next["id"], self._next["article_id"], self._next["reading_id"])
            self._next = self._rows.fetchone()

    def _told(self, revision_id: int, article_id: int, reading_id: int) -> dict[str, Any]:
        reading = next(revisions.between(self._db, reading_id, reading_id))
        addresses = self._db.execute(
            "SELECT url, kind FROM article_address WHERE article_id = ? AND recorded <= ? ORDER BY url",
            (article_id, self._job.moments["recorded"]),
        )
        return asdict(reading.article) | {
            "observed": reading.observed,
            "tickers": self._tickers(article_id, reading_id),
            "addresses": [dict(row) for row in addresses],
            "captures": [dict(row) for row in self._db.execute(_CAPTURES, (revision_id,))],
        }

    def _tickers(self, article_id: int, reading_id: int) -> list[dict[str, Any]]:
        """Mentions are of what an article says now."""
        knowing = self._job.chosen
        state = self._db.execute(
            f"SELECT a.revision_id FROM {knowing.articles} a WHERE a.id = :id", {"id": article_id, **self._job.moments}
        ).fetchone()
        is_state = state is not None and state["revision_id"] == reading_id
        return records.tickers(self._db, article_id, knowing) if is_state else []
