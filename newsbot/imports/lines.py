"""Our own ``.jsonl``: an article a line, as ``newsbot export`` writes it or anyone can."""

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from newsbot import dates, pages, urls
from newsbot.errors import NewsbotError
from newsbot.extract.clean import clean
from newsbot.extract.rules import CleanRules
from newsbot.finance.names import NameTable
from newsbot.finance.symbols import is_symbol
from newsbot.imports.types import SOURCE, Note, Readable, Record, Rejected, Settings
from newsbot.items import ArticleImage, Capture, CrawledArticle, TickerMention, TickerMethod

MEDIA_TYPE = "application/json"
MAX_LINE = 20_000_000
"""Bytes of a line; the same as of a page."""

_SHOWN = 200
"""Characters of what is wrong."""

_TEXTS = ("alternative_headline", "description", "editor", "publisher", "section", "in_language", "parser")
_TIMES = ("date_published", "date_modified")
_OBSERVED = ("observed", "content_changed", "first_seen", "date_modified", "date_published")
"""What says when the text was so, best first. Of an export's own stamps that is all that is taken."""
_URN = re.compile(rf"{urls.URN}[\w.-]+:\S+", re.ASCII)
_AS_IS = CleanRules(())


class LineError(NewsbotError):
    """A line that is no article."""


def records(path: Path, where: str, settings: Settings) -> Iterator[Record]:
    """Yield every line of a file that is not blank; one that is wrong with what is wrong about it.

    Raises:
        OSError: the file cannot be read (any further).
    """
    with path.open("rb") as file:
        number = 0
        while line := file.readline(MAX_LINE + 1):
            number += 1
            size = len(line)
            while size > MAX_LINE and not line.endswith(b"\n") and (rest := file.readline(MAX_LINE)):
                line, size = rest, size + len(rest)
            if not line.strip():
                continue
            place = f"{where}:{number}"
            if size > MAX_LINE:
                yield Rejected(place, size, "error", f"a line of {size} bytes, more than {MAX_LINE}")
                continue
            try:
                yield readable(line.rstrip(b"\r\n"), place, size, settings)
            except LineError as error:
                yield Rejected(place, size, "error", str(error))


def readable(line: bytes, where: str, size: int, settings: Settings) -> Readable:
    """A line as a record to import.

    Raises:
        LineError: it is no JSON object, lacks ``url``, ``headline`` or ``article_body``, or a value is of a wrong type.
    """
    said = parse(line)
    read = article(said, settings)
    url, observed = read.url, read.observed or None
    capture = Capture(url, url, "import", observed or settings.now, 200, MEDIA_TYPE, [], line)
    read.frontier_url, read.observed, read.capture = url, capture.fetched, capture
    notes = tuple(_notes(said, observed, settings))
    return Readable(where, size, capture, lambda: completed(read), observed is not None, notes)


def _notes(said: dict[str, Any], observed: str | None, settings: Settings) -> Iterator[Note]:
    """Tell which times of a record are none, and what counts instead of the one when it was so."""
    instead = ", so now counts" if observed is None else ""
    for name in _OBSERVED:
        text = _text(said, name)
        moment = dates.parse(text, settings.zone)
        if not text or (moment and name in _TIMES):
            continue
        if name in _TIMES:
            yield Note(f"`{name}` is no date or time", text)
        elif moment is None or dates.is_day(moment):
            other = ", so another time counts" if observed and name == _OBSERVED[0] else instead
            yield Note(f"`{name}` is no time{other}", text)
        elif moment > settings.now:
            yield Note(f"`{name}` is in the future{instead}", text)


def article(said: dict[str, Any], settings: Settings) -> CrawledArticle:
    """An article as a record says it, still to be `completed`; ``observed`` is empty when it does not say when.

    Raises:
        LineError: see `readable`.
    """
    url, headline, body = _address(said), _text(said, "headline"), _text(said, "article_body")
    times = {name: dates.parse(_text(said, name), settings.zone) for name in {*_TIMES, *_OBSERVED}}
    lines = [line.rstrip("\r") for line in (body or "").split("\n") if line.strip()]
    images = _images(said)
    if not headline or not (lines or images):
        raise LineError(f"`{'article_body' if headline else 'headline'}` is missing or empty")
    complete = said.get("complete")
    if complete is not None and not isinstance(complete, bool | int):
        raise LineError("`complete` is not true or false")
    source_id = said.get("source_id")
    texts: dict[str, Any] = {name: _text(said, name) for name in _TEXTS}
    return CrawledArticle(
        url=url,
        source=settings.source or _text(said, "source") or SOURCE,
        site=(_text(said, "site") if url.startswith(urls.URN) else None) or urls.site_of(url),
        source_id=str(source_id) if isinstance(source_id, int) else _text(said, "source_id"),
        headline=" ".join(headline.splitlines()),
        authors=_list(said, "authors"),
        keywords=_list(said, "keywords"),
        date_published=times["date_published"],
        date_published_raw=_text(said, "date_published_raw" if "date_published_raw" in said else "date_published"),
        date_modified=times["date_modified"],
        complete=complete is None or bool(complete),
        article_body="\n".join(lines),
        article_body_html=_text(said, "article_body_html"),
        images=images,
        tickers=_tickers(said),
        observed=settings.observed(*(times[name] for name in _OBSERVED)) or "",
        **texts,
    )


