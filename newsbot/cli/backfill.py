"""``newsbot backfill``: look for what polls have missed, or what was published before the first."""

import json
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from newsbot.cli import context, logs, output, session
from newsbot.cli.context import Context, UsageError
from newsbot.cli.crawl import report_failures, settle
from newsbot.errors import NewsbotError
from newsbot.reactor import SIGNALLED

if TYPE_CHECKING:  # these bring Scrapy: imported when a crawl begins
    import sqlite3

    from newsbot.archive.backfills import Backfill
    from newsbot.config import Source
    from newsbot.crawl import Crawl, Kind
    from newsbot.runner import Runner

_EVERY = 20
"""Listing pages between two plain lines."""
_UNIT = {"pages": "page by page", "window": "day by day", "files": "by the files of the sitemap"}


@dataclass
class _Job:
    """A backfill and its source, and why it cannot be done."""

    source: "Source"
    backfill: "Backfill"
    refused: NewsbotError | None = None


def backfill(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="[SOURCE]", help="Name from newsbot.toml.")] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="TIME", help="Published from then on.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="TIME", help="Published before; now.")] = None,
    gaps: Annotated[bool, typer.Option("--gaps", help="Fill the open gaps, of all sources or of this one.")] = False,
    most: Annotated[int | None, typer.Option("--max", min=1, help="Stop at so many new articles.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would be done.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON array, an object per backfill.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Tell what is fetched, on stderr.")] = False,
) -> None:
    """Read a source's listing back into the past and archive what is not known yet.

    It may be ended at any time: the same command goes on where it was.
    """
    here = context.of(ctx)
    _check(name, since, until, gaps)
    jobs = _plan(here, name, since, until)
    if not gaps and jobs[0].refused:
        raise jobs[0].refused
    console = output.stderr()
    crawls, stopped_by = ([], 0) if dry_run else _run(here, jobs, console, most, verbose)
    if as_json:
        output.print_json([_as_dict(job, crawls) for job in jobs])
    else:
        _print(here, jobs, crawls, planned=dry_run)
    for job in jobs:
        if job.refused:
            output.say(console, job.refused, "red")
    status = report_failures(crawls, console)
    incomplete = any(job.refused or job.backfill.reached for job in jobs)
    raise typer.Exit(SIGNALLED + stopped_by if stopped_by else int(bool(status or incomplete)))


def _check(name: str | None, since: str | None, until: str | None, gaps: bool) -> None:
    if gaps and (since or until):
        raise UsageError("--gaps says from when to when: leave out --since and --until")
    if not gaps and not (name and since):
        raise UsageError("name a source and --since", do="Or --gaps: `newsbot gaps` lists them")


def _plan(here: Context, name: str | None, since: str | None, until: str | None) -> list[_Job]:
    """Return what is to be done, by what the archive says; it is only read, and may not be there yet."""
    if since is None:
        with here.reader() as db:
            return _gaps(here, db, name)
    context.named(here.config, str(name))
    with here.reader() if here.archive_path.exists() else nullcontext() as there:
        return [_window(here, there, str(name), since, until)]


def _gaps(here: Context, db: "sqlite3.Connection", name: str | None) -> list[_Job]:
    from newsbot.archive import gaps

    names = [context.named(here.config, name).name] if name else list(here.config.source)
    found = [gap for gap in gaps.gaps(db, names) if gap.source in here.config.source]
    return [
        _job(here, db, gap.source, gap.begins, gap.ends, gap_id=gap.id, seen=max(gap.ends, gap.found)) for gap in found
    ]


def _window(here: Context, db: "sqlite3.Connection | None", name: str, since: str, until: str | None) -> _Job:
    from newsbot import dates
    from newsbot.archive.store import system_clock

    now = dates.to_text(system_clock())
    wanted = here.filter(since=since, until=until)  # one is earlier than the other
    begins, ends = str(wanted.since), min(wanted.until or now, now)
    if begins >= ends:
        raise UsageError("--since is in the future")
    return _job(here, db, name, begins, ends, until_now=until is None)


