"""Which securities a page is found to name, from its data, its links and its text."""

import json

from newsbot import pages
from newsbot.finance.names import Name, NameTable

LINES = (
    "云州港务11月25日公布，与<a href='https://quote.eastmoney.com/sh600901.html'>青岭机电</a>签约，合同期三年，预计增加收入。",
    "海屿科技（09701.HK）与云州港务的合作同日公布。截至收盘，青岭机电上涨2.1%，成交600000股，创出新高。",
)


def page(*, before: str = "", after: str = "") -> bytes:
    about = {"@type": "Corporation", "name": "Oderso", "tickerSymbol": "NASDAQ:ODSR"}
    data = {"@type": "NewsArticle", "headline": "云州港务签约青岭机电", "about": [about]}
    text = "".join(f"<p>{line}</p>" for line in LINES)
    return (
        f"<html><head><script type='application/ld+json'>{json.dumps(data)}</script></head><body>{before}"
        f"<article><h1>云州港务签约青岭机电</h1>{text}</article>{after}</body></html>"
    ).encode()


def test_data_links_codes_and_names() -> None:
    names = NameTable([Name("云州港务", "600902.SH"), Name("青岭机电", "600901.SH")])
    article = pages.read("https://news.example.com/2031/a-1.html", page(), names=names)
    assert [(m.symbol, m.surface, m.method, m.count) for m in article.tickers] == [
        ("ODSR.US", "Oderso", "markup", 1),
        ("600901.SH", "青岭机电", "markup", 3),
        ("09701.HK", "09701.HK", "code", 1),
        ("600902.SH", "云州港务", "name", 3),
    ]


def test_finding_again_with_names_adds_these_only() -> None:
    article = pages.read("https://news.example.com/2031/a-1.html", page())
    before = list(article.tickers)
    pages.find_tickers(article)
    assert article.tickers == before
    pages.find_tickers(article, NameTable([Name("云州港务", "600902.SH")]))
    assert [m.symbol for m in article.tickers] == [*(m.symbol for m in before), "600902.SH"]


def test_links_around_the_article_are_not_its_own() -> None:
    links = "".join(f"<li><a href='https://xueqiu.com/S/SH60{n}000'>热门股{n}</a></li>" for n in range(10, 20))
    around = f"<nav><ul>{links}</ul></nav>"
    article = pages.read("https://news.example.com/2031/a-1.html", page(before=around, after=around))
    assert [m.symbol for m in article.tickers] == ["ODSR.US", "600901.SH", "09701.HK"]
