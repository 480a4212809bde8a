"""Page objects: which class reads a page, and the pure steps from bytes to a clean article.

`read` does all of them. A crawl does them one by one (`read_fields` in the spider, `clean_article` and
`find_tickers` in the pipelines), re-extraction and ``newsbot extract`` at once; the result is the same.
"""

import re
from dataclasses import replace
from functools import partial
from typing import NamedTuple
from urllib.parse import urlsplit

from web_poet.fields import item_from_fields_sync

from newsbot import urls
from newsbot.dedupe import repeats
from newsbot.extract import byline
from newsbot.extract.clean import clean, merged
from newsbot.extract.mojibake import repaired
from newsbot.finance import codes, links, tickers
from newsbot.finance.names import NameTable
from newsbot.finance.symbols import from_sina
from newsbot.items import Address, ListingEntry, NewsArticle, TickerMention
from newsbot.pages.base import response_for
from newsbot.pages.checks import LONGEST_TEASER, check_article, refuse_file, refuse_page, refuse_teaser
from newsbot.pages.generic import GenericArticlePage
from newsbot.pages.registry import CLASSES, PARSERS, names, page_class

__all__ = [
    "Reading", "check_article", "clean_article", "content_of", "find_tickers", "join", "names", "page_class", "read",
    "read_entry", "read_fields", "read_fragment",
]  # fmt: skip

_PART_BREAK = "<!--newsbot: next page-->"
"""Stands between the raw nodes of an article's pages; each is cleaned by itself, for each has its own ends."""
NO_NAMES = NameTable()
"""Securities are found by markup and codes alone."""
_ENTRY = "entry/1"
"""`NewsArticle.parser` of an article made from its listing row."""

_AGGREGATE = re.compile(r"综合$|自媒体|市场资讯")
"""Publishers that are a label for "taken from elsewhere"; a 来源 line in the text knows better."""
_CJK = re.compile(r"[\u3400-\u9fff]")


class Reading(NamedTuple):
    """What a page says: the article, other addresses the page gives for itself, and those of its further pages by
    number.
    """

    article: NewsArticle
    addresses: list[Address]
    next_pages: dict[int, str]


def read_fields(
    url: str | None,
    body: bytes,
    *,
    content_type: str | None = None,
    page: str | None = None,
    zone: str | None = None,
    first: str | None = None,
) -> Reading:
    """The fields of a page as its page object gives them, and where it points for itself.

    ``article_body_html`` is still the raw article node; `clean_article` and `find_tickers` come next.

    Args:
        url: address of the page, a bare host, or ``None`` when unknown: then the canonical address on the page, else
            ``""``, is the article's.
        body: bytes after content decoding.
        content_type: value of the Content-Type header.
        page: name of the page object, where the stanza gives one.
        zone: IANA zone of times that do not say theirs; ``None``: nobody told it (`ArticlePage.wall_zone`).
        first: address of the article's first page, where this is a further one.

    Raises:
        ExtractError: unknown ``page``, a page above the size limit, or one its page object refuses by name.
    """
    refuse_file(body, url)
    cls = page_class(url, body, page)
    address = url if url and urlsplit(url).scheme in ("http", "https") else None
    reader = cls(response=response_for(address, body, content_type))
    reader.zone = zone
    reader.first_page = first
    reader.refuse()
    article = item_from_fields_sync(reader, item_cls=NewsArticle)
    article.parser = cls.parser
    if not article.site and url:
        article.site = urls.site_of(url)
    if not article.article_body_html:
        refuse_page(article.headline, reader.visible_text, reader.response.body, article.url)
    elif len(article.article_body_html) <= LONGEST_TEASER:
        refuse_teaser(article, reader.visible_text)
    return Reading(article, reader.addresses, reader.next_pages)


def content_of(article: NewsArticle) -> str:
    """What text and pictures an article has that is not cleaned yet, as clean HTML; it stays as it is.

    Raises:
        ExtractError: the node is too large.
    """
    copy = replace(article)
    clean_article(copy)
    return copy.article_body_html or ""


def join(article: NewsArticle, part: NewsArticle) -> None:
    """Append the next page of a multi-page article, in place; neither is cleaned yet."""
    article.article_body_html = f"{article.article_body_html or ''}{_PART_BREAK}{part.article_body_html or ''}"
    article.tickers = [*article.tickers, *part.tickers]


