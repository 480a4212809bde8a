"""Securities named by their codes in a text: ``600519.SH``, ``（600519）``, ``HK:0700``, ``NASDAQ: AAPL``, ``$TSLA``.

Six bare digits are no code (成交600000股), and neither is a word in capitals: it takes a suffix, a prefix, an
exchange, a label (证券代码：) or, for digits, brackets after a name. Each form is found by the character that tells it
(dot, colon, bracket, dollar), of which a text has few; what stands before it is looked at only there.
"""

import re
from collections.abc import Iterator

from newsbot.finance import bracketed, markets
from newsbot.finance.bracketed import CodePlace
from newsbot.finance.places import narrow
from newsbot.items import TickerMention

_END = r"(?![A-Za-z0-9])"
_EDGE = r"(?<![A-Za-z0-9_.$])"

_DOT = re.compile(rf"[.．]\s?(SH|SS|XSHG|SZ|XSHE|BJ|HK|OQ|US|O|N|sh|ss|sz|bj|hk){_END}(?!\.\w)")
_BEFORE_DOT = re.compile(
    rf"{_EDGE}(?:(?P<digits>\d{{1,6}})\s?|(?P<letters>[A-Z]{{1,5}}|[A-Z]{{2,4}}[ab]|[A-Z]{{1,4}}\.[AB]))\Z", re.ASCII
)
_NAMED = re.compile(r"[A-Z][\w&’'-]*\w(?: (?:Inc|Corp|Co|Ltd)\.)? \Z")
_TRADED = re.compile(
    r"(?:['’]s)? (?:shares?|stock|rose|fell|gain|los[et]|climb|jump|drop|slid|slip|surg|soar|tumbl|plung|rall|added"
    r"|said\b|report|post|clos|end|was (?:up|down)|were (?:up|down))|,? (?:up|down) "
)
"""What stands around one letter that is a code, Citigroup C.N rose; U.N is never one."""
_BEFORE = 45
"""Characters looked at before what tells a code; the longest exchange's name has 26, and another may stand between."""

_CODE = r"(?:\d{1,6}|[A-Z]{1,5}(?:[./-][A-Z])?)"
_UNIT = "(?:[万亿千百多余家只股元点个%萬億餘隻點個年月日号號时時小分秒季周岁位名宗份次起项項间間倍]|人(?!民))"
"""What stands after a number that counts: 港交所：11月新股."""
_COLON = re.compile(rf"[:：]\s?[“\"]?({_CODE}){_END}(?![.,]\d|\s?{_UNIT}|\s?[-–~至到]\s?\d)", re.ASCII)
_MORE = re.compile(rf"(?:\s?(?:[,，;；、/&]|and|和|及)\s?{_CODE}{_END})+(?=\s?[)）\]】>;；])", re.ASCII)
_EACH = re.compile(_CODE, re.ASCII)
_EXCHANGE = (
    r"(?<![A-Za-z])(?P<name>"
    r"(?:NASDAQ|Nasdaq)(?:[\s-]?(?:GS|GM|CM|Global(?: Select)?(?: Market)?|(?:Capital|Stock) Market))?"
    r"|NYSE(?:[\s-]?(?:American|AMERICAN|Amex|MKT|Arca|ARCA))?|AMEX|OTC(?:\s?(?:QB|QX|BB|PK|MKTS|Markets|Pink|PINK))?"
    r"|Pink Sheets|CBOE|(?:New York|Hong Kong|Shanghai|Shenzhen|Beijing) Stock Exchange|Stock Exchange of Hong Kong"
    r"|纳斯达克(?:证券交易所)?|納斯達克|纽交所|紐交所|纽约证券交易所|紐約證券交易所|美交所|美股"
    r"|HKEX|HKSE|SEHK|HKG|HK|港交所|(?:香港)?[联聯]交所|香港交易所|香港联合交易所|港股|H股"
    r"|SHSE|SHA|SSE(?: STAR(?: Market| MARKET)?)?|SH|上交所|沪市|科创板|上海[证證]券交易所"
    r"|SZSE(?: Chi[Nn]ext)?|SHE|SZ|深交所|深市|创业板|深圳[证證]券交易所|BJ|北交所|北京证券交易所|A股)"
)
_BEFORE_COLON = re.compile(rf"{_EXCHANGE}\s?(?:股票|证券)?(?:代码|代号|Code|code|[Ss]ymbol|[Tt]icker)?\s?\Z")
_SHARED = re.compile(rf"{_EXCHANGE}(?:\s?(?:[,/、&]|and)\s?[A-Z]{{2,6}}){{1,2}}\s?\Z")
"""``NYSE, TSX: SHOP``: one code on two exchanges."""
_TICKER = re.compile(
    r"(?:(?:股票|证券|證券|交易)(?:代码|代号|代碼|代號)|(?<![A-Za-z])(?:[Tt]icker|TICKER|Stock)(?: [Ss]ymbol)?)\s?\Z"
)
"""A label that says of no market; letters after it are an American code."""
_OF_COUNTRY = re.compile(r"\s[A-Z]{2}\b")
_WORDS = frozenset((
    "A", "I", "AI", "ALL", "AN", "AND", "ARE", "AS", "AT", "BIG", "CAN", "CEO", "CFO", "CPI", "DOW", "ETF", "EU", "EV",
    "FDA", "FED", "FOMC", "FOR", "GDP", "HOW", "IN", "IPO", "IT", "ITS", "M", "NEW", "NO", "NOW", "OF", "ON", "ONE",
    "OR", "PC", "PPI", "Q", "SEC", "SEE", "SO", "SPAC", "THE", "TO", "TV", "UK", "UP", "US", "USA", "WE", "WHO", "WHY",
    "YOU",
))  # fmt: skip
"""Capitals that are words after "Nasdaq:"; in brackets they are codes."""
_OTHERS = _WORDS | {
    "TSX", "TSXV", "LSE", "AIM", "ASX", "SGX", "CSE", "FSE", "FRA", "TSE", "NYSE", "AMEX", "OTC", "HKEX", "SSE",
}  # fmt: skip
"""What stands in a list of codes and is none: words, and exchanges whose code comes after."""

