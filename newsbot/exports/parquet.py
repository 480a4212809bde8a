"""``.parquet``: typed columns for data frames, as one file or as a folder partitioned by month.

Instants are UTC timestamps in milliseconds. Where a page gave only the day, the instant is null and the column with
``_day`` at its end has the day; where it gave the time, that column is null. Lists and objects are nested.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, islice
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

_MONTH = "substr(coalesce(a.date_published, a.first_seen), 1, 7)"

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
    """Write the articles to one file and return how many."""
    job.begin()
    return {"articles": _write(job, job.path, job.records())}


def write_folder(job: Job) -> dict[str, int]:
    """Write the articles to a folder for each month, ``month=2026-11``, and return how many.

    The month is that of ``date_published``, else of ``first_seen``, in UTC. Readers of Hive partitions (pyarrow, Spark,
    DuckDB, Polars) see it as a column.
    """
    job.begin()
    number = months = 0
    for months, (month, records) in enumerate(groupby(job.records_by(_MONTH), key=_month), start=1):  # noqa: B007
        path = job.path / f"month={month}" / "part-0.parquet"
        path.parent.mkdir()
        number += _write(job, path, records)
        job.on_file(path.relative_to(job.path).as_posix(), path.stat().st_size, sha256_of(path))
    if not months:  # a reader wants at least the columns
        path = job.path / "part-0.parquet"
        _write(job, path, iter(()))
        job.on_file(path.name, path.stat().st_size, sha256_of(path))
    return {"articles": number, "months": months}


def _month(record: dict[str, Any]) -> str:
    return str(record["date_published"] or record["first_seen"])[:7]


def _write(job: Job, path: Path, records: Iterator[dict[str, Any]]) -> int:
    """Write a file, a row group at a time; its metadata say what the export is."""
    number = 0
    with pq.ParquetWriter(path, SCHEMA.with_metadata({"newsbot": as_json(job.facts)}), compression="zstd") as file:
        while rows := list(islice(records, GROUP)):
            file.write_batch(_batch(rows), row_group_size=GROUP)
            number += len(rows)
            rows.clear()  # else they would wait for the next ones
    return number


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
