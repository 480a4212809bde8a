"""``newsbot gaps`` and ``newsbot backfill`` as a person runs them: more is published than polls see, then found."""

import json
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from newsbot.demo import roll
from newsbot.demo.server import Answer, Request, conditional
from newsbot.demo.sites import disclosure
from tests.cli.conftest import Ran
from tests.cli.test_crawl import newsbot, start
from tests.crawling import Desk, WrittenSite, crawler, desk, json_feed, written

__all__ = ["crawler", "desk", "written"]

PAGE_SIZE = 5
BEIJING = ZoneInfo("Asia/Shanghai")
HOUR = timedelta(hours=1)

Run = Callable[..., Ran]


@pytest.fixture
def run(desk: Desk) -> Run:
    return lambda *arguments: newsbot(desk.config.parent, "--archive", str(desk.archive), *arguments)


class Roll:
    """A roll list with one story an hour, numbered from 1, the last of them now; five rows a page."""

    def __init__(self, site: WrittenSite, *, delay: float = 0) -> None:
        self.site, self.delay = site, delay
        self.rows: list[dict[str, str]] = []
        self.begin = datetime.now(UTC).replace(microsecond=0) - 200 * HOUR
        site.answers["/api/roll/get"] = self.answer

    def grow(self, count: int) -> None:
        for number in range(len(self.rows) + 1, len(self.rows) + count + 1):
            url = self.site.write(f"/doc-iabcdefg{number:07}.shtml", f"云州第{number}号公告", delay=self.delay)
            at = str(int((self.begin + number * HOUR).timestamp()))
            row = {"title": f"云州第{number}号公告", "url": url, "docid": f"comos:abcdefg{number:07}"}
            self.rows.append({**row, "ctime": at, "intime": at, "mtime": at, "media_name": "云州日报"})

    def answer(self, request: Request) -> Answer:
        begin, end = (int(request.query.get(name, default)) for name, default in (("etime", 0), ("stime", 2**40)))
        rows = [row for row in self.rows[::-1] if begin <= int(row["ctime"]) <= end]
        page = int(request.query["page"])
        result = {"status": {"code": 0}, "total": len(rows), "data": rows[PAGE_SIZE * (page - 1) : PAGE_SIZE * page]}
        return conditional(request, Answer(json.dumps({"result": result}).encode(), "application/json"), self.begin)

    def windows(self, since: int = 0) -> list[tuple[str, str]]:
        """The windows that were asked for, with their pages."""
        hits = [hit.query for hit in self.site.hits[since:] if hit.path == "/api/roll/get" and "etime" in hit.query]
        return [(query["etime"], query["page"]) for query in hits]

    def fetched(self) -> Counter[str]:
        return Counter(target for target in self.site.targets() if target.startswith("/doc-"))


def gap_in(desk: Desk) -> tuple[object, ...]:
    (row,) = desk.rows("SELECT closed IS NOT NULL, how, listed, fetched FROM gap")
    return row


def missed(desk: Desk, written: WrittenSite) -> Roll:
    """A roll with a gap: stories 6 to 25 came and went between two polls of two pages each."""
    made = Roll(written)
    desk.configure(written.roll(more="max_pages = 2"))
    made.grow(5)
    assert desk.crawl("written").new == 5
    made.grow(30)
    assert desk.crawl("written").new == 10
    return made


def test_a_gap_is_found_told_and_filled_day_by_day(desk: Desk, written: WrittenSite, run: Run) -> None:
    made = missed(desk, written)
    (gap,) = run("gaps", "--json").json
    hours = [datetime.fromisoformat(gap[end]) for end in ("begins", "ends")]
    assert hours == [made.begin + 5 * HOUR, made.begin + 26 * HOUR]
    assert (gap["found_by"], gap["closed"], gap["fill"]) == (2, None, "newsbot backfill --gaps written")
    assert desk.rows("SELECT source, run_id FROM event WHERE kind = 'gap'") == [("written", 2)]
    assert desk.rows("SELECT overlapped FROM run ORDER BY id") == [(0,), (0,)]
    assert "written: 1 gap" in run("status").out
    marks = "SELECT * FROM source_state"
    before, hits = desk.rows(marks), len(written.hits)

    ran = run("backfill", "--gaps")
    assert (ran.status, ran.err.count("failed")) == (0, 0), ran
    assert "20 new, 20 archived" in ran.out
    assert gap_in(desk) == (1, "window", 20, 20)
    assert desk.rows(marks) == before
    assert desk.one("SELECT count(*) FROM article") == 35
    assert set(made.fetched().values()) == {1}
    assert len({begin for begin, _ in made.windows(hits)}) in (1, 2)
    assert (run("gaps").out, len(run("gaps", "--all", "--json").json)) == ("no open gaps\n", 1)
    assert run("backfill", "--gaps").out == "no open gaps\n"
    assert "written: 1 gap" not in run("status").out
    last = len(written.hits)
    assert desk.crawl("written").listed == 0
    assert [hit.path for hit in written.hits[last:]] == ["/api/roll/get"]
    assert desk.rows("SELECT overlapped FROM run ORDER BY id DESC LIMIT 1") == [(1,)]


