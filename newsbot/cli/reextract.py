"""``newsbot reextract``: today's parsers over the stored pages."""

import re
from dataclasses import fields
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from newsbot.cli import changes, context, output
from newsbot.cli.context import Context, UsageError

if TYPE_CHECKING:
    from newsbot.archive.reextraction import Chosen
    from newsbot.reextract import Settings, Summary


def reextract(
    ctx: typer.Context,
    source: Annotated[
        list[str] | None, typer.Option("--source", metavar="NAME", help="Only what this source listed; repeatable.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="TIME", help="Published (else first seen) then or later.")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="TIME", help="Published (else first seen) before.")] = None,
    parser: Annotated[
        str | None, typer.Option(metavar="NAME[/N]", help="Only what this parser (in this version) has read.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Also what today's parsers have read.")] = False,
    apply: Annotated[bool, typer.Option("--apply", help="Store what differs, as revisions marked as ours.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Also where much of a text would be lost.")] = False,
    sample: Annotated[int, typer.Option(metavar="N", min=0, help="Show so many of the differences.")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Read stored pages again that an older parser has read, and show what differs; nothing is stored without --apply.

    A crawl may run beside it. Interrupted, it goes on where it was when it is run again. The exit status is 1 when
    there are pages that gave an article before and give none now; those articles stay as they are.
    """
    from newsbot.archive.reextraction import Chosen
    from newsbot.names import known
    from newsbot.reextract import Settings

    here = context.of(ctx)
    if parser is not None and not re.fullmatch(r"[a-z0-9_]+(/\d+)?", parser):
        raise UsageError(f"--parser {parser!r} is no parser", do="Write sina_com_cn or sina_com_cn/1")
    dated = here.filter(since=since, until=until, reprints=True)
    for name in source or []:
        here.filter(source=name)  # refuses a name that nobody knows
    chosen = Chosen(source or (), dated, parser)
    settings = Settings(here.config, every=every, force=force, sample=sample, names=known(here.config))
    summary = _run(here, chosen, settings, apply=apply)
    if as_json:
        output.print_json(_as_dict(summary))
    else:
        _print(summary, here.zone, apply=apply)
    for failure in summary.failures:
        output.say(output.stderr(), f"#{failure.article_id} {failure.url}: {failure.error}", "red")
    raise typer.Exit(int(bool(summary.failed)))


def _run(here: Context, chosen: "Chosen", settings: "Settings", *, apply: bool) -> "Summary":
    import sqlite3
    from contextlib import closing

    from newsbot import reextract as work
    from newsbot.archive import Archive
    from newsbot.archive.store import open_reader
    from newsbot.errors import ArchiveError

    # Opened for reading first in any case: that refuses a file that is not there.
    with closing(open_reader(here.archive_path)) as db, output.progress_bar("revisions") as on_progress:
        try:
            if not apply:
                return work.run(db, chosen, settings, on_progress=on_progress)
            with Archive(here.archive_path) as archive:
                return work.run(archive.db, chosen, settings, archive=archive, on_progress=on_progress)
        except sqlite3.DatabaseError as error:
            raise ArchiveError(f"the archive cannot be read ({error})", where=str(here.archive_path)) from error


def _print(summary: "Summary", zone: str, *, apply: bool) -> None:
    console = output.stdout()
    for one in summary.sample:
        output.say(console, f"#{one.article_id} {output.local_time(one.observed, zone)} {one.url}", "bold")
        for line in changes.lines(one.difference, console.is_terminal and not console.no_color):
            console.print(line, soft_wrap=True)
        console.print()
    rows: list[tuple[str, int, str]] = [
        ("read again", summary.examined, ""),
        ("unchanged", summary.unchanged, ""),
        ("changed", summary.changed, _counted(summary.fields)),
        ("would lose text", summary.shortened, "--force stores them" if summary.shortened else ""),
        ("failed", sum(summary.failed.values()), _counted(summary.failed)),
        ("cannot be read", sum(summary.skipped.values()), _counted(summary.skipped)),
        ("read by today's parsers", summary.current, ""),
        ("stored", summary.applied, ""),
    ]
    shown = [(name, f"{number:,}", note) for name, number, note in rows if number or not note]
    console.print(output.table(["revisions", "number", "of them"], shown, ["number"]))
    _tell_shortened(console, summary)
    if summary.changed and not apply:
        output.say(console, "Nothing was stored: --apply does")


def _tell_shortened(console: Console, summary: "Summary") -> None:
    for one in summary.shortest:
        said = f"#{one.article_id} {one.url}: {one.before:,} characters, {one.after:,} now"
        output.say(console, said, "yellow")
    if summary.shortened > len(summary.shortest):
        output.say(console, f"… and {summary.shortened - len(summary.shortest):,} more", "yellow")


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {number:,}" for name, number in sorted(counts.items(), key=lambda item: -item[1]))


def _as_dict(summary: "Summary") -> dict[str, Any]:
    document: dict[str, Any] = {one.name: getattr(summary, one.name) for one in fields(summary)}
    document["shortest"] = [one._asdict() for one in summary.shortest]
    document["failures"] = [one._asdict() for one in summary.failures]
    document["sample"] = [one._asdict() | {"difference": changes.as_dict(one.difference)} for one in summary.sample]
    return document
