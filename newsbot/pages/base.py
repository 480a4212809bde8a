"""What every page object of newsbot has in common: one response in, the fields of one `NewsArticle` out, no I/O."""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import ClassVar

import lxml.etree
import lxml.html
import tldextract.tldextract
from lxml.etree import XPath
from tldextract import TLDExtract
from web_poet import HttpResponse, WebPage, field

from newsbot import urls
from newsbot.errors import ExtractError
from newsbot.extract import dom, pagination
from newsbot.extract.decode import decode, utf8_text
from newsbot.extract.rules import GENERAL, CleanRules
from newsbot.items import Address, ArticleImage, NewsArticle, TickerMention

# web-poet's URL rules ask this object for the registrable domain, first when a class is decorated with them; as it
# comes it downloads the suffix list.
tldextract.tldextract.TLD_EXTRACTOR = TLDExtract(suffix_list_urls=(), cache_dir=None)

MAX_VISIBLE = 100_000
"""Characters of a page's text that are looked through for a note that there is no article."""
MAX_PAGE = 20_000_000
"""Bytes of a page; the same as Scrapy's DOWNLOAD_MAXSIZE here."""

CHINA = "Asia/Shanghai"

_UNKNOWN = "https://unknown.invalid/"
"""Address given to a page saved without one; web-poet wants an absolute URL."""

_CJK = re.compile(r"[\u3400-\u9fff]")
_UNSEEN = frozenset(("script", "style", "noscript", "template"))
_LANG = XPath("string(/html/@lang)")
_PARSER = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)


