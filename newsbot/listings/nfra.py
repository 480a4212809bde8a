"""金融监管总局: ``www.nfra.gov.cn``. Its pages are empty without scripts; lists and texts are JSON."""

from typing import Any
from urllib.parse import urlencode, urljoin

from newsbot.errors import ListingError
from newsbot.items import ListingEntry
from newsbot.listings import text
from newsbot.listings.types import Listing, read_rows

_MAPPED = frozenset({"docTitle", "publishDate", "titleLink"})


def parse(body: bytes, url: str, item_id: str) -> Listing:
    """Read a list: that of an item (``data.rows``), its static copy, or that of a parent (``data[].docInfoVOList``).

    ``url`` of an entry is the public page, ``fetch_url`` the JSON with its text. A row with ``isTitleLink`` is a
    repost: its address is that of the text elsewhere, which is fetched like any article.

    Args:
        item_id: the list asked for; the public page of a document carries it.

    Raises:
        ListingError: no such answer, ``rptCode`` other than 200, or rows that have lost id, title or time.
    """
    answer = text.load_json(body, url)
    if not isinstance(answer, dict):
        raise ListingError("the answer is no object", where=url, do="Open the address in a browser")
    code = text.line(answer.get("rptCode"))
    if code not in (None, "200"):
        reason = text.line(answer.get("msg")) or "no reason given"
        raise ListingError(f"the site answers rptCode {code}: {reason}", where=url)
    data = answer.get("data")
    rows = _rows(data)
    if rows is None:
        raise ListingError("the answer has no data.rows", where=url, do="Open the address in a browser")
    listing = read_rows(rows, lambda row: _entry(row, url, item_id), url, ("headline", "published"))
    # A parent's list has one page, so all there is of it.
    listing.total = text.count(data.get("total")) if isinstance(data, dict) else len(rows)
    return listing


def _rows(data: object) -> list[Any] | None:
    if isinstance(data, dict):
        rows = data.get("rows")
        return rows if isinstance(rows, list) else None
    if isinstance(data, list):
        lists = [item.get("docInfoVOList") for item in data if isinstance(item, dict)]
        if lists and not any(isinstance(one, list) for one in lists):
            return None
        return [row for one in lists if isinstance(one, list) for row in one]
    return None


def _entry(row: dict[str, Any], base: str, item_id: str) -> ListingEntry | str:
    document = text.line(row.get("docId"))
    entry = ListingEntry(
        url="",
        headline=text.plain(row.get("docTitle")) or text.plain(row.get("docSubtitle")),
        in_language="zh-CN",
        published=text.moment(row.get("publishDate")),
        published_raw=text.line(row.get("publishDate")),
        extra={name: value for name, value in row.items() if name not in _MAPPED},
    )
    if text.line(row.get("isTitleLink")) == "1" and (link := text.address(row.get("titleLink"), base)):
        entry.url = link
        return entry
    if not document:
        return "no docId"
    item = text.line(row.get("itemId")) or item_id
    entry.source_id = document
    entry.url = f"{_site(base)}/cn/view/pages/ItemDetail.html?{urlencode({'docId': document, 'itemId': item})}"
    entry.fetch_url = f"{_site(base)}/cbircweb/DocInfo/SelectByDocId?{urlencode({'docId': document})}"
    return entry


def _site(url: str) -> str:
    """What stands before the paths of the site in an address of one of its lists."""
    for path in ("/cbircweb/", "/cn/static/"):
        if path in url:
            return url.partition(path)[0]
    return urljoin(url, "/").rstrip("/")
