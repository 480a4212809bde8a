"""What a page says of its article in schema.org's terms: JSON-LD, and microdata where there is none."""

import html
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from newsbot.extract.dom import one_line

Thing = dict[str, Any]

_ARTICLE = re.compile(
    r"(?:https?://schema\.org/)?(?:\w{0,20}(?:Article|Posting|Report|Review|NewsItem|PressRelease)|LiveBlogPosting)$"
)
_PAGE = re.compile(r"(?:https?://schema\.org/)?(?:\w{0,20}WebPage|CreativeWork|VideoObject)$")
_MAX_SCRIPTS, _MAX_TEXT = 30, 1_000_000
"""Scripts of a page, and characters in all of them, that are read."""
_MAX_THINGS, _MAX_DEPTH = 3_000, 12
_MAX_VALUES = 50
_MAX_PROPERTIES = 2_000
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.{0,40}?\*/)|(?:-->|//\s*\]\]>|\]\]>|;)\s*$", re.DOTALL
)
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")

_WORKS = frozenset((
    "headline", "name", "alternativeHeadline", "description", "datePublished", "dateModified", "author", "creator",
    "publisher", "articleSection", "keywords", "inLanguage",
))  # fmt: skip
"""Properties of microdata that are read."""
_OTHERS = frozenset(
    ("comment", "citation", "review", "itemListElement", "mentions", "hasPart", "isBasedOn", "isPartOf", "video")
)
_OTHER_KINDS = frozenset(
    ("Comment", "UserComments", "BreadcrumbList", "ListItem", "SiteNavigationElement", "WPSideBar", "Review")
)


def things(scripts: Iterable[str]) -> list[Thing]:
    """Every object of the JSON-LD scripts, outer ones first; what is no JSON is left out."""
    found: list[Thing] = []
    left = _MAX_TEXT
    for text in islice(scripts, _MAX_SCRIPTS):
        left -= len(text)
        if left < 0:
            break
        found.extend(islice(_objects(_loaded(text)), _MAX_THINGS - len(found)))
    return found


def _loaded(text: str) -> Any:
    """The script's value; comments around it and commas before a closing bracket are forgiven."""
    for attempt in (text, _TRAILING_COMMA.sub("", _WRAPPING.sub("", text))):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(data: Any, depth: int = 0) -> Iterator[Thing]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(data, list):
        for part in data:
            yield from _objects(part, depth + 1)
    elif isinstance(data, dict):
        yield data
        for value in data.values():
            if isinstance(value, (dict, list)):
                yield from _objects(value, depth + 1)


def article(found: Sequence[Thing], title: str) -> Thing:
    """The object that is the page's article, else the page itself, else an empty one.

    A page lists other articles too: of several, the one whose headline the title of the page holds is its own.
    """
    kinds = [(thing, _kinds(thing)) for thing in found]
    articles = [thing for thing, names in kinds if any(_ARTICLE.match(name) for name in names)]
    dated = [thing for thing in articles if "datePublished" in thing] or articles
    letters = _letters(title)
    for thing in dated:
        headline = _letters(text_of(thing.get("headline") or thing.get("name")) or "")
        if len(headline) >= 4 and (headline in letters or letters in headline):
            return thing
    if dated:
        return dated[0]
    pages = (thing for thing, names in kinds if any(_PAGE.match(name) for name in names))
    return next((thing for thing in pages if "datePublished" in thing or "author" in thing), {})


def _kinds(thing: Thing) -> list[str]:
    return [kind for kind in as_list(thing.get("@type")) if isinstance(kind, str)]


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


def resolved(value: Any, found: Sequence[Thing]) -> Any:
    """The object a bare reference ``{"@id": …}`` stands for, where one of the scripts has it; else the value."""
    if isinstance(value, dict) and "@id" in value and "name" not in value:
        return next((thing for thing in found if thing.get("@id") == value["@id"] and "name" in thing), value)
    return value


def as_list(value: Any) -> list[Any]:
    """The values of a property, which may be one, several or none."""
    if value is None:
        return []
    return value[:_MAX_VALUES] if isinstance(value, list) else [value]


def text_of(value: Any) -> str | None:
    """The text of a value, or the name of an object, on one line; entities in it are read."""
    for _ in range(2):
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, dict):
            value = value.get("name") or value.get("@value")
    return one_line(html.unescape(value)) or None if isinstance(value, str) else None


def texts_of(thing: Thing, name: str, found: Sequence[Thing]) -> list[str]:
    """The texts of a property, references resolved, each once."""
    texts = (text_of(resolved(value, found)) for value in as_list(thing.get(name)))
    return list(dict.fromkeys(text for text in texts if text))


def microdata(nodes: Iterable[HtmlElement]) -> Thing:
    """An article object from elements with ``itemprop``: of each property the values up to the next other scope.

    Args:
        nodes: the elements, in document order.
    """
    found: Thing = {}
    for node in islice(nodes, _MAX_PROPERTIES):
        for name in (node.get("itemprop") or "").split()[:4]:
            if name in _WORKS and not _is_others(node) and (text := _value_of(node)):
                values = found.setdefault(name, [])
                if (name in ("author", "keywords", "creator") and len(values) < _MAX_VALUES) or not values:
                    values.append(text)
    return found


def _is_others(node: HtmlElement) -> bool:
    """Whether it stands in something else than the article: a comment, a cited or listed work."""
    for around in islice(node.iterancestors(), 40):
        kind = (around.get("itemtype") or "").rpartition("/")[2]
        if around.get("itemprop") in _OTHERS or kind in _OTHER_KINDS:
            return True
    return False


def _value_of(node: HtmlElement) -> str:
    if node.get("itemscope") is not None:
        named = next((part for part in islice(node.iter(), 50) if "name" in (part.get("itemprop") or "").split()), None)
        if named is not None and named is not node:
            return _value_of(named)
    value = node.get("content") or node.get("datetime") or node.get("title" if node.tag == "abbr" else "content")
    return one_line(value or "".join(islice(node.itertext(), 50)))[:1000]
