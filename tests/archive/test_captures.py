"""Captures: what goes in comes out, how it is packed, and what retention empties."""

import random
import re
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.archive import Archive, captures, dictionaries, upkeep
from newsbot.archive.reports import totals
from newsbot.errors import ArchiveError
from newsbot.items import Capture, CaptureKind
from tests.archive.conftest import Clock, Desk, article

NOON = "2026-11-20T12:00:00.000Z"
DAY = 86_400


def frame(seed: int) -> bytes:
    """What all pages of a site share: 20 KB that nothing but itself packs."""
    return random.Random(seed).randbytes(10_000).hex().encode()


def page(number: int, frame_of: int = 0) -> bytes:
    return b"<html>" + frame(frame_of) + f"<p>云州港务集团第{number}次公布吞吐量。</p>".encode() * 3


def capture(number: int, body: bytes, *, kind: CaptureKind = "article", media_type: str = "text/html") -> Capture:
    url = f"https://finance.example.com/{number}.shtml"
    return Capture(url, url, kind, NOON, 200, media_type, [], body)


def add(desk: Desk, *wanted: Capture) -> list[int]:
    with desk.archive.write() as tx:
        return [captures.add(tx, one, desk.run_id) for one in wanted]


def stored(desk: Desk) -> list[int]:
    return [size for (size,) in desk.rows("SELECT length(body) FROM capture ORDER BY id")]


# --- packing


KINDS: st.SearchStrategy[CaptureKind] = st.sampled_from(["article", "part", "entry", "import"])
BODIES = st.one_of(
    st.binary(max_size=2000),
    st.builds(lambda head, times, tail: head * times + tail, st.binary(max_size=40), st.integers(0, 200), st.binary()),
    st.builds(page, st.integers(0, 10**6), st.integers(0, 1)),
)


