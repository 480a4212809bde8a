import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.finance.symbols import from_eastmoney, from_sina, is_symbol


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


@pytest.mark.parametrize(
    ("code", "symbol"),
    [
        ("1.601068", "601068.SH"),
        ("0.000001", "000001.SZ"),
        (" 0.300059 ", "300059.SZ"),
        ("1.000001", "000001.SH"),
        ("0.430047", "430047.BJ"),
        ("0.830799", "830799.BJ"),
        ("0.920002", "920002.BJ"),
        ("0.899050", "899050.BJ"),
        ("0.200012", "200012.SZ"),
        ("90.BK0475", None),
        ("116.00700", None),
        ("1.60106", None),
        ("601068", None),
        ("", None),
    ],
)
def test_from_eastmoney(code: str, symbol: str | None) -> None:
    assert from_eastmoney(code) == symbol


@given(st.text(max_size=12) | st.from_regex(r"[0-9]{1,3}\.[0-9]{5,6}", fullmatch=True))
def test_eastmoney_gives_a_symbol_or_none(code: str) -> None:
    symbol = from_eastmoney(code)
    assert symbol is None or is_symbol(symbol)
