"""Articles that were taken down: when they count as withdrawn, and what brings them back."""

import pytest

from newsbot.archive import frontier, records, withdrawals
from newsbot.archive.search import Filter, search
from newsbot.items import Address
from tests.archive.conftest import Clock, Desk, article, entry, url


def gone(desk: Desk, number: int = 1, *, soft: bool = False, address: str | None = None) -> bool:
    """A fetch that finds nothing there; True when the article counts as withdrawn from now on."""
    with desk.archive.write() as tx:
        frontier.failed(tx, address or url(number), "HTTP 404", gone=not soft, soft=soft)
        return withdrawals.note(tx, address or url(number), source="roll", run_id=None)


@pytest.fixture
def archived(desk: Desk) -> Desk:
    desk.show(entry(1))
    desk.claim()
    desk.store(article(1, article_body="原文仍在"))
    return desk


@pytest.mark.parametrize("soft", [False, True])
def test_an_article_gone_three_times_over_six_hours_is_withdrawn(archived: Desk, clock: Clock, soft: bool) -> None:
    assert [gone(archived, soft=soft) for _ in range(4)] == [False] * 4  # all at once: an outage
    since = archived.rows("SELECT gone_since FROM frontier")[0][0]
    clock.forward(hours=7)
    assert gone(archived, soft=soft)
    assert not gone(archived, soft=soft)
    assert archived.rows("SELECT withdrawn, article_body, revision_count FROM article") == [(since, "原文仍在", 1)]
    assert archived.rows("SELECT article_id, withdrawn, retired FROM withdrawal_record") == [(1, since, None)]
    assert archived.rows("SELECT kind, article_id FROM event") == [("withdrawn", 1)]
    assert [row["withdrawn"] for row in search(archived.archive.db, "原文", Filter(), 5)] == [since]


def test_anything_else_in_between_begins_the_count_again(archived: Desk, clock: Clock) -> None:
    for _ in range(2):
        gone(archived)
        clock.forward(hours=4)
    with archived.archive.write() as tx:
        frontier.failed(tx, url(1), "HTTP 500")
    assert not gone(archived)
    assert archived.rows("SELECT withdrawn FROM article") == [(None,)]


def withdraw(desk: Desk, clock: Clock, number: int = 1) -> None:
    for _ in range(3):
        gone(desk, number)
        clock.forward(hours=4)


def test_a_later_fetch_restores_it_changed_or_not(archived: Desk, clock: Clock) -> None:
    for body in ("原文仍在", "改过的文字"):
        withdraw(archived, clock)
        then = archived.rows("SELECT last FROM stamp")[0][0]
        clock.forward(days=1)
        archived.store(article(1, article_body=body))
        assert archived.rows("SELECT withdrawn FROM article") == [(None,)]
        said = records.record(archived.archive.db, 1, Filter(as_of=then))
        assert said is not None
        assert said["withdrawn"]
    assert [kind for (kind,) in archived.rows("SELECT kind FROM event ORDER BY id")] == ["withdrawn", "restored"] * 2
    assert archived.rows("SELECT count(*), count(retired) FROM withdrawal_record") == [(2, 2)]


def test_it_is_looked_at_once_more_after_a_week(archived: Desk, clock: Clock) -> None:
    withdraw(archived, clock)
    archived.begin()
    assert archived.claim() == []
    clock.forward(days=7)
    assert [claim.url for claim in archived.claim()] == [url(1)]
    gone(archived)
    clock.forward(days=30)
    archived.begin()
    assert archived.claim() == []


def test_an_article_that_another_address_shows_is_not_withdrawn(archived: Desk, clock: Clock) -> None:
    other = url(1).replace("/roll/", "/wap/")
    archived.show(entry(1, url=other, source_id=None))
    archived.store(article(1, frontier_url=other, url=url(1), addresses=[Address(url(1), "canonical")]))
    with archived.archive.write() as tx:
        tx.db.execute("UPDATE frontier SET last_tried = ? WHERE url = ?", ("2026-11-20T15:00:00.000Z", other))
    withdraw(archived, clock)
    assert archived.rows("SELECT withdrawn FROM article") == [(None,)]
    for _ in range(3):
        gone(archived, address=other)
        clock.forward(hours=4)
    assert archived.rows("SELECT withdrawn IS NULL FROM article") == [(0,)]


def test_a_soft_404_does_not_kill_what_was_never_archived(desk: Desk, clock: Clock) -> None:
    desk.show(entry(1))
    for _ in range(5):
        assert not gone(desk, soft=True)
        clock.forward(hours=4)
    assert desk.rows("SELECT state, gone FROM frontier") == [("pending", 0)]
    assert desk.rows("SELECT count(*) FROM event") == [(0,)]


def test_a_flash_is_not_withdrawn_with_its_page(desk: Desk, clock: Clock) -> None:
    desk.show(entry(1))
    desk.claim()
    desk.store(article(1, parser="entry/1"))
    withdraw(desk, clock)
    assert desk.rows("SELECT withdrawn FROM article") == [(None,)]


def test_a_flash_does_not_restore_the_page(archived: Desk, clock: Clock) -> None:
    withdraw(archived, clock)
    archived.store(article(1, parser="entry/1", article_body="快讯"))
    assert archived.rows("SELECT withdrawn IS NULL, article_body FROM article") == [(0, "原文仍在")]