@settings(max_examples=60)
@given(bodies=st.lists(st.tuples(st.integers(0, 5), KINDS, BODIES), max_size=12), stops=st.sets(st.integers(0, 11)))
def test_whatever_goes_in_comes_out_also_after_reopening(
    bodies: list[tuple[int, CaptureKind, bytes]], stops: set[int]
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        kept: list[tuple[int, bytes]] = []
        archive = Archive(path)
        for position, (number, kind, body) in enumerate(bodies):
            if position in stops:
                archive.close()
                dictionaries._packers.clear()
                dictionaries._pages.clear()
                archive = Archive(path)
            with archive.write() as tx:
                kept.append((captures.add(tx, capture(number, body, kind=kind), None), body))
        for capture_id, body in kept:
            assert captures.load(archive.db, capture_id) == body
        assert totals_counted(archive) == totals_kept(archive)
        archive.close()


def totals_counted(archive: Archive) -> list[int]:
    """What the archive holds, counted."""
    row = archive.db.execute(
        "SELECT count(*), coalesce(sum(length(body)), 0), coalesce(sum(size), 0), (SELECT count(*) FROM dictionary),"
        " (SELECT coalesce(sum(length(data)), 0) FROM dictionary) FROM capture"
    ).fetchone()
    return list(row)


def totals_kept(archive: Archive) -> list[int]:
    said = totals(archive.db)
    return [said.captures, said.capture_bytes, said.captured_bytes, said.dictionaries, said.dictionary_bytes]


def test_pages_of_a_site_are_packed_with_its_first(desk: Desk) -> None:
    add(desk, *(capture(number, page(number)) for number in range(5)))
    assert desk.rows("SELECT site, kind, media_type, size FROM dictionary") == [
        ("example.com", "article", "text/html", len(page(0)))
    ]
    assert all(size < 200 for size in stored(desk))
    assert desk.rows("SELECT DISTINCT dictionary_id FROM capture") == [(1,)]


def test_other_sites_kinds_and_types_have_dictionaries_of_their_own(desk: Desk) -> None:
    elsewhere = Capture("https://other.example.org/1", "", "article", NOON, 200, "text/html", [], page(1))
    add(
        desk,
        capture(1, page(1), media_type="text/html; charset=utf-8"),
        capture(2, page(2), media_type="TEXT/HTML"),
        capture(3, page(3), kind="part"),
        capture(4, page(4), kind="entry", media_type="application/json"),
        capture(5, page(5), media_type="application/json"),
        elsewhere,
    )
    assert desk.rows("SELECT dictionary_id FROM capture ORDER BY id") == [(1,), (1,), (1,), (2,), (3,), (4,)]


def test_a_new_layout_gets_a_new_dictionary_within_some_pages(desk: Desk) -> None:
    add(desk, *(capture(number, page(number)) for number in range(40)))
    assert desk.rows("SELECT count(*) FROM dictionary") == [(1,)]
    add(desk, *(capture(number, page(number, frame_of=1)) for number in range(100, 250)))
    made = desk.rows("SELECT count(*) FROM dictionary")
    assert made == [(2,)]
    large = [size for size in stored(desk) if size > 5000]
    assert 0 < len(large) < 6 * dictionaries.TRIAL
    assert max(stored(desk)[-40:]) < 200


def test_small_and_huge_pages_are_no_dictionaries(desk: Desk) -> None:
    huge = random.Random(1).randbytes(dictionaries.LARGEST + 1)
    ids = add(desk, capture(1, b"x" * 100), capture(2, huge), capture(3, b""))
    assert desk.rows("SELECT count(*) FROM dictionary") == [(0,)]
    assert [captures.load(desk.archive.db, one) for one in ids] == [b"x" * 100, huge, b""]


def test_nothing_of_a_dictionary_stays_when_its_transaction_fails(desk: Desk) -> None:
    def fail() -> None:
        with desk.archive.write() as tx:
            captures.add(tx, capture(1, page(1)), desk.run_id)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert desk.rows("SELECT count(*) FROM dictionary") == [(0,)]
    (one, two) = add(desk, capture(2, page(2)), capture(3, page(3)))
    assert captures.load(desk.archive.db, one) == page(2)
    assert captures.load(desk.archive.db, two) == page(3)


@pytest.mark.parametrize("damage", [b"", b"junk", b"\x28\xb5\x2f\xfd\x00"])
def test_a_damaged_dictionary_is_said_to_be_one(desk: Desk, damage: bytes) -> None:
    add(desk, capture(1, page(1)), capture(2, page(2)))
    desk.archive.db.execute("UPDATE dictionary SET data = ?", (damage,))
    dictionaries._packers.clear()
    dictionaries._pages.clear()
    with pytest.raises(ArchiveError, match="dictionary 1"):
        captures.load(desk.archive.db, 2)
    (three,) = add(desk, capture(3, page(3)))
    assert captures.load(desk.archive.db, three) == page(3), "what comes after the damage is not lost to it"
    assert desk.rows("SELECT dictionary_id FROM capture WHERE id = ?", three) == [(2,)]
    desk.archive.db.execute("UPDATE dictionary SET data = ? WHERE id = 1", (dictionaries._PLAIN.compress(page(9)),))
    with pytest.raises(ArchiveError, match="not those of the page"):
        captures.load(desk.archive.db, 2)


def test_a_dictionary_that_is_not_there_is_said_to_be_so(desk: Desk) -> None:
    add(desk, capture(1, page(1)), capture(2, page(2)))
    desk.archive.db.execute("PRAGMA foreign_keys = OFF")
    desk.archive.db.execute("DELETE FROM dictionary")
    with pytest.raises(ArchiveError, match="dictionary 1: is not there"):
        captures.load(desk.archive.db, 2)
    desk.archive.db.execute("DELETE FROM capture")


@pytest.mark.parametrize("damage", [b"", b"junk", b"cut"])
def test_a_damaged_capture_is_said_to_be_one(desk: Desk, damage: bytes) -> None:
    add(desk, capture(1, page(1)), capture(2, page(2)))
    (body,) = desk.archive.db.execute("SELECT body FROM capture WHERE id = 2").fetchone()
    desk.archive.db.execute("UPDATE capture SET body = ? WHERE id = 2", (body[:-3] if damage == b"cut" else damage,))
    with pytest.raises(ArchiveError, match="capture 2"):
        captures.load(desk.archive.db, 2)


def test_a_full_disk_leaves_neither_capture_nor_dictionary(desk: Desk) -> None:
    add(desk, capture(1, page(1)))
    (used,) = desk.archive.db.execute("PRAGMA page_count").fetchone()
    desk.archive.db.execute(f"PRAGMA max_page_count = {used + 2}")
    large = random.Random(1).randbytes(100_000)
    with pytest.raises(ArchiveError, match="disk is full"):
        add(desk, Capture("https://other.example.org/1", "", "article", NOON, 200, "text/html", [], large))
    desk.archive.db.execute(f"PRAGMA max_page_count = {2**31}")
    assert desk.rows("SELECT (SELECT count(*) FROM dictionary), count(*) FROM capture") == [(1, 1)]
    (again,) = add(desk, Capture("https://other.example.org/1", "", "article", NOON, 200, "text/html", [], large))
    assert captures.load(desk.archive.db, again) == large
    assert totals_counted(desk.archive) == totals_kept(desk.archive)


def test_sizes_are_known_without_reading_the_captures(desk: Desk) -> None:
    sql: list[str] = []
    desk.archive.db.set_trace_callback(sql.append)
    totals(desk.archive.db)
    desk.archive.db.set_trace_callback(None)
    plans = [row[3] for one in sql for row in desk.rows(f"EXPLAIN QUERY PLAN {one}")]
    assert any("capture_total" in plan for plan in plans)
    assert not any(re.search(r"\b(capture|dictionary)\b", plan) for plan in plans)


def test_a_dictionary_in_use_cannot_be_deleted(desk: Desk) -> None:
    add(desk, capture(1, page(1)))
    with pytest.raises(sqlite3.IntegrityError), desk.archive.write() as tx:
        tx.db.execute("DELETE FROM dictionary")


def test_what_is_erased_is_in_no_dictionary_any_more(desk: Desk) -> None:
    ids = add(desk, *(capture(number, page(number)) for number in range(3)), capture(0, page(0)))
    with desk.archive.write() as tx:
        captures.erase(tx, ids[:1])
    assert desk.rows("SELECT count(*) FROM dictionary") == [(0,)]
    loaded = [captures.load(desk.archive.db, one) for one in ids]
    assert loaded == [None, page(1), page(2), None]
    assert totals_counted(desk.archive) == totals_kept(desk.archive)


# --- retention


def fetch(desk: Desk, source: str, *wanted: Capture) -> list[int]:
    desk.begin(source)
    with desk.archive.write() as tx:
        for one in wanted:
            one.fetched = tx.stamp
        return [captures.add(tx, one, desk.run_id) for one in wanted]


def emptied(desk: Desk) -> list[int]:
    return [number for (number,) in desk.rows("SELECT id FROM capture WHERE pruned IS NOT NULL ORDER BY id")]


def test_bodies_past_their_time_go_and_rows_stay(desk: Desk, clock: Clock) -> None:
    old = fetch(desk, "short", *(capture(number, page(number)) for number in range(3)))
    others = fetch(desk, "long", capture(10, page(10))) + fetch(desk, "gone", capture(11, page(11)))
    clock.forward(days=10)
    young = fetch(desk, "short", capture(20, page(20)))
    keep = {"short": 5 * DAY, "long": None}
    done = upkeep.tidy(desk.archive, keep)
    assert (done.captures_emptied, done.dictionaries_swept) == (3, 0)
    assert emptied(desk) == old
    assert desk.rows("SELECT count(*) FROM capture") == [(6,)]
    assert [captures.load(desk.archive.db, one) for one in old] == [None] * 3
    assert captures.load(desk.archive.db, others[0]) == page(10)
    assert captures.load(desk.archive.db, young[0]) == page(20)
    assert totals_counted(desk.archive) == totals_kept(desk.archive)
    assert upkeep.tidy(desk.archive, keep).captures_emptied == 0
    assert (
        upkeep.tidy(desk.archive, {"short": 0, "long": 0, "gone": 0}).captures_emptied == 2
    )  # the young one is of now
    clock.forward(seconds=1)
    last = upkeep.tidy(desk.archive, {"short": 0, "long": 0, "gone": 0})
    assert (last.captures_emptied, last.dictionaries_swept) == (1, 1)


def test_a_body_that_a_later_fetch_points_to_stays_as_long_as_that(desk: Desk, clock: Clock) -> None:
    (first,) = fetch(desk, "short", capture(1, page(1)))
    clock.forward(days=10)
    (again,) = fetch(desk, "short", capture(1, page(1)))
    (elsewhere,) = fetch(desk, "long", capture(1, page(1)))
    upkeep.tidy(desk.archive, {"short": 5 * DAY, "long": 30 * DAY})
    assert captures.load(desk.archive.db, first) == captures.load(desk.archive.db, again) == page(1)
    clock.forward(days=10)
    upkeep.tidy(desk.archive, {"short": 5 * DAY, "long": 30 * DAY})
    assert captures.load(desk.archive.db, elsewhere) == page(1)
    clock.forward(days=30)
    assert upkeep.tidy(desk.archive, {"short": 5 * DAY, "long": 30 * DAY}).captures_emptied == 1
    assert emptied(desk) == [first, again, elsewhere]
    (anew,) = fetch(desk, "short", capture(1, page(1)))
    assert captures.load(desk.archive.db, anew) == page(1)


def test_what_an_article_of_a_source_that_keeps_was_read_from_stays(desk: Desk, clock: Clock) -> None:
    desk.begin("short")
    desk.store(article(1, source="long"), article(2, source="short"))
    clock.forward(days=10)
    upkeep.tidy(desk.archive, {"short": DAY, "long": None})
    assert emptied(desk) == [2]
    upkeep.tidy(desk.archive, {"short": DAY, "long": DAY})
    assert emptied(desk) == [1, 2]


def test_imports_are_kept(desk: Desk, clock: Clock) -> None:
    with desk.archive.write() as tx:
        captures.add(tx, capture(1, page(1), kind="import"), None)
    clock.forward(days=1000)
    assert upkeep.tidy(desk.archive, {"roll": 0}).captures_emptied == 0
