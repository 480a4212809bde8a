"""What ``sources check`` and ``sources add`` share: a source tried out in an archive that is thrown away, and shown."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from newsbot.cli import output

if TYPE_CHECKING:  # these bring the archive and Scrapy: imported when a trial begins
    from newsbot.archive import Archive
    from newsbot.cli.progress import CrawlProgress
    from newsbot.config import Config, Limits, Source
    from newsbot.items import CrawledArticle
    from newsbot.trial import Trial

ARTICLES = 5
"""Articles a trial fetches: enough to see what is missing by rule, few enough to wait for."""
_BEGINS = 60
"""Characters of the text that are shown."""


@contextmanager
def throw_away_archive() -> "Iterator[Archive]":
    """Open an archive in a temporary folder, which goes with everything in it."""
    from newsbot.archive import Archive

    with tempfile.TemporaryDirectory(prefix="newsbot-") as folder, Archive(Path(folder, "archive.db")) as archive:
        yield archive


def source(config: "Config", name: str, **keys: object) -> "Source":
    """Return a source that newsbot.toml does not have (yet), with what it would take from ``[defaults]``."""
    from newsbot.config import Source

    given = {key: value for key, value in keys.items() if value is not None}
    common = {"timezone": config.defaults.timezone, "proxy": config.defaults.proxy}
    return Source.model_validate({"name": name, **common, **given})


def trial(
    source: "Source", archive: "Archive", limits: "Limits", progress: "CrawlProgress", most: int = ARTICLES
) -> "Trial":
    """Return a trial of a source: its listing, a few articles, no pictures."""
    from newsbot.trial import Trial

    return Trial(
        source,
        archive,
        limits,
        due="by hand",
        max_articles=most,
        on_progress=progress.step,
        pictures=False,
    )


def show(console: Console, trial: "Trial", zone: str) -> None:
    """Print what a trial met: the articles, what they and the listing had, what failed."""
    from newsbot.trial import FIELDS, LISTED_FIELDS

    if trial.articles:
        console.print(_articles(console, trial, zone))
    _say_coverage(console, "articles", trial.articles, FIELDS)
    output.say(console, f"\nlisting: {_of_listing(trial)}")
    _say_coverage(console, "entries", trial.entries, LISTED_FIELDS)
    for reason in _skipped(trial):
        output.say(console, f"skipped: {reason}")
    for failure in trial.failures:
        output.say(console, f"failed: {failure.url}: {failure.error}: {failure.reason}", "red")
    if trial.problem() is None:
        read = output.number(len(trial.articles), "article", "articles")
        output.say(console, f"\n{trial.source.name} works: {read} read, with headline, body and date", "green")


def as_dict(trial: "Trial") -> dict[str, Any]:
    """Return the same as one JSON-ready object."""
    from dataclasses import asdict

    from newsbot.trial import FIELDS, LISTED_FIELDS, coverage

    return {
        "source": trial.source.name,
        "ok": trial.problem() is None,
        "problem": trial.problem(),
        "listing": {
            "pages": len(trial.listings),
            "rows": sum(listing.rows for listing in trial.listings),
            "entries": len(trial.entries),
            "fields": {name: coverage(trial.entries, name) for name in LISTED_FIELDS},
            "skipped": _skipped(trial),
            "error": trial.error,
        },
        "fetched": len(trial.articles),
        "fields": {name: coverage(trial.articles, name) for name in FIELDS},
        "articles": [_article(article) for article in trial.articles],
        "failures": [asdict(failure) for failure in trial.failures],
    }


def _of_listing(trial: "Trial") -> str:
    if not trial.listings:
        return "could not be read"
    rows = output.number(sum(listing.rows for listing in trial.listings), "row", "rows")
    pages = output.number(len(trial.listings), "page", "pages")
    return f"{rows} on {pages}, {output.number(len(trial.entries), 'entry', 'entries')}"


def _skipped(trial: "Trial") -> list[str]:
    """Why rows of the listing are no entries: those that lack something, then those left out on purpose."""
    return [reason for listing in trial.listings for reason in (*listing.skipped, *listing.left_out)]


def _article(article: "CrawledArticle") -> dict[str, Any]:
    from dataclasses import asdict

    from newsbot.items import ARTICLE_FIELDS

    return {name: value for name, value in asdict(article).items() if name in ARTICLE_FIELDS}


def _articles(console: Console, trial: "Trial", zone: str) -> Any:
    """The table, a row per article. A terminal is too narrow for it: there, its texts stand below each other."""
    rows = []
    for article in trial.articles:
        body = article.article_body or ""
        texts = [output.plain(article.headline or "–", "bold"), output.plain(article.url)]
        texts.append(output.plain(f"{' '.join(body.split())[:_BEGINS]}…" if body else "–"))
        rows.append(
            [
                output.local_time(article.date_published, zone),
                ", ".join([*article.authors, *([f"editor {article.editor}"] if article.editor else [])]) or "–",
                article.publisher or "–",
                len(body),
                len(article.images),
                " ".join(mention.symbol for mention in article.tickers) or "–",
                article.parser or "–",
                *([Text("\n").join(texts)] if console.is_terminal else texts),
            ]
        )
    columns = ["published", "by", "publisher", "characters", "images", "tickers", "parser"]
    columns += ["article"] if console.is_terminal else ["headline", "url", "begins"]
    return output.table(columns, rows, numbers=("characters", "images"))


def _say_coverage(console: Console, what: str, things: Any, names: tuple[str, ...]) -> None:
    from newsbot.trial import coverage

    if not things:
        return
    counts = {name: coverage(things, name) for name in names}
    said = (f"{name}: {f'{count} of {len(things)}' if count else 'none'}" for name, count in counts.items())
    output.say(console, f"{what} with {', '.join(said)}")
