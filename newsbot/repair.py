"""What stored pages are read again from, and the repair of one article whose page is about to be stored anew."""

import sqlite3
from collections.abc import Callable

from newsbot import pages
from newsbot.archive import Archive, articles, captures, reextraction
from newsbot.archive.reextraction import Said
from newsbot.config import Source
from newsbot.dedupe.content import change
from newsbot.errors import ArchiveError
from newsbot.finance.names import NameTable
from newsbot.items import CrawledArticle
from newsbot.reread import Task, attempt, is_current, is_record

CURRENT = "read by today's parser"
"""Why a revision is not read, where nothing is wrong with it."""


def task(db: sqlite3.Connection, said: Said, source: Source | None, zone: str, *, every: bool) -> Task | str:
    """Return what a revision is read from, or in words why it is not read.

    Args:
        source: the stanza that says how: of the source that fetched it, where there is one still.
        zone: of wall-clock times, where there is none.
        every: also what today's parser has read.

    Raises:
        ArchiveError: the stored bytes are damaged.
    """
    if not said.pages:
        return "no capture"
    first = said.pages[0]
    if is_record(first):
        return "imported record"
    page = page_of(source, said.parser)
    if not every and is_current(said.parser, first, page):
        return CURRENT
    bodies = [captures.load(db, one.capture_id) for one in said.pages]
    if any(body is None for body in bodies):
        return "emptied capture"
    return Task(
        said.pages,
        tuple(body for body in bodies if body is not None),
        said.source,
        said.observed,
        said.complete,
        page,
        source.timezone if source else zone,
        source.page_zone if source else None,
        reextraction.listed(db, said),
        reextraction.learned(db, said),
        None if every else said.parser,
    )


def repair(
    archive: Archive,
    article: CrawledArticle,
    source: Source | None,
    zone: str,
    names: Callable[[], NameTable],
    moment: str = "9",
) -> bool:
    """Keep apart what our parsers read differently and what the publisher changed, before an article is stored again.

    The page that the archived text was read from is read again as this one was. What differs then is our doing and
    becomes a revision of ours; what still differs from the article is the publisher's. Without that page (emptied,
    damaged, or giving no article now) nobody can tell, and all of it counts as the publisher's.

    Args:
        source: the one whose page the article was read from. Both are read as its stanza says, whoever fetched the
            stored one: what stanzas read differently is no change of the publisher's either.
        zone: of wall-clock times, where there is none.
        names: gives the names of securities to look for.
        moment: when it was observed (UTC text), where something else may have been said since.

    Returns:
        True when there was something to repair.

    Raises:
        ArchiveError: the archive cannot be written.
    """
    said = reextraction.state(archive.db, article.frontier_url, moment)
    if said is None:
        return False
    before = reextraction.reading(archive.db, said)
    if before is None or articles.difference_between(before, article) is None:
        return False
    try:
        stored = task(archive.db, said, source, zone, every=True)
    except ArchiveError:
        return False  # `newsbot verify` says what is damaged; the article in hand is whole
    again = attempt(stored, names()) if isinstance(stored, Task) else None
    if not isinstance(again, CrawledArticle) or (difference := change(before, again)) is None:
        return False
    with archive.write() as tx:
        return reextraction.revise(tx, said, again, difference)


def page_of(source: Source | None, parser: str | None) -> str | None:
    """Return the page object of what a parser has read: the stanza's, and where that is gone the parser's own.

    ``None``: its domain decides.
    """
    if source is not None:
        return source.page
    name = (parser or "").partition("/")[0]
    return name if name in pages.names() and name != "generic" else None
