"""``newsbot verify``."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.cli.conftest import Newsbot


def damage(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute(sql)
        db.commit()


def test_a_sound_archive(newsbot: Newsbot, filled: Path) -> None:
    ran = newsbot("verify")
    assert (ran.status, ran.out, ran.err) == (0, "no faults found\n", "")
    assert newsbot("verify", "--quick").out == "no faults found (quick)\n"
    assert newsbot("verify", "--json").json == {"sound": True, "faults": [], "notes": []}


def test_each_fault_is_a_line_and_the_status_is_1(newsbot: Newsbot, filled: Path) -> None:
    damage(filled, "UPDATE article SET headline = 'x', section = 'y' WHERE id IN (2, 3)")
    ran = newsbot("verify")
    assert ran.status == 1
    what = "headline, section is not what its revisions and links say"
    assert ran.out == f"article 2: {what}\narticle 3: {what}\n"
    assert ran.err.startswith("data/archive.db: 2 faults. ")
    told = newsbot("verify", "--quick", "--json")
    assert told.status == 1
    assert told.json["faults"] == [{"table": "article", "row": row, "what": what} for row in ("2", "3")]


def test_what_heals_by_itself_is_a_note(newsbot: Newsbot, filled: Path) -> None:
    damage(
        filled, "INSERT INTO run (id, source, process, started) VALUES (99, 'roll', 'gone', '2026-11-20T12:00:00.000Z')"
    )
    damage(filled, "UPDATE frontier SET claimed_by = 99 WHERE rowid = 1")
    ran = newsbot("verify", "--json")
    assert ran.status == 0
    assert ran.json["sound"]
    assert [note["table"] for note in ran.json["notes"]] == ["frontier"]
    assert "whose process is gone" in newsbot("verify").out


def test_without_an_archive(newsbot: Newsbot) -> None:
    ran = newsbot("verify")
    assert ran.status == 1
    assert "there is no archive" in ran.err
