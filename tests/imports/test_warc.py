import gzip
import hashlib
import zlib
from base64 import b32encode
from dataclasses import fields
from io import BytesIO
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newsbot import imports
from newsbot.archive import Archive, articles, captures
from newsbot.archive.verify import verify
from newsbot.config import Config
from newsbot.config.load import load
from newsbot.imports import Settings, warcframes
from newsbot.imports.types import Readable, Rejected
from newsbot.imports.warc import _File, _records, by_domain
from newsbot.imports.warcframes import Damage, Raw
from newsbot.imports.warcrecords import Index
from newsbot.items import Capture, CrawledArticle, NewsArticle
from newsbot.pages.sina_com_cn import SinaArticlePage
from tests.imports.conftest import Desk

URL = "https://ports.example.org/2026/11/20/cargo-grows-again-in-yunzhou"
SETTINGS = Settings(None, "Asia/Shanghai", "2026-11-20T12:00:00.000Z")
FIRST, SECOND = "2026-11-19T08:00:00Z", "2026-11-19T09:00:00Z"


def page(word: str = "grew", headline: str = "Cargo grows again in Yunzhou") -> bytes:
    paragraphs = "".join(
        f"<p>The port of Yunzhou said on Friday that cargo {word} for the {number} month running, helped by new berths "
        "and by trade with its neighbours, and that it expects the same of the coming winter.</p>"
        for number in ("first", "second", "third", "fourth")
    )
    return (
        f"<html lang=en><head><title>{headline}</title><meta property='article:published_time'"
        f" content='2026-11-19T07:30:00Z'></head><body><h1>{headline}</h1><article>{paragraphs}</article></body></html>"
    ).encode()


def digest(body: bytes) -> str:
    return f"sha1:{b32encode(hashlib.sha1(body).digest()).decode()}"


def record(
    kind: str = "response",
    url: str = URL,
    date: str = FIRST,
    body: bytes = b"",
    status: str = "200 OK",
    media_type: str | None = "text/html; charset=utf-8",
    extra: str = "",
    http: str = "",
) -> bytes:
    """A record, written by hand."""
    said = f"Content-Type: {media_type}\r\n" if media_type else ""
    block = f"HTTP/1.1 {status}\r\n{said}{http}\r\n".encode() + body
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
        f"WARC-Record-ID: <urn:uuid:{hashlib.md5(block + date.encode()).hexdigest()}>\r\n{extra}"
        f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


INFO = b"WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 6\r\n\r\na: b\r\n\r\n\r\n"


def outcomes(desk: Desk) -> list[tuple[str, str | None]]:
    return [(result.outcome, result.reason) for result in desk.results]


@pytest.mark.parametrize("packed", [False, True])
def test_pages_are_read_as_if_fetched(desk: Desk, packed: bool) -> None:
    parts = [
        INFO,
        record("request", body=b""),
        record(body=page()),
        record(url="https://ports.example.org/2026/crane-picture-12345.jpg", body=b"\xff\xd8", media_type="image/jpeg"),
        record(url="https://ports.example.org/2026/a-lost-page-12345", body=b"gone", status="404 Not Found"),
        record(url="https://ports.example.org/", body=page()),
        record(url="https://ports.example.org/2026/an-empty-page-123", body=b"<html><body></body></html>"),
        record(url="ftp://ports.example.org/2026/an-old-file-123", body=page()),
        record(url="https://ports.example.org/2026/no-type-given-12345", body=b"\0\1", media_type=None),
    ]
    data = b"".join(gzip.compress(part) if packed else part for part in parts)
    counts = desk.take(desk.file("a.warc.gz" if packed else "a.warc", data))
    assert outcomes(desk) == [
        ("new", None),
        ("skipped", "image/jpeg is no HTML"),
        ("skipped", "HTTP 404"),
        ("skipped", "the front page of a site, no article"),
        ("skipped", "EmptyArticle: no text"),
        ("skipped", "application/http is no HTML"),
        ("skipped", "what is of no known type is no HTML"),
    ]
    assert (counts.new, counts.skipped, counts.failed) == (1, 6, 0)
    assert desk.rows("SELECT url, site, headline, date_published, first_seen FROM article") == [
        (URL, "example.org", "Cargo grows again in Yunzhou", "2026-11-19T07:30:00.000Z", "2026-11-20T13:00:00.000Z")
    ]
    assert desk.rows("SELECT origin, observed FROM revision") == [("import", "2026-11-19T08:00:00.000Z")]
    ((capture_id, kind, media_type),) = desk.rows("SELECT id, kind, media_type FROM capture")
    assert (kind, media_type) == ("import", "text/html")
    assert captures.load(desk.archive.db, capture_id) == page()


