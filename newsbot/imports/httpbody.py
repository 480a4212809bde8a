"""The body of a recorded HTTP answer, decoded. Pure.

warcio gives without a word what there is of a body that is cut off, and one whose encoding it cannot undo as it is.
"""

import re
import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]
import zstandard

_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_STEP = 65_536
_TEXT = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")
"""How a page begins: crawlers keep the header of an encoding that they have undone."""


class BodyError(ValueError):
    """A body that cannot be decoded whole."""


def decoded(raw: bytes, transfer_encoding: str, content_encoding: str, most: int) -> bytes:
    """Return the bytes of the document; more than ``most`` are not needed.

    Raises:
        BodyError: it is cut off, damaged, or of an encoding that is not known.
    """
    body = _unchunked(raw) if "chunked" in transfer_encoding.lower() else raw
    for name in reversed([one.strip().lower() for one in content_encoding.split(",") if one.strip()]):
        if name == "identity" or not body or _TEXT.match(body):
            continue
        if name not in _DECODERS:
            raise BodyError(f"its Content-Encoding {name!r} is not known")
        try:
            body = _DECODERS[name](body, most)
        except (zlib.error, brotli.error, zstandard.ZstdError) as error:
            raise BodyError(f"it is not {name}, as its Content-Encoding says ({error})") from error
    return body


def _unchunked(raw: bytes) -> bytes:
    parts: list[bytes] = []
    position = 0
    while (head := _CHUNK.match(raw, position)) is not None:
        size = int(head[1], 16)
        if size == 0:
            return b"".join(parts)
        part = raw[head.end() : head.end() + size]
        if len(part) < size:
            raise BodyError("its last chunk is cut off")
        parts.append(part)
        position = head.end() + size
        position += 2 if raw[position : position + 2] == b"\r\n" else raw[position : position + 1] == b"\n"
    if not parts:
        return raw
    raise BodyError("its last chunk is missing" if position >= len(raw) else "a chunk of it has no size")


def _inflated(window: int) -> Callable[[bytes, int], bytes]:
    def inflate(body: bytes, most: int) -> bytes:
        parts: list[bytes] = []
        size = 0
        while body and size <= most:  # gzip may have several members
            unpacker = zlib.decompressobj(window)
            parts.append(unpacker.decompress(body, most - size + 1))
            size += len(parts[-1])
            if not unpacker.eof and size <= most:
                raise BodyError("its packed body is cut off")
            body = unpacker.unused_data.lstrip(b"\0\r\n")
        return b"".join(parts)

    return inflate


def _deflated(body: bytes, most: int) -> bytes:
    try:
        return _inflated(15)(body, most)
    except zlib.error:
        return _inflated(-15)(body, most)  # some servers leave the frame out


def _brotli(body: bytes, most: int) -> bytes:
    unpacker = brotli.Decompressor()
    return _in_steps(body, most, unpacker.process, unpacker.is_finished)


def _zstd(body: bytes, most: int) -> bytes:
    unpacker = zstandard.ZstdDecompressor(max_window_size=1 << 27).decompressobj()
    return _in_steps(body, most, unpacker.decompress, lambda: unpacker.eof)


def _in_steps(body: bytes, most: int, unpack: Callable[[bytes], bytes], ended: Callable[[], bool]) -> bytes:
    parts: list[bytes] = []
    size = 0
    for begin in range(0, len(body), _STEP):
        parts.append(unpack(body[begin : begin + _STEP]))
        size += len(parts[-1])
        if size > most or ended():
            return b"".join(parts)
    raise BodyError("its packed body is cut off")


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _inflated(31),
    "x-gzip": _inflated(31),
    "deflate": _deflated,
    "br": _brotli,
    "zstd": _zstd,
}
