"""CPU and memory of polls that find nothing new (304), in one process, as the daemon makes them.

    .venv/bin/python -m bench.poll --polls 2000

For comparison the same poll in a process of its own, which is what a cron line costs.
"""

import argparse
import asyncio
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.crawl import stanza
from bench.site import serving
from newsbot import reactor
from newsbot.archive import Archive
from newsbot.config import Config, parse

ARTICLES = 50
WARM_UP = 20


def resident() -> float:
    """Return the resident memory of this process in MB (Linux: VmRSS of /proc/self/status)."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


async def polls(config: Config, archive: Archive, count: int) -> None:
    """Poll the listing so many times, one after another."""
    from newsbot.crawl import Crawl
    from newsbot.runner import Runner

    runner = Runner(config)
    for _ in range(count):
        crawl = await runner.run(Crawl(config.source["bench"], archive, config.limits))
        assert crawl.outcome == "ok", crawl.error


def main() -> None:
    """Print the CPU of a poll, of the same as a process, and the growth of memory."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--polls", type=int, default=500)
    count = parser.parse_args().polls
    with tempfile.TemporaryDirectory() as folder, serving(ARTICLES) as port:
        text = stanza(port)
        config = parse(text, Path(folder, "newsbot.toml"))
        config.path.write_text(text, "utf-8")
        path = Path(folder, "archive.db")

        async def measured() -> int:
            with Archive(path) as archive:
                await polls(config, archive, WARM_UP)
                memory, began = resident(), time.process_time()
                await polls(config, archive, count)
                each, grown = (time.process_time() - began) / count * 1000, resident() / memory
            command = [
                sys.executable,
                "-m",
                "newsbot",
                "--config",
                str(config.path),
                "--archive",
                str(path),
                "crawl",
                "bench",
            ]
            for _ in range(3):
                done = await asyncio.create_subprocess_exec(
                    *command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
                )
                assert await done.wait() == 0
            used = resource.getrusage(resource.RUSAGE_CHILDREN)
            alone = (used.ru_utime + used.ru_stime) / 3 * 1000  # the site still runs, so it is not among them
            print(f"poll with nothing new, in the daemon  {each:7.1f} ms CPU   {each / alone:.3f}")
            print(f"the same as a process of its own      {alone:7.1f} ms CPU   1.0")
            print(f"memory after {count} polls: {resident():.0f} MB, {grown:.3f} of what it was after {WARM_UP}")
            return 0

        reactor.run(measured, lambda _: None)


if __name__ == "__main__":
    main()
