"""``newsbot search``: articles by their words, newest first."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from newsbot.cli import context, output
from newsbot.errors import NewsbotError

if TYPE_CHECKING:
    import sqlite3

    from newsbot.archive.search import Filter

_SNIPPET = 120
"""Characters of text shown around a match: two lines of Chinese on a terminal of 120 columns."""
_OPERATORS = ("AND", "OR", "NOT")
_OF_OTHERS = re.compile(r"-\w.*|[A-Za-z_]+:.+")
"""What other search programs would not look for but obey."""

Source = Annotated[str | None, typer.Option(metavar="NAME", help="Only what this source listed.")]
Ticker = Annotated[
    str | None, typer.Option(metavar="SYMBOL", help="Only what mentions it: 601229.SH, 00700.HK, AAPL.US.")
]
Since = Annotated[str | None, typer.Option(metavar="TIME", help="Published from this day or time on.")]
Until = Annotated[str | None, typer.Option(metavar="TIME", help="Published before this day or time.")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="TIME", help="As the archive knew it at this time: texts, reprints, tickers, all."),
]
Repaired = Annotated[
    bool,
    typer.Option(
        "--repaired", help="With --as-of: what publishers had said by then, also if it came in later, best read."
    ),
]
Reprints = Annotated[bool, typer.Option("--reprints", help="Reprints too, not only what was printed first.")]


def search(
    ctx: typer.Context,
    query: Annotated[
        list[str] | None,
        typer.Argument(metavar="[QUERY]...", help="Words that all must be there; '\"…\"' is a phrase."),
    ] = None,
    source: Source = None,
    ticker: Ticker = None,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    repaired: Repaired = False,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 20,
    reprints: Reprints = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON array, an object per article.")] = False,
) -> None:
    """Find articles by words of their headline and text, newest first.

    Times are in the zone of newsbot.toml; an article of which only the day is known counts as that whole day.
    """
    from newsbot.archive import search as index

    here = context.of(ctx)
    chosen = here.filter(
        source=source, ticker=ticker, since=since, until=until, reprints=reprints, as_of=as_of, repaired=repaired
    )
    words = " ".join(query or [])
    if words:
        _check_query(words)
    with here.reader() as db:
        found = list(index.search(db, words or None, chosen, limit + 1))
        symbol = None if found else _symbol(db, words, chosen)
    more, found = len(found) > limit, found[:limit]
    if as_json:
        output.print_json([_as_dict(row, words) for row in found])
        return
    if not found:
        then = f" as of {chosen.as_of}" if chosen.as_of else ""
        hint = f": `newsbot search --ticker {symbol}` finds the articles that mention it" if symbol else ""
        output.say(output.stderr(), f"nothing found{then}{hint}")
        return
    console = output.stdout()
    for row in found:
        for line in _lines(row, words, here.zone):
            console.print(line, soft_wrap=not console.is_terminal)
        console.print()
    newest = f"the {limit} newest, --limit for more; " if more else ""
    output.say(output.stderr(), f"{newest}times are {here.zone}")


def _check_query(words: str) -> None:
    """Raise `UsageError` when nothing in a query can be searched for; tell what has no other meaning than its text."""
    from newsbot.archive.search import match_expression, parts

    try:
        match_expression(words)
    except NewsbotError as error:
        raise context.UsageError(error.what, where=error.where, do=error.do) from error
    typed = parts(words)
    plain = [one for one in typed if _OF_OTHERS.fullmatch(one)] + [one for one in typed[1:-1] if one in _OPERATORS]
    if plain:
        shown = ", ".join(f"`{one}`" for one in dict.fromkeys(plain))
        output.say(output.stderr(), f"looked for as text like any word: {shown}; only quotes have a meaning", "yellow")


def _symbol(db: "sqlite3.Connection", words: str, chosen: "Filter") -> str | None:
    """Return the symbol that a query is, where articles mention it though their texts do not have it."""
    from newsbot.archive import search as index
    from newsbot.finance import markets

    symbol = None if chosen.ticker else markets.as_typed(words)
    mentioned = symbol and any(index.search(db, None, replace(chosen, ticker=symbol), 1))
    return symbol if mentioned else None


def _lines(row: "sqlite3.Row", query: str, zone: str) -> list[Text]:
    """Return an article as printed: date, who and id; headline; text around the match."""
    from newsbot.archive.snippets import find, snippet

    date = output.local_time(row["date_published"] or row["first_seen"], zone)
    who = " · ".join(name for name in (row["publisher"], row["source"]) if name)
    first = Text.assemble((date, "cyan"), "  ", output.plain(who, "dim"), "  ", (f"#{row['id']}", "green"))
    if row["duplicate_of"]:
        first.append(f"  reprint of #{row['duplicate_of']}", "dim")
    if row["withdrawn"]:
        first.append("  withdrawn", "red")
    headline = row["headline"]
    text, spans = snippet(row["article_body"] or "", query, _SNIPPET)
    return [first, _marked(headline, find(headline, query), "bold"), _marked(text, spans, "")]


def _marked(text: str, spans: list[tuple[int, int]], style: str) -> Text:
    parts, end = [], 0
    for left, right in spans:
        parts += [output.plain(text[end:left]), output.plain(text[left:right], "yellow")]
        end = right
    return Text.assemble(*parts, output.plain(text[end:]), style=style)


def _as_dict(row: "sqlite3.Row", query: str) -> dict[str, Any]:
    from newsbot.archive.snippets import snippet

    names = ("id", "url", "source", "publisher", "headline", "date_published", "first_seen", "content_changed",
             "withdrawn", "duplicate_of")  # fmt: skip
    return {name: row[name] for name in names} | {"snippet": snippet(row["article_body"] or "", query, _SNIPPET)[0]}
