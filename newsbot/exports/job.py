"""What every writer of an export is given: the archive at one moment, what of it is wanted, and where it goes."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from newsbot import __version__
from newsbot.archive import records, reports
from newsbot.archive.migrations import SCHEMA_VERSION
from newsbot.archive.search import Filter

Progress = Callable[[int, int], None]
"""Called with how much is done, and of how much."""

OPEN_END = "9999"
"""Later than every stamp: the present as a moment of its own."""


_BREAKS = (("\x85", "\\u0085"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"))
"""`json.dumps` leaves them as they are; to Node's readline, YAML and ``str.splitlines`` they end a line."""


@dataclass(frozen=True, slots=True)
class Options:
    """What single formats can do besides.

    Attributes:
        bom: begin a ``.csv`` with a byte order mark.
        pictures: put the pictures' bytes into a ``.db``.
        extended: add our own fields to the front matter of posts.
        titles: title of each source, by its name; posts are filed under it.
    """

    bom: bool = False
    pictures: bool = False
    extended: bool = False
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Job:
    """One export while it is written.

    Args:
        db: the archive, opened for reading, without a transaction; `begin` opens the one that all is read in.
        path: the temporary file or folder to write.
        now: when this is, UTC text.
    """

    db: sqlite3.Connection
    path: Path
    format: str
    chosen: Filter
    options: Options
    now: str
    on_progress: Progress
    on_file: Callable[[str, int, str], None]
    """To be called by who writes a folder with each file: path in it, bytes, hash."""
    facts: dict[str, Any] = field(default_factory=dict)
    """What the export is, filled by `begin`."""

    @property
    def moments(self) -> dict[str, str]:
        """Parameters of SQL: what was ``recorded`` and ``observed`` by then belongs to the export."""
        asked = self.chosen.as_of or OPEN_END
        if self.chosen.knowledge == "repaired":
            return {"as_of": asked, "recorded": OPEN_END, "observed": asked}
        return {"as_of": asked, "recorded": asked, "observed": OPEN_END}

    def begin(self) -> None:
        """Fix the moment: what others write from now on is not seen."""
        self.db.execute("BEGIN")
        self.facts = {
            "newsbot": __version__,
            "schema": SCHEMA_VERSION,
            "format": self.format,
            "exported": self.now,
            "as_of": self.chosen.as_of,
            "recorded_until": reports.latest_stamp(self.db),
            "filters": asdict(self.chosen),
        }

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield the matching articles one at a time, telling the progress."""
        total = records.count(self.db, self.chosen)
        for done, record in enumerate(records.records(self.db, self.chosen)):
            self.on_progress(done, total)
            yield record
        self.on_progress(total, total)

    def records_by(self, key: str) -> Iterator[dict[str, Any]]:
        """Yield what `records` does in the order of an SQL expression of ``a``, reprints never folded."""
        total = self.choose(key)
        ids = self.db.execute("SELECT id FROM temp.chosen ORDER BY position")  # wide rows are not sorted
        for done, row in enumerate(ids):
            self.on_progress(done, total)
            record = records.record(self.db, row["id"], self.chosen)
            assert record is not None
            yield record
        self.on_progress(total, total)

    def choose(self, key: str = "1") -> int:
        """Make ``temp.chosen`` (``position`` from 1, ``id``) of the matching articles, and return how many.

        Args:
            key: what they are sorted by, before their id: an SQL expression of ``a``.
        """
        self.db.execute("CREATE TEMP TABLE chosen (position INTEGER PRIMARY KEY, id INTEGER NOT NULL)")
        condition, values = self.chosen.where()
        self.db.execute(
            f"INSERT INTO chosen (id) SELECT a.id FROM {self.chosen.articles} a WHERE {condition} ORDER BY {key}, a.id",
            values,
        )
        return int(self.db.execute("SELECT count(*) FROM chosen").fetchone()[0])


def as_json(value: object) -> str:
    """Return a value as JSON on one line, Chinese readable; what Unicode breaks lines at is escaped as well."""
    text = json.dumps(value, ensure_ascii=False)
    for character, escaped in _BREAKS:
        text = text.replace(character, escaped)
    return text
