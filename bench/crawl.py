"""CPU per article from listing to committed archive, against bare Scrapy downloading the same pages.

    .venv/bin/python -m bench.crawl                # pages of 65 KB, no pictures: Scrapy as it comes is 1.0
    .venv/bin/python -m bench.crawl --images 2     # two pictures a page: Scrapy with FilesPipeline alone is 1.0

Both crawl the same local site, each in a process of its own; what starting costs is taken out by crawling two
sizes and dividing the difference. The least of several rounds counts: noise only adds.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from bench.site import Pages, serving

SMALL, LARGE = 200, 1200


def stanza(port: int) -> str:
    """Return a newsbot.toml with the local site as its one source."""
    return (
        f'[source.bench]\nspider = "sina_roll"\npage = "sina_com_cn"\nmax_pages = 1000\nrevisit = []\n'
        f'args = {{ endpoint = "http://127.0.0.1:{port}/api/roll/get" }}\nallow_addresses = ["127.0.0.1:{port}"]\n'
    )


def bare(port: int, articles: int, images: int, folder: str) -> None:
    """Scrapy alone: its default settings, a spider that does nothing with what it gets."""
    import scrapy
    from scrapy.crawler import CrawlerProcess

    site = f"http://127.0.0.1:{port}"

    class Bare(scrapy.Spider):
        name = "bare"
        start_urls: ClassVar[list[str]] = [site + Pages.path(n) for n in range(articles)]

        def parse(self, response: Any) -> Iterator[dict[str, Any]]:
            n = int(response.url[-13:-6])
            if images:
                yield {"file_urls": [f"{site}/img/{n}-{i}.jpg" for i in range(images)]}

    files = {"ITEM_PIPELINES": {"scrapy.pipelines.files.FilesPipeline": 1}, "FILES_STORE": folder} if images else {}
    process = CrawlerProcess({"LOG_LEVEL": "ERROR", "REMOTE_CONTROL_ENABLED": False, **files})
    process.crawl(Bare)
    process.start()


def newsbot(port: int, articles: int, images: int, folder: str) -> None:
    """``newsbot crawl`` of a roll list that names as many articles."""
    from newsbot.cli import main

    config = Path(folder, "newsbot.toml")
    config.write_text(stanza(port), "utf-8")
    sys.argv[1:] = [
        "--config",
        str(config),
        "--archive",
        f"{folder}/archive.db",
        "crawl",
        "bench",
        "--max",
        str(articles),
        "--json",
    ]
    main()


def measure(what: str, port: int, articles: int, images: int) -> float:
    """CPU seconds of one crawl in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        arguments = [
            "--child",
            what,
            "--port",
            str(port),
            "--articles",
            str(articles),
            "--images",
            str(images),
            "--folder",
            folder,
        ]
        done = subprocess.run(
            [sys.executable, "-m", "bench.crawl", *arguments], capture_output=True, text=True, check=True
        )
        return float(json.loads(done.stderr.splitlines()[-1]))


def child(what: str, port: int, articles: int, images: int, folder: str) -> None:
    """Crawl, then print the CPU seconds used as the last line of standard error."""
    try:
        {"bare": bare, "newsbot": newsbot}[what](port, articles, images, folder)
    except SystemExit as ended:
        if ended.code:
            raise
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(used.ru_utime + used.ru_stime, file=sys.stderr)


def main() -> None:
    """Print both costs and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--images", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--child", choices=["bare", "newsbot"], help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--articles", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        child(given.child, given.port, given.articles, given.images, given.folder)
        return
    cost = {"bare": [1e9, 1e9], "newsbot": [1e9, 1e9]}
    with serving(LARGE, given.images) as port:
        for _ in range(given.rounds):
            for what, best in cost.items():
                for size, articles in enumerate((SMALL, LARGE)):
                    best[size] = min(best[size], measure(what, port, articles, given.images))
    each = {what: (large - small) / (LARGE - SMALL) * 1000 for what, (small, large) in cost.items()}
    baseline = "Scrapy with FilesPipeline" if given.images else "bare Scrapy"
    for name, what in ((baseline, "bare"), ("newsbot, listing to archive", "newsbot")):
        print(f"{name:28} {each[what]:6.2f} ms CPU per article   {each[what] / each['bare']:.2f}")


if __name__ == "__main__":
    main()
