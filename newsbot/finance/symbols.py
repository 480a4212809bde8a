"""Symbols of listed securities in one form: code, dot, market (``601229.SH``, ``00700.HK``, ``JPM.US``)."""

import re

_SYMBOL = re.compile(r"\d{6}\.(?:SH|SZ|BJ)|\d{5}\.HK|[A-Z]{1,5}(?:[.-][A-Z]{1,2})?\.US", re.ASCII)
_MAINLAND = re.compile(r"(sh|sz|bj)(\d{6})", re.ASCII)
_HONG_KONG = re.compile(r"(?:rt_)?hk(\d{4,5})", re.ASCII)
_AMERICAN = re.compile(r"(?:gb_|usr_)([a-z]{1,5}(?:[.$-][a-z]{1,2})?)", re.ASCII)
_AMERICAN_CODE = re.compile(r"[A-Z]{1,5}(?:[.$-][A-Z]{1,2})?", re.ASCII)
_EASTMONEY = re.compile(r"([01])\.(\d{6})", re.ASCII)
_BEIJING = re.compile(r"(?:43|8[3789]|92)\d{4}", re.ASCII)
"""Codes of the Beijing exchange; no Shenzhen code begins so."""


def is_symbol(text: str) -> bool:
    """True for text that has the form of a symbol."""
    return _SYMBOL.fullmatch(text) is not None


def from_sina(code: str, market: str = "") -> str | None:
    """The symbol of a code as Sina writes it, or ``None`` when it names no listed security.

    ``sh601229`` → ``601229.SH`` (``sz``, ``bj`` alike, indices such as ``sh000300`` too), ``hk00700`` →
    ``00700.HK``, ``gb_brk$a`` → ``BRK.A.US``; with ``market`` ``us`` or
    ``usstock`` the bare code too: ``JPM`` → ``JPM.US``, with ``hkstock`` ``00700``. Funds
    (``of…``), futures, currencies, unlisted names and Sina's own sector codes are ``None``.
    """
    code = code.strip()
    if market in ("us", "usstock") and _AMERICAN_CODE.fullmatch(code.upper()):
        return f"{code.upper().replace('$', '.')}.US"
    code = code.lower()
    if market == "hkstock" and not code.startswith("hk"):
        code = f"hk{code}"
    if match := _MAINLAND.fullmatch(code):
        return f"{match[2]}.{match[1].upper()}"
    if match := _HONG_KONG.fullmatch(code):
        return f"{match[1]:0>5}.HK"
    if match := _AMERICAN.fullmatch(code):
        return f"{match[1].upper().replace('$', '.')}.US"
    return None


def from_eastmoney(code: str) -> str | None:
    """The symbol of a code as Eastmoney writes it, market first, or ``None`` when it names no mainland security.

    ``1.601229`` → ``601229.SH``; ``0.000001`` → ``000001.SZ``, and ``0.830001`` → ``830001.BJ``: Shenzhen and Beijing
    share a market number. Its other numbers (sectors, Hong Kong, New York) are not known for certain and are ``None``.
    """
    match = _EASTMONEY.fullmatch(code.strip())
    if not match:
        return None
    if match[1] == "1":
        return f"{match[2]}.SH"
    return f"{match[2]}.{'BJ' if _BEIJING.fullmatch(match[2]) else 'SZ'}"
