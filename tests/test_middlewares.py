from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from itertools import chain, repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from scrapy import Request
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.utils.test import get_crawler
from werkzeug import Response

from newsbot.errors import NewsbotError
from newsbot.hosts import HostBudget
from newsbot.middlewares import (
    DAY,
    CrawlStopped,
    ProxyMiddleware,
    RetryLater,
    RobotsForbidden,
    RobotsUnavailable,
    cause,
    retry_after,
)
from tests.probe import probe

RULES = "User-agent: *\nDisallow: /secret\n\nUser-agent: newsbot\nDisallow: /private\n"


@pytest.fixture(scope="module")
def servers():
    """Named by what their robots.txt does; "busy" and "closed" answer Retry-After on their pages."""
    names = ("rules", "none", "broken", "fails_later", "away", "loops", "busy", "held", "closed", "robots_closed")
    with ExitStack() as stack:
        servers = {name: stack.enter_context(HTTPServer("127.0.0.1", threaded=True)) for name in (*names, "proxy")}
        for server in servers.values():
            for path in ("/page", "/second", "/private/page", "/secret/page"):
                server.expect_request(path).respond_with_data("hello")
        robots = {name: server.expect_request("/robots.txt") for name, server in servers.items()}
        robots["rules"].respond_with_data(RULES)
        robots["none"].respond_with_data("User-agent: *\nDisallow: /", 404)
        robots["broken"].respond_with_data("", 503)
        robots["fails_later"].respond_with_handler(in_turn(Response(RULES), Response(status=500)))
        robots["away"].respond_with_data("", 302, {"Location": "http://10.0.0.1/robots.txt"})
        robots["loops"].respond_with_data("", 302, {"Location": "/robots.txt"})
        robots["busy"].respond_with_data("", 404)
        robots["held"].respond_with_data("", 404)
        robots["closed"].respond_with_data("", 404)
        robots["robots_closed"].respond_with_data("", 429, {"Retry-After": "120"})
        wait = Response(status=429, headers={"Retry-After": "1"})
        servers["busy"].expect_request("/once").respond_with_handler(in_turn(wait, Response("at last")))
        servers["busy"].expect_request("/always").respond_with_data("", 503, {"Retry-After": "0"})
        servers["held"].expect_request("/patience").respond_with_data("", 429, {"Retry-After": "25"})
        servers["closed"].expect_request("/maintenance").respond_with_data("", 503, {"Retry-After": "3600"})
        robots["proxy"].respond_with_data("", 404)
        into = {"Location": servers["none"].url_for("/page")}
        servers["proxy"].expect_request("/home").respond_with_data("", 302, into)
        servers["none"].expect_request("/out").respond_with_data("", 302, {"Location": "http://example.com/second"})
        yield servers


def in_turn(*answers):
    following = chain(answers, repeat(answers[-1]))
    return lambda request: next(following)


@pytest.fixture(scope="module")
def results(servers):
    def crawl(source, *names_and_paths, **more):
        urls = [servers[name].url_for(path) for name, path in names_and_paths]
        ports = {servers[name].port for name, _ in names_and_paths}
        return {"source": source, "allow": [f"127.0.0.1:{port}" for port in ports], "urls": urls, **more}

    pages = ("/page", "/second", "/private/page", "/secret/page")
    one_by_one = {"settings": {"CONCURRENT_REQUESTS": 1}}
    by_name = [f"http://localhost:{servers['none'].port}{path}" for path in ("/page", "/second")]
    unpaced = [f"127.0.0.1:{servers['none'].port}"]  # the address, not the name
    proxy = {"NEWSBOT_PROXY": f"http://me:secret@localhost:{servers['proxy'].port}"}
    behind = ["http://example.com/page", "http://example.com/home", servers["none"].url_for("/out"), "http://10.0.0.1/"]
    return probe(
        [
            crawl("first", *(("rules", path) for path in pages), ("fails_later", "/page")),
            crawl("robots", *((name, "/page") for name in ("none", "broken", "away", "loops", "robots_closed"))),
            crawl("busy", ("busy", "/once"), ("busy", "/always")),
            crawl("closed", ("closed", "/maintenance"), ("closed", "/page"), **one_by_one),
            crawl("stopped", ("held", "/patience"), stop_after=1.0),
            *({"source": name, "allow": unpaced, "urls": by_name} for name in ("pace-1", "pace-2")),
        ],
        [crawl("second", *(("rules", path) for path in pages))],
        [crawl("neighbour", ("closed", "/second"))],
        [{"source": "proxied", "allow": unpaced, "urls": behind, "settings": proxy}],
        [
            crawl(
                "next-day", ("rules", "/page"), ("fails_later", "/page"), ("fails_later", "/private/page"), age=DAY + 1
            )
        ],
        [crawl("obeys-nothing", ("rules", "/private/page"), settings={"ROBOTSTXT_OBEY": False})],
    )


