"""人民银行: the lists of ``www.pbc.gov.cn``, static HTML."""

from lxml.etree import XPath

from newsbot.errors import ListingError
from newsbot.listings import challenges, html_list
from newsbot.listings.types import Listing, require

_STYLED = XPath("//font[contains(concat(' ', normalize-space(@class), ' '), ' newslist_style ')]")
_LINKS = XPath(".//a[@title]")


def parse(body: bytes, url: str) -> Listing:
    """Read a list: one entry for each ``font.newslist_style a[title]``.

    Raises:
        ListingError: the site's JavaScript challenge (wzws), a page without a list, or rows that have lost their link.
    """
    root = html_list.tree(body, url)
    rows = html_list.elements(_STYLED, root)
    if not rows:
        challenges.refuse(body, url)
        raise ListingError("the page has no font.newslist_style", where=url, do="Open the address in a browser")
    listing = Listing([], rows=len(rows))
    for number, row in enumerate(rows, 1):
        link = next(iter(html_list.elements(_LINKS, row)), None)
        entry = "no a[title]" if link is None else html_list.entry(link, url)
        if isinstance(entry, str):
            listing.skipped.append(f"row {number}: {entry}")
        else:
            listing.entries.append(entry)
    require("a[title]", len(listing.skipped), len(rows), url)
    return listing
