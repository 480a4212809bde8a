"""What a crawl is doing, while it does it: a line per source that moves on a terminal, plain lines elsewhere."""

from types import TracebackType

from rich.console import Console
from rich.progress import Progress, ProgressColumn, SpinnerColumn, Task, TaskID, TextColumn
from rich.text import Text

from newsbot.cli.output import say
from newsbot.crawl import Crawl, Kind

_EVERY = 100
"""Articles between two plain lines of one source: enough to see that it lives."""


class CrawlProgress:
    """Shows crawls on a console; give `step` to each `Crawl` as ``on_progress``."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self._tasks: dict[int, TaskID] = {}
        columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), _Counts())
        self._live = Progress(*columns, console=console, disable=not console.is_terminal, transient=True)

    def __enter__(self) -> "CrawlProgress":
        self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Give the terminal back."""
        self._live.stop()

    def step(self, crawl: Crawl, kind: Kind) -> None:
        """Show what has just happened in a crawl."""
        if self.console.is_terminal:
            if id(crawl) not in self._tasks:
                self._tasks[id(crawl)] = self._live.add_task(crawl.source.name, total=None, crawl=crawl)
            return
        walked = kind == "listed" and not crawl.walking and crawl.counts.listed
        if walked or (kind not in ("listed", "images") and _done(crawl) % _EVERY == 0):
            say(self.console, f"{crawl.source.name}: {_summary(crawl)}")


class _Counts(ProgressColumn):
    """The counters of a task's crawl."""

    def render(self, task: Task) -> Text:
        return Text(_summary(task.fields["crawl"]))


def _done(crawl: Crawl) -> int:
    counts = crawl.counts
    return counts.new + counts.revised + counts.unchanged + counts.failed


def _summary(crawl: Crawl) -> str:
    counts = crawl.counts
    parts = {"listed": counts.listed, "new": counts.new, "revised": counts.revised, "unchanged": counts.unchanged,
             "images": counts.images, "failed": counts.failed}  # fmt: skip
    said = " · ".join(f"{number} {name}" for name, number in parts.items() if number) or "asking"
    return said if crawl.outcome is None else f"{said} · {crawl.outcome}"
