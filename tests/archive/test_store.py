"""Opening, refusing, stamping, locking."""

import errno
import os
import sqlite3
import subprocess
import sys
import threading
import time
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from newsbot.archive import Archive, articles, runs
from newsbot.archive.migrations import MIGRATIONS, SCHEMA_VERSION
from newsbot.archive.refusals import APPLICATION_ID, translate
from newsbot.archive.store import open_reader
from newsbot.archive.verify import verify
from newsbot.errors import ArchiveError
from tests.archive.conftest import Clock, Desk, article


def test_a_new_archive_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "archive.db"
    Archive(path).close()
    db = sqlite3.connect(path)
    pragma = {
        name: db.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("application_id", "user_version", "journal_mode", "auto_vacuum")
    }
    assert pragma == {
        "application_id": APPLICATION_ID,
        "user_version": SCHEMA_VERSION,
        "journal_mode": "wal",
        "auto_vacuum": 2,
    }
    assert sorted(p.name for p in path.parent.iterdir() if "processes" in p.name) == []


def test_a_new_archive_never_looks_like_another_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process may look at the file at any moment, and this one may be killed at any."""
    path = tmp_path / "archive.db"
    seen: set[int] = set()

    class Watched(sqlite3.Connection):
        def execute(self, *given: Any) -> sqlite3.Cursor:
            cursor = super().execute(*given)
            if path.exists():  # an empty file would be 0
                seen.add(int.from_bytes(path.read_bytes()[68:72], "big"))
            return cursor

    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Watched))
    Archive(path).close()
    assert seen == {APPLICATION_ID}


@pytest.mark.parametrize("content", [b"hello", b"SQLite format 3\0" + bytes(200), b"<html>"])
def test_a_file_that_is_no_archive_is_refused_untouched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mine.db"
    path.write_bytes(content)
    for opening in (Archive, open_reader):
        with pytest.raises(ArchiveError, match="no newsbot archive"):
            opening(path)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_another_programs_database_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE t (x)")
    db.close()
    before = path.read_bytes()
    with pytest.raises(ArchiveError, match="no newsbot archive"):
        Archive(path)
    assert path.read_bytes() == before


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    path.touch()
    for opening in (Archive, open_reader):
        with pytest.raises(ArchiveError, match="is empty: there is no archive in it"):
            opening(path)
    assert path.stat().st_size == 0


def test_what_is_no_regular_file_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.db"
    os.mkfifo(pipe)
    link = tmp_path / "null.db"
    link.symlink_to("/dev/null")
    for path in (pipe, link, tmp_path):
        for opening in (Archive, open_reader):
            with pytest.raises(ArchiveError, match="is no file that can hold an archive"):
                opening(path)
    assert sorted(tmp_path.iterdir()) == [link, pipe]
    assert not Path("/dev/null-journal").exists()


def test_a_folder_that_takes_no_files_is_told_at_once() -> None:
    begun = time.monotonic()
    with pytest.raises(ArchiveError, match=r"/proc/x\.db: the archive cannot be used"):
        Archive(Path("/proc/x.db"))
    assert time.monotonic() - begun < 5


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    Archive(path).close()
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    db.close()
    for opening in (Archive, open_reader):
        with pytest.raises(ArchiveError, match="Update newsbot"):
            opening(path)


def test_an_older_schema_migrates_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    db = sqlite3.connect(path)
    # What a process leaves that was killed after it marked the file as ours.
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.commit()
    db.close()
    with open_reader(path) as reader:
        assert reader.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
        applied = [row["name"] for row in reader.execute("SELECT name FROM _sqlite_migrations")]
    assert applied == [migration.name for migration in MIGRATIONS._migrations]


def test_an_older_schema_that_cannot_be_written_says_why_it_has_to_be(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("PRAGMA user_version = 3")
    db.close()
    (tmp_path / "archive.db.lock").mkdir()  # as in a folder without permission, but for root as well
    with pytest.raises(ArchiveError, match=rf"has schema 3 and must be brought to {SCHEMA_VERSION} before"):
        open_reader(path)


def test_a_missing_archive_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="newsbot crawl"):
        open_reader(tmp_path / "none.db")


def test_stamps_rise_whatever_the_clock_does(desk: Desk, clock: Clock) -> None:
    stamps = []
    for step in (timedelta(seconds=1), timedelta(hours=-5), timedelta(0), timedelta(days=2)):
        clock.now += step
        with desk.archive.write() as tx:
            stamps.append(tx.stamp)
    assert stamps == sorted(set(stamps))
    assert stamps[-1] == "2026-11-22T07:00:01.000Z"


def test_a_block_that_raises_leaves_nothing(desk: Desk) -> None:
    def half() -> None:
        with desk.archive.write() as tx:
            tx.event("half")
            articles.store(tx, article(1), None, ())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert desk.rows("SELECT kind FROM event") == []
    with desk.archive.write() as tx:
        tx.event("whole")
    assert desk.rows("SELECT kind FROM event") == [("whole",)]
    assert desk.rows("SELECT count(*) FROM article_fts_docsize") == [(0,)]


def test_what_cannot_be_indexed_is_not_stored(desk: Desk) -> None:
    """Words are indexed last of all: an error there takes the article with it, and the next one is whole."""
    desk.archive.db.execute("ALTER TABLE article_fts_docsize RENAME TO away")
    with pytest.raises(ArchiveError):
        desk.store(article(1))
    desk.archive.db.execute("ALTER TABLE away RENAME TO article_fts_docsize")
    assert desk.rows("SELECT count(*) FROM article") == [(0,)]
    desk.store(article(2))
    assert list(verify(desk.archive.path)) == []


def test_a_full_disk_is_one_clear_error_and_it_goes_on_afterwards(desk: Desk) -> None:
    (pages,) = desk.rows("PRAGMA page_count")[0]
    desk.archive.db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(ArchiveError, match="disk is full"):
        desk.store(article(1, article_body="长文" * 500_000))
    assert desk.rows("SELECT count(*) FROM article") == [(0,)]
    desk.archive.db.execute("PRAGMA max_page_count = 1000000")
    assert desk.store(article(1))[0].kind == "new"


def test_many_writers_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    Archive(path).close()

    def write(name: str) -> None:
        with Archive(path) as archive:
            for _ in range(50):
                with archive.write() as tx:
                    tx.event(name)

    threads = [threading.Thread(target=write, args=(f"w{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with open_reader(path) as reader:
        stamps = [row["at"] for row in reader.execute("SELECT at FROM event ORDER BY id")]
    assert len(stamps) == 200
    assert stamps == sorted(set(stamps)), "commit order is stamp order"


def test_a_process_that_was_killed_is_seen_as_gone(tmp_path: Path, desk: Desk) -> None:
    script = (
        "import sys; from pathlib import Path; from newsbot.archive import Archive, runs\n"
        "archive = Archive(Path(sys.argv[1]))\n"
        "with archive.write() as tx: runs.begin(tx, 'roll', archive.process)\n"
        "print(archive.process, flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(desk.archive.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        token = child.stdout.readline().strip()
        assert desk.archive.alive(token)
        assert runs.bury_dead(desk.archive) == 0
        child.kill()
        child.wait()
    assert not desk.archive.alive(token)
    assert runs.bury_dead(desk.archive) == 1
    assert desk.rows("SELECT outcome FROM run WHERE process = ?", token) == [("killed",)]


def test_a_symlink_leads_to_the_same_locks(tmp_path: Path, desk: Desk) -> None:
    link = tmp_path / "other" / "link.db"
    link.parent.mkdir()
    link.symlink_to(desk.archive.path)
    with Archive(link) as other:
        assert other.alive(desk.archive.process)
        assert runs.bury_dead(other) == 0
    assert list(link.parent.iterdir()) == [link]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left", "/x"), "the disk is full"),
        (sqlite3.OperationalError("database or disk is full"), "the disk is full"),
        (OSError(errno.EROFS, "Read-only file system", "/full/of/news.db"), "is read-only"),
        (sqlite3.OperationalError("attempt to write a readonly database"), "is read-only"),
        (PermissionError(errno.EACCES, "Permission denied", "/full/locked/news.db"), "(Permission denied)"),
        (sqlite3.OperationalError("unable to open database file"), "(unable to open database file)"),
        (sqlite3.OperationalError("database is locked"), "locked by another program"),
    ],
)
def test_each_trouble_has_its_name(error: OSError | sqlite3.Error, said: str) -> None:
    assert said in str(translate(error, Path("archive.db")))
