"""Re-extraction: crawled pages read again, as they are and after an older parser read them otherwise."""

import hashlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from newsbot import reextract
from newsbot.archive import Archive, dictionaries, forget, known, mentions, reextraction, upkeep
from newsbot.archive.reextraction import Chosen
from newsbot.archive.search import Filter, match_expression
from newsbot.archive.store import open_reader
from newsbot.config import load
from newsbot.dedupe.diff import Difference
from newsbot.demo import DemoSite
from newsbot.demo.server import Answer
from newsbot.items import CrawledArticle, NewsArticle, TickerMention
from newsbot.pages.sina_com_cn import SinaArticlePage
from newsbot.reextract import Settings, Summary
from tests.crawling import HEALTHY, Desk, WrittenSite, crawler, desk, json_feed, written

__all__ = ["crawler", "desk", "written"]

TODAYS = SinaArticlePage.parser
OLDER = "sina_com_cn/0"
PAGE = "/roll/2031-10-14/doc-i{:07}.shtml"
TEXT = ("云州港前三季度吞吐量增长4.2%，全文见公告。", "其中外贸箱量增长6.1%，散货下降2.0%。", "公司维持全年目标不变。")


@pytest.fixture
def archived(desk: Desk, written: WrittenSite) -> Desk:
    """Three articles of one source, read by today's parser."""
    urls = [written.write(PAGE.format(n), f"云州港第{n}号公告", *TEXT, f"这是第{n}份公告。") for n in range(1, 4)]
    written.answers["/feed.json"] = json_feed(*urls)
    desk.configure(written.feed())
    assert desk.crawl("written").stored == (3, 0, 0, 0)
    return desk


def run(desk: Desk, chosen: Chosen | None = None, *, apply: bool = False, **settings: Any) -> Summary:
    given = Settings(load(desk.config, {}, desk.config.parent, desk.config), **settings)
    chosen = chosen or Chosen()
    if not apply:
        with closing(open_reader(desk.archive)) as db:
            return reextract.run(db, chosen, given)
    with Archive(desk.archive) as archive:
        return reextract.run(archive.db, chosen, given, archive=archive)


def age(desk: Desk, revision_id: int, **fields: str | None) -> None:
    """Make a revision, and the article where it is its state, what an older parser made of the page."""
    assigned = ", ".join(f"{name} = :{name}" for name in ("parser", *fields))
    values = {"parser": OLDER, **fields, "id": revision_id}
    with Archive(desk.archive) as archive, archive.write() as tx:
        tx.db.execute(f"UPDATE revision SET {assigned}, content_sha256 = '{'0' * 64}' WHERE id = :id", values)
        tx.db.execute(f"UPDATE article SET {assigned}, content_sha256 = '{'0' * 64}' WHERE revision_id = :id", values)


def everything(desk: Desk) -> list[tuple[Any, ...]]:
    tables = ["article", "revision", "revision_image", "mention_record", "reprint_record", "event", "reextracted"]
    return [row for table in tables for row in desk.rows(f"SELECT * FROM {table}")]


def state_as_of(desk: Desk, moment: str, *, repaired: bool = False) -> list[tuple[Any, ...]]:
    with closing(open_reader(desk.archive)) as db:
        articles = known.articles("repaired" if repaired else "as of")
        sql = f"SELECT id, headline, article_body FROM {articles} ORDER BY id"
        return [tuple(row) for row in db.execute(sql, {"as_of": moment})]


# --- reading again


def test_what_was_crawled_reads_the_same_again(desk: Desk) -> None:
    with DemoSite(articles=4) as site:
        desk.configure(site.stanzas())
        desk.crawl_all(*HEALTHY, "demo-netease", "demo-stcn-list", "demo-wallstreetcn-articles", "demo-cninfo")
    assert run(desk).examined == 0
    for workers in (None, 2):
        summary = run(desk, every=True, workers=workers)
        assert summary.examined == desk.one("SELECT count(*) FROM revision") > 30
        # Names that markup taught after an article came in are found in it now.
        assert set(summary.fields) <= {"tickers"}
        assert not summary.failed
        assert not summary.skipped


