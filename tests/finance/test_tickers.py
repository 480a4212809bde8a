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
        TickerMention("601229.SH", "青岭银行", "markup", 2),
        TickerMention("600001.SH", "甲股份", "name", 1),
    ]


def test_a_security_only_in_the_markup_counts_once() -> None:
    assert merge([TickerMention("JPM.US", "JPM", "markup", 7)], "") == [TickerMention("JPM.US", "JPM", "markup", 1)]
