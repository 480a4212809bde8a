"""``newsbot show``."""

from pathlib import Path

import pytest

from newsbot.archive.records import KEYS
from tests.cli.conftest import Newsbot
from tests.filled import GIF_SHA256, url


def test_prints_an_article_to_read(newsbot: Newsbot, filled: Path) -> None:
    ran = newsbot("show", 1)
    assert (ran.status, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "上海银行公布年报"
    assert lines[1] == "云州日报 · 甲 · 乙 · editor 丙"
    assert lines[2].startswith("published 2026-11-20 09:30 · first seen ")
    assert "tickers: 601229.SH 上海银行 ×3" in lines
    assert "上海银行（601229.SH）营业收入上涨了。" in lines
    assert f"[1] 图：年报封面 ({GIF_SHA256[:12]}) https://img.example.com/a.gif" in lines
    assert "[2] 分行 (not fetched: the server answered HTTP 404) https://img.example.com/gone.jpg" in lines
    assert "revision 2: 2026-11-20 21:00 figures: 上海银行公布年报" in lines
    assert f"canonical: {url(1)}" in lines


@pytest.mark.parametrize("what", ["1", "#1", url(1), url(1).replace("https", "http"), url(1) + "?utm_source=x#top"])
def test_by_number_or_any_address(newsbot: Newsbot, filled: Path, what: str) -> None:
    assert newsbot("show", what, "--json").json["id"] == 1


def test_reprints_are_named_both_ways(newsbot: Newsbot, filled: Path) -> None:
    assert "reprint of #4" in newsbot("show", 5).out
    assert "reprinted as #5 by 乙报" in newsbot("show", 4).out


def test_json_has_the_fields_and_the_history(newsbot: Newsbot, filled: Path) -> None:
    article = newsbot("show", 1, "--json").json
    assert tuple(article) == (*KEYS, "revisions", "addresses", "listings", "reprints")
    assert [revision["change"] for revision in article["revisions"]] == ["first", "figures"]
    assert article["addresses"][0]["url"] == url(1)
    assert article["listings"][0]["source"] == "roll"


@pytest.mark.parametrize("what", ["99", "9" * 30, "https://nowhere.example/x", "nonsense", "0"])
def test_what_is_not_there(newsbot: Newsbot, filled: Path, what: str) -> None:
    ran = newsbot("show", what)
    assert (ran.status, ran.out) == (1, "")
    assert f"there is no article {what}" in ran.err
