import gzip
import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsbot import dates, urls
from newsbot.errors import ListingError
from newsbot.items import ListingEntry, TickerMention
from newsbot.listings import sitemap
from newsbot.listings.types import Listing
from tests.listings.mutate import mutated

URL = "https://www.example.invalid/sitemap.xml"
SPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)
NEWS = """<url><loc> https://www.example.invalid/2031/10/14/harbour.html
</loc><lastmod>2031-10-14T13:30:00Z</lastmod><changefreq>hourly</changefreq>
<news:news><news:publication><news:name>Example Ledger</news:name>
<news:language>zh-cn</news:language></news:publication>
<news:genres>Blog</news:genres><news:publication_date>2031-10-14T12:00:00+0200</news:publication_date>
<news:title>Harbour &amp;amp; rail: a &lt;b&gt;deal&lt;/b&gt;</news:title>
<news:keywords>Rail, Ports,Rail</news:keywords>
<news:stock_tickers>NASDAQ:EXM, HKG:0700,SHA:600519, XETRA:ABC,NASDAQ:EXM</news:stock_tickers></news:news>
<image:image><image:loc>https://img.example.invalid/1.jpg</image:loc>
<image:caption>The quay</image:caption></image:image>
<image:image><image:loc>https://img.example.invalid/2.jpg</image:loc></image:image></url>"""
PLAIN = "<url><loc>https://www.example.invalid/{0}</loc><lastmod>{1}</lastmod></url>"
CHILD = "<sitemap><loc>https://www.example.invalid/{0}.xml</loc><lastmod>{1}</lastmod></sitemap>"


def urlset(*rows: str, spaces: str = SPACES) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {spaces}>{"".join(rows)}</urlset>'


def index(*rows: str) -> str:
    return f"<sitemapindex {SPACES}>{''.join(rows)}</sitemapindex>"


def read(document: str | bytes, zone: str = "UTC", since: str | None = None) -> Listing:
    return sitemap.parse(document if isinstance(document, bytes) else document.encode(), URL, zone, since)


def only(document: str | bytes) -> ListingEntry:
    (entry,) = read(document).entries
    return entry


def paths(listing: Listing) -> list[str]:
    return [entry.url.removeprefix("https://www.example.invalid/") for entry in listing.entries]


def test_a_news_sitemap() -> None:
    assert only(urlset(NEWS)) == ListingEntry(
        url="https://www.example.invalid/2031/10/14/harbour.html",
        headline="Harbour & rail: a deal",
        publisher="Example Ledger",
        keywords=["Rail", "Ports"],
        in_language="zh-CN",
        published="2031-10-14T10:00:00.000Z",
        published_raw="2031-10-14T12:00:00+0200",
        modified="2031-10-14T13:30:00.000Z",
        tickers=[
            TickerMention("EXM.US", "EXM", "markup"),
            TickerMention("00700.HK", "0700", "markup"),
            TickerMention("600519.SH", "600519", "markup"),
        ],
        extra={
            "changefreq": "hourly",
            "genres": "Blog",
            "images": [
                {"loc": "https://img.example.invalid/1.jpg", "caption": "The quay"},
                {"loc": "https://img.example.invalid/2.jpg"},
            ],
        },
    )


@pytest.mark.parametrize(
    "document",
    [
        urlset(NEWS, spaces=""),
        urlset(NEWS, spaces='xmlns="https://wrong.example/9"'),
        urlset(NEWS).replace("news:", "n:"),
        urlset(NEWS).replace("<", "<s:").replace("<s:/", "</s:").replace("<s:?", "<?"),
        "\ufeff" + urlset(NEWS) + "\n<!-- made by a plugin </urlset> -->\n",
        "\n\n" + urlset(NEWS),
        urlset(NEWS).replace("<urlset", "<!-- a > b --><?xml-stylesheet href='x'?>\n<urlset"),
        urlset(NEWS).replace(" &amp;amp; rail", " & rail"),
        urlset(NEWS).replace(" &amp;amp; rail", "&nbsp;&amp;amp;&nbsp;rail"),
        urlset(NEWS).encode("utf-16"),
        gzip.compress(urlset(NEWS).encode(), mtime=0),
        gzip.compress(gzip.compress(urlset(NEWS).encode(), mtime=0), mtime=0),
    ],
)
def test_what_is_forgiven(document: str | bytes) -> None:
    assert only(document) == only(urlset(NEWS))


