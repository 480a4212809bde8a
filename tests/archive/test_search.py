"""What a query finds, and which articles a filter lets through."""

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsbot import dates
from newsbot.archive import Archive, articles, records
from newsbot.archive.search import Filter, _Search, cut, is_cjk, match_expression, search, words
from newsbot.errors import NewsbotError
from newsbot.items import TickerMention
from tests.archive.conftest import NOON, Clock, Desk, article, entry

TEXT = "A股上涨了。上海银行（600519.SH）说：5G概念、C++、half-width、ＡＢＣ５０，AND 与 don't；科创50ETF。"


def found(desk: Desk, query: str | None, chosen: Filter | None = None, limit: int = 20) -> list[int]:
    return [row["id"] for row in search(desk.archive.db, query, chosen or Filter(), limit)]


FOUND = """
    银行 上海银行 银 涨 了 股 A股 a股 股上涨 5G概念 说：5G 科创50ETF C++ 600519.SH 600519 AND and ＡＮＤ half-width
    width abc50 ＡＢＣ５０ don't "银行" 银行) 银行* -银行
"""


@pytest.mark.parametrize(
    "query",
    [*FOUND.split(), "银行　上海", "(银行 上海)", "银行 AND", '"half width"', "“c++ half”", '"上涨了 上海银行" 600519'],
)
def test_words_are_found(desk: Desk, query: str) -> None:
    desk.store(article(1, article_body=TEXT), article(2))
    assert found(desk, query) == [1]


@pytest.mark.parametrize(
    "query",
    ["行银", "股上海", "0519", "hal", "银行 港口", "A涨", "NEAR(银行 上海)", "headline:银行", '"上海银行 上涨了"'],
)
def test_what_does_not_stand_there_is_not_found(desk: Desk, query: str) -> None:
    desk.store(article(1, article_body=TEXT))
    assert found(desk, query) == []


@pytest.mark.parametrize("query", ["", "+++", "。！", '"', "_"])
def test_a_query_without_a_word_is_refused(query: str) -> None:
    with pytest.raises(NewsbotError):
        match_expression(query)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("A股 茅台", [["a", "股"], ["茅台"]]),
        ('"A股 茅台" 银行', [["a", "股", "茅台"], ["银行"]]),
        ("“银行 存款”", [["银行", "存款"]]),
        ("＂银行 存款＂涨", [["银行", "存款"], ["涨"]]),
        ('"银行 存款', [["银行"], ["存款"]]),
        ('央行“双降”落地 5"屏', [["央行", "双降", "落地"], ["5", "屏"]]),
        ('"" "+" 涨', [["涨"]]),
    ],
)
def test_words_and_phrases(query: str, expected: list[list[str]]) -> None:
    assert words(query) == expected


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


def test_a_reprint_is_shown_when_what_it_reprints_has_not_the_words(desk: Desk) -> None:
    text = "".join(f"第{line}码头的{cargo}吞吐量同比增长。" for line, cargo in enumerate("煤矿油粮钢木车箱盐糖棉纸"))
    desk.store(
        article(1, headline="云州港吞吐量", article_body=text, date_published="2026-11-19T01:00:00.000Z"),
        article(2, headline="云州港吞吐量", article_body=f"{text}转载", date_published="2026-11-19T02:00:00.000Z"),
    )
    assert desk.rows("SELECT duplicate_of FROM article WHERE id = 2") == [(1,)]
    assert found(desk, "吞吐量") == [1]
    assert found(desk, "吞吐量 转载") == [2]


def test_a_source_has_an_article_from_when_it_listed_it(desk: Desk) -> None:
    desk.store(article(1))
    desk.clock.forward(hours=2)
    desk.show(entry(1), source="wire")
    assert found(desk, "云州", Filter(source="wire")) == [1]
    assert found(desk, "云州", Filter(source="wire", as_of="2026-11-20T13:00:00.000Z")) == []
    assert found(desk, "云州", Filter(source="roll", as_of="2026-11-20T13:00:00.000Z")) == [1]


