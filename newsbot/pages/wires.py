"""What the press-release wires have in common: no layout is known well enough, but their addresses are."""

import re
from typing import ClassVar

from web_poet import field

from newsbot.pages.site import SitePage


class WirePage(SitePage):
    """A release. Who issues it is its publisher, and that is known from the feed, not from here."""

    address: ClassVar[re.Pattern[str]]
    """Found in the address of a release: its ``id``."""

    @field
    def source_id(self) -> str | None:
        """The number in the address."""
        found = self.address.search(self.page_url or "")
        return found["id"] if found else None

    @field
    def publisher(self) -> str | None:
        """Unknown: the wire is none."""
        return None

    @field
    def authors(self) -> list[str]:
        """Unknown: the wire is none."""
        return []
