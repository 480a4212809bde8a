"""Crawls on the reactor of this process, for the commands that wait for them: Ctrl-C stops them cleanly."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from rich.console import Console

from newsbot.cli import output
from newsbot.reactor import SIGNALLED

if TYPE_CHECKING:
    from newsbot.cli.progress import CrawlProgress
    from newsbot.config import Config
    from newsbot.runner import Runner


def run(
    config: "Config", console: Console, progress: "CrawlProgress", work: "Callable[[Runner], Awaitable[None]]"
) -> int:
    """Do some work with a runner, showing progress on a console; to be called once in the life of a process.

    Returns:
        The number of the signal that stopped its crawls; 0: none.

    Raises:
        BaseException: whatever the work raised.
    """
    from newsbot import reactor
    from newsbot.runner import Runner

    received: list[signal.Signals] = []
    stop = asyncio.Event()

    def on_signal(number: signal.Signals) -> None:
        if received:  # all that is stored is whole, whenever we end
            progress.stop()
            os._exit(SIGNALLED + number)
        received.append(number)
        output.say(console, "stopping: what is in flight is finished first (once more ends it at once)", "yellow")
        stop.set()

    async def main() -> int:
        runner = Runner(config)
        running = asyncio.ensure_future(work(runner))
        stopping = asyncio.ensure_future(stop.wait())
        await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if not running.done() and await runner.stop(config.daemon.stop_timeout):
            await running
        stopping.cancel()
        if running.done():
            running.result()
        return 0

    with progress:
        reactor.run(main, on_signal)
    return received[0] if received else 0