def test_of_one_time_the_later_id_comes_first(desk: Desk) -> None:
    desk.store(*(article(number, date_published="2026-11-19T01:00:00.000Z") for number in (1, 2, 3)))
    assert found(desk, "云州") == [3, 2, 1]
    assert found(desk, "云州", limit=2) == [3, 2]


@pytest.mark.parametrize("newest_have_it", [True, False])
def test_a_word_of_most_texts_is_found_whether_the_newest_have_it_or_not(desk: Desk, newest_have_it: bool) -> None:
    """A few of the newest are asked for it; when they do not have it, it is found nevertheless."""
    with desk.archive.write() as tx:
        for number in range(1, 301):
            date = dates.to_text(NOON - timedelta(hours=number))
            body = f"第{number}篇，{'银行' if newest_have_it or number > 30 else '港口'}"
            articles.store(tx, article(number, date_published=date, article_body=body), desk.run_id, ())
    assert _Search(desk.archive.db, "银行", Filter(), 1)._is_common(300, 5)
    assert found(desk, "银行", limit=1) == [1 if newest_have_it else 31]


def test_the_documented_query_finds_the_same(desk: Desk) -> None:
    page = (Path(__file__).parents[2] / "docs" / "archive.md").read_text("utf-8")
    newest, single = page.partition("\n## Search\n")[2].partition("```sql\n")[2].partition("```")[0].split(";\n")[:2]
    desk.store(
        article(1, headline="贵州茅台涨"), article(2, article_body="贵州的茅台"), article(3, headline="贵州茅台")
    )
    assert [number for number, _ in desk.rows(newest)] == found(desk, "贵州茅台") == [3, 1]
    assert not any("TEMP B-TREE" in step for *_, step in desk.rows(f"EXPLAIN QUERY PLAN {newest}"))
    assert desk.rows(single) == [(1,)]


# --- whichever way is taken, what is found is what a reading of every text finds

LATIN = "A C++ 600519.SH 600519 AND OR NOT NEAR( a股 Ａ ５０ 50"
CHINESE = "银行 上海 银 涨 カ 한국"
SIGNS = "\" ' 😀 . ， - * _ e\u0301"
PIECES = st.sampled_from([*LATIN.split(), *CHINESE.split(), *SIGNS.split(), " ", " ", "\n"])
PROSE = st.lists(PIECES, min_size=3, max_size=12).map("".join)
WORDS = st.lists(PIECES, min_size=1, max_size=2).map("".join)
PHRASES = st.lists(st.sampled_from([*LATIN.split(), *CHINESE.split()]), min_size=1, max_size=3).map(
    lambda pieces: f'"{" ".join(pieces)}"'
)
QUERIES = (WORDS | PHRASES | st.tuples(PHRASES, WORDS).map(" ".join)).filter(words)
TIMES = st.integers(-3600, 1200).map(lambda minutes: dates.to_text(NOON + timedelta(minutes=minutes)))
SYMBOLS = ("600519.SH", "AAPL.US")
TOLD = st.fixed_dictionaries(
    {
        "headline": PROSE,
        "article_body": PROSE,
        "source": st.sampled_from(["roll", "wire"]),
        "date_published": st.none() | TIMES | st.sampled_from(["2026-11-19", "2026-11-20", "2026-11-20T01:00:00.000Z"]),
        "tickers": st.sets(st.sampled_from(SYMBOLS)).map(
            lambda many: [TickerMention(one, one, "code") for one in many]
        ),
    }
)
STORED = st.lists(st.tuples(st.integers(1, 7), st.integers(0, 4), TOLD, st.booleans()), min_size=1, max_size=12)
ASKED = st.tuples(
    st.none() | QUERIES,
    st.builds(
        Filter,
        source=st.none() | st.none() | st.sampled_from(["roll", "wire", "none"]),
        ticker=st.none() | st.none() | st.sampled_from([*SYMBOLS, " ".join(SYMBOLS)]),
        since=st.none() | st.none() | TIMES,
        until=st.none() | st.none() | TIMES,
        zone=st.sampled_from(["Asia/Shanghai", "America/New_York"]),
        reprints=st.booleans(),
        as_of=st.none() | st.integers(30, 780).map(lambda minutes: dates.to_text(NOON + timedelta(minutes=minutes))),
        repaired=st.booleans(),
    ),
    st.sampled_from([1, 2, 20]),
)


