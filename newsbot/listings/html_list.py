"""What lists that are HTML pages share: the tree, and a link with the day that stands beside it."""

import lxml.etree
import lxml.html
from lxml.etree import XPath
from lxml.html import HtmlElement

from newsbot import dates
from newsbot.errors import ListingError
from newsbot.items import ListingEntry
from newsbot.listings import text

_PARSER = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
_ROWS = ("li", "tr", "td")
_MAX_ROW = 200
"""Characters of a row apart from its link; more is no row with a date but a part of the page."""


def tree(body: bytes, url: str) -> HtmlElement:
    """The tree of an HTML page, UTF-8 or GB18030.

    Raises:
        ListingError: the answer is empty.
    """
    try:
        source = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        source = body.decode("gb18030", "replace")
    try:
        return lxml.html.document_fromstring(source.encode("utf-8", "replace"), parser=_PARSER)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError) as error:
        raise ListingError("the answer is empty", where=url) from error


def elements(path: XPath, node: HtmlElement) -> list[HtmlElement]:
    """The elements a path selects."""
    found = path(node)
    return [item for item in found if isinstance(item, HtmlElement)] if isinstance(found, list) else []


def entry(link: HtmlElement, url: str, section: str | None = None) -> ListingEntry | str:
    """The entry of a link, or why it is none. ``published`` is the day its row names beside it, if any.

    Args:
        link: an ``a`` element; its ``title`` is fuller than its text, which lists cut.
        url: address of the list.
        section: name of the list.
    """
    address = text.address(link.get("href"), url)
    if not address:
        return "no address"
    headline = text.line(link.get("title")) or text.line(link.text_content())
    if not headline:
        return "no title"
    raw = _beside(link)
    published = dates.parse(raw)
    return ListingEntry(
        url=address,
        headline=headline,
        section=section,
        published=published,
        published_raw=raw if published else None,
    )


def _beside(link: HtmlElement) -> str | None:
    """The text of the smallest row around a link that says more than the link."""
    own = text.line(link.text_content()) or ""
    for row in link.iterancestors(*_ROWS):
        beside = (text.line(row.text_content()) or "").replace(own, " ", 1).strip()
        if beside:
            return beside if len(beside) <= _MAX_ROW else None
    return None
