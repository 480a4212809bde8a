"""Which markets there are, what exchanges and vendors call them, and which codes each of them gives."""

import re

from newsbot.finance.symbols import is_symbol

_SUFFIXES = {
    "SH": "SH", "SS": "SH", "XSHG": "SH", "SZ": "SZ", "XSHE": "SZ", "BJ": "BJ", "HK": "HK",
    "O": "US", "OQ": "US", "N": "US", "US": "US",
}  # fmt: skip
"""What stands after the dot of a code, as exchanges, Wind, Yahoo and Reuters write it."""

_CALLED = {
    "SH": "SH SHH SHSE SHA SSE XSHG SSESTAR SSESTARMARKET SHANGHAISTOCKEXCHANGE"
    " 上交所 沪市 科创板 上海证券交易所 上海證券交易所",
    "SZ": "SZ SHZ SZSE SHE XSHE SZSECHINEXT SHENZHENSTOCKEXCHANGE 深交所 深市 创业板 深圳证券交易所 深圳證券交易所",
    "BJ": "BJ BSE XBSE BEIJINGSTOCKEXCHANGE 北交所 北京证券交易所",
    "HK": "HK HKEX HKSE SEHK HKG XHKG HONGKONGSTOCKEXCHANGE STOCKEXCHANGEOFHONGKONG"
    " 港交所 联交所 港股 H股 香港联交所 香港交易所 香港联合交易所 聯交所 香港聯交所",
    "US": "NASDAQ NYSE AMEX NYSEARCA NYSEAMERICAN NYSEAMEX NYSEMKT XNAS XNYS XASE ARCX OTC OTCMARKETS OTCQB OTCQX"
    " OTCMKTS NSQ NYQ OTCBB OTCPK OTCPINK PINKSHEETS BATS CBOE US NEWYORKSTOCKEXCHANGE"
    " 纳斯达克 纳斯达克证券交易所 纽交所 纽约证券交易所 美交所 美股 納斯達克 紐交所 紐約證券交易所",
    "CN": "A股",
}
_EXCHANGES = {name: market for market, names in _CALLED.items() for name in names.split()}
"""What stands before the colon of a code, in capitals and without spaces and hyphens; CN: any mainland exchange."""

_MAINLAND = {
    "SH": re.compile(r"6[0-9]\d{4}|900\d{3}|5\d{5}|000\d{3}|1[13]\d{4}", re.ASCII),
    "SZ": re.compile(r"0[0-9]\d{4}|30\d{4}|200\d{3}|1[2568]\d{4}|399\d{3}", re.ASCII),
    "BJ": re.compile(r"4[0-9]\d{4}|8[37]\d{4}|92\d{4}|899\d{3}", re.ASCII),
}
"""Codes each mainland exchange gives: A and B shares, funds, convertible bonds and indices (000…, 399…, 899…)."""
_SHARES = (
    ("SH", re.compile(r"6[058]\d{4}|5[01268]\d{4}", re.ASCII)),
    ("SZ", re.compile(r"(?:00[0-4]|30[012]|399)\d{3}|1[568]\d{4}", re.ASCII)),
    ("BJ", re.compile(r"(?:43|8[37]|92)\d{4}", re.ASCII)),
    ("HK", re.compile(r"[08]\d{4}", re.ASCII)),
)
"""What digits without a market can only be: a share an exchange-traded fund, or a Shenzhen index."""
_INDICES = {"000": "SH", "399": "SZ", "899": "BJ"}
_INDEX = re.compile(r"指[数數]?\Z|(?:[上中深国北]证|沪深|科创)(?:综合)?A?\d+\Z|(?:上[证證]|上证综合|沪市|大[盘盤])\Z")
_BONDS = {"11": "SH", "12": "SZ"}
_CONVERTIBLE = re.compile(r"(?:[转轉][债債]|[\u3400-\u9fff][转轉][1-9])\Z")
_B_SHARES = {"900": "SH", "200": "SZ"}
_AMERICAN = re.compile(r"[A-Z]{1,5}(?:[./-][A-Z])?", re.ASCII)
_HONG_KONG = re.compile(r"\d{1,5}", re.ASCII)


def symbol(code: str, market: str | None) -> str | None:
    """The symbol of a code of a market (``SH``, ``SZ``, ``BJ``, ``HK``, ``US``), where both fit each other."""
    if market in _MAINLAND:
        return f"{code}.{market}" if _MAINLAND[market].fullmatch(code) else None
    if market == "HK" and _HONG_KONG.fullmatch(code) and int(code):
        return f"{code:0>5}.HK"
    if market == "US" and _AMERICAN.fullmatch(code):
        return f"{re.sub('[-/]', '.', code)}.US"
    return None


def with_suffix(code: str, suffix: str) -> str | None:
    """The symbol of ``600519.SH``, ``0700.HK``, ``AAPL.O`` given in its two parts; ``BRKb`` is Reuters' ``BRK.B``."""
    if code[-1:] in ("a", "b"):
        code = f"{code[:-1]}.{code[-1].upper()}"
    return symbol(code, _SUFFIXES.get(suffix.upper()))


def with_exchange(exchange: str, code: str) -> str | None:
    """The symbol of ``NASDAQ: AAPL``, ``HKEX: 700``, ``上交所：600519`` given in its two parts."""
    name = re.sub(r"[\s-]", "", exchange).upper()
    market = _EXCHANGES.get(re.sub(r"^(NASDAQ)(?:GS|GM|CM|GLOBAL.*|CAPITAL.*|STOCKMARKET)$", r"\1", name))
    return (bare(code) if len(code) == 6 else None) if market == "CN" else symbol(code, market)


def bare(digits: str, name: str = "") -> str | None:
    """The symbol of digits without a market.

    Args:
        name: what stands before them. An index has codes that are shares elsewhere (上证指数 is 000001.SH), a B share
            ones that could be a month (200012), and both have names that say what they are, as have H shares and
            convertible bonds (精测转2).
    """
    market = None
    if _INDEX.search(name):
        market = _INDICES.get(digits[:3])
    elif _CONVERTIBLE.search(name):
        market = _BONDS.get(digits[:2])
    elif name.endswith("H股"):
        market = "HK" if len(digits) == 5 else None
    elif digits[:3] in _B_SHARES:
        market = _B_SHARES[digits[:3]] if name.endswith(("B", "B股")) else None
    else:
        market = next((market for market, form in _SHARES if form.fullmatch(digits)), None)
    return symbol(digits, market)


def as_typed(text: str) -> str | None:
    """The symbol a person means: ``600519``, ``sh600519``, ``600519.sh``, ``0700.hk``, ``nasdaq:aapl``, ``$tsla``.

    Digits alone are a share; an index needs its market (000001.SH). What is no code in any of these forms is ``None``.
    """
    text = re.sub(r"\s", "", text).upper().lstrip("$").replace("：", ":").replace("．", ".")
    if is_symbol(text):
        return text
    before, colon, after = text.partition(":")
    if colon:
        return with_exchange(before, after) or with_exchange(after, before)
    if found := re.fullmatch(r"(.+)\.([A-Z]+)", text):
        named = with_suffix(found[1], found[2])
        return named or symbol(text, "US")
    if found := re.fullmatch(r"(SH|SZ|BJ|HK)\.?(\d+)", text, re.ASCII):
        return symbol(found[2], found[1])
    if text.isascii() and text.isdigit():
        return bare(text) or (symbol(text, "HK") if len(text) <= 5 else None)
    return symbol(text, "US")
