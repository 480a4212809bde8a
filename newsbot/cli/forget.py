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
    ids: Annotated[list[int], typer.Argument(metavar="ID...", help="Numbers of the articles.", min=1)],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it is kept.")],
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
        raise UsageError("--reason is empty", do="Say who demands it, and the file number")
    here = context.of(ctx)
    wanted = list(dict.fromkeys(ids))
    with here.reader() as db:
        held = _held(db, here, wanted)
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
        _print(wanted, gone)
    if not emptied:
        output.say(
            console,
            "someone is reading the archive, so its log could not be emptied and still holds the text: give the same"
            " command again when they have ended",
            "red",
        )
        raise typer.Exit(1)


def _held(db: sqlite3.Connection, here: Context, ids: list[int]) -> "list[Held]":
    """Return what there is of these articles; those removed before are left out, for there is only cleaning to do."""
    from newsbot.archive import forget as removal

    held = []
    for article_id in ids:
        one = removal.look(db, article_id)
        if one is not None:
            held.append(one)
        elif not removal.was_forgotten(db, article_id):
            raise NewsbotError(
                f"there is no article {article_id}", where=str(here.archive_path), do="`newsbot search` finds ids"
            )
    return held


def _ask(here: Context, held: "list[Held]", *, as_json: bool) -> None:
    console = output.stderr() if as_json else output.stdout()
    for one in held:
        date = output.local_time(one.date_published, here.zone)
        output.say(console, f"#{one.article_id} {one.headline} ({one.publisher or one.url}, {date})")
        if one.alike:
            output.say(console, f"  {_alike(one.alike)}", "yellow")
    if not typer.confirm("Remove this for good?", err=as_json):
        raise typer.Exit(1)


def _print(wanted: list[int], gone: "list[Forgotten]") -> None:
    console = output.stdout()
    for one in gone:
        output.say(
            console,
            f"#{one.article_id} is removed: revisions {one.revisions}, captures {one.captures}, images {one.images},"
            f" addresses {one.addresses} never to be fetched again",
        )
        if one.alike:
            output.say(console, f"  {_alike(one.alike)}", "yellow")
    before = [article_id for article_id in wanted if article_id not in {one.article_id for one in gone}]
    for article_id in before:
        output.say(console, f"#{article_id} was removed before")
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
