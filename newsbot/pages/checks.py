"""What is no article although it answered: not-found pages, bot checks, login walls, empty and garbled ones."""

import re

from newsbot.errors import ChallengePage, EmptyArticle, LoginWall, Mojibake, SoftNotFound
from newsbot.extract.mojibake import mojibake
from newsbot.items import NewsArticle

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


_SCRIPTS = (
    ("acw_sc__v2", re.compile(r"acw_sc__v2")),
    ("WZWS", re.compile(r"wzws(?:confirm|challenge|template|_)|/WZWS", re.IGNORECASE)),
    ("Cloudflare", re.compile(r"cdn-cgi/challenge-platform|cf-chl-|cf_chl_opt")),
    ("Incapsula", re.compile(r"_Incapsula_Resource")),
    ("DataDome", re.compile(r"captcha-delivery\.com")),
    ("PerimeterX", re.compile(r"px-captcha|_pxAppId")),
)
"""Scripts of the web firewalls that answer with a page of their own, by what is in each of them."""
_FIRST = 600
"""Characters of the visible text of a page without an article in which it may say why."""


def refuse_page(title: str | None, text: str, source: str, url: str) -> None:
    """Name why a page has no article, where it shows.

    Args:
        title: its title or headline.
        text: what a reader sees of it.
        source: its HTML.
        url: for the message; may be ``""``.

    Raises:
        SoftNotFound: the page says that there is none here.
        ChallengePage: a bot check answered.
        LoginWall: the text is for members.
    """
    for name, mark in _SCRIPTS:
        if mark.search(source):
            raise ChallengePage(f"a bot check ({name}) instead of the article", where=url or None)
    _refuse_said(f"{title or ''}\n{' '.join(text.split())[:_FIRST]}", url)


def _refuse_said(said: str, url: str) -> None:
    for pattern, error, what in (
        (_NOT_FOUND, SoftNotFound, "the page says that it does not exist"),
        (_CHALLENGE, ChallengePage, "a bot check instead of the article"),
        (_LOGIN, LoginWall, "only for members"),
    ):
        if pattern.search(said):
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
        text = re.sub(r"<[^<>]*>", " ", article.article_body_html or "")
    text = " ".join(text.split())
    if len(text) <= _SHORT:
        _refuse_said(f"{article.headline or ''}\n{text}", article.url)
    if not article.headline or not text:
        raise EmptyArticle("no headline" if text else "no text", where=article.url or None)
    if article.article_body is not None and (garbled := mojibake(f"{article.headline}\n{text}")):
        do = "Report the page; another page object may know its charset"
        raise Mojibake(f"the text is mojibake ({garbled})", where=article.url or None, do=do)
