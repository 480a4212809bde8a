"""Scrapy downloader middlewares: robots.txt kept for a day, Retry-After, one pace per host, the stanza's proxy."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import inf
from typing import Any, Protocol, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import CannotResolveHostError, DownloadConnectionRefusedError, IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler

from newsbot.downloads import allowance_of
from newsbot.errors import AddressRefused, FetchError
from newsbot.hosts import HostBudget

DAY = 86400.0
"""Seconds a robots.txt is used before it is fetched again (RFC 9309, 2.4: not longer than 24 hours)."""
ROBOTS_MAX_BYTES = 512 * 1024
"""What is read of a robots.txt (RFC 9309, 2.5: at least 500 KiB)."""
MAX_HOLD = 30.0
"""Longest Retry-After, in seconds, that is waited for inside a crawl; what is longer is for a later run."""
POLL = 0.5
"""A waiting request looks this often, in seconds, whether its crawl is being stopped."""


class RobotsForbidden(FetchError, IgnoreRequest):
    """The host's robots.txt forbids this address."""


class RobotsUnavailable(FetchError, IgnoreRequest):
    """The host's robots.txt could not be fetched, so nothing of that host may be (RFC 9309, 2.3.1.4)."""


class RetryLater(FetchError, IgnoreRequest):
    """The host asked to be left alone for longer than a crawl waits.

    Attributes:
        due_seconds: seconds from now before which the address must not be asked again, at most a day.
    """

    def __init__(self, url: str, due_seconds: float) -> None:
        self.due_seconds = min(due_seconds, DAY)
        super().__init__(f"the host asked to come back in {self.due_seconds:.0f} s (Retry-After)", where=url)


class CrawlStopped(FetchError, IgnoreRequest):
    """The crawl is being stopped before the host's turn came: nothing was asked, the address is as due as before."""


class RobotsStore(Protocol):
    """Where robots.txt answers outlive a crawl. Keys are ``host`` or ``host:port``."""

    def get(self, netloc: str, max_age: float) -> tuple[int, bytes] | None:
        """Status and body of the kept answer, None when there is none or it is older than `max_age` seconds."""

    def put(self, netloc: str, status: int, body: bytes) -> None:
        """Keeps an answer received now, instead of an older one."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What is known of a host: its rules (None: no rules), or why they are unknown."""

    rules: RobotParser | None = None
    trouble: str | None = None  # a sentence
    due_seconds: float | None = None


