"""Where a query stands in an article's own text: for snippets and highlights. Pure.

The index itself keeps no text. Characters are folded one by one here, so that what is found has a place in the
original; that misses only what NFKC composes of several characters.
"""

import re

from newsbot.archive.search import CJK, fold, is_cjk, words

LEAD = 24
"""Characters shown before the first match."""

Span = tuple[int, int]


def find(text: str, query: str) -> list[Span]:
    """Return where the words of a query stand in the text, from left to right: ``text[begin:end]`` is a match."""
    pattern = _pattern(query)
    if pattern is None:
        return []
    folded, origin = _fold_with_origin(text)
    return [(origin[match.start()], origin[match.end() - 1] + 1) for match in pattern.finditer(folded)]


def snippet(body: str, query: str, length: int) -> tuple[str, list[Span]]:
    """Return about ``length`` characters of the body around its first match, on one line, and the matches in them.

    A body without a match (the headline has it) is shown from its beginning.
    """
    text = " ".join(body.split())
    spans = find(text, query)
    begin = max(spans[0][0] - LEAD, 0) if spans else 0
    if begin and text[begin].isascii() and (space := text.find(" ", begin, spans[0][0])) >= 0:
        begin = space + 1  # no half words where words have spaces
    end = min(begin + length, len(text))
    before, after = "…" if begin else "", "…" if end < len(text) else ""
    shift = len(before) - begin
    inside = [(left + shift, right + shift) for left, right in spans if begin <= left and right <= end]
    return f"{before}{text[begin:end]}{after}", inside


def _pattern(query: str) -> re.Pattern[str] | None:
    """Return what finds the words as the index does: whole words, CJK runs anywhere, runs of one word as neighbours."""
    alternatives = []
    for runs in words(query):
        alone = rf"[^\W{CJK}_]"
        begins = "" if is_cjk(runs[0]) else f"(?<!{alone})"
        ends = "" if is_cjk(runs[-1]) else f"(?!{alone})"
        alternatives.append(begins + r"[\W_]*".join(map(re.escape, runs)) + ends)
    return re.compile("|".join(sorted(alternatives, key=len, reverse=True))) if alternatives else None


def _fold_with_origin(text: str) -> tuple[str, list[int]]:
    """Return the folded text, and for each of its characters the index of the one it came from."""
    pieces = [fold(character) for character in text]
    return "".join(pieces), [index for index, piece in enumerate(pieces) for _ in piece]
