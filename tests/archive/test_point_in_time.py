"""What was known when: for any history and any moment, the answer is the one the archive gave at that moment."""

import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsbot import dates
from newsbot.archive import Archive, articles, frontier, imported, mentions, records, withdrawals
from newsbot.archive import images as pictures
from newsbot.archive import search as search_module
from newsbot.archive.search import Filter, search
from newsbot.items import ArticleImage, Capture, CaptureKind, CrawledArticle, ImageRetry, TickerMention
from tests.archive.conftest import Clock, Desk, article, entry, url

NUMBERS = st.integers(1, 3)
TEXTS = ("港务集团公布吞吐量", "港务集团公布吞吐量为12万箱", "央行开展逆回购操作", "上海银行公布年报")
DAY = "2026-11-20"
IMAGES: tuple[list[ArticleImage], ...] = (
    [],
    [ArticleImage("https://img.example.com/a.gif", error="HTTP 404")],
    [ArticleImage("https://img.example.com/b.gif"), ArticleImage("https://img.example.com/a.gif", caption="图")],
)
TICKERS = (TickerMention("601229.SH", "上海银行", "code", 2), TickerMention("600018.SH", "上港", "name"))
PICTURE = b"GIF89a invented"
SHA256 = "a" * 64

readings = st.fixed_dictionaries(
    {
        "headline": st.sampled_from(TEXTS),
        "article_body": st.sampled_from([f"{text}。全文完。" for text in TEXTS]),
        "editor": st.sampled_from([None, "甲", "乙"]),
        "date_published": st.sampled_from([None, DAY, f"{DAY}T01:00:00.000Z", f"{DAY}T02:00:00.000Z"]),
        "images": st.sampled_from(IMAGES),
        "tickers": st.sampled_from([[], [TICKERS[0]], list(TICKERS)]),
    }
)
events = st.one_of(
    st.tuples(st.just("fetch"), NUMBERS, readings),
    st.tuples(st.just("import"), NUMBERS, readings, st.integers(0, 48)),
    st.tuples(st.just("reextract"), NUMBERS, readings, st.integers(0, 5)),
    st.tuples(st.just("gone"), NUMBERS),
    st.tuples(st.just("mention"), NUMBERS, st.sampled_from([[], [TICKERS[1]], list(TICKERS)])),
    st.tuples(st.just("picture"), NUMBERS, st.booleans()),
    st.tuples(st.just("list"), NUMBERS, st.sampled_from(["roll", "wire"]), st.sampled_from(TEXTS)),
)


# --- what may happen


def reading(number: int, said: dict[str, Any], observed: str, kind: CaptureKind = "article") -> CrawledArticle:
    images = [replace(image, position=position) for position, image in enumerate(said["images"])]
    capture = Capture(url(number), url(number), kind, observed, 200, "text/html", [], repr(said).encode())
    return article(number, **{**said, "images": images}, observed=observed, capture=capture)


def fetch(desk: Desk, number: int, said: dict[str, Any]) -> None:
    desk.store(reading(number, said, dates.to_text(desk.clock())))


def import_(desk: Desk, number: int, said: dict[str, Any], hours: int) -> None:
    observed = dates.to_text(desk.clock() - timedelta(hours=hours))
    imported.store_all(desk.archive, [(reading(number, said, observed, "import"), True)])


def reextract(desk: Desk, number: int, said: dict[str, Any], which: int) -> None:
    """A later parser reads one of the publisher's revisions otherwise."""
    sql = (
        "SELECT r.id, r.article_id, r.observed FROM revision r JOIN article_address d ON d.article_id = r.article_id"
        " WHERE d.url = ? AND r.origin <> 'reextract' ORDER BY r.id"
    )
    if not (based := desk.rows(sql, url(number))):
        return
    base, article_id, observed = based[which % len(based)]
    with desk.archive.write() as tx:
        again = reading(number, said, observed)
        difference = articles.difference_between(articles.said_by(tx.db, article_id, observed), again)
        if difference is not None:
            articles.add_revision(tx, article_id, again, difference, [], "reextract")
            tx.db.execute("UPDATE revision SET based_on = ? WHERE id = (SELECT max(id) FROM revision)", (base,))


def gone(desk: Desk, number: int) -> None:
    for _ in range(frontier.GONE_DEAD_AFTER):
        desk.clock.forward(hours=4)
        with desk.archive.write() as tx:
            frontier.failed(tx, url(number), "HTTP 404", gone=True)
            withdrawals.note(tx, url(number), source="roll", run_id=None)


