"""What inside an article node is not the article's: by tag, by name, by links, by where it stands among the paragraphs.

The paragraphs of an article are made by one template: they stand in elements of the same tag and class, the core.
What stands beside the core has to prove that it is text.
"""

import bisect
import copy
import re
from collections import Counter
from itertools import islice

import lxml.etree
import lxml.html

from newsbot.extract.evidence import ASIDES, HEADINGS, NAMES, Evidence, squeezed
from newsbot.extract.lazy import unwrap_pictures
from newsbot.extract.names import NO_PICTURE, Kind
from newsbot.extract.told import Told

_CORE_SHARE = 0.12
"""Share of the text that makes a template's elements the core; a box in between has less."""
_SMALL = 0.3
"""Share of the text of an element that may go by its links."""
_HALF = 0.5
"""An element with more of the text is the article's, whatever its name says."""
_LINKED, _ALL_LINKED = 0.6, 0.85
"""Share of links in the text of a list of teasers, and of a paragraph that is one."""
_REPEATED = 6
"""Letters of a text that is looked for a second time; figures and dashes are shorter."""
_FIGURES = 0.3
"""Share of cells with a figure that makes a table data, linked or not."""

_INSIDE = frozenset((
    "p", "figure", "picture", "a", "center", "ul", "ol", "li", "dl", "blockquote", "span", "strong", "b", "em", "i",
    "font", "table", "tbody", "tr", "td",
))  # fmt: skip
"""What may stand between a paragraph and the element that holds the paragraphs."""
_HOLDERS = frozenset(("div", "td", "section", "article", "main", "center", "body"))
_MANY = 1000
"""Nodes of a table that are looked at."""
_LARGEST = 100
"""Nodes of a box around one picture."""
_TEXT = HEADINGS | {"p", "li", "pre", "blockquote", "table", "dt", "dd", "td", "th"}
"""Elements that are text between paragraphs even when they are short."""
_CREDITS = frozenset(("span", "small", "cite", "em", "i", "p", "div", "a"))
"""What credits in a figure are set in."""
_BOXES = frozenset(("ul", "ol", "dl", "div", "section", "article", "header", "table"))
_GONE = "x-gone"
"""Tag of what is taken out of the copy; all at once, as lxml takes no text back that is not clean XML."""
_ENDED = re.compile(r"[.。！!…]\W*$")
_NOTE = re.compile(
    r"\W{0,3}(?:(?:editor\W?s )?notes?|corrections?|clarification|update|anmerkung|hinweis|korrektur"
    r"|注|註|备注|備註|附注|说明|說明|更正)\W{0,2}[:：]",
    re.IGNORECASE,
)
"""How a note below the article begins."""
_END = 20
"""Characters at the end of a text that tell whether it ends as a sentence does."""


def pruned(page: Evidence, chosen: int, own: list[float], cards: set[int], told: Told, headline: str | None) -> str:
    """The HTML of the article node without what is not the article's.

    Args:
        page: the page; it is not changed.
        chosen: the article node.
        own: the weight of each text that may be the article's.
        cards: the teasers of other articles.
        told: what the page's data says.
        headline: the article's, to leave out where it stands above the text.
    """
    gone = _Pruning(page, chosen, own, cards, told, headline).gone()
    twin = copy.deepcopy(page.nodes[chosen])
    twin.tail = None
    if twin.tag in ("body", "html"):
        twin.tag = "div"
    for number, node in enumerate(twin.iter(), chosen):
        if number in gone:
            node.tag = _GONE
    unwrap_pictures(twin, _GONE)
    lxml.etree.strip_elements(twin, _GONE, with_tail=False)
    return str(lxml.html.tostring(twin, encoding="unicode"))


