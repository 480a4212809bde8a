"""``newsbot upkeep``: what the daemon does once a day, for archives without one."""

from dataclasses import asdict
from typing import Annotated

import typer

from newsbot.cli import context, output
from newsbot.errors import NewsbotError


def upkeep(
    ctx: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Tidy the archive: compare anew what an older version has compared,
    fold old empty polls, empty captures past their `keep`, give free space back.

    The daemon does it every day. A crawl may run beside it.
    """
    from newsbot.archive import Archive, reprints
    from newsbot.archive import upkeep as work

    here = context.of(ctx)
    if not here.archive_path.exists():
        raise NewsbotError("there is no archive", where=str(here.archive_path), do="Run `newsbot crawl` first")
    with Archive(here.archive_path) as archive:
        compared = sum(iter(lambda: reprints.renew(archive), 0))
        done = {"articles_compared": compared, **asdict(work.tidy(archive, here.config.keep()))}
    if as_json:
        output.print_json(done)
    else:
        said = ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in done.items())
        output.say(output.stdout(), said)