def test_a_file_of_the_common_writer(desk: Desk) -> None:
    file = BytesIO()
    writer = WARCWriter(file, gzip=True)
    body = gzip.compress(page())
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html"), ("Content-Encoding", "gzip")], "HTTP/1.1")
    writer.write_record(
        writer.create_warc_record(
            URL, "response", payload=BytesIO(body), http_headers=headers, warc_headers_dict={"WARC-Date": FIRST}
        )
    )
    desk.take(desk.file("a.warc.gz", file.getvalue()))
    assert outcomes(desk) == [("new", None)]
    assert desk.one("SELECT count(*) FROM article WHERE article_body LIKE '%fourth month%'") == 1


def test_a_page_seen_twice(desk: Desk) -> None:
    data = record(body=page("shrank"), date=SECOND) + record(body=page("grew"), date=FIRST)
    path = desk.file("a.warc", data)
    desk.take(path)
    assert outcomes(desk) == [("new", None), ("revised", None)]
    assert "shrank" in desk.one("SELECT article_body FROM article")
    before = desk.everything()
    desk.take(path)
    assert outcomes(desk) == [("unchanged", None), ("unchanged", None)]
    assert desk.everything() == before


@pytest.mark.parametrize(
    "refers",
    [
        f"WARC-Refers-To-Target-URI: {URL}\r\nWARC-Refers-To-Date: {FIRST}\r\n",
        f"WARC-Payload-Digest: {digest(page())}\r\n",
        f"WARC-Refers-To-Target-URI: {URL}\r\n",
    ],
)
@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("turned", [False, True])
def test_revisits_are_resolved(desk: Desk, refers: str, packed: bool, turned: bool) -> None:
    original = record(body=page(), extra=f"WARC-Payload-Digest: {digest(page())}\r\n")
    other = f"{URL}-2"
    revisit = record("revisit", url=other, date=SECOND, extra=refers, status="304 Not Modified", media_type=None)
    parts = [revisit, original] if turned else [original, revisit]
    desk.take(desk.file("a.warc", b"".join(gzip.compress(part) if packed else part for part in parts)))
    assert outcomes(desk) == [("new", None), ("new", None)]
    assert desk.one("SELECT observed FROM revision WHERE url = ?", other) == "2026-11-19T09:00:00.000Z"


def test_a_revisit_without_its_original_is_told(desk: Desk) -> None:
    desk.take(desk.file("a.warc", record("revisit", extra="WARC-Payload-Digest: sha1:AAAA\r\n")))
    assert outcomes(desk) == [("skipped", "a revisit whose original is not in this file")]


@pytest.mark.parametrize("packed", [False, True])
def test_a_file_that_is_cut_off_anywhere_is_told(desk: Desk, packed: bool) -> None:
    first, second = (record(url=f"{URL}-{number}", body=page()) for number in (1, 2))
    if packed:
        first, second = gzip.compress(first), gzip.compress(second)
    whole = first + second
    gap = 0 if packed else 4  # empty lines after a record: where they alone are missing, nothing is
    for cut in [*range(1, len(whole), 41), len(first) - 1, len(first), len(whole) - 1, len(whole)]:
        found = list(warcframes.frames(whole[:cut]))
        complete = len([one for one in found if isinstance(one, Raw)])
        damaged = [one for one in found if isinstance(one, Damage)]
        assert complete == (cut >= len(first) - gap) + (cut >= len(whole) - gap), cut
        if not any(end - gap <= cut <= end for end in (len(first), len(whole))):
            assert len(damaged) == 1, cut
            assert "cut off" in damaged[0].reason or "no record begins" in damaged[0].reason
    desk.take(desk.file("a.warc.gz" if packed else "a.warc", whole[:-300]))
    assert [outcome for outcome, _ in outcomes(desk)] == ["new", "error"]
    assert "cut off" in (desk.results[1].reason or "")


def test_damage_is_told_and_what_follows_is_read(desk: Desk) -> None:
    parts = [gzip.compress(record(url=f"{URL}-{number}", body=page(f"grew {number} times"))) for number in range(4)]
    parts[1] = parts[1][:200] + bytes(40) + parts[1][240:]
    desk.take(desk.file("a.warc.gz", b"".join(parts)))
    assert [outcome for outcome, _ in outcomes(desk)] == ["new", "error", "new", "new"]
    assert (desk.results[1].reason or "").startswith("damaged")
    plain = [record(url=f"{URL}-1{number}", body=page(f"grew 1{number} times")) for number in range(4)]
    plain[1] = plain[1].replace(b"Content-Length: 1", b"Content-Length: 2", 1)
    desk.take(desk.file("a.warc", b"".join(plain)))
    assert [outcome for outcome, _ in outcomes(desk)] == ["new", "error", "new", "new"]


