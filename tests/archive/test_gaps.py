"""What walks may have missed: a publisher that publishes at random is polled at random, and every miss must be told."""

import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsbot import dates
from newsbot.archive import Archive, backfills, gaps
from newsbot.archive.listings import ListingValidators
from newsbot.config import parse
from newsbot.crawl import Crawl
from newsbot.items import ListingEntry
from newsbot.listings.reach import Mark, Reach, Verdict

BEGIN = datetime(2026, 11, 20, tzinfo=UTC)


@dataclass(frozen=True)
class Shape:
    """A listing: how many entries it shows and for how long, and what else may be odd about it."""

    page: int
    pages: int
    """Pages walked at most."""
    shown: int
    hours: float | None = None
    timed: bool = True
    pinned: bool = False
    bumped: bool = False
    """What is updated comes to the top again."""
    read: int = 0
    """So many old articles stand at the end of each page: the most read."""


@dataclass
class World:
    """A publisher, and an archive that polls it as a spider does."""

    archive: Archive
    shape: Shape
    now: datetime = BEGIN
    published: list[datetime] = field(default_factory=list)
    amended: dict[int, datetime] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    """What any walk has seen, complete or not."""
    listed: set[int] = field(default_factory=set)
    """What completed walks have seen."""
    first: int | None = None
    """Articles before this one are older than the first walk."""

    def __post_init__(self) -> None:
        self.archive.clock = lambda: self.now

    def publish(self, minutes: list[int]) -> None:
        for wait in minutes:
            self.now += timedelta(minutes=wait)
            self.published.append(self.now)

    def amend(self, number: int) -> None:
        """Bring an old article to the top of the list, as an update does on some sites."""
        if number < len(self.published):
            self.amended[number] = self.now

    def listing(self) -> list[int]:
        """Numbers of the articles it shows, newest first."""
        hours = self.shape.hours
        young = [n for n, at in enumerate(self.published) if hours is None or self.now - at < timedelta(hours=hours)]
        shown = sorted(young, key=lambda n: (self.amended.get(n, self.published[n]), n))[::-1][: self.shape.shown]
        if self.shape.read:
            news, old = self.shape.page - self.shape.read, list(range(self.shape.read))
            return [n for at in range(0, len(shown), news) for n in [*shown[at : at + news], *old]]
        return [0, *(n for n in shown if n)] if self.shape.pinned and self.published else shown

    def entry(self, number: int) -> ListingEntry:
        at = dates.to_text(self.published[number]) if self.shape.timed else None
        modified = dates.to_text(self.amended[number]) if number in self.amended else None
        return ListingEntry(f"https://finance.example.com/{number}.shtml", published=at, modified=modified)

    def poll(self, interrupted: int | None = None) -> tuple[int, list[int]]:
        """Walk the listing; the run's id, and what was walked. It may break off before a page."""
        self.now += timedelta(seconds=1)
        source = parse('[source.roll]\nfeed = "https://finance.example.com/f"\n', Path()).source["roll"]
        crawl = Crawl(source, self.archive)
        crawl.open()
        rows, size = self.listing(), self.shape.page
        met: list[int] = []
        for page in range(self.shape.pages):
            if page == interrupted:
                crawl.end_walk("broken off")
                break
            part = rows[page * size : (page + 1) * size]
            met += part
            reached = crawl.record_page([self.entry(number) for number in part])
            more = (page + 1) * size < len(rows)
            if reached or not more or page + 1 == self.shape.pages:
                crawl.complete_walk("list", ListingValidators(), cut=more and not reached)
                break
        crawl.close(stopped=False, received=0, stats={})
        return crawl.run_id, met


