import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot import discovery
from newsbot.discovery import COMMON_FEEDS, COMMON_SITEMAPS, MOST_HINTS, Page, Search, read_page, robots_sitemaps
from newsbot.errors import ListingError
from tests.listings.mutate import mutated

SITE = "https://www.example.org"
NOW = "2031-10-14T12:00:00.000Z"
PAGE = """<!doctype html><html lang="zh-cn"><head><title> 云州
财经 </title><base href="/a/">
<link rel="alternate" type="application/rss+xml; charset=utf-8" href="feed.xml">
<link rel="ALTERNATE stylesheet" type="Application/Atom+XML" href="https://feeds.example.net/all">
<link rel="alternate" type="application/feed+json" href="/feed.json">
<link rel="alternate" type="text/html" hreflang="en" href="/en">
<link rel="alternate" type="application/rss+xml" href="javascript:x">
<link rel="stylesheet" type="application/rss+xml" href="/s">
</head><body><a href="/rss/china.xml">国内</a><a href="/about">feed</a><a href="/newsfeeder">no</a>
<a href="https://feeds.burner.example/x?feed=1">b</a><a href="https://reader.example.com/add?feed=x">reader</a>
<a href="/rss/china.xml">again</a>
""".encode()


def feed(*days: int, title: str = "News", path: str = "/n/") -> bytes:
    """A feed with an entry for each of these days of October 2031."""
    items = [
        {
            "id": str(day),
            "url": f"{SITE}{path}{day}",
            "title": f"entry {day}",
            "date_published": f"2031-10-{day:02}T08:00:00Z",
        }
        for day in days
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": title, "items": items}).encode()


def index(*locs: str) -> bytes:
    rows = "".join(f"<sitemap><loc>{SITE}{loc}</loc></sitemap>" for loc in locs)
    return f'<?xml version="1.0"?><sitemapindex>{rows}</sitemapindex>'.encode()


def urlset(*paths: str, titled: bool = True) -> bytes:
    news = (
        "<n:news><n:publication><n:name>云州日报</n:name></n:publication>"
        "<n:publication_date>2031-10-14</n:publication_date><n:title>t</n:title></n:news>"
    )
    rows = "".join(f"<url><loc>{SITE}{path}</loc>{news if titled else ''}</url>" for path in paths)
    return f'<urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">{rows}</urlset>'.encode()


def search(answers: dict[str, bytes], url: str = f"{SITE}/", robots: bytes = b"") -> Search:
    """A search of a site that answers so, gone through to its end."""
    one = Search(url, NOW, robots=robots)
    for addresses in one.steps():
        for address in addresses:
            if address in answers:
                one.answer(address, address, answers[address])
            else:
                one.fail(address, "nothing there")
    return one


def best(answers: dict[str, bytes], url: str = f"{SITE}/", robots: bytes = b"") -> str | None:
    return next((offer.url for offer in search(answers, url, robots).ranked()), None)


def test_what_a_page_points_to() -> None:
    assert read_page(PAGE, f"{SITE}/b/c.html") == Page(
        "云州 财经",
        "zh-CN",
        [f"{SITE}/a/feed.xml", "https://feeds.example.net/all", f"{SITE}/feed.json"],
        [f"{SITE}/rss/china.xml", "https://feeds.burner.example/x?feed=1"],
    )


@pytest.mark.parametrize("body", [b"", b"\0", b"<", b"<!--", b"\xff\xfe", b"<html>", b"<?xml ?>"])
def test_a_page_that_is_none_points_nowhere(body: bytes) -> None:
    assert read_page(body, SITE)[2:] == ([], [])


@settings(max_examples=80, deadline=None)
@given(mutated(PAGE) | st.binary(max_size=300))
def test_every_page_can_be_read(body: bytes) -> None:
    page = read_page(body, f"{SITE}/b/c.html")
    assert all(url.startswith(("http://", "https://")) for url in (*page.links, *page.anchors))


def test_sitemaps_of_robots_txt_those_of_news_first() -> None:
    robots = (
        b"User-agent: *\r\nDisallow: /x\r\nSitemap: /all.xml\r\n sitemap:https://www.example.org/google-news.xml \r\n"
    )
    assert robots_sitemaps(robots, SITE) == [f"{SITE}/google-news.xml", f"{SITE}/all.xml"]
    assert robots_sitemaps(b"# sitemap: /no.xml\nSitemap:\n\xff", SITE) == []


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=200))
def test_every_robots_txt_can_be_read(body: bytes) -> None:
    assert all(url.startswith("http") for url in robots_sitemaps(b"sitemap: " + body, SITE))


def test_a_listing_that_is_asked_for_is_taken_whatever_else_there_is() -> None:
    old = search({f"{SITE}/old.json": feed(1), f"{SITE}/feed": feed(13, 14)}, f"{SITE}/old.json")
    assert [offer.url for offer in old.ranked()] == [f"{SITE}/old.json"]
    assert list(old.tried) == [f"{SITE}/old.json"]


