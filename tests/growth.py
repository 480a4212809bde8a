"""How much longer a function takes for a longer text: a pattern that goes back takes the square of it."""

import time
from collections.abc import Callable


def grows_with_length(read: Callable[[str], object], piece: str, count: int) -> bool:
    """Whether ten times as many pieces take less than forty times as long: a square takes a hundred times.

    The least CPU time of three, for other things run on the machine.
    """

    def seconds(times: int) -> float:
        taken = []
        for _ in range(3):
            began = time.process_time()
            read(piece * times)
            taken.append(time.process_time() - began)
        return min(taken)

    return seconds(10 * count) < 40 * max(seconds(count), 0.005)
