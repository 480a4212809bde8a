"""``.warc.gz``: the pages as they were fetched, as WARC 1.1 (ISO 28500:2017), for the tools of web archives.

A page is a ``response`` record with the server's own headers. The stored body is decoded, so the headers that spoke of
its encoding and length are renamed ``X-Archive-Orig-…``, as other web archives do, and the length is that of the body.
A fetch that brought the same bytes again is a ``revisit`` of the earlier one. A listing's row and an imported file are
no answers of a server: they are ``metadata`` of the address they are about, ``resource`` where that is none of the web.
After the captures of a revision stands what it says, for `newsbot.imports` to bring back the whole article: what its
listing said of it and what its source's rules are is in no page.
"""

import gzip
import json
import os
import sqlite3
from collections import Counter, deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from http import HTTPStatus
from io import BytesIO
from typing import Any, BinaryIO
from uuid import UUID, uuid5

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newsbot.archive import captures
from newsbot.exports import warcrevisions
from newsbot.exports.job import Job, as_json
from newsbot.warcfields import CAPTURE, ORIGINAL, REQUESTED, REVISION

_NAMESPACE = UUID("6b1a35a4-6d0e-5a57-9c7e-6e6577736264")
"""Ids of records are made of what they hold: a page has the same id in every export, and a revisit knows the id of what
it refers to."""

_LEVEL = 4
"""gzip level: pages are 3 per cent larger than with warcio's own, 9, for half of the CPU."""

_AHEAD = 16
"""Records that may wait for being packed: more would only take memory."""

_ENCODED = ("content-encoding", "transfer-encoding", "content-length")
"""Headers that were true on the wire, not of the decoded body."""

_LINKED = (
    "INSERT OR IGNORE INTO temp.chosen_capture SELECT rc.capture_id FROM temp.chosen n"
    " JOIN revision r ON r.article_id = n.id JOIN revision_capture rc ON rc.revision_id = r.id"
    " WHERE r.recorded <= :recorded AND r.observed <= :observed"
)
_REFETCHED = (
    "INSERT OR IGNORE INTO temp.chosen_capture SELECT c.id FROM temp.chosen n"
    " JOIN article_address d ON d.article_id = n.id JOIN capture c ON c.url = d.url"
    " WHERE d.recorded <= :recorded AND c.fetched <= :as_of AND (c.kind <> 'import' OR :recorded = '9999')"
)
"""A fetch that found nothing new belongs to no revision; its address tells whose it is."""

_CAPTURES = (
    "SELECT c.id, c.url, c.final_url, c.kind, c.fetched, c.status, c.media_type, c.headers, c.body_sha256, c.pruned,"
    " c.same_as, o.final_url AS o_final_url, o.fetched AS o_fetched, o.pruned AS o_pruned,"
    " o.id IN (SELECT id FROM temp.chosen_capture) AS o_here FROM temp.chosen_capture n JOIN capture c ON c.id = n.id"
    " LEFT JOIN capture o ON o.id = c.same_as ORDER BY c.id"
)


def write(job: Job) -> dict[str, int]:
    """Write the captures of the matching articles and their revisions, and return how many records of each kind.

    ``pruned`` counts the captures whose body retention has emptied: they are left out.
    """
    job.begin()
    articles = job.choose()
    job.db.execute("CREATE TEMP TABLE chosen_capture (id INTEGER PRIMARY KEY)")
    for sql in (_LINKED, _REFETCHED):
        job.db.execute(sql, job.moments)
    (total,) = job.db.execute("SELECT count(*) FROM chosen_capture").fetchone()
    counts: Counter[str] = Counter(response=0, revisit=0, resource=0, metadata=0, pruned=0, revision=0)
    with job.path.open("wb") as file, closing(_Members(file)) as members:
        writer = _Writer(members, job)
        revisions = warcrevisions.Revisions(job)
        for done, row in enumerate(job.db.execute(_CAPTURES)):
            job.on_progress(done, total)
            counts[writer.write(row)] += 1
            counts["revision"] += writer.write_revisions(revisions.upto(row["id"]))
        counts["revision"] += writer.write_revisions(revisions.upto(None))
        members.finish()
    job.on_progress(total, total)
    return {"articles": articles, **counts}


