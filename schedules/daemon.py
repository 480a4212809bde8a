"""``newsbot run``: one process, one event loop, one archive; its watchdog, its signals and its end."""

import asyncio
import faulthandler
import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from newsbot import __version__, dates, reactor
from newsbot.archive import Archive
from newsbot.archive.refusals import refuse_foreign
from newsbot.config import Config
from newsbot.errors import ArchiveError, ConfigError, NewsbotError
from newsbot.reactor import SIGNALLED
from newsbot.runner import spider_names, validate
from schedules import logs
from schedules.jobs import Jobs

logger = logging.getLogger(__name__)

BEATS = 4
"""Beats of the loop per watchdog time: the watchdog barks at a loop that misses about three in a row."""
LONGEST_BEAT = 15.0
"""Seconds between beats at most: so soon a machine that woke up, or a clock that was set, is noticed."""
JUMP = timedelta(seconds=30)
"""A clock that moved by more, against the one that only goes forward, was set (or the machine slept)."""
LAST_WORDS = 3.0
"""Seconds the reactor gets to end when everything is stored: a look-up of a name in a thread may take longer."""


def run(config: Config, reload: Callable[[], Config], archive: Path, *, verbose: bool = False) -> int:
    """Crawl every enabled source on its schedule, until SIGTERM or SIGINT; SIGHUP reads the configuration again.

    Args:
        config: what to begin with.
        reload: reads it again at each SIGHUP.
        archive: the archive's path; it stays the same for the life of the daemon.
        verbose: log what is fetched as well.

    Returns:
        The exit status: 0 after a clean stop.

    Raises:
        ConfigError: the configuration is wrong, or has no source to crawl.
        ArchiveError: another daemon has this archive, or it cannot be opened or written.
    """
    _check(config)
    refuse_foreign(archive)
    with _sole_daemon(archive), Archive(archive) as opened:
        daemon = Daemon(config, reload, opened, verbose=verbose)
        try:
            return reactor.run(daemon.main, daemon.on_signal)
        finally:
            daemon.end()


class Daemon:
    """The daemon of one archive. Made before the reactor runs, everything else happens in its loop."""

    def __init__(self, config: Config, reload: Callable[[], Config], archive: Archive, *, verbose: bool) -> None:
        self._config = config
        self._read_again = reload
        self._archive = archive
        self._verbose = verbose
        self._stop = asyncio.Event()
        self._jobs: Jobs | None = None
        self._last_words: threading.Timer | None = None

    async def main(self) -> int:
        """Run until told to stop."""
        logs.to_stderr(spider_names(), verbose=self._verbose)
        self._jobs = Jobs(self._config, self._archive)
        self._jobs.start()
        beat = asyncio.ensure_future(self._beat(self._jobs))
        self._tell_start(self._jobs)
        _notify("READY=1")
        await self._stop.wait()
        _notify("STOPPING=1")
        await self._jobs.stop(self._config.daemon.stop_timeout)
        beat.cancel()
        faulthandler.cancel_dump_traceback_later()
        logger.info("stopped")
        self._last_words = threading.Timer(LAST_WORDS, os._exit, (0,))
        self._last_words.start()
        return 0

    def on_signal(self, number: signal.Signals) -> None:
        """Stop at the first SIGTERM or SIGINT, end at once at the second: all that is stored is whole."""
        if number == signal.SIGHUP:
            self._reload()
        elif self._stop.is_set():
            os._exit(SIGNALLED + number)
        else:
            logger.info("%s: stopping, what is in flight is finished first", number.name)
            self._stop.set()

    def end(self) -> None:
        """The reactor has ended: nothing needs to be hurried any more."""
        if self._last_words is not None:
            self._last_words.cancel()

    def _reload(self) -> None:
        if self._jobs is None or self._stop.is_set():
            return
        try:
            config = self._read_again()
            _check(config)
        except NewsbotError as error:
            logger.error("not reloaded, the old configuration stays: %s", error)
            return
        if config.archive != self._config.archive:
            logger.warning("another [archive] path takes effect with the next start")
        self._config = config
        with _told("the plans could not be stored"):
            self._jobs.reload(config)
        logger.info("reloaded %s: %s", config.path, _first_polls(self._jobs))

    async def _beat(self, jobs: Jobs) -> None:
        """Arm the watchdog again and again, and notice when the clock jumps.

        The watchdog is a thread that Python's lock does not hold up: it prints all stacks and ends a process whose
        loop is frozen; systemd or Docker starts it again, and the frontier knows what was on its way.
        """
        offset = self._offset()
        while True:
            watchdog = self._config.daemon.watchdog
            faulthandler.dump_traceback_later(watchdog, exit=True, file=sys.stderr)
            _notify("WATCHDOG=1")
            await asyncio.sleep(min(watchdog / BEATS, LONGEST_BEAT))
            jumped = self._offset() - offset
            if abs(jumped) > JUMP.total_seconds():
                offset += jumped
                logger.warning("the clock moved by %+.0f s: planning anew", jumped)
                with _told("the plans could not be stored"):
                    jobs.arrange()
            jobs.wake()

    def _offset(self) -> float:
        """Seconds between the wall clock and the one that only goes forward and stands still while we sleep."""
        return self._archive.clock().timestamp() - time.monotonic()

    def _tell_start(self, jobs: Jobs) -> None:
        sources = len(self._config.enabled())
        logger.info("newsbot %s, %s, %d sources of %s", __version__, self._archive.path, sources, self._config.path)
        logger.info("%s", _first_polls(jobs))


