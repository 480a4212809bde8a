"""Securities as feeds and sitemaps name them beside a text: ``Nasdaq:EXM``, ``NYSE American:EXM``, ``HKG:0700``."""

import re

from newsbot.items import TickerMention

_LISTED = re.compile(r"(?P<exchange>[^:]{2,40}):\s*(?P<code>[A-Z0-9][A-Z0-9.-]{0,9})", re.ASCII)
_AMERICAN = re.compile(r"[A-Z]{1,5}(?:[.-][A-Z]{1,2})?", re.ASCII)
_US_EXCHANGES = ("nasdaq", "nyse", "amex", "otc", "cboe")
"""Beginnings of the names of exchanges in the United States, in lower case; ``OTC Markets`` and ``NYSE Arca`` too."""
_ASIAN = {"sha": ("SH", 6), "she": ("SZ", 6), "hkg": ("HK", 5)}
"""Google's codes for Shanghai, Shenzhen and Hong Kong -> our market, digits of a code."""


def listed(text: str) -> TickerMention | None:
    """The security of ``exchange:code``; ``None`` where the exchange is of a market without symbols of ours."""
    found = _LISTED.fullmatch(text.strip())
    if not found:
        return None
    exchange, code = found["exchange"].strip().lower(), found["code"]
    if exchange.startswith(_US_EXCHANGES):
        return american(code)
    market, digits = _ASIAN.get(exchange, ("", 0))
    if market and code.isdigit() and len(code) <= digits:
        return TickerMention(f"{code:0>{digits}}.{market}", code, "markup")
    return None


def american(code: str) -> TickerMention | None:
    """The security of a bare code of an exchange in the United States; ``None`` for a code of another form."""
    return TickerMention(f"{code}.US", code, "markup") if _AMERICAN.fullmatch(code) else None
