"""What is no article although it answered: not-found pages, bot checks, login walls, empty and garbled ones."""

import re

from newsbot.errors import ChallengePage, EmptyArticle, ExtractError, LoginWall, Mojibake, SoftNotFound
from newsbot.extract.mojibake import mojibake
from newsbot.items import NewsArticle
from newsbot.listings import challenges

_SHORT = 200
"""Characters; a page that says "not found" or "are you a robot" says little else, an article about it says more."""
_LONGEST_NOTE = 40
"""Characters of the sentence, or the title, in which it says so; nothing else stands in it. News that something was
deleted or refused names who and what."""
_ENTRY = "entry/"
"""How the parser of rows that are whole articles is named: what a listing holds is no page that refuses."""

_SITE_NAME = re.compile(r"\s*(?:[|_–—]|\s-\s).*$")
_NOTE_END = re.compile(r"[\n。！？!?]|\.(?=\s|$)|\s{2,}")
_PLEASE = r"(?:(?:sorry|oops|error|please|抱歉|非常抱歉|对不起|很遗憾|提示|请|您好)[\W_]*)?"
_THING = "(?:页面|文章|内容|新闻|网页)"
_NOT_FOUND = re.compile(
    rf"{_PLEASE}(?:404(?:\W{{0,3}}(?:error|page|file|not|页面|找不到|未找到|抱歉).*)?"
    rf"|(?:(?:the|this|that) )?(?:requested )?page (?:(?:was|is|could|can) ?)?not (?:be )?found.{{0,12}}"
    rf"|(?:[您你]?(?:所|要|想|正在)?(?:访问|查看|请求|浏览|找)的|[该此本])?{_THING}(?:已经?|可能)?"
    r"(?:没有找到|没有?能?找到|未能?找到|不能找到|找不到了?|不存在|没有存在|未存在|被?删除|下线)了?"
    r"(?:[，,或].{0,16}|\s*\d+\s*秒.{0,16}|\W*404)?)",
    re.IGNORECASE,
)
_CHALLENGE = re.compile(
    rf"{_PLEASE}(?:just a moment|checking your browser.{{0,30}}|are you a robot|access denied"
    r"|(?:to continue, )?(?:please )?verify (?:that )?you are (?:a )?human.{0,16}"
    r"|enable javascript and cookies.{0,16}|(?:.{0,24}detected )?unusual traffic.{0,20}"
    r"|(?:(?:进行|完成)?.{0,4})(?:安全|人机)验证.{0,2}|(?:您|你)?的?(?:IP|账号)?访问(?:过于)?频繁(?:[，,].{0,16})?"
    r"|(?:先)?(?:输入|完成).{0,6}验证.{0,16})",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    rf"{_PLEASE}(?:(?:[\w ]{{0,20}} or )?(?:(?:log|sign) ?in|subscribe) to (?:continue|read).{{0,16}}"
    r"|(?:this (?:article|story) is )?(?:for )?subscribers only"
    r"|(?:先)?登录后(?:可|才能)?(?:查看|阅读).{0,8}|(?:本文|全文)?(?:仅限?|为)?(?:会员|订阅)(?:专享|可读|后阅读).{0,8})",
    re.IGNORECASE,
)


LONGEST_TEASER = 1500
"""Characters of the article's HTML: what is free is seldom more than two paragraphs."""
_GO_ON = re.compile(
    r"(?:subscribe|register|sign (?:in|up)|log ?in|create an account)[^.\n]{0,40} to (?:continue|keep) reading"
    r"|to (?:continue|keep) reading[^.\n]{0,40}(?:subscri|sign|log|register)"
    r"|to read the (?:full|rest of the) (?:story|article)[^.\n]{0,40}(?:subscri|trial|sign|log)"
    r"|(?:subscribe|register) (?:now )?to (?:read|unlock)|(?:article|story|content) is (?:only )?for subscribers"
    r"|(?:weiterlesen|artikel lesen) mit (?:ihrem )?(?:abo|plus)|jetzt (?:abonnieren|registrieren) und weiterlesen"
    r"|nur für abonnenten|(?:article )?réservé (?:aux|à nos) abonnés|pour lire la suite[^.\n]{0,30}abonn"
    r"|contenido exclusivo para suscriptores|per continuare a leggere[^.\n]{0,30}abbon|exclusivo para assinantes"
    r"|(?:订阅|购买|付费|开通会员|登录)(?:后|即可|以)(?:可)?(?:继续)?(?:阅读|查看)(?:全文|余下|剩余|本文)"
    r"|(?:剩余|余下)(?:内容|\d+%).{0,10}(?:付费|订阅|购买|登录)|この記事は(?:有料)?会員限定|有料会員になると続きを",
    re.IGNORECASE,
)
_FILES = {
    b"%PDF-": "application/pdf", b"\x89PNG\r\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif",
    b"RIFF": "image/webp", b"PK\x03\x04": "application/zip", b"\xd0\xcf\x11\xe0": "application/msword",
    b"\x1f\x8b": "application/gzip", b"SQLite format 3": "application/vnd.sqlite3",
}  # fmt: skip
"""First bytes of what is no page."""
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|urlset|sitemapindex)[\s>]")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_HEAD = 1_000
"""Bytes within which a feed's first element stands, and a page's."""

