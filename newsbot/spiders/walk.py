"""How far the walk of a listing has come, and when it goes round in circles."""

from dataclasses import dataclass, field

from newsbot.archive.listings import ListingValidators
from newsbot.errors import ListingError
from newsbot.listings.types import Listing


@dataclass(slots=True)
class Walk:
    """The walk of a listing."""

    page: int = 0
    rows: int = 0
    fresh: ListingValidators = field(default_factory=ListingValidators)
    """What the first page answered; kept when the walk is complete."""
    follow: list[str] = field(default_factory=list)
    """Files that wait to be read."""
    cut: bool = False
    """It ends though the listing has more."""
    older: bool = False
    """The listing reaches back further than was asked for."""
    _files: bool = False
    _first: set[str] = field(default_factory=set)
    _before: set[str] = field(default_factory=set)
    """Addresses of the first and of the last page: of all pages they would fill the memory of a long backfill, and
    beyond its end a list shows one of these two once more."""
    _cursors: set[str] = field(default_factory=set)
    """One a page, some 100 bytes each: a hundred thousand pages are 10 MB."""

    def note(self, listing: Listing, url: str) -> bool:
        """Count a page, and tell whether the walk may go on: a page without a new row is the last one once more.

        A cursor may lead to a page of rows that are all known, but to no page twice.

        Raises:
            ListingError: its cursor leads to a page that was there before: the rest of the listing is out of reach.
        """
        self.page += 1
        self.rows += listing.rows
        self.follow += listing.follow
        self.older = self.older or listing.older
        self._files = self._files or bool(listing.follow)
        if listing.cursor is not None:
            if listing.cursor in self._cursors:
                said = f"page {self.page} has the same rows as one before: the cursor does not advance"
                raise ListingError(said, where=url, do=_STUCK)
            self._cursors.add(listing.cursor)
        shown = {entry.url for entry in listing.entries}
        known = bool(shown) and shown <= self._first | self._before
        self._first = self._first or shown
        self._before = shown or self._before
        return not known or self._files or listing.cursor is not None


_STUCK = "The site ignores the page asked for, so older entries are out of reach"
