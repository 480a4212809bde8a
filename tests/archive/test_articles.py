"""What a fetch becomes: a new article, a revision, unchanged, a reprint; and which article it is."""

import json

import pytest

from newsbot.archive import articles, captures, frontier, search
from newsbot.archive.store import open_reader
from newsbot.errors import ArchiveError
from newsbot.items import ArticleImage, TickerMention
from tests.archive.conftest import Clock, Desk, article, entry, url

PICTURE = ArticleImage("https://img.example.com/w550h366/a.jpg", caption="图：港口")


def test_everything_of_an_article_is_there(desk: Desk) -> None:
    desk.show(entry(1))
    desk.claim()
    stored = desk.store(
        article(
            1,
            images=[PICTURE],
            tickers=[TickerMention("600001.SH", "云港股份", "markup", 2)],
            authors=["甲"],
            editor="乙",
            date_published="2026-11-20T11:59:00.000Z",
        )
    )
    assert stored == [articles.Stored(1, "new")]
    loaded = articles.load(desk.archive.db, 1)
    assert loaded is not None
    assert (loaded.headline, loaded.authors, loaded.editor, loaded.site) == (
        "云州第1号公告",
        ["甲"],
        "乙",
        "example.com",
    )
    assert loaded.tickers == [TickerMention("600001.SH", "云港股份", "markup", 2)]
    assert loaded.images[0].caption == "图：港口"
    for table, rows in {
        "revision": 1,
        "capture": 1,
        "revision_capture": 1,
        "revision_image": 1,
        "article_image": 1,
        "mention": 1,
        "article_fts": 1,
    }.items():
        assert desk.rows(f"SELECT count(*) FROM {table}") == [(rows,)], table
    assert desk.rows("SELECT state, article_id, visits FROM frontier") == [("done", 1, 1)]
    ((first_seen, recorded),) = desk.rows(
        "SELECT first_seen, recorded FROM article JOIN revision r ON r.id = revision_id"
    )
    assert first_seen == recorded


def test_the_same_again_stores_no_revision_and_no_second_body(desk: Desk) -> None:
    desk.store(article(1), article(1))
    assert desk.rows("SELECT revision_count, count(*) FROM article") == [(1, 1)]
    assert desk.rows("SELECT id, same_as, body IS NULL FROM capture") == [(1, None, 0), (2, 1, 1)]
    assert captures.load(desk.archive.db, 2) == captures.load(desk.archive.db, 1) == b"<html>1</html>"


@pytest.mark.parametrize(
    ("changed", "change"),
    [
        ({"headline": "云州第1号公告（补充）"}, "headline"),
        ({"article_body": "云州港务集团第1次公布吞吐量。\n本次为2万箱。"}, "figures"),
        ({"article_body": "云州港务集团撤回公告。"}, "text"),
        ({"article_body": "更正：本次为3万箱。"}, "correction"),
        ({"images": [PICTURE]}, "images"),
        ({"editor": "丙"}, "metadata"),
    ],
)
def test_a_difference_is_a_revision_of_its_class(
    desk: Desk, clock: Clock, changed: dict[str, object], change: str
) -> None:
    desk.store(article(1))
    clock.forward(hours=1)
    assert desk.store(article(1, **changed))[0].kind == "revised"
    assert desk.rows("SELECT number, change FROM revision") == [(1, "first"), (2, change)]
    ((revisions, moved),) = desk.rows("SELECT revision_count, content_changed > first_seen FROM article")
    assert (revisions, bool(moved)) == (2, change != "metadata")


def test_another_picture_host_or_size_is_no_change(desk: Desk) -> None:
    desk.store(article(1, images=[PICTURE]))
    other = ArticleImage("http://n2.example.net/w300h200/a.jpg", caption="图：港口")
    assert desk.store(article(1, images=[other]))[0].kind == "unchanged"


def test_a_clock_put_back_does_not_hide_what_the_publisher_says_now(desk: Desk, clock: Clock) -> None:
    desk.store(article(1))
    clock.forward(days=-3)
    desk.store(article(1, headline="新标题", observed="2026-11-17T12:00:00.000Z"))
    assert desk.rows("SELECT headline FROM article") == [("新标题",)]


