"""newsbot.toml: what is accepted, what it becomes, and the one clear error for everything else."""

import string
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.config import Config, load, parse, parse_duration, reload, validate_names
from newsbot.errors import ConfigError

FILE = Path("etc/newsbot.toml")
FEED = '[source.fed]\nfeed = "https://example.org/feed"\n'
ROLL = '[source.roll]\nspider = "sina_roll"\n'


def read(text: str) -> Config:
    return parse(text, FILE)


def complaint(text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        read(text)
    message = str(caught.value)
    assert message.startswith(str(FILE))
    assert "\n" not in message
    return message


def test_a_feed_needs_one_stanza_of_one_line() -> None:
    source = read(FEED).source["fed"]
    assert (source.name, source.title, source.spider, source.enabled) == ("fed", "fed", "feed", True)
    assert (source.timezone, source.revisit, source.max_pages) == ("Asia/Shanghai", (3600, 86400, 604800), 10)
    assert (source.schedule.every, source.schedule.jitter) == (900, 60)


def test_the_example_of_the_documentation() -> None:
    config = read(
        """
        [source.sina-china]
        title    = "新浪财经-国内"
        spider   = "sina_roll"
        args     = { pageid = 155, lid = 1686 }
        schedule = { every = "5m", jitter = "30s" }
        page     = "sina_com_cn"
        allow_addresses = ["127.0.0.1:8080", "[0:0::1]:80"]

        [source.fed-press]
        feed     = "https://www.federalreserve.gov/feeds/press_all.xml"
        schedule = { cron = "*/10 8-20 * * mon-fri", timezone = "America/New_York" }
        """
    )
    sina, fed = config.source["sina-china"], config.source["fed-press"]
    assert (sina.title, sina.args, sina.page) == ("新浪财经-国内", {"pageid": 155, "lid": 1686}, "sina_com_cn")
    assert (sina.schedule.every, sina.schedule.jitter) == (300, 30)
    assert sina.allow_addresses == ("127.0.0.1:8080", "[::1]:80")
    assert (fed.schedule.cron, fed.schedule.timezone) == ("*/10 8-20 * * mon-fri", "America/New_York")
    assert fed.timezone == "Asia/Shanghai"


def test_sources_take_over_the_defaults_and_keep_their_own() -> None:
    config = read(
        """
        [defaults]
        timezone = "Europe/Berlin"
        max_pages = 3
        keep = "90d"
        revisit = []
        proxy = "http://proxy.example:3128"
        schedule = { cron = "0 8 * * *" }
        [source.a]
        feed = "https://example.org/a"
        [source.b]
        feed = "https://example.org/b"
        timezone = "UTC"
        keep = "forever"
        max_pages = 4
        """
    )
    a, b = config.source["a"], config.source["b"]
    assert (a.timezone, a.schedule.timezone, a.max_pages, a.revisit) == ("Europe/Berlin", "Europe/Berlin", 3, ())
    assert (b.timezone, b.schedule.timezone, b.max_pages, b.spider) == ("UTC", "UTC", 4, "feed")
    assert a.proxy == b.proxy == "http://proxy.example:3128"
    assert config.keep() == {"by-hand": 90 * 86_400, "a": 90 * 86_400, "b": None}
    assert read(FEED + 'keep = "none"\n').keep() == {"by-hand": None, "fed": 0}
    assert (a.page_zone, b.page_zone, b.model_copy(update={"name": "by-hand"}).page_zone) == (None, "UTC", "UTC")


def test_enabled_sources_in_file_order() -> None:
    config = read('[source.b]\nfeed="http://b.org/"\n[source.x]\nfeed="http://x.org/"\nenabled=false\n' + FEED)
    assert [source.name for source in config.enabled()] == ["b", "fed"]


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ("schedul = 3", "[source.fed]: unknown key `schedul` = 3. Did you mean `schedule`?"),
        ('schedule = { evry = "5m" }', 'unknown key `schedule.evry` = "5m". Did you mean `every`?'),
        ('name = "x"', "unknown key `name`"),
        ('schedule = { every = "5 min" }', '`schedule.every` = "5 min": not a duration'),
        ("schedule = { every = 5 }", '`schedule.every` = 5: a duration needs a unit: write "5s"'),
        ('schedule = { every = "5s" }', '`schedule.every` = "5s": must be at least 10s'),
        ('schedule = { every = "5m", jitter = "5m" }', "`jitter` (300s) must be shorter than `every` (300s)"),
        ("schedule = {}", "exactly one of `every` and `cron`"),
        ('schedule = { every = "5m", cron = "* * * * *" }', "exactly one of `every` and `cron`"),
        ('schedule = { adaptive = { min = "2m", max = "2h" } }', "not available in this version"),
        ('schedule = { cron = "0 8 * * 1-5" }', "0 = Monday"),
        ('schedule = { cron = "0 8 * *" }', "five fields"),
        ('schedule = { cron = "0 8 30 2 *" }', "never comes"),
        ('schedule = { cron = "0 24 * * *" }', '`schedule.cron` = "0 24 * * *"'),
        ('schedule = { cron = "0 8 * * *", timezone = "Europ/Berlin" }', "Did you mean `Europe/Berlin`?"),
        ('timezone = "America"', '`timezone` = "America": no such time zone'),
        ('timezone = "../etc/passwd"', "no such time zone"),
        ('spider = "sina_roll"', "exactly one of `spider`, `feed` and `sitemap`, this one has `spider` and `feed`"),
        ('enabled = "yes"', '`enabled` = "yes": must be true or false'),
        ("max_pages = 0", "`max_pages` = 0: must be at least 1"),
        ("max_pages = true", "`max_pages` = true: must be a whole number"),
        ('revisit = ["1d", "1h"]', "must rise"),
        ('revisit = "1d"', "must be a list"),
        ('keep = "12h"', '`keep` = "12h": write "forever", "none", or days such as "90d"'),
        ("keep = 90", '`keep` = 90: write "forever"'),
        ('allow_addresses = ["localhost:80"]', '`allow_addresses.0` = "localhost:80"'),
        ('allow_addresses = ["127.0.0.1"]', "write a numeric address and a port"),
        ('allow_addresses = ["127.0.0.1:0"]', "from 1 to 65535"),
        ('allow_addresses = ["::1:80"]', "in brackets"),
        ("args = { lid = 1 }", "`args` are a spider's or a sitemap's, and `feed` has its address only"),
        ('sitemap = "https://example.org/sitemap.xml"', "this one has `feed` and `sitemap`"),
        ("settings = { ROBOTSTXT_OBEY = false }", "cannot change the setting `ROBOTSTXT_OBEY`"),
        ('settings = { DOWNLOAD_DELAY = "abc" }', "`DOWNLOAD_DELAY` must be a number of seconds, 0 or more"),
        ("settings = { DOWNLOAD_DELAY = true }", "`DOWNLOAD_DELAY` must be a number"),
        ("settings = { DOWNLOAD_TIMEOUT = 0 }", "`DOWNLOAD_TIMEOUT` must be a number above 0"),
        ("settings = { DOWNLOAD_TIMEOUT = nan }", "`DOWNLOAD_TIMEOUT` must be a number above 0"),
        ("settings = { RETRY_TIMES = 1.5 }", "`RETRY_TIMES` must be a whole number"),
        ("settings = { COOKIES_ENABLED = 1 }", "`COOKIES_ENABLED` must be true or false"),
        ('settings = { LOG_LEVEL = "LOUD" }', "`LOG_LEVEL` must be one of DEBUG"),
        ('settings = { USER_AGENT = "a\\nb" }', "`USER_AGENT` must be a text in one line"),
        ("settings = { DEFAULT_REQUEST_HEADERS = { Accept = 1 } }", "must be a table of texts"),
        ("settings = { DOWNLOAD_DELAI = 1 }", "Did you mean `DOWNLOAD_DELAY`?"),
    ],
)
def test_a_wrong_stanza_is_one_error_with_stanza_key_and_value(extra: str, expected: str) -> None:
    message = complaint(FEED + extra)
    assert "[source.fed]" in message
    assert expected in message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[sauce.x]\n", "unknown stanza [sauce]. Did you mean `source`?"),
        ("path = 3", "unknown stanza [path]"),
        (FEED + "\n" + FEED, "line 4: there are two stanzas [source.fed]"),
        ("[source.fed]\nfeed =\n", "line 2: there is no value"),
        ('[source.fed]\nfeed = "https://example.org\n', "line 2: a quote is not closed"),
        ("[source.fed]\nfeed = 'https://example.org", "at the end: a quote is not closed"),
        ("[source.fed\n", "line 1: the bracket of a stanza's header is not closed"),
        (
            '[source.fed]\nfed = "https://example.org"\n',
            'unknown key `fed` = "https://example.org". Did you mean `feed`?',
        ),
        ("a = " + "[" * 9999, "nested too deeply"),
        ("a = " + "9" * 9999, "4300 digits"),
        ("[source.Fed]\nfeed = 'http://a.org'", "small letters, digits and hyphens"),
        ("[source.fed]\nfeed = 'example.org'", '`feed` = "example.org": not an absolute http'),
        ("[source.fed]\nfeed = 'http://[::1'", "not an address"),
        ("[source.fed]\ntitle = 'x'", "this one has none"),
        (ROLL + 'args = { "a b" = 1 }', "`a b` is no argument name"),
        (ROLL + "args = { a = [1] }", "`a` must be a text"),
        (ROLL + 'args = { endpoint = "ftp://example.org" }', "not an absolute http or https address"),
        ("[source]\nfed = 3", "[source.fed]: must be a table"),
        ("source = 3", "[source]: must be a table"),
        ("defaults = 3", "[defaults]: must be a table"),
        ("[defaults]\ncontact = 'me@example.org\\nX: y'", None),
        ("[defaults]\ncontact = 'somebody'", "[defaults]: `contact`"),
        ("[daemon]\nwatchdog = '1s'", '[daemon]: `watchdog` = "1s": must be at least 120s'),
        ("[daemon]\nwatchdogs = '1s'", "Did you mean `watchdog`?"),
        ("[limits]\nimage_pixels = 3", "[limits]: `image_pixels` = 3: must be at least 3072"),
    ],
)
def test_a_wrong_file_is_one_error(text: str, expected: str | None) -> None:
    assert (expected or "") in complaint(text)


