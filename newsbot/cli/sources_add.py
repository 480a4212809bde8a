"""``newsbot sources add``: from any page of a site to a source that works."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

import typer
from rich.console import Console

from newsbot.addresses import Allowance, literal, refusal
from newsbot.cli import context, logs, output, session, trials
from newsbot.cli.context import UsageError
from newsbot.errors import AddressRefused, ConfigError, NewsbotError
from newsbot.reactor import SIGNALLED

if TYPE_CHECKING:  # these bring Scrapy: imported when a search begins
    from newsbot.cli.progress import CrawlProgress
    from newsbot.config import Config
    from newsbot.discovery import Offer
    from newsbot.runner import Runner
    from newsbot.spiders.discovery import Discovery
    from newsbot.stanzas import Stanza
    from newsbot.trial import Trial

_TRIED_OUT = 2
"""Listings that are crawled: a second one where no article of the best can be read."""
_SHOWN = 5
"""Other listings that are shown."""


def add(
    ctx: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="Any page of a site, a feed or a sitemap.")],
    name: Annotated[str | None, typer.Option(metavar="NAME", help="Of the source; by default after the site.")] = None,
    write: Annotated[bool, typer.Option("--write", help="Add it to the configuration in use.")] = False,
    allow: Annotated[
        list[str] | None,
        typer.Option("--allow-address", metavar="IP:PORT", help="May be asked although not public: a local test site."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Tell what is fetched, on stderr.")] = False,
) -> None:
    """Find the feed or sitemap behind a page, try it out, and print the stanza that makes a source of it.

    A few articles are fetched and shown as `newsbot sources check` does, and not stored. The exit status is that of
    `check`; it is 1 as well when there is no listing.
    """
    here = context.of(ctx)
    asked = context.canonical(url if "://" in url else f"https://{url}")
    if write:
        from newsbot.stanzas import refuse_shipped

        refuse_shipped(here.config)
    config = here.checked_config
    allowed = _checked_addresses(allow or [])
    _refuse_literal(asked, allowed)
    adding = _Adding(config, asked, _checked_name(config, name), allowed)
    console = output.stderr()
    logs.to_console(console, verbose=verbose, quiet=True)
    stopped_by = adding.run(console)
    if stopped_by:
        output.say(console, "interrupted: nothing was concluded or written", "red")
        raise typer.Exit(SIGNALLED + stopped_by)
    if adding.outcome is None:
        raise _nothing(adding.discovery)
    stanza, trial = adding.outcome
    problem = trial.problem()
    written = write and problem is None
    if written:
        from newsbot.stanzas import append

        append(here.config, stanza.text())
    others = [offer for offer in adding.discovery.search.ranked() if offer.url != stanza.url]
    if as_json:
        output.print_json(_as_dict(adding.discovery, stanza, trial, others, written=written))
    else:
        _show(output.stdout(), stanza, trial, others, here.zone)
    _say_end(console, here.config, problem, write=write)
    raise typer.Exit(int(problem is not None))


@dataclass
class _Adding:
    """A source on its way: looked for, written as a stanza, tried out."""

    config: "Config"
    url: str
    name: str | None
    allow: tuple[str, ...]
    outcome: "tuple[Stanza, Trial] | None" = None
    discovery: "Discovery" = field(init=False)

    def run(self, console: Console) -> int:
        """Look for listings and try out the best; return the number of the signal that stopped it, 0: none."""
        from newsbot.cli.progress import CrawlProgress

        progress = CrawlProgress(console)
        return session.run(self.config, console, progress, lambda runner: self._work(runner, progress))

    async def _work(self, runner: "Runner", progress: "CrawlProgress") -> None:
        from newsbot import dates
        from newsbot.discovery import Search
        from newsbot.spiders.discovery import Discovery, DiscoverySpider

        with trials.throw_away_archive() as archive:
            source = trials.source(self.config, "by-hand", feed=self.url, allow_addresses=self.allow)
            search = Search(self.url, dates.to_text(archive.clock()), source.timezone)
            self.discovery = Discovery(source, archive, self.config.limits, on_progress=progress.step, search=search)
            await runner.run(self.discovery, spider=DiscoverySpider)
        if runner.stopping:
            return
        for offer in search.ranked()[:_TRIED_OUT]:
            stanza = self._stanza(offer)
            trial = await self._try(runner, progress, stanza)
            if page := _page_needed(trial):
                stanza = replace(stanza, page=page)
                trial = await self._try(runner, progress, stanza)
            self.outcome = stanza, trial
            if trial.articles or runner.stopping:
                return

    async def _try(self, runner: "Runner", progress: "CrawlProgress", stanza: "Stanza") -> "Trial":
        keys = {stanza.key: stanza.url, "timezone": stanza.timezone.value, "page": stanza.page}
        source = trials.source(self.config, stanza.name, **keys, allow_addresses=stanza.allow_addresses)
        with trials.throw_away_archive() as archive:
            trial = trials.trial(source, archive, self.config.limits, progress)
            await runner.run_all([trial])
        return trial

    def _stanza(self, offer: "Offer") -> "Stanza":
        from newsbot import stanzas

        known = next((one for one in self.config.source.values() if offer.url in (one.feed, one.sitemap)), None)
        if known is not None:
            raise ConfigError(
                f"[source.{known.name}] lists it already",
                where=offer.url,
                do=f"`newsbot sources check {known.name}` shows what it gives",
            )
        name = self.name or stanzas.guess_name(offer.url, self.config.source)
        page, entries = self.discovery.search.page, offer.listing.entries
        return stanzas.Stanza(
            name,
            stanzas.guess_title(offer.title or (page and page.title), name),
            offer.kind,
            offer.url,
            stanzas.guess_zone(offer.url, page and page.language, entries, self.config.defaults.timezone),
            stanzas.guess_schedule(entries),
            allow_addresses=self.allow,
        )


def _page_needed(trial: "Trial") -> str | None:
    """The page object that the articles' markup asks for where their domain does not: a local copy of a site."""
    from newsbot import pages

    for article in trial.articles:
        if article.capture is not None and article.capture.kind == "article" and not trial.source.page:
            own = pages.page_class(article.capture.final_url, article.capture.body).parser.partition("/")[0]
            marked = pages.page_class(None, article.capture.body).parser.partition("/")[0]
            return marked if own == "generic" != marked else None
    return None