def fill(desk: Desk, stored: list[tuple[int, int, dict[str, Any], bool]]) -> None:
    """Store what was told of each number, or what was told first by any: a reprint, or a text of the past again."""
    for number, earlier, told, listed in stored:
        desk.clock.forward(hours=1)
        said = told if earlier else {**told, **{key: stored[0][2][key] for key in ("headline", "article_body")}}
        if listed:
            desk.show(entry(number), source="wire")
        desk.store(article(number, **said, observed=dates.to_text(desk.clock() - timedelta(minutes=earlier))))


def has(text: str, word: list[str]) -> bool:
    """Tell whether a text has the runs of a word side by side; a run of Chinese may be a part at either end of it."""
    runs = [run for said in words(text) for run in said]
    for at in range(len(runs) - len(word) + 1):
        *before, (run, last) = zip(runs[at : at + len(word)], word, strict=True)
        ends = run == last or (is_cjk(last) and (run.startswith(last) if before else last in run))
        if ends and all(
            run == said or (not i and is_cjk(said) and run.endswith(said)) for i, (run, said) in enumerate(before)
        ):
            return True
    return False


def is_in(date: str, chosen: Filter) -> bool:
    """Tell whether a time, or any part of a day, is in the filter's window."""
    if len(date) == 10:
        begins = datetime.fromisoformat(date).replace(tzinfo=ZoneInfo(chosen.zone))
        ends = (begins + timedelta(days=1)).replace(tzinfo=ZoneInfo(chosen.zone))
    else:
        begins = dates.to_datetime(date)
        ends = begins + timedelta(milliseconds=1)
    since = chosen.since is None or ends > dates.to_datetime(chosen.since)
    return since and (chosen.until is None or begins < dates.to_datetime(chosen.until))


def read(desk: Desk, query: str | None, chosen: Filter, limit: int) -> list[int]:
    """What a search is to find, by reading every article as it was known."""
    linked = "SELECT article_id FROM listing_state WHERE source = ? AND (? OR linked <= ?)"
    listed = {id_ for (id_,) in desk.rows(linked, chosen.source, chosen.knowledge != "as of", chosen.as_of)}
    knowing = Filter(as_of=chosen.as_of, repaired=chosen.repaired, reprints=True)
    hits = {
        one["id"]: one
        for one in records.records(desk.archive.db, knowing)
        if all(has(one["headline"], word) or has(one["article_body"], word) for word in words(query or ""))
        and (chosen.source is None or one["source"] == chosen.source or one["id"] in listed)
        and (chosen.ticker is None or {ticker["symbol"] for ticker in one["tickers"]} & {*chosen.ticker.split()})
        and is_in(one["date_published"] or one["first_seen"], chosen)
    }
    shown = [one for one in hits.values() if chosen.reprints or one["duplicate_of"] not in hits]
    shown.sort(key=lambda one: (one["date_published"] or one["first_seen"], one["id"]), reverse=True)
    return [one["id"] for one in shown[:limit]]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(STORED, st.lists(ASKED, min_size=1, max_size=12))
def test_every_way_finds_what_reading_every_text_finds(
    stored: list[tuple[int, int, dict[str, Any], bool]], asked: list[tuple[str | None, Filter, int]]
) -> None:
    with TemporaryDirectory() as folder, Archive(Path(folder, "archive.db"), clock=(clock := Clock())) as archive:
        desk = Desk(archive, clock)
        fill(desk, stored)
        for query, chosen, limit in asked:
            expected = read(desk, query, chosen, limit)
            assert found(desk, query, chosen, limit) == expected
            one = _Search(archive.db, query, chosen, limit)
            assert one.first("1", 10**9 if query else None) == expected
            assert one.first("1", 3 if query else None) in (None, expected)
            for condition in (one.in_order, *one.lists):
                assert one.first(condition) == expected, condition