def test_a_page_that_fails_is_asked_for_again_by_the_next_run(desk: Desk, written: WrittenSite, run: Run) -> None:
    made = missed(desk, written)

    def fail(request: Request) -> Answer:
        broken = "etime" in request.query and request.query["page"] == "2"
        return Answer(b"Not Found", status=404) if broken else made.answer(request)

    written.answers["/api/roll/get"] = fail
    ran = run("backfill", "--gaps")
    assert (ran.status, "HTTP 404" in ran.err) == (1, True), ran
    assert gap_in(desk)[0] == 0
    written.answers["/api/roll/get"] = made.answer
    hits = len(written.hits)
    assert run("backfill", "--gaps").status == 0
    assert made.windows(hits)[0][1] == "2"
    assert gap_in(desk) == (1, "window", 20, 20)
    assert desk.one("SELECT failures FROM source_state") == 0


def test_days_the_site_has_dropped_close_no_gap(desk: Desk, written: WrittenSite, run: Run) -> None:
    """It answers with an empty list, though the story that the gap begins with is known."""
    made = missed(desk, written)
    empty = Answer(json.dumps({"result": {"status": {"code": 0}, "total": 0, "data": []}}).encode(), "application/json")
    written.answers["/api/roll/get"] = lambda request: empty if "etime" in request.query else made.answer(request)
    ran = run("backfill", "--gaps")
    assert (ran.status, "the listing ends at" in ran.out) == (1, True), ran
    assert gap_in(desk)[0] == 0
    written.answers["/api/roll/get"] = made.answer
    assert run("backfill", "--gaps").status == 0
    assert gap_in(desk) == (1, "window", 20, 20)


def test_the_daemon_may_poll_beside_it(desk: Desk, written: WrittenSite, run: Run) -> None:
    made = missed(desk, written)
    made.delay = 0.1
    made.grow(3)
    process = start(desk.config.parent, "--archive", str(desk.archive), "backfill", "--gaps")
    while not made.windows():
        time.sleep(0.01)
    assert desk.crawl("written", due="scheduled").outcome == "ok"
    assert process.wait(60) == 0
    process.communicate()
    assert desk.crawl("written").stored == (0, 0, 0, 0)
    assert desk.one("SELECT count(*) FROM article") == 38
    assert set(made.fetched().values()) == {1}
    assert gap_in(desk)[0] == 1


def test_what_a_backfill_has_listed_ends_no_walk(desk: Desk, written: WrittenSite, run: Run) -> None:
    """The last story of the first page is known from a backfill alone: a walk that meets it goes on."""
    made = Roll(written)
    desk.configure(written.roll(more="max_pages = 2"))
    made.grow(5)
    desk.crawl("written")
    made.grow(40)
    since, until = (made.begin + hours * HOUR for hours in (40.5, 41.5))
    ran = run("backfill", "written", "--since", since.isoformat(), "--until", until.isoformat())
    assert (ran.status, desk.one("SELECT count(*) FROM article")) == (0, 6)
    assert desk.crawl("written").stored == (9, 0, 0, 0)
    assert desk.rows("SELECT overlapped FROM run WHERE id = 3") == [(0,)]
    assert gap_in(desk)[0] == 0
    made.grow(1)
    assert desk.crawl("written").listed == 5, "now a walk has listed it"


def test_a_window_before_the_first_poll(desk: Desk, written: WrittenSite, run: Run) -> None:
    made = Roll(written)
    made.grow(40)
    desk.configure(written.roll(more="max_pages = 1"))
    desk.crawl("written")
    begins, ends = (made.begin + hours * HOUR for hours in (10, 20))
    arguments = ("backfill", "written", "--since", begins.isoformat(), "--until", ends.isoformat())
    planned = run(*arguments, "--dry-run")
    assert (planned.status, "day by day, from the beginning" in planned.out) == (0, True), planned
    assert desk.one("SELECT count(*) FROM backfill") == 0
    (told,) = run(*arguments, "--json").json
    assert {name: told[name] for name in ("listed", "new", "fetched", "finished", "error")} == {
        "listed": 10, "new": 10, "fetched": 10, "finished": True, "error": None,
    }  # fmt: skip
    assert sorted(made.fetched())[:10] == [f"/doc-iabcdefg{number:07}.shtml" for number in range(10, 20)]
    (again,) = run(*arguments, "--json").json
    assert (again["listed"], again["new"]) == (10, 0)
    assert set(made.fetched().values()) == {1}


