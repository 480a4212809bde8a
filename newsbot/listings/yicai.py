"""第一财经: the latest articles, and the briefs, whose rows are the articles. Both answer a bare array."""

import re
from typing import Any

from newsbot.errors import ListingError
from newsbot.items import ListingEntry
from newsbot.listings import text
from newsbot.listings.sina_zhibo import headline_of
from newsbot.listings.types import Listing, read_rows

_MAPPED = frozenset({"NewsTitle", "url", "NewsAuthor", "NewsSource", "CreaterName", "ChannelName", "NewsNotes"})
_BRIEF_MAPPED = frozenset({"LiveTitle", "indexTitle", "LiveContent", "newcontent", "url"})
_BETWEEN_NAMES = re.compile(r"[,，、;；]|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_ID = re.compile(r"/(\d{4,12})\.html")


def parse_latest(body: bytes, url: str) -> Listing:
    """Read ``/api/ajax/getlatest``.

    An address is relative to the site; articles of AppID 0 stand below ``/vip``. A row with a ``VideoUrl`` announces a
    video: its note is the whole text (``content``), for the page is a player.

    Raises:
        ListingError: no such answer, an error message instead of rows, or rows that have lost title, address or time.
    """
    return read_rows(_rows(body, url), lambda row: _article(row, url), url, ("headline", "published"))


def parse_brief(body: bytes, url: str) -> Listing:
    """Read ``/api/ajax/getbrieflist``: flashes, under either of the two sets of names the API has used.

    Raises:
        ListingError: as `parse_latest`, or rows that have lost text, time or both id and address.
    """
    return read_rows(_rows(body, url), lambda row: _brief(row, url), url, ("published",))


def _rows(body: bytes, url: str) -> list[Any]:
    answer = text.load_json(body, url)
    if isinstance(answer, str):
        raise ListingError(f"the site answers a message, no rows: {text.line(answer) or 'empty'}", where=url)
    if not isinstance(answer, list):
        raise ListingError("the answer is no array of rows", where=url, do="Open the address in a browser")
    return answer


def _article(row: dict[str, Any], url: str) -> ListingEntry | str:
    link = _address(row, url)
    if not link:
        return "no url"
    headline, notes = text.plain(row.get("NewsTitle")), row.get("NewsNotes")
    writer = text.line(row.get("NewsAuthor")) or text.line(row.get("CreaterName")) or ""
    found = _ID.search(link)
    return ListingEntry(
        url=link,
        source_id=text.line(row.get("NewsID")) or (found[1] if found else None),
        headline=headline,
        description=text.plain(notes),
        publisher=text.line(row.get("NewsSource")),
        authors=text.keywords(_BETWEEN_NAMES.split(writer)),
        section=text.line(row.get("ChannelName")),
        published=text.moment(row.get("CreateDate")),
        published_raw=text.line(row.get("CreateDate")),
        content=(text.markup(notes) or text.markup(headline)) if text.line(row.get("VideoUrl")) else None,
        extra={name: value for name, value in row.items() if name not in _MAPPED},
    )


def _address(row: dict[str, Any], url: str) -> str | None:
    link = text.line(row.get("url")) or ""
    if link.startswith("/") and not link.startswith("//"):
        members = "/vip" if text.count(row.get("AppID")) == 0 and not link.startswith("/vip/") else ""
        link = f"{url.partition('/api/')[0]}{members}{link}"
    return text.absolute(link)


def _brief(row: dict[str, Any], url: str) -> ListingEntry | str:
    markup = text.markup(row.get("LiveContent")) or text.markup(row.get("newcontent"))
    words = text.plain(markup)
    if not words:
        return "no LiveContent"
    identity = text.line(row.get("LiveID")) or text.line(row.get("id"))
    link = _address({"url": row.get("url")}, url)
    if not identity and link and (found := _ID.search(link)):
        identity = found[1]
    if not link and not identity:
        return "no url"
    title = text.plain(row.get("LiveTitle")) or text.plain(row.get("indexTitle"))
    time = text.line(row.get("CreateDate")) or f"{text.line(row.get('datekey')) or ''} {text.line(row.get('hm')) or ''}"
    return ListingEntry(
        url=link or f"urn:newsbot:yicai-brief:{identity}",
        source_id=f"brief:{identity}" if identity else None,
        headline=text.unbracketed(title) or headline_of(words),
        published=text.moment(time),
        published_raw=text.line(time),
        content=markup,
        extra={name: value for name, value in row.items() if name not in _BRIEF_MAPPED},
    )
