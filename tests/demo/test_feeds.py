import json

import feedparser
import pytest

from newsbot.demo import DemoSite
from tests.demo.conftest import Get


def test_rss_is_like_the_feds(shared_site: DemoSite, get: Get) -> None:
    body = get("/feeds/press_all.xml").body
    assert body.startswith(b"\xef\xbb\xbf<?xml")
    assert b"GMT   ]]></pubDate>" in body
    feed = feedparser.parse(body)
    stories = shared_site.english["rss"]
    assert [entry.link for entry in feed.entries] == [shared_site.url + story.path for story in stories]
    assert [entry.title for entry in feed.entries] == [story.headline for story in stories]


def test_atom(shared_site: DemoSite, get: Get) -> None:
    feed = feedparser.parse(get("/feeds/markets.atom").body)
    stories = shared_site.english["atom"]
    assert not feed.bozo
    assert [entry.link for entry in feed.entries] == [shared_site.url + story.path for story in stories]
    assert [entry.published for entry in feed.entries] == [story.published.isoformat() for story in stories]


def test_json_feed(shared_site: DemoSite, get: Get) -> None:
    answer = get("/feeds/companies.json")
    feed = json.loads(answer.body)
    assert answer.headers["Content-Type"].startswith("application/feed+json")
    assert [item["url"] for item in feed["items"]] == [
        shared_site.url + story.path for story in shared_site.english["json"]
    ]


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_english_pages(kind: str, shared_site: DemoSite, get: Get) -> None:
    stories = shared_site.english[kind]
    assert sum(len(story.images) for story in stories) >= 3
    for story in stories:
        page = get(story.path).body.decode()
        assert '<script type="application/ld+json">{"@context"' in page
        assert "<article>" in page
        assert "sina" not in page.lower()
        assert all(f"<p>{line}</p>" in page for line in story.body), story.path
