"""PR Newswire: the number at the end of its addresses is the release's."""

import re
from typing import ClassVar

from web_poet import handle_urls

from newsbot.pages.wires import WirePage


@handle_urls("prnewswire.com")
class PrNewswirePage(WirePage):
    """A release."""

    parser: ClassVar[str] = "prnewswire_com/1"
    sites: ClassVar[tuple[str, ...]] = ("prnewswire.com",)
    address: ClassVar[re.Pattern[str]] = re.compile(r"/news-releases/[^/]*?(?P<id>\d{6,})\.html")
