"""The one event loop: asyncio with uvloop where it installs, Twisted's reactor on top, our resolver inside.

Nothing may import ``twisted.internet.reactor`` before `run` has installed the reactor.
"""

import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from newsbot import settings

SIGNALLED = 128
"""Exit status of a shell for a process that a signal ended: 128 + its number."""


def run(main: Callable[[], Awaitable[int]], on_signal: Callable[[signal.Signals], None]) -> int:
    """Install the reactor, run ``main`` on it to its end, and return its result.

    Args:
        main: the program.
        on_signal: called in the loop for SIGINT, SIGTERM and SIGHUP.

    Raises:
        BaseException: whatever ``main`` raised.
    """
    from scrapy.utils.reactor import install_reactor

    install_reactor(settings.TWISTED_REACTOR, settings.ASYNCIO_EVENT_LOOP)
    from twisted.internet import reactor as installed

    from newsbot.resolver import install

    reactor: Any = installed  # its interfaces are declared in a way mypy cannot read
    install(reactor)
    outcome: list[int | BaseException] = []

    async def supervised() -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP) if sys.platform != "win32" else ():
            loop.add_signal_handler(number, on_signal, number)
        try:
            outcome.append(await main())
        except BaseException as error:
            outcome.append(error)
        finally:
            reactor.stop()

    # Starting from inside the running reactor: before that, asyncio has no running loop.
    reactor.callLater(0, lambda: asyncio.ensure_future(supervised()))
    reactor.run(installSignalHandlers=False)
    (result,) = outcome
    if isinstance(result, BaseException):
        raise result
    return result
