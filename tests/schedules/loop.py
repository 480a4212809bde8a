"""Runs `schedules.jobs.Jobs` on a real reactor, with intervals that no newsbot.toml may have.

``python -m tests.schedules.loop FOLDER`` reads newsbot.toml there, runs all scenarios at once, each on an archive of
its own (``FOLDER/<scenario>.db``), and prints what they saw: ``{scenario: …}`` (JSON).
"""

import asyncio
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from newsbot import dates, reactor
from newsbot.archive import Archive, sources
from newsbot.config import Config, Schedule, load
from newsbot.runner import spider_names
from schedules import logs
from schedules.jobs import Jobs


class Scenario:
    """An archive, a clock that can be set, and the sources to crawl."""

    def __init__(self, folder: Path, name: str) -> None:
        self.shift = timedelta()
        self.config = load(folder / "newsbot.toml", {}, folder, folder)
        self.archive = Archive(folder / f"{name}.db", clock=lambda: datetime.now(UTC) + self.shift)

    def every(self, seconds: float, *names: str, **daemon: int) -> Config:
        """Return the configuration with these sources alone, crawled so often; ``daemon`` are settings of it."""
        schedule = Schedule.model_construct(every=seconds, cron=None, jitter=0, timezone="UTC")
        update = {"enabled": True, "schedule": schedule}
        sources = {name: self.config.source[name].model_copy(update=update) for name in names}
        settings = self.config.daemon.model_copy(update=daemon)
        limits = self.config.limits.model_copy(update={"host_delay": 0})
        return self.config.model_copy(update={"source": sources, "daemon": settings, "limits": limits})

    def outcomes(self, source: str = "%") -> list[str]:
        sql = "SELECT outcome FROM run WHERE source LIKE ? ORDER BY id"
        return [row[0] for row in self.archive.db.execute(sql, (source,))]


def idle(jobs: Jobs) -> bool:
    """Tell whether no source is on its way: stopped at such a moment, none is cut off."""
    return all(one.task is None for one in jobs._pollers.values())


async def until(done: Callable[[], bool], seconds: float = 40) -> None:
    """Wait for something to happen, but not for ever."""
    for _ in range(int(seconds * 50)):
        if done():
            return
        await asyncio.sleep(0.02)


async def steady(it: Scenario) -> None:
    """Two sources every second, one of which cannot be reached."""
    config = it.every(1, "demo-rss", "demo-json")
    nobody = {"feed": "http://127.0.0.1:9/", "allow_addresses": ("127.0.0.1:9",)}
    config.source["demo-json"] = config.source["demo-json"].model_copy(update=nobody)
    jobs = Jobs(config, it.archive)
    jobs.start()
    await until(lambda: len(it.outcomes("demo-rss")) > 3 and len(it.outcomes("demo-json")) > 2 and idle(jobs))
    await jobs.stop(2)


async def mistaken(it: Scenario) -> None:
    """A source whose arguments its spider refuses, and one that fails in a way nobody foresaw."""
    config = it.every(1, "demo-roll", "demo-rss")
    for name, wrong in {"demo-roll": {"args": {"nonsense": 1}}, "demo-rss": {"spider": "missing"}}.items():
        config.source[name] = config.source[name].model_copy(update=wrong)
    jobs = Jobs(config, it.archive)
    jobs.start()
    await until(lambda: all(len(it.outcomes(name)) >= 2 for name in ("demo-roll", "demo-rss")) and idle(jobs))
    await jobs.stop(2)


async def crowded(it: Scenario) -> None:
    """One slot for two sources, one of which takes longer than its interval."""
    config = it.every(1, "broken-slow", "demo-rss", concurrency=1)
    jobs = Jobs(config, it.archive)
    jobs.start()
    await until(lambda: len(it.outcomes()) > 1 and None not in it.outcomes())
    await jobs.stop(2)


async def endless(it: Scenario) -> None:
    """A run that takes longer than it may."""
    jobs = Jobs(it.every(60, "broken-slow", run_timeout=1), it.archive)
    jobs.start()
    await until(lambda: it.outcomes() == ["failed"])
    await jobs.stop(2)


async def stuck(it: Scenario) -> None:
    """Told to stop, with a page on its way that takes longer than there is time."""
    jobs = Jobs(it.every(60, "broken-slow"), it.archive)
    jobs.start()
    sql = "SELECT count(*) FROM frontier WHERE claimed_by IS NOT NULL"
    await until(lambda: it.archive.db.execute(sql).fetchone()[0])
    await jobs.stop(0.3)


async def full(it: Scenario) -> list[str]:
    """A disk that is full for a while."""
    seen = []
    (pages,) = it.archive.db.execute("PRAGMA page_count").fetchone()
    jobs = Jobs(it.every(1, "demo-json"), it.archive)
    jobs.start()
    it.archive.db.execute(f"PRAGMA max_page_count = {pages}")
    await until(lambda: jobs._pollers["demo-json"].failures == 2)
    seen += it.outcomes()
    it.archive.db.execute("PRAGMA max_page_count = 1000000")
    await until(lambda: "ok" in it.outcomes() and idle(jobs))
    await jobs.stop(2)
    return seen


async def jumped(it: Scenario) -> dict[str, float]:
    """A clock that was ahead by a day is set right."""
    it.shift = timedelta(days=1)
    jobs = Jobs(it.every(300, "demo-rss"), it.archive)
    jobs.start()
    now = datetime.now(UTC) + it.shift
    jobs.arrange()
    before = (jobs.next_polls()["demo-rss"] - now).total_seconds()
    it.shift = timedelta()
    jobs.arrange()
    after = (jobs.next_polls()["demo-rss"] - datetime.now(UTC)).total_seconds()
    await jobs.stop(2)
    return {"before": before, "after": after}


async def reloaded(it: Scenario) -> dict[str, Any]:
    """Sources come, go and change while one of them is on its way."""
    with it.archive.write() as tx:
        sources.plan(tx, "demo-json", dates.to_text(datetime.now(UTC) + timedelta(seconds=190)))
    jobs = Jobs(it.every(300, "demo-rss", "demo-json"), it.archive)
    jobs.start()
    await until(lambda: bool(it.outcomes()))
    changed = it.every(200, "demo-json", "demo-atom")
    jobs.reload(changed)
    planned = {name: (when - datetime.now(UTC)).total_seconds() for name, when in jobs.next_polls().items()}
    await until(lambda: it.outcomes().count("ok") == 2 and idle(jobs))
    await jobs.stop(2)
    return planned


SCENARIOS = (steady, mistaken, crowded, endless, stuck, full, jumped, reloaded)


async def main(folder: Path) -> int:
    logs.to_stderr(spider_names(), verbose=False)
    its = [Scenario(folder, scenario.__name__) for scenario in SCENARIOS]
    seen = await asyncio.gather(*(scenario(it) for scenario, it in zip(SCENARIOS, its, strict=True)))
    for it in its:
        it.archive.close()
    sys.stdout.write(json.dumps({scenario.__name__: saw for scenario, saw in zip(SCENARIOS, seen, strict=True)}))
    return 0


if __name__ == "__main__":
    sys.exit(reactor.run(lambda: main(Path(sys.argv[1])), lambda number: None))
