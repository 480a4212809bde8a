"""Speed of extraction: each page object against lxml's parse of the same pages, in one process.

    .venv/bin/python -m bench.extract                             # the tests' pages and the demo site's
    .venv/bin/python -m bench.extract --corpus ../shared/corpus   # saved pages

The bundled pages are all article; they get the links and scripts around them that a real page has, up to 65 KB.

``fields`` is everything from bytes to the article node (decoding, one parse, every field); ``cleaning`` is what comes
after it and is counted apart: BeautifulSoup on the node, boilerplate, pictures, sanitising. Each page is read by
its own page object and by the generic one. The median of interleaved repetitions counts, in CPU time.
"""

import argparse
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import lxml.html

from bench.mutations import furniture
from bench.samples import SOMEWHERE, Page, collect, saved
from bench.site import PAGE_BYTES
from newsbot import pages
from newsbot.errors import ExtractError


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds for one page."""

    reader: str
    size: int
    parse: float
    fields: float
    cleaning: float


def measure(page: Page, name: str | None, repetitions: int) -> Times | None:
    """Return the times of a page read by a page object; ``None`` where that refuses it."""
    url = SOMEWHERE if name == "generic" else page.url
    try:
        parser = pages.read_fields(url, page.body, page=name).article.parser or ""
        pages.read(url, page.body, page=name)
    except ExtractError:
        return None
    parse, fields, cleaning = [], [], []
    for _ in range(repetitions):
        parse.append(_seconds(lambda: lxml.html.fromstring(page.body)))
        began = time.process_time()
        article = pages.read_fields(url, page.body, page=name).article
        fields.append(time.process_time() - began)
        cleaning.append(_seconds(lambda: pages.clean_article(article)))  # noqa: B023  # called at once
    return Times(parser, len(page.body), *map(statistics.median, (parse, fields, cleaning)))


def furnished(page: Page) -> Page:
    """Return a page with as much around its article as `PAGE_BYTES` allow."""
    chance = random.Random(page.name)
    around = b""
    while len(page.body) + len(around) < PAGE_BYTES:
        around += furniture(b"", chance).decode().encode("ascii", "xmlcharrefreplace")  # for pages of any encoding
    head, end, tail = page.body.rpartition(b"</body>")
    return replace(page, body=head + around + end + tail if end else page.body + around)


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def both(page: Page, repetitions: int) -> Iterator[Times]:
    """Yield the times of a page read by its own page object, if it has one, and by the generic one."""
    own = measure(page, page.page, repetitions)
    if own is not None and not own.reader.startswith("generic/"):
        yield own
    generic = measure(page, "generic", repetitions)
    if generic is not None:
        yield generic


def report(times: list[Times]) -> None:
    """Print a row for each page object, and one for all of the sites' together."""
    by_reader: dict[str, list[Times]] = defaultdict(list)
    for one in times:
        by_reader[one.reader].append(one)
        if not one.reader.startswith("generic/"):
            by_reader["all sites'"].append(one)
    print(f"{'page object':28} pages    kB  lxml ms  fields  worst  cleaning")
    for reader in sorted(by_reader, key=lambda name: (name.startswith("all"), name.startswith("generic/"), name)):
        ours = by_reader[reader]
        parse = sum(one.parse for one in ours)
        print(
            f"{reader:28} {len(ours):5} {statistics.mean(one.size for one in ours) / 1000:5.0f}"
            f" {parse / len(ours) * 1000:8.2f} {sum(one.fields for one in ours) / parse:7.1f}"
            f" {max(one.fields / one.parse for one in ours):6.1f} {sum(one.cleaning for one in ours) / parse:9.1f}"
        )
    print("fields, worst (page) and cleaning are multiples of lxml's parse")


def main() -> None:
    """Measure all pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="saved pages with their labels.jsonl instead")
    parser.add_argument("--repetitions", type=int, default=7)
    given = parser.parse_args()
    measured = saved(given.corpus) if given.corpus else map(furnished, collect().pages)
    report([one for page in measured for one in both(page, given.repetitions)])


if __name__ == "__main__":
    main()
