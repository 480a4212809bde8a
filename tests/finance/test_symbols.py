import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.finance.symbols import from_sina, is_symbol


@pytest.mark.parametrize(
    ("code", "market", "symbol"),
    [
        ("sh601229", "", "601229.SH"),
        (" SZ000002 ", "stock", "000002.SZ"),
        ("bj830001", "", "830001.BJ"),
        ("sh000300", "", "000300.SH"),
        ("hk00700", "", "00700.HK"),
        ("rt_hk00700", "", "00700.HK"),
        ("00700", "hkstock", "00700.HK"),
        ("JPM", "us", "JPM.US"),
        ("jpm", "usstock", "JPM.US"),
        ("BRK.A", "usstock", "BRK.A.US"),
        ("gb_brk$a", "", "BRK.A.US"),
        ("JPM", "", None),
        (".DJI", "usstock", None),
        ("sh60122", "", None),
        ("of110022", "", None),
        ("某未上市公司", "cn", None),
        ("", "", None),
    ],
)
def test_from_sina(code: str, market: str, symbol: str | None) -> None:
    assert from_sina(code, market) == symbol


@given(st.text(max_size=12), st.sampled_from(["", "stock", "us", "usstock", "hkstock"]))
def test_is_a_symbol_or_none(code: str, market: str) -> None:
    symbol = from_sina(code, market)
    assert symbol is None or is_symbol(symbol)
