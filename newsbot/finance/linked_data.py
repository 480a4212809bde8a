"""Securities in an article's JSON-LD: what it is ``about`` and ``mentions``, with schema.org's ``tickerSymbol``."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from newsbot.finance import markets
from newsbot.finance.symbols import from_sina
from newsbot.items import TickerMention

MOST = 200
"""Things looked at; real articles have a few."""
_EXCHANGE = re.compile(r"(?P<exchange>[^\d:：]{2,40}?)\s*[:：\s]\s*(?P<code>[A-Z0-9][A-Z0-9.-]{0,9})")


def find(article: Mapping[str, Any]) -> list[TickerMention]:
    """The securities an article's JSON-LD object names.

    ``tickerSymbol`` is the exchange and the code (``NYSE KO``, ``NASDAQ:AAPL``, ``0700.HK``). Bare letters (``KO``),
    which the standard does not have, are an American code.
    """
    mentions = []
    for thing in islice(_things(article), MOST):
        for text in _texts(thing.get("tickerSymbol")):
            if symbol := _symbol(text):
                name = next(_texts(thing.get("name")), "")
                mentions.append(TickerMention(symbol, " ".join(name.split())[:100] or text, "markup"))
    return mentions


def _things(article: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for key in ("about", "mentions"):
        named = article.get(key)
        for thing in named if isinstance(named, list) else [named]:
            if isinstance(thing, dict):
                yield thing


def _texts(value: Any) -> Iterator[str]:
    for text in value if isinstance(value, list) else [value]:
        if isinstance(text, str) and text.strip():
            yield text.strip()


def _symbol(text: str) -> str | None:
    if found := _EXCHANGE.fullmatch(text[:60]):
        return markets.with_exchange(found["exchange"], found["code"])
    before, _, suffix = text.rpartition(".")
    if before:
        return markets.with_suffix(before, suffix) or (markets.symbol(text, "US") if suffix in ("A", "B") else None)
    return markets.bare(text) or from_sina(text) or markets.symbol(text, "US")
