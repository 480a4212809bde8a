"""The demo site: invented finance news on loopback, in the markup of real sites.

Routes (``GET`` and ``HEAD``, for some APIs ``POST``; tails such as ``?from=roll`` change nothing on pages):

==========================================  ==========================================================================
``/``                                       what there is, for a human
``/robots.txt``                             everything but ``/private/`` is allowed
``/api/roll/get``                           Sina's roll API: lid, num (at most 50), page, k, etime, stime, callback
``/api/zhibo/feed``                         Sina's 7×24 API: zhibo_id, page, page_size and pagesize (at most 10)
``/feeds/press_all.xml``                    RSS 2.0
``/feeds/markets.atom``                     Atom
``/feeds/companies.json``                   JSON Feed
``/<channel>/<day>/doc-i<docid>.shtml``     articles, in several layouts; also ``/7x24/…``, the pages of flashes
``/stock/<day>/<digits>.shtml``             the old layout, gb2312
``/slide/slide_9_86_<digits>.html``         slides
``/article_<uid>_<hex>.html``               self-media
``/<day>/detail-i<docid>.d.html``           the mobile page of every story and flash
``/newsevents/…``, ``/en/…``                articles of the feeds, in English
``/<folder>/…/w<W>h<H>/…``                  pictures; ``/finance/cece9e13/20200514/343233024.png`` is the QR code
``/redirect/<path>``                        302 to ``/<path>``
``/private/…``                              articles robots.txt forbids
``/broken/<fault>/api/roll/get``            listings of what goes wrong, see broken.py
``/broken/<fault>/…``                       pages that go wrong
``/broken/pictures/…``                      pictures that go wrong
``/<site>/…``                               lists and pages in the shape of other sites, see sites/
==========================================  ==========================================================================

The listings carry ETag and Last-Modified and answer 304. Everything else is 404 with Sina's page for that.
"""

from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from html import escape
from importlib.resources import files
from string import Template
from threading import Lock, Thread
from types import TracebackType

from newsbot.demo import broken, english, pictures, roll, sina
from newsbot.demo.feeds import FEEDS
from newsbot.demo.server import Answer, Request, Server, conditional, redirect
from newsbot.demo.sites import SITES
from newsbot.demo.story import Story, plain
from newsbot.demo.writer import NOW, mobile_path, write, write_all

ARTICLES = 48
"""Ordinary stories, besides the special ones."""
SLOW_SECONDS = 5.0
"""How long a page of ``broken-slow`` takes, unless told otherwise."""
_JSON = "application/json; charset=utf-8"
_PUBLISH_INTERVAL = timedelta(minutes=7)


