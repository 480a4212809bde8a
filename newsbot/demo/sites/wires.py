"""GlobeNewswire, whose dates have no seconds and whose categories are typed, and PR Newswire with its industries."""

from html import escape

from newsbot.demo.server import Answer, Request
from newsbot.demo.sites.paper import Note, find, item, page, paragraphs, rss, xml

STANZAS = """
[source.demo-globenewswire]
title = "Demo GlobeNewswire"
feed = "$url/wires/RssFeed/orgclass/1"
schedule = { every = "5m" }
page = "globenewswire_com"
timezone = "America/New_York"
allow_addresses = ["$address"]

[source.demo-prnewswire]
title = "Demo PR Newswire"
feed = "$url/wires/rss/news-releases-list.rss"
schedule = { every = "5m" }
page = "prnewswire_com"
timezone = "America/New_York"
allow_addresses = ["$address"]
"""

_ABOUT = "About Wrenfield Rail: Wrenfield Rail operates freight lines in four regions."
GLOBE = (
    Note(
        "/wires/news-release/2026/11/20/9900008/0/en/Wrenfield-Rail-Reports-Results.html",
        "Wrenfield Rail Reports Results for the Third Quarter",
        "DUNMERE, Nov. 20, 2026 (GLOBE NEWSWIRE) -- Wrenfield Rail (NYSE American: WRFR) today reported results.",
        (
            "DUNMERE, Nov. 20, 2026 (GLOBE NEWSWIRE) -- Wrenfield Rail (NYSE American: WRFR) earned $212 million.",
            "The board declared a dividend of $0.18 per share, payable in December.",
            _ABOUT,
        ),
        4,
    ),
    Note(
        "/wires/news-release/2026/11/19/9900009/0/fr/Tallow-Bank-annonce-une-emission.html",
        "Tallow Bank annonce une émission obligataire",
        "MILLBROOK, 19 nov. 2026 (GLOBE NEWSWIRE) -- Tallow Bank annonce une émission.",
        (
            "MILLBROOK, 19 nov. 2026 (GLOBE NEWSWIRE) -- Tallow Bank annonce une émission obligataire de 300 millions.",
            "Le produit servira au refinancement d'une dette qui arrive à échéance au printemps.",
        ),
        28,
    ),
)
ISSUERS = {GLOBE[0]: "Wrenfield Rail", GLOBE[1]: "Tallow Bank"}
RELEASE = Note(
    "/wires/news-releases/kestrel-foods-opens-a-second-plant-309900001.html",
    "Kestrel Foods opens a second plant",
    "DUNMERE, Nov. 20, 2026 /PRNewswire/ -- Kestrel Foods (NASDAQ: KSTF) today opened a second plant ...",
    (
        "DUNMERE, Nov. 20, 2026 /PRNewswire/ -- Kestrel Foods (NASDAQ: KSTF) today opened a second plant near Dunmere.",
        "The plant employs 210 people and will supply the northern stores.",
    ),
    2,
)
_DC = ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
_CODES = (
    '<category domain="https://www.globenewswire.com/rss/stock">NYSE American:WRFR</category>'
    '<category domain="http://www.globenewswire.com/rss/stock">TSX:WRF</category>'
    '<category domain="https://www.globenewswire.com/rss/ISIN">XX0000000001</category>'
)


def answer(request: Request, base: str) -> Answer | None:
    """Both feeds and the releases."""
    if request.path == "/wires/RssFeed/orgclass/1":
        return xml(rss("Demo GlobeNewswire", [_globe(note, base) for note in GLOBE], _DC))
    if request.path == "/wires/rss/news-releases-list.rss":
        return xml(rss("Demo PR Newswire", [_release(base)], f'{_DC} xmlns:prn="https://www.prnewswire.com/rss/"'))
    note = find((*GLOBE, RELEASE), request.path)
    return page(_page(note, "GlobeNewswire News Room" if note in GLOBE else "PR Newswire")) if note else None


def _globe(note: Note, base: str) -> str:
    date = f"{note.published:%a, %d %b %Y %H:%M} GMT"
    more = (
        f"{_CODES if note is GLOBE[0] else ''}<category>Earnings Releases</category>"
        f"<dc:identifier>{note.path.split('/')[6]}</dc:identifier><dc:language>{note.path.split('/')[8]}</dc:language>"
        f"<dc:contributor>{ISSUERS[note]}</dc:contributor><dc:modified>{date}</dc:modified>"
        "<dc:keyword>Dividends</dc:keyword><dc:keyword>Freight</dc:keyword>"
    )
    return item(note, base, date, more)


def _release(base: str) -> str:
    more = (
        "<dc:contributor>Kestrel Foods</dc:contributor><dc:publisher>PR Newswire</dc:publisher>"
        "<dc:language>en</dc:language>"
        "<prn:industry>Food &amp; Beverages</prn:industry><prn:industry>FOD</prn:industry>"
        "<prn:subject>New Products &amp; Services</prn:subject><prn:subject>PDT</prn:subject>"
    )
    return item(RELEASE, base, f"{RELEASE.published:%a, %d %b %Y %H:%M:%S +0000}", more)


def _page(note: Note, room: str) -> str:
    """No layout of the wires is known: a plain page."""
    return f"""<!DOCTYPE html><html><head><title>{escape(note.headline)}</title>
<meta property="og:site_name" content="{room}"><meta property="og:title" content="{escape(note.headline)}"></head><body>
<header><a href="/">{room}</a></header><article><h1>{escape(note.headline)}</h1>
{paragraphs(note)}
</article><footer><p>Contact the wire</p></footer></body></html>"""
