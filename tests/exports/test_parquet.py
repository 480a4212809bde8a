"""Parquet, read back by pyarrow."""

import json
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from newsbot.archive import Archive, articles, records
from newsbot.archive.search import Filter
from newsbot.exports import parquet
from tests.exports.conftest import Written
from tests.filled import article


def test_types_are_those_of_a_data_frame(written: Written) -> None:
    schema = pq.read_schema(written("a.parquet"))
    instant = pa.timestamp("ms", tz="UTC")
    for name in ("date_published", "date_modified", "first_seen", "content_changed", "withdrawn"):
        assert schema.field(name).type == instant, name
    assert schema.field("date_published_day").type == schema.field("date_modified_day").type == pa.date32()
    assert schema.field("keywords").type == pa.list_(pa.string())
    assert [field.name for field in schema.field("tickers").type.value_type] == ["symbol", "surface", "method", "count"]
    assert set(schema.names) == {*records.KEYS, "date_published_day", "date_modified_day"}
    assert json.loads(schema.metadata[b"newsbot"])["exported"] == "2026-11-21T00:00:00.000Z"


def test_values_are_those_of_the_archive(written: Written, archive: Archive) -> None:
    rows = pq.read_table(written("a.parquet")).to_pylist()
    archived = list(records.records(archive.db, Filter(reprints=True)))
    same = [key for key in records.KEYS if not key.startswith(("date_p", "date_m", "first_", "content_c", "withdrawn"))]
    assert [{key: row[key] for key in same} for row in rows] == [{key: one[key] for key in same} for one in archived]
    assert [row["date_published"] for row in rows] == [
        datetime(2026, 11, 20, 1, 30, tzinfo=UTC),
        datetime(2026, 11, 20, 15, 59, 59, 999_000, tzinfo=UTC),
        None,
        datetime(2026, 11, 19, 2, tzinfo=UTC),
        datetime(2026, 11, 19, 3, tzinfo=UTC),
        None,
    ]
    assert [row["date_published_day"] for row in rows] == [None, None, date(2026, 11, 20), None, None, None]
    assert rows[0]["first_seen"].isoformat(timespec="milliseconds").replace("+00:00", "Z") == archived[0]["first_seen"]


def test_a_folder_is_partitioned_by_month(written: Written, archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "GROUP", 4)
    months = [f"2026-{1 + number % 5:02}" for number in range(40)]
    with archive.write() as tx:
        for number, month in enumerate(months, start=100):
            articles.store(
                tx, article(number, f"第{number}条", f"正文{number}", date_published=f"{month}-05"), None, ()
            )
    path = written("a.parquet/")
    table = ds.dataset(path, partitioning="hive").to_table()
    assert sorted(table["id"].to_pylist()) == [
        row[0] for row in archive.db.execute("SELECT id FROM article ORDER BY id")
    ]
    for row in table.select(["month", "date_published", "date_published_day", "first_seen"]).to_pylist():
        printed = row["date_published"] or row["date_published_day"] or row["first_seen"]
        assert f"{printed:%Y-%m}" == row["month"]
    january = pq.ParquetFile(path / "month=2026-01" / "part-0.parquet").metadata
    assert [january.row_group(number).num_rows for number in range(january.num_row_groups)] == [4, 4]
    assert sum(1 for file in path.rglob("*.parquet")) == 6  # and November's; a group is never split over months


def test_an_empty_export_still_has_its_columns(written: Written) -> None:
    nothing = Filter(source="nobody")
    assert pq.read_table(written("a.parquet", nothing)).num_rows == 0
    table = ds.dataset(written("b.parquet/", nothing)).to_table()
    assert (table.num_rows, table.schema.names) == (0, parquet.SCHEMA.names)


def test_groups_are_streamed(written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "GROUP", 4)
    file = pq.ParquetFile(written("a.parquet"))
    assert [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)] == [4, 2]


def test_without_pyarrow_the_extra_is_named(archive: Archive, tmp_path: Path) -> None:
    script = (
        "import sys\nfrom importlib.abc import MetaPathFinder\n"
        "class Missing(MetaPathFinder):\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] == 'pyarrow': raise ModuleNotFoundError(name='pyarrow')\n"
        "sys.meta_path.insert(0, Missing())\n"
        "from newsbot.cli import main\n"
        f"print(main(['--archive', {str(archive.path)!r}, 'export', 'a.csv']))\n"
        f"print(main(['--archive', {str(archive.path)!r}, 'export', 'a.parquet']))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True,
                          env={"PYTHONPATH": str(Path(__file__).parents[2])})  # fmt: skip
    assert done.stdout.split()[-1] == "1"
    assert done.stderr == "a.parquet: needs pyarrow. Install it with: pip install 'newsbot[parquet]'\n"
