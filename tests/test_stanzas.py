import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot import stanzas
from newsbot.config import SHIPPED, load, parse
from newsbot.errors import ConfigError
from newsbot.items import ListingEntry
from newsbot.stanzas import Guess, Stanza

HOURLY = [ListingEntry("https://x.example/", published=f"2031-10-14T{hour:02}:00:00.000Z") for hour in range(12)]


def stanza(**given: object) -> Stanza:
    keys = {
        "name": "example",
        "title": "Example",
        "key": "feed",
        "url": "https://example.org/feed",
        "timezone": Guess("Europe/Berlin", "a guess from .de"),
        "schedule": Guess('{ every = "15m", jitter = "90s" }', "about 5 entries a day"),
    }
    return Stanza(**{**keys, **given})  # type: ignore[arg-type]


def test_a_stanza_as_it_is_printed() -> None:
    made = stanza(page="sina_com_cn", allow_addresses=("127.0.0.1:8080", "[::1]:80")).text()
    assert made == (
        "[source.example]\n"
        'title           = "Example"\n'
        'feed            = "https://example.org/feed"\n'
        'timezone        = "Europe/Berlin"  # a guess from .de\n'
        'schedule        = { every = "15m", jitter = "90s" }  # about 5 entries a day\n'
        'page            = "sina_com_cn"\n'
        'allow_addresses = ["127.0.0.1:8080", "[::1]:80"]\n'
    )
    source = parse(made, Path("newsbot.toml")).source["example"]
    assert (source.feed, source.page, source.timezone) == ("https://example.org/feed", "sina_com_cn", "Europe/Berlin")


@settings(max_examples=100, deadline=None)
@given(st.text(min_size=1).map(lambda title: stanzas.guess_title(title, "example")))
def test_every_title_can_be_written(title: str) -> None:
    made = stanza(title=title).text()
    assert parse(made, Path("newsbot.toml")).source["example"].title == title


@pytest.mark.parametrize(
    ("url", "taken", "name"),
    [
        ("https://www.example.org/feed.xml", [], "example"),
        ("https://example.co.uk/business/rss.xml", ["example"], "example-business"),
        ("https://finance.example.com.cn/", [], "example-finance"),
        ("https://example.org/feed", ["example"], "example-2"),
        ("https://example.org/feed", ["example", "example-2"], "example-3"),
        ("http://127.0.0.1:8080/feed", [], "127-0-0-1"),
        ("http://例子.cn/", [], "source"),
    ],
)
def test_names(url: str, taken: list[str], name: str) -> None:
    assert stanzas.guess_name(url, taken) == name


@settings(max_examples=100, deadline=None)
@given(st.text(), st.text())
def test_every_name_can_be_written(host: str, path: str) -> None:
    url = f"https://{host.replace('[', '').replace(']', '')}.example/{path}"
    assert parse(stanza(name=stanzas.guess_name(url, [])).text(), Path("newsbot.toml")).source


@pytest.mark.parametrize(
    ("url", "language", "raw", "zone"),
    [
        ("https://www.example.de/", "en", None, "Europe/Berlin"),
        ("https://example.com/", "zh-CN", None, "Asia/Shanghai"),
        ("https://example.com/", "zh-TW", None, "Asia/Taipei"),
        ("https://example.com/", "zh-Hant-HK", None, "Asia/Taipei"),
        ("https://example.com/", "en", "Tue, 14 Oct 2031 08:00:00 -0400", "America/New_York"),
        ("https://example.com/", "en-US", "Tue, 14 Oct 2031 08:00:00 -0700", "America/Los_Angeles"),
        ("https://example.com/", "zh-TW", "2031-10-14T08:00:00+08:00", "Asia/Taipei"),
        ("https://example.com/", "en", "2031-10-14T08:00:00+09:00", "Asia/Tokyo"),
        ("https://example.com/", "en-GB", "Tue, 14 Oct 2031 08:00:00 +0000", "Europe/London"),
        ("https://example.com/", "de", "Tue, 14 Oct 2031 08:00:00 GMT", "Europe/Berlin"),
        ("https://example.com/", None, None, "Asia/Hong_Kong"),
    ],
)
def test_zones(url: str, language: str | None, raw: str | None, zone: str) -> None:
    entries = [ListingEntry(url, published="2031-10-14T12:00:00.000Z", published_raw=raw)]
    guess = stanzas.guess_zone(url, language, entries, "Asia/Hong_Kong")
    assert guess.value == zone
    assert guess.why


def test_the_language_of_the_entries_counts_where_the_page_has_none() -> None:
    assert (
        stanzas.guess_zone("https://example.com/", None, [ListingEntry("x", in_language="ja")], "UTC").value
        == "Asia/Tokyo"
    )


@pytest.mark.parametrize(
    ("entries", "schedule"),
    [
        ([], '{ every = "15m", jitter = "90s" }'),
        (HOURLY[:1], '{ every = "15m", jitter = "90s" }'),
        (
            [ListingEntry("x", published="2031-10-14"), ListingEntry("x", published="2031-10-10")],
            '{ every = "15m", jitter = "90s" }',
        ),
        (HOURLY, '{ every = "30m", jitter = "3m" }'),
        (HOURLY[:2], '{ every = "15m", jitter = "90s" }'),
        ([HOURLY[0], ListingEntry("x", modified="2031-10-04T00:00:00.000Z")], '{ every = "6h", jitter = "36m" }'),
        ([HOURLY[0], ListingEntry("x", published="2031-10-14T00:00:01.000Z")], '{ every = "5m", jitter = "30s" }'),
    ],
)
def test_schedules(entries: list[ListingEntry], schedule: str) -> None:
    assert stanzas.guess_schedule(entries).value == schedule


def test_density_is_told() -> None:
    assert stanzas.guess_schedule(HOURLY).why == "about 24 entries a day"


def test_appending_keeps_the_rest_of_the_file_and_its_permissions(tmp_path: Path) -> None:
    file = tmp_path / "newsbot.toml"
    before = '\ufeff# mine\r\n[defaults]\r\ntimezone = "UTC" # here\r\n'
    file.write_bytes(before.encode())
    file.chmod(0o640)
    (tmp_path / "link.toml").symlink_to(file)
    config = load(tmp_path / "link.toml", {}, tmp_path, SHIPPED)
    stanzas.append(config, stanza().text())
    assert file.read_bytes().decode() == f"{before.rstrip()}\n\n{stanza().text()}"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert {path.name for path in tmp_path.iterdir()} == {"newsbot.toml", "link.toml"}
    assert list(load(file, {}, tmp_path, SHIPPED).source) == ["example"]


@pytest.mark.parametrize("name", ["example", "other"])
def test_what_would_be_wrong_is_not_written(tmp_path: Path, name: str) -> None:
    file = tmp_path / "newsbot.toml"
    file.write_text(stanza().text(), "utf-8")
    config = load(file, {}, tmp_path, SHIPPED)
    with pytest.raises(ConfigError, match=r"two stanzas \[source.example\]|lists the same"):
        stanzas.append(config, stanza(name=name).text())
    assert file.read_text("utf-8") == stanza().text()
    assert list(tmp_path.iterdir()) == [file]


def test_the_shipped_file_is_left_alone(tmp_path: Path) -> None:
    before = SHIPPED.read_bytes()
    with pytest.raises(ConfigError, match=r"cp .*newsbot\.toml newsbot\.toml"):
        stanzas.append(load(None, {}, tmp_path, SHIPPED), stanza().text())
    assert SHIPPED.read_bytes() == before