def test_a_proxy_password_is_not_printed() -> None:
    assert "secret" not in complaint(FEED + 'proxy = "socks://me:secret@example.org"')


def test_two_enabled_stanzas_may_not_list_the_same() -> None:
    twin = '[source.twin]\nfeed = "https://example.org/feed"\n'
    assert "[source.twin]: lists the same as [source.fed]" in complaint(FEED + twin)
    assert len(read(FEED + twin + "enabled = false\n").source) == 2
    roll = '[source.{}]\nspider = "sina_roll"\nargs = {{ pageid = 155, lid = {} }}\n'
    assert len(read(roll.format("a", 1686) + roll.format("b", 1687)).source) == 2


SITEMAP = '[source.map]\nsitemap = "https://example.org/sitemap.xml"\n'


def test_a_sitemap_has_its_address_and_what_its_spider_takes() -> None:
    source = read(f'{SITEMAP}args = {{ match = "/news/", since_days = 3 }}').source["map"]
    assert source.spider == "sitemap"
    assert source.arguments == {"url": "https://example.org/sitemap.xml", "match": "/news/", "since_days": 3}
    assert "`match` is no regular expression: unterminated" in complaint(f'{SITEMAP}args = {{ match = "/news/[" }}')
    assert "lists the same" in complaint(SITEMAP + SITEMAP.replace("map]", "twin]"))
    assert read(FEED).source["fed"].arguments == {"url": "https://example.org/feed"}
    assert read(f"{ROLL}args = {{ lid = 1 }}").source["roll"].arguments == {"lid": 1}


