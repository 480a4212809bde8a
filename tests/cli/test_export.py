"""``newsbot export``; what is in the files is tested with the exports."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Newsbot


@pytest.mark.parametrize(("name", "articles"), [("a.db", 6), ("a.csv", 5), ("a.jsonl", 6)])
def test_writes_what_it_says(newsbot: Newsbot, filled: Path, name: str, articles: int) -> None:
    ran = newsbot("export", name)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(f"{articles} articles written to {name} (")
    assert Path(name).stat().st_size > 1_000
    again = newsbot("export", name)
    assert (again.status, again.out) == (1, "")
    assert "--force" in again.err
    assert newsbot("export", name, "--force").status == 0


def test_takes_the_filters_of_search(newsbot: Newsbot, filled: Path) -> None:
    ran = newsbot("export", "a.jsonl", "--since", "2026-11-20", "--until", "2026-11-21", "--source", "roll")
    assert ran.out.startswith("3 articles")
    lines = Path("a.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == [1, 2, 3]
    assert newsbot("export", "b.csv", "--reprints", "--bom").out.startswith("6 articles")
    assert newsbot("export", "c.db", "--ticker", "601229.SH", "--images").out.startswith("1 article ")


@pytest.mark.parametrize(
    "options", [["a.xlsx"], ["a.csv", "--images"], ["a.db", "--bom"], ["data/archive.db", "--force"]]
)
def test_what_makes_no_sense_is_refused_in_one_line(newsbot: Newsbot, filled: Path, options: list[str]) -> None:
    ran = newsbot("export", *options)
    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