def mention(desk: Desk, number: int, tickers: list[TickerMention]) -> None:
    if (article_id := records.find(desk.archive.db, url(number))) is not None:
        with desk.archive.write() as tx:
            mentions.replace(tx, article_id, tickers)


def picture(desk: Desk, number: int, arrives: bool) -> None:
    sql = (
        "SELECT i.revision_id, i.url, i.position FROM revision_image i JOIN revision r ON r.id = i.revision_id"
        " WHERE r.url = ? AND i.sha256 IS NULL ORDER BY 1 DESC, 3 LIMIT 1"
    )
    for revision_id, address, position in desk.rows(sql, url(number)):
        with desk.archive.write() as tx:
            pictures.add(tx, SHA256, "image/gif", 64, 48, PICTURE)
            image = ArticleImage(address, position)
            image.sha256, image.error = (SHA256, None) if arrives else (None, "HTTP 500")
            pictures.record_retry(tx, ImageRetry(url(number), revision_id, [image]))


def list_(desk: Desk, number: int, source: str, headline: str) -> None:
    desk.show(entry(number, headline=headline), source=source)


HAPPEN: dict[str, Callable[..., None]] = {
    "fetch": fetch,
    "import": import_,
    "reextract": reextract,
    "gone": gone,
    "mention": mention,
    "picture": picture,
    "list": list_,
}

# --- what is asked

VIEWS = {
    "article_history": "*",
    "article_image_history": "*",
    "mention_history": "*",
    "reprint_history": "*",
    "withdrawal_history": "*",
    "article_listing_history": "*",
    "article_address_history": "*",
}


def answers(desk: Desk, as_of: str | None, moment: str) -> dict[str, Any]:
    """Everything the archive says as of a moment; ``None``: of the present, which is that moment."""
    db = desk.archive.db
    every = Filter(as_of=as_of, reprints=True)
    found: dict[str, Any] = {
        "records": list(records.records(db, every)),
        "folded": [one["id"] for one in records.records(db, replace(every, reprints=False))],
        "count": records.count(db, replace(every, reprints=False)),
    }
    for name, narrower in {
        "ticker": {"ticker": "601229.SH"},
        "source": {"source": "wire"},
        "since": {"since": f"{DAY}T01:30:00.000Z"},
        "until": {"until": f"{DAY}T01:30:00.000Z"},
    }.items():
        found[name] = [one["id"] for one in records.records(db, replace(every, **narrower))]  # type: ignore[arg-type]
    for words in (None, "港务集团", "12万箱", "银行", "央行 逆回购"):
        for chosen in (every, replace(every, reprints=False)):
            found[f"search {words} {chosen.reprints}"] = [
                {key: row[key] for key in set(row.keys()) - {"recorded"}} for row in search(db, words, chosen, 10)
            ]
    found["search limited"] = [row["id"] for row in search(db, None, every, 1)]
    for number in range(1, 4):
        found[f"find {number}"] = records.find(db, url(number), every)
        past = records.history(db, number, every)
        for listing in past["listings"]:
            del listing["last_listed"]
        found[f"history {number}"] = past
    for view in VIEWS:
        held = f"SELECT * FROM {view} WHERE known_from <= :t AND (known_until > :t OR known_until IS NULL)"
        rows = [dict(row) for row in db.execute(held, {"t": moment})]
        found[view] = sorted(repr({k: v for k, v in row.items() if k != "known_until"}) for row in rows)
    return found


def check_search(desk: Desk, as_of: str) -> None:
    """Asking of the newest articles, and looking at all that have the words, give the same."""
    for chosen in (
        Filter(),
        Filter(reprints=True),
        Filter(as_of=as_of),
        Filter(as_of=as_of, reprints=True),
        Filter(as_of=as_of, repaired=True),
    ):
        for limit in (1, 2, 10):
            for words in ("港务集团", "银行", "央行 逆回购"):
                with mock.patch.object(search_module, "_questions", return_value=10**9):
                    newest = [dict(row) for row in search(desk.archive.db, words, chosen, limit)]
                with mock.patch.object(search_module, "_questions", return_value=0):
                    assert newest == [dict(row) for row in search(desk.archive.db, words, chosen, limit)]


def now(desk: Desk) -> str:
    ((stamp,),) = desk.rows("SELECT last FROM stamp")
    return str(stamp)