def _first_polls(jobs: Jobs, shown: int = 5) -> str:
    polls = sorted((when, name) for name, when in jobs.next_polls().items())
    told = [f"{name} {dates.to_text(when)[11:19]}" for when, name in polls[:shown]]
    more = f" and {len(polls) - shown} more" if len(polls) > shown else ""
    return f"first polls: {', '.join(told)}{more}" if polls else "every source is being polled"


def _check(config: Config) -> None:
    """Raise `ConfigError` for a configuration that cannot be run: a daemon without work is a mistake."""
    validate(config)
    if not config.enabled():
        raise ConfigError("no source is enabled", where=str(config.path), do="Add a source, or enable one")


@contextmanager
def _told(what: str) -> Iterator[None]:
    try:
        yield
    except ArchiveError as error:
        logger.error("%s: %s", what, error)


@contextmanager
def _sole_daemon(archive: Path) -> Iterator[None]:
    """Hold ``<archive>.daemon.lock``, with our process id as its text while we live; ``newsbot status`` reads it.

    Raises:
        ArchiveError: another daemon holds it, or the folder cannot be written.
    """
    file = Path(f"{archive.resolve()}.daemon.lock")
    lock = FileLock(file)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0.5)  # `status` takes it for a moment to see whether anybody holds it
        file.write_text(f"{os.getpid()}\n", encoding="ascii")
    except Timeout as error:
        pid = file.read_text(encoding="ascii", errors="replace").strip()
        raise ArchiveError(
            f"another daemon (process {pid}) is running on it" if pid else "another daemon is running on it",
            where=str(archive),
            do="Stop it first, or name another archive with --archive",
        ) from error
    except OSError as error:
        lock.release()
        raise ArchiveError(
            f"the lock of the daemon cannot be written ({error.strerror})",
            where=str(file),
            do="Check the folder, its permissions and the disk",
        ) from error
    try:
        yield
    finally:
        with suppress(OSError):
            file.write_text("", encoding="ascii")
        lock.release()


def _notify(state: str) -> None:
    """Tell systemd (``Type=notify``); without it nobody listens."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
        notify.sendto(state.encode(), "\0" + address[1:] if address.startswith("@") else address)
