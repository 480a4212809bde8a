"""Bytes of a page to text: what was declared is checked against what is there."""

import codecs
import re

from w3lib.encoding import http_content_type_encoding, read_bom, resolve_encoding

from newsbot.extract import charsets

_META = re.compile(rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_META_WITHIN = 65536
"""Browsers look at 1024 bytes; a page re-saved after its scripts ran can carry kilobytes of styles before the meta."""

_BEYOND_LATIN = re.compile("[\u0800-\U0010ffff]")
"""From here on UTF-8 takes three bytes a character, which text in another encoding hardly ever forms."""
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_ENOUGH = re.compile("(?:[^\x00-\x7f][\x00-\x7f]*){8}")
"""Characters of two bytes that text in another encoding forms by chance in a few words at most."""
_ONE_ERROR_IN = 20
"""Characters of UTF-8 with a broken byte here and there; in other text nearly every one is an error."""
_TELLING = 20
"""Characters from which a few unusual ones tell two single-byte encodings apart, and several-byte ones are judged."""
_MARGIN, _WIDE_MARGIN = 0.15, 0.5
"""How much better than a declaration a guess must read; text of names alone reads at a third of the usual."""
_READABLE = 0.3
_GB_PAIR = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")
_HIGH = re.compile(rb"[\x80-\xff]")
_SAMPLE = 200_000
"""Bytes looked at to judge undeclared text."""


def decode(body: bytes, content_type: str | None = None) -> str:
    """The text of a page, without BOM and NULs.

    A byte order mark decides; else what is UTF-8, but for a broken byte, is UTF-8 whatever it claims. Else the first
    of HTTP header and meta element that fits without an error and reads like text (`charsets.fit`); else the encoding
    that reads best, GB 18030 or Windows-1252 where nothing tells; where bytes fit none, the one with the fewest
    errors, which become U+FFFD. ``gb2312`` and ``gbk`` mean GB 18030, ``iso-8859-1`` means Windows-1252, as in
    browsers. A character cut off at the end is no error. Never raises.

    Args:
        body: the bytes, after content decoding.
        content_type: value of the Content-Type header, where known.
    """
    bom_encoding, bom = read_bom(body)
    if bom_encoding and bom:
        return body[len(bom) :].decode(bom_encoding, "replace").replace("\0", "")
    declared = _declared(body, content_type)
    utf8 = _strict(body, "utf-8")
    if utf8 is not None and utf8.isascii() and not body.isascii():
        utf8 = None  # nothing but an incomplete character at the end says so
    if utf8 is not None and (_is_surely_utf8(utf8) or not any(map(_is_multibyte, declared))):
        return utf8.replace("\0", "")
    if utf8 is None and _is_nearly_utf8(lossy := body.decode("utf-8", "replace")):
        return lossy.replace("\0", "")
    best = charsets.best(body)
    readable = best is not None and best[1] >= _READABLE
    for encoding in declared:
        text = _strict(body, encoding)
        if text is not None and not (best and readable and _reads_worse(body, text, encoding, best[1])):
            return text.replace("\0", "")
    guess = best[0] if best and readable else "gb18030" if _looks_gb(body) else "cp1252"
    encodings = dict.fromkeys(["utf-8", guess, *declared])
    texts = [text for name in encodings if (text := _strict(body, name)) is not None]
    texts = texts[:1] or [body.decode(encoding, "replace") for encoding in encodings]
    return min(texts, key=lambda text: text.count("\ufffd")).replace("\0", "")


def _reads_worse(body: bytes, text: str, encoding: str, best: float) -> bool:
    """Whether a declaration that fits byte for byte is wrong all the same; single bytes fit anything."""
    fit = charsets.fit(body, encoding)
    enough = len(_BEYOND_ASCII.findall(text)) >= _TELLING
    if fit is None or (_is_multibyte(encoding) and not enough):
        return False
    return fit < best - (_MARGIN if enough and not _is_multibyte(encoding) else _WIDE_MARGIN)


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
    return text.isascii() or _BEYOND_LATIN.search(text) is not None or _ENOUGH.search(text) is not None


def _is_nearly_utf8(text: str) -> bool:
    """Whether text that was read as UTF-8 is, but for broken bytes here and there."""
    errors = text.count("\ufffd")
    readable = text.replace("\ufffd", "")
    beyond = len(_BEYOND_ASCII.findall(readable))
    return beyond >= _ONE_ERROR_IN * errors and _is_surely_utf8(readable)


def _declared(body: bytes, content_type: str | None) -> list[str]:
    """The encodings a page claims; each is a superset of ASCII, as a page with a readable meta must be."""
    meta = _META.search(body, 0, _META_WITHIN)
    names = (http_content_type_encoding(content_type), meta and meta[1].decode("ascii"))
    found = [resolve_encoding(name) for name in names if name]
    usable = [name for name in found if name and not name.startswith(("utf-16", "utf-32", "utf-7"))]
    return list(dict.fromkeys(name for name in usable if _is_text_encoding(name)))


def _is_multibyte(encoding: str) -> bool:
    """Whether two bytes above ASCII are one character, so that they may look like UTF-8 by chance."""
    return encoding != "utf-8" and len(b"\xb0\xa1".decode(encoding, "replace")) == 1


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
