"""When a source is polled next. Pure: clock, dice and what is stored arrive as arguments; all results are UTC."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from newsbot.config import Schedule

BACKOFF_CAP = 6 * 3_600
"""Seconds: a source that fails for weeks is still asked four times a day, so that it comes back by itself."""
MISSED_LIMIT = 1_000
"""Missed ticks are counted up to here: a cron line costs 25 µs per tick, and whoever reads "1000" knows enough."""
SPREAD = 60
"""Seconds over which sources that are overdue at a start are spread at most."""
SPREAD_STEP = 2
"""Seconds between two of them when they are few."""


@dataclass(frozen=True, slots=True)
class Polled:
    """What is known of a source when the daemon starts.

    ``next_poll`` is the stored plan, None for a source never polled; ``failures`` counts its failed runs in a row.
    """

    schedule: Schedule
    next_poll: datetime | None = None
    failures: int = 0


def next_poll(schedule: Schedule, last_poll: datetime, now: datetime, jitter: float, failures: int = 0) -> datetime:
    """When to poll after a run has ended; always later than ``now``.

    Args:
        schedule: the source's.
        last_poll: for when that run was planned. One in the future (the clock was set back) counts as now.
        now: aware.
        jitter: 0 ≤ jitter < 1, how much of the schedule's jitter is added; never so much that a cron tick is skipped.
        failures: failed runs in a row. From the second on, polls are put off, see `backoff`.
    """
    earliest = now + timedelta(seconds=_put_off(schedule, now, failures))
    tick, following = islice(_ticks(schedule, min(last_poll, now), earliest), 2)
    return tick + jitter * min(timedelta(seconds=schedule.jitter), following - tick)


def missed(schedule: Schedule, planned: datetime, now: datetime) -> int:
    """How many polls after the one ``planned`` (which runs or ran) were due until now, at most `MISSED_LIMIT`."""
    due = 0
    for tick in islice(_ticks(schedule, planned, planned), MISSED_LIMIT):
        if tick > now:
            break
        due += 1
    return due


def backoff(failures: int, base: float) -> float:
    """Seconds between polls of a source that failed so many times in a row.

    The first failure changes nothing, each further one doubles ``base`` (the schedule's own interval in seconds) up
    to `BACKOFF_CAP`, or up to the interval where that is longer. No number of failures means never.
    """
    doublings = min(max(failures - 1, 0), 30)  # base ≥ 10 s is past any cap long before
    return min(base * 2.0**doublings, max(BACKOFF_CAP, base))


def resume(sources: Mapping[str, Polled], now: datetime) -> dict[str, datetime]:
    """When each source is polled first after a start or a reload.

    A plan that is still to come stays. What is overdue is polled at once, longest overdue first, spread over up to
    `SPREAD` seconds. A plan later than the schedule can have made (the schedule is another, or the clock was set
    back) is none; a source without a plan is polled at once, or with ``cron`` at its next tick.
    """
    plans = {name: _plan(source, now) for name, source in sources.items()}
    overdue = sorted((name for name, plan in plans.items() if plan <= now), key=lambda name: plans[name])
    step = timedelta(seconds=min(SPREAD_STEP, SPREAD / len(overdue))) if overdue else timedelta()
    return plans | {name: now + place * step for place, name in enumerate(overdue)}


def _plan(source: Polled, now: datetime) -> datetime:
    schedule, plan = source.schedule, source.next_poll
    if plan is not None and plan <= next_poll(schedule, now, now, 1.0, source.failures):
        return plan
    return now if schedule.cron is None else next_poll(schedule, now, now, 0.0)


def _put_off(schedule: Schedule, now: datetime, failures: int) -> float:
    """Seconds a failing source waits beyond its usual interval."""
    if failures < 2:
        return 0.0
    tick, following = islice(_ticks(schedule, now, now), 2)
    interval = (following - tick).total_seconds()
    return backoff(failures, interval) - interval


def _ticks(schedule: Schedule, anchor: datetime, after: datetime) -> Iterator[datetime]:
    """The times of a schedule later than ``after``, without jitter; ``every`` counts from ``anchor`` ≤ ``after``."""
    anchor, tick = anchor.astimezone(UTC), after.astimezone(UTC)
    if schedule.every is not None:
        every = timedelta(seconds=schedule.every)
        tick = anchor + (tick - anchor) // every * every
        while True:
            tick += every
            yield tick
    trigger = _trigger(schedule.cron, schedule.timezone)
    zone = ZoneInfo(schedule.timezone)
    while True:
        # The trigger looks for a time at or after the one given. In UTC and back: over a change of the clocks,
        # local times would be added up as if there were none.
        tick = trigger.get_next_fire_time(None, (tick + timedelta(microseconds=1)).astimezone(zone)).astimezone(UTC)
        yield tick


@lru_cache(maxsize=1_024)
def _trigger(cron: str | None, timezone: str) -> Any:
    return CronTrigger.from_crontab(cron, timezone=ZoneInfo(timezone))
