"""Learned lines in the archive: counted once an article, told, overruled, forgotten; and archives older than them."""

import json

import pytest

from newsbot.archive import boilerplate, upkeep
from newsbot.dedupe.repeats import fingerprint
from newsbot.items import CrawledArticle
from tests.archive.conftest import Clock, Desk, article, url

PROMO = "云州理财早报，每天早上八点，陪您看懂市场的每一天。"
LATER = "2026-11-23T12:00:00.000Z"


def story(number: int, last: str = PROMO, **fields: object) -> CrawledArticle:
    body = "\n".join((*(f"第{number}号公告的第{part}段，共{number * part}箱。" for part in range(1, 5)), last))
    return article(number, article_body=body, **fields)


def teach(desk: Desk, clock: Clock, articles: int = 5) -> None:
    """Store articles with the promotion, the others two days after the first: within three days nothing is learned."""
    desk.store(story(1))
    clock.forward(days=2)
    desk.store(*(story(number) for number in range(2, articles + 1)))


def test_what_comes_within_two_days_is_not_learned(desk: Desk, clock: Clock) -> None:
    other = "更多港口消息，请看您的云州观察。"
    desk.store(*(story(number, other) for number in range(1, 9)))
    clock.forward(days=1)
    desk.store(*(story(number, other) for number in range(9, 12)))
    assert boilerplate.learned(desk.archive.db) == []
    clock.forward(days=1)
    desk.store(story(12, other))
    assert [line.text for line in boilerplate.learned(desk.archive.db)] == [other]


def test_the_fifth_article_teaches(desk: Desk, clock: Clock) -> None:
    teach(desk, clock, articles=4)
    assert boilerplate.learned(desk.archive.db) == []
    desk.store(story(5), story(6))
    (line,) = boilerplate.learned(desk.archive.db, "roll")
    assert (line.text, line.source, line.place, line.articles, line.kept) == (PROMO, "roll", "end", 6, None)
    ((source, article_id, detail),) = desk.rows("SELECT source, article_id, detail FROM event")
    assert (source, article_id, json.loads(detail)) == ("roll", 5, {"id": line.id, "text": PROMO, "count": 5})
    assert boilerplate.learned(desk.archive.db, "other") == []
    assert boilerplate.removable(desk.archive.db, story(9, observed=LATER)) == {fingerprint(PROMO)}
    assert not boilerplate.removable(desk.archive.db, story(9, observed=LATER, source="other"))


def test_only_new_articles_of_their_own_content_count(desk: Desk) -> None:
    desk.store(story(1))
    desk.store(story(1), story(1, headline="另一个标题"))
    for number in range(2, 7):
        desk.store(story(1, source_id=f"x{number}", frontier_url=url(number)))
        desk.store(story(number, frontier_url=url(100 + number), source_id=f"y{number}", complete=False))
    assert desk.rows("SELECT max(articles) FROM boilerplate") == [(1,)]


def test_a_page_reads_the_same_for_ever(desk: Desk, clock: Clock) -> None:
    """By its address, and by the site's id where it is met at another one."""
    teach(desk, clock)
    clock.forward(days=1)
    for again in (story(1, observed=LATER), story(1, observed=LATER, frontier_url=url(77), source_id="id0000001")):
        assert not boilerplate.removable(desk.archive.db, again)
    assert boilerplate.removable(desk.archive.db, story(8, observed=LATER))


def test_a_page_fetched_while_it_was_learned_keeps_the_line(desk: Desk, clock: Clock) -> None:
    teach(desk, clock)
    for seconds, removed in ((1, False), (59, False), (62, True)):
        observed = f"2026-11-22T12:{seconds // 60:02}:{seconds % 60:02}.000Z"
        assert bool(boilerplate.removable(desk.archive.db, story(8, observed=observed))) is removed


def test_a_person_has_the_last_word(desk: Desk, clock: Clock) -> None:
    teach(desk, clock)
    (line,) = boilerplate.learned(desk.archive.db)
    clock.forward(days=2)
    with desk.archive.write() as tx:
        assert boilerplate.keep(tx, line.id)
        assert not boilerplate.keep(tx, line.id + 1000)
    assert boilerplate.removable(desk.archive.db, story(8, observed=LATER))  # as it was read then
    assert not boilerplate.removable(desk.archive.db, story(8, observed="2026-11-25T12:00:00.000Z"))
    desk.store(*(story(number) for number in range(20, 40)))
    (kept,) = boilerplate.learned(desk.archive.db)
    assert (kept.id, kept.learned, bool(kept.kept)) == (line.id, line.learned, True)
    assert desk.rows("SELECT kind FROM event ORDER BY id") == [("boilerplate_learned",), ("boilerplate_kept",)]


def test_lines_seen_once_are_forgotten(desk: Desk, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "LINES_FORGOTTEN", 3)
    desk.store(*(story(number) for number in range(1, 4)))
    assert desk.rows("SELECT count(*), count(text) FROM boilerplate") == [(13, 1)]
    clock.forward(days=29)
    assert upkeep.tidy(desk.archive).lines_forgotten == 0
    clock.forward(days=2)
    assert upkeep.tidy(desk.archive).lines_forgotten == 12
    assert desk.rows("SELECT text FROM boilerplate") == [(PROMO,)]
