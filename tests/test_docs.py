"""The documentation is complete and true: what is not documented, or documented and not there, fails here."""

import inspect
import json
import re
import shlex
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from scrapy.spiderloader import get_spider_loader
from typer.main import get_command

from newsbot import exports
from newsbot.archive import Archive
from newsbot.archive.search import Filter
from newsbot.cli import main, sources_add, trials
from newsbot.cli.app import app
from newsbot.cli.crawl import _as_dict
from newsbot.cli.sources import exact
from newsbot.config import SHIPPED, Config, Schedule, Source, load, parse
from newsbot.config.checks import STANZA_SETTINGS
from newsbot.crawl import Crawl
from newsbot.discovery import Offer, Search
from newsbot.listings.types import Listing
from newsbot.runner import project_settings
from newsbot.spiders.discovery import Discovery
from newsbot.stanzas import Guess, Stanza
from newsbot.trial import Failure, Trial
from tests.cli.conftest import CONFIG
from tests.filled import fill

ROOT = Path(__file__).parents[1]
PAGES = {path: path.read_text("utf-8") for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))}
CODE = {
    path: path.read_text("utf-8")
    for package in ("newsbot", "pipelines", "schedules")
    for path in sorted((ROOT / package).rglob("*.py"))
}
ARCHIVE, COMMANDS, CONFIGURATION = (PAGES[ROOT / "docs" / f"{n}.md"] for n in ("archive", "commands", "configuration"))
SQLITE_OWN = re.compile(r"^(sqlite_|article_fts_)")
PROGRAM: Any = get_command(app)


def headings(page: str) -> list[str]:
    return re.findall(r"^## (.+)$", page, re.MULTILINE)


def section(page: str, heading: str) -> str:
    """What stands under ``## heading``, to the next one."""
    _, found, after = page.partition(f"\n## {heading}\n")
    assert found, heading
    return after.partition("\n## ")[0]


def spans(text: str) -> list[str]:
    """What stands in backticks."""
    return re.findall(r"`([^`\n]+)`", text)


def words(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z_]\w*", text))


