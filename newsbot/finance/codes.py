"""Securities named by their codes in a text: ``600519.SH``, ``（600519）``, ``HK:0700``, ``NASDAQ: AAPL``, ``$TSLA``.

Six bare digits are no code (成交600000股), and neither is a word in capitals: it takes a suffix, a prefix, an
exchange, a label (证券代码：) or brackets after a name. Each form is found by the character that tells it (dot, colon,
bracket, dollar), of which a text has few; what stands before it is looked at only there.
"""

import re
from collections.abc import Iterator

from newsbot.finance import markets
from newsbot.items import TickerMention

_END = r"(?![A-Za-z0-9])"
_EDGE = r"(?<![A-Za-z0-9_.$])"

_DOT = re.compile(rf"[.．]\s?(SH|SS|XSHG|SZ|XSHE|BJ|HK|OQ|US|O|N|sh|ss|sz|bj|hk){_END}(?!\.\w)")
_BEFORE_DOT = re.compile(
    rf"{_EDGE}(?:(?P<digits>\d{{1,6}})\s?|(?P<letters>[A-Z]{{1,5}}|[A-Z]{{2,4}}[ab]|[A-Z]{{1,4}}\.[AB]))\Z", re.ASCII
)
_BEFORE = 30
"""Characters looked at before what tells a code; the longest exchange's name has 26."""

_COLON = re.compile(rf"[:：]\s?(\d{{1,6}}|[A-Z]{{1,5}}(?:[.-][A-Z])?){_END}(?![.,]\d)", re.ASCII)
_BEFORE_COLON = re.compile(
    r"(?<![A-Za-z])(?P<name>(?:NASDAQ|Nasdaq)(?:\s?(?:GS|GM|CM|Global(?: Select)?(?: Market)?|Capital Market))?"
    r"|NYSE(?: American| MKT| Arca|MKT|ARCA)?|AMEX|OTC(?:QB|QX|MKTS| Markets)?|CBOE"
    r"|纳斯达克(?:证券交易所)?|纽交所|纽约证券交易所|美交所|美股|HKEX|HKSE|SEHK|HKG|HK|港交所|联交所|港股|SHSE|SHA|SSE|SH|上交所|沪市"
    r"|SZSE|SHE|SZ|深交所|深市|BJ|北交所)"
    r"\s?(?:股票|证券)?(?:代码|代号|Code|code)?\s?\Z"
)
_WORDS = frozenset((
    "A", "I", "AI", "ALL", "AN", "AND", "ARE", "AS", "AT", "BIG", "CAN", "CEO", "CFO", "CPI", "DOW", "ETF", "EU", "EV",
    "FDA", "FED", "FOMC", "FOR", "GDP", "HOW", "IN", "IPO", "IT", "ITS", "M", "NEW", "NO", "NOW", "OF", "ON", "ONE",
    "OR", "PC", "PPI", "Q", "SEC", "SEE", "SO", "SPAC", "THE", "TO", "TV", "UK", "UP", "US", "USA", "WE", "WHO", "WHY",
    "YOU",
))  # fmt: skip
"""Capitals that are words after "Nasdaq:"; in brackets they are codes."""

_GLUED = re.compile(rf"([SBHsbh][HZJKhzjk])\.?\s?(\d{{5,6}}){_END}(?![.,]\d)", re.ASCII)
_PREFIXES = ("SH", "SZ", "BJ", "HK", "sh", "sz", "bj", "hk")

_LABEL = re.compile(r"[码号碼號e]\s?(?:[:：为是]\s?)?(\d{1,6})(?![A-Za-z0-9%]|[.．][A-Za-z0-9])", re.ASCII)
_BEFORE_LABEL = re.compile(
    r"(?:(?P<kind>[证證]券|股票|股份|[AaＡ]股|[HhＨ]股|港股|上市|[Ss]tock |[Ss]ecurity )(?:交易)?|(?:\A|[^\w]))"
    r"(?:代码|代号|代碼|代號|[Cc]ode)\Z"
)

_BRACKET = re.compile(
    r"[（(\[【]\s?(\d{6}|\d{5})\s?[)）\]】](?!\s?(?:[股元万亿吨份人家户台辆手张倍米斤册套%]|平方|公[里斤]))", re.ASCII
)
_NAME = re.compile(r"[\u3400-\u9fffＡＢA-Za-z*][\u3400-\u9fffＡＢA-Za-z*0-9]+\s?\Z|[A-Za-z]{2,}[.,]?\s\Z")
_NO_NAME = re.compile(
    r"(?:金额|总额|余额|净额|数额|数量|数目|股数|股本|股份数?|总数|总量|件数|成交量?|交易[额量]|产[量能]|销量|面积|规模|资本|资产|收入|利润|成本|市值|价格?"
    r"|人民币|美元|港元|港币|欧元|日元|合计|共计|总计|累计|增至|降至|达到?|编[号码]|序号|工号|单号|批号|文号|房号|尾号|电话|手机|传真|邮编|邮政编码|密码|账号|号码?"
    r"|增长|增加|上升|上涨|下降|下跌|减少|海拔|高度|长度|重量|比[例率]|第|年|月|日|股|元|吨|户|人|个|家|约|共|超|近|为|是)\s?\Z"
)
"""What stands before a bracketed number that is no code."""
_OPEN_FUND = re.compile(
    r"(?:混合|债券|债|货币|联接|基金|股票|指数|增强|FOF|QDII|LOF)(?:型|发起式?)*[A-EＡＣ]类?\s?\Z|(?:混合|债券|货币|联接|基金|FOF)\s?\Z"
)
"""Names of open-end funds: their codes are shares' codes too, and are no security's."""
_TRADED_FUND = ("15", "16", "18", "5")