class DemoSite(AbstractContextManager["DemoSite"]):
    """The site as a context manager: it listens from creation on and answers inside the ``with``.

    Args:
        port: of 127.0.0.1; 0 takes a free one.
        articles: how many ordinary stories there are besides the special ones (`ARTICLES` if not given).
        now: the site's clock, aware; it moves with `publish`, `amend` and `withdraw` only.
        slow: seconds a page of ``broken-slow`` takes.

    ``stories`` are the Sina stories, newest first; ``english`` those of the feeds by format, ``flashes`` those of the
    7×24 list, ``broken`` those of the broken sources by fault. ``hits`` are the requests so far, (method, target).
    """

    def __init__(
        self, port: int = 0, articles: int | None = None, now: datetime = NOW, slow: float = SLOW_SECONDS
    ) -> None:
        self.hits: list[tuple[str, str]] = []
        self.slow = slow
        self.stories = write_all(ARTICLES if articles is None else articles, now)
        self.english = english.write_english(now)
        self.flashes = roll.write_flashes(now)
        self.broken = broken.write_broken(now)
        self._now = now
        self._published = 0
        self._visits: Counter[str] = Counter()
        self._lock = Lock()
        self._pages: dict[str, tuple[Story, bool]] = {}
        self._fill_pages()
        self._server = Server(port, self._respond)
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    def __enter__(self) -> "DemoSite":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.closing.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def address(self) -> str:
        """Host and port, as ``allow_addresses`` wants them."""
        return f"127.0.0.1:{self._server.server_port}"

    @property
    def url(self) -> str:
        """The site's address without a slash at its end."""
        return f"http://{self.address}"

    def stanzas(self) -> str:
        """newsbot.toml with the site's sources; those named ``broken-…`` are not enabled."""
        text = files("newsbot.demo").joinpath("data", "newsbot.toml").read_text(encoding="utf-8")
        sites = "".join(site.STANZAS for site in SITES.values())
        healthy = Template(text + sites).substitute(url=self.url, address=self.address)
        return healthy + "".join(self._broken_stanza(fault) for fault in (*broken.PAGES, *broken.LISTINGS))

    def _broken_stanza(self, fault: str) -> str:
        return (
            f'\n[source.broken-{fault}]\nspider = "sina_roll"\n'
            f'args = {{ endpoint = "{self.url}/broken/{fault}/api/roll/get", pageid = 155, lid = {broken.LIST} }}\n'
            f'schedule = {{ every = "5m" }}\npage = "sina_com_cn"\n'
            f'allow_addresses = ["{self.address}"]\nenabled = false\n'
        )

    def find(self, case: str) -> Story:
        """The first story of a case; ``KeyError`` if there is none."""
        for story in self.stories:
            if story.case == case:
                return story
        raise KeyError(case)

    def publish(self, count: int = 1) -> list[Story]:
        """Publishes ``count`` new stories on roll list 1686, each newer than everything before; newest last."""
        new = []
        with self._lock:
            for _ in range(count):
                self._now += _PUBLISH_INTERVAL
                story = write(f"published {self._published}", self._now)
                self._published += 1
                new.append(replace(story, lids=tuple({broken.LIST, *story.lids}), case="published"))
                self.stories.insert(0, new[-1])
            self._fill_pages()
        return new

    def amend(self, docid: str, *, headline: str | None = None, lines: Sequence[str] | None = None) -> Story:
        """Changes a Sina story's headline or whole body (in the notation of `Story.lines`) and shows the new time as
        ``update_at``, in the listing as mtime. ``KeyError`` if there is no such story.
        """
        with self._lock:
            at = self._index(docid)
            self._now += _PUBLISH_INTERVAL
            old = self.stories[at]
            body = old.lines if lines is None else tuple(lines)
            self.stories[at] = replace(old, headline=headline or old.headline, lines=body, updated=self._now)
            self._fill_pages()
            return self.stories[at]

    def withdraw(self, docid: str) -> Story:
        """Takes a Sina story away: its pages are 404 and no list has it. ``KeyError`` if there is no such story."""
        with self._lock:
            story = self.stories.pop(self._index(docid))
            self._now += _PUBLISH_INTERVAL
            self._fill_pages()
            return story

    def _index(self, docid: str) -> int:
        found = [i for i, story in enumerate(self.stories) if story.docid == docid]
        if not found:
            raise KeyError(docid)
        return found[0]

    def _fill_pages(self) -> None:
        """Path -> (story, whether it is the mobile page)."""
        flashes = [_flash_story(flash) for flash in self.flashes if flash.docurl]
        feeds = [story for stories in self.english.values() for story in stories]
        faulty = [story for stories in self.broken.values() for story in stories]
        pages: dict[str, tuple[Story, bool]] = {}
        for story in (*self.stories, *flashes, *faulty):
            pages[mobile_path(story)] = story, True
        for story in (*self.stories, *flashes, *faulty, *feeds):
            for path in (*story.listed, story.path):
                pages.setdefault(path, (story, False))
        self._pages = pages

    def _respond(self, request: Request) -> Answer:
        with self._lock:
            self.hits.append((request.method, request.target))
            self._visits[request.path] += 1
            visits = self._visits[request.path]
        return self._listing(request) or self._page(request, visits) or self._other(request)

    def _listing(self, request: Request) -> Answer | None:
        if request.path == "/api/roll/get":
            answer = Answer(roll.roll_body(self.stories, request.query, self.url), _JSON)
        elif request.path == "/api/zhibo/feed":
            answer = Answer(roll.zhibo_body(self.flashes, request.query, self.url), _JSON)
        elif request.path in FEEDS:
            kind, write_feed = FEEDS[request.path]
            media_type, body = write_feed(self.english[kind], self.url)
            answer = Answer(body, media_type)
        elif request.path.startswith("/broken/") and request.path.endswith("/api/roll/get"):
            return self._broken_listing(request)
        else:
            return None
        return conditional(request, answer, self._now)

    def _broken_listing(self, request: Request) -> Answer | None:
        fault = request.path.split("/")[2]
        if fault in broken.LISTINGS:
            return broken.LISTINGS[fault]
        if fault not in self.broken:
            return None
        answer = Answer(roll.roll_body(self.broken[fault], request.query, self.url), _JSON)
        return conditional(request, answer, self._now)

    def _page(self, request: Request, visits: int) -> Answer | None:
        if request.path not in self._pages:
            return None
        story, mobile = self._pages[request.path]
        render = english.page if story.layout == "english" else sina.mobile_page if mobile else sina.page
        media_type, body = render(story, self.url)
        answer = Answer(body, media_type)
        if not request.path.startswith("/broken/"):
            return answer
        answer = broken.PAGES[story.case](request, answer, visits, self.url)
        return replace(answer, delay=self.slow) if story.case == "slow" else answer

    def _other(self, request: Request) -> Answer:
        site = SITES.get(request.path.split("/")[1])
        if site and (answer := site.answer(request, self.url)):
            return answer
        if request.path == "/":
            return Answer(self._index_page())
        if request.path == "/robots.txt":
            return Answer(b"User-agent: *\nDisallow: /private/\n", "text/plain")
        if request.path.startswith("/redirect/"):
            return redirect(self.url + request.path.removeprefix("/redirect"))
        found = pictures.picture(request.path)
        return Answer(found[1], found[0]) if found else broken.not_found(self.url)

    def _index_page(self) -> bytes:
        listings = ("/api/roll/get?lid=1686&num=50", "/api/zhibo/feed", *FEEDS)
        stories = [*self.stories, *(story for group in self.english.values() for story in group)]
        return (
            sina.template("index")
            .substitute(
                listings="\n".join(f'<li><a href="{escape(path)}">{escape(path)}</a></li>' for path in listings),
                stories="\n".join(
                    f'<li>{story.published:%Y-%m-%d %H:%M} <a href="{story.path}">{escape(story.headline)}</a></li>'
                    for story in stories
                ),
            )
            .encode()
        )


def _flash_story(flash: roll.Flash) -> Story:
    """The page of a flash: its text again."""
    text = flash.rich_text.replace("<br>", "")
    return Story(
        docid=flash.docid,
        path=flash.docurl,
        headline=flash.headline or text.split("，")[0],
        lines=(plain(text),),
        published=flash.created,
        publisher="新浪财经",
        case="flash",
        section="7x24",
    )
