"""``newsbot export``; what is in the files is tested with the exports."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Newsbot


@pytest.mark.parametrize(
    ("name", "articles"),
    [("a.db", 6), ("a.parquet", 6), ("b.parquet/", 6), ("a.csv", 5), ("a.jsonl", 6), ("a.warc.gz", 6), ("posts/", 5)],
)
def test_writes_what_it_says(newsbot: Newsbot, filled: Path, name: str, articles: int) -> None:
    ran = newsbot("export", name)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(f"{articles} articles written to {name} (")
    told = json.loads(Path(f"{name.rstrip('/')}.manifest.json").read_text("utf-8"))
    assert (told["counts"]["articles"], Path(name).is_dir()) == (articles, name.endswith("/"))
    assert newsbot("export", name).status == 0  # its own earlier export


def test_what_is_no_export_is_kept(newsbot: Newsbot, filled: Path) -> None:
    Path("a.csv").write_text("mine")
    ran = newsbot("export", "a.csv")
    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "--force" in ran.err
    assert newsbot("export", "a.csv", "--force").status == 0


def test_posts_are_filed_under_the_titles_of_their_sources(newsbot: Newsbot, filled: Path) -> None:
    assert newsbot("export", "posts/", "--source", "roll", "--extended").status == 0
    found = {file.parent.as_posix() for file in Path("posts").rglob("*.md")}
    assert found == {"posts/金融/云州财经/云州财经-滚动", "posts/金融/Wire/Wire"}
    assert all("\nsource_url: " in file.read_text("utf-8") for file in Path("posts").rglob("*.md"))


def test_as_of_a_time(newsbot: Newsbot, filled: Path) -> None:
    assert newsbot("export", "a.jsonl", "--as-of", "2001-01-01").out.startswith("0 articles")
    assert newsbot("export", "a.jsonl", "--as-of", "2090-01-01").out.startswith("6 articles")
    assert json.loads(Path("a.jsonl.manifest.json").read_text())["as_of"] == "2089-12-31T16:00:00.000Z"
    assert newsbot("export", "a.jsonl", "--repaired").status == 2


def test_captures_left_out_are_told(newsbot: Newsbot, filled: Path) -> None:
    db = sqlite3.connect(filled)
    db.execute("UPDATE capture SET pruned = fetched, body = NULL WHERE same_as IS NULL AND id = 2")
    db.commit()
    db.close()
    assert newsbot("export", "a.warc.gz").err == "1 capture left out: retention has emptied them\n"


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
