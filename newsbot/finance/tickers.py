"""From everything that hints at a security to one mention for each symbol."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from newsbot.finance.places import Finder
from newsbot.finance.symbols import from_sina, is_symbol
from newsbot.items import TickerMention

_STRENGTH = {"markup": 0, "code": 1, "name": 2}


def merge(mentions: Iterable[TickerMention], text: str) -> list[TickerMention]:
    """One mention for each symbol, in the order they were first met.

    The strongest method wins; of its surfaces the first that stands in the text. ``count`` is how often any surface
    of the symbol stands there, at least 1: a page can name a security in its markup alone. Symbols may still be in
    Sina's form; what is no listed security is left out.

    Args:
        text: headline and body.
    """
    by_symbol: dict[str, list[TickerMention]] = {}
    for mention in mentions:
        symbol = mention.symbol if is_symbol(mention.symbol) else from_sina(mention.symbol)
        if symbol:
            by_symbol.setdefault(symbol, []).append(mention)
    counts = _counts({symbol: {mention.surface for mention in found} for symbol, found in by_symbol.items()}, text)
    return [_strongest(symbol, found, text, counts[symbol]) for symbol, found in by_symbol.items()]


def _counts(surfaces: Mapping[str, set[str]], text: str) -> Counter[str]:
    """How often each symbol's surfaces stand in the text; where two overlap, the longer one counts."""
    symbols: dict[str, list[str]] = defaultdict(list)
    for symbol, named in surfaces.items():
        for surface in named:
            symbols[surface].append(symbol)
    counts: Counter[str] = Counter()
    if symbols:
        for surface, count in Counter(word for _, _, word in Finder(symbols).find(text)).items():
            counts.update(dict.fromkeys(symbols[surface], count))
    return counts


def _strongest(symbol: str, found: list[TickerMention], text: str, count: int) -> TickerMention:
    strongest = min(_STRENGTH[mention.method] for mention in found)
    named = {m.surface: m for m in found if _STRENGTH[m.method] == strongest and m.surface}
    best = next((m for m in named.values() if m.surface in text), None) or next(iter(named.values()), found[0])
    return TickerMention(symbol, best.surface or symbol, best.method, max(1, count))
