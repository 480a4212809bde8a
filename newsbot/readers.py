"""The processes that read stored pages again, side by side."""

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from threading import Thread

from newsbot.archive.reextraction import Said
from newsbot.errors import NewsbotError
from newsbot.finance.names import Name, NameTable
from newsbot.reread import Outcome, Task, attempt

Tasks = list[tuple[Said, Task | None]]
"""Revisions, each with what it is read from; ``None``: it is not read."""


def read_all(
    batches: Iterable[Tasks], known: Sequence[Name], workers: int
) -> Iterator[tuple[Tasks, dict[int, Outcome]]]:
    """Yield each batch with what was read, by revision; the next one is read meanwhile.

    Args:
        known: the names of securities to look for.
        workers: how many processes; 1: this one.

    Raises:
        NewsbotError: a page ended the process that read it.
    """
    if workers == 1:
        _prepare(known)
        for batch in batches:
            yield batch, {said.revision_id: attempt(task, _names) for said, task in batch if task is not None}
        return
    # Not forked: this process has the archive open.
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _begin, (known,))
    ahead: deque[tuple[Tasks, Iterator[Outcome]]] = deque()
    try:
        for batch in batches:
            ahead.append((batch, pool.map(_outcome, [task for _, task in batch if task is not None], chunksize=5)))
            if len(ahead) > workers:
                yield _finished(*ahead[0])
                ahead.popleft()
        while ahead:
            yield _finished(*ahead[0])
            ahead.popleft()
    except BrokenProcessPool as error:
        where = f"revisions {ahead[0][0][0][0].revision_id} and after" if ahead else None
        do = "Run it again with --parser or --since to go around it, and report the page"
        raise NewsbotError("a page ended the process that read it", where=where, do=do) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _finished(batch: Tasks, outcomes: Iterator[Outcome]) -> tuple[Tasks, dict[int, Outcome]]:
    asked = [said.revision_id for said, task in batch if task is not None]
    return batch, dict(zip(asked, outcomes, strict=True))


_names = NameTable()
"""The names this process looks for: set once, for a table is far larger than a page."""


def _prepare(known: Sequence[Name]) -> None:
    global _names
    _names = NameTable(known)


def _begin(known: Sequence[Name]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that writes
    Thread(target=_end_with_parent, daemon=True).start()
    _prepare(known)


def _end_with_parent() -> None:
    """A process that waits for pages is not told when the one that sends them is killed: it would wait for ever."""
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _outcome(task: Task) -> Outcome:
    return attempt(task, _names)
