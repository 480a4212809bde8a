"""What holds for every command: options, exit statuses, errors in one line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsbot import __version__
from newsbot.archive import Archive
from tests.cli.conftest import CONFIG, Newsbot


def test_version_and_help(newsbot: Newsbot) -> None:
    assert newsbot("--version").out == f"newsbot {__version__}\n"
    told = newsbot("--help").out
    for command in ("crawl", "run", "sources", "status", "search", "show", "export", "extract", "demo"):
        assert f" {command} " in told
        assert newsbot(command, "--help").status == 0


@pytest.mark.parametrize("arguments", [[], ["serch"], ["search", "--nonsense"], ["show"], ["export"]])
def test_usage_is_status_2(newsbot: Newsbot, arguments: list[str]) -> None:
    assert newsbot(*arguments).status == 2


@pytest.mark.parametrize("command", ["crawl", "sources", "status", "search", "run"])
def test_a_wrong_configuration_is_one_line(newsbot: Newsbot, tmp_path: Path, command: str) -> None:
    (tmp_path / "newsbot.toml").write_text('[source.roll]\nfeed = "https://example.org"\nshedule = 1\n')
    ran = newsbot(command)
    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "Did you mean `schedule`?" in ran.err


@pytest.mark.parametrize(
    "command", ["sources", "status", "crawl", "run", "sources check roll", "sources add a.example"]
)
@pytest.mark.parametrize(
    ("stanza", "said"),
    [
        ('spider = "sina_rol"', 'spider` = "sina_rol": there is no such spider. Did you mean `sina_roll`?'),
        ('spider = "sina_roll"\nargs = { lidd = 3 }', "sina_roll has no argument `lidd`. Did you mean `lid`?"),
        ('spider = "eastmoney_search"', "eastmoney_search needs the argument `keyword`"),
        ('sitemap = "https://example.org/"\nargs = { since = 3 }', "no argument `since`. Did you mean `since_days`?"),
        ('sitemap = "https://example.org/"\nargs = { qqqq = 3 }', "no argument `qqqq`. It has match, since_days"),
    ],
)
def test_spiders_and_their_arguments_are_checked_before_anything_starts(
    newsbot: Newsbot, tmp_path: Path, command: str, stanza: str, said: str
) -> None:
    (tmp_path / "newsbot.toml").write_text(f"[source.roll]\n{stanza}\n")
    ran = newsbot(*command.split())
    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "newsbot.toml [source.roll]" in ran.err
    assert said in ran.err
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("module", ["typer", "newsbot.config.load"])
def test_ctrl_c_while_a_command_starts_is_one_line(newsbot: Newsbot, module: str) -> None:
    code = f"""import builtins, sys
whole = builtins.__import__
def interrupted(name, *rest, **named):
    if name == {module!r}:
        raise KeyboardInterrupt
    return whole(name, *rest, **named)
builtins.__import__ = interrupted
from newsbot.cli import main
sys.exit(main(["sources"]))"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (130, "", "interrupted\n")


def test_config_and_archive_by_option_and_environment(
    newsbot: Newsbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other.toml").write_text(CONFIG.replace("source.wire", "source.other"), "utf-8")
    assert "other" in newsbot("--config", "other.toml", "sources").out
    for name in ("one.db", "two.db"):
        with Archive(tmp_path / name):
            pass
    assert newsbot("--archive", "one.db", "status", "--json").json["archive"]["path"] == "one.db"
    monkeypatch.setenv("NEWSBOT_ARCHIVE", "two.db")
    assert newsbot("status", "--json").json["archive"]["path"] == "two.db"


@pytest.mark.parametrize(
    "command", [["search", "x"], ["status"], ["show", "1"], ["export", "a.csv"], ["crawl", "roll"]]
)
def test_a_file_that_is_no_archive_is_left_alone(newsbot: Newsbot, tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "notes.txt").write_text("precious")
    ran = newsbot("--archive", "notes.txt", *command)
    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "is no newsbot archive" in ran.err
    assert (tmp_path / "notes.txt").read_text() == "precious"


@pytest.mark.parametrize("arguments", [["show", "1"], ["search", "银行"], ["search", "银行", "--json"], ["sources"]])
def test_a_reader_that_goes_away_is_no_error(filled: Path, arguments: list[str]) -> None:
    code = f"import sys; from newsbot.cli import main; sys.exit(main({arguments!r}))"
    read, write = os.pipe()
    os.close(read)
    try:
        ran = subprocess.run([sys.executable, "-c", code], stdout=write, stderr=subprocess.PIPE, check=False)
    finally:
        os.close(write)
    assert (ran.returncode, ran.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_full_disk_behind_the_output_is_one_line(filled: Path, options: list[str]) -> None:
    code = f"import sys; from newsbot.cli import main; sys.exit(main(['search', '银行', *{options!r}]))"
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run([sys.executable, "-c", code], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (1, "the output: No space left on device\n")


def test_a_terminal_without_chinese_is_no_reason_to_fail(filled: Path) -> None:
    code = "import sys; from newsbot.cli import main; sys.exit(main(['search', '银行']))"
    ran = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-c", code],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0
    assert rb"\u94f6\u884c" in ran.stdout


@pytest.mark.parametrize("command", ["crawl", "run", "search", "demo"])
def test_a_mistyped_folder_begins_no_empty_archive(
    newsbot: Newsbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    arguments = ["search", "x"] if command == "search" else [command]
    wrong = tmp_path / "nodir" / "news.db"
    said = (1, "", f"{wrong.parent}: there is no such folder. Make it first\n")
    ran = newsbot("--archive", wrong, *arguments)
    assert (ran.status, ran.out, ran.err) == said
    if command != "demo":
        monkeypatch.setenv("NEWSBOT_ARCHIVE", str(wrong))
        assert newsbot(*arguments).status == 1
    assert not wrong.parent.exists()
