"""One pace per host, shared by all crawls of a process."""

import time
from collections.abc import Callable


class HostBudget:
    """When each host may be asked next; shared by the crawls of a process so that they share its patience.

    Args:
        delay: seconds between two requests to one host, over all crawls.
        clock: seconds that only go forward.
    """

    def __init__(self, delay: float = 0.25, clock: Callable[[], float] = time.monotonic) -> None:
        self.delay = delay
        self._clock = clock
        self._next: dict[str, float] = {}

    def take(self, host: str, *, paced: bool = True) -> float:
        """Takes the next turn and returns 0, or returns the seconds after which to ask again.

        Args:
            host: the host, with its port if any.
            paced: False: the delay does not count for this host, a `hold` does.
        """
        now = self._clock()
        wait = self._next.get(host, now) - now
        if wait > 0:
            return wait
        if paced and self.delay:
            self._next[host] = now + self.delay
        else:
            self._next.pop(host, None)
        return 0.0

    def hold(self, host: str, seconds: float) -> None:
        """Nobody asks this host for so many seconds."""
        self._next[host] = max(self._next.get(host, 0.0), self._clock() + seconds)
