"""Federal Reserve: no layout is known well enough, but its addresses are."""

import re
from typing import ClassVar

from web_poet import field, handle_urls

from newsbot.pages.site import SitePage

_ADDRESS = re.compile(r"/newsevents/(?:pressreleases|speech|testimony)/(?P<id>[a-z]+\d{8}[a-z])\.htm")


@handle_urls("federalreserve.gov")
class FederalReservePage(SitePage):
    """A press release, speech or testimony."""

    parser: ClassVar[str] = "federalreserve_gov/1"
    sites: ClassVar[tuple[str, ...]] = ("federalreserve.gov",)
    language: ClassVar[str | None] = "en-US"

    @field
    def source_id(self) -> str | None:
        """Kind, day and letter: ``monetary20311009a``."""
        found = _ADDRESS.search(self.page_url or "")
        return found["id"] if found else None

    @field
    def publisher(self) -> str | None:
        """The authority itself."""
        return "Federal Reserve Board"
