"""Central banks and the SEC: the Fed's CDATA, an RSS feed named .html, RSS 1.0, EDGAR in Latin-1 and its refusal."""

from html import escape

from newsbot.demo.server import Answer, Request
from newsbot.demo.sites.paper import Note, find, page, paragraphs

STANZAS = """
[source.demo-fed]
title = "Demo central bank"
feed = "$url/regulators/feeds/press_all.xml"
schedule = { every = "5m" }
page = "federalreserve_gov"
timezone = "America/New_York"
allow_addresses = ["$address"]

[source.demo-rdf]
title = "Demo central bank with RSS 1.0 in a file named .html"
feed = "$url/regulators/rss/press.html"
schedule = { every = "5m" }
timezone = "Australia/Sydney"
allow_addresses = ["$address"]

[source.demo-edgar]
title = "Demo EDGAR"
feed = "$url/regulators/cgi-bin/browse-edgar"
schedule = { every = "5m" }
page = "sec_gov"
timezone = "America/New_York"
allow_addresses = ["$address"]

[source.broken-edgar-undeclared]
feed = "$url/regulators/undeclared/browse-edgar"
page = "sec_gov"
allow_addresses = ["$address"]
schedule = { every = "5m" }
enabled = false
"""

FED = Note(
    "/regulators/newsevents/pressreleases/monetary20261120a.htm",
    "Board of Almery announces invented decision",
    "Board of Almery announces invented decision",
    (
        "The Board of Almery decided on Friday to leave its rate at 3.25 percent.",
        "Two members preferred a cut by a quarter of a percentage point.",
    ),
    3,
)
BANK = Note(
    "/regulators/media-releases/2026/mr-26-31",
    "Bank of Almery publishes its chart pack",
    "The chart pack has forty charts.",
    (
        "The Bank of Almery has published its chart pack for the quarter.",
        "It has forty charts on the economy of the strait and its five towns.",
    ),
    12,
)
FILING = Note(
    "/regulators/Archives/edgar/data/9900001/000990000126000001/0009900001-26-000001-index.htm",
    "8-K - SOCIÉTÉ WRENFIELD INC (0009900001)",
    "",
    (
        "Filing of the 8-K, accepted on Friday: results of operations, and a description of them.",
        "Documents: wrfr-8k.htm, ex99-1.htm.",
    ),
    5,
)
_REFUSAL = (
    "<!DOCTYPE html><html><head><title>SEC.gov | Your Request Originates from an Undeclared Automated Tool</title>"
    "</head><body><h1>Your Request Originates from an Undeclared Automated Tool</h1>"
    "<p>To allow for equitable access to all "
    "users, please declare your traffic by updating your user agent to include company specific information.</p>"
    + "<p>More about this stands in the fair-access rules of this site.</p>" * 3
    + "</body></html>"
)


def answer(request: Request, base: str) -> Answer | None:
    """Three feeds, three pages, and the refusal, which has status 200."""
    if request.path.startswith("/regulators/undeclared/"):
        return Answer(_REFUSAL.encode())
    feeds = {
        "/regulators/feeds/press_all.xml": (_fed, "text/xml"),
        "/regulators/rss/press.html": (_rdf, "text/html"),
        "/regulators/cgi-bin/browse-edgar": (_edgar, "application/atom+xml"),
    }
    if request.path in feeds:
        write, media_type = feeds[request.path]
        return Answer(write(base), media_type)
    note = find((FED, BANK, FILING), request.path)
    if note is None:
        return None
    return page(
        f'<!DOCTYPE html><html lang="en"><head><title>{escape(note.headline)}</title></head><body>'
        f'<div id="article"><h1>{escape(note.headline)}</h1>\n<p class="date">{note.published:%B %d, %Y}</p>\n'
        f"{paragraphs(note)}</div></body></html>"
    )


def _fed(base: str) -> bytes:
    elements = {
        "title": FED.headline,
        "link": base + FED.path,
        "guid": base + FED.path,
        "description": FED.headline,
        "category": "Monetary Policy",
        "pubDate": f"{FED.published:%a}, {FED.published.day} {FED.published:%b %Y %H:%M:%S} GMT   ",
    }
    row = "".join(f"<{name}><![CDATA[{text}]]></{name}>" for name, text in elements.items())
    channel = f"<channel><title>Board</title><item>{row}</item></channel>"
    return f'\ufeff<?xml version="1.0" encoding="utf-8"?><rss version="2.0">{channel}</rss>'.encode()


def _rdf(base: str) -> bytes:
    return (
        '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<channel rdf:about="{base}/"><title>Bank of Almery</title></channel><item rdf:about="{base}{BANK.path}">'
        f"<title>{BANK.headline}</title><link>{base}{BANK.path}</link><description>{BANK.lead}</description>"
        f"<dc:date>{BANK.published:%Y-%m-%dT%H:%M+00:00}</dc:date></item></rdf:RDF>"
    ).encode()


def _edgar(base: str) -> bytes:
    """The filing twice, once for each role of a filer."""
    updated = f"{FILING.published:%Y-%m-%dT%H:%M:%S+00:00}"
    entries = "".join(
        f"<entry><title>{FILING.headline} ({role})</title>"
        f'<link rel="alternate" type="text/html" href="{base}{FILING.path}"/>'
        f'<summary type="html"> &lt;b&gt;Filed:&lt;/b&gt; {FILING.published:%Y-%m-%d} &lt;b&gt;AccNo:&lt;/b&gt; '
        "0009900001-26-000001 &lt;b&gt;Size:&lt;/b&gt; 200 KB&lt;br&gt;Item 2.02: Results of Operations</summary>"
        f'<updated>{updated}</updated><category scheme="https://www.sec.gov/" label="form type" term="8-K"/>'
        "<id>urn:tag:sec.gov,2008:accession-number=0009900001-26-000001</id></entry>"
        for role in ("Filer", "Subject")
    )
    feed = (
        '<?xml version="1.0" encoding="ISO-8859-1" ?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>Latest Filings</title><updated>{updated}</updated>{entries}</feed>"
    )
    return feed.encode("latin-1")