def test_spiders_are_checked_against_those_there_are() -> None:
    config = read('[source.a]\nspider = "sina_rol"\n')
    with pytest.raises(ConfigError, match=r"\[source\.a\]: `spider` = .sina_rol.*Did you mean `sina_roll`\?"):
        validate_names(config, ["feed", "sina_roll"], [])
    validate_names(config, ["sina_rol"], [])


def test_page_objects_are_checked_against_those_there_are() -> None:
    config = read('[source.a]\nspider = "feed"\npage = "sina_com"\n')
    with pytest.raises(ConfigError, match=r"\[source\.a\]: `page` = .sina_com.*Did you mean `sina_com_cn`\?"):
        validate_names(config, ["feed"], ["generic", "sina_com_cn"])


def test_the_file_is_looked_for_in_order(tmp_path: Path) -> None:
    def write(name: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f'[source.{path.parent.name}]\nfeed = "https://example.org/"\n', encoding="utf-8")
        return path

    option, named, shipped = write("option/a.toml"), write("env/b.toml"), write("shipped/c.toml")
    cwd = tmp_path / "cwd"
    cwd.mkdir()

    def found(option: Path | None = None, **env: str) -> list[str]:
        return list(load(option, env, cwd, shipped).source)

    assert found() == found(NEWSBOT_CONFIG="") == ["shipped"]
    write("cwd/newsbot.toml")
    assert found() == ["cwd"]
    assert found(NEWSBOT_CONFIG=str(named)) == found(NEWSBOT_CONFIG="../env/b.toml") == ["env"]
    assert found(option, NEWSBOT_CONFIG=str(named)) == ["option"]
    with pytest.raises(ConfigError, match=r"missing\.toml: NEWSBOT_CONFIG cannot be read: No such file"):
        found(NEWSBOT_CONFIG="missing.toml")


def test_a_file_that_is_no_utf8_text(tmp_path: Path) -> None:
    path = tmp_path / "newsbot.toml"
    path.write_bytes('[source.a]\ntitle = "新浪"'.encode("gb18030"))
    with pytest.raises(ConfigError, match="not UTF-8 text at byte 20"):
        load(path, {}, tmp_path, path)
    path.write_bytes(b"\xef\xbb\xbf" + FEED.encode())
    assert list(load(path, {}, tmp_path, path).source) == ["fed"]


