from hypothesis import given
from hypothesis import strategies as st

from newsbot.finance.symbols import is_symbol
from newsbot.finance.tickers import merge
from newsbot.items import TickerMention


def test_one_mention_for_each_symbol() -> None:
    found = merge(
        [
            TickerMention("601229.SH", "sh601229", "markup"),
            TickerMention("600001.SH", "甲股份", "name"),
            TickerMention("sh601229", "青岭银行", "markup"),
            TickerMention("601229.SH", "601229", "code"),
            TickerMention("notasymbol", "x", "markup"),
        ],
        "青岭银行与甲股份（601229）签约，青岭银行出资。",
    )
    assert found == [
        TickerMention("601229.SH", "青岭银行", "markup", 3),  # twice by name, once by code
        TickerMention("600001.SH", "甲股份", "name", 1),
    ]


def test_a_security_only_in_the_markup_counts_once() -> None:
    assert merge([TickerMention("JPM.US", "JPM", "markup", 7)], "") == [TickerMention("JPM.US", "JPM", "markup", 1)]


def test_a_name_within_a_longer_one_and_a_code_within_a_number_are_not_counted() -> None:
    found = merge(
        [
            TickerMention("000901.SZ", "大青岭", "name"),
            TickerMention("002901.SZ", "大青岭银行", "name"),
            TickerMention("601229.SH", "601229", "code"),
            TickerMention("F.US", "F", "markup"),
        ],
        "大青岭银行、大青岭银行与大青岭，1601229股（601229），F-150 by FORD and F.",
    )
    assert [mention.count for mention in found] == [1, 2, 1, 2]


def test_one_surface_of_two_securities_counts_for_both() -> None:
    found = merge([TickerMention(s, "青岭银行", "name") for s in ("601901.SH", "06901.HK")], "青岭银行")
    assert [(mention.symbol, mention.count) for mention in found] == [("601901.SH", 1), ("06901.HK", 1)]


MENTIONS = st.builds(
    TickerMention,
    st.sampled_from(["600519.SH", "sh600519", "AAPL.US", "x", ""]) | st.text(max_size=9),
    st.text(max_size=6),
    st.sampled_from(["markup", "code", "name"]),
)


@given(st.lists(MENTIONS, max_size=8), st.text(max_size=80))
def test_never_raises_and_gives_each_symbol_once(mentions: list[TickerMention], text: str) -> None:
    found = merge(mentions, text)
    assert len({mention.symbol for mention in found}) == len(found)
    assert all(is_symbol(mention.symbol) and mention.count >= 1 and mention.surface for mention in found)
    assert merge(found, text) == merge(merge(found, text), text)
