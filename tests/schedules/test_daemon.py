"""``newsbot run`` as a process: its start, its signals, its watchdog and its end."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from newsbot import dates
from newsbot.archive import Archive, sources
from newsbot.demo.server import Answer
from newsbot.demo.site import DemoSite
from tests.crawling import WrittenSite, json_feed

COMMAND = "import sys; from newsbot.cli import main; sys.exit(main())"
FROZEN = """
import sys, time
from pathlib import Path
from newsbot.config import load
from schedules import daemon

folder = Path(sys.argv[1])
config = load(folder / "newsbot.toml", {}, folder, folder)
impatient = config.model_copy(update={"daemon": config.daemon.model_copy(update={"watchdog": 1})})

def read_again():
    time.sleep(60)

sys.exit(daemon.run(impatient, read_again, folder / "archive.db"))
"""


@pytest.fixture(scope="module")
def site() -> Iterator[DemoSite]:
    with DemoSite(slow=20) as site:
        yield site


class Daemons:
    """Daemons of one folder, and what they leave there."""

    def __init__(self, folder: Path, site: DemoSite) -> None:
        self.folder = folder
        self.site = site
        self.archive = folder / "archive.db"
        self.started: list[subprocess.Popen[bytes]] = []

    def configure(self, *names: str, more: str = "") -> None:
        """Write a newsbot.toml with these sources of the demo site."""
        stanzas = [_stanza(self.site, name) for name in names]
        (self.folder / "newsbot.toml").write_text("\n".join([*stanzas, more]), encoding="utf-8")

    def start(self, script: str = COMMAND, arguments: tuple[str, ...] | None = None) -> subprocess.Popen[bytes]:
        """Start a daemon; its log goes to a file."""
        given = ("--archive", str(self.archive), "run") if arguments is None else arguments
        with self.log_file().open("ab") as log:
            daemon = subprocess.Popen(
                [sys.executable, "-c", script, *given],
                cwd=self.folder, stderr=log, stdout=log,
                env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "NOTIFY_SOCKET": self.notify_path()},
            )  # fmt: skip
        self.started.append(daemon)
        return daemon

    def log_file(self) -> Path:
        return self.folder / "log"

    def notify_path(self) -> str:
        return str(self.folder / "notify")

    def log(self) -> str:
        return self.log_file().read_text(encoding="utf-8")

    def says(self, text: str) -> None:
        until(lambda: text in self.log(), self.log)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        db = sqlite3.connect(f"file:{self.archive}?mode=ro", uri=True)
        try:
            return db.execute(sql).fetchall()
        finally:
            db.close()


def _stanza(site: DemoSite, name: str) -> str:
    header = f"[source.{name}]\n"
    text = site.stanzas()
    begin = text.index(header)
    end = text.find("\n[source.", begin)
    return text[begin : end if end > 0 else None].replace("enabled = false", "enabled = true")


def until(done: Callable[[], bool], tell: Callable[[], str], seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, tell()
        time.sleep(0.02)


@pytest.fixture
def daemons(tmp_path: Path, site: DemoSite) -> Iterator[Daemons]:
    made = Daemons(tmp_path, site)
    yield made
    for daemon in made.started:
        if daemon.poll() is None:
            daemon.kill()
            daemon.wait()


def test_a_life(daemons: Daemons) -> None:
    """Start, no second daemon beside it, reload, stop, and go on where it was."""
    daemons.configure("demo-rss", "demo-json")
    ago = datetime.now(UTC) - timedelta(minutes=16)
    with Archive(daemons.archive) as archive, archive.write() as tx:
        sources.plan(tx, "demo-json", dates.to_text(ago))
        sources.plan(tx, "gone-from-the-file", dates.to_text(ago))
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(daemons.notify_path())
        daemon = daemons.start()
        daemons.says("demo-json: ok, 8 listed, 8 new")
        until(lambda: daemons.rows("SELECT 1 FROM event") != [], daemons.log)
        (missed,) = daemons.rows("SELECT kind, source, detail ->> 'count', detail ->> 'reason' FROM event")
        assert missed == ("tick_missed", "demo-json", 3, "down")
        assert "demo-json: polls missed: 3 (down)" in daemons.log()

        second = daemons.start()
        assert second.wait(10) == 1
        assert f"another daemon (process {daemon.pid}) is running on it" in daemons.log()
        assert (daemons.folder / "archive.db.daemon.lock").read_text("ascii").strip() == str(daemon.pid)

        (daemons.folder / "newsbot.toml").write_text("[source.demo-rss]\nfeeed = 1\n")
        daemon.send_signal(signal.SIGHUP)
        daemons.says("error: not reloaded, the old configuration stays: ")
        (daemons.folder / "newsbot.toml").write_text("")
        daemon.send_signal(signal.SIGHUP)
        daemons.says("newsbot.toml: no source is enabled")
        (daemons.folder / "newsbot.toml").unlink()
        daemon.send_signal(signal.SIGHUP)
        daemons.says("newsbot.toml: the file is gone")
        assert "info: reloaded" not in daemons.log()
        daemons.configure("demo-rss", "demo-json", "demo-atom", more='[archive]\npath = "other.db"')
        daemon.send_signal(signal.SIGHUP)
        daemons.says("demo-atom: ok, 8 listed, 8 new")
        daemons.says("demo-rss: ok, 8 listed, 8 new")
        assert "warning: another [archive] path takes effect with the next start" in daemons.log()

        stop = time.monotonic()
        daemon.send_signal(signal.SIGTERM)
        assert daemon.wait(10) == 0
        assert time.monotonic() - stop < 5
        assert systemd.recv(99) == b"READY=1"
        assert systemd.recv(99) == b"WATCHDOG=1"

    assert "Traceback" not in daemons.log()
    assert (daemons.folder / "archive.db.daemon.lock").read_text("ascii") == ""
    assert {row[0] for row in daemons.rows("SELECT outcome FROM run")} == {"ok"}
    plans = dict(daemons.rows("SELECT source, next_poll FROM source_state"))
    assert plans.pop("gone-from-the-file") is None
    assert all(plan > dates.to_text(datetime.now(UTC)) for plan in plans.values())

    polled = daemons.rows("SELECT count(*) FROM run")
    daemons.log_file().unlink()
    daemon = daemons.start()
    daemons.says("first polls: ")
    for name, plan in plans.items():
        assert f"{name} {plan[11:19]}" in daemons.log()
    daemon.send_signal(signal.SIGINT)
    assert daemon.wait(10) == 0
    assert daemons.rows("SELECT count(*) FROM run") == polled
    assert dict(daemons.rows("SELECT source, next_poll FROM source_state WHERE next_poll IS NOT NULL")) == plans


def test_a_stop_gives_back_what_it_cannot_finish_and_a_second_ends_at_once(daemons: Daemons) -> None:
    daemons.configure("broken-slow", more='[daemon]\nstop_timeout = "1s"')
    claimed = "SELECT count(*) FROM frontier WHERE claimed_by IS NOT NULL"

    daemon = daemons.start()
    daemons.says("first polls: ")
    until(lambda: daemons.rows(claimed) != [(0,)], daemons.log)
    stop = time.monotonic()
    daemon.send_signal(signal.SIGTERM)
    assert daemon.wait(15) == 0
    assert time.monotonic() - stop < 8
    assert daemons.rows("SELECT outcome FROM run") == [("stopped",)]
    assert daemons.rows(claimed) == [(0,)]
    assert ("pending", 0) in daemons.rows("SELECT DISTINCT state, attempts FROM frontier")
    assert daemons.rows("SELECT sum(attempts) FROM frontier") == [(0,)]
    assert "Traceback" not in daemons.log()

    daemons.configure("broken-slow", more='[daemon]\nstop_timeout = "1m"')
    daemon = daemons.start()
    until(lambda: daemons.rows(claimed) != [(0,)], daemons.log)
    daemon.send_signal(signal.SIGTERM)
    until(lambda: daemons.log().count("SIGTERM: stopping") == 2, daemons.log)
    daemon.send_signal(signal.SIGTERM)
    assert daemon.wait(5) == 128 + signal.SIGTERM


def test_a_stop_is_no_failure_of_sources_that_wait_for_their_host(daemons: Daemons) -> None:
    """Neither where the listing waits, nor where robots.txt does; the next start polls them at once."""
    held = Answer(status=503, headers={"Retry-After": "25"})
    with WrittenSite() as open_, WrittenSite() as closed:
        names = ("one", "two", "three")
        open_.answers |= {f"/{name}.json": held for name in names}
        closed.answers["/robots.txt"] = held
        stanzas = [open_.feed(name, path=f"/{name}.json") for name in names]
        (daemons.folder / "newsbot.toml").write_text("\n".join([*stanzas, closed.feed("four")]), "utf-8")
        daemon = daemons.start()
        daemons.says("first polls: ")
        until(lambda: daemons.rows("SELECT count(*) FROM run") == [(4,)], daemons.log)
        until(lambda: len(open_.targets()) >= 2 and closed.targets() != [], daemons.log)
        time.sleep(0.2)  # they have the answer, and wait
        daemon.send_signal(signal.SIGTERM)
        assert daemon.wait(10) == 0
        runs = daemons.rows("SELECT outcome, error, failed FROM run")
        assert runs == [("stopped", None, 0)] * 4
        assert daemons.rows("SELECT DISTINCT failures FROM source_state") == [(0,)]
        due = daemons.rows("SELECT next_poll <= (SELECT max(started) FROM run) FROM source_state")
        assert due == [(1,)] * 4
        assert closed.targets() == ["/robots.txt"]

        url = open_.write("/story-0000001.shtml", "云州第1号公告")
        open_.answers |= {f"/{name}.json": json_feed(url) for name in names}
        closed.answers |= {"/robots.txt": Answer(status=404), "/feed.json": json_feed(url)}
        daemon = daemons.start()
        for name in (*names, "four"):
            daemons.says(f"{name}: ok, ")
        daemon.send_signal(signal.SIGTERM)
        assert daemon.wait(10) == 0


def test_a_frozen_loop_ends_the_process_and_shows_where_it_hung(daemons: Daemons) -> None:
    daemons.configure("demo-rss")
    daemon = daemons.start(textwrap.dedent(FROZEN), (str(daemons.folder),))
    daemons.says("demo-rss: ok")
    daemon.send_signal(signal.SIGHUP)  # reading the configuration again takes for ever
    assert daemon.wait(10) == 1
    assert "Timeout (0:00:01)!" in daemons.log()
    assert 'File "<string>", line 12 in read_again' in daemons.log()


@pytest.mark.parametrize(
    ("stanza", "said"),
    [
        ("[source.a]\nspider = 'nosuch'\n", '`spider` = "nosuch": there is no such spider'),
        ("[source.a]\nfeed = 'x'\n", "[source.a]"),
        ("", "newsbot.toml: no source is enabled"),
    ],
)
def test_a_wrong_configuration_ends_the_start_with_one_line(daemons: Daemons, stanza: str, said: str) -> None:
    (daemons.folder / "newsbot.toml").write_text(stanza, encoding="utf-8")
    assert daemons.start().wait(10) == 1
    (line,) = daemons.log().splitlines()
    assert said in line
