"""``newsbot extract``: what newsbot makes of a saved page."""

import codecs
import gzip
import json
import sys
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn

from newsbot.errors import ExtractError, NewsbotError
from newsbot.items import ARTICLE_FIELDS

if TYPE_CHECKING:
    from newsbot.finance.names import NameTable

_HEAD, _MOST_CONTROLS = 2_000, 50
"""Bytes looked at; one in so many may be a control character: random bytes have five, a damaged page none."""
Job = tuple[dict[str, Any], Path, str | None]
"""What identifies the page in the output, its file, its address or host."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """How the pages are read: ``page`` is the page object's name, ``names`` are those to look for."""

    page: str | None
    names: "NameTable"


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
    names: Annotated[
        Path | None, typer.Option(metavar="FILE.csv", help="Names of securities: columns name,symbol[,from,until].")
    ] = None,
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
    from newsbot.finance.names import NameTable
    from newsbot.finance.packaged import packaged
    from newsbot.names import read as names_of_user

    try:
        pages.page_class(None, b"", page)
    except ExtractError as error:
        raise typer.BadParameter(str(error)) from error
    reading = _Reading(page, NameTable([*names_of_user(names), *packaged()]))
    jobs: Iterator[Job | NewsbotError] = (
        _jobs_of_list(from_list) if from_list else iter([({"file": str(file)}, file, url) for file in files or []])
    )
    complaints: list[str] = []
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.completed} pages"))
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("extract", total=None)
        before = "["
        for line in _results(jobs, reading, complaints):
            sys.stdout.write(f"{before}{line}" if as_json else f"{line}\n")
            before = ",\n"
            progress.advance(task)
        if as_json:
            sys.stdout.write("[]\n" if before == "[" else "]\n")
    for complaint in complaints:
        console.print(complaint, markup=False, highlight=False, soft_wrap=True)
    if complaints:
        raise typer.Exit(1)


def _results(jobs: Iterator[Job | NewsbotError], reading: "_Reading", complaints: list[str]) -> Iterator[str]:
    """The JSON of every page that can be read; of the others a line goes to ``complaints``."""
    try:
        for job in jobs:
            if isinstance(job, NewsbotError):
                complaints.append(str(job))
                continue
            key, file, address = job
            try:
                fields = _fields_of(file, address, reading)
            except (OSError, EOFError, zlib.error) as error:
                complaints.append(f"{file}: cannot be read: {error}")
                continue
            yield json.dumps(key | fields, ensure_ascii=False)
    except NewsbotError as error:
        complaints.append(str(error))


def _jobs_of_list(path: Path) -> Iterator[Job | NewsbotError]:
    """The list's pages, read as they are needed; for a line that is wrong, what is. Raises NewsbotError."""
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                try:
                    yield _job(line, path, f"{path}:{number}")
                except NewsbotError as error:
                    yield error
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


def _fields_of(file: Path, address: str | None, reading: "_Reading") -> dict[str, Any]:
    """The article's fields, or nulls and ``error``. Raises OSError, EOFError or zlib.error when unreadable."""
    from newsbot import pages
    from newsbot.pages import checks

    body = _bytes_of(file)
    try:
        checks.refuse_file(body, address)
        if _is_binary(body):
            raise ExtractError("not a web page (application/octet-stream)")
        article = pages.read(address, body, page=reading.page, names=reading.names)
    except ExtractError as error:
        return dict.fromkeys(ARTICLE_FIELDS) | {"error": f"{type(error).__name__}: {error.what}"}
    return asdict(article) | {"url": article.url or None}


def _is_binary(body: bytes) -> bool:
    """Whether a file is no text of any encoding, by its first bytes."""
    head = body[:_HEAD]
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"<\0" in head:
        return False
    return sum(byte < 32 and byte not in b"\t\n\f\r\x1b" for byte in head) * _MOST_CONTROLS > len(head)


def _bytes_of(file: Path) -> bytes:
    """The page, unpacked; one byte more than allowed is enough to be refused."""
    from newsbot.pages.base import MAX_PAGE

    if file.suffix == ".gz":
        with gzip.open(file) as packed:
            return packed.read(MAX_PAGE + 1)
    with file.open("rb") as plain:
        return plain.read(MAX_PAGE + 1)
