"""``newsbot show``: one article, for reading."""

import sqlite3
from collections.abc import Iterator
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from newsbot.cli import context, output
from newsbot.errors import NewsbotError

_WIDTH = 100
"""Columns at most of running text: longer lines are hard to read."""


def show(
    ctx: typer.Context,
    what: Annotated[
        str, typer.Argument(metavar="ID|URL", help="Number of the article, or any address it was met under.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show an article with its images, tickers, revisions and addresses."""
    from newsbot.archive import records

    here = context.of(ctx)
    with here.reader() as db:
        article_id = _identify(db, what)
        record = None if article_id is None else records.record(db, article_id)
        if article_id is None or record is None:
            raise NewsbotError(
                f"there is no article {what}", where=str(here.archive_path), do="`newsbot search` finds ids"
            )
        record |= records.history(db, article_id)
    if as_json:
        output.print_json(record)
        return
    console = output.stdout()
    width = min(console.width, _WIDTH) if console.is_terminal else None
    for block in (_head(record, here.zone), _body(record), _images(record), _past(record, here.zone)):
        _print(console, block, width)


def _identify(db: sqlite3.Connection, what: str) -> int | None:
    from newsbot.archive import records

    number = what.removeprefix("#")
    if number.isdecimal():
        return int(number) if len(number) < 19 else None  # SQLite's integers end there
    return records.find(db, what)


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
            "tickers: " + ", ".join(f"{t['symbol']} {t['surface']} ×{t['count']}" for t in record["tickers"])
        )
    if record["duplicate_of"]:
        yield output.plain(f"reprint of #{record['duplicate_of']}", "yellow")
    if not record["complete"]:
        yield output.plain("incomplete: a page of it is missing", "yellow")


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
