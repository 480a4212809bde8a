"""Our own WARC files, brought back whole: each revision as it was said, with the captures it was read from.

A page does not say all that is archived of it: what its listing said, the rules of its source, a text that was a
listing's row. So what our export says of a revision counts, not what today's page objects would make of its pages.
"""

from dataclasses import dataclass, field
from typing import Any, get_args

from newsbot import urls
from newsbot.imports import lines
from newsbot.imports.lines import LineError
from newsbot.imports.types import Note, Readable, Settings
from newsbot.imports.warcframes import Raw
from newsbot.imports.warcrecords import Document, Index, Unread
from newsbot.items import Address, AddressKind, Capture, CaptureKind
from newsbot.warcfields import CAPTURE, ORIGINAL, REQUESTED, REVISION


@dataclass(slots=True)
class Own:
    """What our own export says of a file's captures: which are read with their revisions, and whose the others are."""

    read: set[str] = field(default_factory=set)
    """Record ids."""
    addresses: set[str] = field(default_factory=set)

    def note(self, head: dict[str, str], raw: Raw) -> None:
        """Take note of a record; what is wrong with it is told when its turn comes."""
        if head.get("content-type") != REVISION:
            return
        try:
            said = _said(raw.data.partition(b"\r\n\r\n")[2])
            self.addresses.update(address.url for address in _addresses(said))
            self.read.update(one["id"] for one in _captures(said))
        except Unread:
            return


def is_revision(document: Document) -> bool:
    """Whether a record is a revision of our export."""
    return document.kind == "metadata" and document.content_type == REVISION


def revision(document: Document, index: Index, where: str, size: int, settings: Settings) -> Readable:
    """A revision as a record to import; its captures are looked up in the file. Raises `Unread`."""
    said = _said(document.body)
    named = _captures(said)
    try:
        article = lines.article(said, settings)
    except LineError as error:
        raise Unread(f"damaged: {error}", "error") from error
    article.observed = min(article.observed or settings.now, settings.now)
    article.addresses = _addresses(said)
    found = [_capture_of(one["id"], index) for one in named]
    kept = [one for one in found if one is not None]
    notes: tuple[Note, ...] = ()
    if found and found[0] is not None:
        article.capture, article.parts = kept[0], kept[1:]
    else:  # emptied by retention before it was exported: what is left is what was read from it
        notes = (Note("its page is not in this file"),)
        article.capture = Capture(
            article.url, article.url, "import", article.observed, 200, lines.MEDIA_TYPE, [], document.body
        )
    article.frontier_url = article.capture.url
    first = named[0] if named else None
    known_as = (first["url"], first["sha256"], first["fetched"]) if first else None
    return Readable(
        where, size, article.capture, lambda: lines.completed(article), True, notes, known_as, article.observed
    )


def capture(document: Document) -> Capture | None:
    """A record as the capture that our export made it from; ``None`` when it is none."""
    kind: Any = document.said(CAPTURE)
    if kind not in get_args(CaptureKind) or document.date is None:
        return None
    headers = document.headers
    if document.kind in ("metadata", "resource"):
        ours = (CAPTURE.lower(), REQUESTED.lower())
        headers = [(k, v) for k, v in document.warc if k.startswith("X-") and k.lower() not in ours]
    kept = [(name.removeprefix(ORIGINAL), value) for name, value in headers if name.lower() != "content-length"]
    return Capture(
        document.said(REQUESTED) or document.url, document.url, kind, document.date, document.status,
        document.content_type, kept, document.body,
    )  # fmt: skip


def _capture_of(identity: str, index: Index) -> Capture | None:
    document = index.by_id(identity)
    return None if document is None else capture(document)


def _said(body: bytes) -> dict[str, Any]:
    try:
        return lines.parse(body)
    except LineError as error:
        raise Unread(f"damaged: {error}", "error") from error


def _captures(said: dict[str, Any]) -> list[dict[str, str]]:
    found = said.get("captures")
    names = ("id", "url", "kind", "fetched", "sha256")
    if not isinstance(found, list) or not all(
        isinstance(one, dict) and all(isinstance(one.get(name), str) for name in names) for one in found
    ):
        raise Unread("damaged: it does not say which captures it was read from", "error")
    return found


def _addresses(said: dict[str, Any]) -> list[Address]:
    kinds = get_args(AddressKind)
    found = said.get("addresses")
    try:
        return [Address(urls.canonical(one["url"]), one["kind"]) for one in found or [] if one["kind"] in kinds]
    except (TypeError, KeyError, ValueError) as error:
        raise Unread("damaged: an address of it is none", "error") from error
