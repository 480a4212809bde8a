"""JavaScript challenges: pages that answer with status 200 where a listing should be. They are named, never solved."""

import re

from newsbot.errors import ListingError

_MARKS = {
    "acw_sc__v2": re.compile(rb"acw_sc__v2"),
    "wzws": re.compile(rb"wzws(?:confirm|challenge|template|_)|/WZWS", re.IGNORECASE),
}
"""Names of the cookies each sets, found in its script: Alibaba's web firewall (sse.com.cn), 网宿 WZWS (pbc.gov.cn)."""


def refuse(body: bytes, url: str) -> None:
    """Refuse a challenge by its name. Call it for an answer that has not the form of the listing.

    Raises:
        ListingError: the source is blocked by a JavaScript challenge.
    """
    for name, mark in _MARKS.items():
        if mark.search(body):
            raise ListingError(
                f"the source is blocked by a JavaScript challenge ({name})",
                where=url,
                do="newsbot does not solve it; poll less often, or ask the site for access",
            )