def test_a_wrong_digest_is_told(desk: Desk) -> None:
    desk.take(desk.file("a.warc", record(body=page(), extra=f"WARC-Payload-Digest: {digest(b'other')}\r\n")))
    assert outcomes(desk) == [("error", "damaged: its digest does not match")]


@given(st.binary(max_size=200), st.integers(0, 2000), st.booleans())
def test_any_bytes_end(noise: bytes, place: int, packed: bool) -> None:
    data = record(body=b"<html>") + record(body=b"<html>", date=SECOND)
    data = gzip.compress(data) if packed else data
    spoiled = data[:place] + noise + data[place:]
    found = list(warcframes.frames(spoiled))
    assert all(isinstance(one, Raw | Damage) for one in found)
    if not packed:
        assert b"".join(one.data for one in found if isinstance(one, Raw)) in spoiled or len(found) > 1


LOCAL = "http://127.0.0.1:8181/roll/2026-11-19/doc-i0000001.shtml"


def sina(*paragraphs: str, pager: str = "") -> bytes:
    """A page in Sina's markup, whose legal line only Sina's page object knows."""
    text = "".join(f"<p>　　{one}</p>" for one in paragraphs)
    return (
        '<html><head><meta charset="utf-8"><title>云州港吞吐量增长</title></head><body>'
        '<h1 class="main-title">云州港吞吐量增长</h1><span class="date">2026年11月19日 15:30</span>'
        f'<div class="article" id="artibody">{text}<p class="article-editor">责任编辑：王小二 SF014</p></div>'
        f'<div class="pager">{pager}</div></body></html>'
    ).encode()


def configured(tmp_path: Path, stanza: str = "") -> Config:
    path = tmp_path / "newsbot.toml"
    path.write_text(stanza, "utf-8")
    return load(path, {}, tmp_path, path)


LOCAL_STANZA = (
    '[source.local]\nfeed = "http://127.0.0.1:8181/feed.json"\npage = "sina_com_cn"\n'
    'allow_addresses = ["127.0.0.1:8181"]\n'
)


@pytest.mark.parametrize("stanza", [LOCAL_STANZA, ""], ids=["stanza", "family"])
def test_a_known_article_is_read_as_its_source_says(desk: Desk, tmp_path: Path, stanza: str) -> None:
    first = desk.file("a.warc", record(url=LOCAL, body=sina("云州港务集团公布十月吞吐量。")))
    assert desk.take(first, "local", configured(tmp_path, LOCAL_STANZA)).new == 1
    assert desk.rows("SELECT source, parser, editor FROM article") == [("local", SinaArticlePage.parser, "王小二")]
    again = desk.file("b.warc", record(url=LOCAL, body=sina("云州港务集团公布十月吞吐量。"), date=SECOND))
    desk.take(again, None, configured(tmp_path, stanza))
    assert outcomes(desk) == [("unchanged", None)]
    assert desk.one("SELECT count(*) FROM revision") == 1


MANY = "https://finance.sina.com.cn/a/20261119/123.html"
PAGER = '<a href="123.html">1</a><a href="123_2.html">2</a><a href="123_3.html">3</a>'


def crawled_by_an_older_parser(desk: Desk, word: str, date: str) -> None:
    """The page as a crawl stored it, when our parser still took a line for text that is none."""
    with Archive(desk.folder / date / "archive.db", clock=lambda: desk.now) as other:
        path = desk.file(f"{date}/a.warc", record(body=page(word), date=date))
        imports.import_files(other, path, SETTINGS)
        read = articles.load(other.db, 1)
    assert read is not None
    observed = date.replace("Z", ".000Z")
    values = {one.name: getattr(read, one.name) for one in fields(NewsArticle)}
    values |= {"article_body": f"{read.article_body}\nShare this story", "parser": "generic/0", "source": None}
    capture = Capture(URL, URL, "article", observed, 200, "text/html; charset=utf-8", [], page(word))
    with desk.archive.write() as tx:
        articles.store(tx, CrawledArticle(**values, frontier_url=URL, observed=observed, capture=capture), None, ())


QUOTES = b"<aside>Yunzhou Ports 3,412.07</aside></body>"


