import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.finance.links import MOST, find, symbol_of
from newsbot.finance.symbols import is_symbol


@pytest.mark.parametrize(
    ("url", "symbol"),
    [
        ("https://finance.sina.com.cn/realstock/company/sh600519/nc.shtml", "600519.SH"),
        ("http://finance.sina.com.cn/realstock/company/sh600519/", "600519.SH"),
        ("http://stock.finance.sina.com.cn/usstock/quotes/JPM.html", "JPM.US"),
        ("https://stock.finance.sina.com.cn/hkstock/quotes/00700.html", "00700.HK"),
        ("https://quote.eastmoney.com/sh600519.html", "600519.SH"),
        ("https://quote.eastmoney.com/concept/sz000001.html?from=classic", "000001.SZ"),
        ("https://quote.eastmoney.com/unify/r/0.830799", "830799.BJ"),
        ("https://quote.eastmoney.com/zs000001.html", "000001.SH"),
        ("https://quote.eastmoney.com/us/AAPL.html", "AAPL.US"),
        ("https://xueqiu.com/S/SH600519", "600519.SH"),
        ("https://xueqiu.com/S/00700", "00700.HK"),
        ("https://xueqiu.com/S/AAPL", "AAPL.US"),
        ("https://stockpage.10jqka.com.cn/600519/", "600519.SH"),
        ("http://stockpage.10jqka.com.cn/HK0700", "00700.HK"),
        ("https://finance.yahoo.com/quote/AAPL?p=AAPL", "AAPL.US"),
        ("https://hk.finance.yahoo.com/quote/0700.HK/", "00700.HK"),
        ("https://finance.yahoo.com/quote/BRK-B/", "BRK.B.US"),
        ("https://finance.yahoo.com/quote/600519.SS", "600519.SH"),
        ("https://www.cnbc.com/quotes/AAPL/", "AAPL.US"),
        ("https://www.nasdaq.com/market-activity/stocks/aapl", "AAPL.US"),
        ("https://www.marketwatch.com/investing/stock/aapl?mod=article", "AAPL.US"),
        ("https://www.marketwatch.com/investing/stock/700?countrycode=hk", "00700.HK"),
        ("https://www.google.com/finance/quote/AAPL:NASDAQ", "AAPL.US"),
        ("https://www.google.com/finance/quote/0700:HKG?hl=en", "00700.HK"),
        ("https://www.google.com/finance/quote/600519:SHA", "600519.SH"),
        ("https://www.bloomberg.com/quote/700:HK", "00700.HK"),
        ("https://www.reuters.com/companies/AAPL.O", "AAPL.US"),
        ("https://quote.eastmoney.com/unify/r/105.AAPL", "AAPL.US"),
        ("https://quote.eastmoney.com/unify/r/116.00700", "00700.HK"),
        ("https://guba.eastmoney.com/list,300750_1.html", "300750.SZ"),
        ("https://wap.eastmoney.com/quote/stock/0.300750.html", "300750.SZ"),
        ("https://emweb.securities.eastmoney.com/PC_HSF10/Index?type=web&code=SZ300750", "300750.SZ"),
        ("http://m.10jqka.com.cn/stockpage/hs_300750/", "300750.SZ"),
        ("https://quotes.money.163.com/0600519.html", "600519.SH"),
        ("http://quotes.money.163.com/1000858.html", "000858.SZ"),
        ("http://q.stock.sohu.com/cn/600519/index.shtml", "600519.SH"),
        ("http://stockdata.stock.hexun.com/600519.shtml", "600519.SH"),
        ("https://www.cls.cn/stock?code=sh600519", "600519.SH"),
        ("https://www.hkex.com.hk/Market-Data/Equities/Equities-Quote?sym=700&sc_lang=en", "00700.HK"),
        ("http://www.aastocks.com/tc/stocks/quote/detail-quote.aspx?symbol=00700", "00700.HK"),
        ("https://www.nyse.com/quote/XNYS:IBM", "IBM.US"),
        ("https://www.tradingview.com/symbols/NASDAQ-AAPL/", "AAPL.US"),
        ("https://www.tradingview.com/symbols/TSX-RY/", None),
        ("https://www.benzinga.com/quote/AAPL", "AAPL.US"),
        ("https://ca.finance.yahoo.com/q?s=AAPL", "AAPL.US"),
        ("https://money.cnn.com/quote/quote.html?symb=MSFT", "MSFT.US"),
        ("https://markets.ft.com/data/equities/tearsheet/summary?s=MSFT:NSQ", "MSFT.US"),
        ("https://www.wsj.com/market-data/quotes/MSFT?mod=article", "MSFT.US"),
        ("https://www.wsj.com/market-data/quotes/HK/XHKG/700", "00700.HK"),
        ("https://finance.yahoo.com/quote/SAP.DE", None),
        ("https://finance.yahoo.com/quote/%5EGSPC", None),
        ("https://finance.yahoo.com/quote/BTC-USD", None),
        ("https://finance.yahoo.com/quote/BP.L", None),
        ("https://www.marketwatch.com/investing/stock/vod?countrycode=uk", None),
        ("https://www.cnbc.com/quotes/.SPX", None),
        ("https://www.google.com/finance/quote/VOD:LON", None),
        ("https://quote.eastmoney.com/center/", None),
        ("https://finance.yahoo.com/news/aapl", None),
        ("https://evil.example/finance.yahoo.com/quote/AAPL", None),
        ("https://finance.yahoo.com.evil.example/quote/AAPL", None),
        ("ftp://finance.yahoo.com/quote/AAPL", None),
        ("http://[bad", None),
    ],
)
def test_quote_pages(url: str, symbol: str | None) -> None:
    assert symbol_of(url) == symbol


def test_links_of_an_article() -> None:
    html = (
        '<p>甲<a href="https://xueqiu.com/S/SH600519" rel="noopener noreferrer"><strong>青岭 银行</strong></a>签约，'
        '<a href="https://example.com/">别处</a>，<a href="https://finance.yahoo.com/quote/AT?a=1&amp;b=2">A&amp;T</a></p>'
    )
    assert [(m.symbol, m.surface, m.method) for m in find(html)] == [
        ("600519.SH", "青岭 银行", "markup"),
        ("AT.US", "A&T", "markup"),
    ]


def test_a_hostile_article_is_read_so_far_only() -> None:
    link = '<a href="https://xueqiu.com/S/SH600519">x'
    assert len(find(link * (MOST + 100))) == MOST


BEGINNINGS = ["https://finance.yahoo.com/quote/", "https://xueqiu.com/S/", "http://gu.qq.com/us"]


@given(st.text(max_size=60), st.sampled_from(BEGINNINGS))
def test_never_raises(text: str, begin: str) -> None:
    for url in (text, begin + text):
        assert (symbol := symbol_of(url)) is None or is_symbol(symbol)
    find(f'<a href="{begin}{text}">{text}')
