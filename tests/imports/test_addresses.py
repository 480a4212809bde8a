from pathlib import Path

import pytest

from newsbot import imports
from newsbot.addresses import Allowance
from newsbot.archive import imported
from newsbot.errors import NewsbotError
from newsbot.imports import Result
from tests.imports.conftest import Desk
from tests.imports.test_run import URL, line

LIST = """\
# what to fetch
https://Ports.example.org/2026/another-story-here?utm_source=x   # with a reason

https://ports.example.org/2026/another-story-here
http://ports.example.org/2026/cargo-grows-again
http://127.0.0.1:8080/a-story
http://127.0.0.1:9090/a-story
ftp://ports.example.org/a
no address
urn:newsbot:post:1
"""


def queue(desk: Desk, path: Path) -> list[Result]:
    results: list[Result] = []
    allowed = Allowance.parse(["127.0.0.1:8080"])
    imports.enqueue(desk.archive, "by-hand", path, allowed=allowed, on_result=results.append)
    return results


def test_a_list_of_addresses(desk: Desk) -> None:
    desk.take(desk.file("a.jsonl", line()))
    path = desk.file("urls.txt", LIST)
    told = [(result.outcome, result.reason, result.article_id) for result in queue(desk, path)]
    assert told == [
        ("queued", None, None),
        ("known", "waits to be fetched", None),
        ("known", "archived", 1),
        ("queued", None, None),
        ("refused", "not a public address (loopback)", None),
        ("refused", "not an http or https address: 'ftp://ports.example.org/a'", None),
        ("refused", "not an http or https address: 'no address'", None),
        ("refused", "a name, not an address", None),
    ]
    queued = ["https://ports.example.org/2026/another-story-here", "http://127.0.0.1:8080/a-story"]
    assert sorted(imported.waiting(desk.archive.db, "by-hand")) == sorted(queued)
    before = desk.everything()
    assert [result.outcome for result in queue(desk, path)][:4] == ["known"] * 4
    assert desk.everything() == before


def test_what_has_been_given_up_is_queued_again(desk: Desk) -> None:
    path = desk.file("urls.txt", f"{URL}\n")
    queue(desk, path)
    with desk.archive.write() as tx:
        tx.db.execute("UPDATE frontier SET state = 'dead', due = NULL")
    assert [result.outcome for result in queue(desk, path)] == ["queued"]
    assert imported.waiting(desk.archive.db, "by-hand") == [URL]


def test_a_list_without_addresses(desk: Desk) -> None:
    with pytest.raises(NewsbotError, match="no address in this file"):
        queue(desk, desk.file("urls.txt", "# nothing\n\n"))
    with pytest.raises(NewsbotError, match="cannot be read"):
        queue(desk, desk.folder / "none.txt")