@pytest.mark.parametrize(("word", "outcome"), [("grew", "unchanged"), ("fell", "revised")])
@pytest.mark.parametrize("later", [False, True])
def test_what_an_older_parser_took_for_text_is_no_change_of_the_publisher(
    desk: Desk, word: str, outcome: str, later: bool
) -> None:
    crawled_by_an_older_parser(desk, "grew", FIRST)
    if later:
        crawled_by_an_older_parser(desk, "rose", "2026-11-19T10:00:00Z")
    body = page(word).replace(b"</body>", QUOTES)
    desk.take(desk.file("a.warc", record(body=body, date=SECOND)))
    assert outcomes(desk) == [(outcome, None)]
    found = desk.rows(
        "SELECT origin, based_on, instr(article_body, 'Share') > 0 FROM revision WHERE observed < ?", "2026-11-19T10"
    )
    expected = [("publisher", None, 1), ("reextract", 1, 0), ("import", None, 0)]
    assert found == expected[: 2 if outcome == "unchanged" else 3]
    state = desk.one("SELECT article_body FROM article")
    assert (("rose" if later else word) in state, "Share" in state) == (True, later)
    assert list(verify(desk.archive.path)) == []


def many(number: int, date: str = FIRST, text: str = "") -> bytes:
    address = MANY if number == 1 else MANY.replace(".html", f"_{number}.html")
    said = text or f"第{number}页的正文，云州港务集团公布吞吐量第{number}次。"
    return record(url=address, date=date, body=sina(said, pager=PAGER))


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 1, 3)])
def test_the_pages_of_an_article_are_joined(desk: Desk, order: tuple[int, ...]) -> None:
    path = desk.file("a.warc", b"".join(many(number) for number in order))
    for _ in range(2):
        counts = desk.take(path)
        assert counts.skipped == 2
        assert {reason for outcome, reason in outcomes(desk) if outcome == "skipped"} == {
            "a further page of an article"
        }
    assert counts.unchanged == 1
    ((body, complete),) = desk.rows("SELECT article_body, complete FROM article")
    assert [line[1] for line in body.split("\n")] == ["1", "2", "3"]
    assert complete == 1
    assert desk.rows("SELECT k.part, c.kind FROM revision_capture k JOIN capture c ON c.id = k.capture_id") == [
        (1, "import"), (2, "part"), (3, "part"),
    ]  # fmt: skip


def test_pages_received_again_are_known(desk: Desk) -> None:
    desk.take(desk.file("a.warc", b"".join(many(number) for number in (1, 2, 3))))
    changed = b"".join(many(number, SECOND) for number in (1, 2, 3))
    path = desk.file("b.warc", changed)
    desk.take(path)
    assert sorted(outcome for outcome, _ in outcomes(desk)) == ["skipped", "skipped", "unchanged"]
    before = desk.everything()
    desk.take(path)
    assert sorted(outcome for outcome, _ in outcomes(desk)) == ["skipped", "skipped", "unchanged"]
    assert desk.everything() == before


def test_a_page_that_is_missing_makes_it_incomplete(desk: Desk) -> None:
    whole = desk.file("whole.warc", b"".join(many(number) for number in (1, 2, 3)))
    desk.take(desk.file("a.warc", many(1) + many(3)))
    assert desk.rows("SELECT complete FROM article WHERE url = ?", MANY) == [(0,)]
    (reason,) = [result.reason for result in desk.results if result.url == MANY]
    assert reason == f"page 2 is missing: {MANY[:-5]}_2.html: it is not in this file"
    assert desk.one("SELECT count(*) FROM article") == 1
    desk.take(whole)
    assert desk.rows("SELECT complete, revision_count FROM article") == [(1, 2)]
    desk.take(desk.file("c.warc", many(1, "2026-11-19T10:00:00Z", "第1页的正文，又改了。")))
    assert [outcome for outcome, _ in outcomes(desk)] == ["error"]


def test_what_its_crawler_cut_off_is_incomplete(desk: Desk) -> None:
    desk.take(desk.file("a.warc", record(body=page(), extra="WARC-Truncated: length\r\n")))
    assert outcomes(desk) == [("new", "its crawler has cut it off (length)")]
    assert desk.one("SELECT complete FROM article") == 0


def chunked(body: bytes) -> bytes:
    half = len(body) // 2
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:half], body[half:], b""))


