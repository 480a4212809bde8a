"""The configuration that comes with newsbot."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from scrapy.spiderloader import get_spider_loader

from newsbot import pages
from newsbot.config import SHIPPED, Config, load, parse, validate_names
from newsbot.runner import project_settings
from newsbot.spiders.base import ListingSpider
from schedules.policy import next_poll

SINA_LISTS = {
    155: {1686, 1687, 1690},
    153: {2516, 2517, 2518},
    384: {2519, 2671, 2672, 2673, 2674, 2675, 2676},
}
SPIDERS = get_spider_loader(project_settings())
TEXT = SHIPPED.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return load(None, {}, tmp_path_factory.mktemp("empty"), SHIPPED)


def test_it_lists_every_sina_list_under_its_page_id(config: Config) -> None:
    lists = [source.args for source in config.source.values() if source.spider == "sina_roll"]
    assert len(lists) == sum(map(len, SINA_LISTS.values()))
    assert {page: {args["lid"] for args in lists if args["pageid"] == page} for page in SINA_LISTS} == SINA_LISTS
    assert [source.args for source in config.source.values() if source.spider == "sina_zhibo"] == [{"zhibo_id": 152}]


def test_international_feeds_and_sitemaps_are_on(config: Config) -> None:
    listings = [address for source in config.enabled() if (address := source.feed or source.sitemap)]
    assert len(listings) >= 16
    assert all(address.startswith("https://") for address in listings)
    off = {name for name, source in config.source.items() if source.feed and not source.enabled}
    assert off == {"sec-press", "sec-8k"}  # sec.gov answers nobody without a contact


def test_every_spider_exists_and_takes_its_arguments(config: Config) -> None:
    validate_names(config, SPIDERS.list(), pages.names())
    for source in config.source.values():
        spider = SPIDERS.load(source.spider)(**source.arguments)
        assert isinstance(spider, ListingSpider)
        if source.spider in ("feed", "sitemap", "sina_roll", "sina_zhibo"):
            named = {name: value for name, value in source.arguments.items() if name not in ("match", "since_days")}
            assert all(str(value) in spider.listing_url(1) for value in named.values())


def test_schedules_are_polite(config: Config) -> None:
    now = datetime(2031, 10, 14, 15, 0, tzinfo=UTC)
    for source in config.source.values():
        first = next_poll(source.schedule, now, now, 0.0)
        assert next_poll(source.schedule, first, first, 0.0) - first >= timedelta(minutes=2), source.name
        assert source.schedule.jitter >= 15, source.name
        assert not source.allow_addresses


def test_titles_are_in_the_language_of_the_source(config: Config) -> None:
    for name, source in config.source.items():
        if source.timezone != "Asia/Hong_Kong":  # whose filings are in both
            assert bool(re.search("[一-鿿]", source.title)) == (source.timezone == "Asia/Shanghai"), name


def test_the_archive_is_in_the_current_directory(config: Config) -> None:
    assert config.archive_path(None, {}) == Path("data/archive.db")


def test_the_settings_shown_in_comments_are_the_defaults(config: Config) -> None:
    shown = TEXT[TEXT.index("# The other stanzas") : TEXT.index("# --- 新浪财经")].splitlines()[1:]
    settings = parse("\n".join(line.removeprefix("#").strip() for line in shown), Path("newsbot.toml"))
    assert settings.archive.path == "data/archive.db"
    assert (settings.daemon, settings.limits) == (config.daemon, config.limits)
    assert settings.daemon.model_fields_set == set(type(settings.daemon).model_fields)
    assert settings.limits.model_fields_set == set(type(settings.limits).model_fields)
    assert (config.defaults.revisit, config.defaults.max_pages) == (
        settings.defaults.revisit,
        settings.defaults.max_pages,
    )


def test_the_example_and_the_contact_work_when_uncommented() -> None:
    example = re.findall(r"^#   (.*)$", TEXT, re.MULTILINE)
    assert parse("\n".join(example), Path("newsbot.toml")).source["example"].schedule.every == 900
    contact = next(line for line in TEXT.splitlines() if line.startswith("# contact"))
    assert (
        parse("[defaults]\n" + contact.removeprefix("# "), Path("newsbot.toml")).defaults.contact == "news@example.org"
    )
