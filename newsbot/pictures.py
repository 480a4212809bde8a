"""Is it really a picture, and one worth keeping? Pure: bytes in, facts out; the bytes are never re-encoded."""

import re
from hashlib import sha256
from io import BytesIO

from PIL import Image, features

from newsbot.errors import ImageRejected
from newsbot.items import Picture

MAX_BYTES = 20 * 2**20
"""20 MiB: what ``DOWNLOAD_MAXSIZE`` lets through."""
MAX_PIXELS = 40_000_000
"""A third more than a 6000x5000 press photo; 160 MB once decoded. Pillow itself refuses from 179 million on."""
MIN_SIDE = 10
"""Pixels. What is smaller on a side is a tracking pixel, a spacer or a rule; the smallest honest thumbnails
met are 64x48."""

_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", *(("AVIF",) if features.check("avif") else ()))
# An MPO is a JPEG with further pictures behind it (cameras, phones): browsers show the first.
_MEDIA_TYPES = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "BMP": "image/bmp",
    "AVIF": "image/avif",
}
_SVG = re.compile(rb"(?:<\?xml[^>]*>|<!--.*?-->|<!doctype[^>]*>|\s)*<svg[\s>]", re.DOTALL | re.IGNORECASE)
_TEXT_START = b"\xef\xbb\xbf \t\r\n"

# JPEG (ITU-T T.81, B.1.1): the next marker that is neither a stuffed byte nor a restart marker.
_JPEG_MARKER = re.compile(rb"\xff([^\x00\xff\xd0-\xd7])")
_JPEG_SCAN, _JPEG_END = 0xDA, 0xD9
_JPEG_SEGMENTS = frozenset((0xC4, 0xCC, *range(0xC0, 0xC4), *range(0xDA, 0xF0), 0xFE)) - {_JPEG_END}


def inspect(data: bytes, *, max_bytes: int = MAX_BYTES, max_pixels: int = MAX_PIXELS) -> Picture:
    """What these bytes are, once they have proved to be a whole picture.

    The declared size is checked before anything is decoded. A JPEG or PNG whose structure is sound to its end
    is taken as whole (0.15 ms where decoding takes 1 to 3 ms); everything else is decoded, the first frame
    of an animation.

    Raises:
        ImageRejected: no picture (a page, SVG, an unknown format), cut off or damaged, over a limit, or so
            small that it is a tracking pixel.
    """
    if len(data) > max_bytes:
        raise ImageRejected(f"the picture has {len(data):,} bytes, more than {max_bytes:,}")
    _reject_text(data)
    with _open(data) as image:
        width, height = image.size
        kind = image.format or ""
        if width * height > max_pixels:
            raise ImageRejected(f"the picture has {width} x {height} pixels, more than {max_pixels:,}")
        if min(width, height) < MIN_SIDE:
            raise ImageRejected(f"a tracking pixel or spacer of {width} x {height} pixels")
        if not (kind in ("JPEG", "MPO") and _whole_jpeg(data)) and not (kind == "PNG" and _whole_png(image)):
            _decode(data)
    return Picture(_MEDIA_TYPES[kind], width, height, sha256(data).hexdigest(), len(data), data)


def _reject_text(data: bytes) -> None:
    start = data[:1024].lstrip(_TEXT_START)
    if not start:
        raise ImageRejected("the answer is empty")
    if _SVG.match(start):
        raise ImageRejected("SVG is a document that can carry scripts, not a stored picture format")
    if start.startswith(b"<"):
        raise ImageRejected("the answer is a page, not a picture")


def _open(data: bytes) -> Image.Image:
    try:
        return Image.open(BytesIO(data), formats=_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ImageRejected(f"the picture declares too many pixels: {error}") from error
    except Exception as error:  # Pillow's readers raise whatever hostile bytes lead them to
        raise ImageRejected("the answer is not a picture of a known format, or its head is damaged") from error


def _decode(data: bytes) -> None:
    with _open(data) as image:
        try:
            image.load()
        except Exception as error:  # as above
            raise ImageRejected(f"the picture is cut off or damaged: {error}") from error


def _whole_png(image: Image.Image) -> bool:
    """True when every chunk up to the last has its right checksum. The image cannot be loaded afterwards."""
    try:
        image.verify()
    except Exception:  # as above; the caller decodes it to decide
        return False
    return True


def _whole_jpeg(data: bytes) -> bool:
    """True when the segments follow one another, with a scan among them, up to the end-of-image marker."""
    at, scans = 2, 0
    while marker := _JPEG_MARKER.search(data, at):
        kind = marker[1][0]
        if scans == 0 and data[at : marker.start()].strip(b"\xff"):  # between segments only fill bytes may stand
            return False
        if kind == _JPEG_END:
            return scans > 0
        if kind not in _JPEG_SEGMENTS:
            return False
        scans += kind == _JPEG_SCAN
        at = marker.end() + int.from_bytes(data[marker.end() : marker.end() + 2])
    return False
