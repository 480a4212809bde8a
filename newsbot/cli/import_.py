"""``newsbot import``: articles from files, and lists of addresses to fetch."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from newsbot.cli import context, output
from newsbot.cli.context import Context, UsageError
from newsbot.errors import NewsbotError

if TYPE_CHECKING:
    from newsbot.archive import Archive
    from newsbot.imports import Counts, Result

_SHOWN = 20
"""Failures told on stderr; the report has all."""
_COLUMNS = ("new", "revised", "unchanged", "reprints", "skipped", "failed")
_OF_ADDRESSES = ("queued", "known", "refused")


@dataclass
class _Report:
    """Where results go: to the report file as they come, to the screen at the end."""

    file: TextIO | None
    keep: bool
    kept: list[dict[str, Any]] = field(default_factory=list)
    failures: list["Result"] = field(default_factory=list)
    failed: int = 0
    noted: Counter[str] = field(default_factory=Counter)
    """How many records have something that was not understood."""
    examples: dict[str, str] = field(default_factory=dict)
    """The first of each."""

    def add(self, result: "Result") -> None:
        told = asdict(result)
        del told["notes"]  # `reason` has them
        if self.file is not None:
            self.file.write(json.dumps(told, ensure_ascii=False) + "\n")
        if self.keep:
            self.kept.append(told)
        for note in result.notes:
            self.noted[note.what] += 1
            self.examples.setdefault(note.what, f"{result.where} {note.quoted}".rstrip())
        if result.outcome in ("error", "refused"):
            self.failed += 1
            if len(self.failures) < _SHOWN:
                self.failures.append(result)


def import_(
    ctx: typer.Context,
    sources: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[SRC]...", help="Posts (.md, .txt), .jsonl, .warc, .warc.gz, or folders of them."),
    ] = None,
    urls: Annotated[
        Path | None, typer.Option("--urls", metavar="FILE", help="Queue these addresses, one a line, to be fetched.")
    ] = None,
    source: Annotated[str | None, typer.Option("--source", metavar="NAME", help="What to file them under.")] = None,
    report: Annotated[
        Path | None, typer.Option("--report", metavar="FILE", help="Write what became of each record, as .jsonl.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object, with every record.")] = False,
) -> None:
    """Archive articles from files: Markdown posts, our own .jsonl, WARC. Importing again changes nothing.

    What is imported counts as first seen now; a record's own time is kept as `observed`.
    """
    if not sources and urls is None:
        raise typer.BadParameter("name what to import, or --urls FILE")
    here = context.of(ctx)
    if source is not None:
        _check_name(source)
    from newsbot import imports
    from newsbot.archive import Archive

    for path in sources or []:
        imports.check(path)
    with _opened(report) as file, Archive(here.archive_path) as archive:
        told = _Report(file, as_json)
        rows = [(str(path), _import(here, archive, path, source, told)) for path in sources or []]
        if urls is not None:
            rows.append((str(urls), _enqueue(here, archive, urls, source, told)))
    if as_json:
        output.print_json(_sums(rows) | {"results": told.kept})
    else:
        _print(rows, source if urls is not None else None)
    _tell_notes(told)
    _tell_failures(told, report)
    raise typer.Exit(int(told.failed > 0))


def _import(here: Context, archive: "Archive", path: Path, source: str | None, told: _Report) -> "Counts":
    from newsbot import dates, imports
    from newsbot.names import Names, known

    names = Names(known(here.config))
    settings = imports.Settings(source, here.zone, dates.to_text(archive.clock()))
    with output.progress_bar(path.name or str(path)) as on_progress:
        return imports.import_files(
            archive, path, settings, names=names, config=here.config, on_result=told.add, on_progress=on_progress
        )


def _enqueue(here: Context, archive: "Archive", path: Path, source: str | None, told: _Report) -> "Counts":
    from newsbot import imports
    from newsbot.addresses import Allowance
    from newsbot.config import BY_HAND

    stanzas = here.config.source
    if source is not None and source not in stanzas:
        raise UsageError(
            f"there is no source `{source}` to fetch them", where=str(here.config.path), do="Leave --source out"
        )
    chosen = stanzas.values() if source is None else [stanzas[source]]
    allowed = Allowance.parse(pair for one in chosen for pair in one.allow_addresses)
    counts = imports.Counts()

    def on_result(result: "Result") -> None:
        counts.add(result.outcome)
        told.add(result)

    imports.enqueue(archive, source or BY_HAND, path, allowed=allowed, on_result=on_result)
    return counts


def _print(rows: "list[tuple[str, Counts]]", fetched_by: str | None) -> None:
    console = output.stdout()
    sums = _sums(rows)
    shown = [name for name in (*_COLUMNS, *_OF_ADDRESSES) if sums[name] or name in _wanted(rows)]
    cells = [[name, *(getattr(counts, column) for column in shown)] for name, counts in rows]
    if len(cells) > 1:
        cells.append(["together", *(sums[column] for column in shown)])
    console.print(output.table(["imported", *shown], cells, numbers=shown))
    if sums["queued"]:
        output.say(console, f"`newsbot crawl{f' {fetched_by}' if fetched_by else ''}` fetches what is queued")


def _wanted(rows: "list[tuple[str, Counts]]") -> tuple[str, ...]:
    """The columns that are shown even when they are zero."""
    articles = any(any(getattr(counts, name) for name in _COLUMNS) for _, counts in rows)
    return ("new", "revised", "unchanged", "failed") if articles else _OF_ADDRESSES


def _sums(rows: "list[tuple[str, Counts]]") -> dict[str, Any]:
    return {name: sum(getattr(counts, name) for _, counts in rows) for name in (*_COLUMNS, *_OF_ADDRESSES)}


def _tell_notes(told: _Report) -> None:
    for what, count in told.noted.items():
        example = f"{told.examples[what]}, …" if count > 1 else told.examples[what]
        output.say(output.stderr(), f"{output.number(count, 'record', 'records')}: {what} ({example})", "yellow")


def _tell_failures(told: _Report, report: Path | None) -> None:
    console = output.stderr()
    for result in told.failures:
        output.say(console, f"{result.where}: {result.reason}", "red")
    if told.failed > len(told.failures):
        do = f"all are in {report}" if report else "--report FILE writes all down"
        output.say(console, f"… and {told.failed - len(told.failures):,} more: {do}", "red")


def _check_name(name: str) -> None:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", name):
        raise UsageError(f"--source {name!r} is no name of a source", do="Use small letters, digits and hyphens")


@contextmanager
def _opened(report: Path | None) -> Iterator[TextIO | None]:
    if report is None:
        yield None
        return
    try:
        file = report.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise NewsbotError(f"cannot be written ({error.strerror})", where=str(report)) from error
    with file:
        yield file
