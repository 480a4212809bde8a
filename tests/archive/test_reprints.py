"""Which article is a reprint of which, whatever order they came in."""

import copy
import itertools
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.archive import Archive, articles, fingerprints, records, reprints
from newsbot.archive.verify import verify
from newsbot.dedupe import near
from newsbot.items import CrawledArticle
from tests.archive.conftest import Clock, Desk, article, url

STORY = (
    "云州港务集团公布，前三季度完成货物吞吐量1.2亿吨，同比增长4.2%。",
    "集团表示，增长主要来自新开通的三条内河航线，以及去年投产的二号泊位。",
    "港口负责人说，四季度的订舱量已经超过去年同期，仓库接近满负荷。",
    "分析人士认为，运价回落会让部分货主推迟发运，影响可能持续到年底。",
)
MORE = (
    "去年全年，全国港口完成货物吞吐量170亿吨，集装箱吞吐量3.1亿箱。",
    "交通部门此前印发通知，要求各地港口做好冬季保畅工作，不得随意停航。",
    "多家航运公司随后公布了节日期间的班期，大部分航线照常开行。",
    "临江港和海陵港也将在本周公布数据，市场预计两地增速接近。",
)


def printed(number: int, *lines: str, hour: int = 9, **fields: Any) -> CrawledArticle:
    body = "\n".join(lines)
    when = f"2026-11-20T{hour:02}:00:00.000Z"
    return article(number, **{"headline": "云州港吞吐量增长", "article_body": body, "date_published": when, **fields})


def links(desk: Desk) -> dict[int, int]:
    return dict(desk.rows("SELECT article_id, original_id FROM reprint"))


def test_a_shortened_and_an_extended_reprint(desk: Desk) -> None:
    desk.store(printed(1, *STORY), printed(2, *STORY[:3], hour=10), printed(3, *STORY, *MORE[:2], hour=11))
    rows = desk.rows("SELECT article_id, original_id, containment, score < 1 FROM reprint ORDER BY 1")
    assert rows == [(2, 1, "shortened", 1), (3, 1, "extended", 1)]
    assert desk.rows("SELECT id FROM article WHERE duplicate_of IS NULL") == [(1,)]


def test_no_chains_but_no_link_to_what_was_not_compared(desk: Desk) -> None:
    """The third resembles the second, which is a reprint; it does not resemble the first: it stands for itself."""
    desk.store(
        printed(1, *STORY),
        printed(2, *STORY, *MORE, hour=10),
        printed(3, *MORE, hour=11),
    )
    assert links(desk) == {2: 1}


def test_an_earlier_print_that_comes_late(desk: Desk) -> None:
    desk.store(printed(1, *STORY, hour=10), printed(2, *STORY, hour=11))
    assert links(desk) == {2: 1}
    desk.store(printed(3, *STORY, hour=8))
    assert links(desk) == {1: 3, 2: 3}
    assert desk.rows("SELECT article_id, original_id, retired IS NULL FROM reprint_record ORDER BY id") == [
        (2, 1, 0),
        (1, 3, 1),
        (2, 3, 1),
    ]


def test_a_revision_that_breaks_a_pair_retires_the_link(desk: Desk, clock: Clock) -> None:
    desk.store(printed(1, *STORY), printed(2, *STORY, hour=10))
    clock.forward(hours=1)
    changed = STORY[0].replace("4.2%", "5.1%")
    desk.store(printed(2, changed, *STORY[1:], hour=10, observed="2026-11-20T13:00:00.000Z"))
    assert links(desk) == {}
    ((known_until,),) = desk.rows("SELECT known_until FROM reprint_history")
    assert desk.rows("SELECT recorded FROM revision WHERE number = 2") == [(known_until,)]


def test_texts_far_apart_in_time(desk: Desk) -> None:
    desk.store(printed(1, *STORY), printed(2, *STORY, date_published="2026-10-01T09:00:00.000Z"))
    assert links(desk) == {}


