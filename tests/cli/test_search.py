"""``newsbot search``."""

import subprocess
import sys
from pathlib import Path

import pytest

from newsbot.archive import Archive, mentions
from newsbot.items import TickerMention
from tests.cli.conftest import Newsbot


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("银行", [1]),
        ("银", [1]),
        ("营业收入", [1]),
        ("A股", [1]),
        ("601229.sh", [1]),
        ("30亿元", []),
        ("31亿元", [1]),
        ("３１", [1]),
        ("C++", [2]),
        ("AND", [2]),
        ("half-width", [2]),
        ("abc", [2]),
        ('"引号"', [3]),
        ('"港务集团 扩建"', []),
        ('"港务集团说 AND"', [2]),
        ("“AND 与 or”", [2]),
        ('"or AND"', []),
        ('扩建 "港务集团说 AND"', [2]),
        ("港务 集团", [2, 4]),
        ("undated", [6]),
    ],
)
def test_finds(newsbot: Newsbot, filled: Path, query: str, ids: list[int]) -> None:
    ran = newsbot("search", query, "--json")
    assert ran.status == 0
    assert [found["id"] for found in ran.json] == ids


def test_prints_newest_first_with_local_time_and_snippet(newsbot: Newsbot, filled: Path) -> None:
    ran = newsbot("search", "港务", "集团")
    assert (ran.status, ran.err) == (0, "times are Asia/Shanghai\n")
    first, second = ran.out.strip().split("\n\n")
    assert first.splitlines() == [
        "2026-11-20 23:59  云州日报 · roll  #2",
        "港务集团扩建码头",
        "云州港务集团说，AND 与 OR 都要。 C++ 是一种语言，half-width 与 ＡＢＣ 不同。",
    ]
    assert second.startswith("2026-11-19 10:00  甲报 · roll  #4\n")


def test_filters(newsbot: Newsbot, filled: Path) -> None:
    def ids(*options: str) -> list[int]:
        return sorted(found["id"] for found in newsbot("search", *options, "--json").json)

    assert ids("--since", "2026-11-20", "--until", "2026-11-21") == [1, 2, 3]
    assert ids("--since", "2026-11-20 09:30", "--until", "2026-11-20T01:30:00.001Z") == [1, 3]
    assert ids("--until", "2026-11-20") == [4]
    assert ids("--until", "2026-11-20", "--reprints") == [4, 5]
    assert ids("--source", "wire") == [3]
    assert ids("--ticker", "601229.SH") == [1]
    assert ids("--ticker", "601229.SH", "港务") == []
    assert len(ids("--limit", "2")) == 2


def test_control_characters_of_a_page_are_not_printed(newsbot: Newsbot, filled: Path) -> None:
    ran = newsbot("search", "undated")
    assert "An undated [31mnotice" in ran.out
    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out


def test_nothing_found_is_said_on_stderr(newsbot: Newsbot, filled: Path) -> None:
    assert newsbot("search", "不存在的词") == type(newsbot("search", "银行"))(0, "", "nothing found\n")
    assert newsbot("search", "不存在的词", "--json").out == "[]\n"


@pytest.mark.parametrize(
    ("query", "named"),
    [
        (["银行", "--", "-年报"], "`-年报`"),
        (["headline:银行"], "`headline:银行`"),
        (["银行", "OR", "港务"], "`OR`"),
        (["AND", "银行 NOT -港务"], "`-港务`, `NOT`"),
    ],
)
def test_what_has_no_meaning_of_its_own_is_told(newsbot: Newsbot, filled: Path, query: list[str], named: str) -> None:
    ran = newsbot("search", *query)
    assert ran.status == 0
    assert ran.err.splitlines()[0] == f"looked for as text like any word: {named}; only quotes have a meaning"
    assert newsbot("search", "--json", *query).err == f"{ran.err.splitlines()[0]}\n"


@pytest.mark.parametrize("query", ["AND", "half-width", "说：5G", '"-1 OR headline:x"', "C++", "9:30", "- 1"])
def test_a_usual_query_gives_no_note(newsbot: Newsbot, filled: Path, query: str) -> None:
    assert "as text" not in newsbot("search", "--", query).err


