"""XPath results with their types: lxml returns numbers, strings and nodes of every kind from one call."""

import re
from collections.abc import Iterable

from lxml.etree import XPath, _Comment, strip_tags
from lxml.html import HtmlElement
from parsel.csstranslator import HTMLTranslator

_SURROGATE = re.compile("[\ud800-\udfff]")
_DROPPED = "x-dropped"


def css(selector: str) -> XPath:
    """A compiled CSS selector. One that begins with an id finds that element in a table, without a search."""
    head, _, rest = selector.partition(" ")
    translate = HTMLTranslator().css_to_xpath
    if head.startswith("#"):
        return XPath(f"id('{head[1:]}')" + (translate(rest, prefix="/descendant::") if rest else ""))
    return XPath(translate(selector))


def elements(path: XPath, node: HtmlElement) -> list[HtmlElement]:
    """The elements a path selects."""
    found = path(node)
    return [item for item in found if isinstance(item, HtmlElement)] if isinstance(found, list) else []


def comments(path: XPath, node: HtmlElement) -> list[_Comment]:
    """The comments a path selects."""
    found = path(node)
    return [item for item in found if isinstance(item, _Comment)] if isinstance(found, list) else []


def strings(path: XPath, node: HtmlElement) -> list[str]:
    """The text nodes, attribute values, or the one string a path selects, as they stand."""
    found = path(node)
    if isinstance(found, str):
        return [found]
    return [str(item) for item in found if isinstance(item, str)] if isinstance(found, list) else []


def texts(path: XPath, node: HtmlElement) -> list[str]:
    """The text of every element or string a path selects, each on one line, blank ones left out."""
    found = path(node)
    items = found if isinstance(found, list) else [found]
    raw = ("".join(item.itertext(with_tail=False)) if isinstance(item, HtmlElement) else str(item) for item in items)
    return [line for text in raw if (line := one_line(text))]


def one_line(text: str) -> str:
    """Text with its white space collapsed, and without the lone surrogates that an escape in a script can make."""
    return _SURROGATE.sub("\ufffd", " ".join(text.split()))


def drop_tags(nodes: Iterable[HtmlElement], root: HtmlElement) -> None:
    """Put the content of elements in their place.

    Not by ``drop_tag()``, which writes texts back: lxml reads control characters in a page but takes none.

    Args:
        nodes: the elements; each stands inside ``root``.
        root: the tree, which is changed.
    """
    for node in nodes:
        node.tag = _DROPPED
    strip_tags(root, _DROPPED)
