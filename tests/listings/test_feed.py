import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot import dates, urls
from newsbot.errors import ListingError
from newsbot.items import ListingEntry, TickerMention
from newsbot.listings import feed, xmlguard
from newsbot.listings.types import MAX_ENTRIES, Listing
from tests.listings.mutate import mutated

URL = "https://www.example.invalid/feeds/press_all.xml"
NAMESPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:nasdaq="http://nasdaq.com/reference/feeds/1.0" '
    'xmlns:prn="https://www.prnewswire.com/rss/"'
)
BOARD = """\ufeff<?xml version="1.0" encoding="utf-8"?><rss version="2.0">
<channel><title>Example Board</title>
<link><![CDATA[https://www.example.invalid/feeds/press_all.xml]]></link><language>en-us</language>
<item><title><![CDATA[Board announces invented decision]]></title>
<link><![CDATA[https://www.example.invalid/newsevents/monetary20311009a.htm]]></link>
<guid><![CDATA[https://www.example.invalid/newsevents/monetary20311009a.htm]]></guid>
<description><![CDATA[Board announces invented decision]]></description>
<category><![CDATA[Monetary Policy]]></category>
<pubDate><![CDATA[Thu, 9 Oct 2031 18:00:00 GMT   ]]></pubDate></item></channel></rss>"""
WIRE = """<item><guid isPermaLink="true">https://www.globenewswire.com/news-release/2031/10/14/9900008/0/en/X.html</guid>
<link>https://www.globenewswire.com/news-release/2031/10/14/9900008/0/en/X.html</link>
<category domain="https://www.globenewswire.com/rss/stock">NYSE American:EXM</category>
<category domain="http://www.globenewswire.com/rss/stock">Nasdaq:EXMW</category>
<category domain="https://www.globenewswire.com/rss/stock">TSX:EXC</category>
<category domain="https://www.globenewswire.com/rss/ISIN">XX0000000000</category><category>Earnings</category>
<title>Example Corp Reports Invented Results</title>
<description><![CDATA[<p>ANYTOWN, Oct. 14, 2031 &amp; more</p><style>p{}</style><p>Second</p>]]></description>
<pubDate>Tue, 14 Oct 2031 12:00 GMT</pubDate><dc:identifier>9900008</dc:identifier><dc:language>en</dc:language>
<dc:contributor>Example Corp</dc:contributor><dc:publisher>A Wire</dc:publisher><dc:creator>Jane Doe</dc:creator>
<dc:modified>Tue, 14 Oct 2031 13:00 GMT</dc:modified><content:encoded><![CDATA[<p>All of it</p>]]></content:encoded>
<enclosure url="https://www.example.invalid/a.jpg" type="image/jpeg" length="3"/>
<media:content url="https://www.example.invalid/b.jpg" medium="image"/></item>"""
FILING = """<entry><title>8-K - EXAMPLE HOLDINGS SOCI\xc9T\xc9 (0009900001) ({role})</title>
<link rel="alternate" type="text/html" href="https://www.sec.gov/Archives/edgar/data/9900001/{role}-index.htm"/>
<summary type="html"> &lt;b&gt;Filed:&lt;/b&gt; 2031-10-14
&lt;b&gt;AccNo:&lt;/b&gt; 0009900001-31-000001&lt;br&gt;Item 2.02</summary>
<updated>2031-10-14T16:05:12-04:00</updated><category scheme="https://www.sec.gov/" label="form type" term="8-K"/>
<id>urn:tag:sec.gov,2008:accession-number=0009900001-31-000001</id></entry>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-cn"
xml:base="https://news.example.invalid/a/">
<title>T</title><updated>2031-10-14T00:00:00Z</updated>
<entry><title type="html">甲 &lt;b&gt;乙&lt;/b&gt; &amp;amp; 丙</title>
<link rel="self" href="x"/><link rel="alternate" href="b/1.html"/><id>tag:example.invalid,2031:1</id>
<published>2031-10-14T09:20:30+08:00</published><updated>2031-10-14T10:00:00+08:00</updated>
<author><name>甲</name></author><author><name>乙</name></author><contributor><name>丙</name></contributor>
<summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>摘<i>要</i></p></div></summary></entry></feed>"""
RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://www.example.invalid/"><title>t</title></channel>
<item rdf:about="https://www.example.invalid/1"><title>one</title><link>https://www.example.invalid/1</link>
<dc:date>2031-10-14T12:00+11:00</dc:date></item></rdf:RDF>"""
PLAIN = "<item><title>t{0}</title><link>https://a.example/{0}</link></item>"


def rss(*items: str) -> str:
    return f'<rss version="2.0" {NAMESPACES}><channel><title>T</title>{"".join(items)}</channel></rss>'


def read(document: str | bytes, zone: str = "Asia/Shanghai") -> Listing:
    return feed.parse(document if isinstance(document, bytes) else document.encode(), URL, zone)


def only(document: str | bytes, zone: str = "Asia/Shanghai") -> ListingEntry:
    (entry,) = read(document, zone).entries
    return entry


def test_bom_and_cdata() -> None:
    entry = only(BOARD)
    assert entry.url == "https://www.example.invalid/newsevents/monetary20311009a.htm"
    assert entry.headline == "Board announces invented decision"
    assert entry.description is None
    assert entry.published == "2031-10-09T18:00:00.000Z"
    assert entry.published_raw == "Thu, 9 Oct 2031 18:00:00 GMT"
    assert entry.keywords == ["Monetary Policy"]
    assert entry.in_language == "en-US"
    assert entry.content is None


def test_a_press_release_wire() -> None:
    entry = only(rss(WIRE))
    assert entry.source_id == "9900008"
    assert entry.publisher == "Example Corp"
    assert entry.authors == ["Jane Doe"]
    assert entry.description == "ANYTOWN, Oct. 14, 2031 & more Second"
    assert entry.published == "2031-10-14T12:00:00.000Z"
    assert entry.modified == "2031-10-14T13:00:00.000Z"
    assert entry.keywords == ["Earnings"]
    assert entry.tickers == [TickerMention("EXM.US", "EXM", "markup"), TickerMention("EXMW.US", "EXMW", "markup")]
    assert entry.extra["stock"] == ["NYSE American:EXM", "Nasdaq:EXMW", "TSX:EXC"]
    assert entry.extra["isin"] == ["XX0000000000"]
    assert entry.extra["content"] == "<p>All of it</p>"
    assert entry.extra["enclosures"][0]["href"] == "https://www.example.invalid/a.jpg"
    assert entry.extra["media"] == [{"url": "https://www.example.invalid/b.jpg", "medium": "image"}]
    assert entry.content is None


RELEASE = """<item><title>Example Holdings opens a plant</title>
<link>https://www.prnewswire.com/news-releases/example-holdings-opens-a-plant-309900001.html</link>
<guid isPermaLink="true">https://www.prnewswire.com/news-releases/example-holdings-opens-a-plant-309900001.html</guid>
<description><![CDATA[ANYTOWN, Oct. 14, 2031 /PRNewswire/ -- Example Holdings (NASDAQ: EXM) today ...]]></description>
<pubDate>Tue, 14 Oct 2031 12:00:00 +0000</pubDate><dc:contributor>Example Holdings</dc:contributor>
<dc:publisher>PR Newswire</dc:publisher><dc:language>en</dc:language><dc:subject>New Products</dc:subject>
<prn:industry>Machinery</prn:industry><prn:industry>MAC</prn:industry><prn:industry>Transport &amp; Ports</prn:industry>
<prn:subject>PDT</prn:subject><prn:subject><![CDATA[New Products & Services]]></prn:subject></item>"""


def test_a_wire_with_industries_and_subjects() -> None:
    entry = only(rss(RELEASE))
    assert (entry.publisher, entry.in_language, entry.tickers) == ("Example Holdings", "en", [])
    assert entry.keywords == ["New Products", "Machinery", "Transport & Ports", "New Products & Services"]
    assert entry.extra["code"] == ["MAC", "PDT"]
    assert entry.published == "2031-10-14T12:00:00.000Z"


def test_every_keyword_of_a_wire_counts() -> None:
    assert only(
        rss(WIRE.replace("</item>", "<dc:keyword>Ports</dc:keyword><dc:keyword>Rail</dc:keyword></item>"))
    ).keywords == [
        "Earnings",
        "Ports",
        "Rail",
    ]


PARTNERED = """<item><title>Why Example Holdings moved</title><link>https://www.nasdaq.com/articles/why-example-moved</link>
<description>Key points</description><pubDate>Tue, 14 Oct 2031 17:59:50 +0000</pubDate>
<dc:creator>A Partner</dc:creator><category>Markets</category>
<nasdaq:tickers>EXM,EXM,BRX.B,EXM:CA,^EXI,EXMPLXX</nasdaq:tickers></item>"""


def test_nasdaq_names_its_partner_and_the_securities() -> None:
    entry = only(rss(PARTNERED))
    assert (entry.publisher, entry.authors) == ("A Partner", [])
    assert entry.tickers == [TickerMention("EXM.US", "EXM", "markup"), TickerMention("BRX.B.US", "BRX.B", "markup")]
    assert entry.extra["nasdaq_tickers"] == "EXM,EXM,BRX.B,EXM:CA,^EXI,EXMPLXX"


def test_the_ending_of_an_address_tells_nothing() -> None:
    listing = feed.parse(BOARD.encode(), "https://www.example.invalid/rss/press.html")
    assert [entry.headline for entry in listing.entries] == ["Board announces invented decision"]


def test_the_full_text_of_a_feed_does_not_stand_in_for_the_page() -> None:
    entry = only(rss(WIRE))
    assert (entry.content, entry.extra["content"]) == (None, "<p>All of it</p>")


REFUSAL = "<!DOCTYPE html><html><head><title>SEC.gov | {0}</title></head><body><h1>{0}</h1></body></html>"


@pytest.mark.parametrize(
    ("headline", "said"),
    [
        ("Your Request Originates from an Undeclared Automated Tool", "Set `contact` in"),
        ("Request Rate Threshold Exceeded", "Poll its sources less often"),
    ],
)
def test_a_refusal_of_the_sec_says_what_to_do(headline: str, said: str) -> None:
    with pytest.raises(ListingError, match=said):
        read(REFUSAL.format(headline))


def test_edgar_in_latin_1_lists_a_filing_once() -> None:
    entries = FILING.format(role="Filer") + FILING.format(role="Subject")
    document = f'<?xml version="1.0" encoding="ISO-8859-1" ?><feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'
    listing = read(document.encode("latin-1"))
    (entry,) = listing.entries
    assert (listing.rows, listing.skipped, listing.left_out) == (2, [], ["row 2: the filing of row 1"])
    assert entry.headline == "8-K - EXAMPLE HOLDINGS SOCIÉTÉ (0009900001) (Filer)"
    assert entry.source_id == "0009900001-31-000001"
    assert entry.published == entry.modified == "2031-10-14T20:05:12.000Z"
    assert entry.description == "Filed: 2031-10-14 AccNo: 0009900001-31-000001 Item 2.02"
    assert entry.keywords == ["8-K"]


def test_atom() -> None:
    entry = only(ATOM)
    assert entry.url == "https://news.example.invalid/a/b/1.html"
    assert entry.headline == "甲 乙 & 丙"
    assert entry.authors == ["甲", "乙"]
    assert entry.publisher is None
    assert entry.description == "摘要"
    assert entry.published == "2031-10-14T01:20:30.000Z"
    assert entry.modified == "2031-10-14T02:00:00.000Z"
    assert entry.in_language == "zh-CN"


def test_an_atom_update_is_no_publication() -> None:
    entry = only(ATOM.replace("<published>2031-10-14T09:20:30+08:00</published>", ""))
    assert (entry.published, entry.modified) == (None, "2031-10-14T02:00:00.000Z")


def test_rss_1_0_keeps_its_items_outside_of_the_channel() -> None:
    entry = only(RDF)
    assert (entry.url, entry.headline) == ("https://www.example.invalid/1", "one")
    assert (entry.published, entry.modified) == ("2031-10-14T01:00:00.000Z", None)


@pytest.mark.parametrize(
    ("raw", "zone", "expected"),
    [
        ("2026年11月23日 09:00", "Asia/Shanghai", "2026-11-23T01:00:00.000Z"),
        ("Sep 22, 2031 21:05 GMT", "Asia/Shanghai", "2031-09-22T21:05:00.000Z"),
        ("2031-10-14 09:20:30", "Asia/Shanghai", "2031-10-14T01:20:30.000Z"),
        ("2031-10-14 09:20:30", "America/New_York", "2031-10-14T13:20:30.000Z"),
        ("Tue, 14 Oct 2031", "Asia/Shanghai", "2031-10-14"),
        ("03/04/2031", "Asia/Shanghai", None),
        ("yesterday", "Asia/Shanghai", None),
    ],
)
def test_dates_are_read_from_the_raw_text(raw: str, zone: str, expected: str | None) -> None:
    entry = only(rss(f"<item><title>t</title><link>/1</link><pubDate>{raw}</pubDate></item>"), zone)
    assert (entry.published, entry.published_raw) == (expected, raw)


def test_links_are_made_absolute() -> None:
    assert only(rss("<item><title>t</title><link>/1.html</link></item>")).url == "https://www.example.invalid/1.html"
    based = rss("<item><title>t</title><link>1.html</link></item>").replace(
        "<channel>", '<channel xml:base="https://b.example/c/">'
    )
    assert only(based).url == "https://b.example/c/1.html"


@pytest.mark.parametrize("permalink", ["", ' isPermaLink="true"', ' isPermaLink="false"'])
def test_a_guid_that_is_an_address_stands_in_for_the_link(permalink: str) -> None:
    assert (
        only(rss(f"<item><title>t</title><guid{permalink}>https://a.example/9</guid></item>")).url
        == "https://a.example/9"
    )


def test_an_entry_without_address_is_an_article_by_itself() -> None:
    guid = '<guid isPermaLink="false">n 1</guid>'
    entry = only(rss(f"<item><title>Short news</title>{guid}<description>All of it</description></item>"))
    assert entry.url == "urn:newsbot:www.example.invalid:n%201"
    assert entry.content == "All of it"
    first, second = read(
        rss("<item><title>one</title></item>", "<item><title>two</title><link>mailto:x</link></item>")
    ).entries
    assert first.url != second.url
    assert urls.canonical(first.url) == first.url
    assert (first.content, second.content) == ("one", "two")


def test_rows_with_neither_are_left_out_with_a_reason() -> None:
    listing = read(rss(*(PLAIN.format(n) for n in range(4)), "<item><description>x</description></item>"))
    assert (len(listing.entries), listing.rows, listing.skipped) == (4, 5, ["row 5: neither title nor address"])
    with pytest.raises(ListingError, match="2 of 2 rows have no title and address"):
        read(rss("<item><description>x</description></item>" * 2))


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("A &lt; B &amp; C", "A < B & C"),
        ("<![CDATA[A &amp; B]]>", "A & B"),
        ("<![CDATA[<b>A</b> B]]>", "A B"),
        ("  A\n  B ", "A B"),
        ("AT&amp;amp;T", "AT&T"),
    ],
)
def test_titles_are_text(title: str, headline: str) -> None:
    assert only(rss(f"<item><title>{title}</title><link>/1</link></item>")).headline == headline


CHINESE = rss("<item><title>云州外贸回暖，朱镕基旧文重读</title><link>/1</link></item>")


@pytest.mark.parametrize("body", [
    CHINESE.encode("gb18030"),
    f'<?xml version="1.0" encoding="utf-8"?>{CHINESE}'.encode("gb18030"),
    f'<?xml version="1.0" encoding="GB2312"?>{CHINESE}'.encode("gb18030"),
    f'<?xml version="1.0" encoding="GB2312"?>{CHINESE}'.encode(),
    f'<?xml version="1.0" encoding="ISO-8859-1"?>{CHINESE}'.encode(),
    f'<?xml version="1.0" encoding="utf-16"?>{CHINESE}'.encode("utf-16"),
    CHINESE.encode("utf-16"),
    CHINESE.encode("utf-8-sig"),
    b"\n  " + CHINESE.encode(),
])  # fmt: skip
def test_declared_or_not_the_encoding_is_found(body: bytes) -> None:
    assert only(body).headline == "云州外贸回暖，朱镕基旧文重读"


def test_one_broken_character_spoils_nothing_else() -> None:
    body = CHINESE.replace("旧文", "旧|文").encode().replace(b"|", b"\xe4\xb8")
    assert only(body).headline == "云州外贸回暖，朱镕基旧\ufffd文重读"
    gbk = f'<?xml version="1.0" encoding="gbk"?>{CHINESE}'.encode("gb18030").replace(b"</title>", b"\xff</title>", 1)
    assert only(gbk).headline == "云州外贸回暖，朱镕基旧文重读"


def test_western_text_without_declaration_is_not_taken_for_chinese() -> None:
    body = rss("<item><title>Société Générale à São Paulo</title><link>/1</link></item>").encode("latin-1")
    assert only(body).headline == "Société Générale à São Paulo"


def test_bare_ampersands_and_html_entities_are_forgiven() -> None:
    assert only(rss("<item><title>A & B&nbsp;C</title><link>/1?a=1&b=2</link></item>")).headline == "A & B C"


def test_an_empty_feed_is_a_listing() -> None:
    assert read(rss()) == Listing([])
    assert read('{"version": "https://jsonfeed.org/version/1.1", "title": "t", "items": []}') == Listing([])


ENTITIES = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"<!DOCTYPE html><html><body>Bad Gateway</body></html>", "an HTML page, not a feed"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>', "an HTML page, not a feed"),
        (b"<!doctype html><title>x</title><p>x", "an HTML page, not a feed"),
        (b"<urlset><url><loc>https://a.example/</loc></url></urlset>", "its root is <urlset>"),
        (b"Forbidden", "no feed"),
        (b"/etc/passwd", "no feed"),
        (b"\x1f\x8b\x08\x00", "no feed"),
        (b'{"error": 60301}', "no JSON Feed"),
        (b"[]", "no JSON Feed"),
        (b"{", "no JSON"),
        (b'{"version": "https://jsonfeed.org/version/1"}', "has no items"),
        (rss(PLAIN.format(1)).encode()[:-20], "cut off: <rss> does not end"),
        ((ENTITIES + rss(PLAIN.format("&b;"))).encode(), "defines XML entities"),
        ((ENTITIES + rss(PLAIN.format("&b;"))).encode("utf-16"), "defines XML entities"),
        (rss("<x>" * 101 + "</x>" * 101).encode(), "more than 100 elements inside of each other"),
        (rss("<item/>" * 2 + "<item></item>" * (MAX_ENTRIES + 1)).encode(), "more than 5000 entries"),
        (
            json.dumps({"version": "https://jsonfeed.org/version/1", "items": [{}] * 5001}).encode(),
            "more than 5000 entries",
        ),
    ],
)
def test_what_is_no_feed_or_too_much_is_refused(body: bytes, message: str) -> None:
    with pytest.raises(ListingError, match=message) as caught:
        read(body)
    assert caught.value.where == URL


def test_a_body_that_is_a_file_name_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(rss(PLAIN.format(1)))
    with pytest.raises(ListingError, match="no feed"):
        read(str(path))


def test_unclosed_html_inside_of_an_entry_is_not_depth() -> None:
    assert xmlguard.MAX_DEPTH == 100
    assert (
        read(rss("<item><title>t</title><link>/1</link><description>" + "a<br>" * 200 + "</description></item>")).rows
        == 1
    )
    assert (
        read(
            rss(
                "<item><title>t</title><link>/1</link><description><![CDATA["
                + "<div>" * 200
                + "]]></description></item>"
            )
        ).rows
        == 1
    )


JSON_ITEM = {
    "id": "https://www.example.invalid/1",
    "url": "2031/invented.html",
    "title": "Invented headline",
    "summary": "Short",
    "content_html": "<p>All of it</p>",
    "date_published": "2031-10-14T09:20:30+08:00",
    "date_modified": "2031-10-14T10:00:00+08:00",
    "authors": [{"name": "Jane Doe"}, {"url": "https://a.example"}],
    "tags": ["Trade", "Trade", 7],
    "language": "en_gb",
}


def json_feed(*items: object, **parts: object) -> str:
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "t", "language": "zh-hans-cn", **parts, "items": items}
    )


def test_json_feed() -> None:
    entry = only(json_feed(JSON_ITEM))
    assert entry.url == "https://www.example.invalid/feeds/2031/invented.html"
    assert entry.headline == "Invented headline"
    assert entry.description == "Short"
    assert entry.authors == ["Jane Doe"]
    assert entry.keywords == ["Trade", "7"]
    assert entry.in_language == "en-GB"
    assert entry.published == "2031-10-14T01:20:30.000Z"
    assert entry.modified == "2031-10-14T02:00:00.000Z"
    assert entry.extra == {"id": "https://www.example.invalid/1", "content_html": "<p>All of it</p>"}


def test_json_feed_1_0_and_what_an_item_may_lack() -> None:
    bare = {"id": "https://a.example/1", "author": {"name": "Jane"}, "date_published": "2031-10-14 09:20"}
    entry = only("\ufeff" + json_feed(bare, version="https://jsonfeed.org/version/1"))
    assert (entry.url, entry.headline, entry.authors) == ("https://a.example/1", None, ["Jane"])
    assert entry.in_language == "zh-Hans-CN"
    assert entry.published == "2031-10-14T01:20:00.000Z"
    assert only(json_feed({"id": 7, "external_url": "https://a.example/2"})).url == "https://a.example/2"
    listing = read(json_feed(JSON_ITEM, {"id": "8"}, JSON_ITEM, None, *[JSON_ITEM] * 8))
    assert listing.skipped == ["row 2: no address", "row 4: no object"]
    with pytest.raises(ListingError, match="have no address"):
        read(json_feed({"id": "8"}))


DOCUMENTS = st.sampled_from([rss(WIRE, PLAIN.format(1)), ATOM, RDF, BOARD, json_feed(JSON_ITEM, JSON_ITEM)])


@settings(deadline=None)  # the first odd date imports dateparser
@given(
    st.binary(max_size=200)
    | st.binary(max_size=60).map(lambda b: b"<rss>" + b + b"</rss>")
    | DOCUMENTS.flatmap(lambda d: mutated(d.encode()))
)
def test_it_raises_only_listing_error(body: bytes) -> None:
    try:
        listing = read(body)
    except ListingError:
        return
    assert len(listing.entries) + len(listing.skipped) == listing.rows
    for entry in listing.entries:
        assert urls.canonical(entry.url)
        assert entry.published is None or dates.is_day(entry.published) or dates.to_datetime(entry.published)
    json.dumps([entry.extra for entry in listing.entries], ensure_ascii=False, allow_nan=False).encode()
