import gzip
import hashlib
from base64 import b32encode
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newsbot.archive import captures
from newsbot.imports import warcfile
from newsbot.imports.warcfile import Damage, Raw
from tests.imports.conftest import Desk

URL = "https://ports.example.org/2026/11/20/cargo-grows-again-in-yunzhou"
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
        found = list(warcfile.frames(whole[:cut]))
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
    found = list(warcfile.frames(spoiled))
    assert all(isinstance(one, Raw | Damage) for one in found)
    if not packed:
        assert b"".join(one.data for one in found if isinstance(one, Raw)) in spoiled or len(found) > 1
