"""Addresses that are not public are refused wherever they come from, and the refused server hears nothing."""

import pytest

from newsbot.demo.pictures import picture
from newsbot.demo.server import Answer, redirect
from tests.crawler import Ran
from tests.crawling import Desk, WrittenSite, json_feed

PICTURE = "/finance/transform/71/w550h345/20261119/6f3a-ivredir0000001.jpg"


@pytest.fixture
def other(stranger: WrittenSite) -> WrittenSite:
    """The stranger, with something at every address a test names."""
    stranger.write("/story-0000001.shtml", "外人")
    stranger.answers["/feed.json"] = json_feed(stranger.url + "/story-0000001.shtml")
    stranger.answers["/p.jpg"] = jpeg()
    return stranger


def jpeg() -> Answer:
    found = picture(PICTURE)
    assert found
    return Answer(found[1], found[0])


def refused(text: str | None, url: str, source: str = "written") -> bool:
    address = url.split("/")[2].replace("localhost", "127.0.0.1")
    said = f'127.0.0.1 is not a public address (loopback). Add allow_addresses = ["{address}"] to [source.{source}]'
    return text is not None and text.startswith(f"{url}: ") and said in text


def failed_at_its_listing(ran: Ran) -> bool:
    return (ran.outcome, ran.listed, ran.stored) == ("failed", 0, (0, 0, 0, 0))


def test_a_listing_address(desk: Desk, other: WrittenSite) -> None:
    desk.configure(f'[source.written]\nfeed = "{other.url}/feed.json"')
    ran = desk.crawl("written")
    assert failed_at_its_listing(ran)
    assert refused(ran.error, f"{other.url}/feed.json")


def test_a_listing_that_redirects(desk: Desk, written: WrittenSite, other: WrittenSite) -> None:
    written.answers["/feed.json"] = redirect(f"{other.url}/feed.json")
    desk.configure(written.feed())
    ran = desk.crawl("written")
    assert failed_at_its_listing(ran)
    assert refused(ran.error, f"{other.url}/feed.json")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_an_article_address(desk: Desk, written: WrittenSite, other: WrittenSite, host: str) -> None:
    bad = f"http://{host}:{other.address.partition(':')[2]}/story-0000001.shtml"
    written.answers["/feed.json"] = json_feed(bad, written.write("/story-0000002.shtml", "自己"))
    desk.configure(written.feed())
    ran = desk.crawl("written")
    assert (ran.outcome, ran.stored) == ("degraded", (1, 0, 0, 1))
    assert refused(ran.errors[0], bad)
    assert desk.one("SELECT last_error FROM frontier WHERE url = ?", bad) == ran.errors[0]


def test_an_article_that_redirects(desk: Desk, written: WrittenSite, other: WrittenSite) -> None:
    written.answers["/story-0000001.shtml"] = redirect(f"{other.url}/story-0000001.shtml")
    written.answers["/feed.json"] = json_feed(f"{written.url}/story-0000001.shtml")
    desk.configure(written.feed())
    ran = desk.crawl("written")
    assert ran.stored == (0, 0, 0, 1)
    assert refused(ran.errors[0], f"{other.url}/story-0000001.shtml")


def test_an_article_that_redirects_in_its_markup(desk: Desk, written: WrittenSite, other: WrittenSite) -> None:
    refresh = f'<html><head><meta http-equiv="refresh" content="0; url={other.url}/story-0000001.shtml"></head></html>'
    written.answers["/story-0000001.shtml"] = Answer(refresh.encode())
    written.answers["/feed.json"] = json_feed(f"{written.url}/story-0000001.shtml")
    desk.configure(written.feed())
    ran = desk.crawl("written")
    assert refused(ran.errors[0], f"{other.url}/story-0000001.shtml")


@pytest.mark.parametrize("how", ["named", "redirected"])
def test_a_picture_address(desk: Desk, written: WrittenSite, other: WrittenSite, how: str) -> None:
    bad, good = f"{other.url}/p.jpg", f"{written.url}/good.jpg"
    written.answers["/good.jpg"], written.answers["/away.jpg"] = jpeg(), redirect(bad)
    shown = bad if how == "named" else f"{written.url}/away.jpg"
    written.answers["/feed.json"] = json_feed(written.write("/story-0000001.shtml", "配图", pictures=(shown, good)))
    desk.configure(written.feed())
    ran = desk.crawl("written")
    assert (ran.outcome, ran.new, ran.images) == ("ok", 1, 1)
    (first, second) = desk.rows("SELECT url, sha256, error FROM article_image ORDER BY position")
    assert first[:2] == (shown, None)
    assert refused(first[2], bad)
    assert second[0] == good
    assert second[1]


def test_one_stanzas_permission_is_not_anothers(desk: Desk, written: WrittenSite) -> None:
    """Both crawl one server at the same time, in one process."""
    for name in ("ours", "theirs"):
        urls = [written.write(f"/{name}-000000{number}.shtml", f"{name} {number}", delay=0.05) for number in range(5)]
        written.answers[f"/{name}.json"] = json_feed(*urls)
    stranger = f'[source.theirs]\nfeed = "{written.url}/theirs.json"\npage = "sina_com_cn"'
    desk.configure(written.feed("ours", path="/ours.json"), stranger)
    ran = desk.crawl_all("ours", "theirs")
    assert (ran["ours"].outcome, ran["ours"].new) == ("ok", 5)
    assert failed_at_its_listing(ran["theirs"])
    assert refused(ran["theirs"].error, f"{written.url}/theirs.json", "theirs")
    assert not [target for target in written.targets() if "theirs" in target]


def test_a_permission_is_for_one_port(desk: Desk, written: WrittenSite, other: WrittenSite) -> None:
    desk.configure(written.feed().replace(f"{written.url}/feed", f"{other.url}/feed"))
    assert refused(desk.crawl("written").error, f"{other.url}/feed.json")