def live(desk: Desk, history: list[tuple[Any, ...]]) -> list[tuple[str, dict[str, Any]]]:
    """Let it all happen; return what the archive said after each event, with the time."""
    told = []
    for kind, *arguments in history:
        desk.clock.forward(hours=1)
        HAPPEN[kind](desk, *arguments)
        moment = now(desk)
        told.append((moment, answers(desk, None, moment)))
    return told


def opened(folder: str) -> Desk:
    clock = Clock()
    desk = Desk(Archive(Path(folder) / "archive.db", clock=clock), clock)
    desk.begin()
    desk.show(*(entry(number) for number in range(1, 4)))
    return desk


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(events, min_size=1, max_size=14))
def test_an_answer_as_of_a_moment_is_the_one_given_at_that_moment(history: list[tuple[Any, ...]]) -> None:
    with TemporaryDirectory() as folder:
        desk = opened(folder)
        with desk.archive:
            begun = now(desk)
            told = live(desk, history)
            for moment, said in told:
                later = answers(desk, moment, moment)
                for question, answer in said.items():
                    assert later[question] == answer, (question, moment)
            before = Filter(as_of=begun, reprints=True)
            assert records.count(desk.archive.db, before) == 0
            assert list(search(desk.archive.db, None, before, 10)) == []
            check_repaired(desk, told[-1][0])
            check_search(desk, told[len(told) // 2][0])
            assert desk.rows("PRAGMA foreign_key_check") == []


# --- what publishers had said


def check_repaired(desk: Desk, last: str) -> None:
    """Compare ``repaired`` with its definition, written down row by row, at every time something was observed."""
    rows = [dict(row) for row in desk.archive.db.execute("SELECT * FROM revision")]
    for moment in sorted({row["observed"] for row in rows} | {last}):
        expected: dict[int, tuple[Any, ...]] = {}
        for row in rows:
            if row["origin"] != "reextract" and row["observed"] <= moment:
                place = (row["observed"], row["recorded"], row["id"])
                expected[row["article_id"]] = max(expected.get(row["article_id"], ("",)), place)
        readings = {}
        for article_id, (*_, base) in expected.items():
            again = [row["id"] for row in rows if row["based_on"] == base]
            readings[article_id] = max(again, default=base)
        chosen = Filter(as_of=moment, repaired=True, reprints=True)
        found = {row["id"]: row["revision_id"] for row in search(desk.archive.db, None, chosen, 10)}
        assert found == readings
        said = {one["id"]: one["article_body"] for one in records.records(desk.archive.db, chosen)}
        assert said == {row["article_id"]: row["article_body"] for row in rows if row["id"] in readings.values()}


def test_a_reading_of_today_does_not_leak_into_the_past_unless_asked_for(desk: Desk, clock: Clock) -> None:
    desk.store(article(1, article_body="责任编辑未删的旧读法", observed="2026-11-20T12:00:00.000Z"))
    clock.forward(days=1)
    desk.store(article(1, article_body="出版者次日的新文", observed="2026-11-21T12:00:00.000Z"))
    clock.forward(days=1)
    again = article(1, article_body="今天的读法", observed="2026-11-20T12:00:00.000Z")
    with desk.archive.write() as tx:
        articles.add_revision(tx, 1, again, "text", [], "reextract")
        tx.db.execute("UPDATE revision SET based_on = 1 WHERE id = 3")
    then = "2026-11-20T18:00:00.000Z"

    def body(**asked: Any) -> str:
        one = records.record(desk.archive.db, 1, Filter(**asked))
        assert one is not None
        return str(one["article_body"])

    assert body() == "出版者次日的新文"
    assert body(as_of=then) == "责任编辑未删的旧读法"
    assert body(as_of=then, repaired=True) == "今天的读法"
    assert [row["id"] for row in search(desk.archive.db, "今天的读法", Filter(as_of=then, repaired=True), 5)] == [1]
    assert list(search(desk.archive.db, "今天的读法", Filter(as_of=then), 5)) == []
    assert list(search(desk.archive.db, "今天的读法", Filter(), 5)) == []


def test_an_import_is_no_knowledge_of_the_past(desk: Desk, clock: Clock) -> None:
    clock.forward(days=30)
    imported.store_all(desk.archive, [(article(1, observed="2026-11-01T12:00:00.000Z"), True)])
    then = "2026-11-20T00:00:00.000Z"
    assert records.record(desk.archive.db, 1, Filter(as_of=then)) is None
    said = records.record(desk.archive.db, 1, Filter(as_of=then, repaired=True))
    assert said is not None
    assert said["first_seen"] > then
    assert said["date_published"] is None


def test_mentions_of_a_text_go_with_it(desk: Desk, clock: Clock) -> None:
    """`repaired` shows the tickers the chosen text had last, not those of the text that came after it."""
    desk.store(article(1, tickers=[TICKERS[0]]))
    clock.forward(hours=1)
    desk.store(article(1, article_body="另文", tickers=[TICKERS[1]], observed="2026-11-20T13:00:00.000Z"))

    def symbols(moment: str) -> list[str]:
        one = records.record(desk.archive.db, 1, Filter(as_of=moment, repaired=True))
        assert one is not None
        return [ticker["symbol"] for ticker in one["tickers"]]

    assert symbols("2026-11-20T12:30:00.000Z") == ["601229.SH"]
    assert symbols("2026-11-20T13:30:00.000Z") == ["600018.SH"]
    early = Filter(as_of="2026-11-20T12:30:00.000Z", repaired=True, ticker="601229.SH")
    assert [one["id"] for one in records.records(desk.archive.db, early)] == [1]


# --- how it is found


def plans(desk: Desk, chosen: Filter, query: str | None) -> list[str]:
    """The steps of everything a search asks, as SQLite says."""
    asked: list[str] = []
    desk.archive.db.set_trace_callback(asked.append)
    list(search(desk.archive.db, query, chosen, 20))
    desk.archive.db.set_trace_callback(None)
    explained = [f"EXPLAIN QUERY PLAN {sql}" for sql in asked if sql.startswith(("SELECT", "WITH"))]
    return [row["detail"] for sql in explained for row in desk.archive.db.execute(sql)]


@pytest.mark.parametrize("most", [0, 10**9])
@pytest.mark.parametrize("repaired", [False, True])
@pytest.mark.parametrize("more", [{}, {"ticker": "601229.SH"}, {"source": "roll"}, {"since": f"{DAY}T00:00:00.000Z"}])
def test_no_text_is_read_to_find_what_was_the_state(
    desk: Desk, repaired: bool, more: dict[str, str], most: int
) -> None:
    rng = random.Random(1)
    for number in range(1, 60):
        desk.store(article(number, article_body=rng.choice(TEXTS)))
    chosen = Filter(as_of="2026-11-20T12:30:00.000Z", repaired=repaired, **more)  # type: ignore[arg-type]
    for query in ("银行", None):
        with mock.patch.object(search_module, "_questions", return_value=most):
            steps = plans(desk, chosen, query)
        scans = [step for step in steps if step.startswith("SCAN ")]
        assert scans
        tables = {step.split()[1] for step in scans if "COVERING INDEX" not in step and "revision_date" not in step}
        assert tables <= {"article_fts", "hit", "s", "json_each"}, (query, scans)


# --- as documented

PAGE = (Path(__file__).parents[2] / "docs" / "archive.md").read_text("utf-8")


def documented() -> list[str]:
    """The queries that docs/archive.md shows under "What was known when"."""
    section = PAGE.partition("\n## What was known when\n")[2].partition("\n## ")[0]
    return re.findall(r"^```sql\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(events, min_size=6, max_size=14))
def test_the_documented_queries_answer_as_newsbot_does(history: list[tuple[Any, ...]]) -> None:
    states, every, symbols, words, images, repaired = documented()
    with TemporaryDirectory() as folder:
        desk = opened(folder)
        with desk.archive:
            moments = [moment for moment, _ in live(desk, history)]
            for moment in moments:

                def ask(sql: str, at: str = moment) -> list[tuple[Any, ...]]:
                    return [tuple(row) for row in desk.archive.db.execute(sql, {"t": at})]

                then = Filter(as_of=moment, reprints=True)
                known = list(records.records(desk.archive.db, then))
                keys = ("id", "headline", "date_published", "duplicate_of", "withdrawn", "first_seen")
                assert sorted(ask(states)) == [(one["id"], one["headline"], one["article_body"]) for one in known]
                assert ask(every) == [tuple(one[key] for key in keys) for one in known]
                assert dict(ask(symbols)) == Counter(t["symbol"] for one in known for t in one["tickers"])
                found = {row["id"] for row in search(desk.archive.db, "银行", then, 10)}
                assert {row[0] for row in ask(words)} == found
                shown = [
                    (one["id"], i["position"], i["url"], i["sha256"], i["error"])
                    for one in known
                    for i in one["images"]
                ]
                assert ask(images) == shown
                said = records.records(desk.archive.db, replace(then, repaired=True))
                assert ask(repaired) == [(one["id"], one["headline"], one["article_body"]) for one in said]
