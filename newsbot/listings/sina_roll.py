"""Sina's roll API, ``feed.mix.sina.com.cn/api/roll/get``: fifty rows a page, numbers as digit strings."""

from typing import Any

from newsbot.errors import ListingError
from newsbot.items import ListingEntry
from newsbot.listings import text
from newsbot.listings.types import Listing, read_rows

_MAPPED = frozenset({"title", "url", "wapurl", "intro", "summary", "media_name", "docid", "keywords"})


def parse(body: bytes, url: str) -> Listing:
    """Read one page of the roll API, JSON or JSONP.

    A row keeps its address as listed. ``published`` is ``ctime`` (``intime`` where that is missing), ``modified`` is
    ``mtime``; both and every other field stay in ``extra``. A row without title is kept: its page has the headline.
    ``entries == []`` with status 0 is how this API says that there is no further page.

    Raises:
        ListingError: no such answer, a status other than 0, or rows that have lost their address.
    """
    result = result_of(text.load_json(body, url), url)
    rows = result.get("data")
    if not isinstance(rows, list):
        raise ListingError("the answer has no result.data", where=url, do="Open the address in a browser")
    listing = read_rows(rows, _entry, url)
    listing.total = text.count(result.get("total"))
    return listing


def result_of(answer: Any, url: str) -> dict[str, Any]:
    """The ``result`` object of a Sina API answer.

    Raises:
        ListingError: there is none, or its status code is not 0.
    """
    result = answer.get("result") if isinstance(answer, dict) else None
    if not isinstance(result, dict):
        raise ListingError("the answer has no result", where=url, do="Open the address in a browser")
    status = result.get("status")
    code, message = (status.get("code"), status.get("msg")) if isinstance(status, dict) else (status, None)
    if code is not None and text.line(code) != "0":
        raise ListingError(
            f"the site answers status {text.line(code)}: {text.line(message) or 'no reason given'}", where=url
        )
    return result


def bare_docid(value: object) -> str | None:
    """A Sina docid without its channel: ``abcdefg0000001`` of ``comos:abcdefg0000001``."""
    return (text.line(value) or "").removeprefix("comos:").removeprefix("comos-") or None


def _entry(row: dict[str, Any]) -> ListingEntry | str:
    mobile = text.absolute(row.get("wapurl"))
    url = text.absolute(row.get("url")) or mobile
    if not url:
        return "no address"
    time_field = next((name for name in ("ctime", "intime") if text.moment(row.get(name))), None)
    return ListingEntry(
        url=url,
        source_id=bare_docid(row.get("docid")),
        headline=text.plain(row.get("title")),
        description=text.plain(row.get("intro")) or text.plain(row.get("summary")),
        publisher=text.line(row.get("media_name")),
        keywords=text.keywords(row.get("keywords")),
        published=text.moment(row[time_field]) if time_field else None,
        published_raw=text.line(row[time_field]) if time_field else None,
        modified=text.moment(row.get("mtime")),
        mobile_url=mobile,
        extra={name: value for name, value in row.items() if name not in _MAPPED},
    )
