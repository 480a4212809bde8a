"""robots.txt as fetched, kept across crawls."""

from datetime import timedelta

from newsbot import dates
from newsbot.archive.store import Archive


class RobotsTable:
    """The table ``robots``, as the robots middleware wants it: keys are ``host`` or ``host:port``."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def get(self, netloc: str, max_age: float) -> tuple[int, bytes] | None:
        """Return status and body, unless there is none or it is older than ``max_age`` seconds."""
        row = self._archive.db.execute("SELECT * FROM robots WHERE netloc = ?", (netloc,)).fetchone()
        if row is None:
            return None
        age = (self._archive.clock() - dates.to_datetime(row["fetched"])) / timedelta(seconds=1)
        return (row["status"], row["body"]) if 0 <= age <= max_age else None

    def put(self, netloc: str, status: int, body: bytes) -> None:
        """Keep an answer received now."""
        with self._archive.write() as tx:
            tx.db.execute("INSERT OR REPLACE INTO robots VALUES (?, ?, ?, ?)", (netloc, tx.stamp, status, body))
