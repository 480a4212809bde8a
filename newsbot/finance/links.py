"""Links to quote pages: what a site links a company's name to says which security is meant."""

import html
import re
from collections.abc import Iterator
from urllib.parse import parse_qs, unquote, urlsplit

from newsbot.finance import markets
from newsbot.finance.symbols import from_sina
from newsbot.items import TickerMention

MOST = 1_000
"""Links looked at in one article: far more than real ones have."""

_HREF = re.compile(r'[^>]*?\bhref="([^"]{1,500})"[^>]*>')
_TAG = re.compile(r"<[^>]*>")

_CODE = r"(?P<code>[A-Za-z0-9.-]{1,10})"
_PAGES: tuple[tuple[str, re.Pattern[str], str | None], ...] = tuple(
    (host, re.compile(path), market)
    for host, path, market in (
        ("finance.sina.com.cn", r"/realstock/company/(?P<sina>\w{4,9})(?:[/?]|$)", None),
        ("stock.finance.sina.com.cn", r"/usstock/quotes/(?P<code>[A-Za-z.]+?)(?:\.html|[?]|$)", "US"),
        ("stock.finance.sina.com.cn", r"/hkstock/quotes/(?P<code>\d{5})\.html", "HK"),
        ("quotes.sina.cn", r"/hs/company/quotes/view/(?P<sina>\w{8})", None),
        ("quote.eastmoney.com", r"/(?:concept/|kcb/)?(?P<sina>(?:sh|sz|bj)\d{6})\.html", None),
        ("quote.eastmoney.com", r"/(?:bj|kcb)/(?P<digits>\d{6})\.html", None),
        ("quote.eastmoney.com", r"/zs(?P<index>\d{6})\.html", None),
        ("quote.eastmoney.com", r"/(?:unify/r|zz)/(?P<numbered>[01]\.\d{6})", None),
        ("quote.eastmoney.com", r"/unify/r/10[567]\.(?P<code>[A-Z_.]{1,7})", "US"),
        ("quote.eastmoney.com", r"/unify/r/116\.(?P<code>\d{5})", "HK"),
        ("quote.eastmoney.com", r"/hk/(?P<code>\d{5})\.html", "HK"),
        ("quote.eastmoney.com", r"/us/(?P<code>[A-Za-z_.]+?)\.html", "US"),
        ("data.eastmoney.com", r"/stockdata/(?P<digits>\d{6})\.html", None),
        ("wap.eastmoney.com", r"/quote/stock/(?P<numbered>[01]\.\d{6})", None),
        ("eastmoney.com", r"/.*[?&]code=(?P<sina>(?i:sh|sz|bj)\d{6})(?:&|$)", None),
        ("guba.eastmoney.com", r"/list,(?P<digits>\d{6})[._]", None),
        ("xueqiu.com", r"/S/(?P<sina>(?:SH|SZ|BJ)\d{6})(?:[/?]|$)", None),
        ("xueqiu.com", r"/S/(?P<code>\d{5})(?:[/?]|$)", "HK"),
        ("xueqiu.com", r"/S/(?P<code>[A-Z.]{1,7})(?:[/?]|$)", "US"),
        ("stockpage.10jqka.com.cn", r"/(?P<digits>\d{6})(?:[/?]|$)", None),
        ("stockpage.10jqka.com.cn", r"/HK(?P<code>\d{4,5})(?:[/?]|$)", "HK"),
        ("stockpage.10jqka.com.cn", r"/(?P<code>[A-Z.]{1,7})(?:[/?]|$)", "US"),
        ("m.10jqka.com.cn", r"/stockpage/hs_(?P<digits>\d{6})(?:[/?]|$)", None),
        ("basic.10jqka.com.cn", r"/(?P<digits>\d{6})(?:[/?]|$)", None),
        ("gu.qq.com", r"/(?P<sina>(?:sh|sz|bj)\d{6}|hk\d{5})(?:[/?]|$)", None),
        ("gu.qq.com", r"/us(?P<code>[A-Z]{1,5})(?:\.\w+)?(?:[/?]|$)", "US"),
        ("finance.yahoo.com", rf"/quote/{_CODE}(?:[/?]|$)", "yahoo"),
        ("finance.yahoo.com", rf"/q\?(?:.*&)?s={_CODE}(?:&|$)", "yahoo"),
        ("cnbc.com", rf"/quotes/{_CODE}(?:[/?]|$)", "cnbc"),
        ("nasdaq.com", r"/(?:market-activity/(?:stocks|etf)|symbol)/(?P<code>[A-Za-z.]{1,7})(?:[/?]|$)", "US"),
        ("marketwatch.com", r"/investing/(?:stock|fund)/(?P<code>[A-Za-z0-9.]{1,7})(?:[/?]|$)", "country"),
        ("google.com", r"/finance/quote/(?P<code>[A-Z0-9.-]{1,7}):(?P<exchange>[A-Z]{3,10})(?:[/?]|$)", None),
        ("bloomberg.com", r"/quote/(?P<code>[A-Z0-9./]{1,7}):(?P<country>US|HK|CH)(?:[/?]|$)", "country"),
        ("seekingalpha.com", r"/symbol/(?P<code>[A-Z.]{1,7})(?:[/?]|$)", "US"),
        ("reuters.com", r"/(?:markets/)?companies/(?P<code>[A-Za-z0-9]{1,6}\.[A-Z]{1,2})(?:[/?]|$)", "yahoo"),
        ("wsj.com", r"/market-data/quotes/[A-Z]{2}/(?P<exchange>X[A-Z]{3})/(?P<code>\w{1,7})(?:[/?]|$)", None),
        ("wsj.com", r"/market-data/quotes/(?P<code>[A-Z.]{1,7})(?:[/?](?!X[A-Z]{3}/)|$)", "US"),
        ("markets.ft.com", r"/data/.*[?&]s=(?P<code>[A-Z0-9.]{1,7}):(?P<exchange>[A-Z]{3})(?:&|$)", None),
        ("money.cnn.com", r"/quote/.*[?&]symb=(?P<code>[A-Z.]{1,7})(?:&|$)", "US"),
        ("thestreet.com", r"/quote/(?P<code>[A-Z.]{1,7})(?:[/?]|$)", "US"),
        ("barrons.com", r"/market-data/stocks/(?P<code>[a-z.]{1,7})(?:[/?]|$)", "US"),
        ("stockanalysis.com", r"/stocks/(?P<code>[a-z.]{1,7})(?:[/?]|$)", "US"),
        ("fool.com", r"/quote/(?:nasdaq|nyse)/(?P<code>[a-z.-]{1,7})(?:[/?]|$)", "US"),
        ("hkex.com.hk", r"/.*[?&](?i:sym|symbol)=(?P<code>\d{1,5})(?:&|$)", "HK"),
        ("aastocks.com", r"/.*/quote/.*[?&](?i:symbol)=(?P<code>\d{1,5})(?:\.HK)?(?:&|$)", "HK"),
        ("nyse.com", r"/quote/(?:XNYS|XASE|ARCX):(?P<code>[A-Z.]{1,7})(?:[/?]|$)", "US"),
        ("tradingview.com", r"/symbols/(?P<exchange>[A-Z]{3,10})-(?P<code>[A-Z0-9.]{1,7})(?:[/?]|$)", None),
        ("morningstar.com", r"/stocks/(?P<exchange>x[a-z]{3})/(?P<code>[a-z0-9.]{1,7})(?:[/?]|$)", None),
        ("benzinga.com", r"/(?:quote|stock)/(?P<code>[A-Za-z.]{1,7})(?:[/?]|$)", "US"),
        ("stocktwits.com", r"/symbol/(?P<code>[A-Z.]{1,7})(?:[/?]|$)", "US"),
        ("finviz.com", r"/quote(?:\.ashx)?\?(?:.*&)?t=(?P<code>[A-Za-z.-]{1,7})(?:&|$)", "US"),
        ("zacks.com", r"/stock/quote/(?P<code>[A-Z.]{1,7})(?:[/?]|$)", "US"),
        ("investopedia.com", r"/markets/quote\?(?:.*&)?tvwidgetsymbol=(?P<code>[A-Za-z.]{1,7})(?:&|$)", "US"),
        ("markets.businessinsider.com", r"/stocks/(?P<code>[a-z.]{1,5})-stock(?:[/?]|$)", "US"),
        ("quotes.money.163.com", r"/(?P<netease>[01]\d{6})\.html", None),
        ("quotes.money.163.com", r"/(?:usstock|hkstock)?/?(?P<code>\d{5})\.html", "HK"),
        ("quotes.money.163.com", r"/usstock/(?P<code>[A-Z.]{1,7})\.html", "US"),
        ("q.stock.sohu.com", r"/cn/(?P<digits>\d{6})/", None),
        ("stockdata.stock.hexun.com", r"/(?P<digits>\d{6})\.shtml", None),
        ("cls.cn", r"/stock\?(?:.*&)?code=(?P<sina>(?:sh|sz|bj)\d{6}|hk\d{5})(?:&|$)", None),
        ("wallstreetcn.com", r"/markets/(?:stocks|codes)/(?P<code>[A-Za-z0-9]{1,6}\.[A-Z]{1,2})(?:[/?]|$)", "yahoo"),
        ("futunn.com", r"/stock/(?P<code>[A-Z.]{1,7})-US(?:[/?]|$)", "US"),
        ("futunn.com", r"/stock/(?P<code>\d{5})-HK(?:[/?]|$)", "HK"),
    )
)
"""Host (with or without www. or a country before it), path and query, and how the code in the path is meant."""
_COUNTRIES = {"us": "US", "hk": "HK", "cn": "CN", "ch": "CN"}


