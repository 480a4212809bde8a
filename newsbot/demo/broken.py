"""Sources on which something goes wrong, each under ``/broken/<name>/``.

`PAGES` are faults of article pages: such a source lists one healthy story and two with the fault. `LISTINGS` are faults
of the listing itself.
"""

import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from newsbot.demo import pictures, sina
from newsbot.demo.server import Answer, Request, redirect
from newsbot.demo.story import Story
from newsbot.demo.writer import write

LIST = 1686
"""The roll list every broken source has."""
PRIVATE = ("http://10.0.0.1", "http://169.254.169.254")
"""Addresses no crawler of public news should ask."""
BOMB_BYTES = 200 * 2**20
"""Size of the gzip bomb once unpacked."""
BUSY_SECONDS = 1
"""Retry-After of the busy page."""


def not_found(base: str, status: int = 404) -> Answer:
    """Sina's page for what is not there."""
    return Answer(sina.template("notfound").substitute(base=base).encode(), status=status)


@cache
def gzip_bomb() -> bytes:
    """A page that is small on the wire and `BOMB_BYTES` once unpacked."""
    packer = zlib.compressobj(9, wbits=31)
    parts = [packer.compress(b"<html><body><h1>big</h1><p>")]
    parts += [packer.compress(bytes(2**20)) for _ in range(BOMB_BYTES // 2**20)]
    return b"".join((*parts, packer.flush()))


def _once(bad: Answer) -> Callable[[Request, Answer, int, str], Answer]:
    return lambda request, good, visits, base: bad if visits == 1 else good


def _always(bad: Answer) -> Callable[[Request, Answer, int, str], Answer]:
    return lambda request, good, visits, base: bad


def _loop(request: Request, good: Answer, visits: int, base: str) -> Answer:
    turn = int(request.query.get("turn", "0"))
    return redirect(f"{base}{request.path}?turn={turn + 1}")


PAGES: Mapping[str, Callable[[Request, Answer, int, str], Answer]] = {
    "soft-404": lambda request, good, visits, base: not_found(base, 200),
    "gone": lambda request, good, visits, base: not_found(base),
    "error-once": _once(Answer(b"Internal Server Error", "text/plain", 500)),
    "busy": _once(Answer(b"Too Many Requests", "text/plain", 429, {"Retry-After": str(BUSY_SECONDS)})),
    "slow": lambda request, good, visits, base: good,
    "cut-off": lambda request, good, visits, base: replace(good, cut=True),
    "redirect-loop": _loop,
    "redirect-private": lambda request, good, visits, base: redirect(
        f"{PRIVATE[int(request.path.split('/')[3])]}/latest/"
    ),
    "gzip-bomb": lambda request, good, visits, base: Answer(gzip_bomb(), headers={"Content-Encoding": "gzip"}),
    "pictures": lambda request, good, visits, base: good,
    "private-article": _always(Answer()),
    "disallowed": lambda request, good, visits, base: good,
}
"""Fault -> (request, the page as it should be, how often this URL was asked for, the site's address) -> answer."""

_ERROR_PAGE = (
    b"<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
)
LISTINGS: Mapping[str, Answer] = {
    "html-listing": Answer(_ERROR_PAGE),
    "status-code": Answer(
        json.dumps({"result": {"status": {"code": 11, "msg": "Incorrect params"}, "total": 0, "data": []}}).encode(),
        "application/json; charset=utf-8",
    ),
    "empty-listing": Answer(
        json.dumps({"result": {"status": {"code": 0}, "total": 0, "data": []}}).encode(),
        "application/json; charset=utf-8",
    ),
    "private-listing": redirect(f"{PRIVATE[0]}/api/roll/get"),
    "cut-off-listing": Answer(
        b'{"result":{"status":{"code":0},"total":3,"data":[' + b" " * 400, "application/json", cut=True
    ),
}
"""Fault -> what the roll API answers."""


def write_broken(now: datetime) -> dict[str, list[Story]]:
    """The stories of each source in `PAGES`, newest first; the first of them is healthy."""
    return {fault: _stories(fault, now) for fault in PAGES}


def _stories(fault: str, now: datetime) -> list[Story]:
    drawn = [write(f"{fault} {i}", now - timedelta(minutes=9 * i + 3), pictures=0) for i in range(3)]
    healthy, *faulty = (replace(story, case=fault, lids=(LIST,)) for story in drawn)
    return [healthy, *(_with_fault(fault, i, story) for i, story in enumerate(faulty))]


def _with_fault(fault: str, number: int, story: Story) -> Story:
    if fault == "private-article":
        return replace(story, path=PRIVATE[number] + story.path)
    if fault == "disallowed":
        return replace(story, path=f"/private{story.path}")
    story = replace(story, path=f"/broken/{fault}/{number}{story.path}")
    if fault != "pictures":
        return story
    paths = (
        (pictures.TRUNCATED, pictures.NOT_A_PICTURE, pictures.BOMB),
        (pictures.PIXEL, pictures.MISSING, f"{PRIVATE[0]}/finance/w550h333/20261120/private.jpg"),
    )[number]
    return replace(story, lines=(*story.lines, "!jpg 550x333", *(f"!{path} 550x333" for path in paths)))
