"""``forget``: nothing of an article is left in the file, and everything else is as it was."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.archive import (
    Archive,
    articles,
    boilerplate,
    captures,
    forget,
    frontier,
    images,
    imported,
    names,
    records,
    reports,
    search,
    tombstones,
)
from newsbot.archive.search import Filter
from newsbot.archive.store import Transaction
from newsbot.archive.verify import verify
from newsbot.errors import ArchiveError, NewsbotError
from newsbot.items import Address, ArticleImage, Capture, CrawledArticle, ListingEntry, TickerMention
from tests.archive.conftest import Clock, Desk, article, entry, url
from tests.archive.test_reprints import MORE, STORY, links, printed

SECRET = "机密人物赵某某涉嫌挪用公款一案"
LATIN = "Quetzalbotham"
REASON = "court order 17/2026"
PAGE = f"<html><h1>{SECRET}</h1><p>{LATIN}</p>{'<p>云州财经网导航</p>' * 40}</html>".encode()


def secret(number: int = 1, **fields: object) -> CrawledArticle:
    body = f"{SECRET}。\n当事人 {LATIN} 没有回应。\n{SECRET}，本报独家。"
    return article(number, **{"headline": SECRET, "article_body": body, "capture_body": PAGE, **fields})


def remove(desk: Desk, article_id: int) -> forget.Forgotten:
    gone = forget.forget(desk.archive, article_id, reason=REASON, by="clerk@desk")
    assert forget.clean(desk.archive)
    return gone


def left_over(path: Path) -> set[str]:
    """Which of the texts' bytes are in the file or its log."""
    files = [file for file in (path, Path(f"{path}-wal"), Path(f"{path}-journal")) if file.exists()]
    data = b"".join(file.read_bytes() for file in files)
    words = [SECRET, SECRET[:6], LATIN, LATIN.lower(), search.cut(SECRET)]
    return {word for word in words for encoding in ("utf-8", "gb18030") if word.encode(encoding) in data}


def sound(desk: Desk) -> None:
    assert [str(fault) for fault in verify(desk.archive.path)] == []


def test_nothing_of_the_text_is_left_in_the_file(desk: Desk, clock: Clock) -> None:
    """Whatever SQLite does by itself: as it does in other builds, freed pages keep what stood in them."""
    desk.show(entry(1, headline=SECRET, description=LATIN), entry(2))
    desk.store(secret(), *(article(number, article_body=f"{LATIN[:4]} 第{number}篇。" * 60) for number in range(2, 40)))
    for hours in (1, 2, 3):
        clock.forward(hours=hours)
        desk.show(entry(1, headline=f"{SECRET}（{hours}）"))
        body = f"{SECRET}。" * (300 * hours) + LATIN
        desk.store(
            secret(article_body=body, capture_body=PAGE * (hours + 1), observed=f"2026-11-20T1{hours + 2}:00:00.000Z")
        )
    assert len(left_over(desk.archive.path)) >= 3
    gone = remove(desk, 1)
    assert left_over(desk.archive.path) == set()
    assert (gone.revisions, gone.captures, gone.alike) == (4, 4, [])
    assert desk.rows("PRAGMA secure_delete") == [(2,)]
    sound(desk)


def test_it_is_found_nowhere_and_the_others_are(desk: Desk, clock: Clock) -> None:
    desk.store(secret(), article(2, article_body=f"旁观者 {LATIN} 说。"))
    before = desk.archive.clock()
    clock.forward(hours=1)
    remove(desk, 1)
    db = desk.archive.db
    for as_of in (None, before.strftime("%Y-%m-%dT%H:%M:%S.999Z")):
        chosen = Filter(as_of=as_of, reprints=True)
        assert [row["id"] for row in search.search(db, SECRET[:4], chosen, 9)] == []
        assert [row["id"] for row in search.search(db, LATIN, chosen, 9)] == [2]
        assert [record["id"] for record in records.records(db, chosen)] == [2]
        assert records.record(db, 1, chosen) is None
        assert records.find(db, url(1), chosen) is None
    assert desk.rows("SELECT article_id FROM article_history") == [(2,)]
    assert desk.store(article(3))[0].article_id == 3, "its number is not given again"