def test_it_goes_on_where_it_was_killed(desk: Desk, written: WrittenSite, run: Run) -> None:
    made = Roll(written, delay=0.1)
    made.grow(150)
    desk.configure(written.roll(more="max_pages = 1"))
    desk.crawl("written")
    since = (made.begin + HOUR).isoformat()
    process = start(desk.config.parent, "--archive", str(desk.archive), "backfill", "written", "--since", since)
    while len(made.windows()) < 9:
        time.sleep(0.01)
    process.kill()
    process.communicate()
    asked = set(made.windows())
    planned = run("backfill", "written", "--since", since, "--dry-run").out
    assert "goes on: " in planned
    hits = len(written.hits)
    ran = run("backfill", "written", "--since", since)
    assert ran.status == 0, ran
    assert len(asked & set(made.windows(hits))) <= 1, "but for the page on its way nothing is listed again"
    assert desk.one("SELECT count(*) FROM article") == 150
    assert desk.rows("SELECT finished IS NOT NULL FROM backfill") == [(1,)]
    stored = desk.one("SELECT count(*) FROM revision")
    assert stored == 150


def test_so_many_at_a_time(desk: Desk, written: WrittenSite, run: Run) -> None:
    made = missed(desk, written)
    for expected in (22, 29, 35):
        ran = run("backfill", "--gaps", "written", "--max", "7")
        assert ran.status == 0, ran
        assert desk.one("SELECT count(*) FROM article") == expected
    assert gap_in(desk) == (1, "window", 20, 20)
    assert set(made.fetched().values()) == {1}


def flashes(count: int, begin: datetime) -> list[roll.Flash]:
    """One an hour, the newest first."""
    text = "【云州第{0}号快讯】云州港前三季度吞吐量增长{0}%。"
    numbers = range(count, 0, -1)
    return [roll.Flash(4_000_000 + n, text.format(n), begin + n * HOUR, f"z{n:07}", ()) for n in numbers]


def test_a_gap_is_filled_page_by_page(desk: Desk, written: WrittenSite, run: Run) -> None:
    shown: list[roll.Flash] = []
    begin = datetime.now(UTC).replace(microsecond=0).astimezone(BEIJING) - 100 * HOUR
    written.answers["/zhibo"] = lambda request: Answer(roll.zhibo_body(shown, request.query, written.url))
    desk.configure(
        f'[source.written]\nspider = "sina_zhibo"\nargs = {{ endpoint = "{written.url}/zhibo" }}\nmax_pages = 1\n'
        f'allow_addresses = ["{written.address}"]\n'
    )
    shown[:] = flashes(4, begin)
    assert desk.crawl("written").new == 4
    shown[:] = flashes(44, begin)
    assert desk.crawl("written").new == 10
    asked = []
    for most in ("5", "100"):
        hits = len(written.hits)
        ran = run("backfill", "--gaps", "--max", most)
        assert ran.status == 0, ran
        asked.append([hit.query["page"] for hit in written.hits[hits:] if hit.path == "/zhibo"])
    assert asked == [["1", "2"], ["2", "3", "4", "5", "6"]], "withdrawals move rows up: the last page is read again"
    assert gap_in(desk) == (1, "pages", 30, 30)
    assert desk.one("SELECT count(*) FROM article") == 44

    ran = run("backfill", "written", "--since", (begin - 24 * HOUR).isoformat())
    assert (ran.status, "the listing ends at" in ran.out) == (1, True), ran