def test_a_bare_ampersand_does_not_change_a_link() -> None:
    rows = (
        "<url><loc>https://a.example/?a=1&b=2</loc></url>",
        "<url><loc><![CDATA[https://a.example/?c&d]]></loc></url>",
    )
    assert [entry.url for entry in read(urlset(*rows)).entries] == [
        "https://a.example/?a=1&b=2",
        "https://a.example/?c&d",
    ]


def test_half_a_character_in_a_broken_sitemap() -> None:
    rows = ("<url><loc>https://n.example/a</loc><x>&#xD800;</x></url>", "<url><loc>https://n.example/b</loc></url>")
    assert paths(read(urlset(*rows))) == ["https://n.example/a", "https://n.example/b"]


def test_another_encoding_than_declared() -> None:
    body = urlset(NEWS.replace("Harbour", "港口")).encode("gb18030")
    assert (only(body).headline or "").startswith("港口")


def test_newest_first_and_the_undated_last() -> None:
    rows = ("1|2031-10-01", "2|", "3|2031-10-03T00:00:00+14:00", "4|2031-10-02", "5|0001-01-01T00:00:00Z")
    listing = read(urlset(*(PLAIN.format(*row.split("|")) for row in rows)))
    assert paths(listing) == ["3", "4", "1", "2", "5"]
    assert [entry.modified for entry in listing.entries] == [
        "2031-10-02T10:00:00.000Z", "2031-10-02", "2031-10-01", None, None,
    ]  # fmt: skip
    assert [entry.published for entry in listing.entries] == [None] * 5


def test_a_time_without_a_zone_is_the_sources() -> None:
    (entry,) = read(urlset(PLAIN.format(1, "2031-10-14T09:20")), "Asia/Shanghai").entries
    assert entry.modified == "2031-10-14T01:20:00.000Z"


def test_since_leaves_out_what_is_dated_before() -> None:
    rows = ("1|2031-10-13", "2|", "3|2031-10-14T00:59:59Z", "4|2031-10-14", "5|2031-10-14T01:00:00Z")
    since = "2031-10-14T01:00:00.000Z"
    listing = read(urlset(*(PLAIN.format(*row.split("|")) for row in rows)), since=since)
    assert (paths(listing), listing.rows, listing.skipped) == (["5", "4", "2"], 5, [])
    assert listing.left_out == [f"2 before {since}"]
    follow = read(index(*(CHILD.format(*row.split("|")) for row in rows)), since=since).follow
    assert follow == [f"https://www.example.invalid/{name}.xml" for name in ("5", "4", "2")]


def test_an_index_names_its_files_newest_first() -> None:
    rows = (CHILD.format(*row.split("|")) for row in ("a|2031-10-01", "b|", "c|2031-10-14T09:20:00Z", "c|2031-10-02"))
    listing = read(index(*rows, "<sitemap><loc>d.xml.gz</loc></sitemap>"))
    assert (listing.entries, listing.rows) == ([], 5)
    assert listing.follow == [f"https://www.example.invalid/{name}" for name in ("c.xml", "a.xml", "b.xml", "d.xml.gz")]


def test_a_text_sitemap() -> None:
    lines = [
        "https://a.example/1",
        "",
        "http://a.example/2 ",
        *(f"https://a.example/{n}" for n in range(3, 7)),
        "# end",
    ]
    listing = read("\ufeff" + "\r\n".join(lines))
    assert [entry.url[-1] for entry in listing.entries] == list("123456")
    assert (listing.rows, listing.skipped) == (7, ["row 7: no address"])


def test_rows_without_an_address_are_left_out_with_a_reason() -> None:
    rows = [PLAIN.format(number, "2031-10-14") for number in range(4)]
    listing = read(urlset(*rows, "<url><loc/></url>"))
    assert (len(listing.entries), listing.rows, listing.skipped) == (4, 5, ["row 5: no address"])
    with pytest.raises(ListingError, match="2 of 2 rows have no loc"):
        read(urlset("<url><link>https://a.example/1</link></url>" * 2))


