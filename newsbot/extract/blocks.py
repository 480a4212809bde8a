"""A fragment's structure as a reader sees it: one element for each line of text."""

import html
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

import lxml.html
from bs4 import BeautifulSoup, Comment, NavigableString, PageElement, Tag, XMLParsedAsHTMLWarning
from bs4.element import CData, Declaration, Doctype, ProcessingInstruction

_TOO_DEEP = "newsbot-deep"
# A page that begins like XML is HTML all the same; BeautifulSoup would tell the operator once for each.
warnings.filterwarnings("ignore", category=XMLParsedAsHTMLWarning)

MAX_DEPTH = 60
"""Real articles nest less than 20 deep. nh3 is quadratic on depth, and recursive code ends at Python's limit."""

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main",
    "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
"""Elements that begin a new line."""
_MAX_COMMENTS = 1000
"""Real articles have about 20; taking thousands out of one element one by one is quadratic."""
_PLAIN = frozenset((
    "address", "article", "aside", "center", "dd", "details", "div", "dl", "dt", "fieldset", "footer", "header", "main",
    "pre", "section", "summary",
))  # fmt: skip
"""Those that are a paragraph when they hold nothing but text."""
_CELLS = ("td", "th")
_BESIDE_LINKS = 30
"""Characters of a label ("Das könnte Sie auch interessieren:") or a time beside a link; a sentence has more."""
_INDENT = " \t\r\n\f\v\u00a0\u3000\u200b\ufeff"
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_SPACES = re.compile(r"[ \t\r\n\f\v\u00a0][ \t\r\n\f\v\u00a0]*")  # written so, `re` skips to the first in a C loop
_CJK = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
_BREAK_IN_CJK = re.compile(rf"(?<={_CJK})[ \t]*[\r\n][ \t\r\n]*(?={_CJK})")
_INDENTED = re.compile(r"(?<![ \t\r\n])[ \t\r]*\n[ \t\r\n]*(?=\u3000\u3000)")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
"""What no text has; lxml reads it and then refuses to move it."""
_NOT_TEXT = (Comment, CData, Declaration, Doctype, ProcessingInstruction)


@dataclass(slots=True)
class Line:
    """One line of text and the element that holds nothing else (a table row, a paragraph, a list item)."""

    text: str
    node: Tag

    @property
    def linked(self) -> bool:
        """Whether the line is links but for `_BESIDE_LINKS` characters: a teaser with its label, a menu."""
        inside = sum(len(text_of(link)) for link in self.node.find_all("a"))
        return inside > 0 and len(self.text) - inside <= _BESIDE_LINKS


def parse(fragment: str) -> Tag:
    """The fragment as a BeautifulSoup tree whose elements nest at most `MAX_DEPTH` deep; nothing but its text is
    kept of deeper ones. Returns the body element (empty for a fragment without anything).
    """
    soup = BeautifulSoup(_capped(_CONTROLS.sub("", fragment)), "lxml")
    elements = (node for node in soup.descendants if isinstance(node, Tag))
    return next((element for element in elements if element.name == "body"), None) or soup.new_tag("body")


def _capped(fragment: str) -> str:
    if fragment.count("<") <= MAX_DEPTH:
        return fragment
    crowded = fragment.count("<!--") > _MAX_COMMENTS
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = lxml.html.document_fromstring(fragment.encode("utf-8", "replace"), parser=parser)
    except lxml.etree.ParserError:
        return ""
    depth = {root: 0}
    deep = []
    for element in root.iterdescendants(lxml.etree.Element):
        parent = element.getparent()
        depth[element] = depth[parent] + 1 if parent is not None else 1
        if depth[element] > MAX_DEPTH and isinstance(element, lxml.html.HtmlElement):
            deep.append(element)
    if not deep and not crowded:
        return fragment
    if crowded:
        lxml.etree.strip_tags(root, lxml.etree.Comment)
    for element in deep:
        element.tag = _TOO_DEEP
    lxml.etree.strip_tags(root, _TOO_DEEP)  # all at once: one by one, each drags along what the deeper ones held
    return str(lxml.html.tostring(root, encoding="unicode"))


def tags(root: Tag) -> list[Tag]:
    """The elements inside ``root`` in document order; the tree may change while they are walked."""
    return [node for node in root.descendants if isinstance(node, Tag)]


def segment(root: Tag) -> None:
    """Rewrite the tree so that every text stands in an element that holds exactly one line.

    Line breaks become paragraphs, bare text is wrapped into them, inline elements around blocks are opened.
    """
    nodes = list(root.descendants)
    has_pre = any(isinstance(node, Tag) and node.name == "pre" for node in nodes)
    for node in nodes:
        if isinstance(node, NavigableString) and "\n" in node:
            _break_text(node, has_pre)
        elif isinstance(node, Tag) and node.name in BLOCKS:
            _open_inline_parents(node, root)
    for br in reversed([node for node in tags(root) if node.name == "br"]):
        _hoist(br, root)
    for element in [root, *(node for node in nodes if isinstance(node, Tag) and node.name in BLOCKS)]:
        _wrap_runs(element, root)


