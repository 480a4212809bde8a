"""The address guard over real HTTP: two local servers on two ports, one of them allowed, in one process."""

import gzip
import time
from contextlib import ExitStack
from types import SimpleNamespace

import pytest
from pytest_httpserver import HTTPServer
from scrapy.settings import Settings
from werkzeug import Response

from newsbot.downloads import _GuardedPool, source_settings
from newsbot.resolver import GUARD, Guard
from tests.probe import probe

GZIP = {"Content-Encoding": "gzip"}
BOMB = gzip.compress(bytes(30 * 2**20))


def drip(request):
    def body():
        for _ in range(50):
            yield b"x"
            time.sleep(0.1)

    return Response(body(), headers={"Content-Length": "50"})


def serve(server, other):
    """Pages of one server; it redirects to the other, which the allowed stanza may not reach."""
    for path in ("/robots.txt", "/page", "/second", "/picture"):
        server.expect_request(path).respond_with_data("" if path == "/robots.txt" else "hello")
    server.expect_request("/away").respond_with_data("", 302, {"Location": other.url_for("/page")})
    server.expect_request("/away-by-name").respond_with_data(
        "", 302, {"Location": f"http://localhost:{other.port}/page"}
    )
    server.expect_request("/inside").respond_with_data(
        "", 302, {"Location": "http://169.254.169.254/latest/meta-data/"}
    )
    server.expect_request("/to-file").respond_with_data("", 302, {"Location": "file:///etc/passwd"})
    server.expect_request("/bomb").respond_with_data(BOMB, headers=GZIP)
    server.expect_request("/double-bomb").respond_with_data(
        gzip.compress(BOMB), headers={"Content-Encoding": "gzip, gzip"}
    )
    server.expect_request("/big").respond_with_data(b"x" * 5000)
    server.expect_request("/slow").respond_with_handler(drip)


@pytest.fixture(scope="module")
def servers():
    with ExitStack() as stack:
        allowed, refused = (stack.enter_context(HTTPServer("127.0.0.1", threaded=True)) for _ in range(2))
        serve(allowed, refused)
        serve(refused, allowed)
        yield allowed, refused


SPELLINGS = ("127.0.0.1", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]",
             "127.0.0.1.", "user:secret@127.0.0.1", "１２７.0.0.1")  # fmt: skip


@pytest.fixture(scope="module")
def results(servers):
    allowed, refused = servers
    once = {"dont_retry": True}

    def pages(*paths):
        return [[allowed.url_for(path), once] for path in paths]

    proxy = f"http://localhost:{allowed.port}"
    at_large = ["http://10.0.0.1/", "https://192.168.0.1/", "http://[64:ff9b::7f00:1]/", "http://127.0.0.1:0/"]
    by_name = f"http://localhost:{allowed.port}/page"
    return probe(
        [
            {
                "source": "ours",
                "allow": [f"127.0.0.1:{allowed.port}"],
                "urls": [
                    *pages("/page", "/second", "/away", "/away-by-name", "/inside", "/to-file"),
                    *pages("/bomb", "/double-bomb"),
                    by_name,
                    f"http://127.1:{allowed.port}/page",
                    refused.url_for("/page"),
                    [allowed.url_for("/big"), {**once, "download_maxsize": 1000}],
                    [allowed.url_for("/slow"), {**once, "download_timeout": 0.6}],
                    *at_large, "file:///etc/passwd", "ftp://127.0.0.1/", "data:,x", "s3://bucket/key",
                ],
                "files": [
                    allowed.url_for("/picture"), allowed.url_for("/away?picture"),
                    refused.url_for("/picture"), allowed.url_for("/bomb?picture"),
                ],
            },
            {"source": "", "urls": [f"http://{host}:{allowed.port}/page" for host in ("127.0.0.1", "localhost")]},
            {"source": "stranger", "urls": [f"http://{host}:{allowed.port}/page" for host in SPELLINGS]},
            {
                "source": "proxied",
                "settings": {"ROBOTSTXT_OBEY": False},
                "urls": [
                    ["http://example.com/page", {"proxy": proxy}],
                    ["http://127.0.0.1/page", {"proxy": proxy}],
                    ["https://example.com/page", {"proxy": proxy, **once}],
                ],
            },
        ]
    )  # fmt: skip


@pytest.fixture
def ours(results):
    return results["ours"]["outcomes"]


def test_the_allowed_stanza_reaches_its_server(ours, servers):
    url = servers[0].url_for
    assert ours[url("/page")] == ours[url("/second")] == 200
    assert ours[f"http://127.1:{servers[0].port}/page"] == 200


def test_a_name_is_judged_by_what_it_resolves_to(ours, results, servers):
    url = f"http://localhost:{servers[0].port}/page"
    assert ours[url] == 200
    assert "AddressRefused" in results["stranger"]["outcomes"][url]


