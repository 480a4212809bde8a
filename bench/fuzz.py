"""Real markup, broken: does anything but our own errors come out, and does it ever take too long?

    .venv/bin/python -m bench.fuzz                             # 20,000 examples on all cores
    .venv/bin/python -m bench.fuzz --corpus ../shared/corpus   # with saved pages among them
    .venv/bin/python -m bench.fuzz --only 4711 --write it.html # one of them again, with its traceback

Four of five examples are article pages, read by their own page object, by the generic one or by any; the others are
listings. A page may take `BOUND` times what lxml takes to parse the same bytes, and `SLACK` seconds besides (CPU time).
"""

import argparse
import hashlib
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import lxml.etree
import lxml.html

from bench.mutations import mutate
from bench.samples import SOMEWHERE, ListingPage, Page, Samples, collect, reader, saved
from newsbot import pages
from newsbot.archive import Archive
from newsbot.errors import ExtractError, ListingError

BOUND = 100
"""Times lxml's parse. The goals are 4 and 12 on healthy pages, without cleaning; of a page that is one large table all
cells are cleaned, and BeautifulSoup's tree of them alone costs 60 times."""
SLACK = 1.0
"""Seconds: what is constant, such as a text in the JSON of a script, which lxml passes over; and a busy machine."""
HANGS = 120
"""Seconds after which an example counts as endless."""
CHUNK = 50
WORST = 8

