"""Documents that were once valid: cut, with bytes changed, pieces doubled; and values no API should give."""

from hypothesis import strategies as st

WILD = st.recursive(st.none() | st.integers() | st.text(max_size=9), lambda inner: st.lists(inner, max_size=3))
"""A value of any type where an API has another."""


def mutated(document: bytes) -> st.SearchStrategy[bytes]:
    """Up to four edits of the document, each a span replaced by other bytes (or by a copy of another span)."""
    place = st.integers(0, len(document))
    edit = st.tuples(place, st.integers(0, 30), st.binary(max_size=6) | place.map(lambda at: document[at : at + 40]))
    return st.lists(edit, min_size=1, max_size=4).map(lambda edits: _apply(document, edits))


def _apply(document: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    for at, length, put in edits:
        document = document[:at] + put + document[at + length :]
    return document
