"""WARC: pages as a crawler received them. An article is read from each as if it had just been fetched."""

import mmap
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator

from newsbot import dates, pages, urls
from newsbot.imports import warcfile
from newsbot.imports.types import SOURCE, Outcome, Readable, Record, Rejected, Settings
from newsbot.imports.warcfile import Bytes, Damage, Raw
from newsbot.items import Capture, CrawledArticle, NewsArticle
from newsbot.pages.base import MAX_PAGE

_HTML = ("text/html", "application/xhtml+xml")
_NO_DOCUMENT = frozenset(("warcinfo", "request", "metadata", "conversion", "continuation"))
"""Records that are about others: they are not reported."""


class _Unread(Exception):
    """Why a record is not imported."""

    def __init__(self, reason: str, outcome: Outcome = "skipped") -> None:
        super().__init__(reason)
        self.outcome = outcome


@dataclass(slots=True)
class _Response:
    """What a record says; ``body`` is decoded, ``refers`` names the original of a revisit, best first."""

    kind: str
    id: str = ""
    url: str = ""
    date: str | None = None
    status: int = 200
    headers: list[tuple[str, str]] = field(default_factory=list)
    media_type: str | None = None
    body: bytes = b""
    digest: str = ""
    refers: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def names(self) -> list[tuple[str, ...]]:
        """Under what a revisit may refer to it."""
        return [("id", self.id), ("url", self.url, self.date or ""), ("digest", self.digest), ("url", self.url)]


@dataclass(slots=True)
class _Originals:
    """Where the responses of the file lie, by what revisits call them."""

    file: Bytes
    places: dict[tuple[str, ...], tuple[int, int]] = field(default_factory=dict)

    def note(self, response: _Response, raw: Raw) -> None:
        for name in response.names:
            if name[-1]:
                self.places[name] = (raw.offset, raw.inner)

    def find(self, revisit: _Response) -> _Response | None:
        for name in revisit.refers:
            if place := self.places.get(name):
                return _parse(warcfile.record_at(self.file, *place))
        return None


def records(path: Path, where: str, settings: Settings) -> Iterator[Record]:
    """Yield every response of a file, in order; revisits that stand before their original come last.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    yield from _records(mapped, where, settings)


def _records(file: Bytes, where: str, settings: Settings) -> Iterator[Record]:
    originals = _Originals(file)
    waiting: list[tuple[str, _Response]] = []
    for frame in warcfile.frames(file):
        place = f"{where}:{frame.offset}"
        if isinstance(frame, Damage):
            yield Rejected(place, frame.size, "error", frame.reason)
            continue
        try:
            response = _parse(frame.data)
            if response.kind in _NO_DOCUMENT:
                continue
            if response.kind == "revisit":
                original = originals.find(response)
                if original is None:
                    waiting.append((place, response))
                    continue
                _resolve(response, original)
            else:
                originals.note(response, frame)
        except _Unread as unread:
            yield Rejected(place, frame.size, unread.outcome, str(unread))
        else:
            yield _record(response, place, frame.size, settings)
    for place, response in waiting:
        original = originals.find(response)
        if original is None:
            yield Rejected(place, 0, "skipped", "a revisit whose original is not in this file", response.url)
        else:
            _resolve(response, original)
            yield _record(response, place, 0, settings)


def _parse(data: bytes) -> _Response:
    """Read a whole record. Raises `_Unread`."""
    try:
        record: Any = next(iter(ArchiveIterator(BytesIO(data + b"\r\n\r\n"), check_digests=True)))
        header = record.rec_headers.get_header
        response = _Response(record.rec_type or "", header("WARC-Record-ID") or "", header("WARC-Target-URI") or "")
        if response.kind in _NO_DOCUMENT:
            return response
        body = record.content_stream().read(MAX_PAGE + 1)
        if len(body) <= MAX_PAGE and record.digest_checker.passed is False:
            raise _Unread("damaged: its digest does not match", "error")
    except _Unread:
        raise
    except Exception as error:  # warcio raises whatever a malformed header makes Python raise
        raise _Unread(f"damaged: {error}", "error") from error
    if len(body) > MAX_PAGE:
        raise _Unread(f"a page of more than {MAX_PAGE} bytes")
    response.url = response.url.strip("<>")
    response.date = dates.parse(header("WARC-Date"))
    response.digest, response.body = header("WARC-Payload-Digest") or "", body
    _take_http(response, record)
    refers_to, refers_date = header("WARC-Refers-To-Target-URI"), dates.parse(header("WARC-Refers-To-Date"))
    response.refers = [("id", header("WARC-Refers-To") or "-")]
    if refers_to and refers_date:
        response.refers.append(("url", refers_to, refers_date))
    response.refers += [("digest", response.digest or "-"), ("url", refers_to or response.url)]
    return response


def _take_http(response: _Response, record: Any) -> None:
    http = record.http_headers
    if http is None:  # a `resource`: the document itself
        response.media_type = _media_type(record.rec_headers.get_header("Content-Type"))
        return
    status = http.get_statuscode() or ""
    response.status = int(status) if status.isascii() and status.isdigit() else 0
    response.headers = [(str(name), str(value)) for name, value in http.headers]
    response.media_type = _media_type(http.get_header("Content-Type"))


def _media_type(value: str | None) -> str | None:
    return (value or "").partition(";")[0].strip().lower() or None


def _resolve(revisit: _Response, original: _Response) -> None:
    """What was found unchanged: the body of its original, at the time of the revisit."""
    revisit.body, revisit.media_type = original.body, original.media_type
    revisit.status, revisit.headers = original.status, original.headers


def _record(response: _Response, where: str, size: int, settings: Settings) -> Record:
    try:
        return _readable(response, where, size, settings)
    except _Unread as unread:
        return Rejected(where, size, unread.outcome, str(unread), response.url or None)


def _readable(response: _Response, where: str, size: int, settings: Settings) -> Readable:
    """Raises `_Unread` for what can be no article."""
    if response.status != 200:
        raise _Unread(f"HTTP {response.status}")
    begins = response.body[:1024].lower()
    if response.media_type is None and (b"<html" in begins or b"<!doctype html" in begins):
        response.media_type = "text/html"
    if response.media_type not in _HTML:
        raise _Unread(f"{response.media_type or 'what is of no known type'} is no HTML")
    try:
        url = urls.canonical(response.url)
    except ValueError as error:
        raise _Unread(f"its address is {error}") from error
    if url.startswith(urls.URN) or urls.is_front_page(url):
        raise _Unread("the front page of a site, no article")
    observed = settings.observed(response.date)
    fetched = observed or settings.now
    capture = Capture(
        url, url, "import", fetched, response.status, response.media_type, response.headers, response.body
    )
    note = None if observed else "no WARC-Date: taken as observed now"
    return Readable(where, size, capture, lambda: _article(capture, settings), observed is not None, note)


def _article(capture: Capture, settings: Settings) -> CrawledArticle:
    content_type = next((value for name, value in capture.headers if name.lower() == "content-type"), None)
    read = pages.read(capture.url, capture.body, content_type=content_type)
    values = {one.name: getattr(read, one.name) for one in fields(NewsArticle)}
    values |= {"url": read.url or capture.url, "source": settings.source or SOURCE}
    values["site"] = urls.site_of(capture.url)
    return CrawledArticle(**values, frontier_url=capture.url, observed=capture.fetched, capture=capture)