_PARSER = lxml.html.HTMLParser(huge_tree=True)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of an example; ``failure`` is empty where it was as it should be."""

    number: int
    what: str
    size: int
    outcome: str
    seconds: float
    parse: float
    failure: str = ""

    @property
    def used(self) -> float:
        """How much of what it may take it took: 1.0 is all."""
        return self.seconds / (BOUND * self.parse + SLACK)


class Endless(BaseException):
    """An example did not end by itself; no `Exception`, for those are caught on the way."""


class Fuzzer:
    """Makes and reads examples; each is the same again for its seed and number."""

    def __init__(self, samples: Samples, archive: Archive, seed: int, *, giants: bool = True) -> None:
        self.samples, self.archive, self.seed, self.giants = samples, archive, seed, giants

    def example(self, number: int) -> tuple[str, bytes, Page | ListingPage, str | None]:
        """Return an example: what was done to what, the bytes, the sample, and the page object that reads a page."""
        chance = random.Random(f"{self.seed} {number}")
        sample: Page | ListingPage
        if chance.random() < 0.2:
            sample = chance.choice(self.samples.listings)
            page, name = None, sample.source.name
        else:
            sample = chance.choice(self.samples.pages)
            page = chance.choice((sample.page, sample.page, "generic", chance.choice(pages.names())))
            name = f"{sample.name} read by {page or 'its own'}"
        ways, body = mutate(sample.body, chance, giants=self.giants)
        return f"{ways}: {name}", body, sample, page

    def read(self, body: bytes, sample: Page | ListingPage, page: str | None) -> str:
        """Read an example and return its outcome in a word. Raises whatever it should not."""
        try:
            if isinstance(sample, ListingPage):
                reader(sample.source, self.archive).parse_entries(body, sample.url)
                return "listing"
            pages.read(SOMEWHERE if page else sample.url, body, page=page)
        except (ExtractError, ListingError) as error:
            return type(error).__name__
        return "article"

    def run(self, number: int) -> Result:
        """Make an example, read it, and take the time."""
        what, body, sample, page = self.example(number)
        parse = _parse_seconds(body) if isinstance(sample, Page) else 0.0
        began = time.process_time()
        outcome, failure = "failure", ""
        try:
            outcome = self.read(body, sample, page)
        except (Exception, Endless) as error:
            failure = f"{type(error).__name__}: {error}"[:200]
        result = Result(number, what, len(body), outcome, time.process_time() - began, parse, failure)
        if not failure and isinstance(sample, Page) and result.used > 1:
            return Result(number, what, len(body), "too slow", result.seconds, parse, _slow(result))
        return result


def _parse_seconds(body: bytes) -> float:
    began = time.process_time()
    with suppress(lxml.etree.LxmlError, ValueError, AssertionError):
        lxml.html.fromstring(body, parser=_PARSER)
    return time.process_time() - began


def _slow(result: Result) -> str:
    return f"took {result.seconds:.2f} s, lxml's parse {result.parse:.3f} s"


_worker: Fuzzer


def _start(samples: Samples, seed: int) -> None:
    """Set a worker process up; its archive is there for the clock, and goes with the process."""
    global _worker
    folder = tempfile.mkdtemp(prefix="newsbot-fuzz-")
    _worker = Fuzzer(samples, Archive(Path(folder, "archive.db")), seed)
    for page in samples.pages:  # regular expressions are compiled when first needed, for most of a second together
        _worker.read(page.body, page, page.page)
    signal.signal(signal.SIGALRM, _end)


def _end(number: int, frame: FrameType | None) -> None:
    raise Endless(f"not ended after {HANGS} s")


def _run_chunk(numbers: range) -> list[Result]:
    results = []
    for number in numbers:
        signal.alarm(HANGS)
        results.append(_worker.run(number))
        signal.alarm(0)
    return results


def run(samples: Samples, examples: int, seed: int) -> Iterator[Result]:
    """Yield the results of all examples, from as many processes as there are cores."""
    chunks = [range(at, min(at + CHUNK, examples)) for at in range(0, examples, CHUNK)]
    with ProcessPoolExecutor(os.cpu_count(), initializer=_start, initargs=(samples, seed)) as pool:
        running = [pool.submit(_run_chunk, chunk) for chunk in chunks]
        for chunk, future in zip(chunks, running, strict=True):
            try:
                yield from future.result()
            except BrokenProcessPool:
                yield Result(
                    chunk.start, "", 0, "crash", 0, 0, f"the process died, at one of {chunk.start} to {chunk.stop}"
                )
                return


def report(results: list[Result], seed: int) -> int:
    """Print counts, the worst times and every failure; return the exit status."""
    print(f"{len(results)} examples of {sum(one.size for one in results) / 1e6:.0f} MB, seed {seed}")
    for outcome, count in Counter(one.outcome for one in results).most_common():
        print(f"  {count:6} {outcome}")
    timed = sorted((one for one in results if one.parse), key=lambda one: one.used, reverse=True)
    print(f"worst times, as parts of what is allowed ({BOUND} times lxml's parse and {SLACK} s):")
    for one in timed[:WORST]:
        times = f"{one.seconds:.3f} s, lxml {one.parse:.3f} s, {one.size:,} bytes"
        print(f"  {one.used:.2f}  {times}  #{one.number} {one.what}")
    failures = [one for one in results if one.failure]
    for one in failures:
        print(f"FAILED #{one.number} {one.what} ({one.size:,} bytes): {one.failure}")
        print(f"       again: python -m bench.fuzz --seed {seed} --only {one.number}")
    return int(bool(failures))


def main() -> None:
    """Run them all, or one of them again."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="saved pages with their labels.jsonl")
    parser.add_argument("--only", type=int, metavar="NUMBER", help="this example alone")
    parser.add_argument("--write", type=Path, metavar="FILE", help="with --only: keep it")
    given = parser.parse_args()
    samples = collect()
    if given.corpus:
        samples.pages += saved(given.corpus)
    if given.only is not None:
        _once(samples, given.seed, given.only, given.write)
        return
    began = time.monotonic()
    results = list(run(samples, given.examples, given.seed))
    status = report(results, given.seed)
    print(f"{time.monotonic() - began:.0f} s on {os.cpu_count()} cores")
    sys.exit(status)


def _once(samples: Samples, seed: int, number: int, file: Path | None) -> None:
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder, "archive.db")) as archive:
        fuzzer = Fuzzer(samples, archive, seed)
        what, body, sample, page = fuzzer.example(number)
        print(f"{what}: {len(body):,} bytes, sha256 {hashlib.sha256(body).hexdigest()}")
        if file:
            file.write_bytes(body)
        parse, began = _parse_seconds(body), time.process_time()
        print(fuzzer.read(body, sample, page))
        print(f"took {time.process_time() - began:.3f} s, lxml's parse {parse:.3f} s")


if __name__ == "__main__":
    main()
