"""``newsbot crawl``: a one-off crawl now."""

from collections.abc import Sequence, Set
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from newsbot.cli import context, logs, output, session
from newsbot.cli.context import UsageError
from newsbot.reactor import SIGNALLED

if TYPE_CHECKING:  # these bring Scrapy: imported when a crawl begins
    from newsbot.archive import Archive
    from newsbot.config import Config, Source
    from newsbot.crawl import Crawl

_NO_HOST = "no such host"
"""What `newsbot.middlewares.cause` says where a name is not found."""
_COUNTS = ("listed", "new", "revised", "unchanged", "reprints", "images", "failed")


def crawl(
    ctx: typer.Context,
    what: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE|URL]...", help="Names from newsbot.toml, or addresses.")
    ] = None,
    revisit: Annotated[
        bool, typer.Option("--revisit", help="Fetch every archived article of these sources again.")
    ] = False,
    most: Annotated[int | None, typer.Option("--max", min=1, help="At most so many articles of each source.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON array, an object per source.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Tell what is fetched, on stderr.")] = False,
) -> None:
    """Crawl sources now, by default all that are enabled; an address is archived by itself.

    Ctrl-C ends it cleanly: what is in flight is finished, everything so far is stored. A second one ends it at once.
    """
    here = context.of(ctx)
    wanted = _choose(here.checked_config, what or [])
    from newsbot.archive import Archive

    console = output.stderr()
    with Archive(here.archive_path) as archive:
        if not what:
            wanted += _waiting(here.config, archive)
        crawls, stopped_by = run_crawls(
            here.config, archive, wanted, console, revisit=revisit, most=most, verbose=verbose, revive=bool(what)
        )
    told: set[str] = set()
    if as_json:
        output.print_json([_as_dict(one) for one in crawls])
    else:
        print_result(crawls, stopped_by)
        told = _print_by_hand(here, crawls, console)
    status = int(_report_forgotten(here, crawls, console) | report_failures(crawls, console, told))
    raise typer.Exit(SIGNALLED + stopped_by if stopped_by else status)


def run_crawls(
    config: "Config",
    archive: "Archive",
    wanted: "Sequence[tuple[Source, Sequence[str]]]",
    console: Console,
    *,
    revisit: bool = False,
    most: int | None = None,
    verbose: bool = False,
    revive: bool = True,
) -> "tuple[list[Crawl], int]":
    """Crawl sources, or addresses of them, on the reactor of this process, showing progress on a console.

    Args:
        revive: see `Crawl`.

    Returns:
        The crawls when they have ended, and the number of the signal that stopped them (0: none).
    """
    from newsbot.cli.progress import CrawlProgress
    from newsbot.crawl import Crawl

    # Of addresses that a person named, the command says itself what became of each.
    logs.to_console(console, verbose=verbose, quiet=all(addresses for _, addresses in wanted))
    progress = CrawlProgress(console)
    crawls = [
        Crawl(
            source,
            archive,
            config.limits,
            due="revisit" if revisit else "by hand",
            addresses=addresses,
            revive=revive,
            max_articles=most,
            on_progress=progress.step,
        )
        for source, addresses in wanted
    ]
    stopped_by = session.run(config, console, progress, lambda runner: runner.run_all(crawls))
    for one in crawls:
        settle(one)
    return crawls, stopped_by


def print_result(crawls: "Sequence[Crawl]", stopped_by: int = 0) -> None:
    """Print the table a crawl ends with, and whether there was anything new."""
    shown = [name for name in _COUNTS if name != "unchanged"]
    rows = [
        [one.source.name, *(getattr(one.counts, name) for name in shown), one.outcome or "stopped"] for one in crawls
    ]
    if len(rows) > 1:
        sums = [sum(getattr(one.counts, name) for one in crawls) for name in shown]
        rows.append(["together", *sums, ""])
    console = output.stdout()
    console.print(output.table(["source", *shown, "outcome"], rows, numbers=shown))
    if not stopped_by and not any(one.counts.new or one.counts.revised or one.outcome == "failed" for one in crawls):
        listed, unchanged = (sum(getattr(one.counts, name) for one in crawls) for name in ("listed", "unchanged"))
        said = f"{listed} listed" if listed else "no listing has changed"
        again = f"{unchanged} fetched again and found unchanged" if unchanged else "no known article was fetched again"
        output.say(console, f"nothing new: {said}; {again}")


