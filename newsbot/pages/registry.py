"""Which page object reads a page: by name, by domain, by markup. A new site's class is added to `CLASSES`."""

from web_poet import default_registry

from newsbot.errors import ExtractError
from newsbot.items import NewsArticle
from newsbot.pages._163_com import NeteaseAccountPage, NeteasePage, NeteasePostPage
from newsbot.pages.base import ArticlePage
from newsbot.pages.boersen_zeitung_de import BoersenZeitungPage
from newsbot.pages.businessinsider_com import InsiderPage, InsiderPageOf2024
from newsbot.pages.businessinsider_de import InsiderGermanyPage
from newsbot.pages.cls_cn import ClsPage
from newsbot.pages.cnbc_com import CnbcPage
from newsbot.pages.csrc_gov_cn import CsrcPage
from newsbot.pages.eastmoney_com import EastmoneyPage
from newsbot.pages.federalreserve_gov import FederalReservePage
from newsbot.pages.financialpost_com import FinancialPostPage, FinancialPostPageOf2024
from newsbot.pages.generic import GenericArticlePage
from newsbot.pages.globenewswire_com import GlobeNewswirePage
from newsbot.pages.hexun_com import HexunPage
from newsbot.pages.nfra_gov_cn import NfraPage
from newsbot.pages.pbc_gov_cn import PbcPage
from newsbot.pages.prnewswire_com import PrNewswirePage
from newsbot.pages.sec_gov import SecPage
from newsbot.pages.sina_com_cn import SinaArticlePage
from newsbot.pages.stcn_com import StcnPage, StcnPageOf2019
from newsbot.pages.wallstreetcn_com import WallstreetcnAnswer, WallstreetcnPage
from newsbot.pages.yicai_com import YicaiPage

CLASSES: tuple[type[ArticlePage], ...] = (
    SinaArticlePage,
    NeteasePostPage, NeteasePage, NeteaseAccountPage,
    HexunPage,
    WallstreetcnPage, WallstreetcnAnswer,
    YicaiPage,
    EastmoneyPage,
    StcnPage, StcnPageOf2019,
    ClsPage,
    CsrcPage, NfraPage, PbcPage,
    CnbcPage,
    InsiderPage, InsiderPageOf2024, InsiderGermanyPage,
    FinancialPostPage, FinancialPostPageOf2024,
    BoersenZeitungPage,
    GlobeNewswirePage, PrNewswirePage,
    FederalReservePage, SecPage,
    GenericArticlePage,
)  # fmt: skip
"""Every page object; of a site with several layouts the newest first."""
_PAGES: dict[str, tuple[type[ArticlePage], ...]] = {
    name: tuple(page for page in CLASSES if page.parser.partition("/")[0] == name)
    for name in dict.fromkeys(page.parser.partition("/")[0] for page in CLASSES)
}
PARSERS = {page.parser: page for page in CLASSES}
"""By name and version, as `NewsArticle.parser` has them."""


def names() -> list[str]:
    """The page objects there are, as a stanza's ``page`` names them."""
    return sorted(_PAGES)


def page_class(url: str | None, body: bytes, name: str | None = None) -> type[ArticlePage]:
    """The page object for a page.

    Args:
        url: its address, a bare host, or ``None``; the domain decides, and where it is unknown or a bare host of no
            site we know, the markup does.
        body: its bytes.
        name: the stanza's ``page``, which wins over everything: ``sina_com_cn``, ``generic``.

    Raises:
        ExtractError: there is no page object of that name.
    """
    if name is not None:
        if name not in _PAGES:
            raise ExtractError(f"no page object named {name!r}", do=f"Known are: {', '.join(names())}")
        return _layout(_PAGES[name], body)
    if url:
        found = default_registry.page_cls_for_item(url if "//" in url else f"https://{url}/", NewsArticle)
        if found is not None and issubclass(found, ArticlePage):
            return _layout(_PAGES[found.parser.partition("/")[0]], body)
        if "//" in url:
            return GenericArticlePage
    return next((page for page in CLASSES if page.marks and page.marks.search(body)), GenericArticlePage)


def _layout(layouts: tuple[type[ArticlePage], ...], body: bytes) -> type[ArticlePage]:
    """The layout whose marks the page has; the newest where none has."""
    if len(layouts) == 1:
        return layouts[0]
    return next((page for page in layouts if page.marks and page.marks.search(body)), layouts[0])
