"""Pages that are no articles say so in a short line of their own; news about such pages is news."""

import pytest

from newsbot import pages
from newsbot.errors import ChallengePage, ExtractError, LoginWall, SoftNotFound
from newsbot.items import NewsArticle
from newsbot.pages.checks import check_article, refuse_file, refuse_page

FLASHES = [
    "某平台：相关违规内容已被删除，账号已封禁。", "某网站称此前报道的文章已删除",
    "交易所系统一度出现访问频繁提示，现已恢复。", 'Reuters: "access denied" attack hits banks.',
    "云州银行：手机客户端将加强安全验证。", "404 companies listed on the exchange in a year.",
    "The bank told clients to verify you are human prompts are fake.", "会员专享基金规模突破百亿元。",
    "Page not found errors hit the port's booking site.", "内容被删除的商户可以申诉，平台说。",
    "Papers for subscribers only grew by a tenth.",
]  # fmt: skip
REFUSED: list[tuple[str, type[ExtractError]]] = [
    ("您访问的页面不存在", SoftNotFound), ("抱歉，您要访问的页面不存在或已被删除。", SoftNotFound),
    ("该文章已被删除", SoftNotFound), ("404", SoftNotFound), ("Error 404: Page not found", SoftNotFound),
    ("Sorry, the page was not found.", SoftNotFound), ("文章不存在 3秒后返回", SoftNotFound),
    ("Access Denied", ChallengePage), ("请完成安全验证", ChallengePage), ("访问过于频繁，请稍后再试", ChallengePage),
    ("Please verify you are a human", ChallengePage), ("Are you a robot?", ChallengePage),
    ("Log in to continue reading", LoginWall), ("登录后可查看全文", LoginWall), ("Subscribers only", LoginWall),
]  # fmt: skip


@pytest.mark.parametrize("flash", FLASHES)
def test_news_of_deletions_and_refusals_is_news(flash: str) -> None:
    for parser in ("entry/1", "generic/1"):
        for headline, text in (("云州快讯", flash), (flash, flash), (flash, "云州快讯。")):
            check_article(NewsArticle(url="", headline=headline, article_body=text, parser=parser))
            check_article(NewsArticle(url="", headline=headline, article_body_html=f"<p>{text}</p>", parser=parser))


@pytest.mark.parametrize(("note", "error"), REFUSED)
def test_what_a_page_says_instead_of_an_article(note: str, error: type[ExtractError]) -> None:
    said = [
        ("云州日报", f"<div>{note}</div><a>返回首页</a>"),
        (f"{note} - 云州日报", "<p>首页</p>"),
        (f"{note}_云州日报", "<p>首页</p>"),
    ]
    for headline, html in said:
        with pytest.raises(error):
            check_article(NewsArticle(url="", headline=headline, article_body_html=html))
    with pytest.raises(error):
        refuse_page("云州日报", f"\n  {note}\n  返回首页", b"", "")


def test_a_row_is_never_taken_for_a_page() -> None:
    check_article(NewsArticle(url="", headline="该文章已被删除", article_body="该文章已被删除。", parser="entry/1"))


def test_a_feed_is_no_article_and_a_page_that_speaks_of_feeds_is() -> None:
    for feed in (b"<rss version='2.0'>", b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x --><feed xmlns='y'>", b"<urlset>"):
        with pytest.raises(ExtractError, match="a feed"):
            pages.read("https://a.example/feed.xml", feed + b"<channel><title>x</title></channel>")
    refuse_file(b"<!-- -->" * 100_000 + b"<?xml ?>" * 1_000, None)
    refuse_file(b"<!DOCTYPE html><html><head><title>&lt;rss&gt;</title></head><body><feed >", None)
    with pytest.raises(ExtractError, match="application/pdf"):
        pages.read("https://a.example/notice", b"%PDF-1.7 ...")
