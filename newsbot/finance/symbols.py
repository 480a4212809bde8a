"""Symbols of listed securities in one form: code, dot, market (``601229.SH``, ``00700.HK``, ``JPM.US``)."""

import re

_SYMBOL = re.compile(r"\d{6}\.(?:SH|SZ|BJ)|\d{5}\.HK|[A-Z]{1,5}(?:[.-][A-Z]{1,2})?\.US", re.ASCII)
_MAINLAND = re.compile(r"(sh|sz|bj)(\d{6})", re.ASCII)
_HONG_KONG = re.compile(r"(?:rt_)?hk(\d{4,5})", re.ASCII)
_AMERICAN = re.compile(r"(?:gb_|usr_)([a-z]{1,5}(?:[.$-][a-z]{1,2})?)", re.ASCII)
_AMERICAN_CODE = re.compile(r"[A-Z]{1,5}(?:[.$-][A-Z]{1,2})?", re.ASCII)


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
