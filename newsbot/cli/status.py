"""``newsbot status``: is it alive and is it healthy."""

import shutil
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from newsbot.cli import context, output
from newsbot.cli.context import Context
from newsbot.cli.sources import health

if TYPE_CHECKING:
    from newsbot.archive.reports import SourceReport, Totals


def status(
    ctx: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show whether the daemon runs, what the archive holds, and how each source is doing.

    The exit status is 1 when an enabled source is failing.
    """
    from newsbot.archive import reports

    here = context.of(ctx)
    config = here.checked_config
    with here.reader() as db:
        totals, known = reports.totals(db), reports.sources(db)
    daemon = daemon_pid(here.archive_path)
    # The enabled sources in the order of the file, then whatever else the archive has met.
    names = dict.fromkeys([source.name for source in config.enabled()] + list(known))
    sources = {name: known.get(name) or reports.SourceReport(name) for name in names}
    failing = [source.name for source in config.enabled() if sources[source.name].failures]
    if as_json:
        output.print_json(_as_dict(here, daemon, totals, sources))
    else:
        _print(here, daemon, totals, sources)
    if failing:
        output.say(output.stderr(), f"failing: {', '.join(failing)}", "red")
        raise typer.Exit(1)


def daemon_pid(archive: Path) -> int | None:
    """Return the process id of the daemon of an archive, ``None`` when none runs.

    It stands in ``<archive>.daemon.lock``, which a running daemon holds; that of one that was killed is not held.
    """
    from filelock import FileLock, Timeout

    file = Path(f"{archive.resolve()}.daemon.lock")
    pid = file.read_text("utf-8", errors="replace").strip() if file.exists() else ""
    if not pid.isdecimal():
        return None
    lock = FileLock(file)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return int(pid)
    lock.release()
    return None


def _print(here: Context, daemon: int | None, totals: "Totals", sources: "dict[str, SourceReport]") -> None:
    console = output.stdout()
    facts = Table.grid(padding=(0, 2))
    for name, value in _facts(here, daemon, totals).items():
        facts.add_row(output.plain(name, "bold"), output.plain(value))
    console.print(facts)
    if totals.fingerprints_outdated:
        said = f"{totals.fingerprints_outdated:,} articles are yet to be compared by today's rules for reprints"
        output.say(console, f"{said}: `newsbot upkeep`, or the daemon within a day", "yellow")
    console.print()
    console.print(_per_source(here, sources))
    for name, report in sources.items():
        source = here.config.source.get(name)
        if report.last_error and (source is None or source.enabled):
            output.say(console, f"{name}: {report.last_error}", "yellow")
        if report.gaps:
            gaps = "1 gap" if report.gaps == 1 else f"{report.gaps} gaps"
            output.say(console, f"{name}: {gaps} in what was seen of its listing: `newsbot gaps {name}`", "yellow")


def _facts(here: Context, daemon: int | None, totals: "Totals") -> dict[str, str]:
    sizes = _sizes(here.archive_path)
    missing = f", {totals.images_missing:,} not fetched" if totals.images_missing else ""
    return {
        "daemon": "not running" if daemon is None else f"running (process {daemon})",
        "archive": f"{here.archive_path}, {output.size(sizes['file_bytes'])},"
        f" log {output.size(sizes['wal_bytes'])}, disk {output.size(sizes['free_bytes'])} free",
        "articles": f"{totals.articles:,} ({output.number(totals.reprints, 'reprint', 'reprints')},"
        f" {totals.withdrawn:,} withdrawn),"
        f" {totals.revisions:,} revisions,"
        f" newest {output.local_time(totals.newest, here.zone)}",
        "images": f"{totals.images:,}, {output.size(totals.image_bytes)}{missing}",
        "captures": f"{totals.captures:,}, {output.size(totals.capture_bytes)}"
        f" and {output.size(totals.dictionary_bytes)} of dictionaries"
        f" ({output.size(totals.captured_bytes)} as fetched)",
        "backlog": f"{totals.pending:,} waiting, {totals.dead:,} given up",
    }


def _per_source(here: Context, sources: "dict[str, SourceReport]") -> Table:
    now = datetime.now(UTC)
    rows = []
    for name, report in sources.items():
        source = here.config.source.get(name)
        ages = (
            output.age(moment, now, here.zone) for moment in (report.last_ok, report.last_new, report.newest_article)
        )
        rows.append([name, health(source, report), *ages, report.pending, report.dead])
    numbers = ["last ok", "last new", "newest", "backlog", "dead"]
    return output.table(["source", "health", *numbers], rows, numbers)


def _sizes(archive: Path) -> dict[str, int]:
    """Return the bytes of the archive's file and of its write-ahead log, and those free on the disk."""
    log = Path(f"{archive}-wal")
    return {
        "file_bytes": archive.stat().st_size,
        "wal_bytes": log.stat().st_size if log.exists() else 0,
        "free_bytes": shutil.disk_usage(archive.resolve().parent).free,
    }


def _as_dict(here: Context, daemon: int | None, totals: "Totals", sources: "dict[str, SourceReport]") -> dict[str, Any]:
    return {
        "daemon": {"running": daemon is not None, "pid": daemon},
        "archive": {"path": str(here.archive_path), **_sizes(here.archive_path), **asdict(totals)},
        "sources": [
            {
                **asdict(report),
                "enabled": name in here.config.source and here.config.source[name].enabled,
                "health": health(here.config.source.get(name), report),
            }
            for name, report in sources.items()
        ],
    }
