"""Invented articles for the tests of exports and the command line, stored as a crawl stores them."""

import hashlib
from dataclasses import replace
from typing import Any

from newsbot.archive import Archive, articles, frontier, listings, runs, sources
from newsbot.archive import images as pictures
from newsbot.archive.listings import ListingValidators
from newsbot.archive.runs import RunCounts
from newsbot.items import ArticleImage, Capture, CrawledArticle, ListingEntry, TickerMention

GIF = b"GIF89a invented bytes of a chart"
GIF_SHA256 = hashlib.sha256(GIF).hexdigest()
REPRINTED = ("港务集团扩建码头的转载", "正文相同的稿件：港务集团扩建码头。")


def url(number: int) -> str:
    return f"https://finance.example.com/roll/2026-11-20/doc-i{number:07}.shtml"


def entry(number: int) -> ListingEntry:
    return ListingEntry(url=url(number), source_id=f"id{number:07}", headline=f"列表第{number}条")


def article(number: int, headline: str, body: str, **fields: Any) -> CrawledArticle:
    """An article of ``roll``, fetched from its own address at noon."""
    at, address = "2026-11-20T12:00:00.000Z", url(number)
    given = {
        "url": address,
        "source_id": f"id{number:07}",
        "headline": headline,
        "article_body": body,
        "article_body_html": f"<p>{body}</p>",
        "source": "roll",
        "publisher": "云州日报",
        "parser": "example/1",
        "frontier_url": address,
        "observed": at,
        "capture": Capture(address, address, "article", at, 200, "text/html", [], f"<p>{body}</p>".encode()),
        **fields,
    }
    return CrawledArticle(**given)


ARTICLES = (
    article(
        1,
        "上海银行公布年报",
        "上海银行（601229.SH）营业收入上涨了。\n净利润为３０亿元，A股反应平淡。",
        date_published="2026-11-20T01:30:00.000Z",
        authors=["甲", "乙"],
        editor="丙",
        section="银行",
        keywords=["年报"],
        tickers=[TickerMention("601229.SH", "上海银行", "code", 2)],
        images=[
            ArticleImage("https://img.example.com/a.gif", 0, caption="图：年报封面", sha256=GIF_SHA256),
            ArticleImage("https://img.example.com/gone.jpg", 1, alt="分行", error="the server answered HTTP 404"),
        ],
    ),
    article(
        2,
        "港务集团扩建码头",
        "云州港务集团说，AND 与 OR 都要。\nC++ 是一种语言，half-width 与 ＡＢＣ 不同。",
        date_published="2026-11-20T15:59:59.999Z",
    ),
    article(
        3,
        '=HYPERLINK("https://evil.example")',
        '-1+1 次公告，"引号"与,逗号\n换行。',
        date_published="2026-11-20",
        description="@cmd",
        source="wire",
    ),
    article(4, *REPRINTED, date_published="2026-11-19T02:00:00.000Z", publisher="甲报"),
    article(5, *REPRINTED, date_published="2026-11-19T03:00:00.000Z", publisher="乙报"),
    article(6, "An undated \x1b[31mnotice", "It carries no date, only \u202ea first seen.", in_language="en"),
)
"""1 has everything; 3 has only a day, and formula cells; 5 reprints 4; 6 has no date, and control characters."""

REVISED = replace(
    ARTICLES[0],
    article_body="上海银行（601229.SH）营业收入上涨了。\n净利润为３１亿元，A股反应平淡。",
    observed="2026-11-20T13:00:00.000Z",
    tickers=[TickerMention("601229.SH", "上海银行", "code", 3)],
)
"""1 an hour later."""


def fill(archive: Archive) -> None:
    """Store all that by a finished run of ``roll``; one more address waits, one is dead, and ``wire`` has failed."""
    with archive.write() as tx:
        run = runs.begin(tx, "roll", archive.process)
        listings.record(tx, "roll", [entry(number) for number in range(1, 9)])
        listings.complete_walk(tx, "roll", "https://finance.example.com/feed.xml", ListingValidators())
        pictures.add(tx, GIF_SHA256, "image/gif", 64, 48, GIF)
    for one in (*ARTICLES, REVISED):
        with archive.write() as tx:
            articles.store(tx, replace(one), run, (3600,))
    counts = RunCounts(listed=8, new=6, revised=1, reprints=1, images=1, failed=1)
    with archive.write() as tx:
        for _ in range(frontier.GONE_DEAD_AFTER):
            frontier.failed(tx, url(8), "the server says it does not exist (HTTP 404)", gone=True)
            # Given up only when it has been gone for some time.
            tx.db.execute("UPDATE frontier SET gone_since = '2000-01-01T00:00:00.000Z' WHERE url = ?", (url(8),))
        runs.finish(tx, run, "degraded", counts, error="one page failed")
        sources.note_run(tx, "roll", "degraded", counts)
        failed = runs.begin(tx, "wire", archive.process)
        runs.finish(tx, failed, "failed", RunCounts(), error="https://wire.example.org/feed.xml: no feed")
        sources.note_run(tx, "wire", "failed", RunCounts())
