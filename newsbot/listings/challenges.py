"""JavaScript challenges: pages that answer with status 200 where a listing or an article should be. They are named,
never solved.
"""

import re

from newsbot.errors import ListingError

_MARKS = {
    "acw_sc__v2": re.compile(rb"acw_sc__v2"),
    "wzws": re.compile(rb"wzws(?:confirm|challenge|template|_)|/WZWS", re.IGNORECASE),
    "Cloudflare": re.compile(rb"cdn-cgi/challenge-platform|cf-chl-|cf_chl_opt"),
    "Incapsula": re.compile(rb"_Incapsula_Resource"),
    "DataDome": re.compile(rb"captcha-delivery\.com"),
    "PerimeterX": re.compile(rb"px-captcha|_pxAppId"),
}
"""What is in the script of each. The first two are the cookies it sets: Alibaba's web firewall (sse.com.cn), 网宿 WZWS
(pbc.gov.cn)."""


def name_of(body: bytes) -> str | None:
    """The challenge a page is. Ask it for an answer that is not what was asked for: some scripts stand on all pages."""
    return next((name for name, mark in _MARKS.items() if mark.search(body)), None)


def refuse(body: bytes, url: str) -> None:
    """Refuse a challenge by its name. Call it for an answer that has not the form of the listing.

    Raises:
        ListingError: the source is blocked by a JavaScript challenge.
    """
    if name := name_of(body):
        raise ListingError(
            f"the source is blocked by a JavaScript challenge ({name})",
            where=url,
            do="newsbot does not solve it; poll less often, or ask the site for access",
        )
