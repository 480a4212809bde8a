"""``newsbot backup``: a copy of the archive."""

from pathlib import Path
from typing import Annotated

import typer

from newsbot.cli import context, output


def backup(
    ctx: typer.Context,
    destination: Annotated[Path, typer.Argument(metavar="DEST", help="File to write: an archive like this one.")],
    force: Annotated[
        bool, typer.Option("--force", help="Replace what is there though it is no earlier backup.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Copy the archive as it is at this moment, while crawls and the daemon go on, and check the copy.

    An earlier backup of the same archive is replaced when the new one is complete.
    """
    from dataclasses import asdict

    from newsbot.archive.backup import backup as make

    here = context.of(ctx)
    with output.progress_bar(destination.name) as on_progress:
        made = make(here.archive_path, destination, force=force, on_progress=on_progress)
    if as_json:
        output.print_json(asdict(made))
        return
    number = "1 article" if made.articles == 1 else f"{made.articles:,} articles"
    until = output.local_time(made.recorded_until, here.zone)
    output.say(output.stdout(), f"{number} backed up to {destination} ({output.size(made.size)}), as of {until}")
