"""Nasdaq, whose items name securities and a partner, and Investing.com, whose dates begin with the month."""

from html import escape

from newsbot.demo.server import Answer, Request
from newsbot.demo.sites.paper import Note, find, item, page, paragraphs, rss, xml

STANZAS = """
[source.demo-nasdaq]
title = "Demo Nasdaq"
feed = "$url/aggregators/feed/rssoutbound?category=Markets"
schedule = { every = "5m" }
timezone = "America/New_York"
allow_addresses = ["$address"]

[source.demo-investing]
title = "Demo Investing.com"
feed = "$url/aggregators/rss/news_25.rss"
schedule = { every = "5m" }
timezone = "America/New_York"
allow_addresses = ["$address"]
"""

NASDAQ = Note(
    "/aggregators/articles/why-northmoor-fell-and-wrenfield-did-not",
    "Why Northmoor fell and Wrenfield did not",
    "Two railways, one strait.",
    (
        "Northmoor lost 2.4% on Friday, while its larger rival ended the week where it had begun.",
        "The reason is a toll that only one of them pays, analysts at a small broker wrote.",
    ),
    7,
)
INVESTING = Note(
    "/aggregators/news/stock-market-news/almery-stocks-end-lower-9900011",
    "Almery stocks end lower at close of trade",
    "",
    (
        "Almery stocks were lower after the close on Friday, as losses in transport led shares down.",
        "The index of the strait lost 0.31% to a new low of five days.",
    ),
    2,
)


def answer(request: Request, base: str) -> Answer | None:
    """Both feeds and their articles; Nasdaq's has tickers twice, and one of another country."""
    if request.path == "/aggregators/feed/rssoutbound":
        more = (
            "<dc:creator>A Partner</dc:creator><category>Markets</category>"
            "<nasdaq:tickers>NRMR,NRMR,WRFR,WRF:CA</nasdaq:tickers>"
        )
        spaces = ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:nasdaq="http://nasdaq.com/reference/feeds/1.0"'
        return xml(
            rss("Demo Nasdaq", [item(NASDAQ, base, f"{NASDAQ.published:%a, %d %b %Y %H:%M:%S +0000}", more)], spaces)
        )
    if request.path == "/aggregators/rss/news_25.rss":
        return xml(rss("Demo Investing.com", [item(INVESTING, base, f"{INVESTING.published:%b %d, %Y %H:%M} GMT")]))
    note = find((NASDAQ, INVESTING), request.path)
    if note is None:
        return None
    return page(
        f'<!DOCTYPE html><html lang="en"><head><title>{escape(note.headline)}</title></head><body><article>'
        f"<h1>{escape(note.headline)}</h1>\n{paragraphs(note)}</article></body></html>"
    )
