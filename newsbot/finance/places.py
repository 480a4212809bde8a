"""Words found in a text: the longest of overlapping ones, each standing alone."""

import re
from collections.abc import Callable, Iterable
from typing import Any

import ahocorasick

Place = tuple[int, int, str]
"""Where a word begins, where it ends (exclusive), and the word."""


LONGEST = 200
"""Characters of a word that is looked for. pyahocorasick frees its tree by recursion: a word of ten thousand letters,
which a page can put into its markup, would overflow the stack and end the process."""

_WIDE = re.compile("[\uff0d\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_NARROW = {
    wide: wide - 0xFEE0 for wide in (0xFF0D, *range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}


def narrow(text: str) -> str:
    """The text with full-width letters, digits and hyphens in their usual width (６００５１９); its places stay."""
    return text.translate(_NARROW) if _WIDE.search(text) else text


class Finder:
    """A set of words, ready to be found in texts in one pass, however many they are."""

    def __init__(self, words: Iterable[str]) -> None:
        self._automaton: Any = ahocorasick.Automaton()
        for word in words:
            if 0 < len(word) <= LONGEST:
                self._automaton.add_word(word, word)
        self._empty = not len(self._automaton)
        if not self._empty:
            self._automaton.make_automaton()

    def find(self, text: str, accept: Callable[[str, int, int], bool] | None = None) -> list[Place]:
        """The places of the words, in order and without overlaps: of two that begin together the longer one counts.

        Args:
            accept: judges a place (text, begin, end); one that is refused makes room for a shorter word in it.
        """
        if self._empty:
            return []
        found = [(end + 1 - len(word), -(end + 1), word) for end, word in self._automaton.iter(text)]
        found.sort()
        places: list[Place] = []
        free = 0
        for begin, minus_end, word in found:
            end = -minus_end
            if begin >= free and stands_alone(text, begin, end) and (accept is None or accept(text, begin, end)):
                places.append((begin, end, word))
                free = end
        return places


def stands_alone(text: str, begin: int, end: int) -> bool:
    """Whether a word that begins or ends with a Latin letter or a digit is not part of a longer one.

    Chinese has no word boundaries.
    """
    return not (begin and _latin(text[begin]) and _latin(text[begin - 1])) and not (
        end < len(text) and _latin(text[end - 1]) and _latin(text[end])
    )


def _latin(character: str) -> bool:
    return character.isalnum() and character < "\u0250"
