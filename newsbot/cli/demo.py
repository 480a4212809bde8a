"""``newsbot demo``: the bundled site, crawled; then what to type next."""

import shutil
import signal
import sqlite3
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from newsbot.cli import context, output
from newsbot.cli.crawl import print_result, report_failures, run_crawls
from newsbot.errors import ArchiveError, NewsbotError
from newsbot.reactor import SIGNALLED

if TYPE_CHECKING:
    from newsbot.config import Config

DEMO_ARCHIVE = Path("data/demo.db")


def demo(
    ctx: typer.Context,
    port: Annotated[int, typer.Option(min=0, max=65_535, help="Port of the site on 127.0.0.1; 0: any free one.")] = 0,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the site up afterwards, until Ctrl-C.")] = False,
) -> None:
    """Crawl a small invented finance site on this machine into data/demo.db, and show what can be done with it.

    Nothing leaves the machine. An earlier demo archive is replaced.
    """
    from newsbot.archive import Archive
    from newsbot.config import parse
    from newsbot.demo.site import DemoSite

    archive_path = context.of(ctx).archive_option or DEMO_ARCHIVE
    context.check_folder(archive_path)
    console = output.stdout()
    try:
        opened = DemoSite(port)
    except OSError as error:
        raise NewsbotError(
            f"port {port} of 127.0.0.1 cannot be taken ({error.strerror})",
            do="Name another with --port; 0 is any free one",
        ) from error
    with opened as site:
        config = parse(site.stanzas(), Path("the demo site's newsbot.toml"))
        remove_earlier(archive_path, set(config.source))
        output.say(console, f"an invented finance site answers at {site.url}; crawling it into {archive_path}")
        with Archive(archive_path) as archive:
            crawls, stopped_by = run_crawls(
                config, archive, [(source, ()) for source in config.enabled()], output.stderr()
            )
        print_result(crawls, stopped_by)
        output.say(console, "(new: archived; less than listed where sources list the same, or pages fail on purpose)")
        status = report_failures(crawls, output.stderr())
        if stopped_by:
            raise typer.Exit(SIGNALLED + stopped_by)
        explain(console, archive_path)
        if keep:
            _serve(console, archive_path, site.stanzas(), config)
    raise typer.Exit(status)


def remove_earlier(archive: Path, sources: set[str]) -> None:
    """Remove the archive of an earlier demo. Raises `ArchiveError` when the file is anything else."""
    from newsbot.archive.store import open_reader

    if not archive.exists():
        return
    db = open_reader(archive)
    try:
        crawled = {row["source"] for row in db.execute("SELECT DISTINCT source FROM run")}
    finally:
        db.close()
    if not crawled <= sources:
        other = ", ".join(sorted(crawled - sources))
        raise ArchiveError(
            f"is no demo archive (it has articles of {other}), so it was left untouched",
            where=str(archive),
            do="Name another file with --archive",
        )
    for ending in ("", "-wal", "-shm"):
        Path(f"{archive}{ending}").unlink(missing_ok=True)


def explain(console: Console, archive: Path) -> None:
    """Print what was archived, and commands that work on it."""
    from newsbot.archive import reports
    from newsbot.archive.store import open_reader

    db = open_reader(archive)
    try:
        totals = reports.totals(db)
        word, article_id = _something_to_look_for(db)
        (reprint,) = db.execute("SELECT min(article_id) FROM reprint").fetchone()
    finally:
        db.close()
    output.say(
        console,
        f"\narchived: {totals.articles} articles ({output.number(totals.reprints, 'reprint', 'reprints')}),"
        f" {totals.images} images, {totals.captures} pages as fetched ({output.size(totals.capture_bytes)})\n\nnow try",
    )
    newsbot = f"{_program()} --archive {archive}"
    for line in (
        f"{newsbot} search {word}",
        f"{newsbot} show {article_id}",
        *([f"{newsbot} show {reprint}"] if reprint else []),
        f"{newsbot} export {archive.with_suffix('.csv')} --force",
        f'sqlite3 {archive} "SELECT date_published, headline FROM article ORDER BY date_published DESC LIMIT 5"',
        f'sqlite3 {archive} "SELECT symbol, surface, count(*) FROM mention GROUP BY symbol ORDER BY 3 DESC LIMIT 5"',
    ):
        output.say(console, f"  {line}", "bold")


def _program() -> str:
    """Return how this program is called: its name where the shell finds it by that, else its path."""
    path = Path(sys.argv[0]).absolute()
    found = shutil.which("newsbot")
    if path.name != "newsbot" or (found and path.exists() and path.samefile(found)):
        return "newsbot"
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def _something_to_look_for(db: sqlite3.Connection) -> tuple[str, int]:
    """Return the name most articles mention, and the newest article with a picture."""
    name = db.execute("SELECT surface FROM mention GROUP BY surface ORDER BY count(*) DESC, surface LIMIT 1").fetchone()
    shown = db.execute(
        "SELECT id FROM article WHERE id IN (SELECT article_id FROM article_image WHERE sha256 IS NOT NULL)"
        " ORDER BY coalesce(date_published, first_seen) DESC LIMIT 1"
    ).fetchone()
    return (name["surface"] if name else "银行"), (shown["id"] if shown else 1)


def _serve(console: Console, archive: Path, stanzas: str, config: "Config") -> None:
    """Wait for Ctrl-C, with the site up and its stanzas in a file."""
    file = archive.with_suffix(".toml")
    file.write_text(stanzas, "utf-8")
    first = config.enabled()[0].name
    output.say(console, f"  {_program()} --config {file} --archive {archive} crawl {first}", "bold")
    output.say(console, "\nthe site stays up until Ctrl-C")
    for number in (signal.SIGINT, signal.SIGTERM):  # the reactor's handlers are still there, and do nothing any more
        signal.signal(number, signal.default_int_handler)
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        file.unlink()
