"""``newsbot show``."""

from pathlib import Path

import pytest

from newsbot.archive import Archive, articles
from newsbot.archive.records import KEYS
from newsbot.items import TickerMention
from tests.cli.conftest import Newsbot
from tests.filled import GIF_SHA256, REPRINTED, article, url


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
    assert "reprint of #4 by 甲报, published 2026-11-19 10:00; this one 1h later" in newsbot("show", 5).out.splitlines()
    assert "reprinted as #5 by 乙报" in newsbot("show", 4).out


def test_json_says_of_a_reprint_what_was_printed_first(newsbot: Newsbot, filled: Path) -> None:
    first, second = (newsbot("show", number, "--json").json for number in (4, 5))
    assert first["reprint_of"] is None
    same = ("id", "url", "publisher", "site", "headline", "date_published", "first_seen")
    assert second["reprint_of"] == {name: first[name] for name in same} | {
        "score": 1.0, "containment": "equal", "later": 3600.0,
    }  # fmt: skip


@pytest.mark.parametrize("published", ["2026-11-19", None])
def test_how_much_later_is_not_made_up(newsbot: Newsbot, filled: Path, published: str | None) -> None:
    with Archive(filled) as archive, archive.write() as tx:
        articles.store(tx, article(9, *REPRINTED, date_published=published, publisher="丙报"), None, ())
    told = newsbot("show", url(9), "--json").json["reprint_of"]
    assert (told["id"], told["later"]) == (4, None)
    assert newsbot("show", url(9)).out.count("later") == 0


def test_a_code_that_is_no_name_is_said_once(newsbot: Newsbot, filled: Path) -> None:
    told = TickerMention("300901.SZ", "300901.SZ", "code", 1)
    with Archive(filled) as archive, archive.write() as tx:
        articles.store(tx, article(9, "代码", "300901.SZ 上涨。", tickers=[told]), None, ())
    assert "tickers: 300901.SZ ×1" in newsbot("show", url(9)).out.splitlines()


def test_json_has_the_fields_and_the_history(newsbot: Newsbot, filled: Path) -> None:
    article = newsbot("show", 1, "--json").json
    assert tuple(article) == (*KEYS, "reprint_of", "revisions", "addresses", "listings", "reprints")
    assert [revision["change"] for revision in article["revisions"]] == ["first", "figures"]
    assert article["addresses"][0]["url"] == url(1)
    assert article["listings"][0]["source"] == "roll"


@pytest.mark.parametrize("what", ["99", "9" * 30, "https://nowhere.example/x", "nonsense", "0"])
def test_what_is_not_there(newsbot: Newsbot, filled: Path, what: str) -> None:
    ran = newsbot("show", what)
    assert (ran.status, ran.out) == (1, "")
    assert f"there is no article {what}" in ran.err


FIGURES = "净利润为[-３０-]{+３１+}亿元，A股反应平淡。"


def test_what_revisions_changed(newsbot: Newsbot, filled: Path) -> None:
    ran = newsbot("show", 1, "--diff")
    assert (ran.status, ran.err) == (0, "")
    first, second = ran.out.strip().split("\n\n")
    assert first == "revision 1: 2026-11-20 20:00 first, the earliest text"
    assert second.splitlines() == [
        "revision 2: 2026-11-20 21:00 figures, compared with revision 1",
        "… 1 unchanged",
        FIGURES,
    ]
    assert newsbot("show", 1, "--diff", "--revision", 2).out.strip() == second


def test_of_what_was_never_changed_it_is_said(newsbot: Newsbot, filled: Path) -> None:
    said = "first, the only text: it was never changed"
    assert newsbot("show", 2, "--diff").out.strip().endswith(said)
    assert newsbot("show", 2, "--diff", "--revision", 1).out.strip().endswith(said)
    for others in ((1, "--revision", 1), (2, "--as-of", "2100-01-01")):
        assert newsbot("show", "--diff", *others).out.strip().endswith("first, the earliest text")


def test_a_number_below_zero_is_no_option(newsbot: Newsbot, filled: Path) -> None:
    ran = newsbot("show", "-1")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.splitlines()[-1] == "Before a word or number that begins with -, put -- (two hyphens and a space)"
    assert "two hyphens" not in newsbot("show", "--dif").err


def test_changes_as_json(newsbot: Newsbot, filled: Path) -> None:
    told = newsbot("show", 1, "--diff", "--json").json
    assert told["id"] == 1
    first, second = told["revisions"]
    assert (first["number"], first["compared_with"], first["body"]) == (1, None, [])
    assert (second["change"], second["compared_with"], second["headline"]) == ("figures", 1, [])
    assert [line["mark"] for line in second["body"]] == ["same", "changed"]
    assert {"mark": "new", "text": "３１"} in second["body"][1]["pieces"]


def test_the_text_of_one_revision(newsbot: Newsbot, filled: Path) -> None:
    assert "净利润为３０亿元，A股反应平淡。" in newsbot("show", 1, "--revision", 1).out
    assert "３０" in newsbot("show", 1, "--revision", 1, "--json").json["article_body"]
    ran = newsbot("show", 1, "--revision", 3)
    assert (ran.status, ran.out) == (1, "")
    assert "article 1 has no revision 3" in ran.err


def test_as_of_a_moment(newsbot: Newsbot, filled: Path) -> None:
    """All of it came in just now, whatever the time the pages were observed."""
    ran = newsbot("show", 1, "--as-of", "2026-11-20 20:30")
    assert (ran.status, ran.out) == (1, "")
    assert "there is no article 1 as of 2026-11-20 20:30" in ran.err
    assert "３０" in newsbot("show", 1, "--as-of", "2026-11-20 20:30", "--repaired", "--json").json["article_body"]
    assert "３１" in newsbot("show", 1, "--as-of", "2100-01-01", "--json").json["article_body"]


def test_repaired_needs_a_moment(newsbot: Newsbot, filled: Path) -> None:
    ran = newsbot("show", 1, "--repaired")
    assert (ran.status, ran.out) == (2, "")
    assert "--as-of" in ran.err
