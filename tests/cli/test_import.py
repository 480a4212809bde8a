import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from newsbot.cli import output
from tests.cli.conftest import Newsbot
from tests.imports.test_run import URL, line
from tests.imports.test_warc import page
from tests.imports.writer import Written


def test_posts_and_lines(newsbot: Newsbot, tmp_path: Path) -> None:
    posts = tmp_path / "posts"
    posts.mkdir()
    (posts / "a.md").write_text(Written().v3(), "utf-8")
    (posts / "b.md").write_text("no post", "utf-8")
    (tmp_path / "a.jsonl").write_text(line() + "oops\n", "utf-8")
    ran = newsbot("import", "posts", "a.jsonl", "--source", "seed", "--report", "report.jsonl")
    assert ran.status == 1
    rows = [row.split() for row in ran.out.splitlines()]
    assert rows == [
        ["imported", "new", "revised", "unchanged", "failed"],
        ["posts", "1", "0", "0", "1"],
        ["a.jsonl", "1", "0", "0", "1"],
        ["together", "2", "0", "0", "2"],
    ]
    assert ran.err.splitlines() == [
        "posts/b.md: no front matter: it does not begin with ---",
        "a.jsonl:2: no JSON: Expecting value: line 1 column 1 (char 0)",
    ]
    told = [json.loads(row) for row in (tmp_path / "report.jsonl").read_text("utf-8").splitlines()]
    assert [(one["where"], one["outcome"]) for one in told] == [
        ("posts/a.md", "new"), ("posts/b.md", "error"), ("a.jsonl:1", "new"), ("a.jsonl:2", "error"),
    ]  # fmt: skip
    assert newsbot("search", "吞吐量", "--source", "seed", "--json").json[0]["headline"] == Written().title
    again = newsbot("import", "posts", "a.jsonl", "--source", "seed", "--json").json
    assert {name: again[name] for name in ("new", "revised", "unchanged", "failed")} == {
        "new": 0, "revised": 0, "unchanged": 2, "failed": 2,
    }  # fmt: skip
    assert again["results"][2] == {
        "where": "a.jsonl:1", "outcome": "unchanged", "reason": None, "url": URL, "article_id": 2,
    }  # fmt: skip


def test_what_is_exported_comes_back(newsbot: Newsbot, filled: Path, tmp_path: Path) -> None:
    newsbot("export", "all.jsonl")
    before = [json.loads(row) for row in (tmp_path / "all.jsonl").read_text("utf-8").splitlines()]
    ran = newsbot("--archive", "other.db", "import", "all.jsonl", "--json")
    assert (ran.status, ran.json["new"], ran.json["reprints"]) == (0, 6, 1)
    newsbot("--archive", "other.db", "export", "again.jsonl")
    after = [json.loads(row) for row in (tmp_path / "again.jsonl").read_text("utf-8").splitlines()]
    ours = {"first_seen", "content_changed", "revision_count", "images", "tickers", "date_published_raw"}
    for came, went in zip(after, before, strict=True):
        assert {name for name in went if came[name] != went[name]} <= ours
        assert [image["url"] for image in came["images"]] == [image["url"] for image in went["images"]]
        assert [(one["symbol"], one["method"]) for one in came["tickers"]] == [
            (one["symbol"], one["method"]) for one in went["tickers"]
        ]
    assert after[0]["first_seen"] > before[0]["first_seen"]


def test_posts_that_are_exported_come_back(newsbot: Newsbot, filled: Path, tmp_path: Path) -> None:
    newsbot("export", "all.jsonl")
    newsbot("export", "posts/", "--extended", "--reprints")
    ran = newsbot("--archive", "other.db", "import", "posts", "--json")
    assert (ran.status, ran.json["new"], ran.json["failed"]) == (0, 6, 0)
    newsbot("--archive", "other.db", "export", "again.jsonl")
    before, after = (
        {one["url"]: one for one in map(json.loads, (tmp_path / name).read_text("utf-8").splitlines())}
        for name in ("all.jsonl", "again.jsonl")
    )
    same = ("authors", "editor", "publisher", "section", "keywords", "source", "source_id")
    assert before.keys() == after.keys()
    for url, one in before.items():
        assert [after[url][name] for name in same] == [one[name] for name in same], url
    newsbot("--archive", "other.db", "export", "posts2/", "--reprints")
    files = {path.relative_to(tmp_path / "posts") for path in (tmp_path / "posts").rglob("*.md")}
    assert files
    for name in files:
        assert (tmp_path / "posts2" / name).read_bytes() == (tmp_path / "posts" / name).read_bytes()


