"""Page objects: which class reads a page, and the pure steps from bytes to a clean article.

`read` does all of them. A crawl does them one by one (`read_fields` in the spider, `clean_article` and
`find_tickers` in the pipelines), re-extraction and ``newsbot extract`` at once; the result is the same.
"""

import re
from urllib.parse import urlsplit

from web_poet import default_registry
from web_poet.fields import item_from_fields_sync

from newsbot import urls
from newsbot.errors import ChallengePage, EmptyArticle, ExtractError, LoginWall, SoftNotFound
from newsbot.extract import byline
from newsbot.extract.clean import clean
from newsbot.finance import tickers
from newsbot.finance.symbols import from_sina
from newsbot.items import Address, ListingEntry, NewsArticle, TickerMention
from newsbot.pages.base import ArticlePage, response_for
from newsbot.pages.generic import GenericArticlePage
from newsbot.pages.sina_com_cn import SinaArticlePage

_PAGES: dict[str, type[ArticlePage]] = {
    page.parser.partition("/")[0]: page for page in (SinaArticlePage, GenericArticlePage)
}
_ENTRY = "entry/1"
"""`NewsArticle.parser` of an article made from its listing row."""

_AGGREGATE = re.compile(r"综合$|自媒体|市场资讯")
"""Publishers that are a label for "taken from elsewhere"; a 来源 line in the text knows better."""
_CJK = re.compile(r"[\u3400-\u9fff]")

_SHORT = 200
"""Characters; a page that says "not found" or "are you a robot" says little else, an article about it says more."""
_NOT_FOUND = re.compile(
    r"^\W*404\b|\b404\W{0,3}not found|page (?:was )?not found|页面(?:没有|未|不)(?:能?找到|存在)"
    r"|(?:页面|文章|内容|新闻)(?:已经?|可能)?(?:不存在|被?删除|下线)"
    r"|(?:访问|查看|请求)的(?:页面|文章|内容|网页).{0,8}(?:不存在|删除|找不到)",
    re.IGNORECASE,
)
_CHALLENGE = re.compile(
    r"just a moment|checking your browser|are you a robot|verify (?:that )?you are (?:a )?human"
    r"|enable javascript and cookies|unusual traffic|access denied"
    r"|安全验证|人机验证|访问(?:过于)?频繁|请(?:输入|完成).{0,6}验证",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"(?:log|sign) ?in to (?:continue|read)|subscribe to (?:continue|read)|subscribers only"
    r"|登录后(?:可|才能)?(?:查看|阅读)|(?:会员|订阅)(?:专享|可读|后阅读)",
    re.IGNORECASE,
)


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
        return _PAGES[name]
    if url:
        found = default_registry.page_cls_for_item(url if "//" in url else f"https://{url}/", NewsArticle)
        if found is not None and issubclass(found, ArticlePage):
            return found
        if "//" in url:
            return GenericArticlePage
    return next((page for page in _PAGES.values() if page.marks and page.marks.search(body)), GenericArticlePage)


def read_fields(
    url: str | None,
    body: bytes,
    *,
    content_type: str | None = None,
    page: str | None = None,
    zone: str = "Asia/Shanghai",
) -> tuple[NewsArticle, list[Address]]:
    """The fields of a page as its page object gives them, and the addresses it claims for itself.

    ``article_body_html`` is still the raw article node; `clean_article` and `find_tickers` come next.

    Args:
        url: address of the page, a bare host, or ``None`` when unknown: then the canonical address on the page, else
            ``""``, is the article's.
        body: bytes after content decoding.
        content_type: value of the Content-Type header.
        page: name of the page object, where the stanza gives one.
        zone: IANA zone of times that do not say theirs.

    Raises:
        ExtractError: unknown ``page``, or a page above the size limit.
    """
    cls = page_class(url, body, page)
    address = url if url and urlsplit(url).scheme in ("http", "https") else None
    reader = cls(response=response_for(address, body, content_type))
    reader.zone = zone
    article = item_from_fields_sync(reader, item_cls=NewsArticle)
    article.parser = cls.parser
    if not article.site and url:
        article.site = urls.site_of(url)
    return article, reader.addresses