def clean_article(article: NewsArticle, learned: frozenset[int] = frozenset()) -> None:
    """Clean the article in place by the rules of the page object that read it.

    Replaces ``article_body_html`` (the raw node becomes sanitised HTML), sets ``article_body`` and ``images``, and
    what lines of the text say: editor, alternative headline, authors, publisher. Text that was encoded twice is read
    right first. Call it once.

    Args:
        learned: fingerprints of lines that the source repeats (`newsbot.dedupe.repeats`); they go too.

    Raises:
        ExtractError: the node is too large.
    """
    page = PARSERS.get(article.parser or "", GenericArticlePage)
    base_url = article.url if article.url.startswith("http") else ""
    if not article.url and article.site:  # a saved page of which only the host is known
        base_url = f"https://{article.site}/"
    told = [name for name in ("headline", "description", "article_body_html") if getattr(article, name)]
    for name, value in zip(told, repaired([getattr(article, name) for name in told]), strict=True):
        setattr(article, name, value)
    parts = (article.article_body_html or "").split(_PART_BREAK)
    stays = partial(repeats.without, learned=learned) if learned else None
    cleaned = merged([clean(part, base_url, page.rules, stays) for part in parts])
    article.article_body = cleaned.body
    article.article_body_html = cleaned.html or None
    article.images = cleaned.images
    article.editor = cleaned.editor or article.editor
    article.alternative_headline = article.alternative_headline or cleaned.alternative_headline
    if cleaned.publisher and (not article.publisher or _AGGREGATE.search(article.publisher)):
        article.publisher = cleaned.publisher
    if not article.authors:
        article.authors = cleaned.authors or byline.authors(cleaned.body.split("\n"))


def find_tickers(article: NewsArticle, names: NameTable = NO_NAMES) -> None:
    """Set the article's tickers: one mention for each listed symbol, counted in headline and body.

    To what the page's markup and the listing named come links to quote pages, codes and names in the clean text.
    Finding them twice changes nothing.

    Args:
        names: the names to look for.
    """
    text = f"{article.headline or ''}\n{article.article_body or ''}"
    day = str(article.date_published or getattr(article, "observed", ""))[:10] or None
    linked = links.find(article.article_body_html or "")
    found = [*article.tickers, *linked, *codes.find(text), *names.find(text, day)]
    article.tickers = tickers.merge(found, text)


def read(
    url: str | None,
    body: bytes,
    *,
    content_type: str | None = None,
    page: str | None = None,
    zone: str | None = None,
    names: NameTable = NO_NAMES,
) -> NewsArticle:
    """The clean article of a page; arguments as for `read_fields` and `find_tickers`.

    Raises:
        ExtractError: there is none; the subclass says why (see `check_article`).
    """
    article = read_fields(url, body, content_type=content_type, page=page, zone=zone).article
    check_article(article)
    clean_article(article)
    find_tickers(article, names)
    check_article(article)
    return article


def read_fragment(fragment_html: str, *, page: str = "generic", url: str = "") -> NewsArticle:
    """The clean article of a bare article fragment: an imported post, the text of a flash.

    The fields are what the fragment itself says: body, images, editor, tickers, original headline. Never refuses.

    Raises:
        ExtractError: no page object of that name, or the fragment is too large.
    """
    document = f'<html><body><article id="artibody">{fragment_html}</article></body></html>'
    article = read_fields(
        url or None, document.encode("utf-8", "replace"), content_type="text/html; charset=utf-8", page=page
    ).article
    clean_article(article)
    find_tickers(article)
    article.article_body = article.article_body or None
    return article


def read_entry(entry: ListingEntry, base_url: str) -> NewsArticle:
    """The article of a listing row that carries its whole text (a flash); not yet cleaned.

    Args:
        entry: the row; ``content`` becomes the raw node.
        base_url: address of the listing, which says whose article it is.
    """
    site = urls.site_of(base_url)
    known = next((page.sites[0] for page in CLASSES if site in page.sites), site)
    text = f"{entry.headline or ''}{entry.content or ''}"
    return NewsArticle(
        url=entry.url,
        site=known or None,
        source_id=entry.source_id,
        headline=entry.headline,
        description=entry.description,
        authors=list(entry.authors),
        publisher=entry.publisher,
        section=entry.section,
        keywords=list(entry.keywords),
        in_language=entry.in_language or ("zh-CN" if _CJK.search(text) else None),
        date_published=entry.published,
        date_published_raw=entry.published_raw,
        date_modified=entry.modified,
        parser=_ENTRY,
        article_body_html=entry.content,
        tickers=[*entry.tickers, *_stocks(entry)],
    )


def _stocks(entry: ListingEntry) -> list[TickerMention]:
    """The securities a Sina flash names beside its text; what it lists there need not be a listed one."""
    mentions = []
    for stock in entry.extra.get("stocks", ()):
        symbol = from_sina(str(stock.get("symbol", "")), str(stock.get("market", "")))
        if symbol:
            mentions.append(TickerMention(symbol, str(stock.get("key") or symbol), "markup"))
    return mentions
