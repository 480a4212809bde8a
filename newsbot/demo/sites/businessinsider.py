"""Business Insider: an index of a news sitemap and a monthly one; pages that name the day only, pictures in JSON."""

import json
from datetime import timedelta
from html import escape

from newsbot.demo.server import Answer, Request
from newsbot.demo.sites.paper import Note, find, item, news_sitemap, page, paragraphs, rss, xml
from newsbot.demo.writer import NOW

STANZAS = """
[source.demo-businessinsider]
title = "Demo Business Insider"
sitemap = "$url/businessinsider/sitemap/index.xml"
args = { since_days = 0, match = "-2026-11$$" }
schedule = { every = "5m" }
page = "businessinsider_com"
timezone = "America/New_York"
allow_addresses = ["$address"]

[source.demo-businessinsider-de]
title = "Demo Business Insider Deutschland"
feed = "$url/businessinsider/feed/businessinsider-alle-artikel"
schedule = { every = "5m" }
page = "businessinsider_de"
timezone = "Europe/Berlin"
allow_addresses = ["$address"]
"""

NOTES = (
    Note(
        "/businessinsider/kestrel-foods-opens-a-warehouse-2026-11",
        "Kestrel Foods opens a warehouse that runs at night",
        "Nobody works there between ten and five.",
        (
            "Kestrel Foods has opened a warehouse near Dunmere in which nobody works from ten at night to five.",
            "Forty carts move pallets on rails, and a crew of eleven starts them before it goes home.",
            "The company expects to save a fifth of its cost of storage, its head of logistics said in an interview.",
        ),
        6,
        "Mara Quill",
        "Carts on rails at the warehouse in Dunmere.",
    ),
    Note(
        "/businessinsider/a-lender-without-branches-2026-11",
        "A lender without branches buys one with forty",
        "The price was not disclosed.",
        (
            "Tallow Bank, which has never had a branch, is buying a rival that has forty of them.",
            "The branches will stay, a spokeswoman said, and so will the people in them.",
        ),
        30,
        "Idris Pell",
    ),
)
GERMAN = Note(
    "/businessinsider/de/wirtschaft/lindau-werke-bauen-um/",
    "Drei Zahlen, die den Umbau der Lindau-Werke erklären",
    "Die Lindau-Werke bauen um und sparen dabei.",
    (
        "Die Lindau-Werke bauen ihre Gießerei um und wollen damit ein Fünftel der Energie sparen.",
        "Der Vorstand rechnet mit Kosten von 48 Millionen Euro bis zum Ende des nächsten Jahres.",
    ),
    9,
    "Jule Hartwig",
    "Die Gießerei der Lindau-Werke.",
)
_OLD = "/businessinsider/about-us"


def answer(request: Request, base: str) -> Answer | None:
    """The index, its files, the German feed, and pages."""
    if request.path.startswith("/businessinsider/sitemap/"):
        return _sitemap(request.path, base)
    if request.path == "/businessinsider/feed/businessinsider-alle-artikel":
        date = f"{GERMAN.published:%a, %d %b %Y %H:%M:%S} +0000"
        return xml(rss("Demo Business Insider", [item(GERMAN, base, date)]))
    if request.path == GERMAN.path:
        return page(_german(GERMAN, base))
    note = find(NOTES, request.path)
    return page(_page(note, base)) if note else None