@pytest.mark.parametrize(
    ("http", "packed"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress(page(), mtime=0)),
        ("Content-Encoding: br\r\n", brotli.compress(page())),
        ("Content-Encoding: deflate\r\n", zlib.compress(page())),
        ("Content-Encoding: zstd\r\n", zstandard.compress(page())),
        ("Transfer-Encoding: chunked\r\n", chunked(page())),
        ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", chunked(gzip.compress(page(), mtime=0))),
        ("Transfer-Encoding: chunked\r\n", page()),  # decoded by the crawler, who kept the header
        ("Content-Encoding: gzip\r\n", page()),
        ("Content-Length: 17\r\n", page()),
    ],
)
def test_bodies_are_decoded(desk: Desk, http: str, packed: bytes) -> None:
    desk.take(desk.file("a.warc", record(body=packed, http=http)))
    assert outcomes(desk) == [("new", None)]
    assert desk.one("SELECT count(*) FROM article WHERE article_body LIKE '%fourth month%'") == 1


@pytest.mark.parametrize(
    ("http", "packed"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress(page(), mtime=0)[:-300]),
        ("Content-Encoding: br\r\n", brotli.compress(page())[:-100]),
        ("Transfer-Encoding: chunked\r\n", chunked(page())[:-300]),
        ("Content-Encoding: zstd\r\n", zstandard.compress(page())[:-300]),
        ("Content-Encoding: compress\r\n", b"\x1f\x9d whatever"),
    ],
)
def test_a_body_that_cannot_be_decoded_whole_is_told(desk: Desk, http: str, packed: bytes) -> None:
    desk.take(desk.file("a.warc", record(body=packed, http=http)))
    assert [outcome for outcome, _ in outcomes(desk)] == ["error"]
    assert desk.one("SELECT count(*) FROM article") == 0


@pytest.mark.parametrize(
    ("date", "reason"), [("2031-01-01T00:00:00Z", "its WARC-Date is in the future, so now counts"),
                         ("soon", "no WARC-Date, so now counts")]
)  # fmt: skip
def test_a_date_that_cannot_be_is_told_and_comes_again_unchanged(desk: Desk, date: str, reason: str) -> None:
    path = desk.file("a.warc", record(body=page(), date=date))
    for expected in ("new", "unchanged"):
        desk.take(path)
        assert [outcome for outcome, _ in outcomes(desk)] == [expected]
    desk.take(desk.file("a.warc", record(url=f"{URL}-2", body=page("shrank"), date=date)))
    assert outcomes(desk) == [("new", reason)]
    assert desk.one("SELECT max(observed) FROM revision") == "2026-11-20T15:00:00.000Z"


def test_http_2_and_other_kinds_of_records(desk: Desk) -> None:
    http2 = record(body=page()).replace(b"HTTP/1.1 200 OK", b"HTTP/2 200     ")
    others = b"".join(
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: {FIRST}\r\n"
        f"WARC-Record-ID: <urn:uuid:{kind}>\r\nContent-Type: {media}\r\n"
        f"{extra}Content-Length: 5\r\n\r\n12345\r\n\r\n".encode()
        for kind, uri, media, extra in (
            ("request", URL, "application/http;msgtype=request", ""),
            ("response", "dns:ports.example.org", "text/dns", ""),
            ("resource", f"{URL}-5", "text/html", ""),
            ("conversion", f"{URL}-6", "text/plain", ""),
            ("metadata", URL, "application/warc-fields", ""),
            ("continuation", URL, "application/http", "WARC-Segment-Number: 2\r\n"),
            ("unheard-of", URL, "text/plain", ""),
        )
    )
    desk.take(desk.file("a.warc", http2 + others))
    assert outcomes(desk) == [
        ("new", None),
        ("skipped", "text/dns is no HTML"),
        ("skipped", "EmptyArticle: no text"),
        ("skipped", "text/plain is no HTML"),
        ("error", "a segment of a record: segments are not joined"),
        ("skipped", "text/plain is no HTML"),
    ]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_cut_is_always_told_and_what_was_before_comes(data: st.DataObject) -> None:
    parts = [gzip.compress(record(url=f"{URL}-{number}", body=page(f"grew {number}"))) for number in range(3)]
    ends = [sum(map(len, parts[: number + 1])) for number in range(3)]
    cut = data.draw(st.integers(1, ends[-1]))
    found = list(_records(b"".join(parts)[:cut], _File("a", SETTINGS, by_domain, Index(b"".join(parts)[:cut]))))
    read = [one for one in found if isinstance(one, Readable)]
    assert len(read) == sum(end <= cut for end in ends)
    assert any(isinstance(one, Rejected) and one.outcome == "error" for one in found) == (cut not in ends)