def test_link_elements_and_links_come_before_guesses() -> None:
    page = b'<html><link rel="alternate" type="application/rss+xml" href="/my.json"><a href="/rss/b.json">x</a></html>'
    one = search({f"{SITE}/": page, f"{SITE}/my.json": feed(13, 14), f"{SITE}/rss/b.json": feed(14)})
    assert [(offer.url, offer.origin) for offer in one.ranked()] == [
        (f"{SITE}/my.json", "link"),
        (f"{SITE}/rss/b.json", "anchor"),
    ]
    assert list(one.tried) == [f"{SITE}/", f"{SITE}/my.json", f"{SITE}/rss/b.json"]


@pytest.mark.parametrize("above", ["/", "/business/", "/business/2031/"])
def test_a_feed_that_only_a_page_above_declares(above: str) -> None:
    story = f"{SITE}/business/2031/story-of-2031.html"
    declared = b'<html><title>The Site</title><link rel="alternate" type="application/rss+xml" href="/my.json">'
    one = search({story: b"<html><title>A story</title>", SITE + above: declared, f"{SITE}/my.json": feed(14)}, story)
    assert [(offer.url, offer.origin) for offer in one.ranked()] == [(f"{SITE}/my.json", "link")]
    assert one.page is not None
    assert one.page.title == ("The Site" if above == "/" else "A story")
    assert list(one.tried) == [
        story, f"{SITE}/", f"{SITE}/business/", f"{SITE}/business/2031/", f"{SITE}/my.json",
    ]  # fmt: skip


def test_a_page_that_declares_its_feed_is_enough() -> None:
    story = f"{SITE}/business/story-of-2031.html"
    page = b'<html><link rel="alternate" type="application/rss+xml" href="/my.json">'
    assert list(search({story: page, f"{SITE}/my.json": feed(14)}, story).tried) == [story, f"{SITE}/my.json"]


def test_a_host_that_cannot_be_reached_is_asked_once() -> None:
    one = Search(f"{SITE}/", NOW)
    for addresses in one.steps():
        for address in addresses:
            one.fail(address, "no such host", unreachable=address)
    assert list(one.tried) == [f"{SITE}/"]


def test_another_host_that_cannot_be_reached_does_not_end_the_search() -> None:
    other = "https://feeds.example.net/"
    page = f'<html><link rel="alternate" type="application/rss+xml" href="{other}all">'.encode()
    one = Search(f"{SITE}/", NOW)
    for addresses in one.steps():
        for address in addresses:
            if address == f"{SITE}/":
                one.answer(address, address, page)
            elif address == f"{SITE}/feed":  # a redirect to the other host
                one.fail(address, "refused", unreachable=f"{other}2")
            else:
                one.fail(address, "refused", unreachable=address if other in address else None)
    assert f"{SITE}/sitemap.xml" in one.tried


def test_a_page_about_feeds_is_read_as_well() -> None:
    answers = {
        f"{SITE}/": b'<html><a href="/rss">Feeds</a></html>',
        f"{SITE}/rss": b'<html><a href="/one.rss">One</a></html>',
    }
    assert best({**answers, f"{SITE}/one.rss": feed(14)}) == f"{SITE}/one.rss"


def test_a_page_with_a_hundred_feeds_is_not_asked_for_all() -> None:
    page = "".join(f'<a href="/rss/{n}">{n}</a>' for n in range(100))
    one = search({f"{SITE}/": f"<html>{page}</html>".encode()})
    assert sum("/rss/" in url for url in one.tried) == MOST_HINTS


def test_sitemaps_of_robots_txt_count_when_there_is_no_feed() -> None:
    robots = f"Sitemap: {SITE}/all.xml\nSitemap: {SITE}/news.xml".encode()
    answers = {f"{SITE}/all.xml": urlset("/1", "/2", titled=False), f"{SITE}/news.xml": urlset("/1")}
    one = search(answers, robots=robots)
    assert [(offer.url, offer.kind, offer.title) for offer in one.ranked()] == [
        (f"{SITE}/news.xml", "sitemap", "云州日报"),
        (f"{SITE}/all.xml", "sitemap", None),
    ]
    assert f"{SITE}/feed" not in one.tried


@pytest.mark.parametrize("path", [*COMMON_FEEDS, *COMMON_SITEMAPS])
def test_usual_paths(path: str) -> None:
    body = urlset("/1") if "sitemap" in path else feed(14)
    assert best({f"{SITE}{path}": body}, f"{SITE}/business/story-of-2031.html") == f"{SITE}{path}"


