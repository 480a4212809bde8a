"""Nothing listed is lost, nothing is fetched twice."""

from newsbot.archive import frontier, listings, runs
from newsbot.archive.frontier import DEAD_AFTER, GONE_DEAD_AFTER
from newsbot.archive.listings import ListingValidators
from newsbot.items import CrawledArticle
from tests.archive.conftest import Clock, Desk, article, entry, url


def urls_of(claims: list[frontier.Claim]) -> list[str]:
    return [claim.url for claim in claims]


def fail(desk: Desk, address: str, **how: object) -> bool:
    with desk.archive.write() as tx:
        return frontier.failed(tx, address, "the server answered HTTP 500", **how)  # type: ignore[arg-type]


def test_what_is_listed_is_claimed_once_in_listing_order(desk: Desk) -> None:
    assert desk.show(entry(1), entry(2), entry(3)).new == 3
    first = desk.claim(2)
    assert urls_of(first) == [url(1), url(2)]
    assert first[0].entry == entry(1)
    assert first[0].first_try
    assert urls_of(desk.claim()) == [url(3)]
    assert desk.claim() == []


def test_another_run_gets_nothing_that_is_claimed(desk: Desk) -> None:
    desk.show(entry(1))
    desk.claim()
    desk.begin()
    assert desk.claim(due="by hand") == []


def test_http_https_and_twins_of_a_source_id_are_fetched_once(desk: Desk) -> None:
    page = desk.show(entry(1), entry(1, url=url(1, scheme="http")), entry(2, source_id="id0000001"))
    assert page.new == 3
    assert urls_of(desk.claim()) == [url(1)]
    desk.store(article(1))
    assert desk.rows("SELECT DISTINCT article_id FROM article_listing") == [(1,)]
    assert desk.rows("SELECT url, kind FROM article_address ORDER BY url") == [
        (url(1, scheme="http"), "listed"),
        (url(1), "canonical"),
        (url(2), "listed"),
    ]


def test_a_source_sees_only_its_own_addresses_but_shares_the_fetch(desk: Desk) -> None:
    desk.show(entry(1))
    desk.show(entry(1), entry(2), source="other")
    assert urls_of(desk.claim(source="other")) == [url(1), url(2)]
    assert desk.claim() == []


def test_failures_back_off_and_end_dead_with_their_error(desk: Desk, clock: Clock) -> None:
    desk.show(entry(1))
    for failure in range(1, DEAD_AFTER + 1):
        desk.begin()
        assert len(desk.claim()) == 1, failure
        assert fail(desk, url(1)) is (failure == DEAD_AFTER)
        desk.begin()
        assert desk.claim() == [], "not due yet"
        clock.forward(days=1, seconds=1)
    assert desk.rows("SELECT state, due, last_error FROM frontier") == [("dead", None, "the server answered HTTP 500")]
    desk.begin()
    assert desk.claim(due="by hand") == []


def test_an_outage_gives_nothing_up_however_often_it_is_crawled_by_hand(desk: Desk, clock: Clock) -> None:
    desk.show(entry(1), entry(2))
    for _ in range(2 * DEAD_AFTER):
        desk.begin()
        assert len(desk.claim(due="by hand")) == 2
        assert not fail(desk, url(1))
        assert not fail(desk, url(2), gone=True)
    clock.forward(hours=7)
    desk.claim(due="by hand")
    assert fail(desk, url(2), gone=True)
    clock.forward(days=2)
    assert not fail(desk, url(1))
    clock.forward(days=1)
    assert fail(desk, url(1))


def test_a_host_that_asks_to_be_left_alone_says_nothing_of_an_address(desk: Desk, clock: Clock) -> None:
    desk.show(entry(1))
    for days in range(1, 2 * DEAD_AFTER):
        desk.begin()
        assert len(desk.claim()) == 1, "never taken for cut off"
        fail(desk, url(1), not_before=f"2026-12-{days:02}T12:00:00.000Z")
        assert desk.claim() == []
        clock.forward(days=12 if days == 1 else 1)
    assert desk.rows("SELECT state, attempts, failures, last_error FROM frontier") == [
        ("pending", 0, 0, "the server answered HTTP 500")
    ]


def test_a_second_source_can_fetch_what_it_knows_by_a_twin_alone(desk: Desk, clock: Clock) -> None:
    desk.show(entry(1), entry(2))
    desk.claim()
    for _ in range(GONE_DEAD_AFTER):
        fail(desk, url(1), gone=True)
        clock.forward(days=1)
    assert desk.rows("SELECT state FROM frontier WHERE url = ?", url(1)) == [("dead",)]
    twins = entry(1, url=url(1, scheme="http")), entry(9, source_id="id0000002")
    desk.show(*twins, source="other")
    clock.forward(hours=1)  # the claim of the first source runs out
    desk.begin("other")
    claims = desk.claim(source="other")
    assert {claim.url: claim.entry for claim in claims} == {url(1): twins[0], url(2): twins[1]}
    desk.store(article(1), article(2))
    assert desk.rows("SELECT DISTINCT article_id FROM listing_state WHERE source = 'other' ORDER BY 1") == [(1,), (2,)]


def test_by_hand_ignores_the_backoff_but_tries_once(desk: Desk) -> None:
    desk.show(entry(1))
    desk.claim()
    fail(desk, url(1))
    assert desk.claim(due="by hand") == [], "this run has tried it"
    desk.begin()
    assert urls_of(desk.claim(due="by hand")) == [url(1)]