def test_history_says_what_was_known_when(desk: Desk, clock: Clock) -> None:
    desk.store(article(1, tickers=[TickerMention("600001.SH", "云港股份", "markup", 1)]))
    clock.forward(hours=1)
    desk.store(
        article(
            1,
            headline="改",
            tickers=[TickerMention("600002.SH", "云港", "markup", 1)],
            observed="2026-11-20T13:00:00.000Z",
        )
    )
    for view, column, before, after in (
        ("article_history", "headline", "云州第1号公告", "改"),
        ("mention_history", "symbol", "600001.SH", "600002.SH"),
    ):
        asked = f"SELECT {column} FROM {view} WHERE known_from <= ?1 AND (known_until > ?1 OR known_until IS NULL)"
        assert desk.rows(asked, "2026-11-20T12:30:00.000Z") == [(before,)]
        assert desk.rows(asked, "2026-11-20T13:30:00.000Z") == [(after,)]
        assert desk.rows(asked, "2026-11-20T11:00:00.000Z") == []


def test_desktop_mobile_and_listing_addresses_are_one_article(desk: Desk) -> None:
    mobile = "https://finance.example.cn/2026-11-20/detail-i0000001.d.html"
    desk.show(entry(1, mobile_url=mobile))
    desk.claim()
    desk.store(article(1))
    assert desk.rows("SELECT kind FROM article_address WHERE url = ?", mobile) == [("mobile",)]
    desk.show(entry(9, url=mobile, source_id=None))
    assert desk.claim() == [], "a known article is not fetched again under its mobile address"


def test_a_canonical_address_joins_only_what_agrees(desk: Desk) -> None:
    desk.store(article(1, source_id=None))
    same_story = article(2, source_id=None, url=url(1), headline="云州第1号公告", article_body="正文略有不同。")
    other_story = article(3, source_id=None, url=url(1))
    assert [s.article_id for s in desk.store(same_story, other_story)] == [1, 2]
    assert desk.rows("SELECT url FROM article ORDER BY id") == [(url(1),), (url(3),)]
    ((detail,),) = desk.rows("SELECT detail FROM event WHERE kind = 'identity_conflict'")
    assert json.loads(detail)["claims"] == url(1)


def test_an_address_that_changes_its_id_stays_its_article(desk: Desk) -> None:
    desk.store(article(1), article(2))
    desk.store(article(1, source_id="id0000002", headline="换了"))
    assert desk.rows("SELECT id, source_id FROM article") == [(1, "id0000001"), (2, "id0000002")]
    assert desk.rows("SELECT count(*) FROM event WHERE kind = 'identity_conflict'") == [(1,)]


def test_equal_texts_are_linked_to_the_one_printed_first(desk: Desk) -> None:
    same = {"headline": "云州口岸恢复通关", "article_body": "口岸今日恢复。"}
    late = desk.store(
        article(1, date_published="2026-11-20T10:00:00.000Z", **same),
        article(2, date_published="2026-11-20T09:00:00.000Z", **same),
    )
    assert [s.reprints for s in late] == [0, 1]
    assert desk.rows("SELECT article_id, original_id FROM reprint") == [(1, 2)]
    assert desk.store(article(3, date_published="2026-11-20T11:00:00.000Z", **same))[0].reprints == 1
    assert desk.rows("SELECT id, duplicate_of FROM article ORDER BY id") == [(1, 2), (2, None), (3, 2)]
    desk.store(article(2, headline="云州口岸推迟通关", article_body="口岸今日未恢复。"))
    assert desk.rows("SELECT id, duplicate_of FROM article ORDER BY id") == [(1, None), (2, None), (3, 1)]
    assert desk.rows("SELECT count(*), count(retired) FROM reprint_record") == [(3, 2)]


def test_pictures_known_are_kept_over_a_revision(desk: Desk) -> None:
    with desk.archive.write() as tx:
        from newsbot.archive import images

        assert images.add(tx, "0" * 64, "image/png", 64, 48, b"png")
        assert not images.add(tx, "0" * 64, "image/png", 64, 48, b"png")
    desk.store(article(1, images=[ArticleImage(PICTURE.url, sha256="0" * 64)]))
    desk.store(article(1, headline="改", images=[ArticleImage(PICTURE.url, error="HTTP 404")]))
    assert desk.rows("SELECT revision_id, sha256, error FROM revision_image") == [
        (1, "0" * 64, None), (2, "0" * 64, None),
    ]  # fmt: skip
    known = articles.known(desk.archive.db, url(1))
    assert known is not None
    assert known.images == {PICTURE.url: "0" * 64}


def test_a_page_outranks_the_flash_it_was_announced_with(desk: Desk) -> None:
    desk.show(entry(1, content="【云州】快讯"), source="live")
    desk.claim(source="live")
    desk.store(article(1, parser="entry/1", article_body="【云州】快讯"))
    desk.begin()
    assert desk.show(entry(1)).new == 1
    assert [claim.url for claim in desk.claim()] == [url(1)], "the list names its page: it is fetched"
    assert desk.store(article(1, parser="sina_com_cn/1"))[0].kind == "revised"
    assert desk.store(article(1, parser="entry/1", article_body="【云州】快讯，更新"))[0].kind == "unchanged"
    desk.begin()
    desk.show(entry(1))
    assert desk.claim() == []


