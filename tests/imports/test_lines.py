import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.imports import lines
from newsbot.imports.lines import LineError
from newsbot.imports.types import Readable, Rejected, Settings
from newsbot.items import ArticleImage, CrawledArticle, TickerMention

NOW = "2026-11-20T12:00:00.000Z"
SETTINGS = Settings(None, "Asia/Shanghai", NOW)
LEAST = {
    "url": "https://ports.example.org/2026/cargo-grows-again",
    "headline": "Cargo grows again",
    "article_body": "The port of Yunzhou moved more.\nMuch more.",
}


def record(said: dict[str, Any]) -> Readable:
    return lines.readable(json.dumps(said, ensure_ascii=False).encode(), "a.jsonl:1", 100, SETTINGS)


def read(**said: Any) -> CrawledArticle:
    return record(LEAST | said).read()


def test_the_least_is_enough() -> None:
    article = read()
    assert (article.url, article.site, article.source) == (LEAST["url"], "example.org", "import")
    assert article.article_body_html == "<p>The port of Yunzhou moved more.</p><p>Much more.</p>"
    assert (article.date_published, article.observed) == (None, NOW)


def test_everything_is_taken_but_the_stamps_of_another_archive() -> None:
    article = read(
        source="wire", source_id=17, alternative_headline="Old", description="d", authors=["A", "B"], editor="E",
        publisher="P", section="S", keywords="one", in_language="en", date_published="2026-11-20", complete=False,
        date_published_raw="20 Nov", date_modified="2026-11-20T03:00:00Z", parser="x/1",
        article_body_html='<p onclick="x()">The port</p><script>alert(1)</script>',
        images=[{"url": "https://img.example.org/a.gif", "caption": "c", "position": 7}],
        tickers=[{"symbol": "601229.SH", "surface": "port", "method": "name", "count": 9}],
        first_seen="2026-11-20T04:00:00.000Z", duplicate_of=3, duplicate_score=1.0, revision_count=4, unknown=[1],
    )  # fmt: skip
    assert (article.source, article.source_id, article.authors, article.keywords) == ("wire", "17", ["A", "B"], ["one"])
    assert (article.date_published, article.date_published_raw) == ("2026-11-20", "20 Nov")
    assert article.article_body_html == "<p>The port</p>"
    assert article.images == [ArticleImage("https://img.example.org/a.gif", 0, "c")]
    assert article.tickers == [TickerMention("601229.SH", "port", "name", 9)]
    assert article.complete is False
    assert article.observed == "2026-11-20T04:00:00.000Z"


@pytest.mark.parametrize(
    ("said", "observed", "dated"),
    [
        ({}, NOW, False),
        ({"date_published": "2026-11-19"}, NOW, False),
        ({"date_published": "2026-11-19 09:00"}, "2026-11-19T01:00:00.000Z", True),
        ({"date_published": "2026-11-19T01:00:00Z", "first_seen": "2026-11-19T02:00:00.000Z"},
         "2026-11-19T02:00:00.000Z", True),
        ({"observed": "2026-11-18T00:00:00.000Z", "content_changed": "2026-11-19T02:00:00.000Z"},
         "2026-11-18T00:00:00.000Z", True),
        ({"observed": "2031-01-01T00:00:00.000Z"}, NOW, False),
        ({"observed": "2031-01-01T00:00:00.000Z", "date_published": "2026-11-19T01:00:00Z"}, NOW, False),
    ],
)  # fmt: skip
def test_the_time_of_a_record(said: dict[str, str], observed: str, dated: bool) -> None:
    found = record(LEAST | said)
    assert (found.capture.fetched, found.dated) == (observed, dated)


def test_a_story_of_pictures_needs_no_text() -> None:
    article = read(article_body=None, images=[{"url": "https://img.example.org/a.gif"}])
    assert (article.article_body, len(article.images)) == ("", 1)


def test_a_record_that_has_no_raw_date_gets_none() -> None:
    assert read(date_published="2026-11-20", date_published_raw=None).date_published_raw is None
    assert read(date_published="20 Nov 2026").date_published_raw == "20 Nov 2026"


def test_a_date_that_is_not_understood_is_told() -> None:
    found = record(LEAST | {"date_published": "last week"})
    assert [str(note) for note in found.notes] == ["`date_published` is no date or time: 'last week'"]
    assert (found.read().date_published, found.read().date_published_raw) == (None, "last week")


@pytest.mark.parametrize(
    ("said", "notes"),
    [
        ({"observed": "昨天"}, ["`observed` is no time, so now counts: '昨天'"]),
        ({"observed": "2026-11-19"}, ["`observed` is no time, so now counts: '2026-11-19'"]),
        ({"observed": "2031-01-01T00:00:00Z"},
         ["`observed` is in the future, so now counts: '2031-01-01T00:00:00Z'"]),
        ({"observed": "昨天", "date_published": "2026-11-19T01:00:00Z"},
         ["`observed` is no time, so another time counts: '昨天'"]),
        ({"observed": "2026-11-19T01:00:00Z", "first_seen": "soon"}, ["`first_seen` is no time: 'soon'"]),
        ({"first_seen": "2031-01-01T00:00:00Z"},
         ["`first_seen` is in the future, so now counts: '2031-01-01T00:00:00Z'"]),
        ({"observed": "x" * 1_000}, [f"`observed` is no time, so now counts: '{'x' * 200}'"]),
        ({"observed": "2026-11-19T01:00:00Z"}, []),
        ({"date_published": "2026-11-19"}, []),
        ({"date_published": "2031-01-01T00:00:00Z"}, []),
        ({"observed": None, "first_seen": " "}, []),
    ],
)  # fmt: skip
def test_what_is_no_time_of_observation_is_told(said: dict[str, str], notes: list[str]) -> None:
    assert [str(note) for note in record(LEAST | said).notes] == notes