def blocks(page: str, *languages: str) -> list[str]:
    """The code blocks in these languages; the empty one is plain text."""
    fenced = re.findall(r"^```(\w*)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    return [code for language, code in fenced if language in languages]


# --- the archive


def names_in(archive: Archive) -> list[str]:
    rows = archive.db.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")
    return [row["name"] for row in rows if not SQLITE_OWN.match(row["name"])]


def test_every_table_and_column_is_documented(tmp_path: Path) -> None:
    with Archive(tmp_path / "archive.db") as archive:
        tables = names_in(archive)
        columns = {
            f"{table}.{row['name']}" for table in tables for row in archive.db.execute(f"PRAGMA table_info({table})")
        }
    named = words(ARCHIVE)
    assert not {name for name in (*tables, *columns) if name.rpartition(".")[2] not in named}


def test_every_event_is_documented() -> None:
    kinds = set(re.findall(r'tx\.event\(\s*"(\w+)"', "".join(CODE.values())))
    assert {"dead", "tick_missed"} <= kinds <= set(spans(ARCHIVE))


# --- the command line


def with_subcommands(name: str, command: Any) -> dict[str, Any]:
    """A command and those below it, by what is typed."""
    below = getattr(command, "commands", {}).items()
    return {name: command, **{f"{name} {word}": subcommand for word, subcommand in below}}


def options(*commands: Any) -> set[str]:
    parameters = (one for command in commands for one in command.params)
    return {name for one in parameters if one.param_type_name == "option" for name in one.opts}


def documented_options(heading: str) -> set[str]:
    code = " ".join(spans(section(COMMANDS, heading)))
    return set(re.findall(r"(?<!\S)(--?[a-z][a-z-]*)", code))


def test_every_command_is_documented() -> None:
    assert [name for name in headings(COMMANDS) if name in PROGRAM.commands] == list(PROGRAM.commands)
    assert set(headings(COMMANDS)) - set(PROGRAM.commands) == {"For all commands", "An article"}


@pytest.mark.parametrize("name", PROGRAM.commands)
def test_every_option_is_documented(name: str) -> None:
    commands = with_subcommands(name, PROGRAM.commands[name])
    own = options(*commands.values())
    assert own <= documented_options(name) <= own | options(PROGRAM)
    for typed, command in commands.items():
        assert f"`newsbot {typed}" in section(COMMANDS, name)
        for argument in command.params:
            if argument.param_type_name == "argument":
                assert f"`newsbot {typed} {argument.metavar}`" in section(COMMANDS, name)


def test_every_global_option_is_documented() -> None:
    global_ones = documented_options("For all commands") - {"--json", "--since", "--until"}
    assert global_ones == options(PROGRAM) | {"--help", "-h"}


def check_command_line(line: list[str], sources: dict[str, Any]) -> None:
    """Parse a command line as the program does, without running it; the sources it names must exist."""
    with PROGRAM.make_context("newsbot", list(line)) as context:
        name, command, rest = PROGRAM.resolve_command(context, [*context._protected_args, *context.args])
        with command.make_context(name, rest, parent=context) as parsed:
            if parsed._protected_args:
                name, command, rest = command.resolve_command(parsed, [*parsed._protected_args, *parsed.args])
                command.make_context(name, rest, parent=parsed).close()
            named = parsed.params["what"] or [] if name == "crawl" else []
            assert {source for source in named if "://" not in source} <= set(sources), line


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_commands_that_are_shown_exist(page: Path, tmp_path: Path) -> None:
    shipped = load(None, {}, tmp_path, SHIPPED).source
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for block in blocks(PAGES[page], "sh", ""):
        for line in re.findall(r"^(?:\S+/)?(?:newsbot|make) .+$", block, re.MULTILINE):
            program, *rest = shlex.split(line, comments=True)
            if program == "make":
                assert set(rest) <= targets, line
            else:
                check_command_line(rest, shipped)
    for inline in spans(PAGES[page]):
        if named := re.match(r"newsbot ([a-z]\w*)", inline):
            assert named[1] in PROGRAM.commands, inline
        if named := re.match(r"make (\w+)", inline):
            assert named[1] in targets, inline


def test_the_readme_shows_the_main_commands() -> None:
    shown = set(re.findall(r"^\.venv/bin/newsbot (\w+)", PAGES[ROOT / "README.md"], re.MULTILINE))
    assert {"crawl", "run", "sources", "status", "search", "show", "export", "extract"} <= shown


def keys(document: Any) -> Iterator[str]:
    """Every key of a JSON document, at any depth."""
    if isinstance(document, dict):
        yield from document
    for value in document.values() if isinstance(document, dict) else document:
        if isinstance(value, dict | list):
            yield from keys(value)


def test_every_key_of_json_is_documented(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for variable in ("NEWSBOT_CONFIG", "NEWSBOT_ARCHIVE"):
        monkeypatch.delenv(variable, raising=False)
    Path("newsbot.toml").write_text(CONFIG, "utf-8")
    Path("page.html").write_text("<title>no article</title>", "utf-8")
    Path("list.jsonl").write_text('{"id": 1, "file": "page.html"}\n', "utf-8")
    with Archive(tmp_path / "data/archive.db") as archive:
        fill(archive)
        roll = parse(CONFIG, tmp_path).source["roll"]
        told = {"crawl": [_as_dict(Crawl(roll, archive))], "sources": _told_by_sources(roll, archive)}
    shown = ("show 1", "show 4", "show 1 --diff")
    for line in ("sources", "status", "search", *shown, "extract page.html", "extract --from list.jsonl"):
        main([*line.split(), "--json"])
        told.setdefault(line.split()[0], []).append(json.loads(capsys.readouterr().out))
    for command, documents in told.items():
        text = section(COMMANDS, command)
        if "(#an-article)" in text:
            text += section(COMMANDS, "An article")
        documented = {word for span in spans(text) for word in words(span)}
        assert set(keys(documents)) <= documented, command


def _told_by_sources(source: Source, archive: Archive) -> list[Any]:
    """What `sources check` and `sources add` print, of a trial without a crawl."""
    trial = Trial(source, archive, failures=[Failure(source.name, "GoneError", "gone")])
    search = Search("https://finance.example.com/", "2026-11-20T00:00:00.000Z", tried={"https://x.example/": "no feed"})
    guess = Guess("")
    stanza = Stanza("roll", "Roll", "feed", "https://finance.example.com/feed.xml", guess, guess)
    others = [Offer("https://finance.example.com/other.xml", "feed", "link", Listing([]))]
    discovery = Discovery(source, archive, search=search)
    return [trials.as_dict(trial), sources_add._as_dict(discovery, stanza, trial, others, written=False)]


def test_every_table_of_an_exported_database_is_documented(tmp_path: Path) -> None:
    with Archive(tmp_path / "archive.db") as archive:
        fill(archive)
    images = exports.Options(pictures=True)
    exports.export(tmp_path / "archive.db", tmp_path / "a.db", Filter(), now="2026-11-21T00:00:00.000Z", options=images)
    db = sqlite3.connect(tmp_path / "a.db")
    made = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")}
    db.close()
    made = {name for name in made if not SQLITE_OWN.match(name)}
    assert made <= words(section(COMMANDS, "export")) | words(ARCHIVE)


# --- the configuration


MODELS: dict[str, type[BaseModel]] = {
    "[source.NAME]": Source,
    "schedule": Schedule,
    **{f"[{key}]": type(one.default) for key, one in Config.model_fields.items() if isinstance(one.default, BaseModel)},
}
"""Heading of each stanza, and its model."""
SOURCE = '[source.x]\nspider = "sina_roll"\n'
BEGINNINGS = {"[source.NAME]": SOURCE, "schedule": f'{SOURCE}[source.x.schedule]\nevery = "5m"\n'}


def table_of_keys(heading: str) -> dict[str, str]:
    """The keys of a stanza as documented, each with its default."""
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| ([^|]+) \| [^|]+ \|$", section(CONFIGURATION, heading), re.MULTILINE)
    return dict(rows)


@pytest.mark.parametrize("heading", MODELS)
def test_every_key_is_documented_with_its_default(heading: str) -> None:
    documented = table_of_keys(heading)
    assert set(documented) == MODELS[heading].model_fields.keys() - {"name"}
    beginning = BEGINNINGS.get(heading, f"{heading}\n")
    without = parse(beginning, Path("newsbot.toml")).model_dump()
    for key, default in documented.items():
        if default == "–":
            continue
        written = parse(f"{beginning}{key} = {default.strip('`')}\n", Path("newsbot.toml"))
        assert written.model_dump() == without, key


def test_every_argument_of_a_spider_is_documented() -> None:
    loader = get_spider_loader(project_settings())
    documented = set(spans(section(CONFIGURATION, "[source.NAME]")))
    assert set(loader.list()) <= documented
    for name in loader.list():
        arguments = list(inspect.signature(loader.load(name).__init__).parameters.values())
        if name in ("feed", "sitemap"):  # a key of the stanza is its address
            arguments = [argument for argument in arguments if argument.name != "url"]
        for argument in arguments:
            if argument.name not in ("self", "endpoint") and argument.default not in ("", argument.empty):
                assert f"`{argument.name}` ({argument.default})" in CONFIGURATION
        assert {argument.name for argument in arguments} - {"self"} <= documented


def test_every_setting_of_a_stanza_is_documented() -> None:
    shown = {name for name in spans(section(CONFIGURATION, "[source.NAME]")) if name.isupper() and "_" in name}
    assert shown == STANZA_SETTINGS


def test_every_variable_and_setting_of_ours_is_documented() -> None:
    ours = re.compile(r"NEWSBOT_[A-Z_]+")
    deployed = [path.read_text("utf-8") for path in (ROOT / "deploy").iterdir()]
    used = {name for text in (*CODE.values(), *deployed) for name in ours.findall(text)}
    assert {"NEWSBOT_CONFIG", "NEWSBOT_ARCHIVE", "NEWSBOT_PROXY"} <= used
    documented = section(CONFIGURATION, "Environment variables") + section(CONFIGURATION, "Plain Scrapy")
    assert set(re.findall(r"^\| `(NEWSBOT_[A-Z_]+)`", documented, re.MULTILINE)) == used


def test_every_shipped_source_is_documented(tmp_path: Path) -> None:
    table = section(CONFIGURATION, "Sources that come with newsbot")
    rows = [[cell.strip() for cell in line.split(" | ")] for line in table.splitlines() if line.count(" | ") == 3]
    documented = {cells[0].removeprefix("| "): cells[1:] for cells in rows[1:]}
    shipped = load(None, {}, tmp_path, SHIPPED).source
    assert list(documented) == list(shipped)
    for name, (title, listing, polled) in documented.items():
        source = shipped[name]
        args = " ".join(f"{key}={value}" for key, value in source.args.items())
        assert (title, listing) == (source.title, source.feed or source.sitemap or f"{source.spider} {args}".strip())
        if source.schedule.every:
            assert polled.startswith(f"every {exact(source.schedule.every)}"), name
        else:
            assert polled.startswith(f"`{source.schedule.cron}` {source.schedule.timezone}"), name
        assert ("off" in polled) is not source.enabled


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_examples_of_the_configuration_are_right(page: Path) -> None:
    for block in blocks(PAGES[page], "toml"):
        assert parse(block, page).source
    assert blocks(PAGES[page], "toml") or page.name not in ("README.md", "configuration.md")


# --- all pages


def slug(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", PAGES[page]):
        if "://" in target:
            continue
        file, _, anchor = target.partition("#")
        linked = (page.parent / file).resolve() if file else page
        assert linked.exists(), target
        if anchor:
            assert anchor in map(slug, re.findall(r"^#+ (.+)$", PAGES[linked], re.MULTILINE)), target
