"""Pictures of the demo site, drawn when asked for: the same path is always the same picture."""

import re
import struct
import zlib
from functools import lru_cache
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

from newsbot.demo.markup import QR_PATH

MEDIA_TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "gif": "image/gif"}
LARGEST = 1200
"""Pixels of the longer side of what is drawn on request."""
TRUNCATED, NOT_A_PICTURE, BOMB, PIXEL, MISSING = (
    f"/broken/pictures/{name}" for name in ("truncated.jpg", "html.jpg", "bomb.png", "pixel.gif", "missing.jpg")
)
"""Paths of the pictures that go wrong."""

_PATH = re.compile(
    r"/(?:finance|tech|news|en|spider\d{8}|sinakd\d{8}s|sinacn\d{8}ac)/.*?w(\d+)h(\d+)/.*\.(jpg|png|webp|gif)"
)
_FURNITURE = re.compile(r"/finance/page/ent/images/\w+\.png")
_SKIES = ((214, 228, 240), (250, 226, 202), (206, 222, 214), (232, 226, 240), (245, 240, 220))
_INKS = ((196, 62, 52), (38, 96, 150), (52, 128, 92), (150, 98, 30), (88, 70, 140))


@lru_cache(maxsize=1024)
def picture(path: str) -> tuple[str, bytes] | None:
    """(media type, bytes) of the picture at ``path``, None if there is none."""
    if path in _broken():
        return _broken()[path]
    if path == QR_PATH:
        return "image/png", _encode(_squares(path), "png")
    if path == "/a.gif":
        return "image/gif", _encode(Image.new("RGB", (1, 1), "white"), "gif")
    if _FURNITURE.fullmatch(path):
        return "image/png", _encode(Image.new("RGB", (80, 80), _ink(path)), "png")
    match = _PATH.fullmatch(path)
    if not match or max(int(match[1]), int(match[2])) > LARGEST:
        return None
    return MEDIA_TYPES[match[3]], _encode(_draw(path, int(match[1]), int(match[2])), match[3])


def _encode(image: Image.Image, kind: str) -> bytes:
    buffer = BytesIO()
    image.save(buffer, {"jpg": "JPEG"}.get(kind, kind.upper()))
    return buffer.getvalue()


def _ink(path: str) -> tuple[int, int, int]:
    return Random(path).choice(_INKS)


def _draw(path: str, width: int, height: int) -> Image.Image:
    """A chart of bars, a chart of a line, or a skyline."""
    rng = Random(path)
    image = Image.new("RGB", (width, height), rng.choice(_SKIES))
    draw, ink = ImageDraw.Draw(image), rng.choice(_INKS)
    for y in range(height // 6, height, height // 6):
        draw.line((0, y, width, y), fill=(255, 255, 255))
    motif = rng.randrange(3)
    if motif == 0:
        _line(draw, rng, width, height, ink)
    else:
        _columns(draw, rng, width, height, ink, gap=3 if motif == 1 else 0)
    draw.text((8, 6), f"demo {zlib.crc32(path.encode()):08x}", fill=(90, 90, 90))
    return image


def _line(draw: ImageDraw.ImageDraw, rng: Random, width: int, height: int, ink: tuple[int, int, int]) -> None:
    level, points = height / 2, []
    for x in range(0, width + 10, 10):
        level = min(max(level + rng.gauss(0, height / 25), height * 0.1), height * 0.9)
        points.append((x, level))
    draw.line(points, fill=ink, width=3)


def _columns(
    draw: ImageDraw.ImageDraw, rng: Random, width: int, height: int, ink: tuple[int, int, int], gap: int
) -> None:
    x = 0
    while x < width:
        broad, top = rng.randint(18, 46), rng.uniform(0.25, 0.9) * height
        shade = tuple(min(255, part + rng.randint(0, 40)) for part in ink)
        draw.rectangle((x, top, x + broad - gap, height), fill=shade)
        x += broad


def _squares(path: str) -> Image.Image:
    """Something that looks like a QR code."""
    rng = Random(path)
    small = Image.new("L", (29, 29), 255)
    small.putdata([rng.choice((0, 255)) for _ in range(29 * 29)])
    return small.resize((145, 145), Image.Resampling.NEAREST)


@lru_cache(maxsize=1)
def _broken() -> dict[str, tuple[str, bytes]]:
    """The pictures that go wrong, by path; `MISSING` is none at all."""
    whole = _encode(_draw(TRUNCATED, 550, 333), "jpg")
    return {
        TRUNCATED: ("image/jpeg", whole[: len(whole) // 2]),
        NOT_A_PICTURE: ("image/jpeg", b"<html><body><h1>403 Forbidden</h1></body></html>"),
        BOMB: ("image/png", bomb(30_000, 30_000)),
        PIXEL: ("image/gif", _encode(Image.new("RGB", (1, 1), "white"), "gif")),
    }


def bomb(width: int, height: int) -> bytes:
    """A tiny PNG file whose header promises ``width`` × ``height`` grey pixels, and which holds one line of them."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    line = zlib.compress(bytes(width + 1), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", line) + chunk(b"IEND", b"")
