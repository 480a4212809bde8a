"""``backup``: a whole copy, whatever is written meanwhile, or none."""

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from newsbot import files
from newsbot.archive import Archive, captures, records
from newsbot.archive.backup import backup
from newsbot.archive.refusals import APPLICATION_ID
from newsbot.archive.store import open_reader
from newsbot.archive.verify import verify
from newsbot.errors import ArchiveError, NewsbotError
from tests.archive.conftest import Clock, Desk, article

ROOT = Path(__file__).parents[2]
WRITER = """
import sys
from pathlib import Path
from newsbot.archive import Archive, articles
from tests.archive.conftest import article
number = 1000
with Archive(Path(sys.argv[1])) as archive:
    while True:
        number += 1
        with archive.write() as tx:
            articles.store(tx, article(number, article_body="云州" * 2000 + str(number)), None, ())
        print(number, flush=True)
"""


@contextmanager
def writing(path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that stores one article after the other."""
    command = [sys.executable, "-c", WRITER, str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline()
        yield writer
        writer.send_signal(signal.SIGKILL)


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder / "copy.db"


def test_a_copy_is_an_archive_like_its_original(desk: Desk, place: Path) -> None:
    desk.store(article(1), article(2))
    told: list[tuple[int, int]] = []
    made = backup(desk.archive.path, place, on_progress=lambda *step: told.append(step))
    assert (made.path, made.articles, made.revisions, made.size) == (str(place), 2, 2, place.stat().st_size)
    ((stamp,),) = desk.rows("SELECT last FROM stamp")
    assert made.recorded_until == stamp
    assert leftovers(place.parent) == ["copy.db"], "one file"
    with closing(sqlite3.connect(place)) as copy:
        pragmas = [
            copy.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "auto_vacuum", "journal_mode")
        ]
        assert pragmas == [APPLICATION_ID, 2, "delete"]
        assert copy.execute("PRAGMA user_version").fetchone() == desk.rows("PRAGMA user_version")[0]
    assert list(verify(place)) == []
    with Archive(place, clock=Clock()) as archive:
        assert [one["id"] for one in records.records(archive.db, records.PRESENT)] == [1, 2]
        assert captures.load(archive.db, 1) == b"<html>1</html>"


def test_beside_a_writer_the_copy_is_of_one_moment(desk: Desk, place: Path) -> None:
    with writing(desk.archive.path) as writer:
        for _ in range(3):
            began = time.monotonic()
            made = backup(desk.archive.path, place)
            assert time.monotonic() - began < 20
            assert writer.poll() is None
            assert list(verify(place)) == []
            with closing(sqlite3.connect(place)) as copy:
                last, count = copy.execute("SELECT max(recorded), count(*) FROM revision").fetchone()
            assert (made.recorded_until, made.revisions) == (last, count)
        assert writer.stdout is not None
        (now,) = desk.archive.db.execute("SELECT count(*) FROM revision").fetchone()
        assert now > made.revisions or writer.stdout.readline(), "the writer was not kept waiting"


def test_an_earlier_backup_is_replaced_and_nothing_else(desk: Desk, place: Path, tmp_path: Path) -> None:
    desk.store(article(1))
    backup(desk.archive.path, place)
    desk.store(article(2))
    assert backup(desk.archive.path, place).articles == 2
    other = tmp_path / "backups" / "other.db"
    with Archive(other):
        pass
    text = tmp_path / "backups" / "notes.txt"
    text.write_text("x")
    empty = tmp_path / "backups" / "empty"
    empty.touch()
    for refused in (other, text, empty):
        before = refused.read_bytes()
        with pytest.raises(NewsbotError, match="no earlier backup of this archive"):
            backup(desk.archive.path, refused)
        assert refused.read_bytes() == before
    for replaced in (other, text, empty):
        assert backup(desk.archive.path, replaced, force=True).articles == 2
    assert not list(place.parent.glob(".*"))


def test_what_a_killed_backup_left_goes_with_the_next(desk: Desk, place: Path) -> None:
    desk.store(article(1))
    code = (
        "import os, sys; from pathlib import Path; from newsbot.archive import backup as made\n"
        "made._check = lambda path: os.kill(os.getpid(), 9)\n"
        "made.backup(*map(Path, sys.argv[1:]))"
    )
    ran = subprocess.run([sys.executable, "-c", code, str(desk.archive.path), str(place)], cwd=ROOT, check=False)
    assert ran.returncode == -signal.SIGKILL
    (left,) = leftovers(place.parent)
    assert left.startswith(".copy.db.")
    other = place.with_name(".other.db.00000000.tmp")
    other.mkdir()
    with files.locked_folder(place) as at_work:
        assert backup(desk.archive.path, place).articles == 1
        assert leftovers(place.parent) == sorted([at_work.name, other.name, "copy.db"])


def test_an_archive_in_use_is_never_replaced(desk: Desk, place: Path) -> None:
    backup(desk.archive.path, place)
    with Archive(place), pytest.raises(NewsbotError, match="in use"):
        backup(desk.archive.path, place, force=True)
    link = place.with_name("link.db")
    link.symlink_to(desk.archive.path)
    for itself in (desk.archive.path, link):
        with pytest.raises(NewsbotError, match="is the archive itself"):
            backup(desk.archive.path, itself, force=True)
    with pytest.raises(NewsbotError, match="is no file"):
        backup(desk.archive.path, place.parent, force=True)
    with pytest.raises(NewsbotError, match="no such folder"):
        backup(desk.archive.path, place.parent / "no" / "x.db")


def test_a_backup_that_was_used_is_replaced_when_it_is_no_more(desk: Desk, place: Path) -> None:
    backup(desk.archive.path, place)
    with Archive(place):
        pass
    with closing(open_reader(place)) as reader:
        reader.execute("SELECT count(*) FROM article").fetchone()
    assert place.with_name("copy.db-wal").exists(), "SQLite's readers leave it"
    desk.store(article(1))
    assert backup(desk.archive.path, place).articles == 1
    assert list(verify(place)) == []


def test_a_link_is_followed(desk: Desk, place: Path) -> None:
    backup(desk.archive.path, place)
    link = place.with_name("latest.db")
    link.symlink_to(place)
    desk.store(article(1))
    backup(desk.archive.path, link)
    assert link.is_symlink()
    with closing(sqlite3.connect(place)) as copy:
        assert copy.execute("SELECT count(*) FROM article").fetchone() == (1,)


def test_too_little_room_is_told_before_anything_is_written(
    desk: Desk, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(place.parent)._replace(free=4096)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    with pytest.raises(NewsbotError, match="nothing was written"):
        backup(desk.archive.path, place)
    assert leftovers(place.parent) == []


def test_a_disk_that_fills_up_leaves_the_earlier_backup(desk: Desk, place: Path) -> None:
    desk.store(article(1))
    backup(desk.archive.path, place)
    before = place.read_bytes()
    desk.store(article(2, article_body="云州" * 200_000))

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    code = "import sys; from pathlib import Path; from newsbot.archive.backup import backup\n"
    code += "backup(*map(Path, sys.argv[1:]))"
    ran = subprocess.run(
        [sys.executable, "-c", code, str(desk.archive.path), str(place)],
        cwd=ROOT, preexec_fn=limit, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 1
    assert "cannot be written" in ran.stderr.splitlines()[-1]
    assert "nothing was left behind" in ran.stderr.splitlines()[-1]
    assert place.read_bytes() == before
    assert leftovers(place.parent) == ["copy.db"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(desk: Desk, place: Path) -> None:
    place.parent.chmod(0o500)
    with pytest.raises(NewsbotError, match="cannot be written"):
        backup(desk.archive.path, place)


def test_a_damaged_archive_makes_no_backup(desk: Desk, place: Path) -> None:
    desk.store(article(1))
    backup(desk.archive.path, place)
    before = place.read_bytes()
    path = desk.archive.path
    ((page,),) = desk.rows("SELECT rootpage FROM sqlite_schema WHERE name = 'capture'")
    desk.archive.close()
    sound = path.read_bytes()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    with pytest.raises(ArchiveError, match="damaged"):
        backup(path, place)
    assert place.read_bytes() == before
    path.write_bytes(sound)
    desk.archive = Archive(path)
