"""The article's text where the page keeps it in its scripts and would show it only after running them."""

import html
import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from newsbot.extract import jsobject
from newsbot.extract.evidence import Evidence, letters
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
_DECODER = json.JSONDecoder(strict=False)

_STATE = re.compile(
    r"(?:__[A-Z][A-Z_]*__|\b(?:window|self|globalThis)\.[\w$]{1,60})\s*=\s*"
    r"(?:\(?function\s*\([^()]{0,20000}\)\s*\{\s*return\s*)?(?:JSON\.parse\(\s*(?=[\"'])|(?=[{\[]))"
)
_TEXT_KEY = re.compile(
    r"content|body|text|html|detail|paragraph|article|story|blocks|elements|value|desc_?full", re.IGNORECASE
)
_MARKUP = re.compile(r"<(?:p|br|div|span|img|h[1-6]|section|figure|ul|table)\b", re.IGNORECASE)
_ESCAPED = re.compile(r"&lt;(?:p|br|div|span)\b", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{1,500}>")


def body_html(page: Evidence, told: Told, shown: int) -> str | None:
    """The text as HTML, ``None`` where the page shows it itself or its scripts do not hold it either.

    Args:
        page: the page.
        told: what its structured data says.
        shown: letters of running text that the page shows.
    """
    size = letters(_TAG.sub("", told.raw))
    if size >= _SHORTEST and shown < _SHOWN_SHARE * size:
        return as_html(told.raw)
    if shown >= _SHOWN:
        return None
    found = [text for state in _states(page) for text in _texts(state)]
    best = max(found, key=_weight, default="")
    return as_html(best) if _weight(best) >= max(_SHORTEST, shown) else None


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


def _texts(state: Any) -> Iterator[str]:
    """Every text in the state that stands under a name of article texts, with the lists of their paragraphs."""
    stack = [("", state)]
    for _ in range(_MANY):
        if not stack:
            return
        name, value = stack.pop()
        if isinstance(value, str):
            if _TEXT_KEY.search(name):
                yield value
        elif isinstance(value, dict):
            stack += [(str(key), part) for key, part in value.items()]
        elif isinstance(value, list):
            if _TEXT_KEY.search(name):
                yield "\n".join(filter(None, map(_paragraph, value)))
            stack += [(name, part) for part in value if not isinstance(part, str)]


def _paragraph(part: Any) -> str:
    if isinstance(part, dict):
        part = next(
            (part[name] for name in ("text", "content", "value", "html") if isinstance(part.get(name), str)), ""
        )
    return part if isinstance(part, str) and (" " in part or len(part) > _SHORTEST // 4) else ""