STEPS = st.lists(
    st.tuples(
        st.lists(st.integers(0, 90), max_size=9),
        st.integers(0, 3000),
        st.sampled_from([None, None, None, None, 0, 1]),
        st.integers(0, 40),
        st.lists(st.integers(0, 90), max_size=5),
    ),
    min_size=2,
    max_size=9,
)
SHAPES = st.one_of(
    st.builds(
        Shape,
        page=st.integers(1, 4),
        pages=st.integers(1, 3),
        shown=st.integers(1, 12),
        hours=st.one_of(st.none(), st.integers(1, 72)),
        timed=st.booleans(),
    ),
    # One pinned entry and nothing beside it would look like a listing without news.
    st.builds(
        Shape, page=st.integers(2, 4), pages=st.integers(1, 3), shown=st.integers(2, 12), timed=st.booleans(),
        pinned=st.just(True),
    ),
    st.builds(
        Shape, page=st.integers(1, 4), pages=st.integers(1, 3), shown=st.integers(1, 12), bumped=st.just(True),
    ),
)  # fmt: skip


def check_poll(world: World, interrupted: int | None) -> None:
    """Poll once; what the archive says then is neither too little nor too much."""
    known = set(world.listed)
    first_walk = world.first is None
    before = {gap.id: gap for gap in gaps.gaps(world.archive.db)}
    run_id, met = world.poll(interrupted)
    world.seen.update(met)
    found = gaps.gaps(world.archive.db)
    row = world.archive.db.execute("SELECT overlapped, error FROM run WHERE id = ?", (run_id,)).fetchone()
    told = {gap.id: gap for gap in found} != before
    assert not (told and (first_walk or row["error"]))
    if row["error"]:
        return
    world.listed = set(world.seen)
    if first_walk and met:
        world.first = len(world.published)
    assert not (told and row["overlapped"])
    missed = set(range(world.first or 0, len(world.published))) - world.seen if world.first is not None else set()
    spans = [(gap.begins, gap.ends) for gap in found]
    if met:  # of an empty answer nothing can be said: the next walk tells
        for number in missed:
            at = dates.to_text(world.published[number])
            assert any(begins <= at <= ends for begins, ends in spans), (number, at, spans)
    in_place = [n for n in (met[1:] if world.shape.pinned else met) if n not in world.amended]
    assert not (told and known & set(in_place)), "a known entry was reached"


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(SHAPES, STEPS)
def test_every_miss_is_a_gap_and_no_walk_that_reached_what_is_known_has_one(
    shape: Shape, steps: list[tuple[list[int], int, int | None, int, list[int]]]
) -> None:
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder) / "archive.db") as archive:
        archive.db.execute("PRAGMA synchronous = OFF")
        world = World(archive, shape)
        for published, minutes, interrupted, amended, more in steps:
            world.publish(published)
            if shape.bumped:
                world.amend(amended)
                world.publish(more)
            world.now += timedelta(minutes=minutes)
            check_poll(world, interrupted)


# --- one case at a time


def judged(reach: Reach, mark: Mark | None, **more: object) -> tuple[bool, tuple[str, str] | None]:
    began, ended = "2026-11-20T12:00:00.000Z", "2026-11-20T12:00:01.000Z"
    verdict = reach.judge(mark, "list", began, ended, **more)  # type: ignore[arg-type]
    return verdict.overlapped, verdict.gap


def at(hour: int, day: int = 20) -> str:
    return f"2026-11-{day}T{hour:02}:00:00.000Z"


def met(*entries: tuple[str | None, bool]) -> Reach:
    reach = Reach()
    for time, known in entries:
        reach.add(time, known, "2026-11-20T12:00:01.000Z")
    return reach


MARK = Mark("list", polled=at(9), walked=at(9), newest=at(8), entries=3, kept=7200)
MISSED = (False, (at(8), at(10)))