_CASHTAG = re.compile(r"\$([A-Z]{1,5}(?:\.[AB])?)(?![A-Za-z0-9_])(?!\s?\d)")
_NO_CASHTAG = frozenset((
    "US", "USD", "HK", "HKD", "AUD", "CAD", "NZD", "SGD", "NT", "NTD", "TWD", "RMB", "CNY", "CNH", "EUR", "GBP", "JPY",
    "A",
    "M", "B", "K", "T", "MM", "BN", "MN", "BTC", "ETH", "XRP", "SOL", "DOGE", "USDT", "USDC", "BNB", "ADA", "SHIB",
))  # fmt: skip
"""Currencies, amounts and coins."""


def find(text: str) -> list[TickerMention]:
    """The securities a text names by their codes, one mention for each place; ``surface`` is the code as written."""
    return [TickerMention(symbol, surface, "code") for symbol, surface in _found(text) if symbol]


def _found(text: str) -> Iterator[tuple[str | None, str]]:
    yield from _dotted(text)
    yield from _after_exchanges(text)
    for match in _GLUED.finditer(text):
        if match[1] in _PREFIXES and not _continues(text, match.start()):
            yield _glued(match[1].upper(), match[2]), match[0]
    yield from _labelled(text)
    yield from _bracketed(text)
    for match in _CASHTAG.finditer(text):
        if match[1] not in _NO_CASHTAG and not _continues(text, match.start()):
            yield markets.symbol(match[1], "US"), match[0]


def _glued(market: str, code: str) -> str | None:
    """SH600519, HK00700; HK with another first digit is an amount: HK 70000."""
    return None if market == "HK" and (len(code) != 5 or code[0] not in "08") else markets.symbol(code, market)


def _dotted(text: str) -> Iterator[tuple[str | None, str]]:
    """``600519.SH``, ``0700.HK``, ``AAPL.O``; a single letter (``F.N``) only in brackets, for U.N. has one too."""
    for match in _DOT.finditer(text):
        dot = match.start()
        before = _BEFORE_DOT.search(text, max(0, dot - 8), dot)
        if before is None:
            continue
        begin, surface = before.start(), text[before.start() : match.end()]
        letters = before["letters"]
        if letters is None:
            yield markets.with_suffix(before["digits"], match[1]), surface
        elif " " not in surface and (len(letters) > 1 or _enclosed(text, begin, match.end())):
            yield markets.with_suffix(letters, match[1]), surface


def _after_exchanges(text: str) -> Iterator[tuple[str | None, str]]:
    for match in _COLON.finditer(text):
        colon, code = match.start(), match[1]
        before = _BEFORE_COLON.search(text, max(0, colon - _BEFORE), colon)
        if before is None:
            continue
        surface = text[before.start() : match.end()]
        if code not in _WORDS or _enclosed(text, before.start(), match.end()):
            yield markets.with_exchange(before["name"], code), surface


def _labelled(text: str) -> Iterator[tuple[str | None, str]]:
    """证券代码：600519, 股份代號：700, Stock code: 700."""
    for match in _LABEL.finditer(text):
        before = _BEFORE_LABEL.search(text, max(0, match.start() - 14), match.start() + 1)
        if before is None:
            continue
        code = match[1]
        if before["kind"] and len(code) <= 5:
            yield markets.symbol(code, "HK"), code
        elif len(code) == 6:
            yield markets.bare(code), code


def _bracketed(text: str) -> Iterator[tuple[str | None, str]]:
    """贵州茅台（600519）, 腾讯控股（00700）: a number in brackets after a name."""
    for match in _BRACKET.finditer(text):
        bracket, code = match.start(), match[1]
        name = _NAME.search(text, max(0, bracket - 14), bracket)
        if name is None or _NO_NAME.search(name[0]):
            continue
        stripped = name[0].strip()
        if len(code) == 5 and stripped.isascii():  # an American postal code
            continue
        if _OPEN_FUND.search(stripped) and not code.startswith(_TRADED_FUND):
            continue
        yield markets.bare(code, stripped), code


def _enclosed(text: str, begin: int, end: int) -> bool:
    return text[begin - 1 : begin] in ("(", "（", "<", "[", "【") and text[end : end + 1] in (")", "）", ">", "]", "】")


def _continues(text: str, begin: int) -> bool:
    """Whether what stands at a place is the end of a longer word, of an address or of an amount."""
    before = text[begin - 1] if begin else " "
    return before.isascii() and (before.isalnum() or before in "_./=$")
