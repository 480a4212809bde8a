import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.demo.sites import pbc as site
from newsbot.errors import ListingError
from newsbot.listings import pbc
from tests.listings.mutate import mutated

URL = "http://www.pbc.gov.cn/goutongjiaoliu/113456/113469/index.html"
ROW = (
    '<tr><td><font class="newslist_style"><a href="/goutongjiaoliu/113456/113469/{0}/index.html" onclick="void(0)"'
    ' title="云州召开座谈会{0}" istitle="true">云州召开…</a></font><span class="hui12">2031-10-14</span></td></tr>'
)


def page(*rows: str) -> bytes:
    return f"<html><head><title>新闻</title></head><body><table>{''.join(rows)}</table></body></html>".encode()


def test_fields() -> None:
    listing = pbc.parse(page(ROW.format(1), ROW.format(2)), URL)
    assert [(entry.url, entry.headline, entry.published) for entry in listing.entries] == [
        (f"http://www.pbc.gov.cn/goutongjiaoliu/113456/113469/{i}/index.html", f"云州召开座谈会{i}", "2031-10-14")
        for i in (1, 2)
    ]
    assert listing.rows == 2


def test_a_row_without_a_link_is_left_out_with_a_reason() -> None:
    listing = pbc.parse(page(*[ROW.format(i) for i in range(9)], '<font class="newslist_style">更多</font>'), URL)
    assert listing.skipped == ["row 10: no a[title]"]


def test_lost_links_are_an_error() -> None:
    rows = [ROW.format(i).replace("title=", "data-title=") for i in range(3)]
    with pytest.raises(ListingError, match=r"3 of 3 rows have no a\[title\]"):
        pbc.parse(page(*rows), URL)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (site.CHALLENGE, r"blocked by a JavaScript challenge \(wzws\)"),
        (b"<html><body><h1>502 Bad Gateway</h1></body></html>", "no font.newslist_style"),
        (b"", "empty"),
    ],
)
def test_what_is_no_list_is_refused(body: bytes, message: str) -> None:
    with pytest.raises(ListingError, match=message):
        pbc.parse(body, URL)


def test_a_list_that_mentions_the_challenge_is_a_list() -> None:
    body = page(ROW.format(1)).replace(b"<body>", b"<body><script>var wzwschallenge=1</script>")
    assert len(pbc.parse(body, URL).entries) == 1


@given(mutated(page(ROW.format(1), ROW.format(2))) | st.binary(max_size=80))
def test_it_raises_only_listing_error(body: bytes) -> None:
    try:
        listing = pbc.parse(body, URL)
    except ListingError:
        return
    assert len(listing.entries) + len(listing.skipped) == listing.rows
