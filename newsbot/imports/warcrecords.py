"""The records of a WARC file: what each says, and where each lies, for one may need another anywhere in the file."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, NamedTuple

from warcio.archiveiterator import ArchiveIterator

from newsbot import dates, urls
from newsbot.imports import httpbody, warcframes
from newsbot.imports.httpbody import BodyError
from newsbot.imports.types import Outcome
from newsbot.imports.warcframes import Bytes, Raw
from newsbot.pages.base import MAX_PAGE

NO_DOCUMENT = frozenset(("warcinfo", "request", "metadata"))
"""Records that are about others: they are not reported, unless they are ours."""

_HEAD = re.compile(rb"(?:[^\r\n]*\r?\n)*?\r?\n")
_FIELD = re.compile(rb"^([A-Za-z-]+)[ \t]*:[ \t]*(.*?)[ \t]*\r?$", re.MULTILINE)


class Unread(Exception):
    """Why a record is not imported."""

    def __init__(self, reason: str, outcome: Outcome = "skipped") -> None:
        super().__init__(reason)
        self.outcome = outcome


class Place(NamedTuple):
    """Where a record lies, see `warcframes.Raw`."""

    offset: int
    inner: int


@dataclass(slots=True)
class Document:
    """What a record says; ``body`` is decoded, ``refers`` names the original of a revisit, best first."""

    kind: str
    id: str = ""
    url: str = ""
    date: str | None = None
    status: int = 200
    warc: list[tuple[str, str]] = field(default_factory=list)
    """The record's own headers."""
    headers: list[tuple[str, str]] = field(default_factory=list)
    """Those of HTTP."""
    content_type: str | None = None
    body: bytes = b""
    truncated: str | None = None
    """Why the crawler did not keep all of it."""
    refers: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def media_type(self) -> str | None:
        """The content type without its parameters."""
        return (self.content_type or "").partition(";")[0].strip().lower() or None

    def said(self, name: str) -> str | None:
        """The first value of one of the record's own headers."""
        return next((value for key, value in self.warc if key.lower() == name.lower()), None)

    def take(self, original: "Document") -> None:
        """Be what was found unchanged: the original, at the time of the revisit."""
        self.body, self.truncated = original.body, original.truncated
        if self.status != 200 or not self.headers:  # the server did not say it all again
            self.status, self.headers, self.content_type = original.status, original.headers, original.content_type


@dataclass(slots=True)
class Index:
    """Where the documents of a file lie: by what revisits call them, and by their addresses."""

    file: Bytes
    _places: dict[tuple[str, ...], Place] = field(default_factory=dict)
    _by_url: dict[str, list[tuple[str, Place]]] = field(default_factory=dict)

    def note(self, raw: Raw) -> dict[str, str]:
        """Take note of a record, and return its own headers by their names in small letters."""
        head = _head(raw.data)
        kind, url = head.get("warc-type", ""), head.get("warc-target-uri", "").strip("<>")
        place, date = Place(raw.offset, raw.inner), dates.parse(head.get("warc-date"))
        if identity := head.get("warc-record-id"):
            self._places["id", identity] = place
        if kind in NO_DOCUMENT or not url:
            return head
        if kind != "revisit":
            digest = head.get("warc-payload-digest", "")
            for name in (("url", url, date or ""), ("digest", digest), ("url", url)):
                if name[-1]:
                    self._places[name] = place
        with suppress(ValueError):  # told when its turn comes
            self._by_url.setdefault(urls.canonical(url), []).append((date or "", place))
        return head

    def by_id(self, identity: str) -> Document | None:
        """The document with this record id, whole. Raises `Unread`."""
        place = self._places.get(("id", identity))
        return None if place is None else self._whole(place)

    def nearest(self, url: str, date: str | None) -> Document | None:
        """The document of an address that was received nearest to a moment, whole. Raises `Unread`."""
        found = [one for spelling in urls.variants(url) for one in self._by_url.get(spelling, ())]
        if not found:
            return None
        after = min((one for one in found if one[0] >= (date or "")), default=None)
        return self._whole((after or max(found))[1])

    def resolved(self, document: Document) -> Document:
        """The document, and of a revisit that with the body of its original. Raises `Unread`."""
        if document.kind == "revisit":
            named = (self._places[name] for name in document.refers if name in self._places)
            original = next(named, None)
            if original is None:
                raise Unread("a revisit whose original is not in this file")
            document.take(parse(warcframes.record_at(self.file, *original)))
        return document

    def _whole(self, place: Place) -> Document:
        return self.resolved(parse(warcframes.record_at(self.file, *place)))


def parse(data: bytes) -> Document:
    """Read a whole record. Raises `Unread`."""
    try:
        record: Any = next(iter(ArchiveIterator(BytesIO(data + b"\r\n\r\n"), check_digests=True)))
        header = record.rec_headers.get_header
        document = Document(record.rec_type or "", header("WARC-Record-ID") or "", header("WARC-Target-URI") or "")
        body = record.raw_stream.read()
    except Exception as error:  # warcio raises whatever a malformed header makes Python raise
        raise Unread(f"damaged: {error}", "error") from error
    if record.digest_checker.passed is False:
        raise Unread("damaged: its digest does not match", "error")
    body = _decoded(body, record.http_headers)
    if len(body) > MAX_PAGE:
        raise Unread(f"a page of more than {MAX_PAGE} bytes")
    document.warc = [(str(name), str(value)) for name, value in record.rec_headers.headers]
    document.url = document.url.strip("<>")
    document.date, document.body = dates.parse(header("WARC-Date")), body
    document.truncated = header("WARC-Truncated")
    if header("WARC-Segment-Number"):
        raise Unread("a segment of a record: segments are not joined", "error")
    _take_http(document, record)
    refers_to, refers_date = header("WARC-Refers-To-Target-URI"), dates.parse(header("WARC-Refers-To-Date"))
    document.refers = [("id", header("WARC-Refers-To") or "-")]
    if refers_to and refers_date:
        document.refers.append(("url", refers_to, refers_date))
    document.refers += [("digest", header("WARC-Payload-Digest") or "-"), ("url", refers_to or document.url)]
    return document


def _take_http(document: Document, record: Any) -> None:
    http = record.http_headers
    if http is None:  # a `resource`: the document itself
        document.content_type = record.rec_headers.get_header("Content-Type")
        return
    status = http.get_statuscode() or ""
    document.status = int(status) if status.isascii() and status.isdigit() else 0
    document.headers = [(str(name), str(value)) for name, value in http.headers]
    document.content_type = http.get_header("Content-Type")


def _decoded(body: bytes, http: Any) -> bytes:
    if http is None:
        return body
    transfer, content = (http.get_header(f"{name}-Encoding") or "" for name in ("Transfer", "Content"))
    try:
        return httpbody.decoded(body, transfer, content, MAX_PAGE)
    except BodyError as error:
        raise Unread(str(error), "error") from error


def _head(data: bytes) -> dict[str, str]:
    head = _HEAD.match(data)
    found: Iterator[re.Match[bytes]] = _FIELD.finditer(head[0] if head else b"")
    return {one[1].decode().lower(): one[2].decode("utf-8", "replace") for one in found}
