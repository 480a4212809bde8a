"""What newsbot.toml may say: one frozen model per stanza, unknown keys refused."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, model_validator

from newsbot.config.checks import (
    check_address,
    check_args,
    check_contact,
    check_cron,
    check_revisits,
    check_settings,
    check_timezone,
    check_url,
)
from newsbot.config.durations import at_least, parse_duration, parse_keep
from newsbot.errors import ConfigError

DEFAULT_TIMEZONE = "Asia/Shanghai"
DEFAULT_ARCHIVE = Path("data/archive.db")
DEFAULT_REVISITS = (3_600, 86_400, 604_800)
"""Seconds after first sight: 1 hour, 1 day, 7 days."""
BY_HAND = "by-hand"
"""The source of articles whose address was given on the command line; no stanza can have this name."""
SHORTEST_INTERVAL = 10
"""Seconds; polling faster than this helps nobody and gets a crawler banned."""


def _as_tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


Duration = Annotated[int, BeforeValidator(parse_duration)]
"""Written ``"5m"``, kept as whole seconds."""
Zone = Annotated[str, AfterValidator(check_timezone)]
Url = Annotated[str, AfterValidator(check_url)]
Revisits = Annotated[tuple[Duration, ...], BeforeValidator(_as_tuple), AfterValidator(check_revisits)]
Addresses = Annotated[tuple[Annotated[str, AfterValidator(check_address)], ...], BeforeValidator(_as_tuple)]
Keep = Annotated[int | None, BeforeValidator(parse_keep)]
"""Written ``"forever"`` (``None``), ``"90d"`` or ``"none"`` (0); kept as whole seconds."""
Pages = Annotated[int, Field(ge=1, le=10_000)]


class Stanza(BaseModel):
    """Common to all: nothing is coerced, nothing unknown is accepted, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Schedule(Stanza):
    """When a source is polled: ``every`` so many seconds, or at the times of a ``cron`` line; exactly one of them.

    ``jitter`` seconds at most are added to each poll. ``timezone`` is the one the cron line is read in; the file's
    default for it is the source's.
    """

    every: Annotated[Duration, AfterValidator(at_least(SHORTEST_INTERVAL))] | None = None
    cron: Annotated[str, AfterValidator(check_cron)] | None = None
    jitter: Duration = 0
    timezone: Zone = DEFAULT_TIMEZONE

    @model_validator(mode="before")
    @classmethod
    def _not_yet(cls, data: Any) -> Any:
        if isinstance(data, Mapping) and "adaptive" in data:
            raise ValueError("`adaptive` polling is not available in this version: use `every` or `cron`")
        return data

    @model_validator(mode="after")
    def _one_kind(self) -> "Schedule":
        if (self.every is None) == (self.cron is None):
            raise ValueError('a schedule has exactly one of `every` and `cron`, such as { every = "5m" }')
        if self.every is not None and self.jitter >= self.every:
            raise ValueError(f"`jitter` ({self.jitter}s) must be shorter than `every` ({self.every}s)")
        return self


DEFAULT_SCHEDULE = Schedule.model_construct(every=900, jitter=60)
"""A source without a schedule is polled all the same: nothing in the file is forgotten silently."""


class Defaults(Stanza):
    """``[defaults]``: what a source that does not say otherwise has.

    ``contact`` (mail address or URL) goes into the User-Agent, so that a site can reach who crawls it.
    """

    timezone: Zone = DEFAULT_TIMEZONE
    contact: Annotated[str, AfterValidator(check_contact)] | None = None
    schedule: Schedule = DEFAULT_SCHEDULE
    revisit: Revisits = DEFAULT_REVISITS
    max_pages: Pages = 10
    keep: Keep = None
    proxy: Url | None = None


class ArchiveSettings(Stanza):
    """``[archive]``: the file; a relative path counts from the folder of newsbot.toml."""

    path: Annotated[str, Field(min_length=1)] | None = None


class DaemonSettings(Stanza):
    """``[daemon]``: ``run_timeout`` ends a crawl, ``watchdog`` a frozen process, ``stop_timeout`` is how long a stop
    waits for what is in flight (all seconds); ``concurrency`` is how many sources are crawled at once.
    """

    run_timeout: Annotated[Duration, AfterValidator(at_least(10))] = 1_800
    watchdog: Annotated[Duration, AfterValidator(at_least(120))] = 300
    stop_timeout: Annotated[Duration, AfterValidator(at_least(1))] = 10
    concurrency: Annotated[int, Field(ge=1, le=64)] = 4


class TickerSettings(Stanza):
    """``[tickers]``: ``names`` is a CSV file of names and their securities; a relative path as in ``[archive]``.

    ``packaged``: whether the names that come with newsbot are looked for as well.
    """

    names: Annotated[str, Field(min_length=1)] | None = None
    packaged: bool = True


class Limits(Stanza):
    """``[limits]``: what a site may send, and how often one host is asked.

    ``body_bytes`` holds after decompression too. 40 million pixels are 160 MB once decoded, which the daemon can
    afford, and more than any news picture has. ``host_delay`` is in seconds between two requests to one host.
    """

    body_bytes: Annotated[int, Field(ge=1_024, le=2**31 - 1)] = 20 * 2**20
    image_bytes: Annotated[int, Field(ge=1_024, le=2**31 - 1)] = 20 * 2**20
    image_pixels: Annotated[int, Field(ge=64 * 48, le=2**31 - 1)] = 40_000_000
    host_delay: Duration = 1


