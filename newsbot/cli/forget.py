"""``newsbot forget``: removal on legal demand."""

import sqlite3
from typing import TYPE_CHECKING, Annotated

import typer

from newsbot.cli import context, output
from newsbot.cli.context import Context, UsageError
from newsbot.errors import NewsbotError

if TYPE_CHECKING:
    from newsbot.archive.forget import Forgotten, Held


def forget(
    ctx: typer.Context,
    what: Annotated[list[str], typer.Argument(metavar="ID|URL...", help="Numbers or addresses of the articles.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it is kept. Must be given.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON array, an object per article.")] = False,
) -> None:
    """Remove articles for good: every text, page and picture of them, now and in the past. Only for legal demands.

    That there was something, when it was removed, by whom and why stays known; it is never fetched again. Backups and
    exports that were made before still have it.
    """
    from dataclasses import asdict

    from newsbot.archive import Archive
    from newsbot.archive import forget as removal

    if not reason.strip():
        raise UsageError(
            "nothing is forgotten without a reason", do="Add --reason TEXT: who demands it, and a file number"
        )
    here = context.of(ctx)
    with here.reader() as db:
        held, before = _held(db, here, list(dict.fromkeys(what)))
    if held and not yes:
        _ask(here, held, as_json=as_json)
    console = output.stderr()
    gone = []
    with Archive(here.archive_path) as archive, console.status("removing") as shown:
        gone = [removal.forget(archive, one.article_id, reason=reason.strip(), by=_who()) for one in held]
        emptied = removal.clean(archive, shown.update)
    if as_json:
        output.print_json([asdict(one) for one in gone])
    else:
        _print(gone, before)
    if not emptied:
        output.say(
            console,
            "someone is reading the archive, so its log could not be emptied and still holds the text: give the same"
            " command again when they have ended",
            "red",
        )
        raise typer.Exit(1)


def _held(db: sqlite3.Connection, here: Context, what: list[str]) -> "tuple[list[Held], list[str]]":
    """Return what there is of these articles, and which were removed before: for those there is only cleaning to do."""
    from newsbot.archive import forget as removal
    from newsbot.archive import records, tombstones

    held: dict[int, Held] = {}
    before = []
    for one in what:
        article_id = context.number(one)
        if article_id is not None:
            name, removed = f"#{article_id}", removal.was_forgotten(db, article_id)
        else:
            name = context.canonical(one)
            article_id, removed = records.find(db, name), tombstones.reason(db, name) is not None
        found = None if article_id is None else removal.look(db, article_id)
        if found is not None:
            held[found.article_id] = found
        elif removed:
            before.append(name)
        else:
            raise NewsbotError(
                f"there is no article {one}", where=str(here.archive_path), do="`newsbot search` finds ids"
            )
    return list(held.values()), before


def _ask(here: Context, held: "list[Held]", *, as_json: bool) -> None:
    console = output.stderr() if as_json else output.stdout()
    for one in held:
        date = output.local_time(one.date_published, here.zone)
        output.say(console, f"#{one.article_id} {one.headline} ({one.publisher or one.url}, {date})")
        if one.alike:
            output.say(console, f"  {_alike(one.alike)}", "yellow")
    if not typer.confirm("Remove this for good?", err=as_json):
        raise typer.Exit(1)


def _print(gone: "list[Forgotten]", before: list[str]) -> None:
    console = output.stdout()
    for one in gone:
        output.say(
            console,
            f"#{one.article_id} is removed: revisions {one.revisions}, captures {one.captures}, images {one.images},"
            f" addresses {one.addresses} never to be fetched again",
        )
        if one.alike:
            output.say(console, f"  {_alike(one.alike)}", "yellow")
    for name in before:
        output.say(console, f"{name} was removed before")
    output.say(console, "backups and exports made before still hold what was removed", "yellow")


def _alike(ids: list[int]) -> str:
    return f"the same text stays in {', '.join(f'#{number}' for number in ids)}"


def _who() -> str:
    """Return who runs this program, for the record."""
    import getpass
    import socket

    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # no such name, as in a container
        user = "unknown"
    return f"{user}@{socket.gethostname()}"
