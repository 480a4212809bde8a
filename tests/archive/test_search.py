"""What a query finds, and which articles a filter lets through."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.archive.search import Filter, cut, match_expression, search
from newsbot.errors import NewsbotError
from tests.archive.conftest import Desk, article

TEXT = "A股上涨了。上海银行（600519.SH）说：5G概念、C++、half-width、ＡＢＣ５０，AND 与 don't；科创50ETF。"


def found(desk: Desk, query: str | None, chosen: Filter | None = None, limit: int = 20) -> list[int]:
    return [row["id"] for row in search(desk.archive.db, query, chosen or Filter(), limit)]


FOUND = """
    银行 上海银行 银 涨 了 股 A股 a股 股上涨 5G概念 说：5G 科创50ETF C++ 600519.SH 600519 AND and ＡＮＤ half-width
    width abc50 ＡＢＣ５０ don't "银行" 银行) 银行* -银行
"""


@pytest.mark.parametrize("query", [*FOUND.split(), "银行　上海", "(银行 上海)", "银行 AND"])
def test_words_are_found(desk: Desk, query: str) -> None:
    desk.store(article(1, article_body=TEXT), article(2))
    assert found(desk, query) == [1]


@pytest.mark.parametrize(
    "query", ["行银", "股上海", "0519", "hal", "银行 港口", "A涨", "NEAR(银行 上海)", "headline:银行"]
)
def test_what_does_not_stand_there_is_not_found(desk: Desk, query: str) -> None:
    desk.store(article(1, article_body=TEXT))
    assert found(desk, query) == []


@pytest.mark.parametrize("query", ["", "+++", "。！", '"', "_"])
def test_a_query_without_a_word_is_refused(query: str) -> None:
    with pytest.raises(NewsbotError):
        match_expression(query)


@given(st.text(max_size=60))
def test_any_query_is_a_valid_match_and_finds_its_own_text(query: str) -> None:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE f USING fts5 (t, prefix = '1', tokenize = 'unicode61 remove_diacritics 0')")
    try:
        expression = match_expression(query)
    except NewsbotError:
        return
    db.execute("INSERT INTO f VALUES (?)", (cut(query),))
    db.execute("SELECT count(*) FROM f WHERE f MATCH ?", (expression,)).fetchone()


@given(st.lists(st.text("银行上海股A9z", min_size=1, max_size=8), min_size=1, max_size=4).map(" ".join))
def test_a_text_is_found_by_each_of_its_words(text: str) -> None:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE f USING fts5 (t, prefix = '1', tokenize = 'unicode61 remove_diacritics 0')")
    db.execute("INSERT INTO f VALUES (?)", (cut(text),))
    for word in (text, *text.split()):
        assert db.execute("SELECT count(*) FROM f WHERE f MATCH ?", (match_expression(word),)).fetchone() == (1,)


def test_the_present_text_is_searched(desk: Desk) -> None:
    desk.store(article(1, article_body="旧的说法"), article(1, article_body="新的说法"))
    assert found(desk, "旧的") == []
    assert found(desk, "新的") == [1]


def test_newest_first_and_limited(desk: Desk) -> None:
    for number, date in ((1, "2026-11-18"), (2, "2026-11-20T01:00:00.000Z"), (3, "2026-11-19T01:00:00.000Z")):
        desk.store(article(number, date_published=date))
    assert found(desk, "云州") == [2, 3, 1]
    assert found(desk, None, limit=2) == [2, 3]


def test_a_reprint_is_folded_when_what_it_reprints_matches_too(desk: Desk) -> None:
    same = {"headline": "同一稿件", "article_body": "同一稿件的正文"}
    desk.store(
        article(1, **same, date_published="2026-11-19T01:00:00.000Z"),
        article(2, **same, date_published="2026-11-19T02:00:00.000Z"),
    )
    assert found(desk, "稿件") == [1]
    assert found(desk, "稿件", Filter(reprints=True)) == [2, 1]
    assert found(desk, "稿件", Filter(since="2026-11-19T01:30:00.000Z")) == [2]


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, {1, 2, 3}),
        ("2026-11-19T16:00:00.000Z", "2026-11-20T16:00:00.000Z", {1, 2}),  # the local day 2026-11-20
        ("2026-11-18T16:00:00.000Z", "2026-11-19T16:00:00.000Z", set()),
        ("2026-11-20T16:00:00.000Z", None, {3}),
        ("2026-11-20T01:00:00.000Z", "2026-11-20T02:00:00.000Z", {1}),  # the bare day is this hour too
        ("2026-11-20T03:00:00.000Z", "2026-11-20T03:00:00.001Z", {1, 2}),
        (None, "2026-11-20T03:00:00.000Z", {1}),
    ],
)
def test_a_bare_day_is_the_whole_local_day(
    desk: Desk, since: str | None, until: str | None, expected: set[int]
) -> None:
    desk.store(
        article(1, date_published="2026-11-20"),
        article(2, date_published="2026-11-20T03:00:00.000Z"),
        article(3, date_published="2026-11-20T16:00:00.000Z"),
    )
    assert set(found(desk, None, Filter(since=since, until=until))) == expected


def test_a_zone_behind_utc_has_its_own_day(desk: Desk) -> None:
    desk.store(article(1, date_published="2026-11-20"))
    day = {"since": "2026-11-20T05:00:00.000Z", "until": "2026-11-21T05:00:00.000Z"}
    assert found(desk, None, Filter(**day, zone="America/New_York")) == [1]
    before = {"since": "2026-11-19T05:00:00.000Z", "until": "2026-11-20T05:00:00.000Z"}
    assert found(desk, None, Filter(**before, zone="America/New_York")) == []
