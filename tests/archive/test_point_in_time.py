"""What was known when: for any history and any moment, the answer is the one the archive gave at that moment."""

import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsbot import dates
from newsbot.archive import (
    Archive,
    articles,
    frontier,
    imported,
    mentions,
    records,
    reextraction,
    reprints,
    revisions,
    withdrawals,
)
from newsbot.archive import images as pictures
from newsbot.archive.reextraction import Chosen
from newsbot.archive.search import Filter, _Search, search
from newsbot.archive.verify import verify
from newsbot.dedupe.content import change
from newsbot.items import ArticleImage, Capture, CaptureKind, CrawledArticle, ImageRetry, NewsArticle, TickerMention
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
HALF_PAST = f"{DAY}T12:30:00.000Z"
PICTURE = b"GIF89a invented"
SHA256 = "a" * 64
IDENTITY = ("url", "source", "site", "source_id")

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
    st.tuples(st.just("import"), NUMBERS, readings, st.integers(-9, 48)),
    st.tuples(st.just("unchanged"), NUMBERS),
    st.tuples(st.just("reextract"), NUMBERS, readings, st.integers(0, 5)),
    st.tuples(st.just("gone"), NUMBERS),
    st.tuples(st.just("mention"), NUMBERS, st.sampled_from([[], [TICKERS[1]], list(TICKERS)])),
    st.tuples(st.just("picture"), NUMBERS, st.booleans()),
    st.tuples(st.just("list"), NUMBERS, st.sampled_from(["roll", "wire"]), st.sampled_from(TEXTS)),
    st.tuples(st.just("clock is put back"), st.integers(1, 48)),
    st.tuples(st.just("rebuild")),
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


def unchanged(desk: Desk, number: int) -> None:
    """The page is fetched again, is rendered anew and says the same."""
    if (article_id := records.find(desk.archive.db, url(number))) is not None:
        held = articles.load(desk.archive.db, article_id)
        assert held is not None
        said = {one.name: getattr(held, one.name) for one in fields(NewsArticle) if one.name not in IDENTITY}
        observed = dates.to_text(desk.clock())
        capture = Capture(url(number), url(number), "article", observed, 200, "text/html", [], observed.encode())
        (stored,) = desk.store(article(number, **said, observed=observed, capture=capture))
        assert stored.kind == "unchanged"


def reextract(desk: Desk, number: int, said: dict[str, Any], which: int) -> None:
    """A later parser reads one of the publisher's revisions otherwise, or the same."""
    db = desk.archive.db
    every = [one for batch in reextraction.after(db, Chosen(), reextraction.last(db), 50) for one in batch]
    of_article = [one for one in every if one.url == url(number)]
    if not of_article:
        return
    chosen = of_article[which % len(of_article)]
    before, again = reextraction.reading(db, chosen), reading(number, said, chosen.observed)
    assert before is not None
    difference = change(before, again)
    with desk.archive.write() as tx:
        if difference is not None:
            assert reextraction.revise(tx, chosen, again, difference)
        else:
            assert reextraction.mention(tx, chosen, again.tickers) == chosen.is_state
            reextraction.confirm(tx, chosen, "example/9")


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


def put_back(desk: Desk, hours: int) -> None:
    desk.clock.forward(hours=-hours)


def rebuild(desk: Desk) -> None:
    reprints.rebuild(desk.archive)