def find(article_html: str) -> list[TickerMention]:
    """The securities whose quote pages an article links to, with the text of the link as surface.

    Args:
        article_html: the article node alone, sanitised, links absolute.
    """
    mentions: list[TickerMention] = []
    if "href=" not in article_html:
        return mentions
    for part in article_html.split("<a ", MOST + 1)[1 : MOST + 1]:
        if (match := _HREF.match(part)) and (symbol := symbol_of(html.unescape(match[1]))):
            text = html.unescape(_TAG.sub("", part[match.end() :].partition("</a>")[0]))
            mentions.append(TickerMention(symbol, " ".join(text.split())[:100] or symbol, "markup"))
    return mentions


def symbol_of(url: str) -> str | None:
    """The security a quote page is about; ``None`` for any other address."""
    try:
        parts = urlsplit(url)
        host, path = (parts.hostname or ""), unquote(f"{parts.path}?{parts.query}" if parts.query else parts.path)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return None
    for wanted, form, market in _PAGES:
        if (host == wanted or host.endswith(f".{wanted}")) and (match := form.match(path)):
            named = {name: value for name, value in match.groupdict().items() if value}
            country = named.get("country") or parse_qs(parts.query).get("countrycode", ["us"])[0]
            if symbol := next((s for s in _symbols(named, market, country.lower()) if s), None):
                return symbol
    return None


