"""Where on a page of an unknown site the article stands: by declared markup, else by the density of its text."""

import re
from typing import NamedTuple

import lxml.html
from lxml.etree import XPath

from newsbot.extract import dom

_DECLARED = XPath("//*[@itemprop='articleBody']")
_PARAGRAPHS = XPath(
    "//body//*[self::p or self::pre or self::blockquote or self::td"
    " or self::div[not(.//p)][br or text()[normalize-space()]]]"
)
_OWN_TEXT = XPath("text()")
_LINK_TEXTS = XPath(".//a//text()")

_FOREIGN = re.compile(
    r"comment|sidebar|footer|related|recommend|share|social|\bnav|menu|promo|newsletter|subscri|cookie|advert|\bads?\b"
    r"|popup|modal|hot-?news|ranking",
    re.IGNORECASE,
)
_LIKELY = re.compile(r"article|content|entry|post|story|body|text|main", re.IGNORECASE)
_OUTSIDE = frozenset(
    ("nav", "aside", "footer", "form", "script", "style", "noscript", "button", "select", "figcaption")
)
_PUNCTUATION = re.compile(r"[,，、。；;：:！!？?]")

_SHORTEST = 25
"""Letters of a paragraph that counts (a Chinese character weighs as two): captions and links are mostly shorter."""
_DECLARED_SHARE = 0.4
"""A declared body holds at least that share of the page's paragraph text, or it is a teaser with a wrong label."""
_DECAY = 0.5
"""Weight handed up per level: high enough for bodies split over two wrappers, low enough not to reach ``body``."""
_LEVELS = 4
_WIDEN = 6
"""How far up a body in several wrappers is looked for."""
_MAX_DECLARED = 20


class _Paragraph(NamedTuple):
    node: lxml.html.HtmlElement
    weight: float


def article_node(tree: lxml.html.HtmlElement) -> lxml.html.HtmlElement | None:
    """The element that holds the article, ``None`` when the page has no running text."""
    foreign: dict[lxml.html.HtmlElement, bool] = {}
    paragraphs = [
        found
        for node in dom.elements(_PARAGRAPHS, tree)
        if (found := _weighed(node)) is not None and not _is_foreign(node, foreign)
    ]
    total = sum(paragraph.weight for paragraph in paragraphs)
    if not total:
        return None
    for node in dom.elements(_DECLARED, tree)[:_MAX_DECLARED]:
        if _held(node, paragraphs) >= _DECLARED_SHARE * total:
            return node
    best = _densest(paragraphs)
    return None if best is None else _widened(best, paragraphs)


def _weighed(node: lxml.html.HtmlElement) -> _Paragraph | None:
    """The paragraph's weight; of elements that may hold paragraphs themselves only their own text counts."""
    text = node.text_content() if node.tag == "p" else "".join(dom.strings(_OWN_TEXT, node))
    size = _letters(text)
    if size < _SHORTEST:
        return None
    links = sum(_letters(part) for part in dom.strings(_LINK_TEXTS, node)) if node.tag == "p" else 0
    if 2 * links > size:
        return None
    return _Paragraph(node, min(size, 600) * (1 - links / size) * (1 + min(3, len(_PUNCTUATION.findall(text))) / 3))


def _is_foreign(node: lxml.html.HtmlElement, known: dict[lxml.html.HtmlElement, bool]) -> bool:
    """Whether the element or one around it is by its tag or name not the article's."""
    path = []
    verdict = False
    for element in (node, *node.iterancestors()):
        if element in known:
            verdict = known[element]
            break
        path.append(element)
    for element in reversed(path):
        verdict = verdict or _names_foreign(element)
        known[element] = verdict
    return verdict


def _names_foreign(element: lxml.html.HtmlElement) -> bool:
    if element.tag in ("body", "html"):
        return False
    name = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag in _OUTSIDE or bool(_FOREIGN.search(name) and not _LIKELY.search(name))


def _letters(text: str) -> int:
    """Length without white space; a Chinese character says as much as two letters or more."""
    return sum(len(word) + (len(word) if not word.isascii() else 0) for word in text.split())


def _held(node: lxml.html.HtmlElement, paragraphs: list[_Paragraph]) -> float:
    inside = set(node.iter())
    return sum(paragraph.weight for paragraph in paragraphs if paragraph.node in inside)


def _densest(paragraphs: list[_Paragraph]) -> lxml.html.HtmlElement | None:
    scores: dict[lxml.html.HtmlElement, float] = {}
    for paragraph in paragraphs:
        share = paragraph.weight
        start = paragraph.node if paragraph.node.tag in ("div", "td") else paragraph.node.getparent()
        for _ in range(_LEVELS):
            if start is None or start.tag in ("body", "html"):
                break
            scores[start] = scores.get(start, 0.0) + share
            share *= _DECAY
            start = start.getparent()
    return max(scores, key=lambda node: scores[node], default=None)


def _widened(best: lxml.html.HtmlElement, paragraphs: list[_Paragraph]) -> lxml.html.HtmlElement:
    """The parent while it holds much more article text than the best node: a body split over several wrappers."""
    held = _held(best, paragraphs)
    for _, parent in zip(range(_WIDEN), best.iterancestors(), strict=False):
        if parent.tag in ("body", "html"):
            break
        wider = _held(parent, paragraphs)
        if wider > 1.5 * held:
            best, held = parent, wider
    return best