class Source(Stanza):
    """``[source.NAME]``: one listing, how its articles are read, and when it is polled.

    A source has exactly one of ``spider``, ``feed`` and ``sitemap`` in the file; the latter two are addresses and imply
    the spider of that name. ``args`` are the spider's; a feed has none. ``timezone`` is that of wall-clock times on its
    pages that name none. ``page`` names the page object of its articles, otherwise their domain decides. ``revisit``
    are the ages in seconds at which a known article is fetched again. ``keep`` is how long the bodies
    of its captures are kept.
    """

    name: Annotated[str, Field(pattern="^[a-z0-9][a-z0-9-]*$")]
    title: Annotated[str, Field(min_length=1)]
    spider: Annotated[str, Field(pattern="^[a-z_][a-z0-9_]*$")]
    args: Annotated[dict[str, Any], AfterValidator(check_args)] = {}
    feed: Url | None = None
    sitemap: Url | None = None
    schedule: Schedule = DEFAULT_SCHEDULE
    enabled: bool = True
    page: Annotated[str, Field(pattern="^[a-z_][a-z0-9_]*$")] | None = None
    timezone: Zone = DEFAULT_TIMEZONE
    allow_addresses: Addresses = ()
    revisit: Revisits = DEFAULT_REVISITS
    max_pages: Pages = 10
    keep: Keep = None
    proxy: Url | None = None
    settings: Annotated[dict[str, Any], AfterValidator(check_settings)] = {}
    _names_zone: bool = PrivateAttr(default=False)

    def model_post_init(self, context: Any) -> None:
        """Note whether the stanza itself names a zone: the loader knows what comes from ``[defaults]``."""
        self._names_zone = self.name in (context or {}).get("name a zone", ())

    @property
    def page_zone(self) -> str | None:
        """``timezone`` where the stanza itself names it; that of ``[defaults]`` says nothing about a site's pages."""
        return self.timezone if self._names_zone else None

    @model_validator(mode="before")
    @classmethod
    def _imply_spider(cls, data: Any) -> Any:
        if not isinstance(data, Mapping):
            return data
        kinds = [kind for kind in ("spider", "feed", "sitemap") if kind in data]
        if not kinds and data.keys() - cls.model_fields.keys():
            return {"title": data.get("name"), "spider": "feed", **data}  # the key that is none is the complaint
        if len(kinds) != 1:
            said = " and ".join(f"`{kind}`" for kind in kinds) or "none"
            raise ValueError(f"a source has exactly one of `spider`, `feed` and `sitemap`, this one has {said}")
        if kinds == ["feed"] and "args" in data:
            raise ValueError("`args` are a spider's or a sitemap's, and `feed` has its address only")
        return {"title": data.get("name"), "spider": kinds[0], **data}

    @property
    def arguments(self) -> dict[str, Any]:
        """Those of its spider: ``args``, and the address of a feed or sitemap as ``url``."""
        address = self.feed or self.sitemap
        return {"url": address, **self.args} if address else self.args

    @property
    def listing(self) -> tuple[object, ...]:
        """What is listed, comparable: two enabled sources with the same listing are a mistake."""
        return self.spider, self.feed or self.sitemap, tuple(sorted((k, str(v)) for k, v in self.args.items()))


class Config(Stanza):
    """The whole newsbot.toml; ``path`` is the file, ``base`` the folder its relative paths count from."""

    path: Path
    base: Path
    defaults: Defaults = Defaults()
    archive: ArchiveSettings = ArchiveSettings()
    daemon: DaemonSettings = DaemonSettings()
    limits: Limits = Limits()
    tickers: TickerSettings = TickerSettings()
    source: dict[str, Source] = {}

    def enabled(self) -> list[Source]:
        """The sources that are crawled unless others are named, in the order of the file."""
        return [source for source in self.source.values() if source.enabled]

    def keep(self) -> dict[str, int | None]:
        """How long what each source fetched is kept; what was fetched by hand has the default."""
        return {BY_HAND: self.defaults.keep} | {source.name: source.keep for source in self.source.values()}

    def archive_path(self, option: Path | None, env: Mapping[str, str]) -> Path:
        """Where the archive is: ``--archive``, then NEWSBOT_ARCHIVE, then the file's, then data/archive.db.

        Only a path that stands in the file counts from ``base``; the others count from the current directory.

        Raises:
            ConfigError: the path begins with ``~`` and there is no such home folder.
        """
        if option is not None:
            return option
        if named := env.get("NEWSBOT_ARCHIVE"):
            return Path(named)
        return self.base / _expand(self.archive.path, "[archive] path") if self.archive.path else DEFAULT_ARCHIVE

    @property
    def names_path(self) -> Path | None:
        """The file of names, if one is given.

        Raises:
            ConfigError: the path begins with ``~`` and there is no such home folder.
        """
        return self.base / _expand(self.tickers.names, "[tickers] names") if self.tickers.names else None


def _expand(path: str, where: str) -> Path:
    try:
        return Path(path).expanduser()
    except RuntimeError as error:
        raise ConfigError(f"no home folder for {path}", where=where, do="Write the whole path") from error