def test_the_tombstone_says_who_when_why_and_no_text(desk: Desk) -> None:
    desk.store(secret())
    remove(desk, 1)
    ((at, source, detail),) = desk.rows("SELECT at, source, detail FROM event WHERE kind = 'forgotten'")
    ((stamp,),) = desk.rows("SELECT forgotten FROM frontier WHERE url = ?", url(1))
    assert at == stamp
    assert source == "roll"
    assert REASON in detail
    assert "clerk@desk" in detail
    assert url(1) not in detail
    assert forget.was_forgotten(desk.archive.db, 1)
    assert not forget.was_forgotten(desk.archive.db, 2)
    with pytest.raises(ArchiveError, match="there is no article 1"):
        forget.forget(desk.archive, 1, reason=REASON, by="x")
    assert forget.look(desk.archive.db, 1) is None
    assert reports.totals(desk.archive.db).dead == 0, "given up is something else"


def test_it_is_never_fetched_listed_or_stored_again(desk: Desk, clock: Clock) -> None:
    mobile = "https://m.example.com/doc-i1.html"
    desk.show(entry(1, headline=SECRET))
    desk.store(secret(addresses=[Address(mobile, "mobile")]))
    remove(desk, 1)
    assert desk.rows("SELECT url, state, due, last_error FROM frontier ORDER BY url") == [
        (url(1), "dead", None, f"forgotten: {REASON}"),
        (mobile, "dead", None, f"forgotten: {REASON}"),
    ]
    clock.forward(days=8)
    desk.begin()
    twin = entry(1, url="https://finance.example.com/other/doc-i0000001.shtml", headline=SECRET)
    for source in ("roll", "other"):
        desk.show(entry(1, headline=SECRET, modified="2026-11-21T00:00:00.000Z"), twin, source=source)
        desk.show(ListingEntry(url=mobile, headline=SECRET), entry(1, url=url(1, scheme="http")), source=source)
    with desk.archive.write() as tx:
        frontier.enqueue_by_hand(tx, "by-hand", [url(1), mobile])
        assert not frontier.failed(tx, url(1), "HTTP 404", gone=True)
    for due in ("scheduled", "by hand", "revisit"):
        assert [one.url for one in desk.claim(due=due)] == []
        assert desk.claim(due=due, source="other") == desk.claim(due=due, source="by-hand") == []
    assert desk.rows("SELECT DISTINCT last_error FROM frontier WHERE forgotten IS NOT NULL") == [
        (f"forgotten: {REASON}",)
    ]
    for again in (secret(), secret(frontier_url=mobile, url=mobile, source_id=None), replace(secret(), url=url(9))):
        with pytest.raises(NewsbotError, match="removed by `newsbot forget`"):
            desk.store(again)
        with desk.archive.write() as tx, pytest.raises(NewsbotError, match="removed by"):
            imported.store(tx, again, dated=False)
    assert left_over(desk.archive.path) == set()


def test_an_import_without_address_does_not_come_back(desk: Desk) -> None:
    address = f"urn:newsbot:post:{'a' * 64}"
    post = Capture(address, address, "import", "2026-11-20T12:00:00.000Z", 200, "text/markdown", [], PAGE)
    one = secret(frontier_url=address, source_id=None)
    one.capture = post
    with desk.archive.write() as tx:
        imported.store(tx, one, dated=False)
    remove(desk, 1)
    (outcome,) = imported.store_all(desk.archive, [(one, False)])
    assert isinstance(outcome, NewsbotError)
    assert left_over(desk.archive.path) == set()
    sound(desk)


def test_reprints_are_linked_anew(desk: Desk) -> None:
    desk.store(*(printed(number, *STORY, hour=7 + number) for number in (1, 2, 3)))
    assert links(desk) == {2: 1, 3: 1}
    held = forget.look(desk.archive.db, 1)
    assert held is not None
    assert (held.headline, held.revisions, held.alike) == ("云州港吞吐量增长", 1, [2, 3])
    assert remove(desk, 1).alike == [2, 3]
    assert links(desk) == {3: 2}
    assert desk.rows("SELECT id, duplicate_of FROM article ORDER BY id") == [(2, None), (3, 2)]
    assert desk.rows("SELECT count(*) FROM fingerprint_band WHERE article_id = 1") == [(0,)]
    sound(desk)
    desk.store(printed(4, *STORY, hour=12))
    assert links(desk) == {3: 2, 4: 2}


