"""What one walk over a page tells about its elements: how much text is in each, how much of it is links."""

import re
from collections.abc import Callable, Iterator
from itertools import chain, islice, takewhile
from typing import TypeVar

from lxml.html import HtmlElement

from newsbot.extract.blocks import BLOCKS
from newsbot.extract.names import Kind, kind_of

MAX_ELEMENTS = 150_000
"""Elements of a page that are looked at; real pages have up to 20,000."""

SILENT = frozenset((
    "script", "style", "noscript", "template", "svg", "iframe", "object", "select", "button", "textarea", "video",
    "audio", "head",
))  # fmt: skip
"""Their text is no text of the page."""
ASIDES = frozenset(("nav", "aside", "footer", "dialog", "menu"))
"""By definition not part of the article."""
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

_NAMELESS = frozenset(("img", "source", "input", "br", "b", "i", "em", "strong"))
"""Elements whose names say how they look, not what they hold."""
_OTHERS = re.compile(r"\W+")
_LONGEST_HEADING = 1000
_ABOVE = 4
"""Elements whose names tell what one is."""
_SHORTEST_HEADING = 4
_Number = TypeVar("_Number", int, float)


def letters(text: str) -> int:
    """Length, roughly without blanks; a Chinese, Japanese or Korean character says as much as two letters."""
    text = text.strip()
    size = len(text) - text.count(" ")
    return size if text.isascii() else size + (len(text.encode("utf-8", "replace")) - len(text)) // 2


def squeezed(text: str) -> str:
    """Only letters and digits, without case: equal for the same words in other markup."""
    return _OTHERS.sub("", text).casefold()


class Evidence:
    """The page's nodes in document order, as parallel lists; a node is spoken of by its index.

    Attributes:
        nodes: the elements and comments themselves; those after `MAX_ELEMENTS` are left out.
        tags: their tags, ``""`` of a comment.
        parents: index of the parent; 0 for the root.
        ends: index after the last node inside.
        silent: whether it or one around it is code or a control.
        kinds: what its name says.
        sizes: letters of the text whose nearest block element this is.
        links: how many of them are in links.
        breaks: line breaks in that text.
        lasts: the node beside which that text ends.
        all_sizes, all_links: sizes and links of everything inside.
    """

    __slots__ = (
        "_pieces", "all_links", "all_sizes", "breaks", "ends", "kinds", "lasts", "links", "nodes", "parents", "silent",
        "sizes",
        "tags",
    )  # fmt: skip

    def __init__(self, root: HtmlElement) -> None:
        self.nodes: list[HtmlElement] = list(islice(root.iter(), MAX_ELEMENTS))
        count = len(self.nodes)
        self.tags: list[str] = [""] * count
        self.parents = [0] * count
        self.ends = list(range(1, count + 1))
        self.silent = bytearray(count)
        self.kinds = bytearray(count)
        self.sizes = [0] * count
        self.links = [0] * count
        self.breaks = [0] * count
        self.lasts = [0] * count
        self._pieces: dict[int, list[str]] = {}
        self._walk()
        self.all_sizes = self.summed(self.sizes)
        self.all_links = self.summed(self.links)

    def _walk(self) -> None:
        index = {node: number for number, node in enumerate(self.nodes)}
        linked = bytearray(len(self.nodes))
        tags, parents, silent, blocks = self.tags, self.parents, self.silent, [0] * len(self.nodes)
        for number, node in enumerate(self.nodes):
            parent = parents[number] = index.get(node.getparent(), 0)
            tag = node.tag
            if isinstance(tag, str):
                tags[number] = tag
            if silent[parent]:
                silent[number] = 1
                continue
            if tag in SILENT or not isinstance(tag, str):  # of a comment only the text after it counts
                silent[number] = 1
            else:
                linked[number] = linked[parent] or tag == "a"
                block = blocks[number] = number if tag in BLOCKS or not number else blocks[parent]
                if tag == "br":
                    self.breaks[block] += 1
                elif tag not in _NAMELESS and (name := f"{node.get('class', '')} {node.get('id', '')}".strip()):
                    self.kinds[number] = kind_of(name)
                text = node.text
                if text and not text.isspace():
                    self._add(block, text, linked[number], number)
            tail = node.tail
            if tail and number and not tail.isspace():
                self._add(blocks[parent], tail, linked[parent], number)
        ends = self.ends
        for number in range(len(ends) - 1, 0, -1):
            if ends[number] > ends[parents[number]]:
                ends[parents[number]] = ends[number]

    def _add(self, block: int, text: str, linked: int, number: int) -> None:
        size = letters(text)
        self.sizes[block] += size
        if linked:
            self.links[block] += size
        self.lasts[block] = number
        self._pieces.setdefault(block, []).append(text)

    def blocks(self) -> list[int]:
        """The nodes that have text of their own, in no order."""
        return list(self._pieces)

    def text(self, block: int) -> str:
        """The text whose nearest block element this is, on one line."""
        return " ".join("".join(self._pieces.get(block, ())).split())

    def sign(self, number: int) -> tuple[str, str]:
        """What elements made by the same template have in common: tag and class."""
        return self.tags[number], self.nodes[number].get("class", "") if self.tags[number] else ""

    def children(self, number: int) -> Iterator[int]:
        """The nodes directly inside, in order."""
        child, end = number + 1, self.ends[number]
        while child < end:
            yield child
            child = self.ends[child]

    def around(self, number: int) -> Iterator[int]:
        """The elements around it, nearest first, up to but without ``body``."""
        number = self.parents[number]
        while number and self.tags[number] != "body":
            yield number
            number = self.parents[number]

    def names(self, number: int, outer: int) -> str:
        """The names of an element and of the nearest around it, up to but without ``outer``."""
        inside = takewhile(lambda above: above > outer, chain((number,), self.around(number)))
        attributes = (self.nodes[above].attrib for above in islice(inside, _ABOVE))
        return " ".join(f"{names.get('class', '')} {names.get('id', '')}" for names in attributes)

    def summed(self, values: list[_Number]) -> list[_Number]:
        """Each node's value plus those of all nodes inside it."""
        sums, parents = list(values), self.parents
        for number in range(len(sums) - 1, 0, -1):
            if sums[number]:
                sums[parents[number]] += sums[number]
        return sums

    def spread(self, mark: Callable[[int], bool]) -> bytearray:
        """Which nodes are marked or stand in one that is."""
        found = bytearray(len(self.nodes))
        for number, parent in enumerate(self.parents):
            found[number] = (number > 0 and found[parent]) or mark(number)
        return found

    def heading(self, headline: str | None) -> int | None:
        """The first heading that says the headline, or most of it."""
        wanted = squeezed(headline or "")
        if len(wanted) < _SHORTEST_HEADING:
            return None
        for number, tag in enumerate(self.tags):
            if tag in HEADINGS and self.all_sizes[number]:
                text = squeezed("".join(islice(self.nodes[number].itertext(), _LONGEST_HEADING))[:_LONGEST_HEADING])
                if text and (wanted in text or (2 * len(text) > len(wanted) and text in wanted)):
                    return number
        return None

    def is_kind(self, number: int, *kinds: Kind) -> bool:
        """Whether its name says one of these."""
        return self.kinds[number] in kinds
