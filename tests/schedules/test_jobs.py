"""The polls of all sources on a real reactor, against the demo site: see loop.py for what is done."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from newsbot.demo.site import DemoSite

Rows = Callable[[str, str], list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def looped(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any], str]:
    """The folder of archives, what the scenarios saw, and the log."""
    folder = tmp_path_factory.mktemp("loop")
    with DemoSite(slow=3) as site:
        (folder / "newsbot.toml").write_text(site.stanzas(), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "tests.schedules.loop", str(folder)],
            capture_output=True, text=True, timeout=120, cwd=Path(__file__).parents[2],
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder, json.loads(done.stdout), done.stderr


@pytest.fixture
def rows(looped: tuple[Path, dict[str, Any], str]) -> Rows:
    def read(scenario: str, sql: str) -> list[tuple[Any, ...]]:
        db = sqlite3.connect(looped[0] / f"{scenario}.db")
        try:
            return db.execute(sql).fetchall()
        finally:
            db.close()

    return read


def seconds(since: str, until: str) -> float:
    return (datetime.fromisoformat(until) - datetime.fromisoformat(since)).total_seconds()


def events(rows: Rows, scenario: str) -> list[tuple[str, str, int]]:
    found = rows(scenario, "SELECT source, detail FROM event WHERE kind = 'tick_missed' ORDER BY id")
    return [(source, (said := json.loads(detail))["reason"], said["count"]) for source, detail in found]


def test_a_source_is_polled_on_its_beat_and_never_twice_at_once(rows: Rows) -> None:
    good = rows("steady", "SELECT started, finished, outcome, new FROM run WHERE source = 'demo-rss' ORDER BY id")
    assert len(good) >= 4
    assert {run[2] for run in good} == {"ok"}
    assert [run[3] > 0 for run in good] == [True] + [False] * (len(good) - 1)
    assert all(after[0] > before[1] for before, after in pairwise(good))
    (planned,) = rows("steady", "SELECT next_poll, failures FROM source_state WHERE source = 'demo-rss'")
    assert planned[1] == 0
    assert good[-1][1] < planned[0]


def test_a_failing_source_backs_off_and_is_never_given_up(rows: Rows) -> None:
    bad = rows("steady", "SELECT outcome, error, finished FROM run WHERE source = 'demo-json' ORDER BY id")
    assert len(bad) >= 3
    assert {run[0] for run in bad} == {"failed"}
    assert "127.0.0.1:9" in bad[0][1]
    ((planned, failures),) = rows("steady", "SELECT next_poll, failures FROM source_state WHERE source = 'demo-json'")
    assert failures == len(bad)
    assert seconds(bad[-1][2], planned) > 2 ** (failures - 1) - 1  # the beat is 1 s, and comes when that is over


def test_what_cannot_begin_is_a_failed_run_and_is_tried_again(
    rows: Rows, looped: tuple[Path, dict[str, Any], str]
) -> None:
    runs = rows("mistaken", "SELECT source, outcome, error FROM run")
    assert {run[1] for run in runs} == {"failed"}
    arguments = [run[2] for run in runs if run[0] == "demo-roll"]
    unforeseen = [run[2] for run in runs if run[0] == "demo-rss"]
    assert len(arguments) >= 2
    assert len(unforeseen) >= 2
    assert "[source.demo-roll] args: the spider sina_roll does not take these args" in arguments[0]
    assert unforeseen[0] == "KeyError: 'Spider not found: missing'"
    log = looped[2]
    assert log.count("Traceback") == log.count("error: demo-rss: unexpected error") == len(unforeseen)


def test_polls_that_were_not_made_leave_a_trace(rows: Rows) -> None:
    missed = {(source, reason): count for source, reason, count in events(rows, "crowded")}
    assert missed["broken-slow", "overrun"] >= 3
    assert missed["demo-rss", "busy"] >= 1
    slow, quick = rows("crowded", "SELECT started, finished FROM run ORDER BY id LIMIT 2")
    assert quick[0] > slow[1]  # there was one slot


def test_a_run_that_takes_too_long_is_stopped(rows: Rows) -> None:
    assert rows("endless", "SELECT outcome, error FROM run") == [("failed", "took longer than 1 s and was stopped")]


def test_what_cannot_be_finished_in_time_is_given_back(rows: Rows) -> None:
    assert rows("stuck", "SELECT outcome FROM run") == [("stopped",)]
    assert rows("stuck", "SELECT count(*) FROM frontier WHERE claimed_by IS NOT NULL") == [(0,)]
    ((planned, started),) = rows("stuck", "SELECT next_poll, started FROM source_state JOIN run USING (source)")
    assert planned <= started  # due at once when the daemon comes back


def test_a_full_disk_is_told_and_survived(rows: Rows, looped: tuple[Path, dict[str, Any], str]) -> None:
    assert "ok" not in looped[1]["full"]
    runs = rows("full", "SELECT outcome, error, new FROM run ORDER BY id")
    failed = [run for run in runs if run[0] != "ok"]
    assert runs[len(failed)] == ("ok", None, 8)
    assert all(run[0] == "failed" and "the disk is full" in run[1] for run in failed)
    assert "error: demo-json: failed" in looped[2]
    assert rows("full", "SELECT count(*) FROM run WHERE finished IS NULL") == [(0,)]


def test_a_clock_that_was_ahead_does_not_stop_the_polls(looped: tuple[Path, dict[str, Any], str]) -> None:
    assert looped[1]["jumped"]["after"] < 60


def test_a_reload_takes_effect_for_what_is_not_on_its_way(rows: Rows, looped: tuple[Path, dict[str, Any], str]) -> None:
    assert looped[1]["reloaded"]["demo-atom"] < 60
    assert rows("reloaded", "SELECT source, outcome FROM run ORDER BY source") == [
        ("demo-atom", "ok"),
        ("demo-rss", "ok"),
    ]
    plans = dict(rows("reloaded", "SELECT source, next_poll FROM source_state"))
    assert plans["demo-rss"] is None  # its crawl ended after it had gone from the file
    ((finished,),) = rows("reloaded", "SELECT finished FROM run WHERE source = 'demo-atom'")
    assert 0 < seconds(finished, plans["demo-atom"]) <= 200