def test_a_gap_is_filled_from_the_files_of_a_sitemap(desk: Desk, written: WrittenSite, run: Run) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    urls = [written.write(f"/story-{n:07}.shtml", f"云州第{n}号公告") for n in range(12)]

    def show(*files: range) -> None:
        """Files of stories, an hour between two; the last story is from now."""
        for name, numbers in enumerate(files):
            rows = (
                f"<url><loc>{urls[n]}</loc><news:news><news:publication_date>{(now - (11 - n) * HOUR).isoformat()}"
                f"</news:publication_date><news:title>公告</news:title></news:news></url>"
                for n in numbers
            )
            written.answers[f"/{name}.xml"] = Answer(f"<urlset>{''.join(rows)}</urlset>".encode())
        index = (
            f"<sitemap><loc>{written.url}/{name}.xml</loc><lastmod>{(now - (11 - numbers[-1]) * HOUR).isoformat()}"
            "</lastmod></sitemap>"
            for name, numbers in enumerate(files)
        )
        written.answers["/index.xml"] = Answer(f"<sitemapindex>{''.join(index)}</sitemapindex>".encode())

    desk.configure(
        f'[source.written]\nsitemap = "{written.url}/index.xml"\npage = "sina_com_cn"\nmax_pages = 2\n'
        f'allow_addresses = ["{written.address}"]\n'
    )
    show(range(3))
    assert desk.crawl("written").new == 3
    show(range(9, 12), range(6, 9), range(3, 6), range(3))
    assert desk.crawl("written").new == 3
    lost = written.answers.pop("/1.xml")
    ran = run("backfill", "--gaps")
    assert (ran.status, "/1.xml" in ran.err) == (1, True), ran
    assert gap_in(desk)[0] == 0
    assert desk.one("SELECT count(*) FROM article") == 9

    hits = len(written.hits)
    written.answers["/1.xml"] = lost
    assert run("backfill", "--gaps").status == 0
    assert [target for target in written.targets(hits) if "xml" in target] == [
        "/index.xml", "/0.xml", "/1.xml", "/2.xml", "/3.xml",
    ]  # fmt: skip
    assert gap_in(desk) == (1, "files", 6, 6)
    assert desk.one("SELECT count(*) FROM article") == 12


def test_a_sitemap_that_does_not_go_back_so_far_closes_no_gap(desk: Desk, written: WrittenSite, run: Run) -> None:
    now = datetime.now(UTC).replace(microsecond=0)

    def show(*numbers: int) -> None:
        """Stories, an hour between two; the last is from now."""
        rows = (
            f"<url><loc>{written.write(f'/story-{n:07}.shtml', f'云州第{n}号公告')}</loc>"
            f"<lastmod>{(now - (11 - n) * HOUR).isoformat()}</lastmod></url>"
            for n in numbers
        )
        written.answers["/map.xml"] = Answer(f"<urlset>{''.join(rows)}</urlset>".encode())

    desk.configure(
        f'[source.written]\nsitemap = "{written.url}/map.xml"\npage = "sina_com_cn"\n'
        f'allow_addresses = ["{written.address}"]\n'
    )
    show(0, 1, 2)
    desk.crawl("written")
    show(9, 10, 11)
    desk.crawl("written")
    ran = run("backfill", "--gaps")
    assert (ran.status, "the listing ends at" in ran.out) == (1, True), ran
    (gap,) = run("gaps", "--json").json
    assert [datetime.fromisoformat(gap[end]) for end in ("begins", "ends")] == [now - 9 * HOUR, now - 2 * HOUR]
    show(*range(1, 12))
    assert run("backfill", "--gaps").status == 0
    assert gap_in(desk) == (1, "files", 6, 6)


def test_days_without_a_poll_are_a_gap_of_a_listing_by_dates(desk: Desk, written: WrittenSite, run: Run) -> None:
    today = datetime.now(BEIJING).date()
    days = [f"{today - timedelta(days=n)}" for n in range(9)]

    def listing(request: Request) -> Answer:
        inside = [day for day in days if request.query["START_DATE"] <= day <= request.query["END_DATE"]]
        rows = [
            [{"TITLE": f"云澜港务{day}公告", "URL": f"/{day}/609901.pdf", "SECURITY_CODE": "609901", "SSEDATE": day,
              "SECURITY_NAME": "云澜港务", "BULLETIN_TYPE_DESC": "其他"}]
            for day in inside
        ]  # fmt: skip
        page = int(request.query["pageHelp.pageNo"])
        value = {"pageHelp": {"total": len(rows)}, "result": rows if page == 1 else []}
        return disclosure.answer(value)

    written.answers["/list"] = listing
    desk.configure(
        f'[source.sse]\nspider = "sse"\nargs = {{ endpoint = "{written.url}/list" }}\n'
        f'allow_addresses = ["{written.address}"]\n'
    )
    assert desk.crawl("sse", ahead=-6 * 86_400).new == 4  # of three days, and the next one
    assert desk.crawl("sse", ahead=-5 * 86_400).new == 1
    assert desk.rows("SELECT count(*) FROM gap") == [(0,)]
    assert desk.crawl("sse").new == 3
    assert run("backfill", "--gaps").status == 0
    assert gap_in(desk) == (1, "window", 1, 1)
    assert desk.one("SELECT count(*) FROM article") == 9


