"""Western media, wires and authorities, from the demo site's feeds and sitemaps to the archive."""

import json
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from newsbot import dates
from newsbot.demo import DemoSite
from newsbot.demo.sites import aggregators, boersenzeitung, businessinsider, cnbc, financialpost, regulators, wires
from newsbot.demo.sites.paper import Note
from tests.crawler import Crawler, Ran
from tests.crawling import Desk

LISTED: dict[str, tuple[Note, ...]] = {
    "demo-cnbc": cnbc.NOTES,
    "demo-businessinsider": businessinsider.NOTES,
    "demo-businessinsider-de": (businessinsider.GERMAN,),
    "demo-financialpost": financialpost.NOTES,
    "demo-boersenzeitung": boersenzeitung.NOTES,
    "demo-globenewswire": wires.GLOBE,
    "demo-prnewswire": (wires.RELEASE,),
    "demo-fed": (regulators.FED,),
    "demo-rdf": (regulators.BANK,),
    "demo-edgar": (regulators.FILING,),
    "demo-nasdaq": (aggregators.NASDAQ,),
    "demo-investing": (aggregators.INVESTING,),
}
DAY_ONLY = businessinsider.NOTES[1]
"""Its page names the day, its sitemap too."""


class Crawled(NamedTuple):
    desk: Desk
    base: str
    ran: dict[str, Ran]
    again: dict[str, Ran]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory, crawler: Crawler) -> Iterator[Crawled]:
    desk = Desk(tmp_path_factory.mktemp("press"), crawler)
    with DemoSite(articles=2) as site:
        desk.configure(site.stanzas())
        yield Crawled(desk, site.url, desk.crawl_all(*LISTED), desk.crawl_all(*LISTED))
    desk.check()


@pytest.mark.parametrize("source", LISTED)
def test_every_note_is_an_article(crawled: Crawled, source: str) -> None:
    assert (crawled.ran[source].outcome, crawled.ran[source].stored) == ("ok", (len(LISTED[source]), 0, 0, 0))
    assert (crawled.again[source].outcome, crawled.again[source].stored) == ("ok", (0, 0, 0, 0))
    for note in LISTED[source]:
        ((headline, authors, published, body),) = crawled.desk.rows(
            "SELECT headline, authors, date_published, article_body FROM article WHERE url = ?",
            crawled.base + note.path,
        )
        assert (headline, json.loads(authors)) == (note.headline, [note.author] if note.author else [])
        minute = note.published.replace(second=0, microsecond=0)
        assert published == ("2026-11-19" if note is DAY_ONLY else dates.to_text(minute))
        positions = [body.find(text.replace("<", "").replace(">", "")) for text in note.paragraphs]
        assert -1 not in positions
        assert positions == sorted(positions)


@pytest.mark.parametrize(
    "junk",
    [
        "Add", "Trending", "Read more", "Read next", "Advertisement", "Anzeige", "Lest auch", "Privatsphäre",
        "Übersetzung", "Bookmark our", "Story continues", "sign in", "Article content", "Finanzmärkte",
        "hs Frankfurt", "Key Points",
    ],
)  # fmt: skip
def test_nothing_else_of_the_pages_is_in_the_text(crawled: Crawled, junk: str) -> None:
    sources = [source for source in LISTED if source.split("-")[1] in ("cnbc", "businessinsider", "financialpost")]
    marks = ",".join("?" * (len(sources) + 1))
    found = crawled.desk.rows(
        f"SELECT url FROM article WHERE source IN ({marks}) AND instr(article_body, ?)",
        *sources, "demo-boersenzeitung", junk,
    )  # fmt: skip
    assert found == []


def test_pictures_and_captions(crawled: Crawled) -> None:
    captions = crawled.desk.rows("SELECT caption FROM article_image WHERE sha256 IS NOT NULL AND error IS NULL")
    assert {caption for (caption,) in captions} == {
        "Freight cars wait at the Wrenfield yard.",
        "Carts on rails at the warehouse in Dunmere.",
        "Die Gießerei der Lindau-Werke. Foto: Werk",
        "The head office of Tallow Bank. Photo by Nobody/Financial Post",
        "Der Handelssaal am Freitag.",
    }


def test_the_issuer_of_a_release_is_its_publisher(crawled: Crawled) -> None:
    read = "SELECT source_id, publisher, in_language, keywords FROM article WHERE source = ? ORDER BY source_id"
    assert crawled.desk.rows(read, "demo-globenewswire") == [
        ("9900008", "Wrenfield Rail", "en", '["Earnings Releases", "Dividends", "Freight"]'),
        ("9900009", "Tallow Bank", "fr", '["Earnings Releases", "Dividends", "Freight"]'),
    ]
    assert crawled.desk.rows(read, "demo-prnewswire") == [
        ("309900001", "Kestrel Foods", "en", '["Food & Beverages", "New Products & Services"]')
    ]


def test_securities_of_pages_feeds_and_sitemaps(crawled: Crawled) -> None:
    found = crawled.desk.rows(
        "SELECT a.source, m.symbol, m.method FROM mention m JOIN article a ON a.id = m.article_id"
        " WHERE m.method = 'markup' ORDER BY 1, 2"
    )
    assert found == [
        ("demo-cnbc", "NRMR.US", "markup"),
        ("demo-cnbc", "NRMR.US", "markup"),
        ("demo-globenewswire", "WRFR.US", "markup"),
        ("demo-nasdaq", "NRMR.US", "markup"),
        ("demo-nasdaq", "WRFR.US", "markup"),
    ]


def test_a_filing_with_two_filers_is_one(crawled: Crawled) -> None:
    assert crawled.ran["demo-edgar"].listed == 1
    assert crawled.desk.rows("SELECT source_id, publisher FROM article WHERE source = 'demo-edgar'") == [
        ("0009900001-26-000001", "U.S. Securities and Exchange Commission")
    ]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("broken-boersenzeitung-paywall", "only the teaser is free"),
        ("broken-boersenzeitung-bomb", "bytes when unpacked"),
        ("broken-edgar-undeclared", "Set `contact` in"),
    ],
)
def test_what_goes_wrong_has_a_name(desk: Desk, site: DemoSite, source: str, said: str) -> None:
    ran = desk.crawl(source)
    assert ran.outcome == "failed"
    assert said in " ".join([ran.error or "", *ran.errors])
    assert desk.one("SELECT count(*) FROM article") == 0
