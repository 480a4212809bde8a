"""``newsbot sources boilerplate``: what sources were seen to repeat, and the last word on it."""

from dataclasses import asdict
from typing import Annotated

import typer

from newsbot.cli import context, output
from newsbot.cli.context import UsageError


def boilerplate(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="One source; by default all.")] = None,
    keep: Annotated[int | None, typer.Option("--keep", metavar="ID", help="Say that this line is content.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON array, an object per line.")] = False,
) -> None:
    """List the lines that were learned as boilerplate of a source, and are removed from its new articles."""
    from newsbot.archive import Archive
    from newsbot.archive import boilerplate as lines

    here = context.of(ctx)
    if keep is not None:
        if not here.archive_path.exists():
            raise UsageError(f"there is no learned line {keep}: there is no archive", do="Run `newsbot crawl` first")
        with Archive(here.archive_path) as archive, archive.write() as tx:
            found = lines.keep(tx, keep)
        if not found:
            raise UsageError(f"there is no learned line {keep}", do="`newsbot sources boilerplate` lists them")
    if name is not None:
        here.check_source(name)
    with here.reader() as db:
        learned = lines.learned(db, name)
    if as_json:
        output.print_json([asdict(line) for line in learned])
        return
    if not learned:
        output.say(output.stderr(), f"nothing learned yet{f' of {name}' if name else ''}")
        return
    rows = [
        [
            line.id,
            line.source,
            line.articles,
            output.local_time(line.learned, here.zone),
            "content" if line.kept else f"removed, {line.place}",
            line.text,
        ]
        for line in learned
    ]
    output.stdout().print(output.table(["id", "source", "articles", "learned", "is", "text"], rows, ("id", "articles")))
