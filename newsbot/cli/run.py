"""``newsbot run``: the daemon."""

from typing import Annotated

import typer

from newsbot.cli import context


def run(
    ctx: typer.Context,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Log what is fetched as well.")] = False,
) -> None:
    """Crawl every enabled source on its schedule, until SIGTERM or Ctrl-C; SIGHUP reads the configuration again."""
    from newsbot.config import reload
    from schedules import daemon

    here = context.of(ctx)
    raise typer.Exit(daemon.run(here.checked_config, lambda: reload(here.config), here.archive_path, verbose=verbose))