_GLUED = re.compile(rf"([SBHsbh][HZJKhzjk])\.?\s?(\d{{5,6}}){_END}(?![.,]\d)", re.ASCII)
_PREFIXES = ("SH", "SZ", "BJ", "HK", "sh", "sz", "bj", "hk")

_LABEL = re.compile(r"[码号碼號e]\s?(?:[:：为是]\s?)?[“\"]?(\d{1,6})(?![A-Za-z0-9%]|[.．][A-Za-z0-9])", re.ASCII)
_BEFORE_LABEL = re.compile(
    r"(?:(?P<kind>[证證]券|股票|股份|A股|[Hh]股|B股|港股|上市|[Ss]tock |[Ss]ecurity )(?:交易)?"
    r"|(?P<bond>转债)|(?:\A|[^\w]))"
    r"(?:代码|代号|代碼|代號|[Cc]ode)\Z"
)
_LABELLED_TOO = re.compile(r"(?:\s?[、,，/;；和及]\s?|\s)(\d{5,6})(?![\w.．%])", re.ASCII)

_SYMBOL = re.compile(
    r"(?:[Ss]ymbols?|[Tt]icker|代[码号碼號])(?:为|是)?[:：,]?\s?[“\"‘「]([A-Z]{1,5}(?:\.[A-Z])?)[.,]?[”\"’」]"
)
_LISTED = re.compile(r"NYSE|N(?:asdaq|ASDAQ)|New York Stock Exchange|OTC|纽|纳斯达克|美|代[码号碼號]")
"""What stands near ``under the symbol "AAPL"`` of an American security."""

_COUNTRY = r"(HK|US|U[NQWRP]|C[HGS])"
_BLOOMBERG = re.compile(rf"[(（/;；]\s?({_CODE})[\s-]{_COUNTRY}(?: Equity)?(?=\s?[)）/;；,，])")
_EQUITY = re.compile(rf"{_EDGE}({_CODE})\s{_COUNTRY} Equity\b")
_MARKETS = {"H": "HK", "U": "US", "C": "CN"}

_CASHTAG = re.compile(r"\$([A-Z]{1,5}(?:\.[AB])?)(?![A-Za-z0-9_/])(?!\s?\d)")
_NO_CASHTAG = frozenset((
    "US", "USD", "HK", "HKD", "AUD", "CAD", "NZD", "SGD", "NT", "NTD", "TWD", "RMB", "CNY", "CNH", "EUR", "GBP", "JPY",
    "A",
    "M", "B", "K", "T", "MM", "BN", "MN", "BTC", "ETH", "XRP", "SOL", "DOGE", "USDT", "USDC", "BNB", "ADA", "SHIB",
))  # fmt: skip
"""Currencies, amounts and coins."""
_NAMED_CASHTAG = re.compile(r"\$[^$()（）\n]{1,30}[(（](?:(\d{5})|([A-Z]{1,5}(?:\.[A-Z])?))[)）]\$", re.ASCII)
"""Xueqiu's ``$腾讯控股(00700)$``."""


def find(text: str) -> list[TickerMention]:
    """The securities a text names by their codes, one mention for each place; ``surface`` is the code as written."""
    found = _found(narrow(text))
    return [TickerMention(symbol, text[begin:end], "code") for symbol, begin, end in found if symbol]


def _found(text: str) -> Iterator[CodePlace]:
    yield from _dotted(text)
    yield from _after_exchanges(text)
    for match in _GLUED.finditer(text):
        if match[1] in _PREFIXES and not _continues(text, match.start()):
            yield _glued(match[1].upper(), match[2]), *match.span()
    yield from _labelled(text)
    yield from bracketed.find(text)
    yield from _quoted(text)
    yield from _of_countries(text)
    yield from _tagged(text)


def _glued(market: str, code: str) -> str | None:
    """SH600519, HK00700; HK with another first digit is an amount: HK 70000."""
    return None if market == "HK" and (len(code) != 5 or code[0] not in "08") else markets.symbol(code, market)


