import json
import tomllib
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from newsbot.config import parse
from newsbot.demo import DemoSite
from newsbot.demo.broken import LISTINGS, PAGES
from newsbot.demo.feeds import FEEDS
from newsbot.demo.sites import SITES
from newsbot.demo.writer import NOW
from tests.demo.conftest import Get, fetch

LISTING_PATHS = ("/api/roll/get?lid=1686&num=50", "/api/zhibo/feed?page=1", *FEEDS)


def rows(site: DemoSite, query: str) -> list[dict[str, str]]:
    answer = json.loads(fetch(site, f"/api/roll/get?{query}").body)
    data: list[dict[str, str]] = answer["result"]["data"]
    return data


def test_every_story_and_picture_is_served(shared_site: DemoSite) -> None:
    english = [story for stories in shared_site.english.values() for story in stories]
    for story in (*shared_site.stories, *english):
        assert fetch(shared_site, story.path).status == 200, story.case
        for picture in story.images:
            status = fetch(shared_site, picture.path).status
            assert status == (302 if picture.path.startswith("/redirect/") else 200), picture.path


def test_there_is_enough(shared_site: DemoSite) -> None:
    english = [story for stories in shared_site.english.values() for story in stories]
    stories = [*shared_site.stories, *english]
    assert len(shared_site.stories) >= 70
    assert all(len(group) == 8 for group in shared_site.english.values())
    assert len({picture.path for story in stories for picture in story.images}) >= 40
    assert len({story.headline for story in shared_site.stories}) == len(shared_site.stories)
    assert len({story.body for story in stories}) == len(stories)
    texts = ["\n".join((story.headline, *story.body)) for story in shared_site.stories]
    for word in ("银行", "外贸", "芯片", "港股"):
        assert sum(word in text for text in texts) >= 3, word


def test_two_sites_are_the_same() -> None:
    def pages(site: DemoSite) -> list[bytes]:
        english = [story.path for stories in site.english.values() for story in stories]
        pictures = [picture.path for story in site.stories[:12] for picture in story.images]
        paths = [*LISTING_PATHS, *(story.path for story in site.stories), *english, *pictures]
        return [fetch(site, path).body.replace(site.address.encode(), b"") for path in paths]

    with DemoSite() as one, DemoSite() as other:
        one.publish(2)
        other.publish(2)
        assert pages(one) == pages(other)


@pytest.mark.parametrize("path", LISTING_PATHS)
def test_an_unchanged_listing_is_304(path: str, get: Get) -> None:
    first = get(path)
    assert first.status == 200
    by_tag = get(path, headers={"If-None-Match": first.headers["ETag"]})
    by_date = get(path, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert (by_tag.status, by_tag.body) == (304, b"")
    assert by_date.status == 304
    assert get(path, headers={"If-None-Match": '"other"'}).status == 200
    assert get(path, headers={"If-Modified-Since": "Thu, 01 Jan 2026 00:00:00 GMT"}).status == 200
    assert get(path, headers={"If-Modified-Since": "yesterday"}).status == 200


def test_publish_puts_new_stories_on_top() -> None:
    with DemoSite(articles=2) as site:
        before = fetch(site, LISTING_PATHS[0])
        new = site.publish(3)
        assert fetch(site, LISTING_PATHS[0], {"If-None-Match": before.headers["ETag"]}).status == 200
        listed = [row["url"] for row in rows(site, "lid=1686&num=3")]
        assert listed == [site.url + story.path for story in reversed(new)]
        assert all(fetch(site, story.path).status == 200 for story in new)
        assert min(story.published for story in new) > NOW
        assert [story.docid for story in site.publish(2)] != [story.docid for story in new[:2]]


def test_amend_changes_page_and_mtime() -> None:
    with DemoSite(articles=2) as site:
        docid = site.find("normal").docid
        row = next(row for row in rows(site, "lid=1686&num=50") if row["docid"].endswith(docid))
        changed = site.amend(docid, headline="更正：云州外贸数据", lines=["更正后的正文。"])
        page = fetch(site, changed.path).body.decode()
        assert "更正后的正文。" in page
        assert "更正：云州外贸数据</h1>" in page
        assert "weibo: article:update_at" in page
        assert site.find("normal").body == ("更正后的正文。",)
        now = next(row for row in rows(site, "lid=1686&num=50") if row["docid"].endswith(docid))
        assert now["ctime"] == row["ctime"]
        assert int(now["mtime"]) > int(row["mtime"])


def test_withdraw_makes_pages_vanish() -> None:
    with DemoSite(articles=2) as site:
        gone = site.withdraw(site.find("normal").docid)
        assert fetch(site, gone.path).status == 404
        assert all(not row["docid"].endswith(gone.docid) for row in rows(site, "lid=1686&num=50"))
        with pytest.raises(KeyError):
            site.amend(gone.docid)
        with pytest.raises(KeyError):
            site.find("normal")


def test_hits_are_counted() -> None:
    with DemoSite(articles=0) as site:
        fetch(site, "/robots.txt?a=1")
        fetch(site, "/nowhere", method="HEAD")
        assert site.hits == [("GET", "/robots.txt?a=1"), ("HEAD", "/nowhere")]


def test_robots_and_index_and_404(shared_site: DemoSite, get: Get) -> None:
    assert get("/robots.txt").body == b"User-agent: *\nDisallow: /private/\n"
    index = get("/").body.decode()
    assert all(story.path in index for story in shared_site.stories)
    missing = get("/roll/2026-11-20/doc-inothere0000000.shtml")
    assert missing.status == 404
    assert "页面没有找到" in missing.body.decode()


def test_stanzas_are_a_valid_newsbot_toml(shared_site: DemoSite, tmp_path: Path) -> None:
    text = shared_site.stanzas()
    sources = tomllib.loads(text)["source"]
    enabled = {name for name, source in sources.items() if source.get("enabled", True)}
    assert all(source["schedule"] == {"every": "5m"} for source in sources.values())
    assert all(source["allow_addresses"] == [shared_site.address] for source in sources.values())
    assert enabled == {name for name in sources if name.startswith("demo-")}
    assert all(name.startswith("broken-") for name in sources.keys() - enabled)
    assert {f"broken-{fault}" for fault in (*PAGES, *LISTINGS)} <= sources.keys() - enabled
    config = parse(text, tmp_path / "newsbot.toml")
    assert {source.name for source in config.enabled()} == enabled
    for name in enabled:
        address = sources[name].get("feed") or sources[name].get("sitemap") or sources[name]["args"]["endpoint"]
        path = urlsplit(address).path
        if path.split("/")[1] not in SITES:  # theirs are the beginning of an address
            lid = sources[name].get("args", {}).get("lid", "")
            assert fetch(shared_site, f"{path}?lid={lid}").status == 200


def test_the_clock_can_be_set() -> None:
    now = NOW + timedelta(days=400)
    with DemoSite(articles=1, now=now) as site:
        assert site.stories[0].published.year == 2027
        assert f"{site.stories[0].published:%Y-%m-%d}" in site.stories[0].path
