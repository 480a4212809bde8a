"""财联社: the telegraph (flashes, newest first) and the lists of longer articles. Requests to both are signed."""

from collections.abc import Mapping
from hashlib import md5, sha1
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from newsbot.errors import ListingError
from newsbot.items import ListingEntry, TickerMention
from newsbot.listings import text
from newsbot.listings.sina_zhibo import headline_of
from newsbot.listings.types import LeftOut, Listing, read_rows

_TEASER = "20015"
"""``type`` of a telegraph row that announces a text for paying members."""
_MS_FROM = 10**10
"""A Unix time from here on is in milliseconds."""
_TELEGRAPH_MAPPED = frozenset({"id", "title", "content", "brief", "stock_list"})
_DEPTH_MAPPED = frozenset({"id", "title", "brief", "source"})


def signed(query: Mapping[str, object]) -> str:
    """A query string with its ``sign``: the MD5 of the SHA-1, both as hex, of the parameters ordered by name.

    The site's own script sorts without regard to case; it has no secret.
    """
    ordered = urlencode(sorted(query.items(), key=lambda pair: pair[0].lower()))
    digest = sha1(ordered.encode(), usedforsecurity=False).hexdigest()
    return f"{ordered}&sign={md5(digest.encode(), usedforsecurity=False).hexdigest()}"


def parse_telegraph(body: bytes, url: str) -> Listing:
    """Read a page of ``get_roll_list``.

    ``content`` is the longer of ``content`` and ``brief``: which of them is cut has changed. ``headline`` is the title,
    where that is empty the text's 【…】 or first sentence. ``cursor`` is the time to ask for next. Teasers of texts for
    paying members are left out.

    Raises:
        ListingError: no such answer, an errno other than 0, or rows that have lost id, text or time.
    """
    data = _data(body, url)
    rows = data.get("roll_data") if isinstance(data, dict) else None
    if not isinstance(rows, list):
        raise ListingError("the answer has no data.roll_data", where=url, do="Open the site in a browser")
    listing = read_rows(rows, lambda row: _telegram(row, url), url, ("published",))
    listing.cursor = _before(rows, url)
    return listing


def parse_depth(body: bytes, url: str) -> Listing:
    """Read a page of ``depth/list``: articles, newest first; ``cursor`` is the time to ask for next.

    Raises:
        ListingError: no such answer, an errno other than 0, or rows that have lost id, title or time.
    """
    rows = _data(body, url)
    if not isinstance(rows, list):
        raise ListingError("the answer has no data", where=url, do="Open the site in a browser")
    listing = read_rows(rows, lambda row: _article(row, url), url, ("headline", "published"))
    listing.cursor = _before(rows, url)
    return listing


def _data(body: bytes, url: str) -> object:
    answer = text.load_json(body, url)
    if not isinstance(answer, dict):
        raise ListingError("the answer is no object", where=url, do="Open the site in a browser")
    code = text.line(answer.get("errno")) or text.line(answer.get("error")) or "0"
    if code != "0":
        message = text.line(answer.get("msg") or answer.get("message"))
        raise ListingError(f"the site answers errno {code}: {message or 'no reason given'}", where=url)
    return answer.get("data")


def _before(rows: list[Any], url: str) -> str | None:
    """The time to ask for next, as Unix seconds or milliseconds: as the rows have it, teasers included.

    It is one more than the least ``ctime``: whether a row of just the time asked for is given is not known, and the
    page may have ended within a second. Where that leads nowhere, the rows of that second are the last, or all that
    one page holds: then it is a second less. Rows later than asked for say that the site ignores the
    time, which the same cursor again shows.
    """
    times = [time for row in rows if isinstance(row, dict) and (time := text.count(row.get("ctime")))]
    if not times:
        return None
    least, asked = min(times), _asked(url, min(times))
    if asked is None or max(times) > asked or least + 1 < asked:
        return str(least + 1)
    return str(min(least, asked - 1))


def _asked(url: str, like: int) -> int | None:
    """The ``last_time`` of an address, in the unit of another time."""
    time = text.count(dict(parse_qsl(urlsplit(url).query)).get("last_time"))
    if time is None or (time < _MS_FROM) == (like < _MS_FROM):
        return time
    return time * 1000 if time < _MS_FROM else time // 1000


def _telegram(row: dict[str, Any], url: str) -> ListingEntry | str:
    if text.line(row.get("type")) == _TEASER:
        return LeftOut("the teaser of a text for members")
    identity = text.count(row.get("id"))
    content = max((text.markup(row.get(name)) or "" for name in ("content", "brief")), key=len)
    words = text.plain(content)
    if identity is None:
        return "no id"
    if not words:
        return "no content"
    subjects, stocks = _objects(row.get("subjects")), _objects(row.get("stock_list"))
    return ListingEntry(
        url=_page(identity, url, 2),
        source_id=str(identity),
        headline=text.unbracketed(text.plain(row.get("title"))) or headline_of(words),
        keywords=text.keywords([subject.get("subject_name") for subject in subjects]),
        published=text.moment(row.get("ctime")),
        published_raw=text.line(row.get("ctime")),
        content=content + text.pictures(row.get("images")),
        tickers=[
            TickerMention(code, text.line(stock.get("name")) or "", "markup")
            for stock in stocks
            if (code := text.line(stock.get("StockID")))
        ],
        extra={name: value for name, value in row.items() if name not in _TELEGRAPH_MAPPED},
    )


def _article(row: dict[str, Any], url: str) -> ListingEntry | str:
    identity = text.count(row.get("id"))
    if identity is None:
        return "no id"
    return ListingEntry(
        url=_page(identity, url, 3),
        source_id=str(identity),
        headline=text.plain(row.get("title")) or text.plain(row.get("brief")),
        description=text.plain(row.get("brief")),
        publisher=text.line(row.get("source")),
        keywords=text.keywords([tag.get("name") for tag in _objects(row.get("article_tag"))]),
        published=text.moment(row.get("ctime")),
        published_raw=text.line(row.get("ctime")),
        extra={name: value for name, value in row.items() if name not in _DEPTH_MAPPED},
    )


def _page(identity: int, url: str, depth: int) -> str:
    """The page of an article beside the API, whose path has so many folders: both stand on one host."""
    return text.address(f"{'../' * depth}detail/{identity}", url) or f"https://www.cls.cn/detail/{identity}"


def _objects(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
