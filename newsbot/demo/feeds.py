"""RSS, Atom and JSON Feed of the English stories, each with its kind's quirks."""

import json
from collections.abc import Sequence
from datetime import UTC
from html import escape

from newsbot.demo.story import Story
from newsbot.demo.writer import load


def rss(stories: Sequence[Story], base: str) -> tuple[str, bytes]:
    """RSS 2.0 as the Fed's: a BOM, everything in CDATA, blanks after the date, no text but the headline."""
    title = escape(load("english.toml")["feeds"]["rss"]["title"])
    items = "".join(
        f"<item><title><![CDATA[{story.headline}]]></title>\n"
        f"<link><![CDATA[{base}{story.path}]]></link>\n"
        f"<guid><![CDATA[{base}{story.path}]]></guid>\n"
        f"<description><![CDATA[{story.headline}]]></description>\n"
        f"<category><![CDATA[{story.section}]]></category>\n"
        f"<pubDate><![CDATA[{_rfc822(story)}   ]]></pubDate></item>\n"
        for story in stories
    )
    text = (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>\n'
        f"<title>{title}</title>\n<link><![CDATA[{base}/feeds/press_all.xml]]></link>\n"
        f"<description>{title}</description>\n<language>en-us</language>\n{items}</channel></rss>\n"
    )
    return "text/xml", b"\xef\xbb\xbf" + text.encode()


def _rfc822(story: Story) -> str:
    at = story.published.astimezone(UTC)
    return f"{at:%a}, {at.day} {at:%b %Y %H:%M:%S} GMT"  # a single-digit day, as the Fed writes it


def atom(stories: Sequence[Story], base: str) -> tuple[str, bytes]:
    """Atom 1.0 with escaped HTML summaries and times in the site's own zone."""
    entries = "".join(
        f"<entry><title>{escape(story.headline)}</title>"
        f'<link rel="alternate" type="text/html" href="{base}{story.path}"/>'
        f"<id>tag:westhaven.example,2026:{story.docid}</id>"
        f"<published>{story.published.isoformat()}</published>"
        f"<updated>{(story.updated or story.published).isoformat()}</updated>"
        f"<author><name>{escape(story.authors[0])}</name></author>"
        f'<category term="{escape(story.section)}"/>'
        f'<summary type="html">{escape(f"<p>{escape(story.body[0])}</p>")}</summary></entry>\n'
        for story in stories
    )
    title = escape(load("english.toml")["feeds"]["atom"]["title"])
    text = (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n'
        f'<title>{title}</title><link rel="self" href="{base}/feeds/markets.atom"/><id>{base}/feeds/markets.atom</id>\n'
        f"<updated>{stories[0].published.isoformat()}</updated>\n{entries}</feed>\n"
    )
    return "application/atom+xml; charset=utf-8", text.encode()


def json_feed(stories: Sequence[Story], base: str) -> tuple[str, bytes]:
    """JSON Feed 1.1 with summaries."""
    items = [
        {
            "id": story.docid,
            "url": base + story.path,
            "title": story.headline,
            "summary": story.body[0],
            "date_published": story.published.isoformat(),
            "authors": [{"name": name} for name in story.authors],
            "tags": [story.section],
            "language": "en",
            **({"image": base + story.images[0].path} if story.images else {}),
        }
        for story in stories
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": load("english.toml")["feeds"]["json"]["title"],
        "home_page_url": f"{base}/",
        "feed_url": f"{base}/feeds/companies.json",
        "language": "en",
        "items": items,
    }
    return "application/feed+json; charset=utf-8", json.dumps(feed, ensure_ascii=False).encode()


FEEDS = {
    "/feeds/press_all.xml": ("rss", rss),
    "/feeds/markets.atom": ("atom", atom),
    "/feeds/companies.json": ("json", json_feed),
}
"""Path -> (kind, writer)."""
