"""The securities of a flash."""

from newsbot import pages
from newsbot.items import ListingEntry, TickerMention


def test_listed_stocks_of_a_flash_are_its_tickers() -> None:
    stocks = [
        {"market": "cn", "symbol": "sh600001", "key": "云港股份"},
        {"market": "us", "symbol": "EXM", "key": "示例公司"},
        {"market": "cn", "symbol": "si000300", "key": "某概念"},
        {"market": "hk"},
    ]
    entry = ListingEntry(
        "urn:newsbot:sina-7x24:1",
        headline="云港股份签约",
        content="【云港股份签约】云港股份与甲方签约。",
        extra={"stocks": stocks},
    )
    article = pages.read_entry(entry, "https://zhibo.sina.com.cn/api/zhibo/feed")
    pages.clean_article(article)
    pages.find_tickers(article)
    assert article.tickers == [
        TickerMention("600001.SH", "云港股份", "markup", 3),
        TickerMention("EXM.US", "示例公司", "markup", 1),
    ]