def test_the_page_of_a_flash_that_a_list_named_first_is_fetched(desk: Desk) -> None:
    desk.show(entry(1))
    desk.show(entry(1, content="【云州】快讯"), source="live")
    desk.claim(source="live")
    desk.store(article(1, parser="entry/1", article_body="【云州】快讯"))
    desk.begin()
    assert desk.claim(source="live") == [], "the flash has been read"
    assert [claim.url for claim in desk.claim()] == [url(1)]
    assert desk.store(article(1, parser="sina_com_cn/1"))[0].kind == "revised"
    assert desk.rows("SELECT state, visits, due > '2026-11-20T13' FROM frontier") == [("done", 2, 1)]


def test_a_flash_amended_before_its_page_is_fetched_is_read_again(desk: Desk) -> None:
    desk.show(entry(1))
    for text in ("【云州】快讯", "【云州】快讯，更新"):
        desk.begin("live")
        desk.show(entry(1, content=text), source="live")
        assert [claim.url for claim in desk.claim(source="live")] == [url(1)]
        desk.store(article(1, parser="entry/1", article_body=text))
    assert desk.rows("SELECT state, due IS NULL FROM frontier") == [("pending", 0)]
    assert desk.rows("SELECT revision_count FROM article") == [(2,)]


def test_the_page_of_a_flash_that_is_not_there_leaves_the_flash_archived(desk: Desk, clock: Clock) -> None:
    desk.show(entry(1))
    desk.show(entry(1, content="【云州】快讯"), source="live")
    desk.store(article(1, parser="entry/1", article_body="【云州】快讯"))
    for _ in range(frontier.GONE_DEAD_AFTER):
        with desk.archive.write() as tx:
            assert not frontier.failed(tx, url(1), "HTTP 404", gone=True)
        clock.forward(days=1)
    assert desk.rows("SELECT state, due FROM frontier") == [("done", None)]


def test_the_revisits_of_a_page_are_left_to_who_lists_the_page(desk: Desk, clock: Clock) -> None:
    desk.show(entry(1))
    desk.claim()
    desk.store(article(1, parser="sina_com_cn/1"))
    for text in ("【云州】快讯", "【云州】快讯，更新"):
        desk.show(entry(1, content=text), source="live")
        assert desk.claim(source="live", due="revisit") == []
    before = desk.rows("SELECT due FROM frontier")
    desk.store(article(1, parser="entry/1", article_body="【云州】快讯"), revisit=())
    assert desk.rows("SELECT due FROM frontier") == before
    clock.forward(hours=2)
    desk.begin()
    assert desk.claim(source="live") == []
    assert [claim.url for claim in desk.claim()] == [url(1)]


def test_a_date_alone_may_change_which_was_printed_first(desk: Desk) -> None:
    same = {"headline": "云州口岸恢复通关", "article_body": "口岸今日恢复。"}
    desk.store(
        article(1, date_published="2026-11-20T09:00:00.000Z", **same),
        article(2, date_published="2026-11-20T10:00:00.000Z", **same),
    )
    assert desk.rows("SELECT article_id, original_id FROM reprint") == [(2, 1)]
    desk.store(article(1, date_published="2026-11-20T11:00:00.000Z", **same))
    assert desk.rows("SELECT article_id, original_id FROM reprint") == [(1, 2)]


def test_a_damaged_capture_is_said(desk: Desk) -> None:
    desk.store(article(1))
    with desk.archive.write() as tx:
        tx.db.execute("UPDATE capture SET body = x'00'")
    with pytest.raises(ArchiveError, match="damaged"):
        captures.load(desk.archive.db, 1)


def test_plain_sqlite_finds_chinese(desk: Desk) -> None:
    desk.store(article(1, article_body="贵州茅台上涨"), article(2, article_body="上海银行下跌"))
    with open_reader(desk.archive.path) as reader:
        found = reader.execute(
            "SELECT a.id FROM article_fts f JOIN article a ON a.revision_id = f.rowid"
            " WHERE article_fts MATCH '\"银行\"'"
        ).fetchall()
    assert [row["id"] for row in found] == [2]
    assert [row["id"] for row in search.search(desk.archive.db, "茅台", search.Filter(), 10)] == [1]
