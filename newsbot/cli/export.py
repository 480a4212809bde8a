"""``newsbot export``: articles to a file or folder."""

from pathlib import Path
from typing import Annotated

import typer

from newsbot.cli import context, output
from newsbot.cli.search import AsOf, Repaired, Reprints, Since, Source, Ticker, Until


def export(
    ctx: typer.Context,
    destination: Annotated[
        str,
        typer.Argument(
            metavar="DEST",
            help="File to write: .db, .parquet, .csv, .jsonl or .warc.gz; or a folder, with a slash at its end:"
            " posts/ of Markdown posts, x.parquet/ partitioned by month.",
        ),
    ],
    source: Source = None,
    ticker: Ticker = None,
    since: Since = None,
    until: Until = None,
    reprints: Reprints = False,
    as_of: AsOf = None,
    repaired: Repaired = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace what is there though it is no export, or was changed since.")
    ] = False,
    images: Annotated[bool, typer.Option("--images", help="The images' bytes too (.db).")] = False,
    bom: Annotated[bool, typer.Option("--bom", help="Begin with a byte order mark (.csv).")] = False,
    extended: Annotated[
        bool, typer.Option("--extended", help="Our own fields in the front matter too: source_url … (posts/).")
    ] = False,
) -> None:
    """Write articles to a file or folder; its suffix says the format.

    A .csv and posts fold reprints unless --reprints is given; the others have every matching article, with
    duplicate_of. DEST.manifest.json says what was written.
    """
    from datetime import UTC, datetime

    from newsbot import dates, exports

    here = context.of(ctx)
    chosen = here.filter(
        source=source, ticker=ticker, since=since, until=until, reprints=reprints, as_of=as_of, repaired=repaired
    )
    titles = {name: one.title for name, one in here.config.source.items() if one.title}
    with output.progress_bar(destination) as on_progress:
        done = exports.export(
            here.archive_path,
            Path(destination),
            chosen,
            now=dates.to_text(datetime.now(UTC)),
            folder=destination.endswith("/"),
            overwrite=force,
            options=exports.Options(bom=bom, pictures=images, extended=extended, titles=titles),
            on_progress=on_progress,
        )
    number = "1 article" if done.articles == 1 else f"{done.articles:,} articles"
    output.say(output.stdout(), f"{number} written to {destination} ({output.size(done.size)})")
    if pruned := done.counts.get("pruned"):
        what = "1 capture" if pruned == 1 else f"{pruned:,} captures"
        output.say(output.stderr(), f"{what} left out: retention has emptied them")
