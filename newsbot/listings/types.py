"""What every listing parser returns, and when a listing counts as broken instead of thin."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from newsbot.errors import ListingError
from newsbot.items import ListingEntry

MAX_ENTRIES = 5000
"""Of one feed. The longest seen is a few hundred; more is a generator gone wild, and minutes of parsing."""

_TOLERATED = 5
"""One row in five may lack a field. The worst healthy listing seen lacks none; renamed fields lack in all."""


class LeftOut(str):
    """Why a row is left out on purpose, ``an advertisement``: there is nothing wrong with it."""

    __slots__ = ()


@dataclass(slots=True)
class Listing:
    """One page of a listing."""

    entries: list[ListingEntry]
    total: int | None = None
    """Entries of all pages together, where the listing says so."""
    rows: int = 0
    """Rows the answer had, before unusable ones were left out."""
    skipped: list[str] = field(default_factory=list)
    """Why rows were left out, ``row 3: no address``, counted from 1."""
    left_out: list[str] = field(default_factory=list)
    """As ``skipped``, of rows that are sound but not wanted: ``row 4: an advertisement``, ``300 before 2026-11-20``."""
    cursor: str | None = None
    """What the request for the next page carries, where pages are not counted; ``None``: there is no next page."""
    follow: list[str] = field(default_factory=list)
    """Addresses of further files this one names, the most promising first: the children of a sitemap index."""
    older: bool = False
    """Rows were left out because they are older than was asked for: it reaches back at least so far."""


def read_rows(
    rows: Sequence[object],
    read: Callable[[dict[str, Any]], ListingEntry | str],
    url: str,
    required: Sequence[str] = (),
) -> Listing:
    """Read the rows of a JSON listing, leaving out those that are none.

    Args:
        rows: as the answer has them.
        read: makes an entry of a row, or says why it is none: ``"no address"``, or `LeftOut`.
        url: the listing's address, for the message.
        required: attributes of an entry that a healthy listing has in (nearly) every row, ``published``.

    Raises:
        ListingError: more rows are none, or lack what is required, than `require` tolerates; those that are left out
            on purpose do not count.
    """
    listing = Listing([], rows=len(rows))
    for number, row in enumerate(rows, 1):
        entry = read(row) if isinstance(row, dict) else "no object"
        if isinstance(entry, LeftOut):
            listing.left_out.append(f"row {number}: {entry}")
        elif isinstance(entry, str):
            listing.skipped.append(f"row {number}: {entry}")
        else:
            listing.entries.append(entry)
    wanted = listing.rows - len(listing.left_out)
    if listing.skipped:
        require(listing.skipped[0].partition(": no ")[2] or "sense", len(listing.skipped), wanted, url)
    for name in required:
        require(name, sum(not getattr(entry, name) for entry in listing.entries), len(listing.entries), url)
    return listing


def require(name: str, missing: int, rows: int, url: str) -> None:
    """Refuse a listing that lost a field: a site that renamed it would otherwise yield rows of NULLs or none.

    Args:
        name: the field as the site calls it.
        missing: how many of the ``rows`` have no value in it.
        rows: all rows of the answer.
        url: the listing's address, for the message.

    Raises:
        ListingError: it is missing in more than a fifth of the rows (a single row may lack it) or in all.
    """
    if rows and (missing == rows or (missing > 1 and missing * _TOLERATED > rows)):
        raise ListingError(
            f"{missing} of {rows} rows have no {name}",
            where=url,
            do="The site has changed its listing; the parser must follow",
        )
