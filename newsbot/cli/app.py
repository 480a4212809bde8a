"""``newsbot [--config FILE] [--archive FILE] COMMAND``: the commands together, and what holds for all of them."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from newsbot import __version__
from newsbot.cli import (
    backfill,
    backup,
    boilerplate,
    crawl,
    dedupe,
    demo,
    export,
    extract,
    forget,
    gaps,
    import_,
    output,
    reextract,
    run,
    search,
    show,
    sources,
    sources_add,
    sources_check,
    status,
    upkeep,
    verify,
)
from newsbot.cli.context import Context, UsageError
from newsbot.errors import NewsbotError

PIPE_CLOSED = 141
"""Exit status of a shell for a program whose reader went away: 128 + SIGPIPE."""


class _InOrder(TyperGroup):
    """Typer puts commands that have commands of their own last; help and documentation have ours in `_ORDER`."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.commands = {name: self.commands[name] for name in sorted(self.commands, key=_ORDER.index)}


_ORDER = (
    "crawl", "run", "sources", "gaps", "backfill", "status", "search", "show", "export", "import", "extract",
    "reextract", "dedupe", "verify", "backup", "forget", "upkeep", "demo",
)  # fmt: skip

app = typer.Typer(
    cls=_InOrder,
    help="Collects finance news into one SQLite archive, by hand or on schedule.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (
    crawl.crawl,
    run.run,
    gaps.gaps,
    backfill.backfill,
    status.status,
    search.search,
    show.show,
    export.export,
    import_.import_,
    reextract.reextract,
    dedupe.dedupe,
    verify.verify,
    backup.backup,
    forget.forget,
    upkeep.upkeep,
    extract.extract,
    demo.demo,
):
    app.command(command.__name__.rstrip("_"))(command)
for subcommand in (sources_check.check, sources_add.add, boilerplate.boilerplate):
    sources.group.command()(subcommand)
app.add_typer(sources.group, name="sources")


def _version(wanted: bool) -> None:
    if wanted:
        print(f"newsbot {__version__}")  # noqa: T201
        raise typer.Exit


@app.callback()
def options(
    ctx: typer.Context,
    config: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Configuration; else NEWSBOT_CONFIG, ./newsbot.toml, the shipped one."),
    ] = None,
    archive: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Archive; else NEWSBOT_ARCHIVE, the configuration's, data/archive.db."),
    ] = None,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print it.")] = False,
) -> None:
    """Keep the global options for the command."""
    ctx.obj = Context(config, archive)


def main(arguments: list[str] | None = None) -> int:
    """Run a command line and return its exit status: 0 all well, 1 something failed, 2 usage, 130 Ctrl-C, 141 pipe.

    Args:
        arguments: without the program's name; by default those of the process.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal without Chinese is no reason to fail
    try:
        app(arguments, prog_name="newsbot")
    except SystemExit as ended:
        if isinstance(ended.__context__, BrokenPipeError):  # Rich and Click end with 1 then, as if something had failed
            return PIPE_CLOSED
        if isinstance(_first_cause(ended), KeyboardInterrupt):  # Typer ends without a word
            raise KeyboardInterrupt from ended
        if not getattr(ended.__context__, "option_name", "--").startswith("--"):  # such as -1 or -存款
            output.say(output.stderr(), "Before a word or number that begins with -, put -- (two hyphens and a space)")
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except NewsbotError as error:
        output.say(output.stderr(), error)
        return 2 if isinstance(error, UsageError) else 1
    except OSError as error:  # such as a full disk behind a redirection
        _give_up_output()
        output.say(output.stderr(), f"{error.filename or 'the output'}: {error.strerror or error}")
        return 1
    return 0


def _first_cause(error: BaseException) -> BaseException:
    while error.__context__ is not None:
        error = error.__context__
    return error


def _give_up_output() -> None:
    """Let what could not be written go: the interpreter would try again when it ends, and complain."""
    with suppress(OSError, ValueError):  # ValueError: a replaced stream without a descriptor
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
