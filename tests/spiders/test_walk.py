"""When a walk goes round in circles: by numbers it has come to its end, by cursors it is stuck."""

import pytest

from newsbot.errors import ListingError
from newsbot.items import ListingEntry
from newsbot.listings.types import Listing
from newsbot.spiders.walk import Walk

URL = "https://a.example/list"


def listing(*names: str, cursor: str | None = None, follow: tuple[str, ...] = ()) -> Listing:
    entries = [ListingEntry(url=f"https://a.example/{name}") for name in names]
    return Listing(entries, rows=len(entries), cursor=cursor, follow=list(follow))


def test_a_page_with_nothing_new_ends_a_walk_by_numbers() -> None:
    walk = Walk()
    assert walk.note(listing("a", "b"), URL)
    assert walk.note(listing("b", "c"), URL)
    assert walk.note(listing(), URL)
    assert not walk.note(listing("c", "a"), URL)
    assert (walk.page, walk.rows) == (4, 6)


def test_a_long_walk_keeps_two_pages_in_mind() -> None:
    walk = Walk()
    for number in range(1000):
        assert walk.note(listing(f"{number}", f"{number}b"), URL)
    assert not walk.note(listing("999"), URL)
    assert not walk.note(listing("0", "0b"), URL)
    assert len(walk._first) == len(walk._before) == 2


def test_a_cursor_must_advance_though_its_rows_need_not_be_new() -> None:
    walk = Walk()
    assert walk.note(listing("a", "b", cursor="8"), URL)
    assert walk.note(listing("b", cursor="7"), URL)
    with pytest.raises(ListingError, match="page 3 has the same rows as one before: the cursor does not advance"):
        walk.note(listing("a", "b", cursor="8"), URL)


def test_a_last_page_without_a_cursor_may_hold_nothing_new() -> None:
    walk = Walk()
    walk.note(listing("a", cursor="8"), URL)
    assert not walk.note(listing("a"), URL)


def test_files_of_an_index_may_have_the_same_rows() -> None:
    walk = Walk()
    assert walk.note(listing(follow=("https://a.example/1.xml", "https://a.example/2.xml")), URL)
    assert walk.note(listing("a"), URL)
    assert walk.note(listing("a"), URL)
