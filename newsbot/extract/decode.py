"""Bytes of a page to text: what was declared is checked against what is there."""

import codecs
import re

from w3lib.encoding import http_content_type_encoding, read_bom, resolve_encoding

_META = re.compile(rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_META_WITHIN = 65536
"""Browsers look at 1024 bytes; a page re-saved after its scripts ran can carry kilobytes of styles before the meta."""

_BEYOND_LATIN = re.compile("[\u0800-\U0010ffff]")
"""From here on UTF-8 takes three bytes a character, which text in another encoding hardly ever forms."""
_GB_PAIR = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")
_HIGH = re.compile(rb"[\x80-\xff]")
_SAMPLE = 200_000
"""Bytes looked at to judge undeclared text."""


def decode(body: bytes, content_type: str | None = None) -> str:
    """The text of a page, without BOM and NULs.

    A byte order mark decides; else what is valid UTF-8 with Chinese in it is UTF-8 whatever it claims; else the
    first of HTTP header, meta element, UTF-8, GB 18030 (for text that looks like it) and Windows-1252 that fits
    without an error; else the one with the fewest errors, which become U+FFFD. ``gb2312`` and ``gbk`` mean GB 18030,
    ``iso-8859-1`` means Windows-1252, as in browsers. A character cut off at the end is no error. Never raises.

    Args:
        body: the bytes, after content decoding.
        content_type: value of the Content-Type header, where known.
    """
    bom_encoding, bom = read_bom(body)
    if bom_encoding and bom:
        return body[len(bom) :].decode(bom_encoding, "replace").replace("\0", "")
    utf8 = _strict(body, "utf-8")
    if utf8 is not None and _is_surely_utf8(utf8):
        return utf8.replace("\0", "")
    encodings = _candidates(body, content_type)
    for encoding in encodings:
        text = utf8 if encoding == "utf-8" else _strict(body, encoding)
        if text is not None:
            return text.replace("\0", "")
    texts = [body.decode(encoding, "replace") for encoding in encodings]
    return min(texts, key=lambda text: text.count("\ufffd")).replace("\0", "")


def utf8_text(body: bytes) -> str | None:
    """What `decode` returns for a page that is UTF-8 as it stands, which a parser can read without a copy.

    ``None`` for all others, and for UTF-8 that `decode` would have to change or to doubt.
    """
    if body.startswith(codecs.BOM_UTF8) or b"\0" in body:
        return None
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if _is_surely_utf8(text) else None


def _is_surely_utf8(text: str) -> bool:
    return text.isascii() or _BEYOND_LATIN.search(text) is not None


def _candidates(body: bytes, content_type: str | None) -> list[str]:
    """Encodings in the order they are tried; each is a superset of ASCII, as a page with a readable meta must be."""
    meta = _META.search(body, 0, _META_WITHIN)
    declared = [
        resolve_encoding(name)
        for name in (http_content_type_encoding(content_type), meta and meta[1].decode("ascii"))
        if name
    ]
    guesses = ["utf-8", "gb18030" if _looks_gb(body) else "cp1252"]
    found = [name for name in [*declared, *guesses] if name and not name.startswith(("utf-16", "utf-32", "utf-7"))]
    return list(dict.fromkeys(name for name in found if _is_text_encoding(name)))


def _is_text_encoding(name: str) -> bool:
    try:
        return b"<p>\xff".decode(name, "replace").startswith("<p>")
    except (LookupError, UnicodeError, ValueError):
        return False


def _strict(body: bytes, encoding: str) -> str | None:
    """The text when every byte fits; an incomplete last character is left out."""
    try:
        return codecs.getincrementaldecoder(encoding)("strict").decode(body)
    except ValueError:
        return None


def _looks_gb(body: bytes) -> bool:
    """In GB 18030 text the bytes above ASCII come in pairs; in Western text they stand alone."""
    sample = body[:_SAMPLE]
    return 4 * len(_GB_PAIR.findall(sample)) > len(_HIGH.findall(sample))
