"""``newsbot forget``."""

from pathlib import Path

import pytest

from tests.cli.conftest import Newsbot
from tests.filled import REPRINTED, url

REASON = ("--reason", "court order 17/2026")


def answer(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_it_asks_with_the_headline(newsbot: Newsbot, filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "n\n")
    ran = newsbot("forget", "4", *REASON)
    assert ran.status == 1
    assert f"#4 {REPRINTED[0]} (甲报, 2026-11-19 10:00)" in ran.out
    assert "the same text stays in #5" in ran.out
    assert newsbot("show", "4").status == 0
    answer(monkeypatch, "y\n")
    ran = newsbot("forget", "4", *REASON)
    assert ran.status == 0
    assert "#4 is removed: revisions 1, captures 1, images 0, addresses 1" in ran.out
    assert "backups and exports" in ran.out
    assert newsbot("show", "4").status == 1
    assert newsbot("show", url(4)).status == 1
    assert newsbot("show", "5", "--json").json["duplicate_of"] is None
    assert newsbot("verify").status == 0


def test_several_without_a_question(newsbot: Newsbot, filled: Path) -> None:
    ran = newsbot("forget", "4", "5", "4", *REASON, "--yes", "--json")
    assert ran.status == 0
    assert [(one["article_id"], one["alike"]) for one in ran.json] == [(4, [5]), (5, [])]
    assert newsbot("search", "码头的转载", "--json").json == []
    again = newsbot("forget", "4", *REASON, "--yes")
    assert (again.status, again.out.splitlines()[0]) == (0, "#4 was removed before")


def test_by_address(newsbot: Newsbot, filled: Path) -> None:
    mobile = url(4).replace("https:", "http:")
    ran = newsbot("forget", mobile, "#4", "4", *REASON, "--yes", "--json")
    assert (ran.status, [one["article_id"] for one in ran.json]) == (0, [4])
    again = newsbot("forget", mobile, *REASON, "--yes")
    assert (again.status, again.out.splitlines()[0]) == (0, f"{mobile} was removed before")
    for unknown in (url(99), "99", "9" * 30):
        ran = newsbot("forget", unknown, *REASON, "--yes")
        assert (ran.status, f"there is no article {unknown}" in ran.err) == (1, True), ran


def test_a_wrong_number_removes_nothing(newsbot: Newsbot, filled: Path) -> None:
    ran = newsbot("forget", "4", "99", *REASON, "--yes")
    assert ran.status == 1
    assert "there is no article 99" in ran.err
    assert newsbot("show", "4").status == 0


def test_a_reason_is_wanted(newsbot: Newsbot, filled: Path) -> None:
    for reason in ((), ("--reason", " ")):
        ran = newsbot("forget", "4", "--yes", *reason)
        assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
        assert "Add --reason TEXT" in ran.err
    assert newsbot("show", "4").status == 0


def test_a_forgotten_address_is_not_crawled(newsbot: Newsbot, filled: Path) -> None:
    newsbot("forget", "1", *REASON, "--yes")
    archive = newsbot("status", "--json").json["archive"]
    assert (archive["articles"], archive["dead"], archive["images"]) == (5, 1, 0)