def clean_article(article: NewsArticle) -> None:
    """Clean the article in place by the rules of the page object that read it.

    Replaces ``article_body_html`` (the raw node becomes sanitised HTML), sets ``article_body`` and ``images``, and
    what lines of the text say: editor, alternative headline, authors, publisher. Call it once.

    Raises:
        ExtractError: the node is too large.
    """
    name = (article.parser or "").partition("/")[0]
    page = _PAGES.get(name, GenericArticlePage)
    base_url = article.url if article.url.startswith("http") else ""
    cleaned = clean(article.article_body_html or "", base_url, page.rules)
    article.article_body = cleaned.body or None
    article.article_body_html = cleaned.html or None
    article.images = cleaned.images
    article.editor = cleaned.editor or article.editor
    article.alternative_headline = article.alternative_headline or cleaned.alternative_headline
    if cleaned.publisher and (not article.publisher or _AGGREGATE.search(article.publisher)):
        article.publisher = cleaned.publisher
    if not article.authors:
        article.authors = byline.authors(cleaned.body.split("\n"))


def find_tickers(article: NewsArticle) -> None:
    """Reduce the article's tickers in place to one mention for each listed symbol, counted in the body."""
    article.tickers = tickers.merge(article.tickers, article.article_body or "")


def check_article(article: NewsArticle) -> None:
    """Refuse what is no article. Works before cleaning (on the raw node) and after it.

    Raises:
        SoftNotFound: the page says that there is none here.
        ChallengePage: a bot check answered.
        LoginWall: the text is for members.
        EmptyArticle: no headline, or no text.
    """
    text = article.article_body
    if text is None:
        text = re.sub(r"<[^<>]*>", " ", article.article_body_html or "")
    text = " ".join(text.split())
    if len(text) <= _SHORT:
        said = f"{article.headline or ''}\n{text}"
        for pattern, error, what in (
            (_NOT_FOUND, SoftNotFound, "the page says that it does not exist"),
            (_CHALLENGE, ChallengePage, "a bot check instead of the article"),
            (_LOGIN, LoginWall, "only for members"),
        ):
            if pattern.search(said):
                raise error(what, where=article.url or None)
    if not article.headline or not text:
        raise EmptyArticle("no headline" if text else "no text", where=article.url or None)


def read(
    url: str | None,
    body: bytes,
    *,
    content_type: str | None = None,
    page: str | None = None,
    zone: str = "Asia/Shanghai",
) -> NewsArticle:
    """The clean article of a page; arguments as for `read_fields`.

    Raises:
        ExtractError: there is none; the subclass says why (see `check_article`).
    """
    article, _ = read_fields(url, body, content_type=content_type, page=page, zone=zone)
    check_article(article)
    clean_article(article)
    find_tickers(article)
    check_article(article)
    return article


def read_fragment(fragment_html: str, *, page: str = "generic", url: str = "") -> NewsArticle:
    """The clean article of a bare article fragment: an imported post, the text of a flash.

    The fields are what the fragment itself says: body, images, editor, tickers, original headline. Never refuses.

    Raises:
        ExtractError: no page object of that name, or the fragment is too large.
    """
    document = f'<html><body><article id="artibody">{fragment_html}</article></body></html>'
    article, _ = read_fields(
        url or None, document.encode("utf-8", "replace"), content_type="text/html; charset=utf-8", page=page
    )
    clean_article(article)
    find_tickers(article)
    return article


def read_entry(entry: ListingEntry, base_url: str) -> NewsArticle:
    """The article of a listing row that carries its whole text (a flash); not yet cleaned.

    Args:
        entry: the row; ``content`` becomes the raw node.
        base_url: address of the listing, which says whose article it is.
    """
    site = urls.site_of(base_url)
    known = next((page.sites[0] for page in _PAGES.values() if site in page.sites), site)
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
