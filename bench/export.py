"""How long each export takes, against ``VACUUM INTO`` of the same archive, and how much memory it needs.

.venv/bin/python -m bench.export                        # 20,000 articles
.venv/bin/python -m bench.export --articles 200000 --archive /tmp/bench.db

The archive is filled by `bench.fill`; with ``--archive`` it is kept, and filled only when it is not there. Each export
is made by a process of its own. Memory is the peak of one that exports the newest tenth of the articles, and of the one
that exports all: they differ by what grows with the number of articles.
"""

import argparse
import json
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from bench.fill import DAYS, NOW, fill
from newsbot import dates

FORMATS = ("x.db", "source.db", "x.parquet", "x.parquet/", "x.csv", "x.jsonl", "x.warc.gz", "posts/")
"""``source.db`` is a part, of one source in four: its search index is made anew."""


def cpu_seconds() -> float:
    """CPU this process has used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def vacuum(archive: Path, folder: Path) -> tuple[float, float]:
    """Seconds of ``VACUUM INTO``, and its CPU seconds."""
    began, used = time.perf_counter(), cpu_seconds()
    db = sqlite3.connect(archive)
    db.execute("VACUUM INTO ?", (str(folder / "vacuum.db"),))
    db.close()
    took = time.perf_counter() - began, cpu_seconds() - used
    (folder / "vacuum.db").unlink()
    return took


def child(archive: Path, destination: str, *, tenth: bool) -> None:
    """Export, and print seconds, CPU seconds, bytes, and kilobytes of memory at most."""
    from newsbot.archive.search import Filter
    from newsbot.exports import export

    path = Path(destination)
    chosen = Filter(
        source="fill-roll" if path.name == "source.db" else None,
        since=dates.to_text(NOW - timedelta(days=DAYS / 10)) if tenth else None,
        reprints=True,
    )
    began, used = time.perf_counter(), cpu_seconds()
    done = export(archive, path, chosen, now=dates.to_text(NOW), folder=destination.endswith("/"))
    took = time.perf_counter() - began, cpu_seconds() - used
    print(json.dumps([*took, done.size, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))


def run(archive: Path, folder: Path, destination: str, *, tenth: bool) -> list[float]:
    """Export in a process of its own, remove what it wrote, and return what it measured."""
    command = [sys.executable, "-m", "bench.export", "--archive", str(archive), "--child", f"{folder}/{destination}"]
    part = ["--tenth"] if tenth else []
    done = subprocess.run([*command, *part], stdout=subprocess.PIPE, text=True, check=True)
    written = folder / destination
    if written.is_dir():
        shutil.rmtree(written)
    else:
        written.unlink()
    measured: list[float] = json.loads(done.stdout)
    return measured


def measure(archive: Path, formats: tuple[str, ...]) -> None:
    """Print a line for each format."""
    with tempfile.TemporaryDirectory(dir=archive.parent) as name:
        folder = Path(name)
        base, base_cpu = min(vacuum(archive, folder) for _ in range(2))
        size = archive.stat().st_size
        print(
            f"{'VACUUM INTO':12} {base:7.1f} s   1.00   CPU {base_cpu:6.1f} s   1.00 {size / 1e6:7.0f} MB", flush=True
        )
        for destination in formats:
            *_, least = run(archive, folder, destination, tenth=True)
            took, cpu, written, most = run(archive, folder, destination, tenth=False)
            print(
                f"{destination:12} {took:7.1f} s {took / base:6.2f}   CPU {cpu:6.1f} s {cpu / base_cpu:6.2f}"
                f" {written / 1e6:7.0f} MB   memory {least / 1e3:.0f} -> {most / 1e3:.0f} MB",
                flush=True,
            )


def main() -> None:
    """Fill an archive when there is none, and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--format", action="append", choices=FORMATS, help="only these")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--tenth", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        child(given.archive, given.child, tenth=given.tenth)
        return
    with tempfile.TemporaryDirectory() as folder:
        archive = given.archive or Path(folder, "archive.db")
        if not archive.exists():
            fill(archive, given.articles)
        measure(archive, tuple(given.format or FORMATS))


if __name__ == "__main__":
    main()