def completed(article: CrawledArticle) -> CrawledArticle:
    """The HTML sanitised, or made of the text; the tickers together with those found in the text."""
    if article.article_body_html:
        base = "" if article.url.startswith(urls.URN) else article.url
        article.article_body_html = clean(article.article_body_html, base, _AS_IS).html
    else:
        paragraphs = (article.article_body or "").split("\n")
        html_of = (f"<p>{html.escape(text, quote=False)}</p>" for text in paragraphs if text)
        article.article_body_html = "".join(html_of)
    find_tickers(article)
    return article


def find_tickers(article: CrawledArticle, names: NameTable = pages.NO_NAMES) -> None:
    """Find an article's tickers, and keep the counts it says: they were counted with surfaces it does not list."""
    said = {ticker.symbol: ticker.count for ticker in article.tickers}
    pages.find_tickers(article, names)
    for ticker in article.tickers:
        ticker.count = max(ticker.count, said.get(ticker.symbol, 1))


def parse(line: bytes) -> dict[str, Any]:
    """The JSON object that a record is. Raises `LineError`."""
    try:
        said = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise LineError(f"no UTF-8: byte {error.start + 1} is {line[error.start]:#04x}") from error
    except (ValueError, RecursionError) as error:
        raise LineError(f"no JSON: {error}") from error
    if not isinstance(said, dict):
        raise LineError("no JSON object")
    return said


def _address(said: dict[str, Any]) -> str:
    text = _text(said, "url")
    if not text:
        raise LineError("`url` is missing or empty")
    if text.startswith(urls.URN) and not _URN.fullmatch(text):
        raise LineError(f"`url` is no name of the form {urls.URN}<kind>:<id>: {text!r}")
    try:
        return urls.canonical(text)
    except ValueError as error:
        raise LineError(f"`url` is {str(error)[:_SHOWN]}") from error


def _text(said: dict[str, Any], name: str) -> str | None:
    value = said.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise LineError(f"`{name}` is no text")
    # JSON can hold halves of a surrogate pair, and NUL, which SQLite's functions take for the end.
    return value.encode("utf-8", "replace").decode().replace("\0", "\ufffd").strip() or None


def _list(said: dict[str, Any], name: str) -> list[str]:
    value = said.get(name)
    parts = [value] if isinstance(value, str) else value or []
    if not isinstance(parts, list):
        raise LineError(f"`{name}` is no list")
    texts = [_text({name: part}, name) for part in parts]
    return [text for text in texts if text]


def _objects(said: dict[str, Any], name: str, key: str) -> list[dict[str, Any]]:
    """The objects of a list; a text alone is one that has it for ``key``, and one object a list of one."""
    value = said.get(name) or []
    listed = value if isinstance(value, list) else [value]
    objects = [{key: one} if isinstance(one, str) else one for one in listed]
    if not all(isinstance(one, dict) for one in objects):
        raise LineError(f"`{name}` is no list of objects")
    return objects


def _images(said: dict[str, Any]) -> list[ArticleImage]:
    images = []
    for number, one in enumerate(_objects(said, "images", "url")):
        url = _text(one, "url") or ""
        try:
            urls.canonical(url)
        except ValueError as error:
            raise LineError(f"image {number + 1} has no `url`: {str(error)[:_SHOWN]}") from error
        images.append(ArticleImage(url, number, *(_text(one, name) for name in ("caption", "alt", "sha256", "error"))))
    return images


def _tickers(said: dict[str, Any]) -> list[TickerMention]:
    tickers = []
    for number, one in enumerate(_objects(said, "tickers", "symbol")):
        symbol = _text(one, "symbol") or ""
        method: Any = "code" if one.get("method") is None else one["method"]
        if not is_symbol(symbol) or method not in get_args(TickerMethod):
            raise LineError(f"ticker {number + 1} has no `symbol` like 601229.SH, or a `method` that is not known")
        count = 1 if one.get("count") is None else one["count"]
        if isinstance(count, bool) or not isinstance(count, int) or not 0 < count <= MAX_LINE:
            raise LineError(f"`count` of ticker {number + 1} is no number of times")
        tickers.append(TickerMention(symbol, _text(one, "surface") or symbol, method, count))
    return tickers
