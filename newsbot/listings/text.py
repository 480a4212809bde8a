"""Small things every listing needs: text out of a value of any type, JSON and JSONP out of bytes."""

import json
import re
from html import escape
from typing import Any
from urllib.parse import urljoin

from lxml import html

from newsbot import dates, urls
from newsbot.errors import ListingError

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_MARKUP = re.compile(r"[<&]")
_HTML = re.compile(r"</?[A-Za-z][^<>]*>|&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]\w{1,31});")
_BRACKETED = re.compile(r"【\s*([^【】]+?)\s*】")
_JSONP_START = re.compile(r"(?:/\*.{0,50}?\*/\s*)?(?:try\s*\{\s*)?[A-Za-z_$][\w$.]{0,100}\s*\(")
_JSONP_END = re.compile(r"\)\s*;?\s*(?:\}\s*catch\s*\(\s*\w*\s*\)\s*\{\s*\}\s*;?)?")
_HTML_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?", re.ASCII)


def line(value: object) -> str | None:
    """A string or number as one line of text without control characters; ``None`` for anything else or nothing."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return " ".join(_CONTROL.sub("", _SURROGATE.sub("\ufffd", str(value))).split()) or None


def plain(markup: object) -> str | None:
    """The text of an HTML fragment as one line; scripts and styles are not text."""
    if not isinstance(markup, str):
        return line(markup)
    if not _MARKUP.search(markup):
        return line(markup)
    source = _CONTROL.sub("", _SURROGATE.sub("\ufffd", markup))
    root = html.fragment_fromstring(source, create_parent="div")
    for element in list(root.iter("script", "style", "template")):
        element.drop_tree()
    for element in root.iter("br", "p", "div", "li", "tr", "td", "th"):
        element.text = " " + (element.text or "")
        element.tail = " " + (element.tail or "")
    return line("".join(str(part) for part in root.itertext()))


def markup(value: object) -> str | None:
    """Text of a source that gives HTML or plain text without saying which, as HTML; ``None`` for no text.

    Without a tag or an entity it is plain: escaped, and its line breaks kept.
    """
    if not isinstance(value, str) or not plain(value):
        return None
    source = _CONTROL.sub("", _SURROGATE.sub("\ufffd", value)).strip()
    if _HTML.search(source):
        return source
    return "<br>".join(escape(part, quote=False) for part in source.splitlines() if part.strip())


def unbracketed(title: str | None) -> str | None:
    """A headline without the 【】 that some sources set around the whole of it."""
    found = _BRACKETED.fullmatch(title or "")
    return found[1] if found else title


def pictures(links: object) -> str:
    """HTML of the pictures in a list of addresses; ``""`` for anything else."""
    found = (absolute(link) for link in (links if isinstance(links, list) else []))
    return "".join(f'<p><img src="{escape(link)}"></p>' for link in found if link)


def keywords(value: object) -> list[str]:
    """The words of a comma list (either comma) or a list, in order, each once."""
    parts = re.split(r"[,，]", value) if isinstance(value, str) else value if isinstance(value, list) else []
    return list(dict.fromkeys(word for part in parts if (word := line(part))))


def address(value: object, base: str) -> str | None:
    """A link as an absolute http(s) address, else ``None``. Only made absolute, otherwise as it was written."""
    link = line(value)
    if not link:
        return None
    try:
        link = urljoin(base, link)
        urls.canonical(link)
    except ValueError:
        return None
    return None if link.startswith(urls.URN) else link


def absolute(value: object) -> str | None:
    """A link that is a whole http(s) address by itself (``//host/…`` is https), else ``None``."""
    return address(value, "https:") if isinstance(value, str) and "//" in value else None


def moment(value: object, zone: str = "Asia/Shanghai") -> str | None:
    """UTC text (or bare day) of a Unix time or a date in words."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return dates.from_timestamp(value) or dates.parse(line(value), zone)


def language(value: object) -> str | None:
    """A language tag in the spelling of BCP 47, ``zh-CN``; ``None`` for what is none."""
    tag = _LANGUAGE.fullmatch(line(value) or "")
    if not tag:
        return None
    parts = (tag[1].lower(), tag[2] and tag[2].title(), tag[3] and tag[3].upper())
    return "-".join(part for part in parts if part)


def count(value: object) -> int | None:
    """A number of things, given as number or digits."""
    digits = line(value) or ""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 else None


def is_html(body: bytes) -> bool:
    """True for the bytes of an HTML page, whatever was asked for."""
    return _HTML_PAGE.search(body[:2000].replace(b"\0", b"")) is not None


def load_json(body: bytes, url: str) -> Any:
    """The value of a JSON or JSONP answer (``NAME({…});`` or ``try{NAME({…});}catch(e){};``).

    Raises:
        ListingError: the answer is empty, an HTML page or no JSON.
    """
    stripped = body.strip()
    if not stripped:
        raise ListingError("the answer is empty", where=url)
    if stripped.startswith(b"<") and is_html(stripped):
        raise ListingError("the answer is an HTML page, not JSON", where=url, do="Open the address in a browser")
    try:
        source = stripped.decode("utf-8-sig")
    except UnicodeDecodeError:
        source = stripped.decode("gb18030", "replace")
    source = _unwrap(source.strip()).strip()
    if source.endswith("]") and (rest := source[:-1].rstrip()).endswith(","):
        source = f"{rest[:-1]}]"  # JavaScript allows a comma after the last element, and NetEase writes one
    try:
        value = json.loads(source, parse_constant=lambda _: None)
        return _scrub(value) if _ESCAPED_SURROGATE.search(source) else value
    except (ValueError, RecursionError) as error:
        raise ListingError(f"the answer is no JSON ({error})", where=url, do="Open the address in a browser") from error


def _unwrap(source: str) -> str:
    start = _JSONP_START.match(source)
    if not start:
        return source
    tail_from = max(len(source) - 60, start.end())
    for end in _JSONP_END.finditer(source, tail_from):
        if end.end() == len(source):
            return source[start.end() : end.start()]
    return source


def _scrub(value: Any) -> Any:
    """Halves of a surrogate pair, which JSON can escape and no database stores, become U+FFFD."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_scrub(item) for item in value]
    if isinstance(value, dict):
        return {_scrub(key): _scrub(item) for key, item in value.items()}
    return value
