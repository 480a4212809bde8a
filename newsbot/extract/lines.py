"""The lines a reader sees on a page, in their order: what headline, time and byline are looked for in."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from newsbot.extract.blocks import BLOCKS

_MAX_PIECES = 12_000
"""Pieces of text that are read; real pages have up to 5,000, and headline and byline within the first 2,000."""
_LONGEST_NAME = 200
_BELOW, _PARAGRAPHS, _PARAGRAPH = 30, 4, 120
"""Lines below a headline that still are its; so many of them may be paragraphs, which are longer than that."""

_NO_TEXT = frozenset(("script", "style", "noscript", "template", "option", "textarea"))
_OWN_LINE = BLOCKS | {"time", "title"}

FOREIGN, CRUMB, HIDDEN, OUTSIDE, ASIDE = 1, 2, 4, 8, 16
"""What an element or one around it is by its name or tag: a list, a comment, an advertisement …; the path of
sections; a logo or what is not seen; navigation, footer, form; an ``aside``, which may hold time and byline."""

_TAGS = dict.fromkeys(("nav", "footer", "form", "dialog", "svg", "figure"), OUTSIDE) | {"aside": ASIDE}
_FOREIGN = re.compile(
    r"comment(?!ary)|disqus|sidebar|footer|related|recommend|read-?(?:more|also|next)|you-?may|more-?(?:news|stories)"
    r"|\bnav\b|navbar|\bmenu|promo(?!ted)|newsletter|cookie|consent|privacy|advert|\bads?\b|sponsor|outbrain|taboola"
    r"|popup|modal|overlay|hot-?news|ranking|trending|most-?(?:read|popular)|popular|teaser|crosslink|copyright"
    r"|weather|ticker|clock|caption|latest|pinglun|xiangguan|tuijian|paihang",
    re.IGNORECASE,
)
_CRUMB = re.compile(r"bread-?crumb|crumbs?\b", re.IGNORECASE)
_HIDDEN = re.compile(r"visually-?hidden|sr-only|screen-?reader|\bhidden\b|\blogo\b", re.IGNORECASE)
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class Line(NamedTuple):
    """One line: the text of a block element up to the next block or line break."""

    text: str
    node: HtmlElement
    """The element its first piece stands in."""
    block: HtmlElement
    pieces: list[str]
    """The texts of the elements it is made of."""


@lru_cache(maxsize=4096)
def _of_name(name: str) -> int:
    return (
        (FOREIGN if _FOREIGN.search(name) else 0)
        | (CRUMB if _CRUMB.search(name) else 0)
        | (HIDDEN if _HIDDEN.search(name) else 0)
    )


def name_of(node: HtmlElement) -> str:
    """What an element is called: class, id and itemprop."""
    attributes = node.attrib
    name = f"{attributes.get('class', '')} {attributes.get('id', '')} {attributes.get('itemprop', '')}"
    return name[:_LONGEST_NAME]


def _own(node: HtmlElement) -> int:
    name = name_of(node)
    flags = (_of_name(name) if len(name) > 2 else 0) | _TAGS.get(node.tag, 0)
    if not flags & HIDDEN and (node.get("hidden") is not None or _NOT_SHOWN.search(node.get("style") or "")):
        flags |= HIDDEN
    return flags


def _texts(tree: HtmlElement) -> Iterator[tuple[str, HtmlElement, bool]]:
    """The pieces of text in the body, each with the element it stands in and whether a line break is before it.

    Not by XPath: to sort what that finds takes quadratic time where there are many comments.
    """
    for body in tree.iter("body"):
        if next(body.iterancestors("body"), None) is None:
            yield from _texts_in(body)


def _texts_in(body: HtmlElement) -> Iterator[tuple[str, HtmlElement, bool]]:
    for event, node in iterwalk(body, events=("start", "end", "comment", "pi")):
        if event == "start":
            text, parent = node.text, node
        elif node is not body:
            text, parent = node.tail, node.getparent()
        else:
            return
        if text and not text.isspace() and parent.tag not in _NO_TEXT:
            yield text, parent, event == "end" and node.tag == "br"


class Lines:
    """The lines of a page, ``items``, and what stands around them."""

    __slots__ = ("_blocks", "_flags", "items")

    def __init__(self, tree: HtmlElement) -> None:
        self._flags: dict[HtmlElement, int] = {}
        self._blocks: dict[HtmlElement, HtmlElement] = {}
        self.items: list[Line] = []
        self._read(tree)

    def _read(self, tree: HtmlElement) -> None:
        pieces: list[str] = []
        node: HtmlElement | None = None
        current: HtmlElement | None = None
        for text, parent, broken in islice(_texts(tree), _MAX_PIECES):
            block = self._block_of(parent)
            if block is not current or broken:
                self._close(pieces, node, current)
                pieces, node, current = [], parent, block
            pieces.append(" ".join(text.split()))
        self._close(pieces, node, current)

    def _close(self, pieces: list[str], node: HtmlElement | None, block: HtmlElement | None) -> None:
        if node is not None and block is not None:
            self.items.append(Line(" ".join(pieces) if len(pieces) > 1 else pieces[0], node, block, pieces))

    def _block_of(self, node: HtmlElement) -> HtmlElement:
        block = self._blocks.get(node)
        if block is not None:
            return block
        path = [node]
        block = node
        while block.tag not in _OWN_LINE:
            parent = block.getparent()
            if parent is None:
                break
            block = parent
            path.append(block)
        for around in path:
            self._blocks[around] = block
        return block

    def below(self, at: int) -> range:
        """Numbers of the lines below a headline among which time and byline stand: until the text is under way."""
        paragraphs, end = 0, at + 1
        while end < min(len(self.items), at + _BELOW) and paragraphs <= _PARAGRAPHS:
            paragraphs += len(self.items[end].text) > _PARAGRAPH
            end += 1
        return range(at + 1, end)

    def flags(self, node: HtmlElement) -> int:
        """What the element and those around it up to the body are: `FOREIGN`, `CRUMB` … together."""
        path = []
        around: HtmlElement | None = node
        while around is not None and around not in self._flags and around.tag not in ("body", "html"):
            path.append(around)
            around = around.getparent()
        flags = self._flags.get(around, 0) if around is not None else 0
        for element in reversed(path):
            flags = self._flags[element] = flags | _own(element)
        return flags

    def is_foreign(self, node: HtmlElement, *, aside: bool = True) -> bool:
        """Whether the element is no part of the article and its head; ``aside=False`` lets an ``aside`` pass."""
        return bool(self.flags(node) & (FOREIGN | OUTSIDE | (ASIDE if aside else 0)))
