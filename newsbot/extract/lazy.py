"""Pictures that a script would load: their copy for readers without scripts."""

import lxml.etree
from lxml.html import HtmlElement

_OPENED = "x-opened"


def unwrap_pictures(root: HtmlElement, gone: str) -> None:
    """Put the picture of each ``noscript`` in the place of the one a script would load, where that has no address.

    Args:
        root: the tree, which is changed.
        gone: the tag that an element gets which has to leave it.
    """
    for noscript in list(root.iter("noscript")):
        if next(noscript.iter("img"), None) is None:
            continue
        before = noscript.getprevious()
        lazy = [] if before is None else list(before.iter("img", "source"))
        if not any(map(_has_address, lazy)):
            for node in lazy:
                node.tag = gone
            noscript.tag = _OPENED
    lxml.etree.strip_tags(root, _OPENED)


def _has_address(node: HtmlElement) -> bool:
    return any(
        value and not value.startswith(("data:", "about:"))
        for name, value in node.attrib.items()
        if name == "src" or (name.startswith("data-") and "/" in value) or name.endswith("srcset")
    )