def test_a_source_that_is_gone_is_read_by_the_page_object_it_had(archived: Desk) -> None:
    """Its stanza named it; without it the address would choose the generic page."""
    archived.configure("[defaults]")
    assert run(archived).examined == 0
    again = run(archived, every=True)
    assert (again.examined, again.changed, again.failed) == (3, 0, {})


def test_several_processes_read_what_one_does(archived: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    age(archived, 1, headline="旧标题")
    alone = run(archived, every=True)
    monkeypatch.setattr(reextract, "FEW", 0)
    monkeypatch.setattr(reextract, "BATCH", 1)
    assert run(archived, every=True, workers=2) == alone
    assert (alone.examined, alone.changed) == (3, 1)


def test_the_pages_of_one_article_are_joined(desk: Desk, written: WrittenSite) -> None:
    paths = ("/a/20311014/123.html", "/a/20311014/123_2.html")
    pager = "".join(f'<a href="{path}">{number}</a>' for number, path in enumerate(paths, 1))
    for number, path in enumerate(paths, 1):
        written.write(path, "云州港公告", *(f"第{number}页，{text}" for text in TEXT))
        page = written.answers[path]
        assert isinstance(page, Answer)
        body = page.body.replace(b"</body>", f'<div class="pager">{pager}</div></body>'.encode())
        written.answers[path] = replace(page, body=body)
    written.answers["/feed.json"] = json_feed(written.url + paths[0])
    desk.configure(written.feed())
    desk.crawl("written")
    assert desk.one("SELECT count(*) FROM revision_capture") == 2
    whole = desk.one("SELECT article_body FROM article")
    assert "第1页" in whole
    assert "第2页" in whole
    age(desk, 1, article_body="第1页", article_body_html=None)
    assert run(desk, apply=True).applied == 1
    assert desk.one("SELECT article_body FROM article") == whole
    assert desk.rows("SELECT revision_id, part, capture_id FROM revision_capture WHERE revision_id > 1") == [
        (2, 1, 1), (2, 2, 2),
    ]  # fmt: skip


# --- what becomes of it


def test_nothing_is_written_without_being_told_to(archived: Desk) -> None:
    age(archived, 1, headline="旧标题", editor="某编")
    before = everything(archived)
    summary = run(archived)
    assert (summary.examined, summary.current, summary.changed, summary.applied) == (1, 2, 1, 0)
    assert summary.fields == {"headline": 1, "editor": 1}
    (sample,) = summary.sample
    assert "".join(piece.text for piece in sample.difference.headline if piece.mark != "old") == "云州港第1号公告"
    assert everything(archived) == before


def test_a_new_reading_is_a_revision_of_ours(archived: Desk) -> None:
    true_body = archived.one("SELECT article_body FROM article WHERE id = 1")
    age(archived, 1, headline="旧标题", article_body=f"{true_body}\n海量资讯、精准解读，尽在APP")
    (moment,) = archived.rows("SELECT last FROM stamp")[0]
    then, counted = state_as_of(archived, moment), "SELECT revision_count, content_changed FROM article WHERE id = 1"
    before = archived.rows(counted)
    assert run(archived, apply=True).applied == 1
    ((number, origin, based_on, parser, late),) = archived.rows(
        "SELECT r.number, r.origin, r.based_on, r.parser, r.observed = b.observed AND r.recorded > b.recorded"
        " FROM revision r JOIN revision b ON b.id = r.based_on"
    )
    assert (number, origin, based_on, parser, late) == (2, "reextract", 1, TODAYS, 1)
    assert archived.rows("SELECT headline, article_body, parser FROM article WHERE id = 1") == [
        ("云州港第1号公告", true_body, TODAYS)
    ]
    assert archived.rows(counted) == before
    assert state_as_of(archived, moment) == then
    assert state_as_of(archived, moment, repaired=True)[0] == (1, "云州港第1号公告", true_body)
    found = "SELECT rowid FROM article_fts WHERE article_fts MATCH ?"
    assert archived.rows(found, match_expression("第1号公告")) == [(1,), (4,)]  # the revision before has its row still
    again = run(archived, apply=True)
    assert (again.examined, again.current, again.applied) == (0, 3, 0)


def test_the_same_reading_moves_the_parser_forward_without_a_revision(archived: Desk) -> None:
    with Archive(archived.archive) as archive, archive.write() as tx:
        tx.db.execute("UPDATE revision SET parser = ?", (OLDER,))
    first = run(archived, apply=True)
    assert (first.examined, first.unchanged, first.applied) == (3, 3, 0)
    assert archived.rows("SELECT revision_id, parser FROM reextracted") == [(n, TODAYS) for n in (1, 2, 3)]
    assert archived.one("SELECT count(*) FROM revision") == 3
    assert run(archived, apply=True).examined == 0


def test_mentions_and_reprints_follow_the_new_reading(archived: Desk) -> None:
    age(archived, 1, headline="旧标题")
    with Archive(archived.archive) as archive, archive.write() as tx:
        tx.db.execute(
            "INSERT INTO mention_record (article_id, symbol, surface, method, count, recorded)"
            " VALUES (1, '600519.SH', '茅台', 'name', 1, ?)",
            (tx.stamp,),
        )
    summary = run(archived, apply=True)
    assert summary.fields["tickers"] == 1
    assert archived.rows("SELECT symbol FROM mention WHERE article_id = 1") == []
    assert archived.one("SELECT count(*) FROM mention_record WHERE retired IS NOT NULL") == 1


def test_mentions_alone_make_no_revision(archived: Desk) -> None:
    with Archive(archived.archive) as archive, archive.write() as tx:
        tx.db.execute("UPDATE revision SET parser = ? WHERE id = 1", (OLDER,))
        tx.db.execute(
            "INSERT INTO mention_record (article_id, symbol, surface, method, count, recorded)"
            " VALUES (1, '600519.SH', '茅台', 'name', 1, ?)",
            (tx.stamp,),
        )
    assert (run(archived, apply=True).fields, archived.one("SELECT count(*) FROM revision")) == ({"tickers": 1}, 3)
    assert archived.rows("SELECT symbol FROM mention") == []
    assert run(archived).examined == 0


def test_earlier_revisions_are_read_again_and_stay_earlier(archived: Desk, written: WrittenSite) -> None:
    written.write(PAGE.format(1), "云州港第1号公告（更新）", *TEXT, "这是更新后的公告。")
    assert archived.crawl("written", due="revisit", ahead=100).revised == 1
    first, second = archived.rows("SELECT id, observed FROM revision WHERE article_id = 1 ORDER BY id")
    age(archived, first[0], headline="旧标题一")
    age(archived, second[0], headline="旧标题二")
    assert run(archived, apply=True).applied == 2
    assert archived.one("SELECT headline FROM article WHERE id = 1") == "云州港第1号公告（更新）"
    assert archived.rows("SELECT based_on, headline FROM revision WHERE origin = 'reextract' ORDER BY id") == [
        (first[0], "云州港第1号公告"), (second[0], "云州港第1号公告（更新）"),
    ]  # fmt: skip
    assert archived.one("SELECT revision_count FROM article WHERE id = 1") == 2
    assert state_as_of(archived, first[1], repaired=True)[0][1] == "云州港第1号公告"


def test_what_is_no_article_any_more_stays_as_it_is(archived: Desk) -> None:
    empty = b"<html><title>x</title></html>"
    age(archived, 1, headline="旧标题")
    with Archive(archived.archive) as archive, archive.write() as tx:
        tx.db.execute(
            "UPDATE capture SET body = ?, size = ?, body_sha256 = ?, dictionary_id = NULL WHERE id = 1",
            (dictionaries._PLAIN.compress(empty), len(empty), hashlib.sha256(empty).hexdigest()),
        )
    summary = run(archived, apply=True)
    assert (summary.failed, summary.applied, summary.failures[0].article_id) == ({"EmptyArticle": 1}, 0, 1)
    assert archived.one("SELECT headline FROM article WHERE id = 1") == "旧标题"
    assert run(archived).failed == {"EmptyArticle": 1}  # told until it is mended


def test_a_damaged_page_is_told_and_the_others_are_read(archived: Desk) -> None:
    for revision_id in (1, 2):
        age(archived, revision_id, headline="旧标题")
    with Archive(archived.archive) as archive, archive.write() as tx:
        tx.db.execute("UPDATE capture SET body = x'00' WHERE id = 1")
    summary = run(archived, apply=True)
    assert (summary.examined, summary.failed, summary.applied) == (2, {"DamagedCapture": 1}, 1)
    assert (summary.failures[0].article_id, "damaged" in summary.failures[0].error) == (1, True)


def test_much_shorter_texts_need_force(archived: Desk) -> None:
    age(archived, 1, article_body="云州港的长篇报道。" * 100)
    summary = run(archived, apply=True)
    assert (summary.shortened, summary.changed, summary.applied) == (1, 0, 0)
    assert (summary.shortest[0].article_id, summary.shortest[0].before) == (1, 900)
    assert run(archived, apply=True, force=True).applied == 1
    assert archived.one("SELECT length(article_body) FROM article WHERE id = 1") < 200


def test_emptied_captures_are_counted(archived: Desk) -> None:
    for revision_id in (1, 2, 3):
        age(archived, revision_id)
    with Archive(archived.archive) as archive:
        archive.db.execute("DELETE FROM revision_capture WHERE revision_id = 2")
        archive.db.execute("UPDATE capture SET fetched = '2020-01-01T00:00:00.000Z'")
        archive.db.execute("UPDATE run SET started = fetched FROM capture WHERE run_id = run.id")
        assert upkeep.tidy(archive, {"written": 0}).captures_emptied == 3
    assert run(archived).skipped == {"emptied capture": 2, "no capture": 1}


# --- which


def test_only_what_was_chosen_is_read(archived: Desk) -> None:
    for revision_id in (1, 2):
        age(archived, revision_id, headline="旧标题")
    assert run(archived, Chosen(parser="sina_com_cn")).changed == 2
    assert run(archived, Chosen(parser=OLDER)).changed == 2
    assert run(archived, Chosen(parser=TODAYS), every=True).examined == 1
    assert run(archived, Chosen(parser="sina"), every=True).examined == 0
    assert run(archived, Chosen(sources=("written", "nobody"))).changed == 2
    assert run(archived, Chosen(sources=("nobody",))).examined == 0
    published = archived.one("SELECT min(date_published) FROM article")
    assert run(archived, Chosen(dated=Filter(since=published, reprints=True))).changed == 2
    assert run(archived, Chosen(dated=Filter(until=published, reprints=True))).examined == 0


def test_an_interrupted_run_goes_on_where_it_was(archived: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reextract, "BATCH", 1)
    for revision_id in (1, 2, 3):
        age(archived, revision_id, headline="旧标题")

    def stop(done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    given = Settings(load(archived.config, {}, Path(), archived.config))
    with pytest.raises(KeyboardInterrupt), Archive(archived.archive) as archive:
        reextract.run(archive.db, Chosen(), given, archive=archive, on_progress=stop)
    assert archived.one("SELECT count(*) FROM revision WHERE origin = 'reextract'") == 2
    summary = run(archived, apply=True)
    assert (summary.examined, summary.applied) == (1, 1)
    assert archived.one("SELECT count(*) FROM revision WHERE origin = 'reextract'") == 3


def test_what_another_run_has_read_meanwhile_is_left_alone(archived: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    age(archived, 1, headline="旧标题")
    given = Settings(load(archived.config, {}, Path(), archived.config))
    original = reextract._Job.settle

    def late(job: Any, *arguments: Any) -> None:
        monkeypatch.setattr(reextract._Job, "settle", original)
        run(archived, apply=True)
        original(job, *arguments)

    monkeypatch.setattr(reextract._Job, "settle", late)
    with Archive(archived.archive) as archive:
        summary = reextract.run(archive.db, Chosen(), given, archive=archive)
    assert summary.applied == 0
    assert archived.one("SELECT count(*) FROM revision WHERE origin = 'reextract'") == 1


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Have something happen after pages were read again, and before what they say is stored."""

    def arrange(happens: Callable[[], object]) -> None:
        original = reextract._Job.settle

        def late(job: Any, *arguments: Any) -> None:
            happens()
            original(job, *arguments)

        monkeypatch.setattr(reextract._Job, "settle", late)

    return arrange


@pytest.mark.parametrize("fields", [{"headline": "旧标题"}, {}])
def test_what_is_forgotten_meanwhile_is_left_alone(
    archived: Desk, meanwhile: Callable[[Callable[[], object]], None], fields: dict[str, str]
) -> None:
    age(archived, 1, **fields)
    with Archive(archived.archive) as archive:
        meanwhile(lambda: forget.forget(archive, 1, reason="on demand", by="a test"))
        given = Settings(load(archived.config, {}, Path(), archived.config))
        summary = reextract.run(archive.db, Chosen(), given, archive=archive)
    assert (summary.skipped, summary.applied) == ({"forgotten meanwhile": 1}, 0)
    assert archived.one("SELECT count(*) FROM article") == 2


def test_what_is_forgotten_while_it_is_stored_is_left_alone(archived: Desk) -> None:
    with Archive(archived.archive) as archive:
        said = reextraction.state(archive.db, archived.one("SELECT url FROM article WHERE id = 1"))
        assert said is not None
        again = reextraction.reading(archive.db, said)
        assert isinstance(again, NewsArticle)
        forget.forget(archive, 1, reason="on demand", by="a test")
        with archive.write() as tx:
            assert not reextraction.revise(tx, said, CrawledArticle(said.url), "text")
            assert not reextraction.mention(tx, said, [])
            reextraction.confirm(tx, said, TODAYS)
        assert reextraction.reading(archive.db, said) is None


def test_mentions_of_a_text_that_was_replaced_meanwhile_are_left_alone(
    archived: Desk, written: WrittenSite, meanwhile: Callable[[Callable[[], object]], None]
) -> None:
    """The article says something else by then, and has mentions of its own."""
    with Archive(archived.archive) as archive, archive.write() as tx:
        tx.db.execute("UPDATE revision SET parser = ? WHERE id = 1", (OLDER,))
        mentions.replace(tx, 1, [TickerMention("600519.SH", "茅台", "name", 1)])
    written.write(PAGE.format(1), "云州港第1号公告（更新）", *TEXT, "贵州茅台（600519.SH）到港。")

    meanwhile(lambda: archived.crawl("written", due="revisit", ahead=100))
    assert run(archived, apply=True).applied == 0
    assert archived.rows("SELECT symbol, method FROM mention") == [("600519.SH", "code")]


def test_tickers_that_differ_are_shown(archived: Desk) -> None:
    with Archive(archived.archive) as archive, archive.write() as tx:
        tx.db.execute("UPDATE revision SET parser = ? WHERE id = 1", (OLDER,))
        mentions.replace(tx, 1, [TickerMention("600519.SH", "茅台", "name", 1)])
    (sample,) = run(archived).sample
    assert sample.difference == Difference(fields={"tickers": (["600519.SH 茅台 name ×1"], [])})


def test_pictures_follow_the_new_reading_and_are_fetched_by_later_crawls(desk: Desk, written: WrittenSite) -> None:
    url = written.write(PAGE.format(1), "云州港公告", *TEXT, pictures=("/a.gif", "/b.gif"))
    written.answers["/feed.json"] = json_feed(url)
    desk.configure(written.feed())
    desk.crawl("written")
    age(desk, 1)
    with Archive(desk.archive) as archive, archive.write() as tx:  # the older parser saw one of two
        tx.db.execute("DELETE FROM image_missing_record WHERE position = 1")
        tx.db.execute("DELETE FROM revision_image WHERE position = 1")
    assert run(desk, apply=True).fields == {"images": 1}
    shown = "SELECT position, url, error FROM article_image ORDER BY position"
    assert desk.rows(shown) == [(0, f"{written.url}/a.gif", None), (1, f"{written.url}/b.gif", None)]
    assert desk.rows("SELECT revision_id, change FROM revision_image JOIN revision r ON r.id = revision_id") == [
        (1, "first"), (2, "images"), (2, "images"),
    ]  # fmt: skip
    before = len(written.hits)
    desk.crawl("written", ahead=3600)
    assert {"/a.gif", "/b.gif"} <= set(written.targets(before))
