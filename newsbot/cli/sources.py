"""``newsbot sources``: what newsbot.toml lists, and how it is doing."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from newsbot.cli import context, output
from newsbot.cli.context import Context

if TYPE_CHECKING:
    from newsbot.archive.reports import SourceReport
    from newsbot.config import Schedule, Source


group = typer.Typer(invoke_without_command=True, no_args_is_help=False)
"""``newsbot sources``: its sub-commands are added in `newsbot.cli.app`, a file each."""


@group.callback()
def sources(
    ctx: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON array, an object per source.")] = False,
) -> None:
    """List the sources with their schedule, health and next poll; or check one, or add one."""
    if ctx.invoked_subcommand is not None:
        return
    here = context.of(ctx)
    config = here.checked_config
    reports = reports_of(here)
    if as_json:
        output.print_json([_as_dict(source, reports.get(name)) for name, source in config.source.items()])
        return
    rows = []
    for name, source in config.source.items():
        report = reports.get(name)
        rows.append(
            [
                name,
                source.title,
                schedule_in_words(source.schedule),
                health(source, report),
                output.local_time(report.next_poll if report and source.enabled else None, here.zone),
            ]
        )
    output.stdout().print(output.table(["source", "title", "schedule", "health", f"next poll ({here.zone})"], rows))


def reports_of(here: Context) -> "dict[str, SourceReport]":
    """Return what the archive knows of the sources; nothing where there is no archive yet."""
    from newsbot.archive import reports

    if not here.archive_path.exists():
        return {}
    with here.reader() as db:
        return reports.sources(db)


def health(source: "Source | None", report: "SourceReport | None") -> str:
    """Return how a source is doing, in a word or two; ``None`` is a source that newsbot.toml does not have."""
    if source is not None and not source.enabled:
        return "off"
    if report is None:
        return "never"
    return f"failing ({report.failures})" if report.failures else report.last_outcome or "never"


def schedule_in_words(schedule: "Schedule") -> str:
    """Return when a source is polled: ``every 5m``, or its cron line and zone."""
    if schedule.every is None:
        return f"{schedule.cron} {schedule.timezone}"
    return f"every {exact(schedule.every)}"


def exact(seconds: int) -> str:
    """Return a duration as newsbot.toml has it: ``1h30m``."""
    parts = []
    for unit, length in (("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)):
        number, seconds = divmod(seconds, length)
        if number:
            parts.append(f"{number}{unit}")
    return "".join(parts) or "0s"


def _as_dict(source: "Source", report: "SourceReport | None") -> dict[str, Any]:
    from newsbot.archive.reports import SourceReport

    known = asdict(report or SourceReport(source.name))
    known.pop("source")
    return {
        "source": source.name,
        "title": source.title,
        "enabled": source.enabled,
        "spider": source.spider,
        "listing": source.feed or source.sitemap or source.args,
        "schedule": {name: value for name, value in source.schedule.model_dump().items() if value is not None},
        "health": health(source, report),
        **known,
    }