def test_pictures_go_unless_another_article_shows_them(desk: Desk) -> None:
    with desk.archive.write() as tx:
        for name in ("a", "b"):
            images.add(tx, name * 64, "image/png", 64, 48, name.encode() * 9)
    own, shared = (ArticleImage(f"https://img.example.com/{n}.png", i, sha256=n * 64) for i, n in enumerate("ab"))
    late = ArticleImage("https://img.example.com/late.png", 2, error="HTTP 404")
    desk.store(secret(images=[own, shared, late]), article(2, images=[replace(shared, position=0)]))
    assert remove(desk, 1).images == 1
    assert desk.rows("SELECT sha256 FROM image") == [("b" * 64,)]


def test_pages_packed_with_its_page_are_packed_anew(desk: Desk) -> None:
    pages = [PAGE, PAGE.replace(SECRET.encode(), "另一篇".encode()).replace(LATIN.encode(), b"other"), PAGE * 2]
    desk.store(secret(capture_body=pages[0]), article(2, capture_body=pages[1]))
    assert desk.rows("SELECT count(DISTINCT dictionary_id), count(dictionary_id) FROM capture") == [(1, 2)]
    remove(desk, 1)
    assert desk.rows("SELECT count(*) FROM dictionary") == [(0,)]
    ((capture_id,),) = desk.rows("SELECT id FROM capture")
    assert captures.load(desk.archive.db, capture_id) == pages[1]
    sound(desk)


def test_a_page_that_two_articles_were_read_from_is_emptied(desk: Desk) -> None:
    desk.store(secret(), article(2))
    desk.archive.db.execute("INSERT INTO revision_capture VALUES (2, 2, 1)")
    desk.archive.db.execute("INSERT INTO confirmed VALUES (1, 2, 1)")
    remove(desk, 1)
    assert desk.rows("SELECT * FROM confirmed") == []
    assert desk.rows("SELECT id, body, pruned IS NULL, headers FROM capture WHERE id = 1") == [(1, None, 0, "[]")]
    assert desk.rows("SELECT part, capture_id FROM revision_capture ORDER BY part") == [(1, 2), (2, 1)]
    sound(desk)


def test_unchanged_refetches_and_failed_looks_go_too(desk: Desk) -> None:
    desk.store(secret(), secret(), secret(), article(2))
    assert desk.rows("SELECT count(*), count(same_as) FROM capture") == [(4, 2)]
    assert remove(desk, 1).captures == 3
    assert desk.rows("SELECT url FROM capture") == [(url(2),)]


def test_what_it_taught_is_taken_back(desk: Desk) -> None:
    once, twice = (
        TickerMention("601229.SH", "赵氏银行", "markup", 1),
        TickerMention("600519.SH", "云州茅台", "markup", 1),
    )
    desk.store(secret(tickers=[once, twice]), article(2, tickers=[twice]), article(3, tickers=[twice]))
    remove(desk, 1)
    assert desk.rows("SELECT name, articles FROM learned_name") == [("云州茅台", 2)]
    assert [one.name for one in names.learned(desk.archive.db)] == ["云州茅台"]
    with desk.archive.write() as tx:
        for number in (4, 5):
            boilerplate.note(tx, "roll", number, f"{SECRET}。\n正文第{number}段。\n当事人没有回应此事。")
    desk.store(secret(4))
    remove(desk, 4)
    assert desk.rows("SELECT count(*) FROM boilerplate WHERE text LIKE ? AND learned IS NULL", f"%{SECRET}%") == [(0,)]


def test_events_and_listings_stay_without_their_words(desk: Desk) -> None:
    desk.show(entry(1, headline=SECRET))
    desk.store(secret())
    with desk.archive.write() as tx:
        tx.event("identity_conflict", article_id=1, detail=f'{{"claims": "{LATIN}"}}')
    remove(desk, 1)
    assert desk.rows("SELECT kind, article_id, detail FROM event WHERE kind <> 'forgotten'") == [
        ("identity_conflict", None, "{}")
    ]
    assert desk.rows("SELECT url, article_id, linked FROM listing_state") == [(url(1), None, None)]
    assert desk.rows("SELECT count(*) FROM listing_entry") == [(0,)]


