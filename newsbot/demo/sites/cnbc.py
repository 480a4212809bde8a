"""CNBC: a news sitemap whose offsets have no colon, and pages with key points and watch-list buttons in the text."""

import json
from html import escape

from newsbot.demo.server import Answer, Request
from newsbot.demo.sites.paper import Note, find, news_sitemap, page, xml

STANZAS = """
[source.demo-cnbc]
title = "Demo CNBC"
sitemap = "$url/cnbc/sitemap_news.xml"
args = { since_days = 0 }
schedule = { every = "5m" }
page = "cnbc_com"
timezone = "America/New_York"
allow_addresses = ["$address"]
"""

NOTES = (
    Note(
        "/cnbc/2026/11/20/wrenfield-rail-raises-its-outlook.html",
        "Wrenfield Rail raises its outlook as freight returns",
        "The operator now expects revenue to grow in every region it serves.",
        (
            "Wrenfield Rail raised its outlook for the year on Friday, as freight comes back faster than hoped.",
            "Revenue will grow between 6% and 8%, the company said, up from an earlier range of 3% to 5%.",
            "Shares of rival <Northmoor> fell on the news, and ended the day 2.4% lower.",
            "Tolls on the coastal line stay where they are until spring, the company added.",
        ),
        3,
        "Tessa Brandt",
        "Freight cars wait at the Wrenfield yard.",
    ),
    Note(
        "/cnbc/2026/11/19/harbour-towns-weigh-a-common-toll.html",
        "Harbour towns weigh a common toll for the strait",
        "Five towns would share the income by tonnage.",
        (
            "Five harbour towns on the Almery strait are weighing a common toll that would replace a dozen local fees.",
            "The income would be shared by tonnage, according to a draft seen by the towns' councils this week.",
            "Shipowners said that they would rather pay one fee than argue about twelve.",
        ),
        27,
        "Owen Castell",
    ),
)
_QUOTE = (
    '<span class="QuoteInBody-quoteNameContainer" data-test="QuoteInBody"><a href="/quotes/NRMR/">Northmoor</a>'
    '<span class="QuoteInBody-inlineButton"><span class="AddToWatchlistButton-watchlistContainer">'
    '<button class="AddToWatchlistButton-watchlistButton">Add</button></span></span></span>'
)


def answer(request: Request, base: str) -> Answer | None:
    """The sitemap and the pages it names."""
    if request.path == "/cnbc/sitemap_news.xml":
        return xml(news_sitemap(NOTES, base, "CNBC", "en", "NASDAQ:NRMR"))
    note = find(NOTES, request.path)
    return page(_page(note, base)) if note else None


def _page(note: Note, base: str) -> str:
    stamp = f"{note.published:%Y-%m-%dT%H:%M:%S+0000}"
    linked_data = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": note.headline,
        "datePublished": stamp, "dateModified": stamp, "author": [{"@type": "Person", "name": note.author}],
        "publisher": {"@type": "Organization", "name": "CNBC"}, "articleSection": "Transport",
    }  # fmt: skip
    texts = [escape(text, quote=False).replace("&lt;Northmoor&gt;", _QUOTE) for text in note.paragraphs]
    groups = [f'<div class="group"><p>{text}</p></div>' for text in texts]
    groups.insert(2, '<h2 class="ArticleBody-subtitle">Where the growth comes from</h2>')
    if note.caption:
        groups.insert(
            1,
            f'<div class="InlineImage-wrapper"><img src="{note.picture(base)}" alt=""><div>'
            f'<div class="InlineImage-imageEmbedCaption">{escape(note.caption)}</div></div></div>',
        )
    return f"""<!DOCTYPE html><html lang="en"><head><title>{escape(note.headline)}</title>
<meta property="og:site_name" content="CNBC"><meta property="og:title" content="{escape(note.headline)}">
<meta name="description" content="{escape(note.lead)}"><link rel="canonical" href="{base}{note.path}">
<script type="application/ld+json">{json.dumps(linked_data)}</script></head><body>
<div class="Ticker">DOW 41,000.10 +0.4%</div>
<div class="ArticleHeader-wrapper"><h1 class="ArticleHeader-headline">{escape(note.headline)}</h1>
<time data-testid="published-timestamp" datetime="{stamp}">Published Fri, Nov 20 2026 4:00 AM EST</time></div>
<div class="RenderKeyPoints-wrapper"><div>Key Points</div><div class="RenderKeyPoints-list"><div class="group"><ul>
<li>{escape(note.lead)}</li></ul></div></div></div>
<div class="ArticleBody-articleBody" data-module="ArticleBody">
{chr(10).join(groups)}
<div class="RelatedContent-container"><h3>Read more</h3><ul><li><a href="/1">Ten things to watch</a></li></ul></div>
</div><div class="TrendingNow-wrapper"><h3>Trending Now</h3><p>What a reader of something else read next.</p></div>
</body></html>"""