def _dotted(text: str) -> Iterator[CodePlace]:
    """``600519.SH``, ``0700.HK``, ``AAPL.O``; a single letter (``F.N``) in brackets or after a name that is traded."""
    for match in _DOT.finditer(text):
        dot = match.start()
        before = _BEFORE_DOT.search(text, max(0, dot - 8), dot)
        if before is None:
            continue
        begin, end, letters = before.start(), match.end(), before["letters"]
        if letters is None:
            yield markets.with_suffix(before["digits"], match[1]), begin, end
        elif " " not in text[begin:end] and (len(letters) > 1 or _is_single_code(text, begin, end)):
            yield markets.with_suffix(letters, match[1]), begin, end


def _is_single_code(text: str, begin: int, end: int) -> bool:
    if _enclosed(text, begin, end):
        return True
    named = text[begin] != "U" and _NAMED.search(text, max(0, begin - _BEFORE), begin)
    return bool(named and _TRADED.match(text, end))


def _after_exchanges(text: str) -> Iterator[CodePlace]:
    """``NASDAQ: AAPL``, ``(NASDAQ: GOOG, GOOGL)``, ``港交所：0700``, ``ticker: AAPL``."""
    for match in _COLON.finditer(text):
        colon, code = match.start(), match[1]
        begin = max(0, colon - _BEFORE)
        before = _BEFORE_COLON.search(text, begin, colon)
        if before is None and not code[0].isdigit():
            before = _SHARED.search(text, begin, colon) or _TICKER.search(text, begin, colon)
        if before is None:
            continue
        named = before.groupdict().get("name")
        if named is None and (code in _WORDS or _OF_COUNTRY.match(text, match.end())):
            continue
        if code in _WORDS and not _enclosed(text, before.start(), match.end()):
            continue
        yield markets.with_exchange(named or "US", code), before.start(), match.end()
        more = _MORE.match(text, match.end()) if named else None
        for other in _EACH.finditer(more[0]) if more and named else ():
            if other[0] not in _OTHERS:
                at = match.end() + other.start()
                yield markets.with_exchange(named or "", other[0]), at, at + len(other[0])


def _labelled(text: str) -> Iterator[CodePlace]:
    """证券代码：600519, 股份代號：700, Stock code: 700, and the codes listed after it."""
    for match in _LABEL.finditer(text):
        before = _BEFORE_LABEL.search(text, max(0, match.start() - 14), match.start() + 1)
        if before is None:
            continue
        place: re.Match[str] | None = match
        while place is not None:
            yield _with_label(before, place[1]), *place.span(1)
            place = _LABELLED_TOO.match(text, place.end()) if before["kind"] else None


def _with_label(label: re.Match[str], code: str) -> str | None:
    if label["bond"]:
        return markets.bare(code, "转债")
    if len(code) == 6:
        return markets.bare(code, "B" if label["kind"] else "")
    return markets.symbol(code, "HK") if label["kind"] else None


def _quoted(text: str) -> Iterator[CodePlace]:
    """``on the NYSE under the symbol "AAPL"``, 股票代码为“AAPL”."""
    if "ymbol" in text or "icker" in text or "代" in text:
        for match in _SYMBOL.finditer(text):
            if _LISTED.search(text, max(0, match.start() - 150), match.end() + 60):
                yield markets.symbol(match[1], "US"), *match.span(1)


def _of_countries(text: str) -> Iterator[CodePlace]:
    """Bloomberg's ``(700 HK)``, ``(AAPL US)``, ``600519 CH Equity``, and ``(00700-HK)``."""
    for form in (_BLOOMBERG, _EQUITY) if " Equity" in text else (_BLOOMBERG,):
        for match in form.finditer(text):
            if match[1] not in _WORDS:
                market = _MARKETS[match[2][0]]
                symbol = markets.bare(match[1]) if market == "CN" else markets.symbol(match[1], market)
                yield symbol, match.start(1), match.end(2)


def _tagged(text: str) -> Iterator[CodePlace]:
    """``$TSLA`` and ``$腾讯控股(00700)$``."""
    for match in _CASHTAG.finditer(text):
        if match[1] not in _NO_CASHTAG and not _continues(text, match.start()):
            yield markets.symbol(match[1], "US"), *match.span()
    if ")$" in text or "）$" in text:
        for match in _NAMED_CASHTAG.finditer(text):
            yield markets.symbol(match[1] or match[2], "HK" if match[1] else "US"), *match.span(match.lastindex or 0)


def _enclosed(text: str, begin: int, end: int) -> bool:
    return text[begin - 1 : begin] in ("(", "（", "<", "[", "【") and text[end : end + 1] in (")", "）", ">", "]", "】")


def _continues(text: str, begin: int) -> bool:
    """Whether what stands at a place is the end of a longer word, of an address or of an amount."""
    before = text[begin - 1] if begin else " "
    return before.isascii() and (before.isalnum() or before in "_./=$")
