"""What the commands share: the configuration, the archive's path, and values of the command line read with them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from newsbot.errors import NewsbotError

if TYPE_CHECKING:  # imported where they are needed: `newsbot --help` is quick
    import sqlite3

    from newsbot.archive.search import Filter
    from newsbot.config import Config, Source


class UsageError(NewsbotError):
    """The command line asks for something that makes no sense: exit status 2."""


@dataclass
class Context:
    """The global options, and what follows from them."""

    config_option: Path | None = None
    archive_option: Path | None = None

    @cached_property
    def config(self) -> "Config":
        """The configuration, read once. Raises `ConfigError` when it is wrong."""
        from newsbot.config import SHIPPED, load

        return load(self.config_option, os.environ, Path.cwd(), SHIPPED)

    @cached_property
    def checked_config(self) -> "Config":
        """The configuration, its spiders' names and arguments checked as well, for which Scrapy is imported.

        Raises `ConfigError` when it is wrong.
        """
        from newsbot.runner import validate

        validate(self.config)
        return self.config

    @cached_property
    def archive_path(self) -> Path:
        """Where the archive is. Raises `ArchiveError` for a folder that is not there: see `check_folder`."""
        path = self.config.archive_path(self.archive_option, os.environ)
        if self.archive_option or os.environ.get("NEWSBOT_ARCHIVE"):
            check_folder(path)
        return path

    @property
    def zone(self) -> str:
        """The time zone times are shown in, and those typed without one are read in."""
        return self.config.defaults.timezone

    @contextmanager
    def reader(self) -> "Iterator[sqlite3.Connection]":
        """One consistent view of the archive, whatever others write meanwhile. Raises `ArchiveError`."""
        import sqlite3

        from newsbot.archive.store import open_reader
        from newsbot.errors import ArchiveError

        db = open_reader(self.archive_path)
        try:
            db.execute("BEGIN")
            yield db
        except sqlite3.DatabaseError as error:
            raise ArchiveError(f"the archive cannot be read ({error})", where=str(self.archive_path)) from error
        finally:
            db.close()

    def filter(
        self,
        *,
        source: str | None = None,
        ticker: str | None = None,
        since: str | None = None,
        until: str | None = None,
        reprints: bool = False,
        as_of: str | None = None,
        repaired: bool = False,
    ) -> "Filter":
        """Return the filter that the options of ``search``, ``show`` and ``export`` ask for. Raises `UsageError`."""
        from newsbot.archive.search import Filter

        if repaired and as_of is None:
            raise UsageError("--repaired says how to answer --as-of", do="Add --as-of TIME")
        if source is not None:
            self.check_source(source)
        begins, ends = self._moment("--since", since), self._moment("--until", until)
        if begins and ends and begins >= ends:
            raise UsageError("--until must be later than --since: the day or time it names is not included")
        return Filter(
            source=source,
            ticker=self._symbols(ticker),
            since=begins,
            until=ends,
            zone=self.zone,
            reprints=reprints,
            as_of=self._moment("--as-of", as_of),
            repaired=repaired,
        )

    def _symbols(self, typed: str | None) -> str | None:
        """Return the symbols that a code or a name means, with spaces between them. Raises `UsageError`."""
        from newsbot.names import known, meant

        if typed is None or not self.archive_path.exists():
            return typed
        with self.reader() as db:
            symbols = meant(db, typed, known(self.config))
        if not symbols:
            do = "Write 600519, 00700.HK, AAPL, or a name as articles write it"
            raise UsageError(f"no security is called {typed!r} here", do=do)
        return " ".join(symbols)

    def check_source(self, name: str) -> None:
        """Refuse a source that neither newsbot.toml nor the archive has; without an archive its reader complains."""
        from newsbot.archive import reports
        from newsbot.config.checks import did_you_mean

        if name in self.config.source or not self.archive_path.exists():
            return
        with self.reader() as db:
            known = set(reports.sources(db)) | {row["source"] for row in db.execute("SELECT source FROM article")}
        if name not in known:
            do = did_you_mean(name, known | set(self.config.source)) or "`newsbot status` lists them"
            raise UsageError(f"there is no source `{name}`", do=do)

    def _moment(self, option: str, text: str | None) -> str | None:
        """Return a day (its first moment) or time as UTC text; without a zone it is in ``[defaults] timezone``."""
        from datetime import datetime
        from zoneinfo import ZoneInfo

        from newsbot import dates

        if text is None:
            return None
        moment = dates.parse(text, self.zone)
        if moment is None:
            raise UsageError(
                f"{option} {text!r} is no date or time", do='Write 2026-11-20, "2026-11-20 09:00" or 2026-11-20T01:00Z'
            )
        if dates.is_day(moment):
            return dates.to_text(datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(self.zone)))
        return moment


def check_folder(archive: Path) -> None:
    """Refuse an archive in a folder that is not there: a mistyped path must not begin an empty archive elsewhere.

    The default folder is made when missing, and so is one that newsbot.toml names.

    Raises:
        ArchiveError: there is no such folder.
    """
    from newsbot.config.models import DEFAULT_ARCHIVE
    from newsbot.errors import ArchiveError

    if archive.parent != DEFAULT_ARCHIVE.parent and not archive.parent.exists():
        raise ArchiveError("there is no such folder", where=str(archive.parent), do="Make it first")


def of(ctx: typer.Context) -> Context:
    """Return the context the global options made."""
    context = ctx.find_object(Context)
    assert context is not None
    return context


def named(config: "Config", name: str) -> "Source":
    """Return the source of that name. Raises `UsageError`, with the name that was probably meant."""
    from newsbot.config.checks import did_you_mean

    if name not in config.source:
        hint = did_you_mean(name, set(config.source)) or "`newsbot sources` lists them"
        raise UsageError(f"there is no source `{name}`", where=str(config.path), do=hint)
    return config.source[name]


def canonical(url: str) -> str:
    """Return an address in the one spelling newsbot knows it by. Raises `UsageError` when it is none."""
    from newsbot import urls

    try:
        return urls.canonical(url)
    except ValueError as error:
        raise UsageError(f"{error}") from error


def number(what: str) -> int | None:
    """Return the article's number in ``47`` or ``#47``; ``None``: it is an address. No article has 0."""
    digits = what.removeprefix("#")
    if not digits.isdecimal():
        return None
    return int(digits) if len(digits) < 19 else 0  # SQLite's integers end there