def test_a_stranger_in_the_same_process_is_refused_in_every_spelling(results, servers):
    outcomes = results["stranger"]["outcomes"]
    assert len(outcomes) == len(SPELLINGS)
    user = outcomes.pop(f"http://user:secret@127.0.0.1:{servers[0].port}/page")
    assert user.startswith(("AddressRefused", "ValueError"))
    assert all(outcome.startswith("AddressRefused") for outcome in outcomes.values()), outcomes
    assert results["stranger"]["stats"]["newsbot/address_refused"] >= len(SPELLINGS) - 1


def test_the_message_says_what_to_do(results, servers):
    url = f"http://127.0.0.1:{servers[0].port}/page"
    assert results["stranger"]["outcomes"][url] == (
        f"AddressRefused: {url}: 127.0.0.1 is not a public address (loopback). Add allow_addresses = "
        f'["127.0.0.1:{servers[0].port}"] to [source.stranger] if you mean it'
    )
    assert f'["[::1]:{servers[0].port}"]' in results["stranger"]["outcomes"][f"http://[::1]:{servers[0].port}/page"]


def test_an_address_by_hand_has_no_stanza_to_add_to(results, servers):
    number = f"127.0.0.1:{servers[0].port}"
    outcomes = results[""]["outcomes"]
    by_name = next(said for url, said in outcomes.items() if "localhost" in url)
    by_number = next(said for url, said in outcomes.items() if "localhost" not in url)
    hint = f'(loopback). Add a source with allow_addresses = ["{number}"] to newsbot.toml'
    assert by_number.endswith(f"{hint} if you mean it")
    assert by_name.endswith(f"{hint} and write {number} in the address if you mean it")


def test_another_port_is_another_permission(ours, servers):
    assert ours[servers[1].url_for("/page")].startswith("AddressRefused")


def test_redirects_are_judged_at_their_target(ours, servers):
    assert ours[servers[0].url_for("/away")].startswith(f"AddressRefused: {servers[1].url_for('/page')}")
    assert ours[servers[0].url_for("/away-by-name")].startswith("AddressRefused: http://localhost:")
    assert "169.254.169.254 is not a public address (link-local)" in ours[servers[0].url_for("/inside")]
    assert "HttpError" in ours[servers[0].url_for("/to-file")]


def test_pictures_pass_the_same_door(results, servers):
    assert results["ours"]["stored"] == [servers[0].url_for("/picture")]


def test_the_refused_server_was_never_asked(results, servers):
    assert servers[1].log == []


def test_addresses_at_large(ours):
    for url in ("http://10.0.0.1/", "https://192.168.0.1/", "http://[64:ff9b::7f00:1]/", "http://127.0.0.1:0/"):
        assert ours[url].startswith("AddressRefused"), ours[url]
    for url in ("file:///etc/passwd", "ftp://127.0.0.1/", "data:,x", "s3://bucket/key"):
        assert "no handler available" in ours[url], ours[url]


def test_size_is_limited_before_and_after_decompression(ours, servers):
    assert "exceeded DOWNLOAD_MAXSIZE (20971520 B) during decompression" in ours[servers[0].url_for("/bomb")]
    assert "during decompression" in ours[servers[0].url_for("/double-bomb")]
    assert "DownloadCancelledError" in ours[servers[0].url_for("/big")]


def test_a_dripping_answer_is_cut_off_as_a_whole(ours, servers):
    assert ours[servers[0].url_for("/slow")].endswith("took longer than 0.6 seconds.")


def test_refusals_are_not_retried(results):
    assert "retry/count" not in results["ours"]["stats"]
    assert "retry/count" not in results["stranger"]["stats"]


def test_a_proxy_is_meant_but_its_literal_targets_are_judged(results):
    outcomes = results["proxied"]["outcomes"]
    assert outcomes["http://example.com/page"] == 200
    assert outcomes["http://127.0.0.1/page"].startswith("AddressRefused")
    assert outcomes["https://example.com/page"].startswith(
        "TunnelError: Could not open CONNECT tunnel with proxy localhost"
    )


def test_a_connection_opened_late_has_its_own_requests_guard():
    endpoints, seen = [], []
    pool = _GuardedPool(
        SimpleNamespace(getConnection=lambda key, endpoint: endpoints.append(endpoint), persistent=True)
    )
    own, other = Guard(), Guard(proxied=True)
    token = GUARD.set(own)
    pool.getConnection("key", SimpleNamespace(connect=lambda factory: seen.append(GUARD.get())))
    GUARD.set(other)
    endpoints[0].connect(None)
    assert seen == [own]
    assert seen[0] is own
    assert GUARD.get() is other
    assert pool.persistent
    GUARD.reset(token)


def test_source_settings_fit_scrapy():
    settings = Settings(source_settings("local", ["127.0.0.1:8080", "[::1]:8081"]))
    assert settings.getlist("NEWSBOT_ALLOW_ADDRESSES") == ["127.0.0.1:8080", "[::1]:8081"]
    assert settings.getdict("DOWNLOAD_SLOTS") == {"127.0.0.1": {"delay": 0.0}, "::1": {"delay": 0.0}}
    assert source_settings(None)["DOWNLOAD_SLOTS"] == {}
    with pytest.raises(ValueError, match="localhost:80"):
        source_settings("local", ["localhost:80"])
