"""GlobeNewswire: the number in its addresses is the release's, which several languages share."""

import re
from typing import ClassVar

from web_poet import field, handle_urls

from newsbot.pages.wires import WirePage


@handle_urls("globenewswire.com")
class GlobeNewswirePage(WirePage):
    """A release in one of its languages."""

    parser: ClassVar[str] = "globenewswire_com/1"
    sites: ClassVar[tuple[str, ...]] = ("globenewswire.com",)
    address: ClassVar[re.Pattern[str]] = re.compile(
        r"/news-release/\d{4}/\d\d/\d\d/(?P<id>\d+)/\d+/(?P<language>[a-z]{2})(?:/|$)", re.IGNORECASE
    )

    @field
    def in_language(self) -> str | None:
        """The language in the address."""
        found = self.address.search(self.page_url or "")
        return found["language"].lower() if found else super().in_language
