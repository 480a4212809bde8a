"""``newsbot dedupe``: the links between reprints, compared anew."""

from typing import Annotated

import typer

from newsbot.cli import context, output
from newsbot.cli.context import UsageError
from newsbot.errors import NewsbotError


def dedupe(
    ctx: typer.Context,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Compare every article anew.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Compare the articles of the archive anew and link reprints to what was printed first.

    Links are kept up to date as articles come in; this is for an archive made by an older version, and gives the same
    links. A crawl may run beside it.
    """
    if not rebuild:
        do = "`newsbot dedupe --rebuild` compares every article anew"
        raise UsageError("links are kept up to date as articles come in: there is nothing to do", do=do)
    from newsbot.archive import Archive, reprints

    here = context.of(ctx)
    if not here.archive_path.exists():
        raise NewsbotError("there is no archive", where=str(here.archive_path), do="Run `newsbot crawl` first")
    with Archive(here.archive_path) as archive, output.progress_bar("articles") as on_progress:
        found = reprints.rebuild(archive, on_progress)
        (total,) = archive.db.execute("SELECT count(*) FROM article").fetchone()
    if as_json:
        output.print_json({"articles": total, "reprints": found})
    else:
        output.stdout().print(f"{total:,} articles, {found:,} of them reprints")
