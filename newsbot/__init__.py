"""newsbot: a scheduled scraping and archiving pipeline for finance news."""

__version__ = "0.1.0"