def test_a_symbol_that_only_mentions_have_is_found_by_the_option(newsbot: Newsbot, filled: Path) -> None:
    with Archive(filled) as archive, archive.write() as tx:
        mentions.replace(tx, 2, [TickerMention("609062.SH", "港务集团", "name")])
    for query in ("609062.SH", "609062", "sh609062"):
        assert newsbot("search", query).err == (
            "nothing found: `newsbot search --ticker 609062.SH` finds the articles that mention it\n"
        )
    for others in (("609062.SH", "--until", "2026-11-19"), ("609063.SH",), ("609062.SH 银行",)):
        assert newsbot("search", *others).err == "nothing found\n"


def test_nothing_found_as_of_a_moment_says_which(newsbot: Newsbot, filled: Path) -> None:
    said = "nothing found as of 2026-11-19T16:00:00.000Z\n"
    assert newsbot("search", "银行", "--as-of", "2026-11-20").err == said


def test_a_word_taken_for_an_option_is_explained(newsbot: Newsbot, filled: Path) -> None:
    ran = newsbot("search", "-存款")
    assert ran.status == 2
    assert ran.err.splitlines()[-1] == "Before a word or number that begins with -, put -- (two hyphens and a space)"


@pytest.mark.parametrize(
    ("options", "status", "said"),
    [
        (["+++"], 2, "no letter, digit or character"),
        (["--since", "yesterday"], 2, "is no date or time"),
        (["--since", "2026-11-21", "--until", "2026-11-21"], 2, "--until must be later"),
        (["--limit", "0"], 2, "'--limit'"),
        (["--source", "rol"], 2, "there is no source `rol`. Did you mean `roll`?"),
        (["--source", "qqqqqqqq"], 2, "lists them"),
    ],
)
def test_what_makes_no_sense_is_refused(
    newsbot: Newsbot, filled: Path, options: list[str], status: int, said: str
) -> None:
    ran = newsbot("search", *options)
    assert (ran.status, ran.out) == (status, "")
    assert said in ran.err


def test_without_an_archive(newsbot: Newsbot) -> None:
    ran = newsbot("search", "银行")
    assert ran.status == 1
    assert ran.err.count("\n") == 1
    assert "there is no archive" in ran.err


def test_does_not_load_scrapy(filled: Path) -> None:
    code = "import sys; from newsbot.cli import main; main(['search', '银行']); sys.exit('scrapy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0


def test_as_of_a_moment_old_texts_are_found(newsbot: Newsbot, filled: Path) -> None:
    def ids(*options: str) -> list[int]:
        return [found["id"] for found in newsbot("search", *options, "--json").json]

    assert ids("30亿元", "--as-of", "2026-11-20 20:30", "--repaired") == [1]
    assert ids("31亿元", "--as-of", "2026-11-20 20:30", "--repaired") == []
    assert ids("银行", "--as-of", "2026-11-20 20:30") == []
    assert ids("31亿元", "--as-of", "2100-01-01") == [1]


def test_a_withdrawn_article_is_marked(newsbot: Newsbot, filled: Path) -> None:
    with Archive(filled) as archive, archive.write() as tx:
        tx.db.execute("UPDATE article SET withdrawn = '2026-11-21T00:00:00.000Z' WHERE id = 1")
    assert newsbot("search", "银行").out.splitlines()[0].endswith("#1  withdrawn")
    assert "withdrawn 2026-11-21 08:00" in newsbot("show", 1).out


def test_a_search_that_stops_at_its_limit_says_so(newsbot: Newsbot, filled: Path) -> None:
    whole = newsbot("search", "--json", "--reprints").json
    assert newsbot("search", "--reprints", "--limit", len(whole)).err == "times are Asia/Shanghai\n"
    cut = newsbot("search", "--reprints", "--limit", len(whole) - 1)
    assert cut.err == f"the {len(whole) - 1} newest, --limit for more; times are Asia/Shanghai\n"
    assert len(newsbot("search", "--json", "--reprints", "--limit", 2).json) == 2