def test_what_stands_alone_is_a_list_of_one() -> None:
    article = read(authors="张三", keywords="a,b", tickers="600519.SH", images="https://img.example.org/a.gif")
    assert (article.authors, article.keywords) == (["张三"], ["a,b"])
    assert article.tickers == [TickerMention("600519.SH", "600519.SH", "code", 1)]
    assert [image.url for image in article.images] == ["https://img.example.org/a.gif"]


@pytest.mark.parametrize(
    "ticker",
    ["600519.SH", {"symbol": "600519.SH"}, {"symbol": "600519.SH", "surface": None, "method": None, "count": None}],
)
def test_a_symbol_is_enough_for_a_mention(ticker: Any) -> None:
    assert read(tickers=[ticker]).tickers == [TickerMention("600519.SH", "600519.SH", "code", 1)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"oops", "no JSON"),
        (b"[1]", "no JSON object"),
        (b"[" * 100_000, "no JSON"),
        (b'{"url": "\xff"}', "no UTF-8: byte 10 is 0xff"),
        ({"url": None}, "`url` is missing"),
        ({"url": "ftp://a.example/b"}, "`url` is not an http"),
        ({"url": "urn:newsbot:x"}, "`url` is no name"),
        ({"headline": " "}, "`headline` is missing"),
        ({"article_body": "\n \n"}, "`article_body` is missing"),
        ({"headline": 3}, "`headline` is no text"),
        ({"authors": {"a": 1}}, "`authors` is no list"),
        ({"keywords": [3]}, "`keywords` is no text"),
        ({"complete": "no"}, "`complete` is not true or false"),
        ({"images": [{"url": "a.gif"}]}, "image 1 has no `url`"),
        ({"images": [{"url": "http://["}]}, "image 1 has no `url`"),
        ({"url": "x" * 100_000}, "^.{,250}$"),
        ({"images": "x"}, "image 1 has no `url`"),
        ({"images": [3]}, "`images` is no list of objects"),
        ({"tickers": "茅台"}, "ticker 1 has no `symbol`"),
        ({"tickers": [{"symbol": "bank"}]}, "ticker 1 has no `symbol`"),
        ({"tickers": [{"symbol": "601229.SH", "method": "guess"}]}, "ticker 1"),
        ({"tickers": [{"symbol": "601229.SH", "count": True}]}, "`count` of ticker 1"),
        ({"tickers": [{"symbol": "601229.SH", "count": -1}]}, "`count` of ticker 1"),
    ],
)
def test_lines_that_are_wrong(line: bytes | dict[str, Any], reason: str) -> None:
    data = line if isinstance(line, bytes) else json.dumps(LEAST | line).encode()
    with pytest.raises(LineError, match=reason):
        lines.readable(data, "a.jsonl:1", 1, SETTINGS)


def test_a_wrong_line_does_not_stop_the_others(tmp_path: Path) -> None:
    good = json.dumps(LEAST).encode()
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + good + b"\r\n\n{\n" + good[:-3] + b"\n" + good)
    found = list(lines.records(path, "a.jsonl", SETTINGS))
    told = [(one.where, isinstance(one, Readable)) for one in found]
    assert told == [("a.jsonl:1", True), ("a.jsonl:3", False), ("a.jsonl:4", False), ("a.jsonl:5", True)]
    assert sum(one.size for one in found) == path.stat().st_size - 1  # the blank line


def test_a_line_without_end_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MAX_LINE", 1000)
    good = json.dumps(LEAST).encode()
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"x" * 5000 + b"\n" + good + b"\n" + b"y" * 2000)
    first, second, third = lines.records(path, "a.jsonl", SETTINGS)
    assert isinstance(first, Rejected)
    assert (first.where, first.size, first.outcome) == ("a.jsonl:1", 5001, "error")
    assert (second.where, third.where) == ("a.jsonl:2", "a.jsonl:3")
    assert isinstance(second, Readable)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
NAMES = st.sampled_from(
    ["url", "headline", "article_body", "authors", "keywords", "date_published", "images", "tickers", "complete",
     "source_id", "site", "parser", "article_body_html", "observed"]
)  # fmt: skip


@given(st.binary(max_size=100) | st.dictionaries(NAMES, VALUES).map(lambda said: json.dumps(LEAST | said).encode()))
def test_a_line_is_read_or_refused(line: bytes) -> None:
    try:
        article = lines.readable(line, "a.jsonl:1", 1, SETTINGS).read()
    except LineError:
        return
    assert article.headline
    assert article.article_body
    str(article).encode()
