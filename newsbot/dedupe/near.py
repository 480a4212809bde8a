"""Near-duplicates: whether one text is a reprint of another, and the fingerprints by which candidates are found.

Sentences are compared, not bags of words: a reprint repeats sentences as they are, drops some or adds some, while two
notices made from one template repeat the sentences with other figures, dates and names in them. Thresholds are
calibrated on the invented pairs of ``bench/pairs.py``.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from rensa import RMinHash

from newsbot.dedupe import wording
from newsbot.dedupe.sentences import SHORTEST, Sentence, Text, normal

Containment = Literal["equal", "shortened", "extended"]

VERSION = 2
"""Of fingerprints and comparison. Raise it with every change that gives other bands or verdicts: archives then compare
their articles anew."""
BANDS, ROWS = 42, 3
"""Bands of the MinHash: texts cut to half become candidates in .98 to .99 of cases (32 bands of 4: .81 to .92)."""
DAYS = 30
"""A reprint appears within so many days of the first print."""
SHORT_DAYS = 3
"""The same for the shortest texts: a bank that injects no money twice a month says so in the same words."""
_COMMONPLACE = 30
"""Width, a CJK character counted as two, of texts that say too little to be of one event only."""
_SHARE = 1 / 3
"""Of the longer text, that the shorter one must be: a digest is no reprint of its parts."""
_COVER = 0.55
"""Of the shorter text, that the longer one must hold: a text cut to half, with advertisements put in."""
_COVER_WITHOUT_LEAD = 0.8
"""The same where the two begin differently, as a report and its follow-up do."""
_SAME = 0.9
"""Of either text, that the other one holds where they count as equal."""
_ALIKE = 0.5
"""Shared pairs of tokens of two sentences that say the same with changes."""
_RELATED = 0.2
"""The same of two passages that stand between the same sentences and may be a template filled in twice."""
_BY_CHANCE = 2
"""Times that an editor puts one word for another in a text, where neither headline nor lead has it."""
_LEAD = 2
"""Sentences at the beginning, one of which names whom a text is about."""

_NOTICE = 600
"""Width of a text that says one thing: any other term in it may be that thing, while an editor leaves it as it is."""
_ABOUT_SHORT = 2 * SHORTEST
"""Characters of texts that may be short ones with a credit or an advertisement."""

_BESIDE_WORDS = re.compile(r"[\W_]+")


class Match(NamedTuple):
    """A reprint: ``score`` is the resemblance, 0 to 1 (Jaccard of the tokens' pairs); ``containment`` says what the
    second text is to the first.
    """

    score: float
    containment: Containment


def bands(text: Text) -> list[int]:
    """Fingerprint of a text: signed 64-bit numbers, one for the text as a whole and one for each of `BANDS` bands.

    Two texts that have one in common are worth comparing. Short texts (`SHORTEST`) have the first one only, a text
    without words has none. The band is part of its number, so that one index serves all of them.
    """
    # Datelines and credits stay in: cutting sentences costs ten times as much, and they hardly move a sketch.
    raw = _BESIDE_WORDS.sub("", normal(text.body)).casefold()
    words = text.key if len(raw) < _ABOUT_SHORT else raw
    if not words:
        return []
    whole = int.from_bytes(hashlib.blake2b(words.encode(), digest_size=8).digest(), "big", signed=True)
    if text.is_short:
        return [whole]
    words = raw
    sketch = RMinHash(num_perm=BANDS * ROWS, seed=1)
    sketch.update(list({words[at : at + 3] for at in range(len(words) - 2)}))
    digest = sketch.digest()
    return [whole, *(_mixed(band, digest[band * ROWS : (band + 1) * ROWS]) for band in range(BANDS))]


def _mixed(band: int, values: Sequence[int]) -> int:
    """FNV-1a over the band's number and values, as a signed 64-bit integer."""
    state = 0xCBF29CE484222325
    for value in (band, *values):
        state = ((state ^ value) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return state - (1 << 64) if state >> 63 else state


def compare(first: Text, second: Text, days: float) -> Match | None:
    """Whether the second text is a reprint of the first; the answer is the same the other way round, with
    ``shortened`` and ``extended`` exchanged.

    Args:
        days: how far apart they were printed.
    """
    one, other = first.key, second.key
    if days > (SHORT_DAYS if first.is_short and _width(one) < _COMMONPLACE else DAYS):
        return None
    if one == other:
        return Match(1.0, "equal") if one else None
    short, long = (first, second) if len(one) <= len(other) else (second, first)
    if first.is_short or second.is_short or len(short.key) < _SHARE * len(long.key):
        return None
    aligned = _Alignment.of(short, long)
    wanted = _COVER_WITHOUT_LEAD if aligned.other_lead else _COVER
    if aligned.conflict or aligned.covered < wanted * len(short.key):
        return None
    if aligned.other_title and aligned.covered < _SAME * len(short.key):
        return None
    containment: Containment = "equal"
    if aligned.held < _SAME * len(long.key):
        containment = "shortened" if long is first else "extended"
    return Match(_resemblance(first, second), containment)


def _width(text: str) -> int:
    return len(text) + sum(character > "\u2e7f" for character in text)


def _resemblance(first: Text, second: Text) -> float:
    one: set[tuple[str, str]] = set().union(*(sentence.pairs for sentence in first.sentences))
    other: set[tuple[str, str]] = set().union(*(sentence.pairs for sentence in second.sentences))
    return round(len(one & other) / len(one | other), 4)


@dataclass(slots=True)
class _Alignment:
    """What two texts have in common, the shorter one first; numbers of characters."""

    covered: float = 0
    held: float = 0
    conflict: bool = False
    """Figures, names or directions of one stand where the other has different ones."""
    other_title: bool = False
    """The same of the headlines, which counts only where the bodies do not agree."""
    other_lead: bool = False
    """Each begins with a sentence that the other does not have."""

    @classmethod
    def of(cls, short_text: Text, long_text: Text) -> "_Alignment":
        found = cls()
        short, long = short_text.sentences, long_text.sentences
        matcher = SequenceMatcher(None, [one.key for one in short], [one.key for one in long], autojunk=False)
        rest: list[tuple[list[Sentence], list[Sentence]]] = []
        for kind, a, b, c, d in matcher.get_opcodes():
            if kind == "equal":
                size = sum(len(one.key) for one in short[a:b])
                found.covered += size
                found.held += size
            else:
                rest.append((list(short[a:b]), list(long[c:d])))
        found._moved(rest, short_text, long_text)
        leads = matcher.get_opcodes()[0][0] != "equal" and rest[0]
        found.other_lead = bool(leads and leads[0][:1] == list(short[:1]) and leads[1][:1] == list(long[:1]))
        # Where every sentence is in the other text the bodies agree, whatever the headlines say.
        if any(mine for mine, _ in rest):
            found._changed(rest, short_text, long_text)
        return found

    def _moved(self, rest: list[tuple[list[Sentence], list[Sentence]]], here: Text, there: Text) -> None:
        """Sentences that stand elsewhere in the other text, or are cut from others there."""
        for mine, theirs in rest:
            self.covered += sum(len(one.key) for one in mine)
            self.held += sum(len(one.key) for one in theirs)
            mine[:], theirs[:] = (
                [one for one in mine if not (there.holds(one) or here.is_cut(one, theirs))],
                [one for one in theirs if not (here.holds(one) or there.is_cut(one, mine))],
            )
            self.covered -= sum(len(one.key) for one in mine)
            self.held -= sum(len(one.key) for one in theirs)

    def _changed(self, rest: list[tuple[list[Sentence], list[Sentence]]], here: Text, there: Text) -> None:
        """Sentences that say the same with changes; a change of figures or names is a conflict."""
        prominent = [here.title, *here.sentences[:_LEAD], there.title, *there.sentences[:_LEAD]]
        pairs: list[tuple[Sentence, Sentence]] = []
        line_by_line = True
        for mine, theirs in rest:
            left, alone = list(theirs), list[Sentence]()
            for one in mine:
                best = _best(one, left)
                if best is None:
                    alone.append(one)
                    continue
                if _contradicts(one, best, here, there, prominent):
                    self.conflict = True
                    return
                left.remove(best)
                pairs.append((one, best))
                self.covered += _alike(one, best) * len(one.key)
                self.held += _alike(one, best) * len(best.key)
            if _filled_in_twice(alone, left, _is_notice(there)):
                self.conflict = True
                return
            line_by_line = line_by_line and not (alone or left)
        if line_by_line and _is_titled_otherwise(pairs, here, there):
            self.conflict = True
            return
        likeness = _alike(here.title, there.title)
        if likeness >= _RELATED:
            pairs.append((here.title, there.title))
        self.other_title = likeness >= _ALIKE and _contradicts(here.title, there.title, here, there, prominent)
        self.conflict = _renamed(pairs, here, there, prominent, line_by_line)


def _renamed(
    pairs: Iterable[tuple[Sentence, Sentence]],
    here: Text,
    there: Text,
    prominent: Container[Sentence],
    line_by_line: bool,
) -> bool:
    """Whether a name is another one wherever it stands, in the headline too, or a notice has another term.

    Texts of the same sentences (``line_by_line``) that differ in one term alone are no reprint either, where it is in
    the lead or names a company: an editor leaves it, or changes more.
    """
    exchanged: defaultdict[tuple[str, str], list[wording.Exchange]] = defaultdict(list)
    leading: set[tuple[str, str]] = set()
    said: set[tuple[str, str]] = set()
    for one, other in pairs:
        for found in {exchange.words: exchange for exchange in wording.exchanges(one, other)}.values():
            exchanged[found.words].append(found)
            if one is not here.title:
                said.add(found.words)
            if one in prominent or other in prominent:
                leading.add(found.words)
    if any(
        len(found) > (1 if words in leading else _BY_CHANCE) and wording.is_other_throughout(found, here, there)
        for words, found in exchanged.items()
    ):
        return True
    if line_by_line and len(said) == 1:
        (words,) = said
        only = exchanged[words][0]
        foremost = (words in leading and not only.is_opener) or only.is_company
        if foremost and only.is_term and wording.is_other_throughout([only], here, there):
            return True
    # A changed headline alone says nothing.
    return bool(said) and _is_notice(there) and all(exchanged[words][0].is_term for words in said)


def _is_titled_otherwise(pairs: Iterable[tuple[Sentence, Sentence]], here: Text, there: Text) -> bool:
    """Whether the headline and a sentence were changed alike, though it be by a word put in."""
    titled = wording.changed_words(here.title, there.title)
    return bool(titled) and any(not titled.isdisjoint(wording.changed_words(one, other)) for one, other in pairs)


def _is_notice(longer: Text) -> bool:
    return _width(longer.key) < _NOTICE


def _contradicts(one: Sentence, other: Sentence, here: Text, there: Text, prominent: Container[Sentence]) -> bool:
    return wording.contradicts(one, other, here.words, there.words, one in prominent or other in prominent)


def _best(one: Sentence, others: Sequence[Sentence]) -> Sentence | None:
    """The sentence that says the same with changes."""
    best = max(others, key=lambda other: _alike(one, other), default=None)
    return best if best is not None and _alike(one, best) >= _ALIKE else None


def _alike(one: Sentence, other: Sentence) -> float:
    """Dice coefficient of the neighbouring tokens, 0 to 1."""
    return 2 * len(one.pairs & other.pairs) / (len(one.pairs) + len(other.pairs))


def _filled_in_twice(mine: Sequence[Sentence], theirs: Sequence[Sentence], notice: bool) -> bool:
    """Whether both texts have a passage of their own at this place, of a kind, and with figures unless in a notice."""
    if not mine or not theirs or not (notice or all(any(one.figures for one in side) for side in (mine, theirs))):
        return False
    here, there = (frozenset[tuple[str, str]]().union(*(one.pairs for one in side)) for side in (mine, theirs))
    return 2 * len(here & there) / (len(here) + len(there)) >= _RELATED