def _job(
    here: Context,
    db: "sqlite3.Connection | None",
    name: str,
    begins: str,
    ends: str,
    *,
    until_now: bool = False,
    **more: Any,
) -> _Job:
    """A backfill as it was left, or a new one; or why there can be none."""
    from newsbot.archive import backfills
    from newsbot.runner import validate, way_back

    validate(here.config)
    source = here.config.source[name]
    listing = json.dumps([source.spider, {key: str(value) for key, value in sorted(source.arguments.items())}])
    way = way_back(source.spider)
    new = backfills.Backfill(name, listing, way or "pages", begins, ends, **more)
    if way is None:
        said = "cannot be read back: the site shows its newest entries and no others"
        do = f"Find the addresses elsewhere, and `newsbot import --urls FILE --source {name}`"
        return _Job(source, new, NewsbotError(said, where=name, do=do))
    return _Job(source, new if db is None else backfills.resumable(db, new, until_now=until_now))


def _run(
    here: Context, jobs: list[_Job], console: Console, most: int | None, verbose: bool
) -> "tuple[list[Crawl], int]":
    """Do the jobs one after another on the reactor of this process; the number of the signal that stopped them."""
    from newsbot.archive import Archive, backfills
    from newsbot.cli.progress import CrawlProgress
    from newsbot.crawl import Crawl

    if all(job.refused for job in jobs):
        return [], 0
    logs.to_console(console, verbose=verbose)
    progress = CrawlProgress(console)
    crawls: list[Crawl] = []
    pages = 0

    def step(crawl: Crawl, kind: "Kind") -> None:
        nonlocal pages
        pages += kind == "listed"
        if kind == "listed" and pages % _EVERY == 0 and not console.is_terminal and crawl.backfill:
            output.say(console, f"{crawl.source.name}: {crawl.backfill.progress()}")
        progress.step(crawl, kind)

    with Archive(here.archive_path) as archive:

        async def work(runner: "Runner") -> None:
            for job in jobs:
                if job.refused is None:
                    backfills.begin(archive, job.backfill)
                    crawls.append(
                        Crawl(
                            job.source, archive, here.config.limits, due="by hand", max_articles=most,
                            on_progress=step, backfill=job.backfill,
                        )
                    )  # fmt: skip
                    await runner.run_all(crawls[-1:])

        stopped_by = session.run(here.config, console, progress, work)
        for one in crawls:
            settle(one)
    return crawls, stopped_by


def _print(here: Context, jobs: list[_Job], crawls: "list[Crawl]", *, planned: bool) -> None:
    if not jobs:
        output.say(output.stdout(), "no open gaps")
    for job in jobs:
        one = job.backfill
        if job.refused:
            continue
        times = f"{output.local_time(one.begins, here.zone)} to {output.local_time(one.ends, here.zone)}"
        said = one.progress() if one.id else _UNIT[one.way]
        if planned:
            said = f"{_UNIT[one.way]}, {'goes on: ' + one.progress() if one.id else 'from the beginning'}"
        elif one.reached:
            said += f"; the listing ends at {output.local_time(one.reached, here.zone)}"
        elif not one.finished:
            said += "; not finished, the same command goes on"
        output.say(output.stdout(), f"{job.source.name}, {times}: {said}")


def _as_dict(job: _Job, crawls: "list[Crawl]") -> dict[str, Any]:
    one = job.backfill
    crawl = next((crawl for crawl in crawls if crawl.backfill is one), None)
    return {
        **{name: getattr(one, name) for name in ("source", "way", "begins", "ends")},
        "gap": one.gap_id,
        **{name: getattr(one, name) for name in ("listed", "new", "fetched", "reached", "finished")},
        "failed": crawl.counts.failed if crawl else 0,
        "error": str(job.refused) if job.refused else crawl.error if crawl else None,
    }
