"""华尔街见闻: the live feed, whose rows are the articles, and the flow of articles, each JSON of its own."""

from typing import Any
from urllib.parse import urljoin

from newsbot.errors import ListingError
from newsbot.items import ListingEntry
from newsbot.listings import text
from newsbot.listings.sina_zhibo import headline_of
from newsbot.listings.types import LeftOut, Listing, read_rows

_SUCCESS = "20000"
_FOLDERS = {"article": "articles", "live": "lives"}
"""Resources of the flow that are news -> where their JSON is. The others are advertisements, themes and charts."""
_LIVE_MAPPED = frozenset({"title", "content", "content_more", "content_text", "author", "uri"})
_ARTICLE_MAPPED = frozenset({"title", "content_short", "author", "uri"})


def parse_lives(body: bytes, url: str) -> Listing:
    """Read a page of ``/apiv1/content/lives``: flashes, newest first.

    ``content`` is the row's ``content`` with its ``content_more``; ``headline`` its title, else the text's 【…】 or
    first sentence. ``cursor`` is ``next_cursor``. Flashes and articles are counted apart: ``source_id`` is
    ``live:<id>``.

    Raises:
        ListingError: no such answer, a code other than 20000, or rows that have lost their text, id, time or address.
    """
    data = _data_of(text.load_json(body, url), url)
    rows = _items(data, url)
    listing = read_rows(rows, _live, url, ("published",))
    listing.cursor = text.line(data.get("next_cursor")) if rows else None
    return listing


def parse_articles(body: bytes, url: str) -> Listing:
    """Read ``/apiv1/content/information-flow``: one page, for its cursor has been seen to answer the same rows again.

    ``url`` is the article's public page, which is empty without scripts; ``fetch_url`` its JSON on the same API host.
    Advertisements and other resources between the articles are left out.

    Raises:
        ListingError: no such answer, a code other than 20000, no resource of a known type, or articles that have lost
            their address, id or time.
    """
    rows = _items(_data_of(text.load_json(body, url), url), url)
    listing = read_rows(rows, lambda row: _article(row, url), url, ("published",))
    if rows and len(listing.left_out) == len(rows):
        raise ListingError(f"none of {len(rows)} rows is an article or a live", where=url)
    return listing


def _data_of(answer: Any, url: str) -> dict[str, Any]:
    code = text.line(answer.get("code")) if isinstance(answer, dict) else None
    if code is None:
        raise ListingError("the answer has no code", where=url, do="Open the address in a browser")
    if code != _SUCCESS:
        reason = text.line(answer.get("message")) or "no reason given"
        raise ListingError(f"the site answers code {code}: {reason}", where=url)
    data = answer.get("data")
    return data if isinstance(data, dict) else {}


def _items(data: dict[str, Any], url: str) -> list[Any]:
    rows = data.get("items")
    if not isinstance(rows, list):
        raise ListingError("the answer has no data.items", where=url, do="Open the address in a browser")
    return rows


def _live(row: dict[str, Any]) -> ListingEntry | str:
    markup, identity, link = _joined(row), text.line(row.get("id")), text.absolute(row.get("uri"))
    words = text.plain(markup)
    if not words:
        return "no content"
    if not identity:
        return "no id"
    if not link:
        return "no uri"
    return ListingEntry(
        url=link,
        source_id=f"live:{identity}",
        headline=text.unbracketed(text.plain(row.get("title"))) or headline_of(words),
        authors=_authors(row),
        published=text.moment(row.get("display_time")),
        published_raw=text.line(row.get("display_time")),
        content=markup,
        extra={name: value for name, value in row.items() if name not in _LIVE_MAPPED},
    )


def _joined(row: dict[str, Any]) -> str | None:
    """The text, whose end the API keeps in a field of its own."""
    parts = (part for name in ("content", "content_more") if isinstance(part := row.get(name), str))
    return text.markup("".join(parts)) or text.markup(row.get("content_text"))


def _article(row: dict[str, Any], url: str) -> ListingEntry | str:
    kind = text.line(row.get("resource_type")) or "without a resource_type"
    if kind not in _FOLDERS:
        return LeftOut(f"no article but {kind}")
    resource = row["resource"] if isinstance(row.get("resource"), dict) else {}
    link, identity = text.absolute(resource.get("uri")), text.line(resource.get("id"))
    if not link:
        return "no uri"
    if not identity:
        return "no id"
    path = f"{_FOLDERS[kind]}/{identity}" + ("?extract=0" if kind == "article" else "")
    return ListingEntry(
        url=link,
        source_id=identity if kind == "article" else f"live:{identity}",
        headline=text.plain(resource.get("title")),
        description=text.plain(resource.get("content_short")),
        authors=_authors(resource),
        published=text.moment(resource.get("display_time")),
        published_raw=text.line(resource.get("display_time")),
        fetch_url=urljoin(url, path),
        extra={name: value for name, value in resource.items() if name not in _ARTICLE_MAPPED},
    )


def _authors(row: dict[str, Any]) -> list[str]:
    author = row.get("author")
    return text.keywords([author.get("display_name")]) if isinstance(author, dict) else []
