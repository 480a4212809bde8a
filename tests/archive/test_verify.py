"""``verify``: an archive as crawls leave it is sound, and every kind of damage is told with its table and row."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsbot.archive import Archive, dictionaries, images, runs
from newsbot.archive.runs import RunCounts
from newsbot.archive.verify import Fault, verify
from newsbot.errors import ArchiveError
from newsbot.items import ArticleImage, TickerMention
from tests.archive.conftest import Clock, Desk, article, entry, url
from tests.archive.test_reprints import STORY, printed

DATA = b"invented bytes of a chart"
SHA256 = hashlib.sha256(DATA).hexdigest()


def filled(desk: Desk) -> None:
    """Two articles and a reprint of one, a picture, a mention, a revision, one fetched again unchanged."""
    with desk.archive.write() as tx:
        images.add(tx, SHA256, "image/png", 64, 48, DATA)
    desk.show(entry(1), entry(2))
    shown = ArticleImage("https://img.example.com/a.png", 0, sha256=SHA256)
    late = ArticleImage("https://img.example.com/late.png", 1, error="HTTP 404")
    one = article(1, images=[shown, late], tickers=[TickerMention("601229.SH", "上海银行", "markup", 2)])
    desk.store(one, one, printed(2, *STORY), printed(3, *STORY[:3], hour=10))
    desk.store(article(1, images=[shown, late], article_body="云州港务集团更正：本次为一百万箱。", capture_body=b"new"))


def faults(desk: Desk, *, quick: bool = False) -> list[str]:
    return [str(fault) for fault in verify(desk.archive.path, quick=quick)]


def test_an_archive_as_crawls_leave_it_is_sound(desk: Desk) -> None:
    assert faults(desk) == []
    filled(desk)
    assert faults(desk) == []
    assert faults(desk, quick=True) == []


DAMAGE = {
    "UPDATE revision SET article_body = 'x' WHERE id = 2": {
        "revision 2: content_sha256 is not that of its headline, text and pictures",
        "article_fts 2: the index does not find its article_body",
        "article 2: article_body is not what its revisions and links say",
    },
    "UPDATE article SET headline = 'x', section = 'y' WHERE id = 2": {
        "article 2: headline, section is not what its revisions and links say",
    },
    "UPDATE article SET duplicate_of = NULL WHERE id = 3": {
        "article 3: duplicate_of is not what its revisions and links say",
    },
    "UPDATE article SET withdrawn = '2026-11-20T12:00:00.000Z' WHERE id = 3": {
        "article 3: withdrawn is not what its revisions and links say",
    },
    "DELETE FROM resemblance": {"reprint_record of article 3: leads to article 2, which it does not resemble"},
    "DELETE FROM fingerprint WHERE article_id = 1": {
        "fingerprint 1: is missing; `newsbot dedupe --rebuild` makes it",
        "fingerprint_band: 1 rows are of no article",
    },
    "UPDATE fingerprint SET printed = '2026-11-20T00:00:00.000Z' WHERE article_id = 1": {
        "fingerprint 1: is of another time; `newsbot dedupe --rebuild` mends it"
    },
    "UPDATE fingerprint SET version = 1, bands = zeroblob(8) WHERE article_id = 1": {
        "fingerprint: 1 are by the rules of an older version; `newsbot upkeep` renews them",
        "fingerprint_band of article 1: 1 are missing",
    },
    "UPDATE fingerprint SET bands = zeroblob(8) WHERE article_id = 1": {
        "fingerprint_band of article 1: 1 are missing",
        "fingerprint 1: is not that of the text; `newsbot dedupe --rebuild` mends it",
    },
    "DELETE FROM article_fts_docsize WHERE id = 3": {
        "article_fts 3: is missing",
        "article_fts: the places of words in headline are not those of the texts",
        "article_fts: the places of words in article_body are not those of the texts",
    },
    "INSERT INTO article_fts (rowid, headline) VALUES (99, 'x')": {"article_fts 99: is of no revision"},
    "UPDATE capture SET body = NULL WHERE id = 1": {"capture 1: its bytes are missing"},
    "UPDATE capture SET pruned = fetched WHERE id = 3": {
        "capture 3: retention has emptied it, but its bytes are there"
    },
    "UPDATE capture SET body = zeroblob(40) WHERE id = 3": {"capture 3: the stored bytes are damaged"},
    "UPDATE capture SET same_as = 3 WHERE id = 2": {"capture 2: capture 3 is not the one that has its bytes"},
    "UPDATE capture SET body_sha256 = hex(zeroblob(32)) WHERE id = 3": {
        "capture 3: the stored bytes are not those fetched"
    },
    "UPDATE image SET data = x'78'": {f"image {SHA256}: the bytes are not those of its hash"},
    "UPDATE image SET size = 1": {f"image {SHA256}: has 25 bytes, not 1"},
    "UPDATE revision SET recorded = '2026-01-01T00:00:00.000Z' WHERE id = 3": {
        "revision 3: recorded 2026-01-01T00:00:00.000Z is earlier than the row before it",
        "article 3: first_seen, content_changed is not what its revisions and links say",
    },
    "UPDATE mention_record SET recorded = '2027-01-01T00:00:00.000Z'": {
        "mention_record 1: recorded 2027-01-01T00:00:00.000Z is later than the last stamp given out",
        "mention_record 1: was retired before it was recorded",
    },
    "UPDATE revision SET number = 4 WHERE id = 4": {"article 1: numbers 1 to 4 of its 2 revisions"},
    "INSERT INTO mention_record (id, article_id, symbol, surface, method, count, recorded, retired)"
    " SELECT 9, article_id, symbol, surface, method, count, recorded, recorded FROM mention_record WHERE id = 1": {
        "mention_record 9: was recorded while the row before it (article_id, symbol) held until",
    },
    "UPDATE reprint_record SET retired = recorded": {
        "article 3: duplicate_of, duplicate_score is not what its revisions and links say"
    },
    "INSERT INTO reprint_record (article_id, original_id, score, containment, recorded)"
    " SELECT original_id, article_id, score, containment, recorded FROM reprint_record": {
        "reprint_record of article 2: leads to article 3, which is a reprint itself",
        "article 2: duplicate_of, duplicate_score is not",
    },
    "UPDATE image_missing_record SET retired = recorded": {
        "revision_image 1 of revision 1: is missing, and not said to be",
        "revision_image 1 of revision 4: is missing, and not said to be",
    },
    f"UPDATE revision_image SET sha256 = '{SHA256}' WHERE revision_id = 1": {
        "revision_image 1 of revision 1: is there, and said to be missing"
    },
    "UPDATE frontier SET forgotten = '2026-11-20T00:00:00.000Z' WHERE article_id = 2": {
        f"frontier {url(2)}: is of an article that was removed",
        "article 2: is of an article that was removed",
        f"article_address {url(2)}: is of an article that was removed",
        "listing_entry 2: is of an article that was removed",
        "capture 3: is of an article that was removed",
    },
    f"UPDATE listing_state SET last_listed = CAST(x'32ff' AS TEXT) WHERE url = '{url(2)}'": {
        f"listing_state {url(2)} roll: last_listed is not readable text"
    },
    "UPDATE capture_total SET captures = 99, capture_bytes = 1": {
        "capture_total: captures is 99, there are 5",
        "capture_total: capture_bytes is 1, there are ",
    },
    "UPDATE frontier SET claimed_by = 1": {"is claimed by run 1, which is over"},
    "UPDATE article SET duplicate_of = 999 WHERE id = 3": {
        "article rowid 3: names a row of article that is not there",
        "article 3: duplicate_of is not what its revisions and links say",
    },
}
"""SQL that does the damage, and the beginnings or parts of what is told of it."""


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_told(desk: Desk, damage: str, clock: Clock) -> None:
    filled(desk)
    with desk.archive.write() as tx:
        runs.finish(tx, desk.run_id, "ok", RunCounts())
    db = desk.archive.db
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("BEGIN")
    db.execute(damage)
    db.execute("COMMIT")
    told = faults(desk)
    unexplained = [line for line in told if not any(part in line for part in DAMAGE[damage])]
    missing = [part for part in DAMAGE[damage] if not any(part in line for line in told)]
    undo(desk)
    assert (unexplained, missing) == ([], [])


def undo(desk: Desk) -> None:
    """Leave nothing for the fixture to find."""
    desk.archive.db.execute("UPDATE article SET duplicate_of = NULL WHERE id = 3")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE dictionary SET data = x'78'", "dictionary 1: the stored bytes are damaged"),
        ("UPDATE dictionary SET body_sha256 = hex(zeroblob(32))", "dictionary 1: the stored bytes are not those"),
        ("UPDATE dictionary SET size = size + 1", "dictionary 1: its page has not the"),
        ("DELETE FROM dictionary", "capture 2: is not there, and captures are packed with it"),
    ],
)
def test_a_damaged_dictionary_is_told(desk: Desk, damage: str, said: str) -> None:
    pages = (b"<html>%d" % number + b"the frame of a page of this site, " * 20 for number in range(3))
    desk.store(*(article(number, capture_body=page) for number, page in enumerate(pages, 1)))
    dictionaries._pages.clear()
    desk.archive.db.execute("PRAGMA foreign_keys = OFF")
    desk.archive.db.execute(damage)
    told = faults(desk)
    desk.archive.db.execute("DELETE FROM revision_capture")
    desk.archive.db.execute("DELETE FROM capture")
    assert any(line.startswith(said) for line in told), told


def test_damage_of_the_index_is_told(desk: Desk) -> None:
    """What stands in it at the end of a part are the last texts and places of words."""
    filled(desk)
    db = desk.archive.db
    (row, part) = db.execute("SELECT id, block FROM article_fts_data WHERE length(block) > 200 LIMIT 1").fetchone()
    word = "港".encode()
    at = part.index(word) + len(word)  # after it: size of what follows, text, place …
    damaged = part[: at + 3] + bytes([part[at + 3] + 1]) + part[at + 4 :]
    db.execute("UPDATE article_fts_data SET block = ? WHERE id = ?", (damaged, row))
    assert any("the places of words in" in line for line in faults(desk))
    db.execute("UPDATE article_fts_data SET block = ? WHERE id = ?", (part, row))


def test_a_damaged_file_is_told_and_the_other_checks_go_on(desk: Desk) -> None:
    filled(desk)
    path = desk.archive.path
    (page,) = desk.rows("SELECT rootpage FROM sqlite_schema WHERE name = 'capture'")[0]
    desk.archive.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    found = list(verify(path))
    assert {fault.table for fault in found} >= {"file", "captures"}
    assert all(fault.what for fault in found)
    path.unlink()
    desk.archive = Archive(path)


def test_quick_reads_no_texts(desk: Desk) -> None:
    filled(desk)
    desk.archive.db.execute("UPDATE image SET data = x'78'")
    desk.archive.db.execute("UPDATE article SET section = 'y' WHERE id = 1")
    assert [fault.table for fault in verify(desk.archive.path, quick=True)] == ["article"]


def test_a_claim_of_a_killed_process_heals(desk: Desk) -> None:
    desk.show(entry(1))
    code = (
        "import os, sys; from pathlib import Path; from newsbot.archive import Archive, runs\n"
        "archive = Archive(Path(sys.argv[1]))\n"
        "with archive.write() as tx: run = runs.begin(tx, 'roll', archive.process)\n"
        "archive.db.execute('UPDATE frontier SET claimed_by = ?', (run,)); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(desk.archive.path)], cwd=Path(__file__).parents[2], check=False)
    (fault,) = verify(desk.archive.path)
    assert (fault.table, fault.heals) == ("frontier", True)
    assert "whose process is gone" in fault.what
    runs.bury_dead(desk.archive)
    assert faults(desk) == []


def test_nothing_is_written(desk: Desk) -> None:
    filled(desk)
    before = desk.archive.db.execute("PRAGMA data_version").fetchone()[0], desk.archive.db.total_changes
    desk.archive.path.chmod(0o444)
    assert faults(desk) == []
    desk.archive.path.chmod(0o644)
    assert (desk.archive.db.execute("PRAGMA data_version").fetchone()[0], desk.archive.db.total_changes) == before


def test_the_progress_ends_with_each_check(desk: Desk) -> None:
    filled(desk)
    told: list[tuple[str, int, int]] = []
    assert list(verify(desk.archive.path, on_progress=lambda *step: told.append(step))) == []
    last = {name: (done, total) for name, done, total in told}
    assert set(last.values()) == {(1, 1)}
    assert len(last) == 20


def test_a_fault_reads_as_one_line() -> None:
    assert str(Fault("image", "ab", "is gone")) == "image ab: is gone"
    assert str(Fault("file", "", "row 1 missing")) == "file: row 1 missing"


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.integers(1, 4), st.text(min_size=1, max_size=40), st.integers(0, 3), st.booleans()),
        min_size=1,
        max_size=8,
    )
)
def test_whatever_is_stored_is_sound(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[int, str, int, bool]]
) -> None:
    clock = Clock()
    with Archive(tmp_path_factory.mktemp("sound") / "a.db", clock=clock) as archive:
        desk = Desk(archive, clock)
        desk.begin()
        for number, text, hours, pictured in said:
            clock.forward(hours=hours)
            shown = [ArticleImage(f"https://img.example.com/{number}.png", 0, error="HTTP 404")] if pictured else []
            desk.store(article(number, headline=f"云州 {text}", article_body=f"{text}\n{text}", images=shown))
        assert faults(desk) == []


def test_what_is_left_of_an_archive_cut_to_nothing_is_not_sound(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    path.touch()
    with pytest.raises(ArchiveError, match="is empty"):
        list(verify(path))
    assert path.stat().st_size == 0, "and no archive is made of it"
