"""The polls of all sources: each is due when planned, runs once at a time, and ends by planning the next one."""

import asyncio
import json
import logging
import random
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from newsbot import dates
from newsbot.archive import Archive, Transaction, reprints, sources, upkeep
from newsbot.archive.runs import Outcome
from newsbot.archive.sources import SourceState
from newsbot.config import Config, Source
from newsbot.crawl import Crawl
from newsbot.errors import ArchiveError, NewsbotError
from newsbot.runner import Runner
from schedules import policy
from schedules.policy import Polled

logger = logging.getLogger(__name__)

Reason = Literal["down", "late", "busy", "overrun"]
"""Why polls were missed: no daemon ran; it woke up late (the machine slept, its clock was set, another program held the
archive); all slots of ``[daemon] concurrency`` were taken; the source's own run took longer than its interval."""

UPKEEP = "upkeep of the archive"
"""Id of the daily job; no source can have this name."""
UPKEEP_AFTER = timedelta(minutes=10)
"""First upkeep after a start: not among the overdue polls, and also where the daemon is restarted every day."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Polls that were due in (``since``, ``until``] and were not made, at most `policy.MISSED_LIMIT`."""

    count: int
    reason: Reason
    since: datetime
    until: datetime

    def record(self, tx: Transaction, source: str) -> None:
        """Leave the trace: an event ``tick_missed``."""
        detail = {
            "count": self.count,
            "reason": self.reason,
            "since": dates.to_text(self.since),
            "until": dates.to_text(self.until),
        }
        tx.event("tick_missed", source=source, detail=json.dumps(detail))


@dataclass(slots=True)
class Poller:
    """What is known of a source between its runs.

    ``planned`` is when its next poll is due, or was for the run on its way; ``failures`` are failed runs in a row,
    counted here too because a full disk keeps them out of the archive. ``gaps`` and a ``crawl`` that is not closed
    wait for an archive that can be written.
    """

    name: str
    planned: datetime | None = None
    failures: int = 0
    gaps: list[Gap] = field(default_factory=list)
    crawl: Crawl | None = None
    task: asyncio.Task[None] | None = None

    def missed(self, count: int, reason: Reason, since: datetime, until: datetime) -> None:
        """Remember polls that were not made."""
        if count > 0:
            self.gaps.append(Gap(count, reason, since, until))
            logger.warning("%s: polls missed: %d (%s)", self.name, count, reason)

    def settle(self, *, stopped: bool = False) -> None:
        """End the run of a crawl that did not do so itself. Raises `ArchiveError`."""
        if self.crawl is not None and not self.crawl.closed:
            self.crawl.close(stopped=stopped, received=self.crawl.counts.bytes, stats={})
        self.crawl = None


