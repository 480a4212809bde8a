"""东方财富: column lists, 7×24 flashes, search results, and announcements of listed companies."""

import re
from typing import Any

from newsbot import dates
from newsbot.errors import ListingError
from newsbot.finance.symbols import from_eastmoney
from newsbot.items import ListingEntry, TickerMention
from newsbot.listings import announcements, text
from newsbot.listings.announcements import Announcement, Security
from newsbot.listings.sina_zhibo import headline_of
from newsbot.listings.types import Listing, read_rows

_PAGE = "https://finance.eastmoney.com/a/{}.html"
"""Address of every article and flash by its code; flashes do not name theirs."""
_NOTICE = "https://data.eastmoney.com/notices/detail/{}/{}.html"
_PDF = "https://pdf.dfcfw.com/pdf/H2_{}_1.pdf"
_CODE = re.compile(r"\d{10,30}", re.ASCII)
_MILLISECONDS = re.compile(r"(\d\d:\d\d:\d\d):\d{3}", re.ASCII)
"""How announcements write a time: with a colon before the milliseconds too."""

_COLUMN_MAPPED = frozenset({"code", "title", "summary", "mediaName", "url"})
_FLASH_MAPPED = frozenset({"code", "title", "summary"})
_FOUND_MAPPED = frozenset({"code", "title", "content", "mediaName", "url"})
_NOTICE_MAPPED = frozenset({"art_code", "title"})


def parse_column(body: bytes, url: str) -> Listing:
    """Read a page of ``getNewsByColumns``, JSON or JSONP.

    An address is ``url``, else ``uniqueUrl`` (either may begin with ``//``), else made of the row's ``code``.

    Raises:
        ListingError: no such answer, a code other than 1, or rows that have lost address, title or time.
    """
    rows = _rows(_data(body, url), "list", url)
    return read_rows(rows, lambda row: _article(row, url), url, ("headline", "published"))


def parse_fast(body: bytes, url: str) -> Listing:
    """Read a page of ``getFastNewsList``: flashes, newest first; ``cursor`` is ``sortEnd``.

    ``content`` is the summary. ``headline`` is the title, where that is empty the summary's 【…】 or first sentence.
    Pictures of a flash stand behind its text.

    Raises:
        ListingError: no such answer, a code other than 1, or rows that have lost code, text or time.
    """
    data = _data(body, url)
    rows = _rows(data, "fastNewsList", url)
    listing = read_rows(rows, _flash, url, ("published",))
    listing.cursor = text.line(data.get("sortEnd")) if rows else None
    return listing


def parse_search(body: bytes, url: str) -> Listing:
    """Read a page of search results, JSONP; ``<em>`` around what was searched for is left out.

    Raises:
        ListingError: no such answer, a code other than 0, or rows that have lost address, title or time.
    """
    answer = text.load_json(body, url)
    code = text.line(answer.get("code")) if isinstance(answer, dict) else None
    if code != "0":
        raise _refused(answer, code, url)
    rows = _rows(answer.get("result"), "cmsArticleWebOld", url)
    listing = read_rows(rows, lambda row: _found(row, url), url, ("headline", "published"))
    listing.total = text.count(answer.get("hitsTotal"))
    return listing


def parse_notices(body: bytes, url: str) -> Listing:
    """Read a page of ``security/ann``: announcements, whose rows are the articles; their text is a PDF that is linked.

    The address is the page of the announcement at the first company it names, without a company the PDF's.
    ``published`` is when the site showed it; where it does not say, the day the announcement bears.

    Raises:
        ListingError: no such answer, or rows that have lost their code, title or time.
    """
    answer = text.load_json(body, url)
    data = answer.get("data") if isinstance(answer, dict) else None
    rows = _rows(data, "list", url)
    listing = read_rows(rows, _notice, url, ("published",))
    listing.total = text.count(data.get("total_hits")) if isinstance(data, dict) else None
    return listing


def _data(body: bytes, url: str) -> Any:
    answer = text.load_json(body, url)
    code = text.line(answer.get("code")) if isinstance(answer, dict) else None
    if code != "1":
        raise _refused(answer, code, url)
    return answer.get("data")


def _refused(answer: Any, code: str | None, url: str) -> ListingError:
    message = text.line(answer.get("message") or answer.get("msg")) if isinstance(answer, dict) else text.line(answer)
    return ListingError(f"the site answers code {code or 'none'}: {message or 'no reason given'}", where=url)