class _Pruning:
    def __init__(
        self, page: Evidence, chosen: int, own: list[float], cards: set[int], told: Told, headline: str | None
    ) -> None:
        self._page, self._chosen, self._own, self._told = page, chosen, own, told
        self._headline = squeezed(headline or "")
        self._sums = page.summed(own)
        self._total = self._sums[chosen] or 1.0
        self._pictures = page.summed([int(tag == "img") for tag in page.tags])
        self._captions = page.summed([int(tag == "figcaption") for tag in page.tags])
        self._containers: dict[int, int] = {}
        self._core, self._signs = self._find_core()
        self._cards = cards

    def gone(self) -> set[int]:
        """The nodes to leave out, each with everything inside."""
        page = self._page
        gone: set[int] = set()
        blocks: list[int] = []
        number, end = self._chosen, page.ends[self._chosen]
        while number < end:
            tag = page.tags[number]
            if number != self._chosen and self._is_foreign(number):
                gone.add(number)
                number = page.ends[number]
            elif tag == "figure" and self._pictures[number]:
                gone |= self._beside_caption(number)
                number = page.ends[number]
            elif tag in ("figcaption", "noscript"):
                number = page.ends[number]
            elif tag == "table" and self._share(number) < _SMALL:  # stays or goes as a whole
                blocks.append(number)
                number = page.ends[number]
            else:
                if page.sizes[number]:
                    blocks.append(number)
                number += 1
        out = self._outside(blocks) | self._repeated(blocks)
        kept = [block for block in blocks if block not in out]
        for block in out:
            after = bisect.bisect_left(kept, block)
            if block != self._chosen and (after == len(kept) or kept[after] >= page.ends[block]):
                gone.add(block)
        return gone

    def _beside_caption(self, figure: int) -> set[int]:
        """What is in a figure beside its picture and its caption: credits, buttons."""
        page = self._page
        gone: set[int] = set()
        number = figure + 1
        while number < page.ends[figure] and self._captions[figure]:
            if page.tags[number] == "figcaption":
                number = page.ends[number]
            elif page.tags[number] in _CREDITS and not self._pictures[number] and not self._captions[number]:
                gone.add(number)
                number = page.ends[number]
            else:
                number += 1
        return gone

    def _share(self, number: int) -> float:
        return self._sums[number] / self._total

    def _container(self, block: int) -> int:
        """The element that holds the paragraph among others."""
        page = self._page
        if block == self._chosen or (page.tags[block] in _HOLDERS and page.breaks[block]):
            return block
        number, path = page.parents[block], []
        while number != self._chosen and page.tags[number] in _INSIDE and number not in self._containers:
            path.append(number)
            number = page.parents[number]
        number = self._containers.get(number, number)
        self._containers.update(dict.fromkeys(path, number))
        return number

    def _find_core(self) -> tuple[set[int], set[tuple[str, str]]]:
        """The elements that hold the paragraphs, and the paragraphs' own tags and classes."""
        page = self._page
        containers: set[int] = set()
        outer: Counter[tuple[str, str]] = Counter()
        inner: Counter[tuple[str, str]] = Counter()
        for block in range(self._chosen, page.ends[self._chosen]):
            if weight := int(self._own[block]):
                container = self._container(block)
                containers.add(container)
                outer[page.sign(container)] += weight
                inner[page.sign(block)] += weight
        least = _CORE_SHARE * self._total
        core = {number for number in containers if outer[page.sign(number)] >= least}
        return core, {sign for sign, weight in inner.items() if weight >= least}

    def _is_foreign(self, number: int) -> bool:
        page = self._page
        tag = page.tags[number]
        if tag in ("", "noscript"):
            return False
        if page.silent[number] or tag in ASIDES or number in self._cards:
            return True
        if tag in HEADINGS and self._headline and squeezed(page.text(number)) == self._headline:
            return True
        share = self._share(number)
        if page.is_kind(number, Kind.FOREIGN, Kind.NEVER):
            return share < _HALF and not self._is_picture(number)
        if tag == "img" or tag == "figure":
            return bool(NO_PICTURE.search(self._names(number)))
        return number not in self._core and share < _SMALL and self._is_linked(number)

    def _is_picture(self, number: int) -> bool:
        """Whether it holds a picture and nothing else, and is only named after the teaser it may be elsewhere."""
        page = self._page
        inside = range(number, page.ends[number])
        return (
            len(inside) <= _LARGEST
            and not page.all_links[number]
            and all(page.tags[block] == "figcaption" for block in inside if page.sizes[block])
            and self._pictures[number] > 0
            and not NO_PICTURE.search(self._names(number))
        )

    def _names(self, number: int) -> str:
        """The names of an element and of those around it in the box it stands in."""
        near = islice(self._page.around(number), NAMES)
        outer = (above for above in near if above in self._core or above <= self._chosen)
        return self._page.names(number, next(outer, self._chosen))

    def _is_linked(self, number: int) -> bool:
        """Whether it is a list of links, or one instead of a paragraph. A sentence in a link is text."""
        page = self._page
        tag = page.tags[number]
        size, links = page.all_sizes[number], page.all_links[number]
        if not links:
            return False
        if tag == "p" or tag in HEADINGS:
            if tag in HEADINGS and tag != "h1" and page.parents[number] in self._core:
                return False
            return links >= _ALL_LINKED * size and not _is_sentence(page.text(number))
        if tag == "table" and self._is_data(number):
            return False
        return tag in _BOXES and links > _LINKED * size

    def _is_data(self, table: int) -> bool:
        page = self._page
        nodes = range(table, min(page.ends[table], table + _MANY))
        cells = [page.text(block) for block in nodes if page.sizes[block]]
        return sum(any(map(str.isdigit, cell)) for cell in cells) > _FIGURES * len(cells)

    def _repeated(self, blocks: list[int]) -> set[int]:
        """Beside the core, what stands there more than once: labels, notes, second copies of teasers."""
        texts = {block: squeezed(self._page.text(block)) for block in blocks}
        counts = Counter(texts.values())
        return {
            block
            for block, text in texts.items()
            if len(text) >= _REPEATED and counts[text] > 1 and not (self._is_core(block) or self._pictures[block])
        }

    def _is_core(self, block: int) -> bool:
        page = self._page
        return self._container(block) in self._core and (
            page.tags[block] in _TEXT or block in self._core or page.sign(block) in self._signs
        )

    def _outside(self, blocks: list[int]) -> set[int]:
        """What stands before the first and after the last paragraph, and short boxes in between."""
        page, own = self._page, self._own
        proper = [block for block in blocks if own[block] and self._container(block) in self._core]
        if not proper:
            return set()
        first, last = proper[0], max(page.lasts[block] for block in proper)
        out: set[int] = set()
        is_followed = False
        for block in reversed(blocks):
            inside = self._container(block) in self._core
            if page.tags[block] == "h1" and block < first:
                is_out = True
            elif (self._pictures[block] and inside) or (page.tags[block] == "table" and page.is_data(block)):
                is_out = False
            elif block < first:
                is_out = self._is_before(block)
            elif block > last:
                is_out = not (is_followed if page.tags[block] in HEADINGS else inside or self._is_box_text(block))
                is_followed = not is_out
            else:
                is_out = not (self._is_core(block) or own[block] or page.tags[block] in _TEXT)
            if is_out:
                out.add(block)
        return out | self._after_text(last)

    def _is_box_text(self, block: int) -> bool:
        """Whether it is, in a box among the paragraphs, a note, or an item without a link below a heading."""
        page, box = self._page, self._container(block)
        if page.tags[block] not in _TEXT or page.links[block] or not self._is_among(box):
            return False
        if page.tags[block] in ("p", "blockquote"):
            return _NOTE.match(page.text(block)) is not None
        return any(page.tags[number] in HEADINGS for number in range(box, min(block, box + _LARGEST)))

    def _is_among(self, container: int) -> bool:
        around = (container, *islice(self._page.around(container), NAMES))
        return any(above in self._core for above in around if above >= self._chosen)

    def _is_before(self, block: int) -> bool:
        """Whether it is a headline, a byline or the like, and no standfirst."""
        text = self._page.text(block)
        if squeezed(text) == self._headline:
            return True
        is_text = self._own[block] and (_is_sentence(text) or self._told.describes(text))
        return not (self._is_core(block) or is_text)

    def _after_text(self, last: int) -> set[int]:
        """Pictures after the text that do not stand among the paragraphs: the author's, teasers'."""
        page = self._page
        return {
            number
            for number in range(last + 1, page.ends[self._chosen])
            if page.tags[number] == "img" and self._container(number) not in self._core
        }


def _is_sentence(text: str) -> bool:
    return _ENDED.search(text.rstrip()[-_END:]) is not None
