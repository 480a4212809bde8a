"""Where the records of a WARC file begin and end. Pure.

The libraries stop without a word at a record that is cut off or damaged, so the framing is done here, and what lies
behind the damage is read on. What is inside a record is left to them.
"""

import mmap
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

MAX_RECORD = 256_000_000
"""Bytes of a record, unpacked."""

Bytes = bytes | mmap.mmap
"""A file's bytes, or a map of them: a file is larger than memory may be."""

_MAX_HEADER = 65_536
_CHUNK = 262_144
_MAGIC = b"\x1f\x8b\x08"
_VERSION = re.compile(rb"WARC/1\.[01]\r?\n")
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"^content-length[ \t]*:[ \t]*(\d{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_GAP = re.compile(rb"[\r\n]*")


@dataclass(frozen=True, slots=True)
class Raw:
    """A record as it stands in the file, unpacked; ``size`` are the bytes it takes up there.

    Args:
        offset: where it begins in the file, or where its gzip member begins.
        inner: where it begins in that member, unpacked, or in a file that is not packed.
    """

    offset: int
    inner: int
    size: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Damage:
    """A place that cannot be read, and why."""

    offset: int
    size: int
    reason: str


class _DamagedMember(Exception):
    def __init__(self, reason: str, *, last: bool = False) -> None:
        super().__init__(reason)
        self.last = last


def is_warc(beginning: bytes) -> bool:
    """Whether a file that begins so is WARC, packed with gzip or not."""
    if beginning.startswith(_MAGIC):
        try:
            beginning = zlib.decompressobj(31).decompress(beginning, 64)
        except zlib.error:
            return False
    return _VERSION.match(beginning) is not None


def frames(file: Bytes) -> Iterator[Raw | Damage]:
    """Yield the records of a WARC file in order, and the damages between them."""
    if bytes(file[:3]) == _MAGIC:
        yield from _packed(file)
    else:
        yield from _plain(file)


def record_at(file: Bytes, offset: int, inner: int) -> bytes:
    """The bytes of a record that `frames` has given, read again."""
    data = _unpack(file, offset)[0] if bytes(file[:3]) == _MAGIC else file
    found = _record(data, inner)
    return found.data if isinstance(found, Raw) else b""


def _packed(file: Bytes) -> Iterator[Raw | Damage]:
    """gzip: usually a member for each record."""
    position = 0
    while position < len(file):
        try:
            data, end = _unpack(file, position)
        except _DamagedMember as damage:
            end = len(file) if damage.last else _next_member(file, position + 1)
            yield Damage(position, end - position, str(damage))
        else:
            share = end - position
            for found in _plain(data):
                if isinstance(found, Raw):
                    yield Raw(position, found.inner, share, found.data)
                else:
                    yield Damage(position, share, found.reason)
                share = 0
        position = end


def _unpack(file: Bytes, begin: int) -> tuple[bytes, int]:
    """The bytes of the member that begins there, and where it ends."""
    unpacker = zlib.decompressobj(31)
    parts: list[bytes] = []
    size, position = 0, begin
    while not unpacker.eof:
        chunk = bytes(file[position : position + _CHUNK])
        if not chunk:
            raise _DamagedMember("the file is cut off here", last=True)
        try:
            part = unpacker.decompress(chunk, MAX_RECORD - size + 1)
        except zlib.error as error:
            raise _DamagedMember(f"damaged: {error}") from error
        parts.append(part)
        size += len(part)
        if size > MAX_RECORD:
            raise _DamagedMember(f"more than {MAX_RECORD} bytes in one gzip member: unpack the file first")
        position += len(chunk)
    return b"".join(parts), position - len(unpacker.unused_data)


def _next_member(file: Bytes, begin: int) -> int:
    """Where the next gzip member with a record begins, at the earliest here; else the end of the file."""
    position = begin
    while position < len(file):
        window = bytes(file[position : position + _CHUNK])
        found = window.find(_MAGIC)
        if found < 0:
            position += max(1, len(window) - len(_MAGIC) + 1)
        elif is_warc(bytes(file[position + found : position + found + 512])):
            return position + found
        else:
            position += found + 1
    return len(file)


def _plain(file: Bytes) -> Iterator[Raw | Damage]:
    position = 0
    while position < len(file):
        gap = _GAP.match(file, position)
        position = gap.end() if gap else position
        if position >= len(file):
            return
        found = _record(file, position)
        if isinstance(found, Damage):
            found = Damage(position, _next_record(file, position + 1) - position, found.reason)
        yield found
        position += found.size


def _record(file: Bytes, begin: int) -> Raw | Damage:
    if not _VERSION.match(file, begin):
        return Damage(begin, 0, "damaged: no record begins here")
    header = _HEADER_END.search(file, begin, begin + _MAX_HEADER)
    length = _LENGTH.search(file, begin, header.end()) if header else None
    if header is None or length is None:
        cut = header is None and begin + _MAX_HEADER >= len(file)
        return Damage(begin, 0, "the file is cut off here" if cut else "damaged: a record without Content-Length")
    end = header.end() + int(length[1])
    if end > len(file):
        missing = end - len(file)
        return Damage(begin, 0, f"cut off: {missing} of {int(length[1])} bytes of this record are missing")
    if int(length[1]) > MAX_RECORD:
        return Damage(begin, 0, f"a record of more than {MAX_RECORD} bytes")
    # What follows must be the end of the file or another record, else the length is wrong.
    gap = _GAP.match(file, end)
    after = gap.end() if gap else end
    if after < len(file) and not _VERSION.match(file, after):
        return Damage(begin, 0, "damaged: it does not end where its Content-Length says")
    return Raw(begin, begin, end - begin, bytes(file[begin:end]))


def _next_record(file: Bytes, begin: int) -> int:
    found = _VERSION.search(file, begin)
    return found.start() if found else len(file)
