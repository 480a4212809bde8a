"""Where on a page of an unknown site the article stands.

Every paragraph-like text has a weight. It counts for the elements around it, less for each level; the element with
most of it holds the article. What is by its tag or name not the article's does not count.
"""

import re
from itertools import chain, islice

import lxml.html

from newsbot.extract import lead, prune, scriptbody
from newsbot.extract.cards import cards
from newsbot.extract.evidence import ASIDES, HEADINGS, Evidence
from newsbot.extract.names import Kind
from newsbot.extract.told import Told, told_by

_SHORTEST = 25
"""Letters of a paragraph that counts: captions and links are mostly shorter."""
_LONGEST = 600
"""Letters of one line that count: one endless paragraph is not worth more than a text."""
_PUNCTUATED = 2000
_NO_PARAGRAPH = HEADINGS | {"figcaption", "caption", "tr", "table", "tbody", "thead", "summary"}
_CELLS = frozenset(("li", "td", "th", "dd", "dt"))
_HOLDERS = frozenset(("div", "td", "section", "article", "main", "center", "body"))
"""Elements whose own text is a body without paragraphs."""
_PUNCTUATION = re.compile(r"[,，、。；;：:！!？?،؛؟।]|\.\s")
_TOLD = 4
"""How much more a text counts that the structured data has too."""
_FOREIGN_SHARE = 0.5
"""An element with more of the page's running text is the article's, whatever its name says."""
_FORM_SHARE = 0.25
"""Of a form: the pages of some frameworks are one."""
_NEVER_SHARE = 0.97
_BEFORE, _NEAR = 0.2, 3
"""How much a text counts before the headline, and in the same part of the page."""
_PART = 50
"""Weight of the least text that makes what is around a headline a part of the page: a byline is less."""
_DECLARED_SHARE = 0.4
"""A declared body holds at least that share of the page's text, or it is a teaser with a wrong label."""
_DECAY, _LEVELS = 0.5, 5
"""Weight handed up per level: high enough for bodies split over two wrappers, low enough not to reach ``body``."""
_NAMED = 1.3
_WIDEN = 6
_WIDER, _WIDER_IN_ARTICLE = 1.5, 1.15
"""How much more text the element around must hold; less where ``article`` says that it is one."""


def article_html(tree: lxml.html.HtmlElement, *, headline: str | None = None) -> str | None:
    """The serialised article: its paragraphs, headings, lists, tables and pictures, without what is not the article's.

    The standfirst and the picture between headline and body come first. A text that only the page's scripts hold is
    made into paragraphs.

    Args:
        tree: the page; it is not changed.
        headline: tells where the article begins.

    Returns:
        The HTML of one element, or ``None`` where the page has no running text.
    """
    page = Evidence(tree)
    heading = page.heading(headline)
    page.spare(heading)
    told = told_by(page, headline)
    weights = _weights(page, told)
    teasers = cards(page)
    off = _off(page, weights, teasers)
    own = [0.0 if off[number] else weight for number, weight in enumerate(weights)]
    shown = [page.text(number) for number, weight in enumerate(own) if weight]
    hidden = scriptbody.body_html(page, told, shown)
    if hidden is not None or not shown:
        return hidden
    own = _nearer(page, own, heading)
    chosen = _chosen(page, own)
    before = lead.parts(page, chosen, heading, told)
    return "".join(("<div>", *before, prune.pruned(page, chosen, own, teasers, told, headline), "</div>"))


def _weights(page: Evidence, told: Told) -> list[float]:
    weights = [0.0] * len(page.nodes)
    for block in page.blocks():
        size, links = page.sizes[block], page.links[block]
        tag = page.tags[block]
        if size < _SHORTEST or 2 * links > size or tag in _NO_PARAGRAPH:
            continue
        text = page.text(block)
        marks = len(_PUNCTUATION.findall(text[:_PUNCTUATED]))
        weight = min(size, _LONGEST * (1 + page.breaks[block])) * (1 - links / size) * (1 + min(3, marks) / 3)
        weights[block] = weight * (0.5 if tag in _CELLS else 1) * (_TOLD if told.holds(text) else 1)
    return weights


def _off(page: Evidence, weights: list[float], teasers: set[int]) -> bytearray:
    """What is not the article's by tag or name."""
    sums = page.summed(weights)
    total = sums[0]

    def mark(number: int) -> bool:
        tag = page.tags[number]
        if page.silent[number] or tag in ASIDES or number in teasers:
            return True
        if tag in ("body", "html"):
            return False
        if page.is_kind(number, Kind.NEVER):
            return sums[number] < _NEVER_SHARE * total
        if tag == "form":
            return sums[number] < _FORM_SHARE * total
        return page.is_kind(number, Kind.FOREIGN) and sums[number] < _FOREIGN_SHARE * total

    return page.spread(mark)


def _nearer(page: Evidence, own: list[float], heading: int | None) -> list[float]:
    """Weights by where the headline is: the article does not begin before it, and mostly stands in the same part."""
    if heading is None:
        return own
    sums = page.summed(own)
    around = next((number for number in (heading, *page.around(heading)) if sums[number] >= _PART), 0)
    end = page.ends[around]
    return [
        weight * (_BEFORE if number < heading else _NEAR if around <= number < end else 1)
        for number, weight in enumerate(own)
    ]


def _chosen(page: Evidence, own: list[float]) -> int:
    sums = page.summed(own)
    for number, held in enumerate(sums):
        if held >= _DECLARED_SHARE * sums[0] and page.nodes[number].get("itemprop") == "articleBody":
            return number
    scores = [0.0] * len(own)
    for block, weight in enumerate(own):
        if not weight:
            continue
        around = chain((block,) if page.tags[block] in _HOLDERS else (), page.boxes(block))
        for level, number in enumerate(islice(around, _LEVELS)):
            scores[number] += weight * _DECAY**level * (_NAMED if page.is_kind(number, Kind.BODY) else 1)
    best = max(range(len(scores)), key=scores.__getitem__)
    if not scores[best]:  # the text stands in ``body`` itself
        return page.tags.index("body") if "body" in page.tags else 0
    return _widened(page, best, sums)


def _widened(page: Evidence, best: int, sums: list[float]) -> int:
    """The element around the best one where it holds more of the article: a body split over several wrappers."""
    child = best
    articles = [number for number in (best, *page.around(best)) if page.tags[number] == "article"]
    for _, number in zip(range(_WIDEN), page.around(best), strict=False):
        alike = sum(sums[other] for other in page.children(number) if page.sign(other) == page.sign(child))
        wider = _WIDER_IN_ARTICLE if articles and number >= articles[-1] else _WIDER
        if sums[number] > wider * sums[best] or alike > sums[child] + _PART:
            best = number
        child = number
    return best
