"""What `newsbot export x.warc.gz` wrote, read back: whole into an empty archive, without a trace into its own."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from newsbot import dates, imports
from newsbot.archive import Archive, articles, captures, imported, records
from newsbot.archive.search import Filter
from newsbot.exports import export
from newsbot.imports import Result, Settings
from newsbot.items import ArticleImage, Capture, CrawledArticle, ListingEntry, TickerMention
from tests.filled import article, fill, url

AT, LATER = "2026-11-20T12:00:00.000Z", "2026-11-20T15:00:00.000Z"
NOW = "2026-11-21T00:00:00.000Z"
URN = "urn:newsbot:zhibo:7"
POST = "\n---\ntitle: '港口'\ndate: Sun, 31 Jul 2022 06:13:25 GMT\n---\n\n<div>   \n<p>码头</p>  \n</div>\n            "
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"), ("Content-Length", "17")]

STATE = (
    "SELECT url, site, source, source_id, headline, alternative_headline, description, authors, editor, publisher,"
    " section, keywords, in_language, date_published, date_published_raw, date_modified, complete, revision_count,"
    " parser, content_sha256, article_body, article_body_html FROM article ORDER BY url"
)
REVISIONS = "SELECT url, observed, headline, article_body, content_sha256 FROM revision ORDER BY url, observed"
IMAGES = "SELECT a.url, i.position, i.url, i.caption, i.alt FROM article_image i JOIN article a ON a.id = i.article_id"
MENTIONS = "SELECT a.url, m.symbol, m.surface, m.method, m.count FROM mention m JOIN article a ON a.id = m.article_id"
CAPTURES = (
    "SELECT url, final_url, kind, fetched, status, media_type, headers, body_sha256, size FROM capture"
    " WHERE url NOT GLOB '*doc-i000000?.shtml'"  # those have no headers, which no server's answer lacks
)
READ_FROM = (
    "SELECT r.url, r.observed, k.part, c.url, c.fetched FROM revision_capture k JOIN revision r ON r.id = k.revision_id"
    " JOIN capture c ON c.id = k.capture_id"
)
ADDRESSES = "SELECT d.url, a.url FROM article_address d JOIN article a ON a.id = d.article_id"


def rows(archive: Archive, sql: str) -> list[tuple[Any, ...]]:
    return sorted(tuple(row) for row in archive.db.execute(sql))


def capture(address: str, body: bytes, **fields: Any) -> Capture:
    given = {
        "url": address, "final_url": address, "kind": "article", "fetched": AT, "status": 200,
        "media_type": "text/html; charset=utf-8", "headers": HEADERS, "body": body, **fields,
    }  # fmt: skip
    return Capture(**given)


def store(archive: Archive, made: CrawledArticle) -> None:
    with archive.write() as tx:
        articles.store(tx, made, None, ())


def fill_more(archive: Archive) -> None:
    """A page of several parts, a flash, what came in from files, pages fetched again, and one that is emptied."""
    parts = [capture(f"{url(60)}_{n}", f"<p>page {n}</p>".encode(), kind="part") for n in (2, 3)]
    many = article(60, "三页", "一\n二\n三", capture=capture(url(60), b"<p>page 1</p>"), parts=parts, complete=False)
    store(archive, many)
    again = capture(url(60), b"<p>page 1</p>", fetched=LATER)
    store(archive, replace(many, capture=again, parts=[], observed=LATER))
    row = json.dumps(asdict(ListingEntry(URN, headline="快讯", content="快讯全文"))).encode()
    entry = {"kind": "entry", "media_type": "application/json", "headers": []}
    store(
        archive,
        article(
            61, "快讯", "快讯全文", url=URN, frontier_url=URN, capture=capture(URN, row, **entry), parser="entry/1"
        ),
    )
    store(archive, article(62, "快讯二", "快讯二全文", capture=capture(url(62), row + b" ", **entry), parser="entry/1",
                           images=[ArticleImage("https://img.example.com/p.jpg", 0, "图", "alt")],
                           tickers=[TickerMention("601229.SH", "上海银行", "markup", 3)]))  # fmt: skip
    moved = capture(url(63), b"<p>moved</p>", final_url="https://finance.example.com/moved.shtml")
    store(archive, article(63, "搬了家", "正文", capture=moved))
    challenge = capture(url(63), b"<p>not a robot?</p>", fetched=LATER)
    with archive.write() as tx:
        captures.add(tx, challenge, None)
    store(archive, article(64, "旧", "旧文", capture=capture(url(64), b"<p>old</p>")))
    store(archive, article(64, "新", "新文", capture=capture(url(64), b"<p>new</p>", fetched=LATER), observed=LATER))
    store(archive, article(65, "空", "空了的页", capture=capture(url(65), b"<p>emptied</p>")))
    archive.db.execute("UPDATE capture SET pruned = fetched, body = NULL WHERE url = ?", (url(65),))
    folder = archive.path.parent / "in"
    (folder / "金融").mkdir(parents=True)
    (folder / "金融" / "甲.md").write_text(POST, "utf-8")
    (folder / "a.jsonl").write_text(json.dumps({"url": url(66), "headline": "一行", "article_body": "行"}), "utf-8")
    take(archive, folder)


def take(archive: Archive, path: Path, **given: Any) -> list[Result]:
    results: list[Result] = []
    settings = Settings(None, "Asia/Shanghai", dates.to_text(archive.clock()))
    imports.import_files(archive, path, settings, on_result=results.append, **given)
    return results


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "full" / "archive.db") as archive:
        fill(archive)
        fill_more(archive)
        yield archive


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "empty.db") as archive:
        yield archive


def exported(archive: Archive, name: str = "a.warc.gz", chosen: Filter | None = None) -> Path:
    path = archive.path.parent / name
    export(archive.path, path, chosen or Filter(), now=NOW, folder=name.endswith("/"))
    return path


def test_into_an_empty_archive_everything_comes_back(full: Archive, empty: Archive) -> None:
    results = take(empty, exported(full))
    assert {result.outcome for result in results} == {"new", "revised", "unchanged"}
    assert [r.url for r in results if r.reason == "its page is not in this file"] == [url(65)]
    for sql in (STATE, REVISIONS, IMAGES, MENTIONS, ADDRESSES):
        assert rows(empty, sql) == rows(full, sql), sql
    lost = {row for row in rows(full, CAPTURES) if row[0] == url(65)}
    back = {row for row in rows(empty, CAPTURES) if row[0] != url(65)}
    assert back == {*rows(full, CAPTURES)} - lost
    assert {row for row in rows(empty, READ_FROM) if row[0] != url(65)} == {
        row for row in rows(full, READ_FROM) if row[0] != url(65)
    }
    before = [rows(empty, sql) for sql in (STATE, REVISIONS, CAPTURES)]
    assert {result.outcome for result in take(empty, exported(full))} == {"unchanged"}
    assert [rows(empty, sql) for sql in (STATE, REVISIONS, CAPTURES)] == before


def test_into_its_own_archive_nothing_comes(full: Archive) -> None:
    path = exported(full)
    before = list(full.db.iterdump())
    assert {result.outcome for result in take(full, path)} == {"unchanged"}
    assert [line for line in full.db.iterdump() if '"stamp"' not in line] == [
        line for line in before if '"stamp"' not in line
    ]


def test_posts_go_out_byte_for_byte_after_it(full: Archive, empty: Archive) -> None:
    take(empty, exported(full))
    assert (exported(empty, "posts/") / "金融" / "甲.md").read_text("utf-8") == POST


def test_exported_again_it_is_the_same(full: Archive, empty: Archive) -> None:
    take(empty, exported(full))

    def said(archive: Archive) -> list[dict[str, Any]]:
        return [
            {
                key: one[key]
                for key in records.KEYS
                if key not in ("id", "first_seen", "content_changed", "duplicate_of")
            }
            for one in records.records(archive.db, Filter())
        ]

    key = lambda one: str(one["url"])  # noqa: E731
    withdrawn = [one | {"images": [{**i, "sha256": None, "error": None} for i in one["images"]]} for one in said(full)]
    again = [one | {"images": [{**i, "sha256": None, "error": None} for i in one["images"]]} for one in said(empty)]
    assert sorted(again, key=key) == sorted(withdrawn, key=key)


def test_a_file_cut_anywhere_brings_what_was_before(full: Archive, tmp_path: Path) -> None:
    data = exported(full).read_bytes()
    members = [i for i in range(len(data)) if data[i : i + 3] == b"\x1f\x8b\x08"] + [len(data)]
    whole = {row[0] for row in rows(full, "SELECT url FROM article")}
    for number, cut in enumerate((members[3], members[3] + 5, members[6] - 1, members[-2] + 20)):
        path = tmp_path / f"cut{number}.warc.gz"
        path.write_bytes(data[:cut])
        with Archive(tmp_path / f"cut{number}.db") as archive:
            results = take(archive, path)
            told = [result for result in results if result.outcome == "error"]
            assert bool(told) == (cut not in members), cut
            assert {row[0] for row in rows(archive, "SELECT url FROM article")} <= whole
            assert len(rows(archive, "SELECT url FROM article")) == len([r for r in results if r.outcome == "new"])


def test_a_damaged_revision_is_told_and_its_page_read(full: Archive, empty: Archive) -> None:
    data = exported(full).read_bytes()
    at = [i for i in range(len(data)) if data[i : i + 3] == b"\x1f\x8b\x08"] + [len(data)]
    parts = [gzip.decompress(data[a:b]) for a, b in pairwise(at)]
    spoiled = [
        p.replace(b'"captures"', b'"captured"') if b"revision+json" in p and b"\xe5\xbf\xab\xe8\xae\xaf" in p else p
        for p in parts
    ]
    assert spoiled != parts
    path = empty.path.parent / "spoiled.warc"
    path.write_bytes(b"".join(spoiled))
    results = take(empty, path)
    assert {result.reason for result in results if result.outcome == "error"} >= {"damaged: its digest does not match"}


def test_incomplete_never_replaces_whole(empty: Archive) -> None:
    line = {"url": url(70), "headline": "全", "article_body": "一\n二", "observed": AT}
    path = empty.path.parent / "a.jsonl"
    path.write_text(json.dumps(line), "utf-8")
    take(empty, path)
    path.write_text(json.dumps(line | {"article_body": "一", "complete": False, "observed": LATER}), "utf-8")
    (result,) = take(empty, path)
    assert (result.outcome, rows(empty, "SELECT complete, revision_count FROM article")) == ("error", [(1, 1)])
    assert imported.place(empty.db, url(70)).article_id == result.article_id or result.article_id is None
