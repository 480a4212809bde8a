import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.finance import markets
from newsbot.finance.symbols import is_symbol


@pytest.mark.parametrize(
    ("typed", "symbol"),
    [
        ("600519", "600519.SH"),
        ("000001", "000001.SZ"),
        ("000001.SH", "000001.SH"),
        ("600519.sh", "600519.SH"),
        ("sh600519", "600519.SH"),
        ("0700.hk", "00700.HK"),
        ("hk:0700", "00700.HK"),
        ("700", "00700.HK"),
        ("aapl", "AAPL.US"),
        ("$TSLA", "TSLA.US"),
        ("nasdaq: aapl", "AAPL.US"),
        ("AAPL:NASDAQ", "AAPL.US"),
        ("AAPL.O", "AAPL.US"),
        ("BRK.B", "BRK.B.US"),
        ("0", None),
        ("999999", None),
        ("青岭银行", None),
        ("", None),
    ],
)
def test_as_typed(typed: str, symbol: str | None) -> None:
    assert markets.as_typed(typed) == symbol


@given(st.text(max_size=12) | st.text("0123456789SHKZ.:$AOab", max_size=9))
def test_gives_a_symbol_or_none(text: str) -> None:
    for found in (markets.as_typed(text), markets.bare(text), markets.with_suffix(text, text[:2])):
        assert found is None or is_symbol(found)