def _symbols(named: dict[str, str], market: str | None, country: str) -> Iterator[str | None]:
    if "sina" in named:
        yield from_sina(named["sina"])
    if "netease" in named:  # 0 is Shanghai, 1 Shenzhen
        yield markets.symbol(named["netease"][1:], "SZ" if named["netease"][0] == "1" else "SH")
    if "digits" in named:
        yield markets.bare(named["digits"])
    if "index" in named:
        yield markets.bare(named["index"], "指数")
    if "numbered" in named:
        yield _numbered(*named["numbered"].split("."))
    code = named.get("code", "").upper().replace("_", ".").replace("/", ".")
    if not code:
        return
    if "exchange" in named:
        yield markets.with_exchange(named["exchange"], code)
    elif market == "yahoo":
        yield _with_dot(named["code"])
    elif market == "cnbc":
        yield markets.symbol(code.removesuffix("-HK"), "HK") if code.endswith("-HK") else _american(code)
    elif market == "country":
        yield markets.bare(code) if _COUNTRIES.get(country) == "CN" else markets.symbol(code, _COUNTRIES.get(country))
    else:
        yield markets.symbol(code, market)


def _numbered(number: str, code: str) -> str | None:
    """Eastmoney's 1 is Shanghai, its 0 Shenzhen and Beijing."""
    return markets.symbol(code, "SH") if number == "1" else markets.symbol(code, "SZ") or markets.symbol(code, "BJ")


def _with_dot(code: str) -> str | None:
    """``600519.SS``, ``0700.HK``, ``AAPL.O``, ``BRK-B`` or ``AAPL``; a dot and anything else is another country."""
    before, dot, after = code.rpartition(".")
    return markets.with_suffix(before, after) if dot and before else _american(code.upper())


def _american(code: str) -> str | None:
    return markets.symbol(code, "US")
