"""What is checked of XML before a feed parser is let near it: is it a feed, whole, within limits; and its encoding."""

import re

from newsbot.errors import ListingError
from newsbot.listings import challenges, sec, text
from newsbot.listings.types import MAX_ENTRIES

MAX_DEPTH = 100
"""Elements inside of each other. A feed with media groups and XHTML text stays below 20."""
MAX_TAGS = 400_000
"""Eighty for each of the entries allowed; feedparser takes six seconds for that many."""
MAX_ATTRIBUTES = 200
"""Of one element; feedparser's time grows with their square."""

_PIECE = re.compile(
    rb"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|(?P<entity><!ENTITY)|<(?P<end>/?)(?P<name>[A-Za-z_][^\s/<>]*)[^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
_ROOTS = frozenset({b"rss", b"feed", b"rdf", b"channel"})
_ENTRIES = frozenset({b"item", b"entry"})
_VOID = frozenset({b"br", b"hr", b"img", b"input", b"wbr"})  # HTML that forgot its CDATA never closes these
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?\bencoding\s*=\s*[\"'](?P<name>[\w-]+)[\"']", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
_UTF8_BOM, _UTF16_BOMS = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")


def check(body: bytes, url: str) -> None:
    """Refuse what is no feed or could hurt the parser.

    Raises:
        ListingError: empty, HTML (a refusal by its name), another kind of XML, cut off, nested too deep, too many
            entries, or it defines entities (a few bytes of those can stand for gigabytes).
    """
    open_elements: list[bytes] = []
    tags = entries = 0
    for piece in _PIECE.finditer(body.replace(b"\0", b"")):  # UTF-16 without its NULs is ASCII enough for this
        if piece["entity"]:
            raise ListingError("the feed defines XML entities", where=url)
        if piece["name"] is None:
            continue
        name = piece["name"].lower().rpartition(b":")[2]
        if not tags:
            _check_root(piece["name"], name, body, url)
        tags += 1
        if piece["end"]:
            while name in open_elements and open_elements.pop() != name:
                pass
        else:
            entries += name in _ENTRIES
            if not piece[0].endswith(b"/>") and name not in _VOID:
                open_elements.append(name)
        if excess := _excess(tags, entries, len(open_elements), piece[0].count(b"=")):
            raise ListingError(f"the feed has {excess}", where=url)
    if not tags:
        raise ListingError("the answer is no feed" if body.strip() else "the answer is empty", where=url)
    if open_elements:
        raise ListingError(f"the feed is cut off: <{_show(open_elements[0])}> does not end", where=url)


def recode(body: bytes) -> bytes:
    """The feed in UTF-8 where its declared encoding is wrong, or broken at single places; otherwise as it is.

    feedparser alone would read a GBK feed that declares nothing, and a UTF-8 feed with one character cut in half, as
    Windows-1252 from beginning to end.
    """
    if body.startswith(_UTF16_BOMS):
        return _DECLARATION.sub("", body.decode("utf-16", "replace"), count=1).encode("utf-8", "replace")
    if body.startswith(_UTF8_BOM) or body.isascii():
        return body
    found = _DECLARED.search(body[:400])
    declared = found["name"].decode("ascii").lower() if found else "utf-8"
    try:
        decoded = body.decode("utf-8")
        if declared in {"utf-8", "utf8"}:
            return body
    except UnicodeDecodeError:
        guessed = _guess(body, declared)
        if guessed is None:
            return body
        decoded = guessed
    return _DECLARATION.sub("", decoded, count=1).encode("utf-8")


def _excess(tags: int, entries: int, depth: int, attributes: int) -> str | None:
    if tags > MAX_TAGS:
        return f"more than {MAX_TAGS} tags"
    if entries > MAX_ENTRIES:
        return f"more than {MAX_ENTRIES} entries"
    if depth > MAX_DEPTH:
        return f"more than {MAX_DEPTH} elements inside of each other"
    return f"an element with more than {MAX_ATTRIBUTES} attributes" if attributes > MAX_ATTRIBUTES else None


def _check_root(shown: bytes, name: bytes, body: bytes, url: str) -> None:
    if name in _ROOTS:
        return
    advice = "Open the address in a browser; the feed may have moved"
    if text.is_html(body) or name in {b"html", b"head", b"body"}:
        challenges.refuse(body, url)
        if refused := sec.refusal(body):
            raise ListingError(refused[0], where=url, do=refused[1])
        raise ListingError("the answer is an HTML page, not a feed", where=url, do=advice)
    raise ListingError(f"the answer is XML, but no feed: its root is <{_show(shown)}>", where=url, do=advice)


def _show(name: bytes) -> str:
    return name[:40].decode("ascii", "replace")


def _guess(body: bytes, declared: str) -> str | None:
    """Text of bytes that are not UTF-8 throughout, or None for what the parser reads well by itself."""
    if declared in {"gb2312", "gbk", "gb18030"}:
        return body.decode("gb18030", "replace")
    if declared not in {"utf-8", "utf8"}:
        return None
    as_utf8 = body.decode("utf-8", "replace")
    wide, broken = _wide(as_utf8), as_utf8.count("\ufffd")
    if broken * 10 <= wide:
        return as_utf8
    # GB2312 comes in pairs of high bytes, which Western text hardly has. Its extensions (names, old forms) do not
    # count, and are well below the three in ten allowed.
    as_chinese = body.decode("gb18030", "replace")
    return as_chinese if _wide(body.decode("gb2312", "ignore")) * 10 >= _wide(as_chinese) * 7 else None


def _wide(decoded: str) -> int:
    return sum(char > "\x7f" for char in decoded)
