"""Bytes and CPU of a stored page against WARC.gz: what the archive's captures take, of many pages of one site.

``python -m bench.captures [--pages 300] [--corpus FILE…]``. The pages are the invented ones of `bench.site`, 65 KB
each, with the part of them that does not change from page to page as large as on saved pages (`FRAME`), and another
frame after half of them: the site was redesigned. ``--corpus`` takes saved pages of one site instead (``.html`` or
``.html.gz``), as many as there are. WARC.gz is what warcio writes, one gzip member for each record (gzip -9).
"""

import argparse
import gzip
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from bench.site import Pages
from newsbot.archive import Archive, captures
from newsbot.archive.dictionaries import PARAMETERS
from newsbot.archive.reports import totals
from newsbot.items import Capture

FRAME = 0.55
"""Of the furniture, that is the same on all pages: with it the second page of the invented ones, packed with the first
at zstd level 9, takes .44 of gzip -9, as the saved Sina pages do (.42 to .44)."""
_ROW = b'<li class="item">'
_LEVELS = (3, 5, 9)
_HEADERS = [("Server", "nginx"), ("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "max-age=60")]


def invented(number: int) -> list[bytes]:
    """Pages of one site: an article and rows of its own in a frame that a redesign changes half-way."""
    site = Pages(0, 2)
    pages = []
    frames = [site.article(10**6 + edition).split(_ROW) for edition in range(2)]
    for n in range(number):
        own = site.article(n).split(_ROW)
        frame = frames[2 * n // number]
        pages.append(_ROW.join([own[0], *_mixed(own[1:], frame[1:])]))
    return pages


def _mixed(own: Sequence[bytes], frame: Sequence[bytes]) -> list[bytes]:
    """Rows in blocks of ten, of which the first are the frame's."""
    return [theirs if i % 20 < 20 * FRAME else mine for i, (mine, theirs) in enumerate(zip(own, frame, strict=False))]


def saved(files: Sequence[Path]) -> list[bytes]:
    """Saved pages."""
    return [gzip.decompress(data) if (data := file.read_bytes())[:2] == b"\x1f\x8b" else data for file in files]


def warc(pages: Sequence[bytes]) -> int:
    """Bytes of the pages as WARC.gz."""
    file = BytesIO()
    writer = WARCWriter(file, gzip=True)
    for n, page in enumerate(pages):
        http = StatusAndHeaders("200 OK", _HEADERS, protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(_url(n), "response", payload=BytesIO(page), http_headers=http))
    return len(file.getvalue())


def archived(pages: Sequence[bytes]) -> tuple[int, int, int]:
    """Bytes of the captures and of their dictionaries, and how many of those, in a new archive."""
    with TemporaryDirectory() as folder, Archive(Path(folder) / "archive.db") as archive:
        for n, page in enumerate(pages):
            capture = Capture(
                _url(n), _url(n), "article", "2026-11-20T12:00:00.000Z", 200, _HEADERS[1][1], _HEADERS, page
            )
            with archive.write() as tx:
                captures.add(tx, capture, None)
        said = totals(archive.db)
        return said.capture_bytes, said.dictionary_bytes, said.dictionaries


def _url(n: int) -> str:
    return f"https://finance.sina.com.cn{Pages.path(n)}"


def levels(pages: Sequence[bytes]) -> None:
    """Print what each zstd level makes of the pages after the first: alone, and with the first as dictionary."""
    first, rest = zstandard.ZstdCompressionDict(pages[0], dict_type=zstandard.DICT_TYPE_RAWCONTENT), pages[1:]
    least, spent = _timed(lambda: sum(len(gzip.compress(page, 9)) for page in rest))
    print(f"gzip -9           1.000  {1000 * spent / len(rest):5.2f} ms a page")
    for level in _LEVELS:
        for name, packer in (
            ("alone", zstandard.ZstdCompressor(level=level)),
            ("with a page", zstandard.ZstdCompressor(level=level, dict_data=first)),
        ):
            size, spent = _timed(partial(_packed, packer, rest))
            print(f"zstd {level} {name:11} {size / least:.3f}  {1000 * spent / len(rest):5.2f} ms a page")
    ours = zstandard.ZstdCompressor(compression_params=PARAMETERS, dict_data=first)
    size, spent = _timed(partial(_packed, ours, rest))
    print(f"newsbot's         {size / least:.3f}  {1000 * spent / len(rest):5.2f} ms a page")


def _packed(packer: zstandard.ZstdCompressor, pages: Sequence[bytes]) -> int:
    return sum(len(packer.compress(page)) for page in pages)


def _timed(work: Callable[[], int]) -> tuple[int, float]:
    began = time.process_time()
    size = work()
    return size, time.process_time() - began


def main() -> int:
    """Run it."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=int, default=300)
    options.add_argument("--corpus", type=Path, nargs="+", default=[])
    given = options.parse_args()
    pages = saved(given.corpus) if given.corpus else invented(given.pages)
    print(f"{len(pages)} pages of {sum(map(len, pages)) / len(pages):,.0f} bytes")
    levels(pages if given.corpus else pages[: len(pages) // 2])
    others = warc(pages)
    bodies, dictionaries, number = archived(pages)
    print(
        f"bytes a capture: {(bodies + dictionaries) / len(pages):,.0f} ({number} dictionaries of together"
        f" {dictionaries:,} in it), WARC.gz {others / len(pages):,.0f}: {(bodies + dictionaries) / others:.3f}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