@pytest.mark.parametrize(
    ("reach", "expected"),
    [
        (met((at(11), False), (at(10), False), (at(8), True)), (True, None)),
        (met((at(11), False), (at(8), True), (at(7), False)), (True, None)),  # one that was put in behind
        (met((at(5), True), (at(11), False), (at(10), False)), MISSED),  # pinned
        (met((at(11), False), (at(10), False), (at(10), False)), MISSED),
        (met((at(11), False), (None, False), (at(10), False)), MISSED),
        (met((None, False), (None, False), (None, True)), (True, None)),
        (met((None, True), (None, False), (None, False)), (False, (at(9), at(12)))),  # no times: those of the polls
        (met((at(23), False), (at(23), False), (at(23), False)), (False, (at(8), at(12)))),  # dated ahead
    ],
)
def test_what_is_proof(reach: Reach, expected: object) -> None:
    assert judged(reach, MARK) == expected


def test_a_gap_goes_as_far_as_the_time_the_list_may_be_sorted_by() -> None:
    reach = met((at(11), False))
    reach.add(at(7), False, at(12), latest=at(10))
    assert judged(reach, MARK) == MISSED


def test_an_entry_that_an_update_has_moved_is_not_where_it_was(tmp_path: Path) -> None:
    """Its list is sorted by the last change; without the updates of others nothing known would be in it."""
    with Archive(tmp_path / "archive.db") as archive:
        world = World(archive, Shape(page=2, pages=1, shown=9, timed=False))
        world.publish([0, 1])
        world.poll()
        world.publish([1, 1])
        world.now += timedelta(minutes=1)
        world.amend(1)
        world.publish([1])
        world.poll()
        assert world.listing()[:2] == [4, 1]
        assert len(gaps.gaps(archive.db)) == 1


def test_the_most_read_below_the_news_are_no_proof_and_end_no_walk(tmp_path: Path) -> None:
    with Archive(tmp_path / "archive.db") as archive:
        world = World(archive, Shape(page=8, pages=2, shown=40, read=2))
        world.publish([9] * 20)
        world.poll()
        world.publish([9] * 8)
        _, met = world.poll()
        assert (len(met), gaps.gaps(archive.db)) == (16, []), "it goes on to the second page"
        world.publish([9] * 30)
        world.poll()
        (gap,) = gaps.gaps(archive.db)
        assert (gap.begins, gap.ends) == tuple(dates.to_text(world.published[n]) for n in (27, 46))
        assert [row["overlapped"] for row in archive.db.execute("SELECT overlapped FROM run ORDER BY id")] == [0, 1, 0]


def test_one_that_was_withdrawn_is_no_gap(tmp_path: Path) -> None:
    with Archive(tmp_path / "archive.db") as archive:
        world = World(archive, Shape(page=9, pages=1, shown=9))
        world.publish([9] * 9)
        world.poll()
        world.publish([9] * 2)
        world.listing = lambda: [10, 9, *range(6, 0, -1)]  # type: ignore[method-assign]
        world.poll()
        assert gaps.gaps(archive.db) == []


def test_withdrawals_bring_old_entries_up_behind_the_known_ones() -> None:
    reach = met((None, False), (None, True), (None, True), (None, True), (None, False))
    assert judged(reach, Mark("list", at(9), at(9), None, 5, None)) == (True, None)
    assert judged(reach, Mark("list", at(9), at(9), None, 9, None))[1] == (at(9), at(12)), "they may be pinned"


def test_a_few_rows_fewer_do_not_show_that_a_listing_drops_by_age() -> None:
    """It left out two advertisements."""
    full = Mark("list", polled=at(10), walked=at(10), newest=at(10), entries=6, kept=4 * 3600)
    assert judged(met(*[(at(11), False)] * 4), full)[1] == (at(10), at(11))
    assert judged(met(*[(at(11), False)] * 2), full)[1] == (at(10), at(11)), "what was known is not that old"


def test_a_bare_day_lasts_until_its_end(tmp_path: Path) -> None:
    source = parse('[source.roll]\nfeed = "https://a.example/f"\ntimezone = "Asia/Shanghai"\n', Path()).source["roll"]
    with Archive(tmp_path / "archive.db", clock=lambda: BEGIN + timedelta(days=9)) as archive:
        for day in ("2026-11-20", "2026-11-23"):
            crawl = Crawl(source, archive)
            crawl.open()
            crawl.record_page([ListingEntry(f"https://a.example/{day}", published=day)])
            crawl.complete_walk("list", ListingValidators())
            crawl.close(stopped=False, received=0, stats={})
        (gap,) = gaps.gaps(archive.db)
        assert (gap.begins, gap.ends) == ("2026-11-19T16:00:00.000Z", "2026-11-23T16:00:00.000Z")


