"""WARC: pages as a crawler received them. An article is read from each as if it had just been fetched.

`warcframes` finds where records begin and end, `warcrecords` tells what each says, `httpbody` decodes a page. What our
own export wrote comes back as it was (`warcown`).
"""

import mmap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import partial
from pathlib import Path
from typing import NamedTuple

from newsbot import pages, urls
from newsbot.errors import ExtractError, NewsbotError
from newsbot.extract import pagination
from newsbot.imports import lines, posts, warcframes, warcown
from newsbot.imports.types import SOURCE, FurtherPage, Kept, Note, Readable, Record, Rejected, Settings
from newsbot.imports.warcframes import Bytes, Damage, Raw
from newsbot.imports.warcown import Own
from newsbot.imports.warcrecords import NO_DOCUMENT, Document, Index, Unread, parse
from newsbot.items import Capture, CaptureKind, CrawledArticle, NewsArticle
from newsbot.pages.parts import MultiPage

_HTML = ("text/html", "application/xhtml+xml")


class Way(NamedTuple):
    """How a page is read, as `pages.read_fields` takes it; by default its domain decides."""

    page: str | None = None
    zone: str | None = None


@dataclass(slots=True)
class _File:
    """A file while it is read."""

    where: str
    settings: Settings
    way: Callable[[str], Way]
    index: Index
    own: Own = field(default_factory=Own)
    joined: set[str] = field(default_factory=set)
    """Addresses of pages that others name as the further ones of their article."""


class _Later(Exception):
    """What a record is depends on others, which come first."""


def by_domain(url: str) -> Way:
    """Read a page as its domain says."""
    return Way()


def records(path: Path, where: str, settings: Settings, way: Callable[[str], Way] = by_domain) -> Iterator[Record]:
    """Yield every document of a file, in order; what belongs to another one, or may do so, comes last.

    Args:
        way: tells of an address how its page is read; asked when it is.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    yield from _records(mapped, _File(where, settings, way, Index(mapped)))


def _records(data: Bytes, file: _File) -> Iterator[Record]:
    for frame in warcframes.frames(data):
        if isinstance(frame, Raw):
            file.own.note(file.index.note(frame), frame)
    later: list[tuple[int, int, int]] = []
    for frame in warcframes.frames(data):
        if isinstance(frame, Damage):
            yield Rejected(f"{file.where}:{frame.offset}", frame.size, "error", frame.reason)
            continue
        try:
            yield from _told(frame.data, frame.offset, frame.size, file, last=False)
        except _Later:
            later.append((frame.offset, frame.inner, frame.size))
    for offset, inner, size in later:
        yield from _told(warcframes.record_at(data, offset, inner), offset, size, file, last=True)


def _told(data: bytes, offset: int, size: int, file: _File, *, last: bool) -> Iterator[Record]:
    """Yield a record as one to import, or why it is none; nothing for what only is about others."""
    where, url = f"{file.where}:{offset}", None
    try:
        document = parse(data)
        url = document.url or None
        if warcown.is_revision(document):
            yield warcown.revision(document, file.index, where, size, file.settings)
        elif document.id not in file.own.read:
            kept = warcown.capture(document)
            if kept is not None or document.kind not in NO_DOCUMENT:
                yield _readable(document, kept, where, size, file, last=last)
    except Unread as unread:
        yield Rejected(where, size, unread.outcome, str(unread), url)


def _readable(
    document: Document, kept: Capture | None, where: str, size: int, file: _File, *, last: bool
) -> Readable | Kept:
    """Raises `Unread` for what can be no article, `_Later`."""
    if kept is not None and kept.url in file.own.addresses:
        if not last:
            raise _Later
        kept.body = file.index.resolved(document).body
        return Kept(where, size, kept)
    file.index.resolved(document)
    if kept is not None and document.kind in ("metadata", "resource"):
        return _imported(kept, where, size, file.settings)
    url = _address(document)
    if pagination.is_numbered(url) and not last:
        raise _Later
    capture, dated = _capture(document, url, "import", file.settings)
    unsaid = "its WARC-Date is in the future" if document.date else "no WARC-Date"
    notes = () if dated else (Note(f"{unsaid}, so now counts"),)
    read = partial(_article, capture, document.truncated, file)
    return Readable(where, size, capture, read, dated, notes, page=True)


def _imported(kept: Capture, where: str, size: int, settings: Settings) -> Readable:
    """What came into our archive from a file, and has lost its revision in this one. Raises `Unread`."""
    name = dict(kept.headers).get(posts.FILE_HEADER)
    try:
        if kept.media_type == posts.MEDIA_TYPE and name:
            return posts.readable(kept.body, where, name, settings)
        if kept.kind == "import" and kept.media_type == lines.MEDIA_TYPE:
            return lines.readable(kept.body, where, size, settings)
    except NewsbotError as error:
        raise Unread(error.what, "error") from error
    raise Unread(f"{kept.media_type} without what was read from it", "error")


def _address(document: Document) -> str:
    """The address of an article's page. Raises `Unread` for what can be none."""
    if document.status != 200:
        raise Unread(f"HTTP {document.status}")
    begins = document.body[:1024].lower()
    if document.media_type is None and (b"<html" in begins or b"<!doctype html" in begins):
        document.content_type = "text/html"
    if document.media_type not in _HTML:
        raise Unread(f"{document.media_type or 'what is of no known type'} is no HTML")
    try:
        url = urls.canonical(document.url)
    except ValueError as error:
        raise Unread(f"its address is {error}") from error
    if url.startswith(urls.URN) or urls.is_front_page(url):
        raise Unread("the front page of a site, no article")
    return url


