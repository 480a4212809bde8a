"""A list of addresses to fetch: one a line, ``#`` begins a comment."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from newsbot import urls
from newsbot.addresses import Allowance, literal, refusal
from newsbot.archive import Archive, frontier, imported
from newsbot.errors import NewsbotError
from newsbot.extract.decode import decode
from newsbot.imports.run import BATCH
from newsbot.imports.types import Result


def read(path: Path) -> list[tuple[int, str]]:
    """The addresses of a file with the numbers of their lines.

    Raises:
        NewsbotError: no such file, it cannot be read, or there is no address in it.
    """
    try:
        text = decode(path.read_bytes(), None)
    except OSError as error:
        raise NewsbotError(f"cannot be read ({error.strerror})", where=str(path)) from error
    lines = [(number, line.partition(" #")[0].strip()) for number, line in enumerate(text.splitlines(), 1)]
    found = [(number, line) for number, line in lines if line and not line.startswith("#")]
    if not found:
        raise NewsbotError("no address in this file", where=str(path), do="Write one a line; # begins a comment")
    return found


def enqueue(
    archive: Archive,
    source: str,
    path: Path,
    *,
    allowed: Allowance,
    on_result: Callable[[Result], None],
) -> None:
    """Put the addresses of a file on the frontier for a crawl to fetch: ``queued``, ``known`` or ``refused``.

    Args:
        source: whose crawl is to fetch them.
        allowed: addresses that are not public and may be fetched all the same.

    Raises:
        NewsbotError: see `read`.
    """
    wanted = read(path)
    for begin in range(0, len(wanted), BATCH):
        results: list[Result] = []
        with archive.write() as tx:
            for number, text in wanted[begin : begin + BATCH]:
                result = _judge(archive, text, f"{path}:{number}", allowed)
                if result.outcome == "queued" and result.url:
                    frontier.enqueue_by_hand(tx, source, [result.url])
                results.append(result)
        for result in results:
            on_result(result)


def _judge(archive: Archive, text: str, where: str, allowed: Allowance) -> Result:
    try:
        url = urls.canonical(text)
        if url.startswith(urls.URN):
            raise ValueError("a name, not an address")
    except ValueError as error:
        return Result(where, "refused", str(error), text)
    ip = literal(urlsplit(url).hostname or "")
    reason = refusal(ip) if ip else None
    if reason and not allowed.allows_url(url):
        return Result(where, "refused", f"not a public address ({reason})", url)
    place = imported.place(archive.db, url)
    if place.article_id is not None:
        return Result(where, "known", "archived", url, place.article_id)
    return Result(where, "known", "waits to be fetched", url) if place.waiting else Result(where, "queued", None, url)