def test_gone_is_given_up_sooner_and_retry_after_is_kept(desk: Desk, clock: Clock) -> None:
    desk.show(entry(1), entry(2))
    desk.claim()
    fail(desk, url(2), not_before="2026-11-20T15:00:00.000Z")
    assert desk.rows("SELECT due FROM frontier WHERE url = ?", url(2)) == [("2026-11-20T15:00:00.000Z",)]
    outcomes = []
    for _ in range(GONE_DEAD_AFTER):
        outcomes.append(fail(desk, url(1), gone=True))
        clock.forward(days=1)
    assert outcomes == [False] * (GONE_DEAD_AFTER - 1) + [True]


def test_a_killed_attempt_is_due_at_once_and_never_makes_it_dead(desk: Desk) -> None:
    desk.show(entry(1))
    for _ in range(frontier.CUT_OFF):
        desk.begin()
        assert len(desk.claim()) == 1
        with desk.archive.write() as tx:  # as if the process were gone
            tx.db.execute("UPDATE run SET process = 'gone' WHERE id = ?", (desk.run_id,))
        assert runs.bury_dead(desk.archive) == 1
    desk.begin()
    assert desk.claim() == [], "it is fetched last and alone"
    assert urls_of(desk.claim(alone=True)) == [url(1)]
    assert desk.rows("SELECT state, failures FROM frontier") == [("pending", 0)]
    desk.store(article(1))
    assert desk.rows("SELECT state, attempts FROM frontier") == [("done", 0)]


def test_a_stop_gives_claims_back_uncounted(desk: Desk) -> None:
    desk.show(entry(1))
    desk.claim()
    with desk.archive.write() as tx:
        runs.finish(tx, desk.run_id, "stopped", runs.RunCounts())
    assert desk.rows("SELECT attempts, claimed_by FROM frontier") == [(0, None)]


def test_revisits_follow_first_sight(desk: Desk, clock: Clock) -> None:
    desk.show(entry(1))
    desk.claim()
    desk.store(article(1))
    due = []
    for step in ({"hours": 1, "seconds": 5}, {"days": 1}, {"days": 9}):
        due.append(desk.rows("SELECT due FROM frontier")[0][0])
        clock.forward(**step)
        desk.begin()
        claims = desk.claim()
        if claims:
            desk.store(article(1))
    assert due[0].startswith("2026-11-20T13:00:00")
    assert due[1].startswith("2026-11-21T12:00:00")
    assert due[2] is None
    assert desk.rows("SELECT visits, due FROM frontier") == [(3, None)]


def test_a_newer_modified_time_makes_a_known_article_due(desk: Desk) -> None:
    desk.show(entry(1, modified="2026-11-20T10:00:00.000Z"))
    desk.claim()
    desk.store(article(1))
    desk.begin()
    desk.show(entry(1, modified="2026-11-20T10:00:00.000Z"))
    assert desk.claim() == []
    desk.show(entry(1, modified="2026-11-20T11:30:00.000Z"))
    assert urls_of(desk.claim()) == [url(1)]
    assert desk.rows("SELECT count(*), count(retired) FROM listing_entry") == [(2, 1)]


def test_a_newer_modified_time_of_a_twin_makes_its_article_due(desk: Desk) -> None:
    desk.show(entry(1, source_id=None))
    desk.claim()
    desk.store(article(1))
    twin = {"url": url(1, scheme="http"), "source_id": None}
    for minute in (0, 30):
        desk.show(entry(1, modified=f"2026-11-20T11:{minute:02}:00.000Z", **twin), source="other")
    desk.begin()
    assert urls_of(desk.claim(source="other")) == [url(1)]


def test_revisit_takes_every_archived_article_once(desk: Desk) -> None:
    desk.show(entry(1), entry(2))
    desk.claim()
    desk.store(article(1), article(2))
    desk.begin()
    assert desk.claim() == []
    assert len(desk.claim(due="revisit")) == 2
    assert desk.claim(due="revisit") == []


def test_a_walk_reaches_what_a_completed_walk_listed(desk: Desk) -> None:
    assert not desk.show(entry(1), entry(2)).reached_known
    assert not desk.show(entry(1), entry(2)).reached_known, "that walk was interrupted"
    with desk.archive.write() as tx:
        assert listings.validators(tx.db, "roll", "https://l") == ListingValidators()
        listings.complete_walk(tx, "roll", "https://l", ListingValidators('"e"', None))
    assert desk.show(entry(3), entry(2)).reached_known
    assert listings.validators(desk.archive.db, "roll", "https://l") == ListingValidators(), "a walk is under way again"
    with desk.archive.write() as tx:
        listings.complete_walk(tx, "roll", "https://l", ListingValidators('"f"', None))
    assert listings.validators(desk.archive.db, "roll", "https://l") == ListingValidators('"f"', None)
    assert listings.validators(desk.archive.db, "roll", "https://other") == ListingValidators()


def test_addresses_by_hand_are_due_even_when_dead(desk: Desk) -> None:
    with desk.archive.write() as tx:
        frontier.enqueue_by_hand(tx, "by-hand", [url(7)])
        tx.db.execute("UPDATE frontier SET state = 'dead', due = NULL, attempts = 9, failures = 5, gone = 2")
        frontier.enqueue_by_hand(tx, "by-hand", [url(7)])
    assert desk.rows("SELECT state, attempts, failures, gone FROM frontier") == [("pending", 0, 0, 0)]
    claims = desk.claim(source="by-hand", due="by hand")
    assert urls_of(claims) == [url(7)]
    assert claims[0].entry is None
    stored: CrawledArticle = article(7)
    assert desk.store(stored)[0].kind == "new"