def _capture(document: Document, url: str, kind: CaptureKind, settings: Settings) -> tuple[Capture, bool]:
    """A page as the archive keeps it, and whether the record says when it was received."""
    observed = settings.observed(document.date)
    fetched = observed or settings.now
    capture = Capture(url, url, kind, fetched, document.status, document.media_type, document.headers, document.body)
    return capture, observed is not None


def _article(capture: Capture, truncated: str | None, file: _File) -> CrawledArticle:
    if capture.url in file.joined:
        raise FurtherPage
    found = _read(capture, file)
    article = found.article
    pages.check_article(article)
    parts: list[Capture] = []
    missing = f"its crawler has cut it off ({truncated})" if truncated else None
    if found.next_pages:
        missing = _join(article, found.next_pages, capture, parts, file) or missing
    pages.clean_article(article)
    pages.check_article(article)
    values = {one.name: getattr(article, one.name) for one in fields(NewsArticle)}
    values |= {"url": article.url or capture.url, "source": file.settings.source or SOURCE}
    values |= {"site": urls.site_of(capture.url), "complete": article.complete and missing is None}
    return CrawledArticle(
        **values, frontier_url=capture.url, observed=capture.fetched, capture=capture, parts=parts, missing=missing
    )


def _join(
    article: NewsArticle, named: Mapping[int, str], capture: Capture, parts: list[Capture], file: _File
) -> str | None:
    """Append the further pages of an article that are in the file, and tell what is missing."""
    whole = MultiPage.of(article, capture.url, article.url or capture.url)
    try:
        while (url := whole.next(named)) is not None:
            file.joined.update(named.values())
            document = file.index.nearest(url, capture.fetched)
            if document is None:
                raise ExtractError("it is not in this file", where=url)
            part = _capture(document, _address(document), "part", file.settings)[0]
            found = _read(part, file, whole.first)
            if whole.take(found.article, article):
                parts.append(part)
                pages.join(article, found.article)
            file.joined.add(part.url)  # may be of another scheme
            named = found.next_pages
    except (ExtractError, Unread) as error:
        return f"page {whole.number} is missing: {error}"
    return None


def _read(capture: Capture, file: _File, first: str | None = None) -> pages.Reading:
    way = file.way(first or capture.url)
    content_type = next((value for name, value in capture.headers if name.lower() == "content-type"), None)
    return pages.read_fields(
        capture.url, capture.body, content_type=content_type, page=way.page, zone=way.zone, first=first
    )