class _Members:
    """Where `WARCWriter` writes to: what comes between two flushes, a record, becomes a gzip member of its own.

    Packing takes most of the time and lets other threads run, so each core packs records; they are written in order.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._record = bytearray()
        self._pool = ThreadPoolExecutor(os.cpu_count())
        self._packed: deque[Future[bytes]] = deque()

    def write(self, data: bytes) -> None:
        self._record += data

    def flush(self) -> None:
        self._packed.append(self._pool.submit(gzip.compress, self._record, _LEVEL, mtime=0))
        self._record = bytearray()
        self._drain(_AHEAD)

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)

    def finish(self) -> None:
        """Write what is still being packed."""
        self._drain(0)

    def _drain(self, left: int) -> None:
        while len(self._packed) > left:
            self._file.write(self._packed.popleft().result())


class _Writer:
    """Writes captures as records of one file."""

    def __init__(self, members: _Members, job: Job) -> None:
        self._db = job.db
        self._out = WARCWriter(members, gzip=False, warc_version="1.1")
        info = {
            "software": f"newsbot/{job.facts['newsbot']}",
            "format": "WARC File Format 1.1",
            "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "description": f"captures exported from a newsbot archive: {as_json(job.facts)}",
        }
        record = self._out.create_warcinfo_record(None, info)
        record.rec_headers.replace_header("WARC-Date", job.now)
        self._info = record.rec_headers.get_header("WARC-Record-ID")
        self._out.write_record(record)

    def write(self, row: sqlite3.Row) -> str:
        """Write a capture and return the kind of its record, ``pruned`` when there is none."""
        headers = [(_line(name), _line(value)) for name, value in json.loads(row["headers"])]
        web = row["final_url"].startswith(("http://", "https://"))
        answered = web and row["kind"] != "entry" and not (row["kind"] == "import" and _from_file(headers))
        if answered and row["same_as"] and row["o_here"] and not row["pruned"] and not row["o_pruned"]:
            self._write_revisit(row, headers)
            return "revisit"
        body = captures.load(self._db, row["id"])
        if body is None:
            return "pruned"
        if answered:
            self._write_response(row, headers, body)
            return "response"
        kind = "metadata" if web else "resource"
        warc_headers = self._headers(row) | {name: value for name, value in headers if name.startswith("X-")}
        record = self._out.create_warc_record(
            row["final_url"], kind, payload=BytesIO(body), length=len(body), warc_headers_dict=warc_headers,
            warc_content_type=row["media_type"] or "application/octet-stream",
        )  # fmt: skip
        self._out.write_record(record)
        return kind

    def write_revisions(self, told: Iterable[dict[str, Any]]) -> int:
        """Write revisions and return how many."""
        written = 0
        for revision in told:
            for one in revision["captures"]:
                one["id"] = _record_id(one["id"], one["fetched"], one["sha256"])
            body = as_json(revision).encode()
            record = self._out.create_warc_record(
                revision["url"], "metadata", payload=BytesIO(body), length=len(body), warc_content_type=REVISION,
                warc_headers_dict={"WARC-Date": revision["observed"], "WARC-Warcinfo-ID": self._info},
            )  # fmt: skip
            self._out.write_record(record)
            written += 1
        return written

    def _write_response(self, row: sqlite3.Row, headers: list[tuple[str, str]], body: bytes) -> None:
        record = self._out.create_warc_record(
            row["final_url"], "response", payload=BytesIO(body), length=len(body),
            http_headers=_answer(row, headers, len(body)), warc_headers_dict=self._headers(row),
        )  # fmt: skip
        self._out.write_record(record)
        self._write_request_address(row)

    def _write_revisit(self, row: sqlite3.Row, headers: list[tuple[str, str]]) -> None:
        record = self._out.create_revisit_record(
            row["final_url"], _digest(row["body_sha256"]), row["o_final_url"], row["o_fetched"],
            http_headers=_answer(row, headers, None),
            warc_headers_dict={
                **self._headers(row, digest=False),
                "WARC-Refers-To": _record_id(row["same_as"], row["o_fetched"], row["body_sha256"]),
            },
        )  # fmt: skip
        self._out.write_record(record)
        self._write_request_address(row)

    def _write_request_address(self, row: sqlite3.Row) -> None:
        """After redirects, say which address was asked for; the redirects themselves are not kept."""
        if row["url"] == row["final_url"]:
            return
        text = f"requestedURI: {_line(row['url'])}\r\n".encode()
        concurrent = _record_id(row["id"], row["fetched"], row["body_sha256"])
        record = self._out.create_warc_record(
            row["final_url"], "metadata", payload=BytesIO(text), length=len(text),
            warc_content_type="application/warc-fields",
            warc_headers_dict={
                "WARC-Date": row["fetched"],
                "WARC-Warcinfo-ID": self._info,
                "WARC-Concurrent-To": concurrent,
            },
        )  # fmt: skip
        self._out.write_record(record)

    def _headers(self, row: sqlite3.Row, *, digest: bool = True) -> dict[str, str]:
        named = {
            "WARC-Record-ID": _record_id(row["id"], row["fetched"], row["body_sha256"]),
            "WARC-Date": row["fetched"],
            "WARC-Warcinfo-ID": self._info,
            CAPTURE: row["kind"],
        }
        if row["url"] != row["final_url"]:
            named[REQUESTED] = _line(row["url"])
        return named | {"WARC-Payload-Digest": _digest(row["body_sha256"])} if digest else named


def _answer(row: sqlite3.Row, headers: list[tuple[str, str]], length: int | None) -> StatusAndHeaders:
    """Return the head of an HTTP answer as it would be for the decoded body."""
    try:
        reason = HTTPStatus(row["status"]).phrase
    except ValueError:
        reason = ""
    kept = [(f"{ORIGINAL}{name}" if name.lower() in _ENCODED else name, value) for name, value in headers]
    if row["media_type"] and not any(name.lower() == "content-type" for name, _ in headers):
        kept.append(("Content-Type", row["media_type"]))
    if length is not None:
        kept.append(("Content-Length", str(length)))
    return StatusAndHeaders(f"{row['status']} {reason}", kept, protocol="HTTP/1.1")


def _from_file(headers: list[tuple[str, str]]) -> bool:
    """Tell whether what was imported is a file or a line of one, not the answer of a server."""
    return not headers or any(name.lower().startswith("x-newsbot-") for name, _ in headers)


def _record_id(capture_id: int, fetched: str, sha256: str) -> str:
    return f"<urn:uuid:{uuid5(_NAMESPACE, f'{capture_id} {fetched} {sha256}')}>"


def _digest(sha256: str) -> str:
    return f"sha256:{sha256}"


def _line(text: str) -> str:
    """Return text that stays on its line."""
    return " ".join(str(text).split())
