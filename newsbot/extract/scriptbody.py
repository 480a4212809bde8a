"""The article's text where the page keeps it in its scripts and would show it only after running them."""

import html
import json
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from newsbot.extract import jsobject
from newsbot.extract.evidence import Evidence, letters, squeezed
from newsbot.extract.told import Told

_SHORTEST = 100
"""Letters of a text that is an article's."""
_SHOWN_SHARE = 0.3
"""A page that shows less of the structured data's text shows a teaser of it, or something else."""
_SHOWN = 200
"""Letters that a page shows at most for its state to be searched: notices and menus."""
_LARGEST = 5_000_000
"""Characters of a script that is read, and values in it that are looked at below."""
_MANY = 200_000
_MOST = 10
"""Assignments of a script that are read."""
_SHORTEST_TITLE, _LONGEST_TITLE = 4, 300
_DECODER = json.JSONDecoder(strict=False)

_STATE = re.compile(
    r"(?:__[A-Z][A-Z_]{0,40}__|\b(?:window|self|globalThis)\.[\w$]{1,60})\s*=\s*"
    r"(?:\(?function\s*\([^()]{0,20000}\)\s*\{\s*return\s*)?(?:JSON\.parse\(\s*(?=[\"'])|(?=[{\[]))"
)
_TEXT_KEY = re.compile(
    r"content|body|text|html|detail|paragraph|article|story|blocks|elements|value|desc_?full", re.IGNORECASE
)
_TITLE_KEY = re.compile(r"(?:^|[a-z_])(?:title|headlines?|subject)$|^name$", re.IGNORECASE)
_BEGIN = 40
"""Letters of a shown text that a text in a script must have: the rest may be cut off."""
_MARKUP = re.compile(r"<(?:p|br|div|span|img|h[1-6]|section|figure|ul|table)\b", re.IGNORECASE)
_ESCAPED = re.compile(r"&lt;(?:p|br|div|span)\b", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{1,500}>")


class _Found(NamedTuple):
    """A text in a state, the titles of the nearest object around it that has some, and whether that is its own."""

    text: str
    titles: tuple[str, ...]
    is_own: bool


def body_html(page: Evidence, told: Told, shown: Sequence[str]) -> str | None:
    """The text as HTML, ``None`` where the page shows it itself or its scripts do not hold it either.

    A page's scripts hold other articles too: a text is taken that has what the page shows, or stands by its headline;
    or where the page shows nothing, one that does not stand by another headline.

    Args:
        page: the page.
        told: what its structured data and titles say.
        shown: the running texts that the page shows.
    """
    begins = [squeezed(text)[:_BEGIN] for text in shown]
    size, least = letters(_TAG.sub("", told.raw)), sum(map(letters, shown))
    if size >= _SHORTEST and least < _SHOWN_SHARE * size and (told.is_own or any(map(told.holds, begins))):
        return as_html(told.raw)
    if least >= _SHOWN:
        return None
    best, rank = "", (False, 0)
    for state in _states(page):
        for found in _texts(state):
            weight = _weight(found.text)
            if weight < max(_SHORTEST, least):
                continue
            titled = any(map(told.is_title, found.titles))
            if (titled, weight) > rank and (titled or _has_shown(found, begins)):
                best, rank = found.text, (titled, weight)
    return as_html(best) if best else None


def _has_shown(found: _Found, begins: Sequence[str]) -> bool:
    """Whether a text without the page's headline is the article's all the same."""
    if not begins:
        return not (found.is_own and found.titles)
    text = squeezed(_TAG.sub(" ", found.text))
    return any(begin in text for begin in begins)


def as_html(text: str) -> str:
    """One element: markup stays as it is, the lines of plain text become paragraphs."""
    if not _MARKUP.search(text) and _ESCAPED.search(text):
        text = html.unescape(text)
    if not _MARKUP.search(text):
        text = "".join(f"<p>{html.escape(line.strip())}</p>" for line in text.splitlines() if line.strip())
    return f"<div>{text}</div>"


def _weight(text: str) -> int:
    return letters(_TAG.sub("", text))


def _states(page: Evidence) -> Iterator[Any]:
    for number, tag in enumerate(page.tags):
        node = page.nodes[number]
        text = node.text if tag == "script" else None
        if not text or len(text) > _LARGEST or "ld+json" in node.get("type", ""):
            continue
        if "json" in node.get("type", ""):
            yield _value(text.strip(), 0)
        else:
            yield from (_value(text, match.end()) for match in islice(_STATE.finditer(text), _MOST))


def _value(text: str, start: int) -> Any:
    """The JSON or JavaScript literal that begins there; of a string the JSON in it."""
    try:
        value, _ = _DECODER.raw_decode(text, start)
        return json.loads(value, strict=False) if isinstance(value, str) else value
    except (ValueError, RecursionError):
        pass
    try:
        return jsobject.read_object(text, start)
    except (ValueError, RecursionError):
        return None


def _texts(state: Any) -> Iterator[_Found]:
    """Every text in the state that stands under a name of article texts, with the lists of their paragraphs."""
    stack = [("", state, _Found("", (), False))]
    for _ in range(_MANY):
        if not stack:
            return
        name, value, by = stack.pop()
        if isinstance(value, str):
            if _TEXT_KEY.search(name):
                yield by._replace(text=value)
        elif isinstance(value, dict):
            titles = tuple(_titles(value))
            by = _Found("", titles, True) if titles else by._replace(is_own=False)
            stack += [(str(key), part, by) for key, part in value.items()]
        elif isinstance(value, list):
            if _TEXT_KEY.search(name):
                yield by._replace(text="\n".join(filter(None, map(_paragraph, value))))
            stack += [(name, part, by) for part in value if not isinstance(part, str)]


def _titles(thing: dict[Any, Any]) -> Iterator[str]:
    """What an object is called; some keep several headlines in an object of their own."""
    for key, value in thing.items():
        if _TITLE_KEY.search(str(key)):
            for title in islice(value.values(), _MOST) if isinstance(value, dict) else (value,):
                if isinstance(title, str) and len(squeezed(title[:_LONGEST_TITLE])) >= _SHORTEST_TITLE:
                    yield title[:_LONGEST_TITLE]


def _paragraph(part: Any) -> str:
    if isinstance(part, dict):
        part = next(
            (part[name] for name in ("text", "content", "value", "html") if isinstance(part.get(name), str)), ""
        )
    return part if isinstance(part, str) and (" " in part or len(part) > _SHORTEST // 4) else ""
