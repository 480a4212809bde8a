"""What the tests of whole crawls share: the demo site, sites written by the test, and a desk to crawl them from."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from newsbot.demo import DemoSite
from newsbot.demo.server import Answer, Request, Server
from tests.crawler import Crawler, Ran

HEALTHY = (
    "demo-roll", "demo-macro", "demo-us-stocks", "demo-hk-stocks", "demo-7x24", "demo-rss", "demo-atom", "demo-json",
)  # fmt: skip
PAGE_ENDS = (".html", ".shtml", ".htm")


class WrittenSite(AbstractContextManager["WrittenSite"]):
    """A site on loopback of what the test puts into ``answers`` (path -> answer, or what makes it of the request).

    Everything else is 404, robots.txt too. ``hits`` are the requests so far.
    """

    def __init__(self) -> None:
        self.answers: dict[str, Answer | Callable[[Request], Answer]] = {}
        self.hits: list[Request] = []
        self._server = Server(0, self._respond)
        self.address = f"127.0.0.1:{self._server.server_port}"
        self.url = f"http://{self.address}"

    def __enter__(self) -> "WrittenSite":
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _respond(self, request: Request) -> Answer:
        self.hits.append(request)
        answer = self.answers.get(request.path, Answer(status=404))
        return answer(request) if callable(answer) else answer

    def targets(self, since: int = 0) -> list[str]:
        return [request.target for request in self.hits[since:]]

    def write(
        self, path: str, headline: str, *paragraphs: str, pictures: tuple[str, ...] = (), delay: float = 0
    ) -> str:
        """Put a page in Sina's markup under a path, and return its address."""
        shown = "".join(f"<p>　　{text}</p>" for text in paragraphs or (f"{headline}，全文如下，供测试之用。",))
        shown += "".join(f'<div class="img_wrapper"><img src="{picture}"></div>' for picture in pictures)
        html = (
            f'<html><head><meta charset="utf-8"><title>{headline}</title></head><body>'
            f'<h1 class="main-title">{headline}</h1><span id="pub_date">2031年10月14日 09:20</span>'
            f'<div id="artibody">{shown}</div></body></html>'
        )
        self.answers[path] = Answer(html.encode(), delay=delay)
        return self.url + path

    def roll(self, name: str = "written", *, path: str = "/api/roll/get", more: str = "") -> str:
        """A stanza that crawls a roll list of this site."""
        return (
            f'[source.{name}]\nspider = "sina_roll"\npage = "sina_com_cn"\nallow_addresses = ["{self.address}"]\n'
            f'args = {{ endpoint = "{self.url}{path}" }}\n{more}\n'
        )

    def feed(self, name: str = "written", *, path: str = "/feed.json", more: str = "") -> str:
        """A stanza that crawls a feed of this site."""
        return (
            f'[source.{name}]\nfeed = "{self.url}{path}"\npage = "sina_com_cn"\n'
            f'allow_addresses = ["{self.address}"]\n{more}\n'
        )


def json_feed(*urls: str, title: str | None = "云州公告") -> Answer:
    """A JSON Feed that lists these addresses."""
    items = [{"id": url, "url": url, **({"title": title} if title else {})} for url in urls]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "云州", "items": items}
    return Answer(json.dumps(feed).encode(), "application/feed+json")


class Desk:
    """A newsbot.toml and an archive, the crawls made with them, and what the archive holds then."""

    def __init__(self, folder: Path, crawler: Crawler) -> None:
        self.config, self.archive = folder / "newsbot.toml", folder / "archive.db"
        self.crawler = crawler

    def configure(self, *stanzas: str) -> None:
        self.config.write_text("\n".join(stanzas), "utf-8")

    def crawl(self, source: str, *, ahead: float = 0, disk_pages: int | None = None, **options: Any) -> Ran:
        """Crawl one source, with the clock so many seconds ahead; ``options`` are arguments of `Crawl`."""
        crawl = {"source": source, **options}
        (ran,) = self.crawler.run(self.config, self.archive, crawl, ahead=ahead, disk_pages=disk_pages)
        return ran

    def crawl_all(self, *sources: str, **options: Any) -> dict[str, Ran]:
        """Crawl sources at once, in one process."""
        crawls = ({"source": name, **options} for name in sources)
        return dict(zip(sources, self.crawler.run(self.config, self.archive, *crawls), strict=True))

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(f"file:{self.archive}?mode=ro", uri=True)) as db:
            return db.execute(sql, values).fetchall()

    def one(self, sql: str, *values: object) -> Any:
        """The single value of a single row."""
        ((value,),) = self.rows(sql, *values)
        return value

    def check(self) -> None:
        """The archive is sound, and nothing is left over from a crawl that has ended."""
        if self.archive.exists():
            assert self.rows("PRAGMA integrity_check") == [("ok",)]
            assert self.rows("PRAGMA foreign_key_check") == []
            assert self.rows("SELECT url FROM frontier WHERE claimed_by IS NOT NULL") == []


def pages(site: DemoSite, since: int = 0) -> list[str]:
    """The article pages asked for."""
    return [target for _, target in site.hits[since:] if target.partition("?")[0].endswith(PAGE_ENDS)]


@pytest.fixture(scope="session")
def crawler() -> Iterator[Crawler]:
    with Crawler() as one:
        yield one


@pytest.fixture
def desk(tmp_path: Path, crawler: Crawler) -> Iterator[Desk]:
    desk = Desk(tmp_path, crawler)
    yield desk
    desk.check()


@pytest.fixture
def site(desk: Desk) -> Iterator[DemoSite]:
    """A small demo site, in the desk's newsbot.toml."""
    with DemoSite(articles=4, slow=0.2) as site:
        desk.configure(site.stanzas())
        yield site


@pytest.fixture
def written() -> Iterator[WrittenSite]:
    with WrittenSite() as site:
        yield site


@pytest.fixture
def stranger() -> Iterator[WrittenSite]:
    """A site no stanza allows; whatever is asked of it would answer."""
    with WrittenSite() as site:
        yield site
        assert site.targets() == []
