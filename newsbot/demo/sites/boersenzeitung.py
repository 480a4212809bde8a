"""Börsen-Zeitung: a gzipped news sitemap and an index of gzipped files; free articles, and one behind the paywall."""

import gzip
from html import escape

from newsbot.demo.server import Answer, Request
from newsbot.demo.sites.paper import Note, find, news_sitemap, page

STANZAS = """
[source.demo-boersenzeitung]
title = "Demo Börsen-Zeitung"
sitemap = "$url/boersenzeitung/sitemap/news.xml.gz"
args = { since_days = 0 }
schedule = { every = "5m" }
page = "boersen_zeitung_de"
timezone = "Europe/Berlin"
allow_addresses = ["$address"]

[source.broken-boersenzeitung-paywall]
sitemap = "$url/boersenzeitung/sitemap/index.xml.gz"
args = { since_days = 0 }
page = "boersen_zeitung_de"
timezone = "Europe/Berlin"
allow_addresses = ["$address"]
schedule = { every = "5m" }
enabled = false

[source.broken-boersenzeitung-bomb]
sitemap = "$url/boersenzeitung/sitemap/bomb.xml.gz"
allow_addresses = ["$address"]
schedule = { every = "5m" }
enabled = false
"""

NOTES = (
    Note(
        "/boersenzeitung/kapitalmaerkte/ruhiger-handel-vor-den-zahlen",
        "Ruhiger Handel vor den Zahlen",
        "Die Anleger warten auf die Zahlen der Woche. Analysten rechnen mit wenig Bewegung.",
        (
            "Der Markt hat sich am Freitag kaum bewegt. Der Index der Nordwerte gab um 0,1% auf 4.812 Punkte nach.",
            "Nordhafen AG",
            "Gefragt waren die Aktien der Nordhafen AG, die um 2,3% zulegten.",
            "Händler verwiesen auf einen Auftrag über 36 Mill. Euro.",
        ),
        4,
        "Henrike Sallmann",
        "Der Handelssaal am Freitag.",
    ),
    Note(
        "/boersenzeitung/banken-finanzen/sparbank-legt-zu",
        "Sparbank legt im dritten Quartal zu",
        "Das Institut verdient mehr mit Krediten.",
        (
            "Die Sparbank hat im dritten Quartal 12% mehr verdient als ein Jahr zuvor.",
            "Der Zinsüberschuss stieg auf 88 Mill. Euro.",
        ),
        25,
        "Arne Lohmann",
    ),
)
LOCKED = Note(
    "/boersenzeitung/unternehmen-branchen/lindau-werke-bauen-um",
    "Lindau-Werke bauen ihre Gießerei um",
    "Der Umbau kostet 48 Mill. Euro und dauert ein Jahr.",
    (),
    8,
    "Jule Hartwig",
)


def answer(request: Request, base: str) -> Answer | None:
    """The gzipped files and the pages they name."""
    folder, _, name = request.path.rpartition("/")
    if folder == "/boersenzeitung/sitemap":
        child = f"<sitemap><loc>{base}{folder}/sitemap-1.xml.gz</loc></sitemap>"
        files = {
            "news.xml.gz": news_sitemap(NOTES, base, "Börsen-Zeitung", "de").encode(),
            "sitemap-1.xml.gz": news_sitemap((LOCKED,), base, "Börsen-Zeitung", "de").encode(),
            "index.xml.gz": f"<sitemapindex>{child}</sitemapindex>".encode(),
        }
        if name == "bomb.xml.gz":
            files[name] = b"<urlset>" + bytes(60 * 2**20)
        return Answer(gzip.compress(files[name]), "application/gzip") if name in files else None
    note = find((*NOTES, LOCKED), request.path)
    return page(_page(note, base)) if note else None


def _page(note: Note, base: str) -> str:
    stamp = f"{note.published:%Y-%m-%dT%H:%M:%S+00:00}"
    return f"""<!DOCTYPE html><html lang="de"><head><title>{escape(note.headline)} | Börsen-Zeitung</title>
<meta property="og:title" content="{escape(note.headline)} | Börsen-Zeitung"><meta property="og:locale" content="de_DE">
<meta property="article:published_time" content="{stamp}"><meta name="author" content="redaktion@example.invalid">
<link rel="canonical" href="{base}{note.path}"></head><body><storefront-root><storefront-view class="article">
<storefront-section id="post-content" class="post-content">
<storefront-section class="article-header">
<storefront-html class="overline FREE"><div><span class="overline-prefix">Märkte am Abend</span></div></storefront-html>
<storefront-html><h1>{escape(note.headline)}</h1></storefront-html>
<storefront-html class="excerpt"><div class="pxp-html excerpt">{escape(note.lead)}</div></storefront-html>
<storefront-html id="publication-date">
<div>Frankfurt, {note.published:%B %d, %Y}, {note.published:%H:%M} Uhr</div></storefront-html>
<storefront-section id="authors-container"><storefront-html id="authors"><span>{note.author}</span></storefront-html>
</storefront-section></storefront-section>
{_body(note, base) if note.paragraphs else _PAYWALL}
</storefront-section>
<storefront-section class="taglist-container">Themen des Artikels<storefront-list class="taglist"><div class="taglist">
<button class="mat-ripple tag has-text">Aktien</button><button class="mat-ripple tag has-text">Märkte</button></div>
</storefront-list></storefront-section></storefront-view></storefront-root></body></html>"""


_PAYWALL = (
    '<storefront-html class="paywall-headline"><div>Weiterlesen mit der Börsen-Zeitung</div></storefront-html>'
    "<storefront-html><div>Jetzt vier Wochen kostenlos testen</div></storefront-html>"
)


def _body(note: Note, base: str) -> str:
    picture = (
        f'<figure class="featured-image"><storefront-image src="{note.picture(base)}"></storefront-image>'
        f'<figcaption><span class="caption">{note.caption}</span></figcaption></figure>'
    )
    texts = "\n".join(
        f'<div class="no-tts"><div class="no-tts"><p>{escape(text)}</p></div></div>' if text.endswith(".") else
        f'<p class="no-tts wp-block-ppi-onlineinterline interline">{escape(text)}</p>'
        for text in note.paragraphs
    )  # fmt: skip
    return f"""{picture if note.caption else ""}
<storefront-content-body id="post-content-body" class="content-full-body"><article id="sprylab_purple_content">
<h1 class="entry-title">{escape(note.headline)}</h1><h3 class="no-tts wp-block-ppi-aboveheading">Finanzmärkte</h3>
<h1 class="no-tts wp-block-ppi-printheading">Handel ruht vor Zahlen</h1>
<h2 class="no-tts wp-block-ppi-subheading">Index fast unverändert</h2>
<h5 class="no-tts wp-block-ppi-authorshort">hs Frankfurt</h5>
{texts}</article></storefront-content-body>"""
