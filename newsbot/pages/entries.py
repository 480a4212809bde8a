"""What a listing row adds to the article read from its page."""

from datetime import datetime
from zoneinfo import ZoneInfo

from newsbot import dates
from newsbot.items import ListingEntry, NewsArticle

_FILLED = ("headline", "description", "publisher", "section", "in_language", "source_id")
"""Taken from the row where the page has none. Not ``date_modified``: a list's own stamp moves without the text."""


def complete(article: NewsArticle, entry: ListingEntry, zone: str) -> None:
    """Fill in place what the page does not say. What the page says wins.

    Args:
        zone: IANA zone in which a bare day on the page is meant.
    """
    for name in _FILLED:
        if getattr(article, name) is None:
            setattr(article, name, getattr(entry, name))
    article.authors = article.authors or list(entry.authors)
    article.keywords = article.keywords or list(entry.keywords)
    article.tickers = [*article.tickers, *entry.tickers]
    if article.date_published is None or _same_day(article.date_published, entry.published, ZoneInfo(zone)):
        article.date_published, article.date_published_raw = entry.published, entry.published_raw


def _same_day(day: str, published: str | None, zone: ZoneInfo) -> bool:
    """Whether the row's instant makes a bare day more precise."""
    if published is None or not dates.is_day(day) or dates.is_day(published):
        return False
    moment: datetime = dates.to_datetime(published)
    return moment.astimezone(zone).date().isoformat() == day