def test_addresses_are_queued_and_then_crawled(newsbot: Newsbot, tmp_path: Path, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/2026/cargo-grows-again").respond_with_data(page(), content_type="text/html")
    address = httpserver.url_for("/2026/cargo-grows-again").replace("localhost", "127.0.0.1")
    (tmp_path / "newsbot.toml").write_text(
        '[source.local]\nfeed = "http://127.0.0.1:1/feed.xml"\nenabled = false\n'
        f'allow_addresses = ["127.0.0.1:{httpserver.port}"]\n'
        f'[source.on]\nfeed = "{httpserver.url_for("/feed.xml").replace("localhost", "127.0.0.1")}"\n'
        f'allow_addresses = ["127.0.0.1:{httpserver.port}"]\n',
        "utf-8",
    )
    (tmp_path / "urls.txt").write_text(f"# one\n{address}\nhttp://10.0.0.1/a\n", "utf-8")
    ran = newsbot("import", "--urls", "urls.txt")
    assert ran.status == 1
    assert ran.out.splitlines()[-1] == "`newsbot crawl` fetches what is queued"
    assert ran.err.splitlines() == ["urls.txt:3: not a public address (private)"]
    told = _crawl(tmp_path)
    assert [(one["source"], one["new"]) for one in told] == [("on", 0), ("by-hand", 1)]
    again = newsbot("import", "--urls", "urls.txt", "--json").json
    assert (again["queued"], again["known"], again["refused"]) == (0, 1, 1)
    assert [one["source"] for one in _crawl(tmp_path)] == ["on"]


def _crawl(folder: Path) -> Any:
    """A crawl in a process of its own: a reactor runs once."""
    command = [sys.executable, "-m", "newsbot", "crawl", "--json"]
    return json.loads(subprocess.run(command, cwd=folder, env=environment(), capture_output=True, check=False).stdout)


def environment() -> dict[str, str]:
    root = str(Path(__file__).parents[2])
    return {**os.environ, "PYTHONPATH": os.pathsep.join([root, os.environ.get("PYTHONPATH", "")])}


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["import"], 2, "name what to import"),
        (["import", "none.md"], 1, "none.md: there is no such file or folder"),
        (["import", "newsbot.toml"], 1, "newsbot.toml: no format of this suffix"),
        (["import", "--urls", "none.txt"], 1, "none.txt: cannot be read"),
        (["import", "a.jsonl", "--source", "No Name"], 2, "is no name of a source"),
        (["import", "--urls", "a.jsonl", "--source", "none"], 2, "there is no source `none`"),
        (["import", "a.jsonl", "--report", "no/where.jsonl"], 1, "no/where.jsonl: cannot be written"),
    ],
)
def test_mistakes_are_one_clear_error(
    newsbot: Newsbot, tmp_path: Path, arguments: list[str], status: int, said: str
) -> None:
    (tmp_path / "a.jsonl").write_text(line(), "utf-8")
    ran = newsbot(*arguments)
    assert ran.status == status
    assert said in ran.err
    assert not ran.out


def test_what_was_not_understood_is_counted(newsbot: Newsbot, tmp_path: Path) -> None:
    told = [line(url=f"{URL}-{n}", observed="昨天") for n in range(3)] + [line(observed="2031-01-01T00:00:00Z")]
    (tmp_path / "a.jsonl").write_text("".join(told), "utf-8")
    (tmp_path / "b.md").write_text(Written(date="2026-13-45").v3(), "utf-8")
    said = [
        "3 records: `observed` is no time, so now counts (a.jsonl:1 '昨天', …)",
        "1 record: `observed` is in the future, so now counts (a.jsonl:4 '2031-01-01T00:00:00Z')",
        "1 record: `date` is no date or time, so it is undated (b.md '2026-13-45')",
    ]
    for _ in range(2):
        ran = newsbot("import", "a.jsonl", "b.md", "--report", "report.jsonl")
        assert (ran.status, ran.err.splitlines()) == (0, said)
    first, *_ = [json.loads(row) for row in (tmp_path / "report.jsonl").read_text("utf-8").splitlines()]
    assert tuple(first) == ("where", "outcome", "reason", "url", "article_id")
    assert first["reason"] == "`observed` is no time, so now counts: '昨天'"


def test_a_long_import_says_how_far_it_is(newsbot: Newsbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "EVERY", 0.0)
    (tmp_path / "a.jsonl").write_text("".join(line(url=f"{URL}-{n}") for n in range(4)), "utf-8")
    assert newsbot("import", "a.jsonl").err.splitlines() == ["a.jsonl: 25%", "a.jsonl: 50%", "a.jsonl: 75%"]
    monkeypatch.setattr(output, "EVERY", 10.0)
    assert newsbot("import", "a.jsonl").err == ""


def test_many_failures_are_counted(newsbot: Newsbot, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("oops\n" * 23, "utf-8")
    ran = newsbot("import", "a.jsonl")
    assert len(ran.err.splitlines()) == 21
    assert ran.err.splitlines()[-1] == "… and 3 more: --report FILE writes all down"
