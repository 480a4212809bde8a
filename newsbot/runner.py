"""Runs crawls on the reactor: used by one-off crawls and by the daemon."""

import asyncio
import gc
import inspect
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerRunner, Crawler
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from newsbot import __version__, downloads, pages
from newsbot import settings as project
from newsbot.archive.backfills import Way
from newsbot.config import Config, Source, validate_arguments, validate_names
from newsbot.crawl import Crawl
from newsbot.errors import ConfigError, NewsbotError
from newsbot.hosts import HostBudget
from newsbot.names import Names, known, read


def project_settings() -> Settings:
    """Return Scrapy's settings for this project, without reading scrapy.cfg or the environment."""
    values = Settings()
    values.setmodule(project, priority="project")
    return values


def spider_names() -> list[str]:
    """Return the spiders there are, as ``scrapy list`` prints them."""
    return sorted(get_spider_loader(project_settings()).list())


def way_back(spider: str) -> Way | None:
    """Return how older entries are had of what a spider lists; ``None``: not at all."""
    way: Way | None = getattr(get_spider_loader(project_settings()).load(spider), "history", None)
    return way


def validate(config: Config) -> None:
    """Check what only the project knows: that spiders and page objects exist, that arguments fit, the file of names.

    Raises:
        ConfigError: names the first stanza that says something else, or the line of that file that is wrong.
    """
    loader = get_spider_loader(project_settings())
    validate_names(config, loader.list(), pages.names())
    used = {source.spider for source in config.source.values()}
    validate_arguments(config, {name: _called(loader.load(name)) for name in used})
    read(config.names_path)


def _called(spider: type[Spider]) -> inspect.Signature:
    """How a spider is made. Of the class itself, Python before 3.11.3 gives Scrapy's ``__new__(*args, **kwargs)``."""
    made = inspect.signature(spider.__init__)
    return made.replace(parameters=list(made.parameters.values())[1:])


def source_settings(config: Config, source: Source) -> dict[str, Any]:
    """Return what a stanza and the limits change in Scrapy's settings."""
    contact = f" (+{config.defaults.contact})" if config.defaults.contact else ""
    return {
        **downloads.source_settings(source.name if source.name in config.source else "", source.allow_addresses),
        "USER_AGENT": f"newsbot/{__version__}{contact}",
        "DOWNLOAD_MAXSIZE": config.limits.body_bytes,
        "NEWSBOT_PROXY": source.proxy,
        **source.settings,
    }


STOP_GRACE = 60.0
"""Seconds a crawl that took too long gets to stop: the downloads in flight end by DOWNLOAD_TIMEOUT, 30 s."""


@dataclass(slots=True)
class Runner:
    """Starts crawls and stops them; one for the process."""

    config: Config
    _runner: AsyncCrawlerRunner = field(default_factory=lambda: AsyncCrawlerRunner(project_settings()))
    _running: dict[asyncio.Task[None], Crawler] = field(default_factory=dict)
    _stopping: bool = False
    _hosts: HostBudget = field(init=False)
    _names: Names = field(init=False)

    def __post_init__(self) -> None:
        self._hosts = HostBudget(self.config.limits.host_delay)
        self._names = Names(known(self.config))
        # What importing made lives as long as the process: looking at it again and again cost a crawl 5 % of its CPU.
        gc.collect()
        gc.freeze()

    def reload(self, config: Config) -> None:
        """Start further crawls with another configuration."""
        self.config = config
        self._hosts.delay = config.limits.host_delay
        self._names = Names(known(config))

    async def run(self, crawl: Crawl, *, timeout: float | None = None, spider: type[Spider] | None = None) -> Crawl:
        """Run one crawl to its end.

        Args:
            timeout: seconds after which it is stopped and counts as failed.
            spider: what does it; by default the spider its source names.

        Returns:
            The crawl; not ``closed`` when a callback of it never returned, so that it could not be stopped.

        Raises:
            ConfigError: the spider refuses the stanza's arguments.
        """
        crawler = self._runner.create_crawler(spider or crawl.source.spider)
        crawler.settings.update(source_settings(self.config, crawl.source), priority="cmdline")
        crawl.hosts, crawl.names = self._hosts, self._names
        crawler.newsbot = crawl  # type: ignore[attr-defined]
        task = asyncio.ensure_future(crawler.crawl_async())
        self._running[task] = crawler
        try:
            # Never cancel a crawl's task: its engine would go on running. Wait, then ask the crawler to stop.
            done, _ = await asyncio.wait({task}, timeout=timeout)
            if not done:
                crawl.error = f"took longer than {timeout:.0f} s and was stopped"
                stop = asyncio.ensure_future(_stop(crawler, task))
                await asyncio.wait({task, stop}, timeout=STOP_GRACE)
                if not task.done():
                    return crawl
        finally:
            self._running.pop(task, None)
        try:
            task.result()
        except TypeError as error:
            raise ConfigError(
                f"the spider {crawl.source.spider} does not take these args ({error})",
                where=f"{self.config.path} [source.{crawl.source.name}] args",
            ) from error
        return crawl

    @property
    def stopping(self) -> bool:
        """Whether it was asked to stop: what a crawl has not found is not missing then."""
        return self._stopping

    async def stop(self, timeout: float) -> bool:
        """Ask every running crawl to finish what is in flight, wait for it, and begin no further one in `run_all`.

        Args:
            timeout: seconds to wait at most.

        Returns:
            Whether all have ended.
        """
        self._stopping = True
        if self._running:
            running = set(self._running)
            stops = {asyncio.ensure_future(_stop(crawler, task)) for task, crawler in self._running.items()}
            await asyncio.wait(running | stops, timeout=timeout)
        return not self._running

    async def run_all(self, crawls: Sequence[Crawl]) -> None:
        """Run crawls, as many at once as ``[daemon] concurrency`` says; one that cannot begin stops no other."""
        slots = asyncio.Semaphore(self.config.daemon.concurrency)

        async def one(crawl: Crawl) -> None:
            async with slots:
                if self._stopping:
                    return
                try:
                    await self.run(crawl)
                except NewsbotError as error:
                    crawl.error, crawl.outcome = str(error), "failed"

        await asyncio.gather(*(one(crawl) for crawl in crawls))


async def _stop(crawler: Crawler, task: asyncio.Task[None]) -> None:
    """Stop a crawl. Scrapy ignores a stop of an engine that is only just starting, so wait until it runs."""
    while not task.done():
        if crawler.crawling and crawler.engine.running:
            await crawler.stop_async()
            return
        await asyncio.sleep(0.02)