def test_a_bare_day_is_no_time_to_be_first_by_but_says_how_far_apart(desk: Desk) -> None:
    """Long after both: what has only a day was not printed when it was first seen."""
    desk.store(printed(1, *STORY, date_published="2025-03-05"))
    desk.store(printed(2, *STORY, date_published="2025-03-20T09:00:00.000Z"))
    assert links(desk) == {1: 2}
    desk.store(printed(3, *STORY, date_published="2025-04-10"))
    assert links(desk) == {1: 2, 3: 2}
    desk.store(printed(4, *MORE, date_published="2025-03-05"), printed(5, *MORE, date_published="2025-04-20"))
    assert links(desk) == {1: 2, 3: 2}


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::3])
def test_any_order_gives_the_same_links(desk: Desk, order: tuple[int, ...]) -> None:
    group = [
        printed(1, *STORY, hour=9),
        printed(2, *STORY[:3], hour=7),
        printed(3, *STORY, *MORE[:1], hour=8),
        printed(4, *MORE, *STORY[:1], hour=6),
    ]
    desk.store(*(group[number] for number in order))
    sql = (
        "SELECT a.source_id, o.source_id FROM reprint r"
        " JOIN article a ON a.id = article_id JOIN article o ON o.id = original_id"
    )
    assert dict(desk.rows(sql)) == {"id0000001": "id0000002", "id0000003": "id0000002"}


STORIES = st.lists(
    st.tuples(st.lists(st.sampled_from([*STORY, *MORE]), min_size=1, max_size=6, unique=True), st.integers(0, 23)),
    min_size=2,
    max_size=7,
)


@settings(max_examples=25, deadline=None)
@given(STORIES, st.randoms(use_true_random=False))
def test_links_follow_from_texts_and_dates(stories: list[tuple[list[str], int]], shuffle: Any) -> None:
    """Two archives, filled in different orders; then one is rebuilt: always the same links, none to a reprint."""
    numbered = list(enumerate(stories, 1))
    found = []
    for order in (numbered, shuffle.sample(numbered, len(numbered))):
        with tempfile.TemporaryDirectory() as folder, Archive(Path(folder, "a.db"), clock=Clock()) as archive:
            for number, (lines, hour) in order:
                with archive.write() as tx:
                    articles.store(tx, printed(number, *lines, hour=hour), None, ())
            for again in (False, True):
                if again:
                    reprints.rebuild(archive)
                found.append(_by_address(archive))
                assert not archive.db.execute(
                    "SELECT 1 FROM reprint r JOIN article o ON o.id = r.original_id WHERE o.duplicate_of IS NOT NULL"
                ).fetchall()
    assert all(one == found[0] for one in found)


def linked_by_definition(db: sqlite3.Connection) -> dict[int, int]:
    """In the order of printing: the first that is no reprint, of those that were found to be alike."""
    alike: dict[int, set[int]] = defaultdict(set)
    for one, other in db.execute("SELECT article_id, other_id FROM resemblance"):
        alike[one].add(other)
        alike[other].add(one)
    links: dict[int, int] = {}
    originals: list[int] = []
    for (number,) in db.execute(f"SELECT id FROM article ORDER BY {reprints.PRINTED}, url"):
        original = next((earlier for earlier in originals if earlier in alike[number]), None)
        if original is None:
            originals.append(number)
        else:
            links[number] = original
    return links


LINES = st.lists(st.sampled_from([*STORY[:3], *MORE[:2]]), min_size=1, max_size=4, unique=True)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 23), LINES, st.booleans()), min_size=4, max_size=16))
def test_whatever_changes_or_goes_the_links_are_those_of_the_texts(
    told: list[tuple[int, int, list[str], bool]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder, "a.db"), clock=Clock()) as archive:
        for number, hour, lines, goes in told:
            article_id = records.find(archive.db, url(number))
            if goes and article_id is not None:
                with archive.write() as tx:
                    reprints.forget(tx, article_id)
                    reprints.relink(tx, article_id)
            else:
                with archive.write() as tx:
                    articles.store(tx, printed(number, *lines, hour=hour), None, ())
            links = dict(archive.db.execute("SELECT article_id, original_id FROM reprint").fetchall())
            assert links == linked_by_definition(archive.db)


