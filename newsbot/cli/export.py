"""``newsbot export``: articles to a file."""

from pathlib import Path
from typing import Annotated

import typer

from newsbot.cli import context, output
from newsbot.cli.search import Reprints, Since, Source, Ticker, Until


def export(
    ctx: typer.Context,
    destination: Annotated[Path, typer.Argument(metavar="DEST", help="File to write: .db, .csv or .jsonl.")],
    source: Source = None,
    ticker: Ticker = None,
    since: Since = None,
    until: Until = None,
    reprints: Reprints = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    images: Annotated[bool, typer.Option("--images", help="The images' bytes too (.db).")] = False,
    bom: Annotated[bool, typer.Option("--bom", help="Begin with a byte order mark (.csv).")] = False,
) -> None:
    """Write articles to a file; its suffix says the format.

    A .csv folds reprints unless --reprints is given; .db and .jsonl have every matching article, with duplicate_of.
    """
    from datetime import UTC, datetime

    from newsbot import dates, exports

    here = context.of(ctx)
    chosen = here.filter(source=source, ticker=ticker, since=since, until=until, reprints=reprints)
    with output.progress_bar(destination.name) as on_progress:
        done = exports.export(
            here.archive_path,
            destination,
            chosen,
            now=dates.to_text(datetime.now(UTC)),
            overwrite=force,
            bom=bom,
            pictures=images,
            on_progress=on_progress,
        )
    number = "1 article" if done.articles == 1 else f"{done.articles:,} articles"
    output.say(output.stdout(), f"{number} written to {destination} ({output.size(done.size)})")
