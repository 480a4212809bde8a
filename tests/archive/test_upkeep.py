"""Daily upkeep: what goes, and what stays."""

import pytest

from newsbot.archive import images, runs, upkeep
from newsbot.archive.runs import RunCounts
from tests.archive.conftest import Clock, Desk


def poll(desk: Desk, **counts: int) -> None:
    desk.begin("feed")
    with desk.archive.write() as tx:
        runs.finish(tx, desk.run_id, "ok", RunCounts(**counts))


def test_polls_are_folded_some_days_at_a_time(desk: Desk, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "DAYS_FOLDED", 2)
    for _ in range(5):
        for _ in range(3):
            poll(desk, listed=2)
        clock.forward(days=1)
    clock.forward(days=31)
    assert upkeep.tidy(desk.archive).runs_folded == 10
    folded = desk.rows("SELECT listed, json_extract(stats, '$.polls') FROM run WHERE source = 'feed'")
    assert folded == [(6, 3)] * 5


def test_old_empty_polls_orphans_and_free_pages_go(desk: Desk, clock: Clock) -> None:
    for found in (0, 0, 0, 1):
        poll(desk, new=found)
    with desk.archive.write() as tx:
        images.add(tx, "a" * 64, "image/png", 64, 48, b"x" * 100_000)
    clock.forward(days=31)
    poll(desk)
    poll(desk)
    with desk.archive.write() as tx:
        images.add(tx, "b" * 64, "image/png", 64, 48, b"x" * 100_000)
    assert upkeep.tidy(desk.archive) == upkeep.Tidied(runs_folded=2, images_swept=1)
    assert desk.rows("SELECT count(*), sum(new) FROM run WHERE source = 'feed'") == [(4, 1)]
    assert desk.rows("SELECT sha256 FROM image") == [("b" * 64,)]
    assert desk.rows("PRAGMA freelist_count") == [(0,)]
    assert upkeep.tidy(desk.archive) == upkeep.Tidied(runs_folded=0, images_swept=0)
