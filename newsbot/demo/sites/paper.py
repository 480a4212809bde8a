"""What the English and German sites share: a note, and the listings that name it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from html import escape

from newsbot.demo.server import Answer
from newsbot.demo.writer import NOW


@dataclass(frozen=True)
class Note:
    """An invented article: ``path`` below the demo site, ``hours`` before its clock, body and picture's caption."""

    path: str
    headline: str
    lead: str
    paragraphs: tuple[str, ...]
    hours: float
    author: str = ""
    caption: str = ""

    @property
    def published(self) -> datetime:
        """Its time, in UTC."""
        return (NOW - timedelta(hours=self.hours)).astimezone(UTC)

    def picture(self, base: str) -> str:
        """Address of its picture."""
        return f"{base}/en/pictures/w640h360/{sha256(self.path.encode()).hexdigest()[:20]}.jpg"


def find(notes: Sequence[Note], path: str) -> Note | None:
    """The note with this path."""
    return next((note for note in notes if note.path == path), None)


def page(html: str) -> Answer:
    """A page, without the blank lines its template leaves."""
    return Answer("\n".join(line for line in html.splitlines() if line.strip()).encode())


def xml(text: str) -> Answer:
    """A feed or sitemap."""
    return Answer(f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode(), "text/xml; charset=utf-8")


def paragraphs(note: Note) -> str:
    """The body in ``p`` elements."""
    return "\n".join(f"<p>{escape(text, quote=False)}</p>" for text in note.paragraphs)


def news_sitemap(notes: Sequence[Note], base: str, name: str, language: str, tickers: str = "") -> str:
    """A news sitemap, its offsets without a colon."""
    rows = "".join(
        f"<url><loc>{base}{note.path}</loc><news:news><news:publication><news:name>{name}</news:name>"
        f"<news:language>{language}</news:language></news:publication>"
        f"<news:publication_date>{note.published:%Y-%m-%dT%H:%M:%S+0000}</news:publication_date>"
        f"<news:title>{escape(note.headline)}</news:title>"
        f"{f'<news:stock_tickers>{tickers}</news:stock_tickers>' if tickers else ''}</news:news>"
        f"<image:image><image:loc>{note.picture(base)}</image:loc></image:image></url>\n"
        for note in notes
    )
    return (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
        f'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">\n{rows}</urlset>\n'
    )


def rss(title: str, items: Sequence[str], spaces: str = "") -> str:
    """An RSS feed of items already written."""
    rows = "\n".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0"{spaces}><channel><title>{escape(title)}</title>\n{rows}\n</channel></rss>\n'


def item(note: Note, base: str, date: str, more: str = "") -> str:
    """The elements of an item: headline, address, opening, and the date as this feed writes it."""
    return (
        f"<title>{escape(note.headline)}</title><link>{base}{note.path}</link><guid>{base}{note.path}</guid>"
        f"<description>{escape(note.lead)}</description><pubDate>{date}</pubDate>{more}"
    )
