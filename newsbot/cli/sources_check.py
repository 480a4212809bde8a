"""``newsbot sources check``: a source crawled for real, and nothing of it stored."""

from typing import Annotated

import typer

from newsbot.cli import context, logs, output, session, trials
from newsbot.reactor import SIGNALLED


def check(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A source of newsbot.toml, enabled or not.")],
    most: Annotated[int, typer.Option("--max", min=1, help="Articles to fetch.")] = trials.ARTICLES,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Tell what is fetched, on stderr.")] = False,
) -> None:
    """Crawl the listing of a source and a few articles, show what is read from them, and store nothing.

    Pictures are counted, not fetched. The exit status is 0 when the listing has entries and every article fetched has
    headline, body and date.
    """
    here = context.of(ctx)
    source = context.named(here.checked_config, name)
    from newsbot.cli.progress import CrawlProgress

    console = output.stderr()
    logs.to_console(console, verbose=verbose, quiet=True)
    progress = CrawlProgress(console)
    with trials.throw_away_archive() as archive:
        trial = trials.trial(source, archive, here.config.limits, progress, most)
        stopped_by = session.run(here.config, console, progress, lambda runner: runner.run_all([trial]))
        trial.interrupted = bool(stopped_by)
    if as_json:
        output.print_json(trials.as_dict(trial))
    else:
        trials.show(output.stdout(), trial, here.zone)
    problem = trial.problem()
    if problem:
        output.say(console, f"{source.name}: {problem}", "red")
    raise typer.Exit(SIGNALLED + stopped_by if stopped_by else int(problem is not None))
