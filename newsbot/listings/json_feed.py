"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

from typing import Any

from newsbot import dates
from newsbot.errors import ListingError
from newsbot.items import ListingEntry
from newsbot.listings import text
from newsbot.listings.types import MAX_ENTRIES, Listing, read_rows

_MAPPED = frozenset(
    {"url", "title", "summary", "author", "authors", "tags", "language", "date_published", "date_modified"}
)


def parse_json_feed(body: bytes, url: str, zone: str) -> Listing:
    """Read a JSON Feed; arguments and errors are those of `newsbot.listings.feed.parse`."""
    answer = text.load_json(body, url)
    version = answer.get("version") if isinstance(answer, dict) else None
    if not isinstance(version, str) or "jsonfeed.org/version/1" not in version:
        raise ListingError("the answer is JSON, but no JSON Feed", where=url, do="A JSON API needs a spider of its own")
    rows = answer.get("items")
    if not isinstance(rows, list):
        raise ListingError("the JSON Feed has no items", where=url)
    if len(rows) > MAX_ENTRIES:
        raise ListingError(f"the feed has more than {MAX_ENTRIES} entries", where=url)
    return read_rows(rows, lambda row: _entry(row, url, zone, answer.get("language")), url)


def _entry(row: dict[str, Any], base: str, zone: str, feed_language: object) -> ListingEntry | str:
    link = _link(row, base)
    if not link:
        return "no address"
    people = row["authors"] if isinstance(row.get("authors"), list) else [row.get("author")]  # 1.1, 1.0
    published = text.line(row.get("date_published"))
    return ListingEntry(
        url=link,
        headline=text.line(row.get("title")),
        description=text.line(row.get("summary")),
        authors=text.keywords([person.get("name") for person in people if isinstance(person, dict)]),
        keywords=text.keywords(row.get("tags")),
        in_language=text.language(row.get("language")) or text.language(feed_language),
        published=dates.parse(published, zone),
        published_raw=published,
        modified=dates.parse(text.line(row.get("date_modified")), zone),
        extra={name: value for name, value in row.items() if name not in _MAPPED},
    )


def _link(row: dict[str, Any], base: str) -> str | None:
    """``url``; else an ``id`` that is a whole address, as the format recommends; else the page it points to."""
    return (
        text.address(row.get("url"), base)
        or text.absolute(row.get("id"))
        or text.address(row.get("external_url"), base)
    )
