"""What an article's content is, and whether two readings of it differ."""

import hashlib
import re
import unicodedata
from typing import Literal
from urllib.parse import unquote, urlsplit

from newsbot.items import NewsArticle

Change = Literal["first", "headline", "figures", "text", "correction", "images", "metadata"]

_SIZE_SUFFIX = re.compile(r"([_-]\d{2,4}x\d{2,4}|[@!].*)(?=\.\w+$|$)|/w\d+h\d+(?=/)", re.IGNORECASE)
"""How picture hosts write a size into the path: ``a_550x366.jpg``, ``a.jpg@1x``, Sina's ``/w550h366/``."""

_FIGURE = re.compile(r"[-+−]?\d(?:[\d,.]*\d)?")
_CORRECTION = re.compile(r"更正|勘误|\bcorrect(?:s|ed|ion)\b|\berratum\b", re.IGNORECASE)
METADATA = (
    "alternative_headline",
    "description",
    "authors",
    "editor",
    "publisher",
    "section",
    "keywords",
    "in_language",
    "date_published",
    "date_modified",
    "complete",
)
"""Fields of the publisher that are not content."""


def image_path(url: str) -> str:
    """Return what identifies a picture whatever host and size it is served from: its path without size suffix."""
    return _SIZE_SUFFIX.sub("", unquote(urlsplit(url).path))


def content_sha256(article: NewsArticle) -> str:
    """Return the hex SHA-256 of headline, body and the ordered image paths, in NFC.

    White space is folded: a page rendered anew with other line breaks has the same content.
    """
    parts = [article.headline or "", article.article_body or "", *(image_path(image.url) for image in article.images)]
    return hashlib.sha256("\0".join(map(_folded, parts)).encode()).hexdigest()


def change(old: NewsArticle, new: NewsArticle) -> Change | None:
    """Class the difference between two readings of one article; ``None`` when they say the same.

    The first that applies: the publisher calls it a correction; the headline; the body with only its figures
    changed; the body; the pictures; other publisher fields or captions alone (``metadata``).
    """
    if content_sha256(old) == content_sha256(new):
        fields = any(_value(getattr(old, name)) != _value(getattr(new, name)) for name in METADATA)
        return "metadata" if fields or _captions(old) != _captions(new) else None
    before, after = f"{old.headline}\n{old.article_body}", f"{new.headline}\n{new.article_body}"
    if len(_CORRECTION.findall(after)) > len(_CORRECTION.findall(before)):
        return "correction"
    if _folded(old.headline) != _folded(new.headline):
        return "headline"
    if _folded(old.article_body) != _folded(new.article_body):
        return "figures" if _without_figures(before) == _without_figures(after) else "text"
    return "images"


def _captions(article: NewsArticle) -> list[str]:
    return [_folded(image.caption) for image in article.images]


def _value(value: object) -> object:
    """A field as it is compared: other white space says nothing new there either."""
    if isinstance(value, list):
        return [_value(one) for one in value]
    return _folded(value) if value is None or isinstance(value, str) else value


def _folded(text: str | None) -> str:
    return " ".join(unicodedata.normalize("NFC", text or "").split())


def _without_figures(text: str) -> str:
    return _FIGURE.sub("0", _folded(text))
