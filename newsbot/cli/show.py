"""``newsbot show``: one article, for reading."""

import sqlite3
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from newsbot.cli import context, output
from newsbot.cli.search import AsOf, Repaired
from newsbot.errors import NewsbotError

if TYPE_CHECKING:
    from newsbot.archive.revisions import Revision
    from newsbot.archive.search import Filter
    from newsbot.cli.changes import Changes

_WIDTH = 100
"""Columns at most of running text: longer lines are hard to read."""


def show(
    ctx: typer.Context,
    what: Annotated[
        str, typer.Argument(metavar="ID|URL", help="Number of the article, or any address it was met under.")
    ],
    as_of: AsOf = None,
    repaired: Repaired = False,
    diff: Annotated[bool, typer.Option("--diff", help="What each revision changed.")] = False,
    number: Annotated[
        int | None,
        typer.Option("--revision", metavar="N", min=1, help="The text of this revision, or its --diff alone."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show an article with its images, tickers, revisions and addresses; or what its revisions changed."""
    from newsbot.archive import revisions
    from newsbot.cli import changes

    here = context.of(ctx)
    knowing = here.filter(as_of=as_of, repaired=repaired)
    with here.reader() as db:
        record = _find(db, what, knowing, here)
        of_article = revisions.of(db, record["id"], knowing) if diff or number else []
    if number is not None and number not in {revision.number for revision in of_article}:
        raise NewsbotError(f"article {record['id']} has no revision {number}", where=str(here.archive_path))
    if diff:
        compared = changes.compare(of_article, number)
        unchanged = len(of_article) == 1 and as_of is None
        _show_changes(compared, record["id"], here.zone, unchanged=unchanged, as_json=as_json)
        return
    if number is not None:
        record |= _of_revision(of_article, number)
    if as_json:
        output.print_json(record)
        return
    console = output.stdout()
    width = min(console.width, _WIDTH) if console.is_terminal else None
    if said := _which(number, knowing, here.zone):
        output.say(console, said, "yellow")
    for block in (_head(record, here.zone), _body(record), _images(record), _past(record, here.zone)):
        _print(console, block, width)


def _which(number: int | None, knowing: "Filter", zone: str) -> str:
    """Return what is shown where that is not the present state."""
    revision = [f"revision {number}"] if number else []
    if knowing.as_of:
        said = "said by" if knowing.repaired else "known at"
        revision.append(f"as {said} {output.local_time(knowing.as_of, zone)}")
    return ", ".join(revision)


def _find(db: sqlite3.Connection, what: str, knowing: "Filter", here: context.Context) -> dict[str, Any]:
    """Return the record and history of the article a person means. Raises `NewsbotError` when there is none."""
    from newsbot.archive import records

    article_id = _identify(db, what, knowing)
    record = None if article_id is None else records.record(db, article_id, knowing)
    if article_id is not None and record is not None:
        original = records.original(db, record, knowing)
        return record | {"reprint_of": original} | records.history(db, article_id, knowing)
    then = f" as of {output.local_time(knowing.as_of, here.zone)}" if knowing.as_of else ""
    raise NewsbotError(
        f"there is no article {what}{then}", where=str(here.archive_path), do="`newsbot search` finds ids"
    )


def _identify(db: sqlite3.Connection, what: str, knowing: "Filter") -> int | None:
    from newsbot.archive import records

    number = context.number(what)
    return records.find(db, what, knowing) if number is None else number


def _show_changes(compared: "Changes", article_id: int, zone: str, *, unchanged: bool, as_json: bool) -> None:
    from newsbot.cli import changes

    if as_json:
        output.print_json({"id": article_id, "revisions": changes.as_dicts(compared)})
        return
    console = output.stdout()
    width = min(console.width, _WIDTH) if console.is_terminal else None
    coloured = console.is_terminal and not console.no_color
    for block in changes.blocks(compared, zone, coloured=coloured, unchanged=unchanged):
        _print(console, iter(block), width)


def _of_revision(of_article: "list[Revision]", number: int) -> dict[str, Any]:
    """Return the keys of a record that a revision has."""
    (revision,) = (one for one in of_article if one.number == number)
    said = asdict(revision.article) | {"content_sha256": revision.content_sha256}
    del said["tickers"]  # they are the article's, not a revision's
    return said


def _print(console: Console, block: Iterator[Text], width: int | None) -> None:
    lines = list(block)
    for line in lines:
        console.print(line, width=width, soft_wrap=width is None)
    if lines:
        console.print()


def _head(record: dict[str, Any], zone: str) -> Iterator[Text]:
    yield output.plain(record["headline"], "bold")
    if record["alternative_headline"]:
        yield output.plain(f"original headline: {record['alternative_headline']}", "dim")
    byline = [record["publisher"], *record["authors"], record["editor"] and f"editor {record['editor']}"]
    if any(byline):
        yield output.plain(" · ".join(name for name in byline if name))
    times = [f"published {output.local_time(record['date_published'], zone)}"]
    for name, key in (("modified", "date_modified"), ("first seen", "first_seen"), ("withdrawn", "withdrawn")):
        if record[key]:
            times.append(f"{name} {output.local_time(record[key], zone)}")
    yield output.plain(f"{' · '.join(times)} ({zone})")
    yield output.plain(record["url"], "blue")
    if record["tickers"]:
        yield output.plain(
            "tickers: " + ", ".join(f"{_called(t['symbol'], t['surface'])} ×{t['count']}" for t in record["tickers"])
        )
    if record["reprint_of"]:
        yield output.plain(_first_printing(record["reprint_of"], zone), "yellow")
    if not record["complete"]:
        yield output.plain("incomplete: a page of it is missing", "yellow")


def _called(symbol: str, surface: str) -> str:
    return symbol if surface == symbol else f"{symbol} {surface}"


def _first_printing(original: dict[str, Any], zone: str) -> str:
    printed = f"published {output.local_time(original['date_published'], zone)}"
    if original["date_published"] is None:
        printed = f"first seen {output.local_time(original['first_seen'], zone)}"
    later = f"; this one {output.duration(original['later'])} later" if original["later"] else ""
    return f"reprint of #{original['id']} by {original['publisher'] or original['site']}, {printed}{later}"


def _body(record: dict[str, Any]) -> Iterator[Text]:
    for number, paragraph in enumerate((record["article_body"] or "").split("\n")):
        if number:
            yield Text("")
        yield output.plain(paragraph)


def _images(record: dict[str, Any]) -> Iterator[Text]:
    for image in record["images"]:
        state = image["sha256"][:12] if image["sha256"] else f"not fetched: {image['error'] or 'waiting'}"
        caption = image["caption"] or image["alt"] or "image"
        yield output.plain(f"[{image['position'] + 1}] {caption} ({state}) {image['url']}")


def _past(record: dict[str, Any], zone: str) -> Iterator[Text]:
    sources = ", ".join(dict.fromkeys(listing["source"] for listing in record["listings"])) or record["source"]
    yield output.plain(f"#{record['id']} from {sources}, read by {record['parser'] or 'an unknown parser'}", "dim")
    for revision in record["revisions"]:
        moment = output.local_time(revision["observed"], zone)
        yield output.plain(
            f"revision {revision['number']}: {moment} {revision['change']}: {revision['headline']}", "dim"
        )
    for address in record["addresses"]:
        yield output.plain(f"{address['kind']}: {address['url']}", "dim")
    for reprint in record["reprints"]:
        yield output.plain(f"reprinted as #{reprint['id']} by {reprint['publisher'] or reprint['site']}", "dim")
