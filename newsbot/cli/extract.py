"""``newsbot extract``: what newsbot makes of a saved page."""

import gzip
import json
import sys
import zlib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn

from newsbot.errors import ExtractError, NewsbotError
from newsbot.items import ARTICLE_FIELDS

Job = tuple[dict[str, Any], Path, str | None]
"""What identifies the page in the output, its file, its address or host."""


def extract(
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE…", help="Saved pages; .gz is read.")] = None,
    url: Annotated[str | None, typer.Option(help="Address of the page, or its host.")] = None,
    from_list: Annotated[
        Path | None,
        typer.Option(
            "--from", metavar="LIST.jsonl", help='Lines of {"id", "file", "url"}; files relative to the list.'
        ),
    ] = None,
    page: Annotated[str | None, typer.Option(help="Page object to use, as a source's `page` key.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON array instead of one object per line.")] = False,
) -> None:
    """Print what newsbot makes of saved pages: one JSON object per line with the item's fields; nothing is stored.

    A page without an article gives its line with nulls and `error`. The exit status is 1 only when a file cannot be
    read.
    """
    if bool(files) == bool(from_list):
        raise typer.BadParameter("give either files or --from LIST.jsonl")
    if url and len(files or []) > 1:
        raise typer.BadParameter("--url is for one file")
    from newsbot import pages  # not at the top: `newsbot --help` would wait for it

    try:
        pages.page_class(None, b"", page)
    except ExtractError as error:
        raise typer.BadParameter(str(error)) from error
    jobs = _jobs_of_list(from_list) if from_list else iter([({"file": str(file)}, file, url) for file in files or []])
    complaints: list[str] = []
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.completed} pages"))
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("extract", total=None)
        before = "["
        for line in _results(jobs, page, complaints):
            sys.stdout.write(f"{before}{line}" if as_json else f"{line}\n")
            before = ",\n"
            progress.advance(task)
        if as_json:
            sys.stdout.write("[]\n" if before == "[" else "]\n")
    for complaint in complaints:
        console.print(complaint, markup=False, highlight=False, soft_wrap=True)
    if complaints:
        raise typer.Exit(1)


def _results(jobs: Iterator[Job], page: str | None, complaints: list[str]) -> Iterator[str]:
    """The JSON of every page that can be read; of the others a line goes to ``complaints``."""
    try:
        for key, file, address in jobs:
            try:
                fields = _fields_of(file, address, page)
            except (OSError, EOFError, zlib.error) as error:
                complaints.append(f"{file}: cannot be read: {error}")
                continue
            yield json.dumps(key | fields, ensure_ascii=False)
    except NewsbotError as error:
        complaints.append(str(error))


def _jobs_of_list(path: Path) -> Iterator[Job]:
    """The list's pages, read as they are needed. Raises NewsbotError naming the line that is wrong."""
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                yield _job(line, path, f"{path}:{number}")
    except (OSError, UnicodeError) as error:
        raise NewsbotError(f"cannot be read: {error}", where=str(path)) from error


def _job(line: str, path: Path, where: str) -> Job:
    try:
        entry = json.loads(line)
    except ValueError as error:
        raise NewsbotError(f"no JSON: {error}", where=where) from error
    if not isinstance(entry, dict) or not isinstance(entry.get("file"), str):
        raise NewsbotError('a line must be an object with "file"', where=where)
    address = next(
        (entry[name] for name in ("url", "publisher") if isinstance(entry.get(name), str) and entry[name]), None
    )
    return {"id": entry.get("id")}, path.parent / entry["file"], address


def _fields_of(file: Path, address: str | None, page: str | None) -> dict[str, Any]:
    """The article's fields, or nulls and ``error``. Raises OSError, EOFError or zlib.error when unreadable."""
    from newsbot import pages

    body = _bytes_of(file)
    try:
        article = pages.read(address, body, page=page)
    except ExtractError as error:
        return dict.fromkeys(ARTICLE_FIELDS) | {"error": f"{type(error).__name__}: {error.what}"}
    return asdict(article) | {"url": article.url or None}


def _bytes_of(file: Path) -> bytes:
    """The page, unpacked; one byte more than allowed is enough to be refused."""
    from newsbot.pages.base import MAX_PAGE

    if file.suffix == ".gz":
        with gzip.open(file) as packed:
            return packed.read(MAX_PAGE + 1)
    with file.open("rb") as plain:
        return plain.read(MAX_PAGE + 1)