class ArticlePage(WebPage[NewsArticle]):
    """Page object of one site's articles. A site's class overrides the fields that differ.

    A field that the page does not give is ``None`` (lists: empty), never a guess. `article_body_html` is the
    article node as it stands on the page; pictures and the text are read from it by `newsbot.extract.clean` with
    `rules`. What several fields need is a `cached_property`, not web-poet's ``cached_method``: that one ties the page
    to itself, so that its tree stays in memory until Python's garbage collector comes.
    """

    parser: ClassVar[str]
    """Name and version, ``sina_com_cn/1``; the name is that of the module and of the stanza key ``page``."""
    rules: ClassVar[CleanRules] = CleanRules(GENERAL)
    marks: ClassVar[re.Pattern[bytes] | None] = None
    """Found in the bytes of every page of the site: recognises a page whose address is unknown."""
    sites: ClassVar[tuple[str, ...]] = ()
    """Registrable domains of the site; the first is its name, the others are its mobile or older ones."""
    zone: str | None = None
    """IANA zone of times without one, where the source's stanza names it."""
    first_page: str | None = None
    """Address of the article's first page, where this is a further one."""

    def _validate_input(self) -> None:
        """No page here judges its input; web-poet's own is asked before each field, and is a ``cached_method``."""

    @property
    def page_url(self) -> str | None:
        """The address asked for, ``None`` when unknown."""
        url = str(self.response.url)
        return None if url == _UNKNOWN else url

    @property
    def base_url(self) -> str:
        """What relative addresses on the page are relative to; ``""`` when unknown."""
        return self.page_url or next((address.url for address in self.addresses), "")

    @cached_property
    def _decoded(self) -> tuple[str, bytes]:
        """The page as text and as UTF-8; the latter are its own bytes where they are that already."""
        body = self.response.body
        if len(body) > MAX_PAGE:
            raise ExtractError(f"page of {len(body)} bytes, more than {MAX_PAGE}", where=self.page_url)
        text = utf8_text(body)
        if text is not None:
            return text, body
        text = decode(body, self.response.headers.get("Content-Type"))
        return text, text.encode("utf-8", "replace")

    @property
    def text(self) -> str:
        """The page as text."""
        return self._decoded[0]

    @cached_property
    def tree(self) -> lxml.html.HtmlElement:
        """The page's one parse."""
        try:
            root = lxml.html.document_fromstring(self._decoded[1], parser=_PARSER)
            if root.find("body") is None or (root.find("head/article") is not None):
                # libxml2 takes everything for the head's until it meets a tag that it knows as the body's.
                root = lxml.html.document_fromstring(b"<body>" + self._decoded[1], parser=_PARSER)
        except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError):
            root = lxml.html.document_fromstring("<html><body></body></html>")
        return root

    @property
    def visible_text(self) -> str:
        """The text of the page's body without its scripts, each piece on a line, as far as `MAX_VISIBLE`."""
        body = self.tree.find("body")
        pieces: list[str] = []
        size = 0
        for element in () if body is None else body.iter(lxml.etree.Element):
            # An XPath for the texts would sort them, which takes minutes where very many are siblings.
            for text in ("" if element.tag in _UNSEEN else element.text, element.tail):
                if text and not text.isspace():
                    pieces.append(text)
                    size += len(text)
            if size > MAX_VISIBLE:
                break
        return "\n".join(pieces)

    def first(self, *paths: XPath) -> str | None:
        """The first result that is not blank, as one line of text."""
        for path in paths:
            for found in self.all(path):
                return found
        return None

    def all(self, path: XPath) -> list[str]:
        """Every result of a path that is not blank, each as one line of text."""
        return dom.texts(path, self.tree)

    @cached_property
    def meta(self) -> dict[str, str]:
        """First content that is not blank of each meta element, by its name, property or itemprop in lower case."""
        found: dict[str, str] = {}
        for element in self.tree.iter("meta"):
            name = element.get("property") or element.get("name") or element.get("itemprop") or ""
            if name and (content := dom.one_line(element.get("content") or "")):
                found.setdefault(name.lower(), content)
        return found

    @property
    def addresses(self) -> list[Address]:
        """Other addresses the page gives for itself: canonical and mobile."""
        return []

    @cached_property
    def wall_zone(self) -> str:
        """The zone of times without one: as told, else that of China, where most sources are."""
        return self.zone or CHINA

    @property
    def next_pages(self) -> dict[int, str]:
        """Addresses of the article's further pages, by number, in order, as far as this one names them."""
        return pagination.next_pages(self.tree, self.page_url, self.first_page) if self.page_url else {}

    def refuse(self) -> None:
        """Refuse an answer that is no article in a way only this site's page object can know.

        Raises:
            ExtractError: one of its named children.
        """

    @field
    def url(self) -> str:
        """The canonical address; ``""`` when neither known nor on the page."""
        canonical = next((address.url for address in self.addresses if address.kind == "canonical"), None)
        if canonical:
            return canonical
        return urls.canonical(self.page_url) if self.page_url else ""

    @field
    def site(self) -> str | None:
        """Registrable domain; a site's mobile domains count as its main one."""
        site = urls.site_of(self.page_url or self.url)
        if self.sites and (not site or site in self.sites):
            return self.sites[0]
        return site or None

    @field
    def headline(self) -> str | None:
        """The headline as shown."""
        return None

    @cached_property
    def _published(self) -> tuple[str | None, str | None]:
        """Time of publication, and the text it was read from."""
        return None, None

    @field
    def date_published(self) -> str | None:
        """UTC text, or the bare day where no time is given."""
        return self._published[0]

    @field
    def date_published_raw(self) -> str | None:
        """The text it was read from."""
        return self._published[1]

    @field
    def in_language(self) -> str | None:
        """BCP 47 language of the page: declared, else Chinese where the text is."""
        declared = self.first(_LANG) or ""
        if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", declared):
            return declared
        return "zh-CN" if _CJK.search(self.text) else None

    @field
    def article_body_html(self) -> str | None:
        """The serialised article node."""
        return None

    @field
    def images(self) -> list[ArticleImage]:
        """Empty here: pictures are read from the article node when it is cleaned."""
        return []

    @field
    def tickers(self) -> list[TickerMention]:
        """Securities the page's markup names."""
        return []

    def own_addresses(self, candidates: Sequence[str | None], mobile: Sequence[str | None] = ()) -> list[Address]:
        """Addresses from what the page claims: canonical ones only on the same site and when specific."""
        found: dict[str, Address] = {}
        own = urls.site_of(self.page_url) if self.page_url else ""
        for kind, claimed in (("canonical", candidates), ("mobile", mobile)):
            for text in claimed:
                url = _canonical(text, self.page_url)
                if url is None or url in found or not urls.is_specific(url):
                    continue
                site = urls.site_of(url)
                if kind == "mobile" and (site in self.sites or site == own):
                    found[url] = Address(url, "mobile")
                elif kind == "canonical" and (site == own or (not own and site in (self.sites or (site,)))):
                    found[url] = Address(url, "canonical")
        return list(found.values())


def _canonical(text: str | None, base: str | None) -> str | None:
    if not text:
        return None
    text = text.strip()
    if text.startswith("//"):
        text = f"{(base or 'https:').partition(':')[0]}:{text}"
    try:
        return urls.canonical(text)
    except ValueError:
        return None


def response_for(url: str | None, body: bytes, content_type: str | None) -> HttpResponse:
    """The input of a page object made without Scrapy."""
    headers = {"Content-Type": content_type} if content_type else {}
    return HttpResponse(url or _UNKNOWN, body=body, headers=headers)