class Jobs:
    """All sources of a configuration on one scheduler, which is no more than an alarm clock.

    A scheduler's job only starts the poll as a task of its own: the scheduler cancels its jobs when it shuts down, and
    drops those that are due while they run. Must be made and used in the running loop.
    """

    def __init__(self, config: Config, archive: Archive) -> None:
        self.config = config
        self._archive = archive
        self._runner = Runner(config)
        self._dice = random.SystemRandom()
        self._slots = asyncio.Semaphore(config.daemon.concurrency)
        self._pollers: dict[str, Poller] = {}
        self._stopping = False
        self._began = archive.clock()
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)

    def start(self) -> None:
        """Plan every source, overdue ones soon but not all at once, and begin.

        Raises:
            ArchiveError: the archive cannot be written.
        """
        self.arrange()
        first = self._archive.clock() + UPKEEP_AFTER
        self._scheduler.add_job(self._upkeep, "interval", days=1, next_run_time=first, id=UPKEEP)
        self._scheduler.start()

    def reload(self, config: Config) -> None:
        """Go on with another configuration; crawls on their way keep the one they began with.

        Raises:
            ArchiveError: the archive cannot be written; the configuration counts all the same.
        """
        if config.daemon.concurrency != self.config.daemon.concurrency:
            # Crawls on their way give their slots back to the old semaphore: for their time there may be more.
            self._slots = asyncio.Semaphore(config.daemon.concurrency)
        self.config = config
        self._runner.reload(config)
        self.arrange()

    def arrange(self) -> None:
        """Plan every source that is not on its way: at a start, after a reload, and when the clock has jumped.

        Raises:
            ArchiveError: the plans cannot be stored; they hold all the same.
        """
        wanted = {source.name: source for source in self.config.enabled()}
        stored = sources.states(self._archive.db)
        for name in wanted:
            if name not in self._pollers:
                state = stored.get(name, SourceState())
                planned = dates.to_datetime(state.next_poll) if state.next_poll else None
                self._pollers[name] = Poller(name, planned, state.failures)
        self._pollers = {name: one for name, one in self._pollers.items() if name in wanted or one.task}
        idle = {name: one for name, one in self._pollers.items() if one.task is None}
        known = {name: Polled(wanted[name].schedule, one.planned, one.failures) for name, one in idle.items()}
        plans = policy.resume(known, self._archive.clock())
        for job in self._scheduler.get_jobs():
            if job.id not in plans and job.id != UPKEEP:
                job.remove()
        for name, start in plans.items():
            # What is overdue stays planned for when it was: from there its missed polls are counted.
            idle[name].planned = min(idle[name].planned or start, start)
            self._schedule(name, start)
        self._store_plans(stored)

    def wake(self) -> None:
        """Look at the clock: timers stand still while a machine sleeps."""
        self._scheduler.wakeup()

    def next_polls(self) -> dict[str, datetime]:
        """Return when each source that is not on its way is polled next."""
        jobs = {job.id: job.next_run_time for job in self._scheduler.get_jobs()}
        return {name: jobs[name] for name in self._pollers if name in jobs}

    async def stop(self, timeout: float) -> None:
        """Begin no further poll and end those on their way: what they have not done stays on the frontier.

        Args:
            timeout: seconds that crawls get to finish what is in flight.
        """
        self._stopping = True
        if self._scheduler.running:
            self._scheduler.pause()
            await asyncio.sleep(0)  # its jobs end in one turn of the loop, before its shutdown would cancel them
        await self._runner.stop(timeout)
        if tasks := {one.task for one in self._pollers.values() if one.task}:
            await asyncio.wait(tasks, timeout=0.5)  # to end its run, a crawl that has ended needs no more
        for one in self._pollers.values():
            try:
                one.settle(stopped=True)
            except ArchiveError as error:
                logger.error("%s: %s", one.name, error)
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    # --- inside

    def _schedule(self, name: str, when: datetime) -> None:
        self._scheduler.add_job(self._due, "date", run_date=when, args=(name,), id=name, replace_existing=True)

    def _store_plans(self, stored: Mapping[str, SourceState]) -> None:
        """Write the plans that are not in the archive yet; a source that is crawled no more has none."""
        plans: dict[str, str | None] = {name: None for name, state in stored.items() if state.next_poll}
        for name, one in self._pollers.items():
            if one.planned and self._source(name):
                plans[name] = dates.to_text(one.planned)
        changed = {n: plan for n, plan in plans.items() if plan != stored.get(n, SourceState()).next_poll}
        if changed:
            with self._archive.write() as tx:
                for name, plan in changed.items():
                    sources.plan(tx, name, plan)

    def _source(self, name: str) -> Source | None:
        source = self.config.source.get(name)
        return source if source and source.enabled else None

    async def _due(self, name: str) -> None:
        poller = self._pollers.get(name)
        if poller is not None and poller.task is None and not self._stopping:
            poller.task = asyncio.create_task(self._poll(poller))

    async def _poll(self, poller: Poller) -> None:
        woken, late = self._archive.clock(), 0
        outcome: Outcome = "stopped"
        try:
            async with self._slots:
                source = self._source(poller.name)
                if source and not self._stopping:
                    late = self._count_late(poller, source, woken)
                    outcome = await self._crawl(poller, source)
        except Exception:  # a mistake of ours: it is told, and the source goes on
            outcome = "failed"
            logger.exception("%s: unexpected error", poller.name)
        finally:
            poller.task = None
        if not (self._stopping and outcome == "stopped"):  # else the next start polls it at once
            poller.failures = poller.failures + 1 if outcome in ("failed", "stopped") else 0
            self._plan_next(poller, late)

    def _count_late(self, poller: Poller, source: Source, woken: datetime) -> int:
        """Count the polls that this one stands for because it comes late."""
        planned, now = poller.planned or woken, self._archive.clock()
        late = policy.missed(source.schedule, planned, now)
        reason: Reason = "busy"
        if planned < self._began:
            reason = "down"
        elif policy.missed(source.schedule, planned, woken):
            reason = "late"
        poller.missed(late, reason, planned, now)
        return late

    async def _crawl(self, poller: Poller, source: Source) -> Outcome:
        began = time.monotonic()
        try:
            poller.settle()
            crawl = poller.crawl = Crawl(source, self._archive, self.config.limits)
            try:
                await self._runner.run(crawl, timeout=self.config.daemon.run_timeout)
            except NewsbotError as error:
                crawl.error = crawl.error or str(error)
            except Exception as error:
                logger.exception("%s: unexpected error", source.name)
                crawl.error = crawl.error or f"{type(error).__name__}: {error}"
            poller.settle(stopped=self._stopping)
        except ArchiveError as error:
            logger.error("%s: failed: %s", source.name, error)
            return "failed"
        _tell(crawl, time.monotonic() - began)
        return crawl.outcome or "failed"

    def _plan_next(self, poller: Poller, late: int) -> None:
        source, now = self._source(poller.name), self._archive.clock()
        if source is None:  # it went with a reload
            self._pollers.pop(poller.name, None)
            return
        planned = poller.planned or now
        poller.missed(policy.missed(source.schedule, planned, now) - late, "overrun", planned, now)
        poller.planned = policy.next_poll(source.schedule, planned, now, self._dice.random(), poller.failures)
        if not self._stopping:
            self._schedule(poller.name, poller.planned)
        try:
            with self._archive.write() as tx:
                for gap in poller.gaps:
                    gap.record(tx, poller.name)
                sources.plan(tx, poller.name, dates.to_text(poller.planned))
            poller.gaps.clear()
        except ArchiveError as error:
            if not poller.failures:  # else the run's line has said it
                logger.error("%s: the next poll could not be stored: %s", poller.name, error)

    async def _upkeep(self) -> None:
        compared = 0
        try:
            while some := reprints.renew(self._archive):
                compared += some
                await asyncio.sleep(0)  # polls go on meanwhile
            done = upkeep.tidy(self._archive, self.config.keep())
        except ArchiveError as error:
            logger.error("%s: %s", UPKEEP, error)
        else:
            counts = {"articles_compared": compared, **asdict(done)}
            said = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in counts.items())
            logger.info("%s: %s", UPKEEP, said)


def _tell(crawl: Crawl, seconds: float) -> None:
    """One line per run, with its first error."""
    counts, error = crawl.counts, crawl.error or next(iter(crawl.counts.errors), None)
    level = {"failed": logging.ERROR, "degraded": logging.WARNING}.get(crawl.outcome or "failed", logging.INFO)
    logger.log(
        level,
        "%s: %s, %d listed, %d new, %d revised, %d failed, %.1f s%s",
        crawl.source.name,
        crawl.outcome,
        counts.listed,
        counts.new,
        counts.revised,
        counts.failed,
        seconds,
        f": {error}" if error else "",
    )