def report_failures(crawls: "Sequence[Crawl]", console: Console, told: Set[str] = frozenset()) -> int:
    """Say in one line each what failed, and return the exit status: 1 when a source failed as a whole.

    Args:
        told: failures that have been said already.
    """
    if len(crawls) > 1 and all(one.outcome == "failed" and _NO_HOST in (one.error or "") for one in crawls):
        output.say(console, "no source could be reached: is this machine online?", "red")
        return 1
    for one in crawls:
        untold = [said for said in one.counts.errors if said not in told]
        reason = one.error or next(iter(untold), None)
        if one.counts.errors and not reason:
            continue
        if one.outcome == "failed":
            output.say(console, f"{one.source.name} failed: {reason}", "red")
        elif failed := one.counts.failed - len(one.counts.errors) + len(untold):
            number = "1 article" if failed == 1 else f"{failed} articles"
            such = ", such as" if failed > 1 else ""
            output.say(console, f"{one.source.name}: {number} failed{such}: {reason}", "yellow")
    return int(any(one.outcome == "failed" for one in crawls))


def _print_by_hand(here: context.Context, crawls: "Sequence[Crawl]", console: Console) -> set[str]:
    """Print what the addresses given on the command line are archived as, else why not; return the failures told."""
    from newsbot.archive import records, tombstones

    addresses = {url: one.counts.errors for one in crawls for url in one.addresses}
    told: set[str] = set()
    if not addresses:
        return told
    with here.reader() as db:
        for url, errors in addresses.items():
            record = records.record(db, article_id) if (article_id := records.find(db, url)) else None
            if record:
                output.say(output.stdout(), f"#{record['id']} {record['headline']}")
            elif not tombstones.reason(db, url):
                reason = next((said for said in errors if said.startswith(f"{url}:")), url)
                told.add(reason)
                output.say(console, f"not archived: {reason}", "red")
    return told


def _report_forgotten(here: context.Context, crawls: "Sequence[Crawl]", console: Console) -> bool:
    """Say which of the addresses given on the command line are not fetched, for their articles were removed."""
    from newsbot.archive import tombstones

    addresses = [url for one in crawls for url in one.addresses]
    if not addresses:
        return False
    found = False
    with here.reader() as db:
        for url in addresses:
            if removed := tombstones.reason(db, url):
                at, why = removed
                when = output.local_time(at, here.zone)
                output.say(console, f"{url}: forgotten on {when} for {why!r}, so it is not fetched again", "red")
                found = True
    return found


def settle(one: "Crawl") -> None:
    """A crawl that did not end in time is ended for it: the frontier keeps what it had not done."""
    if one.run_id and one.outcome is None:
        one.close(stopped=True, received=one.counts.bytes, stats={})


def _as_dict(one: "Crawl") -> dict[str, Any]:
    counts = asdict(one.counts)
    return {
        "source": one.source.name,
        "title": one.source.title,
        "outcome": one.outcome or "stopped",
        **{name: counts[name] for name in (*_COUNTS, "bytes")},
        "error": one.error,
        "errors": counts["errors"],
        "run_id": one.run_id or None,
    }


def _choose(config: "Config", what: Sequence[str]) -> "list[tuple[Source, list[str]]]":
    """Return the sources to crawl, each with the addresses to fetch instead of its listing. Raises `UsageError`."""
    named = [context.named(config, name) for name in dict.fromkeys(what) if "://" not in name]
    addresses = [context.canonical(url) for url in what if "://" in url]
    if not what:
        named = config.enabled()
        if not named:
            raise UsageError("no source is enabled", where=str(config.path), do="Name a source or an address")
    return [(source, []) for source in named] + _grouped(config, addresses)


def _waiting(config: "Config", archive: "Archive") -> "list[tuple[Source, list[str]]]":
    """Return what was queued by hand (`newsbot import --urls`) and is not archived yet."""
    from newsbot.archive import imported
    from newsbot.config import BY_HAND

    return _grouped(config, imported.waiting(archive.db, BY_HAND))


def _grouped(config: "Config", addresses: Sequence[str]) -> "list[tuple[Source, list[str]]]":
    """Return addresses given by hand with their sources: those that may reach the same local servers are one."""
    by_hand: dict[str, tuple[Source, list[str]]] = {}
    for url in dict.fromkeys(addresses):
        stanza = _by_hand(config, url)
        by_hand.setdefault(repr(stanza.allow_addresses), (stanza, []))[1].append(url)
    return list(by_hand.values())


def _by_hand(config: "Config", url: str) -> "Source":
    """Return the source of an address given by hand: a stanza that allows its local server says how it is read.

    It is never revisited by itself: no schedule asks for it.
    """
    from newsbot.addresses import Allowance
    from newsbot.config import BY_HAND, Source

    stanzas = config.source.values()
    local = next((one for one in stanzas if Allowance.parse(one.allow_addresses).allows_url(url)), None)
    if local is not None:
        return local.model_copy(
            update={"name": BY_HAND, "title": "by hand", "spider": "feed", "feed": url, "args": {}, "revisit": ()}
        )
    common: dict[str, Any] = {"timezone": config.defaults.timezone, "proxy": config.defaults.proxy, "revisit": []}
    return Source.model_validate({"name": BY_HAND, "title": "by hand", "feed": url, **common})
