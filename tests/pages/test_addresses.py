"""Sites of which only the addresses are known: what their page objects read from those."""

import pytest

from newsbot import pages
from newsbot.errors import ChallengePage
from newsbot.items import ListingEntry
from newsbot.pages import entries

PAGE = (
    b'<html><head><meta property="og:site_name" content="A News Room"><title>Results</title></head><body><article>'
    b"<h1>Wrenfield Rail reports results</h1><p>Wrenfield Rail earned $212 million in the quarter, it said.</p>"
    b"</article></body></html>"
)


@pytest.mark.parametrize(
    ("url", "source_id", "language", "publisher"),
    [
        ("https://www.globenewswire.com/news-release/2031/10/14/9900008/0/fr/Resultats.html", "9900008", "fr", None),
        ("https://www.globenewswire.com/en/about", None, None, None),
        (
            "https://www.prnewswire.com/news-releases/wrenfield-rail-2031-results-309900001.html",
            "309900001",
            None,
            None,
        ),
        ("https://www.prnewswire.com/news-releases/", None, None, None),
        (
            "https://www.federalreserve.gov/newsevents/pressreleases/monetary20311009a.htm",
            "monetary20311009a",
            "en-US",
            "Federal Reserve Board",
        ),
        (
            "https://www.federalreserve.gov/newsevents/speech/almery20311009a.htm",
            "almery20311009a",
            "en-US",
            "Federal Reserve Board",
        ),
        (
            "https://www.sec.gov/Archives/edgar/data/9900001/000990000131000001/0009900001-31-000001-index.htm",
            "0009900001-31-000001",
            "en-US",
            "U.S. Securities and Exchange Commission",
        ),
    ],
)
def test_what_an_address_says(url: str, source_id: str | None, language: str | None, publisher: str | None) -> None:
    article = pages.read(url, PAGE)
    assert (article.source_id, article.publisher) == (source_id, publisher)
    if language:
        assert article.in_language == language


@pytest.mark.parametrize("host", ["globenewswire.com", "prnewswire.com"])
def test_the_issuer_of_a_release_is_its_publisher(host: str) -> None:
    article = pages.read_fields(f"https://www.{host}/x/1", PAGE).article
    entries.complete(article, ListingEntry(f"https://www.{host}/x/1", publisher="Wrenfield Rail"), "UTC")
    assert (article.publisher, article.authors) == ("Wrenfield Rail", [])


@pytest.mark.parametrize(
    ("said", "do"), [("an Undeclared Automated Tool", "contact"), ("Request Rate Threshold Exceeded", "less often")]
)
def test_a_refusal_of_the_sec_is_told_from_a_page(said: str, do: str) -> None:
    page = f"<html><body><h1>{said}</h1><p>{'Please declare your traffic. ' * 20}</p></body></html>".encode()
    with pytest.raises(ChallengePage, match=do):
        pages.read("https://www.sec.gov/news/press-release/2031-1", page)
    assert pages.read_fields("https://www.example.org/1", page).article.headline == said  # elsewhere it is a headline