def asked(server, path="/robots.txt"):
    return [request.path for request, _ in server.log].count(path)


def test_rules_are_obeyed_by_our_name(results, servers):
    url, outcomes = servers["rules"].url_for, results["first"]["outcomes"]
    assert outcomes[url("/page")] == outcomes[url("/second")] == outcomes[url("/secret/page")] == 200
    assert outcomes[url("/private/page")] == f"RobotsForbidden: {url('/private/page')}: forbidden by robots.txt"
    assert results["first"]["stats"]["robotstxt/forbidden"] == 1
    assert results["obeys-nothing"]["outcomes"] == {url("/private/page"): 200}


def test_robots_is_fetched_once_a_day_over_all_crawls(results, servers):
    assert results["second"]["outcomes"] == {
        url: outcome
        for url, outcome in results["first"]["outcomes"].items()
        if url.startswith(servers["rules"].url_for("/"))
    }
    assert "robotstxt/request_count" not in results["second"]["stats"]
    assert results["next-day"]["outcomes"][servers["rules"].url_for("/page")] == 200
    assert asked(servers["rules"]) == 2  # by the first crawl and by the one a day later


def test_no_robots_no_rules(results, servers):
    outcomes = results["robots"]["outcomes"]
    for name in ("none", "away", "loops"):
        assert outcomes[servers[name].url_for("/page")] == 200
    assert asked(servers["loops"]) == 6


def test_unreachable_robots_forbid_everything(results, servers):
    server = servers["broken"]
    why = f"status 503, so robots.txt of 127.0.0.1:{server.port} is unavailable"
    assert (
        results["robots"]["outcomes"][server.url_for("/page")] == f"RobotsUnavailable: {server.url_for('/page')}: {why}"
    )
    assert asked(server) == 3  # with the retries
    assert asked(server, "/page") == 0


def test_unless_an_older_copy_is_kept(results, servers):
    url, outcomes = servers["fails_later"].url_for, results["next-day"]["outcomes"]
    assert outcomes[url("/page")] == 200
    assert outcomes[url("/private/page")].startswith("RobotsForbidden")
    assert results["next-day"]["stats"]["robotstxt/stale"] == 1


def test_a_host_that_is_closed_for_robots_is_closed(results, servers):
    server = servers["robots_closed"]
    assert results["robots"]["outcomes"][server.url_for("/page")].startswith("RetryLater")
    assert asked(server) == 1


def test_a_short_retry_after_is_waited_for_and_counted_as_a_retry(results, servers):
    busy = results["busy"]
    assert busy["outcomes"][servers["busy"].url_for("/once")] == 200
    assert asked(servers["busy"], "/once") == 2
    assert busy["stats"]["elapsed_time_seconds"] >= 1
    assert busy["stats"]["retry/count"] == 1 + 2  # and those of the page that stays busy


def test_retries_end(results, servers):
    assert results["busy"]["outcomes"][servers["busy"].url_for("/always")].startswith("HttpError")
    assert asked(servers["busy"], "/always") == 3
    assert results["busy"]["stats"]["retry/max_reached"] == 1
    assert results["busy"]["stats"]["newsbot/retry_after/held"] == 4


def test_a_long_retry_after_is_for_a_later_run(results, servers):
    url, closed = servers["closed"].url_for, results["closed"]
    assert closed["outcomes"][url("/maintenance")] == (
        f"RetryLater: {url('/maintenance')}: the host asked to come back in 3600 s (Retry-After)"
    )
    assert asked(servers["closed"], "/maintenance") == 1
    assert "retry/count" not in closed["stats"]


def test_and_holds_for_every_source_of_that_host(results, servers):
    url = servers["closed"].url_for
    assert results["closed"]["outcomes"][url("/page")].startswith("RetryLater")
    assert results["neighbour"]["outcomes"][url("/second")].startswith("RetryLater")
    assert asked(servers["closed"], "/page") == asked(servers["closed"], "/second") == 0
    assert results["neighbour"]["stats"]["newsbot/retry_after/later"] == 1


def test_a_stopping_crawl_waits_for_nobody(results, servers):
    stopped = results["stopped"]
    assert stopped["outcomes"][servers["held"].url_for("/patience")].startswith("CrawlStopped")
    assert 0.5 < stopped["stats"]["elapsed_time_seconds"] < 5


