"""``.parquet``: typed columns for data frames, as one file or as a folder partitioned by month.

Instants are UTC timestamps in milliseconds. Where a page gave only the day, the instant is null and the column with
``_day`` at its end has the day; where it gave the time, that column is null. Lists and objects are nested.
"""

from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from newsbot import dates
from newsbot.archive.records import KEYS
from newsbot.exports.job import Job, as_json
from newsbot.exports.manifest import sha256_of

GROUP = 1_000
"""Articles of a row group: some 10 MB in memory, and few enough groups for quick reading."""

BUFFERED = 5 * GROUP
"""Articles held for all months together before those of the fullest are written."""

OPEN_FILES = 32
"""Months written to at a time; the one left alone longest is closed, and gets another file when it comes again."""

_INSTANT, _DAY = pa.timestamp("ms", tz="UTC"), pa.date32()
_EITHER = ("date_published", "date_modified")
"""Times of which a page may give only the day."""

_IMAGE = pa.struct(
    [
        pa.field("url", pa.string()), pa.field("position", pa.int32()), pa.field("caption", pa.string()),
        pa.field("alt", pa.string()), pa.field("sha256", pa.string()), pa.field("error", pa.string()),
    ]
)  # fmt: skip
_TICKER = pa.struct(
    [
        pa.field("symbol", pa.string()), pa.field("surface", pa.string()), pa.field("method", pa.string()),
        pa.field("count", pa.int32()),
    ]
)  # fmt: skip
_TYPES: dict[str, pa.DataType] = {
    "id": pa.int64(),
    "authors": pa.list_(pa.string()),
    "keywords": pa.list_(pa.string()),
    "date_published": _INSTANT,
    "date_modified": _INSTANT,
    "first_seen": _INSTANT,
    "content_changed": _INSTANT,
    "withdrawn": _INSTANT,
    "complete": pa.bool_(),
    "revision_count": pa.int32(),
    "duplicate_of": pa.int64(),
    "duplicate_score": pa.float64(),
    "images": pa.list_(_IMAGE),
    "tickers": pa.list_(_TICKER),
}
"""Types of the keys of a record; the others are text."""


def _fields() -> list[pa.Field]:
    fields = []
    for key in KEYS:
        fields.append(pa.field(key, _TYPES.get(key, pa.string())))
        if key in _EITHER:
            fields.append(pa.field(f"{key}_day", _DAY))
    return fields


SCHEMA = pa.schema(_fields())
"""The columns: the keys of a record in order, with a day beside each time that may be a bare day."""


def write_file(job: Job) -> dict[str, int]:
    """Write the articles to one file, a row group at a time, and return how many."""
    job.begin()
    number, waiting = 0, []
    with _open(job, job.path) as file:
        for record in job.records():
            waiting.append(record)
            if len(waiting) == GROUP:
                file.write_batch(_batch(waiting), row_group_size=GROUP)
                waiting = []
            number += 1
        if waiting:
            file.write_batch(_batch(waiting), row_group_size=GROUP)
    return {"articles": number}


def write_folder(job: Job) -> dict[str, int]:
    """Write the articles to a folder for each month, ``month=2026-11``, and return how many.

    The month is that of ``date_published``, else of ``first_seen``, in UTC. Readers of Hive partitions (pyarrow, Spark,
    DuckDB, Polars) see it as a column.
    """
    job.begin()
    number, months = 0, _Months(job)
    waiting: dict[str, list[dict[str, Any]]] = {}
    for number, record in enumerate(job.records(), start=1):
        month = (record["date_published"] or record["first_seen"])[:7]
        waiting.setdefault(month, []).append(record)
        if number % GROUP == 0 and sum(map(len, waiting.values())) >= BUFFERED:
            while sum(map(len, waiting.values())) > BUFFERED - GROUP:
                fullest = max(waiting, key=lambda month: len(waiting[month]))
                months.write(fullest, waiting.pop(fullest))
    for month in sorted(waiting):
        months.write(month, waiting[month])
    months.close()
    return {"articles": number, "months": len(months.files)}


class _Months:
    """The files of the months, a bounded number of them open."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._open: OrderedDict[str, tuple[Path, pq.ParquetWriter]] = OrderedDict()
        self.files: dict[str, int] = {}
        """Month -> number of its files."""

    def write(self, month: str, rows: Sequence[dict[str, Any]]) -> None:
        if month not in self._open:
            if len(self._open) == OPEN_FILES:
                self._finish(*self._open.popitem(last=False)[1])
            part = self.files[month] = self.files.get(month, 0) + 1
            path = self._job.path / f"month={month}" / f"part-{part}.parquet"
            path.parent.mkdir(exist_ok=True)
            self._open[month] = path, _open(self._job, path)
        self._open.move_to_end(month)
        self._open[month][1].write_batch(_batch(rows), row_group_size=GROUP)

    def close(self) -> None:
        for path, file in self._open.values():
            self._finish(path, file)
        if not self.files:  # a reader wants at least the columns
            path = self._job.path / "part-0.parquet"
            self._finish(path, _open(self._job, path))

    def _finish(self, path: Path, file: pq.ParquetWriter) -> None:
        file.close()
        self._job.on_file(path.relative_to(self._job.path).as_posix(), path.stat().st_size, sha256_of(path))


def _open(job: Job, path: Path) -> pq.ParquetWriter:
    """Begin a file; its metadata say what the export is."""
    schema = SCHEMA.with_metadata({"newsbot": as_json(job.facts)})
    return pq.ParquetWriter(path, schema, compression="zstd")


def _batch(rows: Sequence[dict[str, Any]]) -> pa.RecordBatch:
    columns: list[pa.Array] = []
    for field in SCHEMA:
        key = field.name.removesuffix("_day") if field.type == _DAY else field.name
        values = [row[key] for row in rows]
        if key in _EITHER:
            wanted = field.type == _DAY
            values = [value if value is None or dates.is_day(value) is wanted else None for value in values]
        text = field.type in (_INSTANT, _DAY)
        # Arrow reads ISO 8601 itself, far faster than Python makes datetimes.
        columns.append(pa.array(values, pa.string()).cast(field.type) if text else pa.array(values, field.type))
    return pa.record_batch(columns, schema=SCHEMA)
