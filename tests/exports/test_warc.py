"""WARC, read back by warcio and by fastwarc."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from fastwarc.warc import WarcRecordType
from warcio.archiveiterator import ArchiveIterator

from newsbot.archive import Archive, articles, imported
from newsbot.archive.search import Filter
from newsbot.items import Capture, CrawledArticle
from newsbot.warcfields import REVISION
from tests.exports.conftest import Written
from tests.filled import ARTICLES, REVISED, article, url

HEADERS = [
    ("Content-Type", "text/html; charset=gb2312"), ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"),
    ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("X-Evil", "one\r\nInjected: two"), ("X-Name", "云州"),
]  # fmt: skip
REVISIONS = 9
PAGE = "<p>银行\r\n\r\n</p>".encode("gb18030")


def read(path: Path) -> list[tuple[Any, bytes]]:
    with path.open("rb") as file:
        return [(record, record.content_stream().read()) for record in ArchiveIterator(file, check_digests="raise")]


def captured(path: Path) -> list[tuple[Any, bytes]]:
    """The records that are captures, or about one."""
    return [one for one in read(path)[1:] if one[0].content_type != REVISION]


def manifest(path: Path) -> dict[str, Any]:
    counts = json.loads((path.parent / f"{path.name}.manifest.json").read_text("utf-8"))["counts"]
    return {key: value for key, value in counts.items() if key not in ("files", "bytes")}


def store(archive: Archive, number: int, **fields: Any) -> CrawledArticle:
    made = article(number, f"第{number}条", f"第{number}条的正文", **fields)
    with archive.write() as tx:
        articles.store(tx, made, None, ())
    return made


def capture(number: int, fetched: str = "2026-11-20T12:00:00.000Z", **fields: Any) -> Capture:
    given = {
        "url": url(number), "final_url": url(number), "kind": "article", "fetched": fetched, "status": 200,
        "media_type": "text/html", "headers": HEADERS, "body": PAGE, **fields,
    }  # fmt: skip
    return Capture(**given)


def test_both_readers_accept_it(written: Written, archive: Archive) -> None:
    store(archive, 50, capture=capture(50))
    store(archive, 50, capture=capture(50, "2026-11-21T12:00:00.000Z"))
    store(archive, 51, capture=capture(51, final_url="https://finance.example.com/moved.shtml"))
    path = written("a.warc.gz")
    checked = subprocess.run([sys.executable, "-m", "warcio.cli", "check", "-v", path], capture_output=True, text=True)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.count("digest pass") == 1 + 6 + 2 + 1 + REVISIONS
    seen = []
    with path.open("rb") as file:
        for record in FastIterator(file, parse_http=False):
            assert record.verify_block_digest()
            seen.append(record.record_type)
            if record.record_type == WarcRecordType.response:
                record.parse_http()
                assert record.verify_payload_digest()
                assert int(record.http_headers["Content-Length"]) == len(record.reader.read())
    assert seen[0] == WarcRecordType.warcinfo
    kinds = [WarcRecordType.response, WarcRecordType.revisit, WarcRecordType.metadata]
    assert ([seen.count(kind) for kind in kinds], len(seen)) == ([8, 2, 1 + REVISIONS], 12 + REVISIONS)
    assert manifest(path) == {
        "articles": 8, "response": 8, "revisit": 2, "resource": 0, "metadata": 0, "pruned": 0, "revision": REVISIONS,
    }  # fmt: skip


def test_a_page_is_what_the_server_sent_but_decoded(written: Written, archive: Archive) -> None:
    store(archive, 50, capture=capture(50, status=203))
    record, body = read(written("a.warc.gz", Filter(since="2099-01-01T00:00:00.000Z", reprints=True)))[0]
    assert record.rec_type == "warcinfo"
    record, body = next(
        (record, body) for record, body in read(written("b.warc.gz"))
        if record.rec_headers.get_header("WARC-Target-URI") == url(50)
    )  # fmt: skip
    assert body == PAGE
    assert record.rec_headers.protocol == "WARC/1.1"
    assert record.rec_headers.get_header("WARC-Date") == "2026-11-20T12:00:00.000Z"
    assert record.http_headers.statusline == "203 Non-Authoritative Information"
    assert record.http_headers.headers == [
        ("Content-Type", "text/html; charset=gb2312"), ("X-Archive-Orig-Content-Encoding", "gzip"),
        ("X-Archive-Orig-Transfer-Encoding", "chunked"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"),
        ("X-Evil", "one Injected: two"), ("X-Name", "%E4%BA%91%E5%B7%9E"), ("Content-Length", str(len(PAGE))),
    ]  # fmt: skip


def test_the_same_bytes_again_are_a_revisit(written: Written, archive: Archive) -> None:
    store(archive, 50, capture=capture(50))
    store(archive, 50, capture=capture(50, "2026-11-21T12:00:00.000Z"))
    records = [record for record, _ in captured(written("a.warc.gz"))]
    first, again = [one for one in records if one.rec_headers.get_header("WARC-Target-URI") == url(50)]
    assert (first.rec_type, again.rec_type) == ("response", "revisit")
    headers = again.rec_headers
    assert headers.get_header("WARC-Profile") == "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
    assert headers.get_header("WARC-Refers-To") == first.rec_headers.get_header("WARC-Record-ID")
    assert headers.get_header("WARC-Refers-To-Target-URI") == url(50)
    assert headers.get_header("WARC-Refers-To-Date") == "2026-11-20T12:00:00.000Z"
    assert headers.get_header("WARC-Date") == "2026-11-21T12:00:00.000Z"
    assert headers.get_header("WARC-Payload-Digest") == first.rec_headers.get_header("WARC-Payload-Digest")
    ids = [record.rec_headers.get_header("WARC-Record-ID") for record in records]
    assert len({*ids}) == len(ids)


def test_what_is_no_answer_of_a_server_is_none_here(written: Written, archive: Archive) -> None:
    row, post, line = b'{"title": "..."}', b"\n---\ntitle: 'x'\n---\n", b'{"headline": "y"}'
    urn = "urn:newsbot:zhibo:7"
    store(archive, 50, capture=capture(50, kind="entry", body=row, media_type="application/json", headers=[]))
    flash = capture(51, url=urn, final_url=urn, kind="entry", body=row, media_type="application/json", headers=[])
    store(archive, 51, url=urn, frontier_url=urn, capture=flash)
    for number, body, kind, headers in (
        (52, post, "text/markdown", [("X-Newsbot-File", "金融/甲.md")]), (53, line, "application/json", []),
    ):  # fmt: skip
        made = article(number, f"第{number}条", f"第{number}条的正文",
                       capture=capture(number, kind="import", body=body, media_type=kind, headers=headers))  # fmt: skip
        with archive.write() as tx:
            imported.store(tx, made, dated=True)
    path = written("a.warc.gz", Filter(until="2099-01-01T00:00:00.000Z"))
    found = {record.rec_headers.get_header("WARC-Target-URI"): (record, body) for record, body in captured(path)[6:]}
    kinds = {address: (record.rec_type, record.content_type, body) for address, (record, body) in found.items()}
    assert kinds == {
        url(1): ("revisit", "application/http; msgtype=response", b""),
        url(50): ("metadata", "application/json", row),
        urn: ("resource", "application/json", row),
        url(52): ("metadata", "text/markdown", post),
        url(53): ("metadata", "application/json", line),
    }
    assert found[url(52)][0].rec_headers.get_header("X-Newsbot-File") == "金融/甲.md"


def test_after_a_redirect_the_address_asked_for_is_told(written: Written, archive: Archive) -> None:
    moved = "https://finance.example.com/moved.shtml"
    store(archive, 50, capture=capture(50, final_url=moved))
    (page, _), (note, text) = [
        one for one in captured(written("a.warc.gz")) if one[0].rec_headers.get_header("WARC-Target-URI") == moved
    ]
    assert (page.rec_type, note.rec_type) == ("response", "metadata")
    assert note.rec_headers.get_header("WARC-Concurrent-To") == page.rec_headers.get_header("WARC-Record-ID")
    assert text == f"requestedURI: {url(50)}\r\n".encode()


def test_what_retention_has_emptied_is_counted(written: Written, archive: Archive) -> None:
    store(archive, 50, capture=capture(50))
    store(archive, 50, capture=capture(50, "2026-11-21T12:00:00.000Z"))
    archive.db.execute("UPDATE capture SET pruned = fetched, body = NULL WHERE url = ? AND same_as IS NULL", (url(50),))
    archive.db.execute("UPDATE capture SET pruned = fetched WHERE url = ?", (url(50),))
    path = written("a.warc.gz")
    assert manifest(path)["pruned"] == 2
    assert url(50) not in [record.rec_headers.get_header("WARC-Target-URI") for record, _ in captured(path)]


def test_filters_choose_the_pages_of_their_articles(written: Written) -> None:
    path = written("a.warc.gz", Filter(ticker="601229.SH"))
    found = [(record.rec_type, body) for record, body in captured(path)]
    assert ARTICLES[0].capture is not None
    assert REVISED.capture is not None
    assert found == [("response", ARTICLES[0].capture.body), ("revisit", b"")]


def test_as_of_a_moment_later_pages_are_not_there(written: Written, archive: Archive) -> None:
    (moment,) = archive.db.execute("SELECT last FROM stamp").fetchone()
    store(archive, 50, capture=capture(50, "2026-11-20T13:00:00.000Z"))
    path = written("a.warc.gz", Filter(as_of=moment))
    assert manifest(path)["articles"] == 6
    assert url(50) not in [record.rec_headers.get_header("WARC-Target-URI") for record, _ in read(path)]


@pytest.mark.parametrize("status", [299, 404])
def test_a_status_without_a_name_is_no_obstacle(written: Written, archive: Archive, status: int) -> None:
    store(archive, 50, capture=capture(50, status=status))
    assert str(status) in [record.http_headers.get_statuscode() for record, _ in captured(written("a.warc.gz"))]
