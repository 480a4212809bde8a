"""When a source is polled next: by interval and cron, over changes of the clocks, after failures and restarts."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.config import Schedule
from schedules.policy import BACKOFF_CAP, MISSED_LIMIT, SPREAD, Polled, backoff, missed, next_poll, resume

NOON = datetime(2031, 10, 14, 12, 0, tzinfo=UTC)


def every(text: str, jitter: str = "0s") -> Schedule:
    return Schedule.model_validate({"every": text, "jitter": jitter})


def cron(line: str, timezone: str = "UTC", jitter: str = "0s") -> Schedule:
    return Schedule.model_validate({"cron": line, "timezone": timezone, "jitter": jitter})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


SCHEDULES = st.one_of(
    st.integers(10, 100_000).map(lambda seconds: every(f"{seconds}s", f"{seconds // 3}s")),
    st.builds(
        cron,
        st.sampled_from(
            [
                "* * * * *",
                "*/10 8-20 * * mon-fri",
                "30 1 * * *",
                "30 2 * * *",
                "0 0 29 2 *",
                "*/20 2 * * sun",
                "7 */5 1 * *",
            ]
        ),
        st.sampled_from(
            ["UTC", "Asia/Shanghai", "America/New_York", "Europe/London", "Australia/Lord_Howe", "Africa/Casablanca"]
        ),
        st.sampled_from(["0s", "30s", "20m"]),
    ),
)
TIMES = st.datetimes(datetime(2020, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
SPANS = st.timedeltas(timedelta(0), timedelta(days=3))
DICE = st.floats(0, 0.99)


@settings(deadline=None)
@given(SCHEDULES, TIMES, SPANS, DICE, st.integers(0, 100))
def test_the_next_poll_is_to_come_and_stays_so_with_time(
    schedule: Schedule, last: datetime, span: timedelta, dice: float, failures: int
) -> None:
    now = last + span
    planned = next_poll(schedule, last, now, dice, failures)
    assert planned > now
    assert planned.tzinfo is UTC
    assert planned >= next_poll(schedule, last, now, 0.0, failures) >= next_poll(schedule, last, now, 0.0)
    assert next_poll(schedule, last, now + minutes(7), 0.0) >= next_poll(schedule, last, now, 0.0)
    # The clock was set back: no waiting for the old time to come again.
    assert next_poll(schedule, now + timedelta(days=400), now, 0.0) <= next_poll(schedule, now, now, 0.0)


@settings(deadline=None)
@given(SCHEDULES, TIMES, SPANS)
def test_missed_polls_are_those_a_patient_daemon_would_have_made(
    schedule: Schedule, planned: datetime, span: timedelta
) -> None:
    now = planned + span
    tick, polls = next_poll(schedule, planned, planned, 0.0), 0
    while tick <= now and polls < MISSED_LIMIT:
        polls += 1
        tick = next_poll(schedule, tick, tick, 0.0)
    assert missed(schedule, planned, now) == polls
    if polls < MISSED_LIMIT:
        assert tick == next_poll(schedule, planned, now, 0.0)


def test_an_interval_keeps_its_beat_when_polls_were_missed() -> None:
    schedule = every("5m", "30s")
    assert next_poll(schedule, NOON, NOON + minutes(1), 0.0) == NOON + minutes(5)
    assert next_poll(schedule, NOON, NOON + minutes(5), 0.5) == NOON + minutes(10.25)
    assert next_poll(schedule, NOON, NOON + minutes(12), 0.0) == NOON + minutes(15)
    assert missed(schedule, NOON, NOON + minutes(4)) == 0
    assert missed(schedule, NOON, NOON + minutes(12)) == 2
    assert missed(schedule, NOON, NOON + timedelta(days=3650)) == MISSED_LIMIT


def test_a_cron_line_is_read_in_its_zone() -> None:
    fed = cron("*/10 8-20 * * mon-fri", "America/New_York")
    friday_evening = at("2031-10-17T20:55:00-04:00")
    assert next_poll(fed, friday_evening, friday_evening, 0.0) == at("2031-10-20T08:00:00-04:00")
    assert missed(fed, friday_evening, at("2031-10-20T09:00:00-04:00")) == 7
    assert next_poll(cron("0 8 * * *", "Asia/Shanghai"), NOON, NOON, 0.0) == at("2031-10-15T08:00:00+08:00")


def test_jitter_never_reaches_the_next_tick_of_a_cron_line() -> None:
    assert next_poll(cron("* * * * *", jitter="10m"), NOON, NOON, 0.5) == NOON + minutes(1.5)


@pytest.mark.parametrize(
    ("line", "night", "expected"),
    [
        # Clocks go forward: 02:00-03:00 does not exist; what falls into it is polled once, nothing is doubled.
        ("30 2 * * *", "2031-03-09", ["07:30"]),
        ("*/30 1-3 * * *", "2031-03-09", ["06:00", "06:30", "07:00", "07:30"]),
        # Clocks go back: 01:00-02:00 comes twice and is polled twice.
        ("30 1 * * *", "2031-11-02", ["05:30", "06:30"]),
        ("*/30 1-2 * * *", "2031-11-02", ["05:00", "05:30", "06:00", "06:30", "07:00", "07:30"]),
    ],
)
def test_cron_over_a_change_of_the_clocks(line: str, night: str, expected: list[str]) -> None:
    schedule = cron(line, "America/New_York")
    tick, ticks = at(f"{night}T04:00:00+00:00"), []
    while (tick := next_poll(schedule, tick, tick, 0.0)) < at(f"{night}T12:00:00+00:00"):
        ticks.append(f"{tick:%H:%M}")
    assert ticks == expected


def test_an_interval_does_not_notice_a_change_of_the_clocks() -> None:
    local = at("2031-03-09T01:30:00-05:00")
    assert next_poll(every("1h"), local, local, 0.0) == at("2031-03-09T07:30:00+00:00")


def test_failures_double_the_interval_up_to_the_cap() -> None:
    assert [backoff(failures, 300) for failures in range(6)] == [300, 300, 600, 1200, 2400, 4800]
    assert backoff(7, 300) == 19_200
    assert backoff(8, 300) == backoff(10**9, 300) == BACKOFF_CAP
    assert backoff(5, 86_400) == 86_400
    assert next_poll(every("5m"), NOON, NOON + minutes(1), 0.0, failures=1) == NOON + minutes(5)
    assert next_poll(every("5m"), NOON, NOON + minutes(1), 0.0, failures=2) == NOON + minutes(10)
    assert next_poll(every("5m"), NOON, NOON, 0.0, failures=99) == NOON + timedelta(hours=6)
    assert next_poll(cron("*/10 * * * *"), NOON, NOON, 0.0, failures=2) == NOON + minutes(20)
    assert next_poll(cron("0 8 * * *"), NOON, NOON, 0.0, failures=99) == at("2031-10-15T08:00:00+00:00")


@given(st.integers(0, 10**6), st.floats(10, 400 * 86_400))
def test_a_failing_source_is_never_given_up(failures: int, base: float) -> None:
    assert base <= backoff(failures, base) <= backoff(failures + 1, base) <= max(BACKOFF_CAP, base)


def test_a_restart_goes_on_where_the_daemon_was() -> None:
    five, daily = every("5m", "30s"), cron("0 8 * * *")
    plans = resume(
        {
            "to-come": Polled(five, NOON + minutes(3)),
            "overdue": Polled(five, NOON - minutes(3)),
            "long-overdue": Polled(daily, NOON - minutes(240)),
            "new": Polled(five),
            "new-cron": Polled(daily),
            "failing": Polled(five, NOON + timedelta(hours=5), failures=20),
            "from-the-future": Polled(five, NOON + timedelta(days=300)),
        },
        NOON,
    )
    assert plans == {
        "to-come": NOON + minutes(3),
        "long-overdue": NOON,
        "overdue": NOON + timedelta(seconds=2),
        "new": NOON + timedelta(seconds=4),
        "from-the-future": NOON + timedelta(seconds=6),
        "new-cron": at("2031-10-15T08:00:00+00:00"),
        "failing": NOON + timedelta(hours=5),
    }


@settings(deadline=None)
@given(st.lists(st.tuples(SCHEDULES, st.none() | TIMES, st.integers(0, 9)), max_size=60), TIMES)
def test_a_restart_polls_everything_soon_but_not_at_once(
    sources: list[tuple[Schedule, datetime | None, int]], now: datetime
) -> None:
    states = {str(number): Polled(*source) for number, source in enumerate(sources)}
    plans = resume(states, now)
    assert plans.keys() == states.keys()
    assert all(plan >= now for plan in plans.values())
    for name, state in states.items():
        if state.next_poll is not None and state.next_poll <= now:
            assert plans[name] < now + timedelta(seconds=SPREAD)
        else:
            assert plans[name] <= max(
                now + timedelta(seconds=SPREAD), next_poll(state.schedule, now, now, 1.0, state.failures)
            )
    overdue = sorted(plan for name, plan in plans.items() if (due := states[name].next_poll) and due <= now)
    assert all(later - earlier >= timedelta(seconds=0.9) for earlier, later in pairwise(overdue))