def _rows(data: object, name: str, url: str) -> list[Any]:
    rows = data.get(name) if isinstance(data, dict) else None
    if not isinstance(rows, list):
        raise ListingError(f"the answer has no {name}", where=url, do="Open the address in a browser")
    return rows


def _code(value: object) -> str | None:
    code = text.line(value) or ""
    return code if _CODE.fullmatch(code) else None


def _link(value: object, url: str) -> str | None:
    """A whole address, also without its scheme; the API's host has no pages that a relative one could mean."""
    return text.address(value, url) if isinstance(value, str) and "//" in value else None


def _article(row: dict[str, Any], url: str) -> ListingEntry | str:
    code = _code(row.get("code"))
    link = _link(row.get("url"), url) or _link(row.get("uniqueUrl"), url) or (code and _PAGE.format(code))
    if not link:
        return "no address"
    return ListingEntry(
        url=link,
        source_id=code,
        headline=text.plain(row.get("title")),
        description=text.plain(row.get("summary")),
        publisher=text.line(row.get("mediaName")),
        published=text.moment(row.get("showTime")),
        published_raw=text.line(row.get("showTime")),
        extra=_rest(row, _COLUMN_MAPPED),
    )


def _flash(row: dict[str, Any]) -> ListingEntry | str:
    code, title = _code(row.get("code")), text.plain(row.get("title"))
    content = text.markup(row.get("summary")) or text.markup(row.get("title"))
    words = text.plain(content)
    if not code:
        return "no code"
    if not content or not words:
        return "no summary"
    stocks = row.get("stockList")
    symbols = (from_eastmoney(text.line(stock) or "") for stock in (stocks if isinstance(stocks, list) else []))
    return ListingEntry(
        url=_PAGE.format(code),
        source_id=code,
        headline=title or headline_of(words),
        published=text.moment(row.get("showTime")),
        published_raw=text.line(row.get("showTime")),
        content=content + text.pictures(row.get("image")),
        tickers=[TickerMention(symbol, "", "markup") for symbol in symbols if symbol],
        extra=_rest(row, _FLASH_MAPPED),
    )


def _found(row: dict[str, Any], url: str) -> ListingEntry | str:
    link = _link(row.get("url"), url)
    if not link:
        return "no address"
    return ListingEntry(
        url=link,
        source_id=_code(row.get("code")),
        headline=text.plain(row.get("title")),
        description=text.plain(row.get("content")),
        publisher=text.line(row.get("mediaName")),
        published=text.moment(row.get("date")),
        published_raw=text.line(row.get("date")),
        extra=_rest(row, _FOUND_MAPPED),
    )


def _notice(row: dict[str, Any]) -> ListingEntry | str:
    code, title = text.line(row.get("art_code")), text.plain(row.get("title"))
    if not code or not title:
        return "no title" if code else "no art_code"
    published, raw = _shown(row)
    companies = _objects(row.get("codes"))
    kinds = [kind for column in _objects(row.get("columns")) if (kind := text.line(column.get("column_name")))]
    pdf = _PDF.format(code)
    entry = announcements.entry(
        Announcement(
            headline=title,
            files=[(title, pdf)],
            securities=[security for company in companies if (security := _security(company))],
            published=published,
            published_raw=raw,
            source_id=code,
            extra=_rest(row, _NOTICE_MAPPED),
        ),
        "eastmoney",
    )
    if isinstance(entry, ListingEntry):
        stock = next((stock for company in companies if (stock := text.line(company.get("stock_code")))), None)
        entry.url = _NOTICE.format(stock, code) if stock else pdf
        entry.keywords = kinds
    return entry


def _security(company: dict[str, Any]) -> Security | None:
    code, name = text.line(company.get("stock_code")), text.line(company.get("short_name"))
    if not code and not name:
        return None
    symbol = from_eastmoney(f"{text.line(company.get('market_code'))}.{code}")
    return Security(symbol, name or code or "")


def _shown(row: dict[str, Any]) -> tuple[str | None, str | None]:
    """When the announcement appeared on the site, and the text that was read from."""
    for name in ("display_time", "eiTime"):
        raw = text.line(row.get(name))
        if raw and (moment := text.moment(_MILLISECONDS.sub(r"\1", raw))):
            return moment, raw
    raw = text.line(row.get("notice_date")) or ""
    day = text.moment(raw[:10])  # its time is always midnight
    return (day, raw) if dates.is_day(day) else (None, None)


def _objects(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _rest(row: dict[str, Any], mapped: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in mapped}
