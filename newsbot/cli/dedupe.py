"""``newsbot dedupe``: the links between reprints, compared anew."""

from typing import Annotated

import typer
from rich.progress import Progress

from newsbot.cli import context, output
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
        raise typer.BadParameter("say what to do: --rebuild")
    from newsbot.archive import Archive, reprints

    here = context.of(ctx)
    if not here.archive_path.exists():
        raise NewsbotError("there is no archive", where=str(here.archive_path), do="Run `newsbot crawl` first")
    console = output.stderr()
    with Archive(here.archive_path) as archive, Progress(console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("articles")
        found = reprints.rebuild(archive, lambda done, total: bar.update(task, completed=done, total=total))
        (total,) = archive.db.execute("SELECT count(*) FROM article").fetchone()
    if as_json:
        output.print_json({"articles": total, "reprints": found})
    else:
        output.stdout().print(f"{total:,} articles, {found:,} of them reprints")