def test_a_reader_keeps_the_log_and_a_later_cleaning_empties_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsbot.archive.store.CHECKPOINT_SECONDS", 0)
    desk.store(secret())
    reader = sqlite3.connect(desk.archive.path)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM article").fetchone()
    forget.forget(desk.archive, 1, reason=REASON, by="x")
    assert not forget.clean(desk.archive)
    reader.close()
    assert forget.clean(desk.archive)
    assert left_over(desk.archive.path) == set()


def test_a_crawl_in_another_process_goes_on(desk: Desk) -> None:
    """Its connection sees the removal, and stores what comes after."""
    with Archive(desk.archive.path) as other:
        desk.store(secret(), article(2))
        remove(desk, 1)
        with other.write() as tx:
            stored = articles.store(tx, article(3), None, ())
        assert stored.kind == "new"
        with other.write() as tx:
            assert tombstones.stands(tx.db, url(1), None, None)
    sound(desk)


def by_address(desk: Desk) -> set[tuple[str, str]]:
    return {
        (one, original)
        for one, original in desk.rows(
            "SELECT a.url, o.url FROM reprint l JOIN article a ON a.id = l.article_id"
            " JOIN article o ON o.id = l.original_id"
        )
    }


@settings(max_examples=6, deadline=None)
@given(
    st.lists(st.tuples(st.sets(st.integers(0, 7), min_size=2), st.integers(0, 23)), min_size=2, max_size=5),
    st.integers(0, 4),
)
def test_links_are_as_if_it_had_never_been(texts: list[tuple[set[int], int]], chosen: int) -> None:
    lines = STORY + MORE
    stored = [
        printed(number, *(lines[line] for line in sorted(picked)), hour=hour)
        for number, (picked, hour) in enumerate(texts, 1)
    ]
    gone = stored[chosen % len(stored)]
    found = []
    for with_it in (True, False):
        with tempfile.TemporaryDirectory() as folder, Archive(Path(folder, "a.db"), clock=Clock()) as archive:
            desk = Desk(archive, Clock())
            desk.begin()
            desk.store(*(replace(one) for one in stored if with_it or one is not gone))
            if with_it:
                forget.forget(archive, stored.index(gone) + 1, reason=REASON, by="x")
            sound(desk)
            found.append(by_address(desk))
    assert found[0] == found[1]


def test_a_page_that_a_whole_site_is_packed_with_goes_in_short_transactions(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forget, "_RELEASED", 4)
    desk.store(secret(), *(article(number, capture_body=PAGE + b"%d" % number) for number in range(2, 24)))
    assert desk.rows("SELECT count(*) FROM capture WHERE dictionary_id = 1") == [(23,)]
    left = []
    held = Archive.write

    @contextmanager
    def counted(archive: Archive) -> Iterator[Transaction]:
        with held(archive) as tx:
            before = tx.db.execute("SELECT count(*) FROM capture WHERE dictionary_id = 1").fetchone()[0]
            yield tx
            left.append(before - tx.db.execute("SELECT count(*) FROM capture WHERE dictionary_id = 1").fetchone()[0])

    monkeypatch.setattr(Archive, "write", counted)
    remove(desk, 1)
    assert sum(left) == 23
    assert max(left) <= 4
    assert desk.rows("SELECT count(*) FROM dictionary") == [(0,)]
    sound(desk)


def test_it_may_be_killed_between_its_transactions(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forget, "_RELEASED", 4)
    desk.store(secret(), *(article(number, capture_body=PAGE + b"%d" % number) for number in range(2, 24)))
    assert forget._release(desk.archive, 1)  # and no more of it
    sound(desk)
    assert [captures.load(desk.archive.db, one) for (one,) in desk.rows("SELECT id FROM capture ORDER BY id")] == [
        PAGE, *(PAGE + b"%d" % number for number in range(2, 24))
    ]  # fmt: skip
    remove(desk, 1)
    assert desk.rows("SELECT count(*), count(dictionary_id) FROM capture") == [(22, 0)]
    sound(desk)