_FIRST = 600
"""Characters of the visible text of a page without an article in which it may say why."""


def refuse_page(title: str | None, text: str, source: bytes, url: str) -> None:
    """Name why a page has no article, where it shows.

    Args:
        title: its title or headline.
        text: what a reader sees of it.
        source: its bytes.
        url: for the message; may be ``""``.

    Raises:
        SoftNotFound: the page says that there is none here.
        ChallengePage: a bot check answered.
        LoginWall: the text is for members.
    """
    if name := challenges.name_of(source):
        raise ChallengePage(f"a bot check ({name}) instead of the article", where=url or None)
    _refuse_said(title, text.strip()[:_FIRST], url)


def refuse_file(body: bytes, url: str | None) -> None:
    """Refuse what is no page at all.

    Raises:
        ExtractError: a PDF, a picture, an archive, or a feed.
    """
    for magic, kind in _FILES.items():
        if body.startswith(magic):
            raise ExtractError(f"not a web page ({kind})", where=url)
    if _FEED.search(body, 0, _HEAD) and not _HTML.search(body, 0, _HEAD):
        raise ExtractError("a feed, not an article", where=url, do="Add it as a source: newsbot sources add URL")


def refuse_teaser(article: NewsArticle, text: str) -> None:
    """Refuse the first lines of an article whose rest is for subscribers.

    Args:
        article: as its page object read it, not cleaned.
        text: what a reader sees of the page.

    Raises:
        LoginWall: the page says that one must subscribe to go on reading.
    """
    if _GO_ON.search(text):
        raise LoginWall("all but the beginning is only for members", where=article.url or None)


def _refuse_said(title: str | None, text: str, url: str) -> None:
    notes = [_SITE_NAME.sub("", title or ""), title or "", *_NOTE_END.split(text)]
    notes = [note.strip(' \t\r\u3000\xa0…!！?？.。,，:："“”') for note in notes]
    for pattern, error, what in (
        (_NOT_FOUND, SoftNotFound, "the page says that it does not exist"),
        (_CHALLENGE, ChallengePage, "a bot check instead of the article"),
        (_LOGIN, LoginWall, "only for members"),
    ):
        if any(len(note) <= _LONGEST_NOTE and pattern.fullmatch(note) for note in notes):
            raise error(what, where=url or None)


def check_article(article: NewsArticle) -> None:
    """Refuse what is no article. Works before cleaning (on the raw node) and after it.

    Raises:
        SoftNotFound: the page says that there is none here.
        ChallengePage: a bot check answered.
        LoginWall: the text is for members.
        EmptyArticle: no headline, or no text.
        Mojibake: the text was decoded wrongly and cannot be restored.
    """
    text = article.article_body
    if text is None:
        text = re.sub(r"<[^<>]*>", "\n", article.article_body_html or "")
    text = text.strip()
    if len(" ".join(text.split())) <= _SHORT and not (article.parser or "").startswith(_ENTRY):
        _refuse_said(article.headline, text, article.url)
    if not article.headline or not text:
        raise EmptyArticle("no headline" if text else "no text", where=article.url or None)
    if article.article_body is not None and (garbled := mojibake(f"{article.headline}\n{text}")):
        do = "Report the page; another page object may know its charset"
        raise Mojibake(f"the text is mojibake ({garbled})", where=article.url or None, do=do)
