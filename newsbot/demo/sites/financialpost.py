"""Financial Post: its feed and news sitemap, and one page in each of its two layouts."""

import json
from html import escape

from newsbot.demo.server import Answer, Request
from newsbot.demo.sites.paper import Note, find, item, news_sitemap, page, rss, xml

STANZAS = """
[source.demo-financialpost]
title = "Demo Financial Post"
feed = "$url/financialpost/feed"
schedule = { every = "5m" }
page = "financialpost_com"
timezone = "America/Toronto"
allow_addresses = ["$address"]
"""

NOTES = (
    Note(
        "/financialpost/news/economy/grain-belt-towns-ask-for-longer-sidings",
        "Grain-belt towns ask for longer sidings",
        "Trains have grown faster than the yards that hold them",
        (
            "Nine towns of the grain belt have asked the regulator for longer sidings, as trains no longer fit.",
            "The average train has 142 cars, the average siding holds 110, according to the towns' filing.",
            "The railway did not answer questions before the weekend.",
        ),
        5,
        "Corin Ashdown",
    ),
    Note(
        "/financialpost/fp-finance/banking/tallow-bank-trims-mortgage-rates",
        "Tallow Bank trims mortgage rates a second time",
        "The lender follows two smaller rivals",
        (
            "Tallow Bank cut its five-year fixed rate to 4.39%, the second cut within a month.",
            "Two smaller lenders had gone below 4.5% in the week before.",
        ),
        26,
        "Lena Okafor",
        "The head office of Tallow Bank.",
    ),
)
_PROMO = "Bookmark our website and support our journalism: what the grain belt earns is told here each morning."
_AD = '<div class="ad__label">Story continues below</div><div class="ad__placeholder">Not loaded yet</div>'
_SIGN_IN = (
    '<div class="article-block article-content__sign-in-group hidden"><div class="h2">REGISTER / SIGN IN</div>'
    "<p>Readers with a login see the rest of this page at once.</p></div>"
)


def answer(request: Request, base: str) -> Answer | None:
    """The feed, the sitemap, and the pages."""
    if request.path == "/financialpost/feed":
        more = "<dc:creator>{}</dc:creator><category><![CDATA[Economy]]></category>"
        items = [
            item(note, base, f"{note.published:%a, %d %b %Y %H:%M:%S +0000}", more.format(note.author))
            for note in NOTES
        ]
        return xml(rss("Demo Financial Post", items, ' xmlns:dc="http://purl.org/dc/elements/1.1/"'))
    if request.path == "/financialpost/sitemap-news.xml":
        return xml(news_sitemap(NOTES, base, "Financial Post", "en"))
    note = find(NOTES, request.path)
    return page(_page(note, base)) if note else None


def _page(note: Note, base: str) -> str:
    stamp = f"{note.published:%Y-%m-%dT%H:%M:%S+0000}"
    linked_data = {
        "@context": ["http://schema.org"], "@type": "ReportageNewsArticle", "headline": note.headline,
        "datePublished": stamp, "dateModified": stamp, "description": note.lead, "isAccessibleForFree": False,
        "author": [{"@type": "Person", "name": note.author}], "keywords": ["Economy", "Transport"],
        "publisher": {"@type": "NewsMediaOrganization", "name": "Financial Post"}, "articleSection": "news",
    }  # fmt: skip
    return f"""<!DOCTYPE html><html lang="en-CA"><head><title>{escape(note.headline)} | Financial Post</title>
<meta property="og:site_name" content="financialpost"><meta property="og:title" content="{escape(note.headline)}">
<link rel="canonical" href="{base}{note.path}">
<script type="application/ld+json">{json.dumps(linked_data)}</script></head><body><main>
<article class="article-content-story article-content-story--story"><header class="article-header">
<h1 class="article-title" id="articleTitle">{escape(note.headline)}</h1>
<p class="article-subtitle">{escape(note.lead)}</p>
<div class="published-by"><div class="visually-hidden">Author of the article:</div>
<span class="published-by__author"><a href="/author/x/">{note.author}</a></span></div>
<div class="published-date"><span class="published-date__since">Published {note.published:%b %d, %Y}</span>
<span class="updated-date__since">Last updated 1 hour ago</span></div>
{_picture(note, base) if note.caption else ""}</header>
{_sections(note) if note.caption else _elements(note)}
<section class="article-content__share-group">Share this article in your social network</section>
<div class="article-comment"><h2>Comments</h2><p>Join the conversation about this article.</p></div>
</article></main></body></html>"""


def _picture(note: Note, base: str) -> str:
    sources = f'<source media="(min-width: 768px)" srcset="{note.picture(base)}?w=472" type="image/webp">' * 4
    return (
        f'<figure class="featured-image"><picture class="featured-image__ratio">{sources}'
        f'<img class="featured-image__image" src="{note.picture(base)}" alt=""></picture>'
        f'<figcaption class="featured-image__caption image-caption"><span class="caption">{note.caption}</span>'
        ' <span class="credit">Photo by Nobody/Financial Post</span></figcaption></figure>'
    )


def _sections(note: Note) -> str:
    """The layout of 2024: sections with an advertisement and a sign-in box between them."""
    label = '<div class="visually-hidden">Article content</div>'
    group = "article-content__content-group"
    sections = [
        f'<section class="{group} {group}--story">{label}<p>{text}</p></section>'
        for text in (*map(escape, note.paragraphs), f"<em>{_PROMO}</em>")
    ]
    return f'<div class="article-content__ad-group">{_AD}</div>{_SIGN_IN}'.join(sections)


def _elements(note: Note) -> str:
    """The layout after it: an element for each paragraph."""
    texts = (*(escape(text, quote=False) for text in note.paragraphs), f"<em>{_PROMO}</em>")
    parts = [f'<div class="story-v2-content-element-inline"><p>{text}</p></div>' for text in texts]
    return f'<div class="story-v2-ad">{_AD}</div>'.join(parts)
