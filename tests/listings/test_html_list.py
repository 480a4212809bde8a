import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.errors import ListingError
from newsbot.items import ListingEntry
from newsbot.listings import html_list
from tests.listings.mutate import mutated

URL = "https://x.example/news/index.html"


def entry(row: str) -> ListingEntry | str:
    root = html_list.tree(f"<html><body>{row}</body></html>".encode(), URL)
    return html_list.entry(next(root.iter("a")), URL, "要闻")


def test_a_link_with_the_day_beside_it() -> None:
    found = entry('<li><a href="a/1.html" title="很长的标题">很长…</a><span>[2031-10-14]</span></li>')
    assert found == ListingEntry(
        url="https://x.example/news/a/1.html",
        headline="很长的标题",
        section="要闻",
        published="2031-10-14",
        published_raw="[2031-10-14]",
    )


@pytest.mark.parametrize(
    ("row", "published"),
    [
        ('<tr><td><a href="1">甲</a></td><td>2031-10-14</td></tr>', "2031-10-14"),
        ('<li><a href="1">2031-10-13 的会议</a></li>', None),
        ('<li><a href="1">2031-10-13 的会议</a> 2031-10-14 09:20</li>', "2031-10-14T01:20:00.000Z"),
        ('<li><a href="1">甲</a> 10-14</li>', None),
        (f'<li><a href="1">甲</a> {"长" * 250} 2031-10-14</li>', None),
        ('<p><a href="1">甲</a></p> 2031-10-14', None),
    ],
)
def test_the_day_is_that_of_the_row(row: str, published: str | None) -> None:
    found = entry(row)
    assert isinstance(found, ListingEntry)
    assert found.published == published


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('<a href="">甲</a>', "no address"),
        ('<a href="javascript:x()">甲</a>', "no address"),
        ('<a href="1"> </a>', "no title"),
    ],
)
def test_what_is_no_entry(row: str, reason: str) -> None:
    assert entry(row) == reason


def test_charsets() -> None:
    page = "<html><body><p>云州</p></body></html>"
    assert all(html_list.tree(page.encode(name), URL).text_content() == "云州" for name in ("utf-8-sig", "gb18030"))


def test_nothing_is_no_tree() -> None:
    with pytest.raises(ListingError, match="empty"):
        html_list.tree(b"", URL)


@given(mutated(b'<ul><li><a href="1" title="t">t</a> 2031-10-14</li></ul>') | st.binary(max_size=80))
def test_it_raises_only_listing_error(body: bytes) -> None:
    try:
        root = html_list.tree(body, URL)
    except ListingError:
        return
    for link in root.iter("a"):
        html_list.entry(link, URL)
