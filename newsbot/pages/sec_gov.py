"""SEC: no layout is known well enough, but its addresses and its refusals are."""

import re
from typing import ClassVar

from web_poet import field, handle_urls

from newsbot.errors import ChallengePage
from newsbot.listings import sec
from newsbot.pages.site import SitePage

_ACCESSION = re.compile(r"/Archives/edgar/.*/(?P<id>\d{10}-\d\d-\d{6})(?:-index)?\.")


@handle_urls("sec.gov")
class SecPage(SitePage):
    """A press release, or the index of a filing."""

    parser: ClassVar[str] = "sec_gov/1"
    sites: ClassVar[tuple[str, ...]] = ("sec.gov",)
    language: ClassVar[str | None] = "en-US"

    def refuse(self) -> None:
        """Refuse what sec.gov answers to callers that do not say who they are, or ask too often.

        Raises:
            ChallengePage: says what to do about it.
        """
        if refused := sec.refusal(self.response.body):
            raise ChallengePage(refused[0], where=self.page_url, do=refused[1])

    @field
    def source_id(self) -> str | None:
        """The accession number of a filing."""
        found = _ACCESSION.search(self.page_url or "")
        return found["id"] if found else None

    @field
    def publisher(self) -> str | None:
        """The authority itself."""
        return "U.S. Securities and Exchange Commission"
