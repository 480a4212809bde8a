"""GlobeNewswire: no layout is known well enough, but its addresses are."""

import re
from typing import ClassVar

from web_poet import field, handle_urls

from newsbot.pages.site import SitePage

_ADDRESS = re.compile(r"/news-release/\d{4}/\d\d/\d\d/(?P<id>\d+)/\d+/(?P<language>[a-z]{2})(?:/|$)", re.IGNORECASE)


@handle_urls("globenewswire.com")
class GlobeNewswirePage(SitePage):
    """A release. Who issues it is its publisher, and that is known from the feed, not from here."""

    parser: ClassVar[str] = "globenewswire_com/1"
    sites: ClassVar[tuple[str, ...]] = ("globenewswire.com",)

    @field
    def source_id(self) -> str | None:
        """The number in the address, which the languages of a release share."""
        found = _ADDRESS.search(self.page_url or "")
        return found["id"] if found else None

    @field
    def in_language(self) -> str | None:
        """The language in the address."""
        found = _ADDRESS.search(self.page_url or "")
        return found["language"].lower() if found else super().in_language

    @field
    def publisher(self) -> str | None:
        """Unknown: the wire is none."""
        return None

    @field
    def authors(self) -> list[str]:
        """Unknown: the wire is none."""
        return []
