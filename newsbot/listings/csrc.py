"""证监会: ``www.csrc.gov.cn``. A channel's page names the channel's id; a JSON list has the whole articles."""

from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from lxml.etree import XPath

from newsbot.errors import ListingError
from newsbot.items import ListingEntry
from newsbot.listings import html_list, text
from newsbot.listings.types import Listing, read_rows

PAGE_SIZE = 18
"""What the site's own pages ask for."""

_CHANNEL = XPath("string(//meta[translate(@name, 'CHANELID', 'chanelid') = 'channelid']/@content)")
_ROWS = XPath("id('list')//li")
_LINK = XPath(".//a[@href]")
_MAPPED = frozenset({"title", "url", "publishedTime", "contentHtml", "resList"})


def parse(body: bytes, url: str) -> Listing:
    """Read a channel's page or a page of its JSON list.

    A channel's page names the address of the list's first page (``follow``); ``cursor`` of that is the address of the
    next. A channel's page without the channel's id is read as what it is, an HTML list (``#list li``).

    Raises:
        ListingError: neither of them, or rows that have lost title, address or time.
    """
    if body.lstrip().startswith(b"<"):
        return _channel(body, url)
    answer = text.load_json(body, url)
    data = answer.get("data") if isinstance(answer, dict) else None
    rows = data.get("results") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(rows, list):
        raise ListingError("the answer has no data.results", where=url, do="Open the address in a browser")
    section = text.line(data.get("channelName"))
    listing = read_rows(rows, lambda row: _entry(row, url, section), url, ("headline", "published"))
    listing.total = text.count(data.get("total"))
    # By the rows there are, not by those asked for: a server that gives fewer would seem to be at its end.
    if rows and (listing.total is None or _page(url) * len(rows) < listing.total):
        listing.cursor = _with(url, page=str(_page(url) + 1))
    return listing


def search_url(base: str, channel_id: str) -> str:
    """The address of the first page of a channel's JSON list, on the host of ``base``."""
    query = {
        "_isAgg": "true", "_isJson": "true", "_pageSize": str(PAGE_SIZE), "_template": "index",
        "_rangeTimeGte": "", "_channelName": "", "page": "1",
    }  # fmt: skip
    # Relative to where the channel stands: …/csrc/<channel>/common_xq_list.shtml
    return f"{urljoin(base, '../../searchList/')}{channel_id}?{urlencode(query)}"


def _channel(body: bytes, url: str) -> Listing:
    root = html_list.tree(body, url)
    channel_id = text.line(_CHANNEL(root))
    if channel_id and channel_id.isalnum():
        return Listing([], follow=[search_url(url, channel_id)])
    rows = html_list.elements(_ROWS, root)
    if not rows:
        raise ListingError("the page names no channel and has no list", where=url, do="Open the address in a browser")
    return read_rows([{"row": row} for row in rows], lambda row: _html_entry(row["row"], url), url, ("published",))


def _html_entry(row: Any, url: str) -> ListingEntry | str:
    link = next(iter(html_list.elements(_LINK, row)), None)
    return "no link" if link is None else html_list.entry(link, url)


def _entry(row: dict[str, Any], base: str, section: str | None) -> ListingEntry | str:
    address = text.address(row.get("url"), base)
    if not address:
        return "no address"
    files = _attachments(row.get("resList"), base)
    return ListingEntry(
        url=address,
        headline=text.plain(row.get("title")),
        section=section,
        in_language="zh-CN",
        published=text.moment(row.get("publishedTime")),
        published_raw=text.line(row.get("publishedTime")),
        content=_content(row.get("contentHtml"), files),
        extra={**{name: value for name, value in row.items() if name not in _MAPPED}, "files": files},
    )


def _attachments(value: object, base: str) -> list[dict[str, str]]:
    found = []
    for one in value if isinstance(value, list) else []:
        link = text.address(one.get("filePath"), base) if isinstance(one, dict) else None
        if link:
            found.append({"title": text.line(one.get("fileName")) or link.rpartition("/")[2], "url": link})
    return found


def _content(markup: object, files: list[dict[str, str]]) -> str | None:
    """The text with links to the attachments it does not link itself; ``None`` without a text: its page is read."""
    body = text.markup(markup)
    if body is None:
        return None
    links = [file for file in files if urlsplit(file["url"]).path not in body]
    return body + "".join(f'<p><a href="{escape(file["url"])}">{escape(file["title"])}</a></p>' for file in links)


def _page(url: str) -> int:
    return text.count(dict(parse_qsl(urlsplit(url).query)).get("page")) or 1


def _with(url: str, **changed: str) -> str:
    parts = urlsplit(url)
    query = {**dict(parse_qsl(parts.query, keep_blank_values=True)), **changed}
    return parts._replace(query=urlencode(query)).geturl()
