"""``newsbot gaps``: when polls may have missed something."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from newsbot.cli import context, output
from newsbot.cli.context import Context, UsageError

if TYPE_CHECKING:
    from newsbot.archive.gaps import Gap

_BY_ADDRESSES = "newsbot import --urls FILE"


def gaps(
    ctx: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(metavar="[SOURCE]...", help="By default all.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Those that were closed, too.")] = False,
    close: Annotated[
        int | None, typer.Option("--close", metavar="ID", help="Say that no more can be done about this one.")
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="With --close: why.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON array, an object per gap.")] = False,
) -> None:
    """List when entries of a listing may have come and gone between two polls, and how to look for them."""
    from newsbot.archive import Archive
    from newsbot.archive import gaps as archived

    here = context.of(ctx)
    for name in names or []:
        here.check_source(name)
    if reason is not None and close is None:
        raise UsageError("--reason says why a gap is closed", do="Add --close ID")
    if close is not None:
        if not here.archive_path.exists():
            raise UsageError(f"there is no open gap {close}: there is no archive", do="Run `newsbot crawl` first")
        with Archive(here.archive_path) as archive, archive.write() as tx:
            closed = archived.close_by_hand(tx, close, reason)
        if not closed:
            raise UsageError(f"there is no open gap {close}", do="`newsbot gaps` lists them")
    with here.reader() as db:
        found = archived.gaps(db, names or [], closed=all_)
    if as_json:
        output.print_json([{**asdict(gap), "seconds": gap.seconds, "fill": fill(here, gap)} for gap in found])
        return
    rows = [
        [gap.id, gap.source, output.local_time(gap.begins, here.zone), output.local_time(gap.ends, here.zone),
         output.duration(gap.seconds), _state(here, gap)]
        for gap in found
    ]  # fmt: skip
    if rows:
        columns = ["id", "source", "from", "to", "length", "closed" if all_ else "fill it with"]
        output.stdout().print(output.table(columns, rows, ("id", "length")))
    else:
        output.say(output.stdout(), "no gaps" if all_ else "no open gaps")


def _state(here: Context, gap: "Gap") -> str:
    if gap.closed is None:
        return fill(here, gap) or ""
    said = f": {gap.reason}" if gap.reason else ""
    counts = said if gap.listed is None else f": {gap.listed} found, {gap.fetched} archived"
    return f"{output.local_time(gap.closed, here.zone)}, {gap.how}{counts}"


def fill(here: Context, gap: "Gap") -> str | None:
    """Return the command that fills an open gap."""
    from newsbot.runner import way_back

    if gap.closed is not None:
        return None
    source = here.config.source.get(gap.source)
    if source is None:
        return _BY_ADDRESSES
    back = way_back(source.spider) is not None
    return f"newsbot backfill --gaps {gap.source}" if back else f"{_BY_ADDRESSES} --source {gap.source}"
