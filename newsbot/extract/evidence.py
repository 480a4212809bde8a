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
NAMES = 4
"""Elements whose names tell what one is."""
_SHORTEST_HEADING = 4
_INSIDE = 50
"""Elements of a box that are looked at."""
_SENTENCE, _LINKED = 25, 0.2
"""Letters of a text in a box that is the article's, and the share of links there may be."""
_OFFER = re.compile(
    r"subscri|sign(?:ing)?[ -](?:in|up)\b|log[ -]?in\b|register|unlock|free trial|cancel|premium"
    r"|abonn|anmeld|registrier|freischalt|订阅|会员|登录|付费|解锁|訂閱|會員|登入|付費|購読|会員|ログイン",
    re.IGNORECASE,
)
"""In the text of a box that stands in the place of the article's rest."""
_NUMBER = re.compile(r"\W{0,3}(?!\d{4}\W\d\d?\W\d\d?\b)\d[\d.,]*\W{0,3}[^\W\d]{0,4}\W{0,2}")
_NUMBERS = 0.25
"""Share of numbers among the cells of a table of data."""
_CELLS = 4
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
        "_boxes", "_pieces", "all_links", "all_sizes", "breaks", "ends", "kinds", "lasts", "links", "nodes", "parents",
        "silent", "sizes", "tags",
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
        self._boxes = [0] * count
        self._pieces: dict[int, list[str]] = {}
        self._walk()
        self.all_sizes = self.summed(self.sizes)
        self.all_links = self.summed(self.links)
        for number in range(len(self.nodes)):
            if self.kinds[number] == Kind.EITHER:
                self.kinds[number] = Kind.PLAIN if self._is_text(number) else Kind.FOREIGN

    def _walk(self) -> None:
        index = {node: number for number, node in enumerate(self.nodes)}
        linked = bytearray(len(self.nodes))
        tags, parents, silent, blocks = self.tags, self.parents, self.silent, self._boxes
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

    def _is_text(self, number: int) -> bool:
        """Whether it holds running text that is no offer, or data."""
        if self.tags[number] == "table" and self.is_data(number):
            return True
        inside = range(number, min(self.ends[number], number + _INSIDE))
        texts = [self.text(block) for block in inside if self.sizes[block] >= _SENTENCE and not self.silent[block]]
        offers = sum(_OFFER.search(text) is not None for text in texts)
        return 2 * offers < len(texts) and self.all_links[number] <= _LINKED * self.all_sizes[number]

    def is_data(self, table: int) -> bool:
        """Whether it is a table of several rows with numbers in it."""
        inside = range(table, min(self.ends[table], table + _INSIDE))
        cells = [self.text(block) for block in inside if self.sizes[block]]
        rows = sum(self.tags[number] == "tr" for number in inside)
        numbers = sum(_NUMBER.fullmatch(cell) is not None for cell in cells)
        return rows > 1 and len(cells) >= _CELLS and numbers >= _NUMBERS * len(cells)

    def spare(self, heading: int | None) -> None:
        """Do not judge by their names ``main``, the first ``article`` and what is around a headline of first order.

        They are named after the page's layout, and after the sections and tags of the article.
        """
        first = next((number for number, tag in enumerate(self.tags) if tag == "article"), None)
        spared = {number for number, tag in enumerate(self.tags) if tag == "main" or number == first}
        if heading is not None and self.tags[heading] == "h1":
            spared.update(self.around(heading))
        for number in spared:
            if self.kinds[number] != Kind.BODY:
                self.kinds[number] = Kind.PLAIN

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

    def boxes(self, number: int) -> Iterator[int]:
        """The block elements around it, as `around`."""
        number = self._boxes[self.parents[number]]
        while number and self.tags[number] != "body":
            yield number
            number = self._boxes[self.parents[number]]

    def names(self, number: int, outer: int) -> str:
        """The names of an element and of the nearest around it, up to but without ``outer``."""
        inside = takewhile(lambda above: above > outer, chain((number,), self.around(number)))
        attributes = (self.nodes[above].attrib for above in islice(inside, NAMES))
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