def _sitemap(path: str, base: str) -> Answer | None:
    folder = f"{base}/businessinsider/sitemap"
    if path.endswith("/index.xml"):
        files = {"2026-11": NOW - timedelta(hours=12), "google-news": NOW - timedelta(hours=1)}
        rows = "".join(
            f"<sitemap><loc>{folder}/{name}.xml</loc><lastmod>{at.isoformat()}</lastmod></sitemap>"
            for name, at in files.items()
        )
        return xml(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>\n')
    if path.endswith("/google-news.xml"):
        return xml(news_sitemap(NOTES[:1], base, "Business Insider", "en"))
    if path.endswith("/2026-11.xml"):
        paths = (NOTES[0].path, NOTES[1].path, _OLD)
        rows = "".join(f"<url><loc>{base}{one}</loc><lastmod>2026-11-19</lastmod></url>" for one in paths)
        return xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>\n')
    return None


def _page(note: Note, base: str) -> str:
    linked_data = {
        "@context": "http://schema.org", "@type": "NewsArticle", "headline": note.headline,
        "datePublished": f"{note.published:%Y-%m-%d}", "dateModified": f"{note.published:%Y-%m-%d}",
        "author": {"@type": "Person", "name": note.author}, "isAccessibleForFree": False,
        "publisher": {"@type": "Organization", "name": "Insider"},
    }  # fmt: skip
    picture = json.dumps({note.picture(base): {"contentType": "image/jpeg", "aspectRatioW": 640, "aspectRatioH": 360}})
    figure = (
        f'<figure><img class="lazy-image" src="data:image/svg+xml,%3Csvg xmlns=\'http://www.w3.org/2000/svg\'/%3E" '
        f'data-srcs="{escape(picture)}" alt=""><figcaption>{escape(note.caption)}</figcaption></figure>'
    )
    return f"""<!DOCTYPE html><html lang="en-US"><head><title>{escape(note.headline)} - Business Insider</title>
<meta property="og:site_name" content="Business Insider"><meta property="og:title" content="{escape(note.headline)}">
<link rel="canonical" href="{base}{note.path}">
<script type="application/ld+json">{json.dumps(linked_data)}</script></head><body><article>
<h1>{escape(note.headline)}</h1>
{f'<div class="byline-timestamp" data-timestamp="{note.published:%Y-%m-%dT%H:%M:%SZ}"></div>' if note.caption else ""}
<ul class="post-summary-bullets"><li>{escape(note.lead)}</li></ul>
<section class="post-body-content">
{figure if note.caption else ""}
{paragraphs(note).replace("</p>", "</p><h2>What comes next</h2>", 1)}
</section><section class="read-next"><p>Read next</p>
<a href="/2">A story from another day that is not this one</a></section>
</article></body></html>"""


def _german(note: Note, base: str) -> str:
    stamp = f"{note.published:%Y-%m-%dT%H:%M:%S+00:00}"
    linked_data = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": "Lindau-Werke: Umbau",
        "datePublished": stamp, "dateModified": stamp, "articleSection": ["Wirtschaft"],
        "publisher": {"@id": "https://www.businessinsider.de/#organization"},
    }  # fmt: skip
    return f"""<!DOCTYPE html><html lang="de-DE"><head><title>{escape(note.headline)}</title>
<meta property="og:site_name" content="Business Insider"><meta property="article:published_time" content="{stamp}">
<meta name="author" content="Übersetzerin Petra Klamm">
<script type="application/ld+json">{json.dumps(linked_data)}</script></head><body>
<ul class="breadcrumb"><li><h1 class="breadcrumb_last">Lindau-Werke: Umbau</h1></li></ul>
<header class="article-header"><h2 class="entry-title" itemprop="headline">{escape(note.headline)}</h2>
<div class="authors"><a class="list-authors__link" href="/autoren/x/">{note.author}</a></div></header>
<main><article class="article-main"><div class="entry-content article-body">
<div class="bi-image"><figure class="aligncenter"><div class="bi-image__aspect-ratio">
<img src="{note.picture(base)}" alt=""></div><div class="bi-image__caption-wrapper">
<figcaption class="bi-photo-caption">{note.caption}</figcaption>
<span class="bi-content-image-copyright">Foto: Werk</span></div></figure></div>
<div class="bi-bulletpoints"><p>{note.lead}</p></div><div class="bi-mrec bi-injected-ad">Anzeige</div>
<p><mark><em>Dies ist eine maschinelle Übersetzung eines Artikels aus Dunmere.
Petra Klamm hat ihn gelesen.</em></mark></p>
{paragraphs(note)}
<figure class="wp-block-inline-teaser"><div class="wp-block-inline-teaser__title">Lest auch</div>
<a href="/3">Ein Werk weiter nördlich baut auch um</a></figure>
<div class="sourcepoint__social-placeholder"><h3>Externer Inhalt nicht verfügbar</h3><p>Privatsphäre ändern</p></div>
<p>Lest den Originalartikel auf Englisch <a href="/4">hier</a>.</p>
</div></article>
<div class="tags-wrap">Mehr zum Thema<ul class="post-tags"><li><a href="/t">Industrie</a></li></ul></div>
</main></body></html>"""
