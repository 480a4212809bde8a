"""The configuration that comes with newsbot."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsbot import pages
from newsbot.config import SHIPPED, Config, load, parse, validate_names
from newsbot.spiders.feed import FeedSpider
from newsbot.spiders.sina_roll import SinaRollSpider
from newsbot.spiders.sina_zhibo import SinaZhiboSpider
from schedules.policy import next_poll

SINA_LISTS = {
    155: {1686, 1687, 1690},
    153: {2516, 2517, 2518},
    384: {2519, 2671, 2672, 2673, 2674, 2675, 2676},
}
SPIDERS = {spider.name: spider for spider in (FeedSpider, SinaRollSpider, SinaZhiboSpider)}
TEXT = SHIPPED.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return load(None, {}, tmp_path_factory.mktemp("empty"), SHIPPED)


def test_it_lists_every_sina_list_under_its_page_id(config: Config) -> None:
    lists = [source.args for source in config.source.values() if source.spider == "sina_roll"]
    assert len(lists) == sum(map(len, SINA_LISTS.values()))
    assert {page: {args["lid"] for args in lists if args["pageid"] == page} for page in SINA_LISTS} == SINA_LISTS
    assert [source.args for source in config.source.values() if source.spider == "sina_zhibo"] == [{"zhibo_id": 152}]


def test_ten_international_feeds_are_on(config: Config) -> None:
    feeds = [source for source in config.enabled() if source.feed]
    assert len(feeds) == 10
    assert all(source.feed and source.feed.startswith("https://") for source in feeds)
    assert not config.source["sec-press"].enabled  # sec.gov answers nobody without a contact


def test_every_spider_exists_and_takes_its_arguments(config: Config) -> None:
    validate_names(config, SPIDERS, pages.names())
    for source in config.source.values():
        args = {"url": source.feed} if source.feed else source.args
        url = SPIDERS[source.spider](**args).listing_url(1)
        assert all(str(value) in url for value in args.values())


def test_schedules_are_polite(config: Config) -> None:
    now = datetime(2031, 10, 14, 15, 0, tzinfo=UTC)
    for source in config.source.values():
        first = next_poll(source.schedule, now, now, 0.0)
        assert next_poll(source.schedule, first, first, 0.0) - first >= timedelta(minutes=2), source.name
        assert source.schedule.jitter >= 15, source.name
        assert not source.allow_addresses


def test_titles_are_in_the_language_of_the_source(config: Config) -> None:
    for name, source in config.source.items():
        assert bool(re.search("[一-鿿]", source.title)) == name.startswith("sina-")


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
