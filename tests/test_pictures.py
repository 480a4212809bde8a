import hashlib
import struct
import zlib
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, features

from newsbot.errors import ImageRejected
from newsbot.pictures import MAX_PIXELS, inspect


def encode(kind, size=(64, 48), **options):
    picture = Image.effect_noise(size, 60).convert("RGB")
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


KINDS = {
    "JPEG": encode("JPEG"),
    "progressive JPEG": encode("JPEG", progressive=True),
    "PNG": encode("PNG"),
    "GIF": encode("GIF"),
    "WEBP": encode("WEBP"),
    "BMP": encode("BMP"),
    **({"AVIF": encode("AVIF")} if features.check("avif") else {}),
}


def png(width, height, *chunks):
    """The head of a PNG of that declared size, and whatever chunks follow."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunk(*each) for each in chunks)


@pytest.mark.parametrize("kind", KINDS)
def test_accepts(kind):
    picture = inspect(KINDS[kind])
    assert picture.media_type == "image/" + kind.split()[-1].lower()
    assert (picture.width, picture.height) == (64, 48)
    assert picture.sha256 == hashlib.sha256(KINDS[kind]).hexdigest()
    assert picture.data is KINDS[kind]
    assert picture.size == len(KINDS[kind])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_rejects_what_is_cut_off(kind, share):
    with pytest.raises(ImageRejected):
        inspect(KINDS[kind][: int(len(KINDS[kind]) * share)])


@pytest.mark.parametrize("kind", ["JPEG", "progressive JPEG", "PNG", "GIF"])
def test_rejects_what_is_damaged(kind):
    data = bytearray(encode(kind.split()[-1], (200, 150), **({"progressive": True} if " " in kind else {})))
    data[1000:1400] = b"\xff\x05<script>" * 40
    with pytest.raises(ImageRejected, match="damaged"):
        inspect(bytes(data))


def test_animations_are_pictures():
    frames = [Image.new("RGB", (64, 48), colour) for colour in ("red", "green", "blue")]
    for kind in ("GIF", "WEBP", "PNG"):
        out = BytesIO()
        frames[0].save(out, kind, save_all=True, append_images=frames[1:])
        assert inspect(out.getvalue()).width == 64


def test_a_jpeg_with_more_behind_it_is_a_jpeg():
    out = BytesIO()
    first, second = (Image.effect_noise((64, 48), 60).convert("RGB") for _ in range(2))
    first.save(out, "MPO", save_all=True, append_images=[second])
    assert inspect(out.getvalue()).media_type == "image/jpeg"
    assert inspect(KINDS["JPEG"] + b"\r\n<!-- cached -->").media_type == "image/jpeg"


def test_a_jpeg_without_its_end_marker_is_decoded_to_decide():
    with pytest.raises(ImageRejected, match="cut off"):
        inspect(KINDS["JPEG"][:-2])


def test_a_png_that_lacks_only_its_end_is_whole():
    assert inspect(KINDS["PNG"][:-12]).media_type == "image/png"


@pytest.mark.parametrize("size", [(1, 1), (9, 400), (400, 9)])
def test_tracking_pixels_and_spacers(size):
    with pytest.raises(ImageRejected, match=f"{size[0]} x {size[1]}"):
        inspect(encode("PNG", size))


def test_smallest_thumbnail():
    assert inspect(encode("GIF", (10, 10))).height == 10


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("size", [(30_000, 30_000), (10_000, 10_000), (2**31 - 1, 2**31 - 1), (8_000, 5_001)])
def test_a_bomb_is_rejected_by_what_it_declares(size):
    with pytest.raises(ImageRejected, match="pixels"):
        inspect(png(*size, (b"IDAT", zlib.compress(bytes(100))), (b"IEND", b"")))


def test_limits_are_arguments():
    data = KINDS["PNG"]
    assert inspect(data, max_bytes=len(data), max_pixels=64 * 48).width == 64
    with pytest.raises(ImageRejected, match="bytes"):
        inspect(data, max_bytes=len(data) - 1)
    with pytest.raises(ImageRejected, match="3,071"):
        inspect(data, max_pixels=64 * 48 - 1)
    assert MAX_PIXELS < Image.MAX_IMAGE_PIXELS  # what Pillow only warns of is rejected before it is decoded


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "a page"),
        (b"\xef\xbb\xbf\n<html>", "a page"),
        (b'<?xml version="1.0"?>\n<!-- x -->\n<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (b"<svg viewBox='0 0 64 48'><script/></svg>", "SVG"),
        (b'{"error": "not found"}', "not a picture"),
        (b"%PDF-1.7", "not a picture"),
        (b"\x00\x00\x01\x00\x01\x00\x10\x10", "not a picture"),  # an icon
        (b"\xff\xd8\xff\xe0", "not a picture"),
        (b"\x89PNG\r\n\x1a\n", "not a picture"),
    ],
)
def test_other_answers(data, reason):
    with pytest.raises(ImageRejected, match=reason):
        inspect(data)


def test_formats_with_interpreters_are_closed():
    for kind in ("TIFF", "EPS", "ICO"):
        with pytest.raises(ImageRejected, match="known format"):
            inspect(encode(kind))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(KINDS)), st.integers(0, 4000), st.binary(max_size=40), st.booleans())
def test_any_damage_is_a_rejection_or_a_picture(kind, at, bytes_put_in, cut):
    data = KINDS[kind]
    damaged = data[:at] + bytes_put_in + (b"" if cut else data[at + len(bytes_put_in) :])
    with suppress(ImageRejected):  # and nothing else is raised
        assert inspect(damaged).data is damaged


@given(st.binary(max_size=200))
def test_any_bytes(data):
    with pytest.raises(ImageRejected):
        inspect(data)
