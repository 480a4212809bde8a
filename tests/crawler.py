"""Runs crawls with newsbot's own runner in one long-lived process, so that each test waits for its crawl alone.

``python -m tests.crawler`` reads a command (JSON) per line from standard input and answers each with a line. A command
has ``config`` and ``archive`` (paths), ``crawls`` (objects with ``source`` and what `Crawl` takes), which run at once;
``ahead`` (seconds) shifts the archive's clock, and ``disk_pages`` makes its disk full at so many pages.
"""

import asyncio
import json
import logging
import subprocess
import sys
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from newsbot import reactor
from newsbot.archive import Archive
from newsbot.config import load
from newsbot.crawl import Crawl
from newsbot.runner import Runner


@dataclass
class Ran:
    """What became of a crawl."""

    outcome: str
    error: str | None
    run_id: int
    listed: int
    new: int
    revised: int
    unchanged: int
    reprints: int
    failed: int
    images: int
    bytes: int
    errors: list[str]

    @property
    def stored(self) -> tuple[int, int, int, int]:
        return self.new, self.revised, self.unchanged, self.failed


class Crawler(AbstractContextManager["Crawler"]):
    """The client's side: starts the process when it is needed first."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def run(self, config: Path, archive: Path, *crawls: dict[str, Any], **options: Any) -> list[Ran]:
        """Run crawls at once and wait for all of them."""
        self.begin(config, archive, *crawls, **options)
        return self.wait()

    def begin(self, config: Path, archive: Path, *crawls: dict[str, Any], **options: Any) -> None:
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.crawler"], cwd=Path(__file__).parents[1], text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            )  # fmt: skip
        command = {"config": str(config), "archive": str(archive), "crawls": crawls, **options}
        assert self._process.stdin
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()

    def wait(self) -> list[Ran]:
        assert self._process
        assert self._process.stdout
        return [Ran(**ran) for ran in json.loads(self._process.stdout.readline())]

    def kill(self) -> None:
        assert self._process
        self._process.kill()

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.communicate(timeout=30)


async def perform(command: dict[str, Any]) -> list[dict[str, Any]]:
    path = Path(command["config"])
    config = load(path, {}, path.parent, path)
    ahead = timedelta(seconds=command.get("ahead", 0))
    with Archive(Path(command["archive"]), clock=lambda: datetime.now(UTC) + ahead) as archive:
        if command.get("disk_pages"):
            archive.db.execute(f"PRAGMA max_page_count = {command['disk_pages']}")
        crawls = [
            Crawl(config.source[options.pop("source")], archive, config.limits, **{"due": "by hand", **options})
            for options in command["crawls"]
        ]
        await Runner(config).run_all(crawls)
    return [{"outcome": one.outcome, "error": one.error, "run_id": one.run_id, **asdict(one.counts)} for one in crawls]


async def main() -> int:
    logging.disable(logging.CRITICAL)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        answer = await perform(json.loads(line))
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(reactor.run(main, lambda number: None))
