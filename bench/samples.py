"""Real markup to measure and to break: what the demo site's healthy sources answer, the tests' pages, saved pages."""

import gzip
import http.client
import json
import logging
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.spiderloader import get_spider_loader

from newsbot.archive import Archive
from newsbot.config import Source, parse
from newsbot.crawl import Crawl
from newsbot.demo import DemoSite
from newsbot.runner import project_settings
from newsbot.spiders.base import ListingSpider

FIXTURES = Path(__file__).parents[1] / "tests" / "pages" / "fixtures"
SOMEWHERE = "https://news.example.org/2026/11/20/story.html"
"""Address of a page that is to be read by whatever page object is named."""


@dataclass(frozen=True, slots=True)
class Page:
    """An article page: ``page`` names its page object, ``None``: the domain decides."""

    name: str
    url: str | None
    body: bytes
    page: str | None = None


@dataclass(frozen=True, slots=True)
class ListingPage:
    """The first page of a source's listing, and the stanza that reads it."""

    source: Source
    url: str
    body: bytes


@dataclass(slots=True)
class Samples:
    """What there is to work with."""

    pages: list[Page] = field(default_factory=list)
    listings: list[ListingPage] = field(default_factory=list)


def collect(articles: int = 2) -> Samples:
    """Return the tests' pages, and what the demo site answers: each listing and so many articles of it."""
    samples = Samples(list(fixtures()))
    logging.disable(logging.WARNING)
    with DemoSite(articles=12) as site, tempfile.TemporaryDirectory() as folder:
        config = parse(site.stanzas(), Path("newsbot.toml"))
        with Archive(Path(folder, "archive.db")) as archive:
            for source in config.enabled():
                spider = reader(source, archive)
                request = spider.listing_request(1)
                listing = ListingPage(source, request.url, fetch(request))
                samples.listings.append(listing)
                entries = spider.parse_entries(listing.body, listing.url).entries[:articles]
                addresses = [entry.fetch_url or entry.url for entry in entries if entry.content is None]
                samples.pages += [
                    Page(f"{source.name} {number}", url, fetch(Request(url)), source.page)
                    for number, url in enumerate(addresses)
                ]
    return samples


def fixtures() -> Iterator[Page]:
    """Yield the pages of the tests."""
    for path in sorted(FIXTURES.glob("*.html")):
        asked = json.loads(path.with_suffix(".json").read_text("utf-8")).get("asked")
        yield Page(path.stem, asked, path.read_bytes())


def saved(folder: Path) -> Iterator[Page]:
    """Yield saved pages: ``labels.jsonl`` has a line for each, with ``id``, ``file`` and ``url`` or ``publisher``."""
    for line in (folder / "labels.jsonl").read_text("utf-8").splitlines():
        label: dict[str, Any] = json.loads(line)
        body = gzip.decompress((folder / label["file"]).read_bytes())
        yield Page(label["id"], label.get("url") or label.get("publisher"), body)


def reader(source: Source, archive: Archive) -> ListingSpider:
    """Return the spider of a source, outside of Scrapy: only its address and its parser are used."""
    made = get_spider_loader(project_settings()).load(source.spider)(**source.arguments)
    assert isinstance(made, ListingSpider)
    made.crawl = Crawl(source, archive)
    return made


def fetch(request: Request) -> bytes:
    """Return what the demo site answers to a request."""
    parts = urlsplit(request.url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=30)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    headers = {name.decode(): values[-1].decode() for name, values in request.headers.items()}
    connection.request(request.method, target, request.body or None, headers)
    body = connection.getresponse().read()
    connection.close()
    return body