def lines(root: Tag) -> list[Line]:
    """The lines of a segmented tree in order, without empty ones.

    A table row whose cells are single lines is one line, cells joined by a tab; where a cell holds paragraphs (a
    table used for layout) each of them is a line.
    """
    return list(_lines(root))


def text_of(node: PageElement) -> str:
    """The text of an element as a browser would set it on one line: white space collapsed, none at the ends."""
    raw = "".join(node.strings) if isinstance(node, Tag) else "" if isinstance(node, _NOT_TEXT) else str(node)
    raw = _INVISIBLE.sub("", raw)
    if "\n" in raw or "\r" in raw:
        raw = _BREAK_IN_CJK.sub("", raw)
    return _SPACES.sub(" ", raw).strip(_INDENT)


def to_html(root: Tag) -> str:
    """What stands inside ``root``, as HTML; comments and the like are left out.

    BeautifulSoup's own ``decode`` can also indent and substitute encodings, and takes four times as long.
    """
    return "".join(_pieces(root))


def _pieces(element: Tag) -> Iterator[str]:
    for node in element.contents:
        if isinstance(node, Tag):
            yield f"<{node.name}"
            for name, value in sorted(node.attrs.items()):
                yield f' {name}="{html.escape(" ".join(value) if isinstance(value, list) else value)}"'
            yield ">"
            yield from _pieces(node)
            if not node.is_empty_element:
                yield f"</{node.name}>"
        elif not isinstance(node, _NOT_TEXT):
            yield html.escape(str(node), quote=False)


def _lines(element: Tag) -> Iterator[Line]:
    if element.name == "tr":
        yield from _row(element)
        return
    children = [child for child in element.contents if isinstance(child, Tag) and child.name in BLOCKS]
    if children:
        for child in children:
            if child.name != "figcaption":
                yield from _lines(child)
        return
    text = text_of(element)
    if text:
        yield Line(text, element)


def _row(row: Tag) -> Iterator[Line]:
    cells = [list(_lines(cell)) for cell in row.find_all(_CELLS, recursive=False)]
    if any(len(cell) > 1 for cell in cells):
        yield from (line for cell in cells for line in cell)
        return
    text = "\t".join(cell[0].text for cell in cells if cell)
    if text:
        yield Line(text, row)


def _open_inline_parents(block: Tag, root: Tag) -> None:
    """An inline element around a block (``font`` around ``p``) is a container like any other."""
    for parent in block.parents:
        if parent is root or parent.name in BLOCKS:
            return
        parent.name, parent.attrs = "div", {}


def _break_text(text: NavigableString, has_pre: bool) -> None:
    """Line breaks of preformatted text, and those before an indent, are breaks a reader sees or should."""
    pre = has_pre and text.find_parent("pre") is not None
    parts = text.split("\n") if pre else _INDENTED.split(text)
    if len(parts) < 2:
        return
    nodes: list[PageElement] = [NavigableString(parts[0])]
    for part in parts[1:]:
        nodes += [Tag(name="br", can_be_empty_element=True), NavigableString(part)]
    text.replace_with(*nodes)


def _hoist(br: Tag, root: Tag) -> None:
    """Split the inline elements around a line break, so that it stands directly in a block."""
    while br.parent is not None and br.parent is not root and br.parent.name not in BLOCKS:
        parent = br.parent
        rest = Tag(name=parent.name, attrs=dict(parent.attrs))
        for sibling in list(br.next_siblings):
            rest.append(sibling.extract())
        parent.insert_after(br.extract())
        if rest.contents:
            br.insert_after(rest)


def _wrap_runs(element: Tag, root: Tag) -> None:
    """Inline content that stands beside blocks or breaks becomes paragraphs; a figure's picture stays as it is."""
    children = list(element.contents)
    if element is not root and not any(isinstance(c, Tag) and (c.name in BLOCKS or c.name == "br") for c in children):
        if element.name in _PLAIN:
            element.name = "p"
        return
    if element.name in ("p", "pre"):
        element.name = "div"
    if all(isinstance(child, Tag) and child.name in BLOCKS for child in children):
        return
    for child in children:
        child.extract()
    run: list[PageElement] = []
    for child in children:
        if isinstance(child, Tag) and (child.name in BLOCKS or child.name == "br"):
            _append(element, run)
            run = []
            if child.name != "br":
                element.append(child)
        else:
            run.append(child)
    _append(element, run)


def _has_text(node: PageElement) -> bool:
    if isinstance(node, Tag):
        return any(_has_text(child) for child in node.children)
    return not isinstance(node, _NOT_TEXT) and bool(str(node).strip(_INDENT))


def _append(parent: Tag, run: list[PageElement]) -> None:
    has_text = any(map(_has_text, run))
    has_image = any(isinstance(node, Tag) and (node.name == "img" or node.find("img")) for node in run)
    if not has_text and not has_image:
        return
    paragraph = parent
    if has_text or parent.name != "figure":
        paragraph = Tag(name="p")
        parent.append(paragraph)
    for node in run:
        paragraph.append(node)
