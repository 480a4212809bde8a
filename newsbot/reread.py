"""A stored page read again: from the bytes of its captures to the clean article, exactly as a crawl reads it. Pure."""

import re
from dataclasses import dataclass, fields
from typing import NamedTuple

from newsbot import pages
from newsbot.archive.listings import load_entry
from newsbot.archive.reextraction import Page
from newsbot.errors import NewsbotError
from newsbot.finance.names import NameTable
from newsbot.items import CrawledArticle, ListingEntry, NewsArticle
from newsbot.pages import entries
from newsbot.pages.registry import CLASSES, PARSERS

_POST, _RECORD = "text/markdown", "application/json"
"""Media types of imported captures that are no pages."""
_MISSING = "a page of it was never fetched"


@dataclass(frozen=True, slots=True)
class Task:
    """What one revision is read from.

    ``bodies`` are those of ``pages``. ``source`` is the one it is filed under, ``observed`` the revision's;
    ``complete`` is false where a page was known to be missing. ``page`` and ``zone`` are what the stanza of the source
    that fetched it says, ``entry`` what its listing said, ``learned`` the fingerprints of the source's own lines.
    ``current`` is the parser that need not read it again.
    """

    pages: tuple[Page, ...]
    bodies: tuple[bytes, ...]
    source: str | None
    observed: str
    complete: bool = True
    page: str | None = None
    zone: str = "Asia/Shanghai"
    page_zone: str | None = None
    """The zone the stanza itself names, see `Source.page_zone`."""
    entry: ListingEntry | None = None
    learned: frozenset[int] = frozenset()
    current: str | None = None


def is_record(page: Page) -> bool:
    """Tell whether a capture is an imported record that says itself what its fields are: there is nothing to read."""
    return page.kind == "import" and _essence(page) == _RECORD


def is_current(parser: str | None, first: Page, page: str | None) -> bool:
    """Tell, without the page's bytes, that today's parser of its address is the one that has read it.

    Args:
        parser: with which it was read last.
        page: name of the page object, where the stanza gives one.

    Returns:
        False also where only the bytes can tell: listing rows, posts, and sites with several layouts.

    Raises:
        ExtractError: no page object of that name.
    """
    if parser not in PARSERS or first.kind == "entry" or _essence(first) == _POST:
        return False
    name = parser.partition("/")[0]
    layouts = sum(one.parser.partition("/")[0] == name for one in CLASSES)
    return layouts == 1 and pages.page_class(_address(first, None), b"", page).parser == parser


def read(task: Task, names: NameTable) -> CrawledArticle | None:
    """Read it; ``None`` when today's parser is the one that has read it before (`Task.current`).

    Raises:
        NewsbotError: there is no article in it; the subclass says why.
    """
    first = task.pages[0]
    if _essence(first) == _POST:
        article: NewsArticle | None = _read_post(task)
    elif first.kind == "entry":
        article = _read_row(task)
    else:
        article = _read_pages(task)
    if article is None or article.parser == task.current:
        return None
    values = {field.name: getattr(article, field.name) for field in fields(NewsArticle)}
    values |= {"source": task.source, "complete": article.complete and task.complete}
    crawled = CrawledArticle(**values, frontier_url=first.url, observed=task.observed)
    if not crawled.complete:
        crawled.missing = _MISSING
    if _essence(first) != _POST:  # a post's text is clean, and may be anything
        pages.check_article(crawled)
        pages.clean_article(crawled, task.learned)
        pages.check_article(crawled)
    pages.find_tickers(crawled, names)
    return crawled


class Refusal(NamedTuple):
    """Why there is no article. Not the error itself: that cannot travel between processes."""

    name: str
    what: str


Outcome = CrawledArticle | Refusal | None
"""``None``: today's parser has read it before."""


def attempt(task: Task, names: NameTable) -> Outcome:
    """Return what `read` gives, or why there is no article."""
    try:
        return read(task, names)
    except NewsbotError as error:
        return Refusal(type(error).__name__, error.what)


def _read_pages(task: Task) -> NewsArticle | None:
    first, *parts = task.pages
    address = _address(first, task.entry)
    if task.current is not None and pages.page_class(address, task.bodies[0], task.page).parser == task.current:
        return None
    found = _reading(first, address, task.bodies[0], task)
    article, named = found.article, set(found.next_pages)
    if task.entry is not None:
        entries.complete(article, task.entry, task.zone)
    for part, body in zip(parts, task.bodies[1:], strict=True):
        found = _reading(part, part.final_url, body, task)
        pages.check_article(found.article)
        pages.join(article, found.article)
        named.update(found.next_pages)
    # By their number: a part that was redirected has another address than it was named with.
    article.complete = len(named - {address, first.url}) <= len(parts)
    return article


def _reading(page: Page, address: str, body: bytes, task: Task) -> pages.Reading:
    content_type = next((value for name, value in page.headers if name.lower() == "content-type"), page.media_type)
    return pages.read_fields(address, body, content_type=content_type, page=task.page, zone=task.page_zone)


def _read_row(task: Task) -> NewsArticle:
    """The article of a listing row that carries its whole text."""
    entry = load_entry(task.bodies[0].decode())
    article = pages.read_entry(entry, task.pages[0].final_url)
    entries.complete(article, entry, task.zone)
    return article


def _read_post(task: Task) -> NewsArticle:
    from newsbot.imports import posts  # its YAML and Markdown readers are needed for posts alone
    from newsbot.imports.types import Settings

    first = task.pages[0]
    settings = Settings(task.source, task.zone, task.observed)
    article = posts.readable(task.bodies[0], first.url, first.url, settings).read()
    assert isinstance(article, NewsArticle)
    return article


def _address(first: Page, entry: ListingEntry | None) -> str:
    """The address a page is read under: its article's, unless it was redirected elsewhere."""
    asked = (first.url, entry.fetch_url if entry else None)
    return first.url if first.final_url in asked else first.final_url


def _essence(page: Page) -> str:
    return re.split(r"[;\s]", (page.media_type or "").strip().lower(), maxsplit=1)[0]
