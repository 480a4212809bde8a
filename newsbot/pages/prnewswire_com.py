"""PR Newswire: no layout is known well enough, but its addresses are."""

import re
from typing import ClassVar

from web_poet import field, handle_urls

from newsbot.pages.site import SitePage

_ADDRESS = re.compile(r"/news-releases/[^/]*?(?P<id>\d{6,})\.html")


@handle_urls("prnewswire.com")
class PrNewswirePage(SitePage):
    """A release. Who issues it is its publisher, and that is known from the feed, not from here."""

    parser: ClassVar[str] = "prnewswire_com/1"
    sites: ClassVar[tuple[str, ...]] = ("prnewswire.com",)

    @field
    def source_id(self) -> str | None:
        """The number at the end of the address."""
        found = _ADDRESS.search(self.page_url or "")
        return found["id"] if found else None

    @field
    def publisher(self) -> str | None:
        """Unknown: the wire is none."""
        return None

    @field
    def authors(self) -> list[str]:
        """Unknown: the wire is none."""
        return []