def test_usual_paths_of_the_section_come_first() -> None:
    answers = {f"{SITE}/business/feed": feed(14), f"{SITE}/feed": feed(12, 13, 14)}
    assert best(answers, f"{SITE}/business/") == f"{SITE}/business/feed"
    assert best(answers, f"{SITE}/sport/") == f"{SITE}/feed"


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (feed(14), feed()),
        (feed(14), feed(12, 13, 14, title="Comments on News")),
        (feed(14), feed(12, 13, 14, title="云州 评论")),
        (feed(12, 13, 14), feed(14)),
        (feed(14), feed(1, 2, 3, 4)),
        (feed(1), urlset("/1", "/2", titled=False)),
        (feed(14), feed(13, 14).replace(SITE.encode(), b"https://elsewhere.example")),
        (feed(14), feed(13, 14).replace(b"2031-10", b"2031-01")),
        (urlset("/1"), feed(14).replace(b"2031-10", b"2031-01")),
    ],
    ids=["entries", "comments", "comments-zh", "more", "fresh", "dates", "own", "alive", "alive-sitemap"],
)
def test_which_is_better(better: bytes, worse: bytes) -> None:
    for first, second in ((better, worse), (worse, better)):
        page = b'<html><a href="/rss/a">a</a><a href="/rss/b">b</a></html>'
        found = best({f"{SITE}/": page, f"{SITE}/rss/a": first, f"{SITE}/rss/b": second})
        assert found == f"{SITE}/rss/{'a' if first is better else 'b'}"


def test_the_feed_of_the_pages_section_comes_before_the_sites() -> None:
    page = b'<html><a href="/rss/all">a</a><a href="/rss/markets">b</a></html>'
    answers = {f"{SITE}/rss/all": feed(12, 13, 14), f"{SITE}/rss/markets": feed(14)}
    assert best({f"{SITE}/markets/": page, **answers}, f"{SITE}/markets/") == f"{SITE}/rss/markets"
    assert best({f"{SITE}/": page, **answers}) == f"{SITE}/rss/all"


def test_children_of_an_index() -> None:
    answers = {
        f"{SITE}/sitemap.xml": index("/2031-10.xml", "/news.xml"),
        f"{SITE}/news.xml": urlset("/1"),
        f"{SITE}/2031-10.xml": urlset("/1", "/2", titled=False),
    }
    one = search(answers)
    assert [offer.url for offer in one.ranked()] == [f"{SITE}/news.xml", f"{SITE}/sitemap.xml"]


def test_an_index_stays_the_listing_where_its_children_change() -> None:
    answers = {f"{SITE}/sitemap.xml": index("/news-2031-10.xml"), f"{SITE}/news-2031-10.xml": urlset("/1")}
    (offer,) = search(answers).ranked()
    assert (offer.url, offer.complete, offer.title) == (f"{SITE}/sitemap.xml", 1, "云州日报")
    deeper = {
        f"{SITE}/sitemap.xml": index("/2031.xml"),
        f"{SITE}/2031.xml": index("/10.xml"),
        f"{SITE}/10.xml": urlset("/1"),
    }
    (offer,) = search(deeper, f"{SITE}/sitemap.xml").ranked()
    assert (offer.url, offer.complete) == (f"{SITE}/sitemap.xml", 1)


def test_an_index_that_names_itself_ends() -> None:
    assert search({f"{SITE}/sitemap.xml": index("/sitemap.xml", "/sitemap.xml?2")}).ranked() == []


def test_nothing_says_what_was_tried() -> None:
    one = search({f"{SITE}/": b"<html>hello</html>"})
    assert one.ranked() == []
    assert one.tried[f"{SITE}/"] == "the answer is an HTML page, not a feed"
    assert {f"{SITE}{path}" for path in (*COMMON_FEEDS, *COMMON_SITEMAPS)} < set(one.tried)


def test_a_redirect_is_followed_by_the_search() -> None:
    one = Search("http://example.org/", NOW)
    steps = one.steps()
    next(steps)
    one.answer("http://example.org/", f"{SITE}/", b"<html></html>")
    assert all(url.startswith(SITE) for addresses in steps for url in addresses)


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (feed(14, title=" A\nB "), "A B"),
        (b"<rss><channel><title><![CDATA[A &amp; B]]></title><item><title>x</title></item></channel></rss>", "A & B"),
        ("<feed><atom:title type='text'>云州</atom:title></feed>".encode("gb18030"), "云州"),
        (b"<rss></rss>", None),
        (b'{"title": 1', None),
    ],
)
def test_titles_of_feeds(body: bytes, title: str | None) -> None:
    assert discovery.feed_title(body) == title


@settings(max_examples=60, deadline=None)
@given(mutated(feed(13, 14)) | mutated(urlset("/1", "/2")) | mutated(index("/a.xml")) | st.binary(max_size=100))
def test_every_answer_is_an_offer_or_none(body: bytes) -> None:
    try:
        offer = discovery.read_offer(body, f"{SITE}/x", "asked")
    except ListingError:
        return
    assert offer.kind in ("feed", "sitemap")


def test_a_wrong_answer_says_what_the_nearest_parser_says() -> None:
    with pytest.raises(ListingError, match="JSON, but no JSON Feed"):
        discovery.read_offer(b'{"data": []}', SITE, "asked")