def test_where_the_archive_is(tmp_path: Path) -> None:
    path = tmp_path / "etc" / "newsbot.toml"
    path.parent.mkdir()
    path.write_text('[archive]\npath = "news.db"\n', encoding="utf-8")
    own, shipped = load(path, {}, tmp_path, path), load(None, {}, tmp_path, path)
    assert own.archive_path(None, {}) == tmp_path / "etc" / "news.db"
    assert shipped.archive_path(None, {}) == tmp_path / "news.db"
    assert own.archive_path(None, {"NEWSBOT_ARCHIVE": "env.db"}) == Path("env.db")
    assert own.archive_path(Path("option.db"), {"NEWSBOT_ARCHIVE": "env.db"}) == Path("option.db")
    assert read("").archive_path(None, {"NEWSBOT_ARCHIVE": ""}) == Path("data/archive.db")


def test_where_the_names_are(tmp_path: Path) -> None:
    path = tmp_path / "etc" / "newsbot.toml"
    path.parent.mkdir()
    path.write_text('[tickers]\nnames = "names.csv"\n', encoding="utf-8")
    assert load(path, {}, tmp_path, path).names_path == tmp_path / "etc" / "names.csv"
    assert read("").names_path is None
    assert read('[tickers]\nnames = "~/names.csv"').names_path == Path.home() / "names.csv"


@pytest.mark.parametrize(
    ("text", "seconds"), [("30s", 30), ("5m", 300), ("1h", 3600), ("1d", 86400), ("1h30m", 5400), (" 1d1s ", 86401)]
)
def test_durations(text: str, seconds: int) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize("text", ["", "5", "m", "5 m", "1m1h", "5mm", "-5m", "1.5h", "٣m", "367d", 5, None, True])
def test_no_durations(text: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the messages are tested above
        parse_duration(text)


@settings(deadline=None)
@given(st.text())
def test_arbitrary_text_raises_nothing_but_a_config_error(text: str) -> None:
    with suppress(ConfigError):
        read(text)


VALUES = st.recursive(
    st.one_of(
        st.integers(),
        st.booleans(),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(string.printable, max_size=12),
        st.from_regex(r"[0-9*/,-]{1,4}( [0-9*/,a-z-]{1,4}){4}", fullmatch=True),
        st.sampled_from(["5m", "https://example.org/", "http://[", "UTC", "1.2.3.4:5", "{0}", "feed", "a@b.c"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["every", "cron", "jitter", "timezone", "lid", "endpoint", "USER_AGENT", "{x}"]),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=4,
)
SOURCE_KEYS = ["title", "spider", "args", "feed", "sitemap", "schedule", "enabled", "page", "timezone", "revisit",
               "allow_addresses", "max_pages", "proxy", "settings", "name", "{}"]  # fmt: skip
STANZAS = st.dictionaries(
    st.sampled_from(["source.a", "source.b", "defaults", "daemon", "limits", "archive", "tickers", "source.'{x}'"]),
    st.dictionaries(
        st.sampled_from([*SOURCE_KEYS, "contact", "watchdog", "concurrency", "body_bytes", "path"]), VALUES
    ),
)


def as_toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + "".join(f"\\u{ord(char):04x}" for char in value) + '"'
    if isinstance(value, list):
        return "[" + ", ".join(map(as_toml, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"'{key}' = {as_toml(item)}" for key, item in value.items()) + "}"
    return repr(value)


@settings(max_examples=150, deadline=None)
@given(STANZAS)
def test_plausible_files_with_arbitrary_values_raise_nothing_but_a_config_error(stanzas: dict[str, Any]) -> None:
    lines = []
    for name, keys in stanzas.items():
        lines += [f"[{name}]", *(f"'{key}' = {as_toml(value)}" for key, value in keys.items())]
    with suppress(ConfigError):
        read("\n".join(lines))


def test_a_reload_reads_the_same_file(tmp_path: Path) -> None:
    (tmp_path / "newsbot.toml").write_text(FEED, "utf-8")
    (tmp_path / "shipped.toml").write_text(ROLL, "utf-8")
    config = load(None, {}, tmp_path, tmp_path / "shipped.toml")
    (tmp_path / "newsbot.toml").write_text(FEED.replace("fed", "ecb"), "utf-8")
    assert list(reload(config).source) == ["ecb"]
    (tmp_path / "newsbot.toml").unlink()
    with pytest.raises(ConfigError, match=r"newsbot\.toml: the file is gone"):
        reload(config)


def test_the_source_of_the_command_line_is_no_stanza() -> None:
    assert "[source.by-hand]: this name is reserved" in complaint(FEED.replace("fed", "by-hand"))