def test_crawls_of_one_host_share_its_pace(results):
    requests = sum(results[name]["stats"]["downloader/request_count"] for name in ("pace-1", "pace-2"))
    assert max(results[name]["stats"]["elapsed_time_seconds"] for name in ("pace-1", "pace-2")) >= (requests - 1) * 0.2


def test_everything_goes_through_the_proxy_but_what_the_stanza_allows(results, servers):
    outcomes = results["proxied"]["outcomes"]
    assert outcomes.pop("http://10.0.0.1/").startswith("AddressRefused")
    assert set(outcomes.values()) == {200}
    requests = [request for request, _ in servers["proxy"].log]
    # Redirected into the allowed address and out of it: each end is judged by itself.
    assert sorted(request.path for request in requests) == ["/home", "/page", "/robots.txt", "/second"]
    assert {request.host for request in requests} == {"example.com"}
    assert {request.headers["Proxy-Authorization"] for request in requests} == {"Basic bWU6c2VjcmV0"}  # me:secret
    assert not any("Proxy-Authorization" in request.headers for request, _ in servers["none"].log)


@pytest.mark.parametrize(
    ("proxy", "url", "before", "after"),
    [
        ("http://proxy.example:3128", "https://example.com/", {}, {"proxy": "http://proxy.example:3128"}),
        ("http://proxy.example:3128", "http://127.0.0.1:8080/", {}, {"proxy": None}),
        (None, "http://127.0.0.1:8080/", {"proxy": "http://of.environment"}, {"proxy": None}),
        (None, "http://127.0.0.1:8081/", {}, {}),
        (None, "https://example.com/", {"proxy": None}, {}),
        (None, "https://example.com/", {"proxy": "http://of.environment"}, {"proxy": "http://of.environment"}),
    ],
)
def test_the_proxy_of_a_request(proxy, url, before, after):
    settings = {"NEWSBOT_PROXY": proxy, "NEWSBOT_ALLOW_ADDRESSES": ["127.0.0.1:8080"]}
    request = Request(url, meta=before)
    ProxyMiddleware.from_crawler(get_crawler(settings_dict=settings)).process_request(request)
    assert request.meta == after


@pytest.mark.parametrize("error", [RobotsForbidden, RobotsUnavailable, RetryLater, CrawlStopped])
def test_outcomes_are_ours_and_scrapys(error):
    assert issubclass(error, NewsbotError)
    assert issubclass(error, IgnoreRequest)


def test_a_host_is_asked_at_one_pace():
    now = [100.0]
    hosts = HostBudget(0.5, clock=lambda: now[0])
    assert hosts.take("a.example") == 0
    assert hosts.take("a.example") == 0.5
    assert hosts.take("b.example") == 0
    now[0] += 0.25
    assert hosts.take("a.example") == 0.25
    now[0] += 0.25
    assert hosts.take("a.example") == 0


def test_an_unpaced_host_waits_only_when_held():
    now = [0.0]
    hosts = HostBudget(0.5, clock=lambda: now[0])
    assert hosts.take("a.example", paced=False) == hosts.take("a.example", paced=False) == 0
    hosts.hold("a.example", 10)
    hosts.hold("a.example", 5)
    assert hosts.take("a.example", paced=False) == 10
    now[0] = 10.0
    assert hosts.take("a.example", paced=False) == 0


NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (b"0", 0),
        (b" 120 ", 120),
        (b"99999999999999999999", DAY),
        (b"Mon, 23 Nov 2026 09:02:00 GMT", 120),
        (b"Mon, 23 Nov 2026 17:02:00 +0800", 120),
        (b"Mon, 23 Nov 2026 08:00:00 GMT", 0),
        (b"Mon, 23 Nov 2126 08:00:00 GMT", DAY),
        (None, None),
        (b"", None),
        (b"-5", None),
        (b"1.5", None),
        (b"soon", None),
        (b"\xb2", None),
    ],
)
def test_retry_after(header, seconds):
    assert retry_after(header, NOW) == seconds


@given(st.binary(max_size=60))
def test_retry_after_reads_anything(header):
    seconds = retry_after(header, NOW)
    assert seconds is None or 0 <= seconds <= DAY


@given(st.integers(0, 86400))
def test_retry_after_dates(seconds):
    due = (NOW + timedelta(seconds=seconds)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert retry_after(due.encode(), NOW) == seconds


def test_a_machine_that_is_offline_is_told_so_in_words() -> None:
    assert cause(CannotResolveHostError("DNS lookup failed")) == "no such host (is this machine online?)"
    assert cause(TimeoutError()) == "TimeoutError"
