from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.finance.linked_data import find
from newsbot.finance.symbols import is_symbol


@pytest.mark.parametrize(
    ("ticker", "symbol"),
    [
        ("NYSE KO", "KO.US"),
        ("NASDAQ:AAPL", "AAPL.US"),
        ("Nasdaq: ODSR", "ODSR.US"),
        ("0700.HK", "00700.HK"),
        ("SSE: 600519", "600519.SH"),
        ("AAPL.O", "AAPL.US"),
        ("600519", "600519.SH"),
        ("KO", "KO.US"),
        ("XNAS AAPL", "AAPL.US"),
        ("BRK.B", "BRK.B.US"),
        ("sh601318", "601318.SH"),
        ("TYO:7203", None),
        ("XETR VOW3", None),
        ("LSE:VOD", None),
        ("", None),
    ],
)
def test_ticker_symbols(ticker: str, symbol: str | None) -> None:
    data = {"about": {"@type": "Corporation", "name": "Oderso\n Ltd", "tickerSymbol": ticker}}
    assert [(m.symbol, m.surface) for m in find(data)] == ([(symbol, "Oderso Ltd")] if symbol else [])


def test_about_and_mentions_lists_and_no_name() -> None:
    data = {
        "about": [{"tickerSymbol": ["NYSE:A", "HKEX:5"]}, "x", None],
        "mentions": {"tickerSymbol": "NYSE:B"},
        "publisher": {"tickerSymbol": "NYSE:PUB"},
    }
    assert [(m.symbol, m.surface) for m in find(data)] == [
        ("A.US", "NYSE:A"),
        ("00005.HK", "HKEX:5"),
        ("B.US", "NYSE:B"),
    ]


ANY = st.recursive(
    st.none() | st.integers() | st.text(max_size=20) | st.sampled_from(["NYSE:KO", "600519", "."]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["tickerSymbol", "name", "about"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(ANY, ANY)
def test_never_raises(about: Any, mentions: Any) -> None:
    assert all(is_symbol(mention.symbol) for mention in find({"about": about, "mentions": mentions}))
