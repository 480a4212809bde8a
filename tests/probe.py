"""Runs small crawls with newsbot's settings in one process and one reactor, as the daemon does.

``python -m tests.probe`` reads a plan (JSON) from stdin and prints what became of each request:
``[[crawl, …], …]``, where the crawls of an inner list run at once. A crawl has ``source``, ``allow``, ``urls`` (a
URL, or ``[URL, meta]``), ``files`` (fetched by Scrapy's FilesPipeline once the first page is there), ``settings``,
``age`` (seconds by which kept robots.txt look older) and ``stop_after`` (seconds).
"""

import asyncio
import json
import subprocess
import sys
import tempfile
from types import SimpleNamespace

import scrapy
from scrapy import Request, signals
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings
from scrapy.utils.reactor import install_reactor

from newsbot.downloads import source_settings
from newsbot.hosts import HostBudget


class Robots:
    """A `RobotsStore` in memory whose answers can be made to look old."""

    def __init__(self):
        self.kept = {}
        self.age = 0.0

    def get(self, netloc, max_age):
        return self.kept.get(netloc) if self.age <= max_age else None

    def put(self, netloc, status, body):
        self.kept[netloc] = (status, body)


class ProbeSpider(scrapy.Spider):
    name = "probe"

    def __init__(self, urls, files):
        super().__init__()
        self.urls, self.files, self.outcomes, self.stored = urls, files, {}, []

    async def start(self):
        for entry in self.urls:
            url, meta = (entry, {}) if isinstance(entry, str) else entry
            yield Request(url, self.arrived, errback=self.failed, dont_filter=True, meta=meta, cb_kwargs={"asked": url})

    def arrived(self, response, asked):
        self.outcomes[asked] = response.status
        files, self.files = self.files, []
        if files:
            yield {"file_urls": files}

    def failed(self, failure):
        error = failure.value
        self.outcomes[failure.request.cb_kwargs["asked"]] = f"{type(error).__name__}: {error}"


def settings_for(crawl, folder):
    settings = Settings()
    settings.setmodule("newsbot.settings")
    pipelines = {"scrapy.pipelines.files.FilesPipeline": 1} if crawl.get("files") else {}
    settings.update({"ITEM_PIPELINES": pipelines, "EXTENSIONS": {}, "FILES_STORE": folder, "LOG_LEVEL": "CRITICAL"})
    settings.update({"AUTOTHROTTLE_ENABLED": False, "DOWNLOAD_TIMEOUT": 5, "LOG_ENABLED": False})
    settings.update(source_settings(crawl["source"], crawl.get("allow", ())))
    settings.update(crawl.get("settings", {}))
    return settings


async def crawl_once(crawl, shared, folder):
    runner = AsyncCrawlerRunner(settings_for(crawl, folder))
    crawler = runner.create_crawler(ProbeSpider)
    crawler.newsbot = shared
    crawler.signals.connect(
        lambda item: crawler.spider.stored.extend(stored["url"] for stored in item["files"]),
        signals.item_scraped,
        weak=False,
    )
    shared.robots.age = crawl.get("age", 0.0)
    if "stop_after" in crawl:
        stop = crawler.stop_async
        asyncio.get_running_loop().call_later(crawl["stop_after"], lambda: asyncio.ensure_future(stop()))
    await runner.crawl(crawler, urls=crawl["urls"], files=crawl.get("files", []))
    stats = {key: value for key, value in crawler.stats.get_stats().items() if isinstance(value, int | float)}
    return crawl["source"], {"outcomes": crawler.spider.outcomes, "stored": crawler.spider.stored, "stats": stats}


async def main(plan):
    shared, results = SimpleNamespace(robots=Robots(), hosts=HostBudget(delay=0.2)), {}
    with tempfile.TemporaryDirectory() as folder:
        for stage in plan:
            results.update(await asyncio.gather(*(crawl_once(crawl, shared, folder) for crawl in stage)))
    sys.stdout.write(json.dumps(results))


def probe(*plan):
    """Run the plan in a process of its own; returns ``{source: {"outcomes", "stored", "stats"}}``."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.probe"], input=json.dumps(plan), capture_output=True, text=True, timeout=60,
        env={"PYTHONWARNINGS": "ignore", "PYTHONPATH": ":".join(path for path in sys.path if path)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


if __name__ == "__main__":
    import newsbot.settings

    install_reactor(newsbot.settings.TWISTED_REACTOR, newsbot.settings.ASYNCIO_EVENT_LOOP)
    from twisted.internet import reactor
    from twisted.internet.defer import Deferred

    def start(plan):
        task = Deferred.fromFuture(asyncio.ensure_future(main(plan)))
        task.addErrback(lambda failure: failure.printTraceback(sys.stderr))
        task.addBoth(lambda _: reactor.stop())

    reactor.callLater(0, start, json.load(sys.stdin))
    reactor.run()
