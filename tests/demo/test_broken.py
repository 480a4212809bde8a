import time
import zlib
from collections.abc import Iterator
from http.client import IncompleteRead
from io import BytesIO
from threading import Thread

import pytest
from PIL import Image

from newsbot.demo import DemoSite, Story, pictures
from newsbot.demo.broken import BOMB_BYTES, LISTINGS, PAGES, PRIVATE
from tests.demo.conftest import Got, fetch


@pytest.fixture
def site() -> Iterator[DemoSite]:
    with DemoSite(articles=0, slow=0.3) as site:
        yield site


def listed(site: DemoSite, fault: str) -> str:
    return fetch(site, f"/broken/{fault}/api/roll/get?lid=1686&num=50").body.decode()


def faulty(site: DemoSite, fault: str) -> Story:
    return site.broken[fault][1]


def answer(site: DemoSite, fault: str) -> Got:
    return fetch(site, faulty(site, fault).path)


@pytest.mark.parametrize("fault", PAGES)
def test_every_source_lists_its_stories_and_the_first_is_healthy(fault: str, site: DemoSite) -> None:
    stories = site.broken[fault]
    assert all(story.path in listed(site, fault) for story in stories)
    assert len({story.docid for story in stories}) == 3
    healthy = fetch(site, stories[0].path)
    assert healthy.status == 200
    assert stories[0].headline in healthy.body.decode()


def test_not_found(site: DemoSite) -> None:
    assert answer(site, "soft-404").status == 200
    assert "页面没有找到" in answer(site, "soft-404").body.decode()
    assert answer(site, "gone").status == 404


def test_trouble_once_per_address(site: DemoSite) -> None:
    assert [answer(site, "error-once").status for _ in range(3)] == [500, 200, 200]
    busy = answer(site, "busy")
    assert (busy.status, busy.headers["Retry-After"]) == (429, "1")
    assert answer(site, "busy").status == 200
    assert fetch(site, site.broken["error-once"][2].path).status == 500


def test_slow(site: DemoSite) -> None:
    started = time.monotonic()
    assert answer(site, "slow").status == 200
    assert time.monotonic() - started >= 0.3


def test_a_slow_answer_does_not_hold_up_the_end() -> None:
    with DemoSite(articles=0, slow=60) as site:
        waiting = Thread(target=lambda: answer(site, "slow"), daemon=True)
        waiting.start()
        while not site.hits:
            time.sleep(0.01)
        started = time.monotonic()
    waiting.join(5)
    assert not waiting.is_alive()
    assert time.monotonic() - started < 5


def test_cut_off(site: DemoSite) -> None:
    with pytest.raises(IncompleteRead):
        answer(site, "cut-off")
    with pytest.raises(IncompleteRead):
        listed(site, "cut-off-listing")


def test_redirects(site: DemoSite) -> None:
    target, seen = faulty(site, "redirect-loop").path, set()
    for _ in range(30):
        step = fetch(site, target)
        assert step.status == 302
        target = step.headers["Location"]
        seen.add(target)
    assert len(seen) == 30
    hosts = {
        fetch(site, story.path).headers["Location"].removesuffix("/latest/")
        for story in site.broken["redirect-private"][1:]
    }
    assert hosts == set(PRIVATE)


def test_gzip_bomb(site: DemoSite) -> None:
    bomb = answer(site, "gzip-bomb")
    assert bomb.headers["Content-Encoding"] == "gzip"
    assert len(bomb.body) < 2**20
    unpacker, size = zlib.decompressobj(wbits=31), 0
    data = bomb.body
    while data:
        size += len(unpacker.decompress(data, 2**22))
        data = unpacker.unconsumed_tail
    assert size > BOMB_BYTES


def test_listings(site: DemoSite) -> None:
    assert listed(site, "html-listing").startswith("<!DOCTYPE html>")
    assert '"code": 11' in listed(site, "status-code")
    assert '"data": []' in listed(site, "empty-listing")
    private = fetch(site, "/broken/private-listing/api/roll/get?lid=1686")
    assert private.headers["Location"].startswith(PRIVATE[0])
    assert fetch(site, "/broken/nothing/api/roll/get?lid=1686").status == 404
    assert set(LISTINGS).isdisjoint(PAGES)


def test_private_addresses_are_listed(site: DemoSite) -> None:
    text = listed(site, "private-article")
    assert all(f'"{host}/' in text for host in PRIVATE)
    assert f"{PRIVATE[0]}/finance/" in fetch(site, site.broken["pictures"][2].path).body.decode()


def test_disallowed(site: DemoSite) -> None:
    assert faulty(site, "disallowed").path.startswith("/private/")
    assert answer(site, "disallowed").status == 200


def test_broken_pictures(site: DemoSite) -> None:
    shown = [fetch(site, story.path).body.decode() for story in site.broken["pictures"][1:]]
    for path in (pictures.TRUNCATED, pictures.NOT_A_PICTURE, pictures.BOMB, pictures.PIXEL, pictures.MISSING):
        assert path in "".join(shown)
    truncated = fetch(site, pictures.TRUNCATED).body
    Image.open(BytesIO(truncated)).verify()  # which is why verify() alone is not enough
    with pytest.raises(OSError, match="truncated"):
        Image.open(BytesIO(truncated)).load()
    wrong = fetch(site, pictures.NOT_A_PICTURE)
    assert (wrong.headers["Content-Type"], wrong.body[:6]) == ("image/jpeg", b"<html>")
    assert fetch(site, pictures.MISSING).status == 404
    assert Image.open(BytesIO(fetch(site, pictures.PIXEL).body)).size == (1, 1)
    bomb = fetch(site, pictures.BOMB).body
    assert len(bomb) < 1000
    assert bomb[16:24] == (30_000).to_bytes(4) * 2