class RobotsCacheMiddleware(RobotsTxtMiddleware):
    """Obeys robots.txt, fetched once a day per host, over all crawls that share a `RobotsStore`.

    As RFC 9309 says: 2xx gives the rules; 4xx (but 429) and too many redirects mean there are none; 429, 5xx
    and network errors mean that nothing may be fetched, unless an older copy is kept: then that holds.
    The store is ``crawler.newsbot.robots``; without it an answer lasts for the crawl.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._store: RobotsStore | None = getattr(getattr(crawler, "newsbot", None), "robots", None)
        self._answers: dict[str, asyncio.Task[_Answer]] = {}

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The rules of the request's host; None when it has none. Requests of one host wait for one fetch.

        Raises:
            RobotsUnavailable: the rules cannot be had.
            RetryLater: the host asked to be left alone.
            CrawlStopped: the crawl was stopped before they could be asked for.
        """
        netloc, scheme = _netloc(request), urlparse_cached(request).scheme
        if scheme not in ("http", "https"):
            return None  # there is no download handler for it, which says so
        if netloc not in self._answers:
            self._answers[netloc] = asyncio.ensure_future(self._answer(netloc, f"{scheme}://{netloc}/robots.txt"))
        answer = await self._answers[netloc]
        if answer.due_seconds is not None:
            raise RetryLater(request.url, answer.due_seconds)
        if answer.trouble is not None:
            raise RobotsUnavailable(answer.trouble, where=request.url)
        return answer.rules

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Scrapy's check, with an outcome that says what it is.

        Raises:
            RobotsForbidden: the rules forbid this address.
        """
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest as error:
            raise RobotsForbidden("forbidden by robots.txt", where=request.url) from error

    async def _answer(self, netloc: str, url: str) -> _Answer:
        kept = self._store and self._store.get(netloc, DAY)
        if kept:
            return self._rules(*kept)
        answer = await self._fetch(netloc, url)
        stale = answer.trouble is not None and self._store and self._store.get(netloc, inf)
        if stale:
            self._stats.inc_value("robotstxt/stale")
            return self._rules(*stale)
        return answer

    async def _fetch(self, netloc: str, url: str) -> _Answer:
        self._stats.inc_value("robotstxt/request_count")
        request = Request(
            url, priority=self.DOWNLOAD_PRIORITY, meta={"dont_obey_robotstxt": True}, callback=NO_CALLBACK
        )
        try:
            response = await self.crawler.engine.download_async(request)
        except RetryLater as error:
            return _Answer(trouble=error.what, due_seconds=error.due_seconds)
        except CrawlStopped:
            raise  # the rules are as unknown as before: no reason to ask for a page without them
        except (AddressRefused, IgnoreRequest):
            return _Answer()  # a refused address is refused again with the page itself, and says so there
        except Exception as error:  # whatever the network does: the host is unreachable
            return _Answer(trouble=f"{netloc} cannot be reached: {cause(error)}")
        self._stats.inc_value("robotstxt/response_count")
        self._stats.inc_value(f"robotstxt/response_status_count/{response.status}")
        if response.status == 429 or response.status >= 500:
            return _Answer(trouble=f"status {response.status}, so robots.txt of {netloc} is unavailable")
        body = response.body[:ROBOTS_MAX_BYTES] if 200 <= response.status < 300 else b""
        if self._store:
            self._store.put(netloc, response.status, body)
        return self._rules(response.status, body)

    def _rules(self, status: int, body: bytes) -> _Answer:
        if not 200 <= status < 300:
            return _Answer()
        return _Answer(rules=build_from_crawler(self._parserimpl, self.crawler, body))


class RetryAfterMiddleware:
    """Waits for the host's turn, and leaves a host alone that answered 429 or 503 with Retry-After.

    Stands on the network's side of RetryMiddleware, which then counts and repeats the request as ever: the
    repeated request is what waits here. The shared budget is ``crawler.newsbot.hosts``; without it only
    Retry-After counts. Addresses that the stanza allows are not paced and not throttled.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        hosts: HostBudget | None = getattr(getattr(crawler, "newsbot", None), "hosts", None)
        self._hosts = HostBudget(delay=0) if hosts is None else hosts
        self._allowance = allowance_of(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Waits for the host's turn.

        Raises:
            RetryLater: the turn is further away than `MAX_HOLD`.
            CrawlStopped: the crawl is being stopped; a stop must not wait for a turn.
        """
        host, allowed = _netloc(request), self._allowance.allows_url(request.url)
        if allowed:
            request.meta["autothrottle_dont_adjust_delay"] = True
        while wait := self._hosts.take(host, paced=not allowed):
            if not self._crawler.crawling:
                raise CrawlStopped("the crawl was stopped before the host's turn came", where=request.url)
            if wait > MAX_HOLD:
                self._count("later")
                raise RetryLater(request.url, wait)
            await asyncio.sleep(min(wait, POLL))

    def process_response(self, request: Request, response: Response) -> Response:
        """Holds the host as long as a 429 or 503 asks.

        Raises:
            RetryLater: that is longer than `MAX_HOLD`.
        """
        if response.status not in (429, 503):
            return response
        seconds = retry_after(response.headers.get("Retry-After"), datetime.now(UTC))
        if seconds is None:
            return response
        self._hosts.hold(_netloc(request), seconds)
        if seconds > MAX_HOLD:
            self._count("later")
            raise RetryLater(request.url, seconds)
        self._count("held")
        return response

    def _count(self, outcome: str) -> None:
        stats: Any = self._crawler.stats
        stats.inc_value(f"newsbot/retry_after/{outcome}")


class ProxyMiddleware:
    """Sends requests through the stanza's proxy (setting ``NEWSBOT_PROXY``), or else the environment's.

    Addresses that the stanza allows are the operator's own and asked directly. Stands before Scrapy's
    HttpProxyMiddleware, which carries out what is decided here: for every request anew, for a redirected one
    brings along what was decided for the address it comes from.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._proxy: str | None = crawler.settings.get("NEWSBOT_PROXY")
        self._allowance = allowance_of(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Sets ``request.meta["proxy"]``: None is directly, no such key leaves it to the environment."""
        if self._allowance.allows_url(request.url):
            request.meta["proxy"] = None
        elif self._proxy:
            request.meta["proxy"] = self._proxy
        elif request.meta.get("proxy") is None:
            request.meta.pop("proxy", None)


def cause(error: BaseException | None) -> str:
    """Return in words why the network gave no answer; the commonest reason is that there is no network."""
    if isinstance(error, CannotResolveHostError):
        return "no such host (is this machine online?)"
    if isinstance(error, DownloadConnectionRefusedError):
        return "the connection was refused"
    return f"{type(error).__name__}: {error}".removesuffix(": ")


def retry_after(value: bytes | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, as a number or an HTTP date; at most a day.

    None when there is no header or it cannot be read; 0 for a date that is past.
    """
    text = (value or b"").decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), DAY)
    try:
        due = parsedate_to_datetime(text)
    except (ValueError, IndexError, OverflowError):
        return None
    due = due if due.tzinfo else due.replace(tzinfo=UTC)
    return min(max((due - now).total_seconds(), 0.0), DAY)


def _netloc(request: Request) -> str:
    """``host`` or ``host:port``, without user name and password."""
    return urlparse_cached(request).netloc.rpartition("@")[2].lower()