HAPPEN: dict[str, Callable[..., None]] = {
    "fetch": fetch,
    "import": import_,
    "reextract": reextract,
    "gone": gone,
    "mention": mention,
    "picture": picture,
    "list": list_,
    "unchanged": unchanged,
    "clock is put back": put_back,
    "rebuild": rebuild,
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
    asked = {
        "every": every,
        "folded": replace(every, reprints=False),
        "narrow": replace(every, source="wire", ticker="601229.SH"),
    }
    for words in (None, "港务集团", "12万箱", "银行", "央行 逆回购"):
        for name, chosen in asked.items():
            found[f"search {words} {name}"] = [
                {key: row[key] for key in set(row.keys()) - {"recorded"}} for row in search(db, words, chosen, 10)
            ]
    found["search limited"] = [row["id"] for row in search(db, None, every, 1)]
    for number in range(1, 4):
        found[f"find {number}"] = records.find(db, url(number), every)
        past = records.history(db, number, every)
        for listing in past["listings"]:
            del listing["last_listed"]
        found[f"history {number}"] = past
        found[f"revisions {number}"] = revisions.of(db, number, every)
    for view in VIEWS:
        held = f"SELECT * FROM {view} WHERE known_from <= :t AND (known_until > :t OR known_until IS NULL)"
        rows = [dict(row) for row in db.execute(held, {"t": moment})]
        found[view] = sorted(repr({k: v for k, v in row.items() if k != "known_until"}) for row in rows)
    return found


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
        for article_id in expected:
            told = {one.id for one in revisions.of(desk.archive.db, article_id, chosen)}
            assert told == {r["id"] for r in rows if r["article_id"] == article_id and r["observed"] <= moment}
            history = records.history(desk.archive.db, article_id, chosen)["revisions"]
            assert told == {one["id"] for one in history}
        said = {one["id"]: one["article_body"] for one in records.records(desk.archive.db, chosen)}
        assert said == {row["article_id"]: row["article_body"] for row in rows if row["id"] in readings.values()}


SAID: tuple[dict[str, Any], ...] = (
    {"headline": "港务集团公布吞吐量", "article_body": "本次为10万箱。", "editor": "甲", "images": []},
    {"headline": "港务集团公布吞吐量", "article_body": "本次为12万箱。", "editor": "甲", "images": []},
    {"headline": "港务集团公布吞吐量", "article_body": "本次为10万箱。", "editor": "乙", "images": []},
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(["fetch", "import"]), st.integers(0, 2), st.integers(0, 9)), max_size=12))
def test_whatever_came_in_late_what_was_said_at_a_moment_is_the_last_that_was_seen_by_then(
    history: list[tuple[str, int, int]],
) -> None:
    """No two pages are the same bytes: live quotes stand on them. ``seen`` is the oracle, by time of observation."""
    with TemporaryDirectory() as folder:
        desk = opened(folder)
        seen: dict[str, int] = {}
        with desk.archive:
            for number, (kind, which, hours) in enumerate(history):
                desk.clock.forward(hours=1)
                before = now(desk), answers(desk, None, now(desk))
                late = timedelta(hours=hours, minutes=number) if kind == "import" else timedelta()
                observed = dates.to_text(desk.clock() - late)
                page = reading(1, SAID[which], observed, "import" if kind == "import" else "article")
                assert page.capture is not None
                page.capture.body += f" {number}".encode()
                if kind == "fetch":
                    desk.store(page)
                else:
                    imported.store_all(desk.archive, [(page, True)])
                seen[observed] = which
                assert words(desk, Filter()) == SAID[seen[max(seen)]]
                then = answers(desk, *before[:1], before[0])
                assert {question: then[question] for question in before[1]} == before[1]
            for moment in seen:
                assert words(desk, Filter(as_of=moment, repaired=True)) == SAID[seen[moment]]
            if seen:
                check_repaired(desk, max(seen))
            assert list(verify(desk.archive.path)) == []


def words(desk: Desk, knowing: Filter) -> dict[str, Any]:
    """What the article says, in the words of `SAID`."""
    told = records.record(desk.archive.db, 1, knowing)
    assert told is not None
    return {name: told[name] for name in SAID[0]}


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


def plans(desk: Desk, one: _Search, condition: str) -> list[str]:
    """The steps of everything that one way of a search asks, as SQLite says."""
    asked: list[str] = []
    desk.archive.db.set_trace_callback(asked.append)
    one.first(condition)
    desk.archive.db.set_trace_callback(None)
    explained = [f"EXPLAIN QUERY PLAN {sql}" for sql in asked if sql.startswith("SELECT")]
    return [row["detail"] for sql in explained for row in desk.archive.db.execute(sql)]


@pytest.mark.parametrize(("as_of", "repaired"), [(None, False), (HALF_PAST, False), (HALF_PAST, True)])
@pytest.mark.parametrize("more", [{}, {"ticker": "601229.SH"}, {"source": "roll"}, {"since": f"{DAY}T00:00:00.000Z"}])
def test_no_text_is_read_to_find_what_was_the_state(
    desk: Desk, as_of: str | None, repaired: bool, more: dict[str, str]
) -> None:
    rng = random.Random(1)
    for number in range(1, 60):
        desk.store(article(number, article_body=rng.choice(TEXTS)))
    chosen = Filter(as_of=as_of, repaired=repaired, **more)  # type: ignore[arg-type]
    newest = "revision_date" if as_of else "article_newest"
    for query in ("银行", None):
        one = _Search(desk.archive.db, query, chosen, 20)
        for condition in (one.in_order, *one.lists):
            steps = plans(desk, one, condition)
            sorts = any("TEMP B-TREE" in step for step in steps)
            assert sorts == (condition in one.lists), (condition, steps)
            assert sorts or any(newest in step for step in steps), (condition, steps)
            scans = [step for step in steps if step.startswith("SCAN ") and newest not in step]
            assert {step.split()[1] for step in scans} <= {"article_fts", "json_each"}, (condition, scans)


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