def test_an_empty_sitemap_is_a_listing() -> None:
    assert read(urlset()) == read("<urlset/>") == read(index()) == Listing([])


def test_fifty_thousand_addresses_are_legal() -> None:
    rows = (PLAIN.format(number, "2031-10-01") for number in range(50_000))
    listing = read(urlset(*rows, PLAIN.format("new", "2031-10-14")), since="2031-10-14T00:00:00.000Z")
    assert (paths(listing), listing.rows) == (["new"], 50_001)


BOMB = gzip.compress(b"<urlset>" + b" " * sitemap.MAX_UNPACKED)
ENTITIES = '<!DOCTYPE urlset [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "the answer is empty"),
        (b" \n", "the answer is empty"),
        (gzip.compress(b"", mtime=0), "the answer is empty"),
        (b"<!DOCTYPE html><html><body>Not found</body></html>", "an HTML page, not a sitemap"),
        (b"<!doctype html><title>x</title><p>x", "an HTML page, not a sitemap"),
        (b'<rss version="2.0"><channel/></rss>', "a feed, not a sitemap. Write `feed`"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"/>', "a feed, not a sitemap"),
        (b"<sitemap/>", "the answer is no sitemap"),
        (b'{"urls": []}', "the answer is no sitemap"),
        (b"Forbidden", "the answer is no sitemap"),
        (urlset(NEWS).encode()[:-4], "cut off: <urlset> does not end"),
        (gzip.compress(urlset(NEWS).encode(), mtime=0)[:-20], "the gzip file is broken"),
        (b"\x1f\x8b\x08nonsense", "the gzip file is broken"),
        (BOMB, "more than 52428800 bytes when unpacked"),
        ((ENTITIES + urlset(PLAIN.format("&b;", "")).partition("\n")[2]).encode(), "defines XML entities"),
        (urlset("<a>" * 300 + "</a>" * 300).encode(), "cannot be read to its end"),
        (urlset("<url/>" * (sitemap.MAX_ROWS + 1)).encode(), "more than 100000 rows"),
        (b"<urlset>" + b"<a/>" * sitemap.MAX_MARKS + b"</urlset>", "more than 5000000 tags or entities"),
        (b"<urlset>" + b"&" * (sitemap.MAX_MARKS + 1) + b"</urlset>", "more than 5000000 tags or entities"),
        (b"https://a.example/1\n" * (sitemap.MAX_ROWS + 1), "more than 100000 rows"),
    ],
)  # fmt: skip
def test_what_is_no_sitemap_or_too_much_is_refused(body: bytes, message: str) -> None:
    with pytest.raises(ListingError, match=message) as caught:
        read(body)
    assert caught.value.where == URL


DOCUMENTS = st.sampled_from([urlset(NEWS, PLAIN.format(1, "2031-10-14")), index(CHILD.format("a", "2031-10-14"))])


@settings(deadline=None)
@given(
    st.binary(max_size=200)
    | st.binary(max_size=60).map(lambda b: b"<urlset><url>" + b + b"</url></urlset>")
    | st.binary(max_size=60).map(lambda b: b"\x1f\x8b" + b)
    | DOCUMENTS.flatmap(lambda d: mutated(d.encode()))
)
@example(b"<?a" * 2000 + b"?>" * 2000)
@example(b"<!--" * 2000 + b"-->" * 2000)
def test_it_raises_only_listing_error(body: bytes) -> None:
    try:
        listing = read(body, since="2031-01-01T00:00:00.000Z")
    except ListingError:
        return
    assert len(listing.entries) + len(listing.follow) + len(listing.skipped) <= listing.rows
    for address in (*listing.follow, *(entry.url for entry in listing.entries)):
        assert urls.canonical(address)
    for entry in listing.entries:
        for moment in (entry.published, entry.modified):
            assert moment is None or dates.is_day(moment) or dates.to_datetime(moment)
    json.dumps([entry.extra for entry in listing.entries], ensure_ascii=False, allow_nan=False).encode()
