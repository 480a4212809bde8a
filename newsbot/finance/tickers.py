"""From everything that hints at a security to one mention for each symbol."""

from collections.abc import Iterable

from newsbot.finance.symbols import from_sina, is_symbol
from newsbot.items import TickerMention

_STRENGTH = {"markup": 0, "code": 1, "name": 2}


def merge(mentions: Iterable[TickerMention], body: str) -> list[TickerMention]:
    """One mention for each symbol, in the order they were first met.

    The strongest method wins; of its surfaces the first that stands in the body. ``count`` is how often it stands
    there, at least 1: a page can name a security in its markup alone. Symbols may still be in Sina's form; what is
    no listed security is left out.
    """
    by_symbol: dict[str, list[TickerMention]] = {}
    for mention in mentions:
        symbol = mention.symbol if is_symbol(mention.symbol) else from_sina(mention.symbol)
        if symbol:
            by_symbol.setdefault(symbol, []).append(mention)
    return [_strongest(symbol, found, body) for symbol, found in by_symbol.items()]


def _strongest(symbol: str, found: list[TickerMention], body: str) -> TickerMention:
    best = min(found, key=lambda mention: (_STRENGTH[mention.method], mention.surface not in body))
    surface = best.surface or symbol
    return TickerMention(symbol, surface, best.method, max(1, body.count(surface)))
