"""kill -9 at random moments: bench/kills.py in short. There it is done hundreds of times."""

import time

from bench import kills
from tests.crawler import Crawler
from tests.crawling import Desk, WrittenSite, json_feed


def test_nothing_is_lost_or_doubled() -> None:
    calm, killed, hits = kills.run(5, seed=3)
    assert hits > 0
    assert len(calm.articles) > 80
    assert (killed.articles, killed.images, killed.shown) == (calm.articles, calm.images, calm.shown)
    assert (killed.revisions, killed.captures) == (calm.revisions, calm.captures)
    assert (killed.pending, calm.pending) == (0, 0)


def test_a_killed_crawl_is_told_and_its_claims_are_free_at_once(desk: Desk, written: WrittenSite) -> None:
    urls = [written.write(f"/story-{number:07}.shtml", f"云州第{number}号公告", delay=0.2) for number in range(40)]
    written.answers["/feed.json"] = json_feed(*urls)
    desk.configure(written.feed())
    with Crawler() as other:
        other.begin(desk.config, desk.archive, {"source": "written"})
        while not desk.archive.exists() or len(written.hits) < 28:
            time.sleep(0.01)
        other.kill()
    stored = desk.one("SELECT count(*) FROM article")
    assert desk.one("SELECT count(*) FROM frontier WHERE claimed_by IS NOT NULL") > 0
    ran = desk.crawl("written", due="scheduled")
    assert (ran.outcome, ran.stored) == ("ok", (40 - stored, 0, 0, 0))
    assert stored > 0
    assert desk.rows("SELECT outcome, new FROM run ORDER BY id") == [("killed", stored), ("ok", 40 - stored)]
    assert desk.rows("SELECT source, run_id FROM event WHERE kind = 'run_killed'") == [("written", 1)]