def _checked_name(config: "Config", name: str | None) -> str | None:
    from newsbot.config import BY_HAND

    if name is None:
        return None
    if not re.fullmatch("[a-z0-9][a-z0-9-]*", name) or name == BY_HAND:
        raise UsageError(f"--name {name!r}: a source's name has only small letters, digits and hyphens")
    if name in config.source:
        raise UsageError(f"there is a source `{name}` already", where=str(config.path), do="Choose another --name")
    return name


def _checked_addresses(texts: Sequence[str]) -> tuple[str, ...]:
    from newsbot.config.checks import check_address

    try:
        return tuple(check_address(text) for text in texts)
    except ValueError as error:
        raise UsageError(f"--allow-address: {error}") from error


def _refuse_literal(url: str, allowed: Sequence[str]) -> None:
    """Raise `AddressRefused` for an address written as a number that every request would be refused for."""
    ip = literal(urlsplit(url).hostname or "")
    if ip is not None and (reason := refusal(ip)) and not Allowance.parse(allowed).allows_url(url):
        raise _refused(f"{ip} is not a public address ({reason})", url)


def _refused(what: str, url: str) -> AddressRefused:
    return AddressRefused(what, where=url, do=f"Add --allow-address {_ip_and_port(url)} if you mean it")


def _nothing(discovery: "Discovery") -> NewsbotError:
    """Why there is no listing: what was tried, or why nothing could be."""
    search = discovery.search
    asked, error = search.asked, discovery.errors.get(search.asked)
    if isinstance(error, AddressRefused):
        return _refused(error.what, asked)
    if error is not None and (len(search.tried) <= 1 or urlsplit(asked).netloc in search.unreachable):
        return error
    if discovery.error:
        return NewsbotError(discovery.error, where=asked)
    by_reason: dict[str, list[str]] = {}
    for url, said in search.tried.items():
        by_reason.setdefault(said, []).append(url)
    tried = "; ".join(f"{' '.join(_shortened(found, asked))} ({said})" for said, found in by_reason.items())
    return NewsbotError(
        f"no feed and no sitemap was found. Tried: {tried}",
        where=asked,
        do="If you know its address, give that; a site that lists its news by a JSON API needs a spider",
    )


def _shortened(found: Sequence[str], asked: str) -> list[str]:
    """Addresses of the site asked for as paths."""
    site = asked[: asked.index("/", asked.index("//") + 2)]
    return [url.removeprefix(site) if url.startswith(f"{site}/") else url for url in found]


def _ip_and_port(url: str) -> str:
    """The address a URL is at where it is written as a number."""
    parts = urlsplit(url)
    ip, port = literal(parts.hostname or ""), parts.port or (443 if parts.scheme == "https" else 80)
    return "IP:PORT" if ip is None else f"[{ip}]:{port}" if ip.version == 6 else f"{ip}:{port}"


def _show(console: Console, stanza: "Stanza", trial: "Trial", others: "Sequence[Offer]", zone: str) -> None:
    output.say(console, stanza.text())
    trials.show(console, trial, zone)
    if others:
        columns = ("also found", "entries", "newest", "title")
        rows = [
            (offer.url, len(offer.listing.entries), output.local_time(offer.newest, zone), offer.title or "–")
            for offer in others[:_SHOWN]
        ]
        console.print()
        console.print(output.table(columns, rows, numbers=("entries",)))


def _say_end(console: Console, config: "Config", problem: str | None, *, write: bool) -> None:
    if problem:
        output.say(console, f"{problem}{'. So nothing was written' if write else ''}", "red")
    elif write:
        output.say(console, f"written to {config.path}")
    else:
        output.say(console, "nothing is written yet: copy the stanza, or add --write")


def _as_dict(
    discovery: "Discovery", stanza: "Stanza", trial: "Trial", others: "Sequence[Offer]", *, written: bool
) -> dict[str, Any]:
    return {
        "url": discovery.search.asked,
        "name": stanza.name,
        "title": stanza.title,
        "kind": stanza.key,
        "found": stanza.url,
        "stanza": stanza.text(),
        "written": written,
        "check": trials.as_dict(trial),
        "others": [
            {
                "url": offer.url,
                "kind": offer.kind,
                "title": offer.title,
                "entries": len(offer.listing.entries),
                "newest": offer.newest,
            }
            for offer in others
        ],
        "tried": [{"url": url, "said": said} for url, said in discovery.search.tried.items()],
    }