def test_a_feed_cannot_be_read_back(desk: Desk, written: WrittenSite, run: Run) -> None:
    urls = [written.write(f"/story-{n:07}.shtml", f"云州第{n}号公告") for n in range(9)]
    desk.configure(written.feed())
    written.answers["/feed.json"] = json_feed(*urls[:3])
    desk.crawl("written")
    written.answers["/feed.json"] = json_feed(*urls[5:])
    desk.crawl("written")
    (gap,) = run("gaps", "written", "--json").json
    times = desk.rows("SELECT started FROM run ORDER BY id")
    assert (gap["begins"], gap["ends"]) == (times[0][0], times[1][0]), "its rows have no times"
    assert gap["fill"] == "newsbot import --urls FILE --source written"
    ran = run("backfill", "--gaps")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == (
        "written: cannot be read back: the site shows its newest entries and no others."
        " Find the addresses elsewhere, and `newsbot import --urls FILE --source written`\n"
    )
    assert run("gaps", "--reason", "a holiday").status == 2
    assert run("gaps", "--close", str(gap["id"]), "--reason", "节假日休刊").out == "no open gaps\n"
    assert gap_in(desk) == (1, "by hand", None, None)
    assert "by hand: 节假日休刊" in " ".join(run("gaps", "--all").out.split())
    assert run("gaps", "--all", "--json").json[0]["reason"] == "节假日休刊"
    assert run("gaps", "--close", "9").status == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("written",), "name a source and --since"),
        (("--gaps", "--since", "2026-11-20"), "leave out --since"),
        (("nowhere", "--since", "2026-11-20"), "there is no source `nowhere`"),
        (("written", "--since", "2090-11-20"), "in the future"),
        (("written", "--since", "2026-11-20", "--until", "2026-11-19"), "--until must be later"),
    ],
)
def test_what_makes_no_sense(desk: Desk, written: WrittenSite, run: Run, arguments: tuple[str, ...], said: str) -> None:
    desk.configure(written.roll())
    ran = run("backfill", *arguments)
    assert (ran.status, said in ran.err) == (2, True), ran
    assert not desk.archive.exists()


def test_a_dry_run_makes_no_archive(desk: Desk, written: WrittenSite, run: Run) -> None:
    desk.configure(written.roll())
    ran = run("backfill", "written", "--since", "2026-11-01", "--dry-run")
    assert (ran.status, "from the beginning" in ran.out) == (0, True), ran
    ran = run("backfill", "--gaps", "--dry-run")
    assert (ran.status, "there is no archive" in ran.err, ran.err.count("\n")) == (1, True, 1), ran
    desk.configure(written.feed())
    ran = run("backfill", "written", "--since", "2026-11-01")
    assert (ran.status, "cannot be read back" in ran.err) == (1, True), ran
    assert list(desk.archive.parent.glob(f"{desk.archive.name}*")) == []


def test_a_list_without_gaps(tmp_path: Path, desk: Desk, written: WrittenSite, run: Run) -> None:
    made = Roll(written)
    made.grow(3)
    desk.configure(written.roll())
    assert run("gaps").status == 1, "there is no archive"
    desk.crawl("written")
    assert run("gaps", "written").out == "no open gaps\n"
    assert run("gaps", "nowhere").status == 2


def test_a_list_that_shows_its_last_page_for_ever_has_an_end(desk: Desk, written: WrittenSite, run: Run) -> None:
    now = datetime.now(BEIJING).replace(microsecond=0)
    rows = [
        {"LiveID": 100 - n, "LiveTitle": f"云州第{n}号快讯", "LiveContent": f"云州港第{n}号泊位今日开工，工期一年。",
         "CreateDate": f"{now - n * HOUR:%Y-%m-%dT%H:%M:%S}"}
        for n in range(6)
    ]  # fmt: skip

    def page(request: Request) -> Answer:
        begin = min(int(request.query["page"]) - 1, 1) * 3
        return Answer(json.dumps(rows[begin : begin + 3]).encode(), "application/json")

    written.answers["/api/ajax/getbrieflist"] = page
    desk.configure(
        f'[source.written]\nspider = "yicai_brief"\nargs = {{ endpoint = "{written.url}" }}\n'
        f'allow_addresses = ["{written.address}"]\n'
    )
    ran = run("backfill", "written", "--since", "2026-01-01")
    assert (ran.status, "the listing ends at" in ran.out) == (1, True), ran
    assert [hit.query["page"] for hit in written.hits if "brief" in hit.path] == ["1", "2", "3"]
    assert desk.one("SELECT count(*) FROM article") == 6