@pytest.mark.parametrize(
    ("begins", "ends", "reached", "left"),
    [
        (at(6), at(14), None, []),
        (at(8), at(12), None, []),
        (at(6), at(10), None, [(at(10), at(12))]),
        (at(10), at(14), None, [(at(8), at(10))]),
        (at(9), at(10), None, [(at(8), at(12))]),  # in its midst: it stays one
        (at(6), at(8), None, [(at(8), at(12))]),
        (at(6), at(14), at(7), []),
        (at(6), at(14), at(11), [(at(8), at(11))]),
        (at(6), at(14), at(13), [(at(8), at(12))]),
        (at(6), at(11), at(10), [(at(8), at(12))]),
    ],
)
def test_what_is_read_back_of_a_gap_is_cut_off(
    tmp_path: Path, begins: str, ends: str, reached: str | None, left: list[tuple[str, str]]
) -> None:
    with Archive(tmp_path / "archive.db") as archive:
        world = World(archive, Shape(page=2, pages=1, shown=9))
        world.poll()
        backfill = backfills.Backfill("roll", "[]", "window", begins, ends)
        backfills.begin(archive, backfill)
        with archive.write() as tx:
            gaps.settle(tx, "roll", 1, Verdict(False, (at(8), at(12)), None))
            backfills.complete(tx, backfill, 1, reached)
        assert [(gap.begins, gap.ends) for gap in gaps.gaps(archive.db)] == left


def test_a_first_walk_and_another_listing_have_no_gap() -> None:
    assert judged(met((at(11), False)), None) == (False, None)
    assert judged(met((at(11), False)), Mark("other", at(9), at(9), at(8), 1, 0)) == (False, None)


def test_what_has_aged_out_is_no_gap() -> None:
    """It showed three entries, the oldest two hours old, so it is not full, and keeps what is younger than that."""
    quiet = Mark("list", polled=at(11), walked=at(11), newest=at(9), entries=3, kept=7200)
    assert judged(met((at(11), False)), quiet) == (True, None)
    assert judged(met((at(11), False)), Mark("list", at(9), at(9), at(9), 3, 7200)) == (False, (at(9), at(11)))
    assert judged(met((at(11), False), (at(11), False), (at(11), False)), quiet)[1] == (at(9), at(11))
    assert judged(met((at(11), False)), quiet, cut=True)[1] == (at(9), at(11))


def test_days_that_were_asked_for_are_proof_when_they_were_read_to_their_end() -> None:
    reach = met((at(0), True), (at(0), False))
    assert judged(reach, MARK, overlap="window", covers=at(0)) == (True, None)
    assert judged(reach, MARK, overlap="window", covers=at(0), cut=True) == (False, (at(9), at(12)))
    assert judged(reach, MARK, overlap="window", covers=at(10)) == (False, (at(9), at(10)))


def test_gaps_of_a_listing_that_is_never_read_to_its_end_are_one(tmp_path: Path) -> None:
    shape = Shape(page=2, pages=1, shown=9)
    with Archive(tmp_path / "archive.db") as archive:
        world = World(archive, shape)
        world.publish([0, 0])
        world.poll()
        for ends in (at(10), at(11)):
            with archive.write() as tx:
                gaps.settle(tx, "roll", 1, Verdict(False, (at(9), ends), None))
        assert [(gap.begins, gap.ends) for gap in gaps.gaps(archive.db)] == [(at(9), at(11))]
        assert archive.db.execute("SELECT count(*) FROM event WHERE kind = 'gap'").fetchone()[0] == 1