def test_many_prints_of_one_text_take_no_longer_each_than_a_few(desk: Desk) -> None:
    """Of a group as large as it may be, one more print looks at few: statements are counted, not seconds."""
    asked: list[str] = []
    with desk.archive.write() as tx:
        for number in range(1, 150):
            articles.store(tx, printed(number, *STORY[:1], hour=number % 24), None, ())
        desk.archive.db.set_trace_callback(asked.append)
        articles.store(tx, printed(150, *STORY[:1], hour=23), None, ())
        desk.archive.db.set_trace_callback(None)
    assert len(links(desk)) == 149
    assert len([sql for sql in asked if sql.startswith("SELECT other_id")]) <= 3


def test_several_writers_at_once_link_what_one_would(tmp_path: Path) -> None:
    stories = [printed(n, *(STORY, STORY[:3], [*STORY, *MORE[:1]], MORE)[n % 4], hour=n) for n in range(1, 13)]

    def fill(path: Path, share: Sequence[CrawledArticle]) -> None:
        with Archive(path, clock=Clock()) as archive:
            for story in share:
                with archive.write() as tx:
                    articles.store(tx, story, None, ())

    fill(tmp_path / "one.db", copy.deepcopy(stories))
    Archive(tmp_path / "many.db", clock=Clock()).close()
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(fill, itertools.repeat(tmp_path / "many.db"), (stories[part::3] for part in range(3))))
    with Archive(tmp_path / "one.db") as one, Archive(tmp_path / "many.db") as many:
        assert _by_address(one) == _by_address(many)
        assert len(_by_address(one)) == 10


def _by_address(archive: Archive) -> set[tuple[str, str, str]]:
    rows = archive.db.execute(
        "SELECT a.url, o.url, r.containment FROM reprint r JOIN article a ON a.id = r.article_id"
        " JOIN article o ON o.id = r.original_id"
    )
    return {tuple(row) for row in rows}


def test_a_rebuild_of_an_archive_without_fingerprints(desk: Desk) -> None:
    desk.store(printed(1, *STORY), printed(2, *STORY[:3], hour=10))
    with desk.archive.write() as tx:
        for table in ("fingerprint", "fingerprint_band", "resemblance"):
            tx.db.execute(f"DELETE FROM {table}")
    steps: list[tuple[int, int]] = []
    assert reprints.rebuild(desk.archive, lambda done, total: steps.append((done, total))) == 1
    assert links(desk) == {2: 1}
    assert steps == [(2, 2)]
    assert desk.rows("SELECT count(*) FROM reprint_record") == [(1,)]


def test_what_an_older_version_has_compared_is_compared_anew(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reprints, "_REBUILT_AT_ONCE", 2)
    monkeypatch.setattr(near, "VERSION", 1)
    monkeypatch.setattr(near, "bands", lambda text: [len(text.body)])  # finds nothing but equal lengths
    desk.store(*(printed(n, *story, hour=n) for n, story in enumerate([STORY, STORY[:3], MORE, (*STORY, MORE[0])], 1)))
    monkeypatch.undo()
    monkeypatch.setattr(reprints, "_REBUILT_AT_ONCE", 2)
    desk.store(printed(5, *STORY, hour=5))
    assert (links(desk), fingerprints.outdated(desk.archive.db)) == ({}, 4)
    assert reprints.renew(desk.archive) == 2
    assert fingerprints.outdated(desk.archive.db) == 2  # killed here, the next one goes on
    assert list(iter(lambda: reprints.renew(desk.archive), 0)) == [2]
    assert (links(desk), fingerprints.outdated(desk.archive.db)) == ({2: 1, 4: 1, 5: 1}, 0)
    assert list(verify(desk.archive.path)) == []


def test_reprints_that_an_earlier_print_makes_are_counted(desk: Desk) -> None:
    stored = [desk.store(printed(n, *STORY, hour=hour))[0] for n, hour in enumerate((9, 8, 10, 7), 1)]
    assert [one.reprints for one in stored] == [0, 1, 1, 1]
    assert links(desk) == {1: 4, 2: 4, 3: 4}
    assert desk.store(printed(4, *MORE, hour=7))[0].reprints == 0
    assert links(desk) == {1: 2, 3: 2}
