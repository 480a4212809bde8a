"""Values as people read them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.cli import output
from newsbot.cli.sources import exact
from newsbot.config import parse_duration

NOW = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (None, "–"),
        ("2026-11-20T16:29:20.000Z", "40s"),
        ("2026-11-20T16:25:00.000Z", "5m"),
        ("2026-11-20T13:29:00.000Z", "3h"),
        ("2026-11-18T16:00:00.000Z", "2d"),
        ("2026-11-20T16:35:00.000Z", "in 5m"),
        ("2026-11-21", "today"),  # in Shanghai it is the next day already
        ("2026-11-19", "2d"),
    ],
)
def test_ages(moment: str | None, said: str) -> None:
    assert output.age(moment, NOW, "Asia/Shanghai") == said


def test_local_times() -> None:
    assert output.local_time("2026-11-20T16:30:00.000Z", "Asia/Shanghai") == "2026-11-21 00:30"
    assert output.local_time("2026-11-20", "Asia/Shanghai") == "2026-11-20"
    assert output.local_time(None, "Asia/Shanghai") == "–"


def test_sizes() -> None:
    assert [output.size(number) for number in (0, 999, 1_000, 12_345_678, 3 * 10**12)] == [
        "0 bytes",
        "999 bytes",
        "1.0 kB",
        "12.3 MB",
        "3.0 TB",
    ]


@given(st.integers(1, 366 * 86_400))
def test_durations_read_back(seconds: int) -> None:
    assert parse_duration(exact(seconds)) == seconds


@given(st.text())
def test_nothing_that_moves_the_cursor_is_left(text: str) -> None:
    left = output.plain(text).plain
    assert not any(ord(char) < 32 and char not in "\t\n" for char in left)
    assert not any(0x7F <= ord(char) < 0xA0 or 0x202A <= ord(char) <= 0x202E for char in left)
