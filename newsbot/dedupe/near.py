"""Near-duplicates: whether one text is a reprint of another, and the fingerprints by which candidates are found.

Sentences are compared, not bags of words: a reprint repeats sentences as they are, drops some or adds some, while two
notices made from one template repeat the sentences with other figures, dates and names in them. Thresholds are
calibrated on the invented pairs of ``bench/pairs.py``.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Literal, NamedTuple

from rensa import RMinHash

Containment = Literal["equal", "shortened", "extended"]

BANDS, ROWS = 42, 3
"""Bands of the MinHash: texts cut to half become candidates in .98 to .99 of cases (32 bands of 4: .81 to .92)."""
DAYS = 30
"""A reprint appears within so many days of the first print."""
SHORTEST = 100
"""Characters without white space; shorter texts say too little to tell a reprint from another report, so they must be
equal."""
SHORT_DAYS = 3
"""The same for a short text: a bank that injects no money twice a month says so in the same words."""
_SHARE = 1 / 3
"""Of the longer text, that the shorter one must be: a digest is no reprint of its parts."""
_COVER = 0.55
"""Of the shorter text, that the longer one must hold: a text cut to half, with advertisements put in."""
_COVER_WITHOUT_LEAD = 0.8
"""The same where the two begin differently, as a report and its follow-up do."""
_EXACT = 0.15
"""Of the shorter text, that stands in the longer one word for word: who rewrites every sentence prints no reprint."""
_SAME = 0.9
"""Of either text, that the other one holds where they count as equal."""
_ALIKE = 0.5
"""Shared pairs of tokens of two sentences that say the same with changes."""
_RELATED = 0.2
"""The same of two passages that stand between the same sentences and may be a template filled in twice."""
_MOST_SENTENCES = 400
"""Looked at in one text: about 30,000 characters."""

_NUMERALS = "〇零一二两三四五六七八九十百千万亿"
_TOKEN = re.compile(rf"\d+(?:[.:/-]\d+)*%?|[{_NUMERALS}]+|[^\W\d_]+(?:['’][^\W\d_]+)?|\w")
_BESIDE_WORDS = re.compile(r"[\W_]+")
_CJK = re.compile(r"([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])")
_SENTENCES = re.compile(r"(?<=[。！？!?；;])|(?<=[.])(?=\s+[\"“‘(]?[A-Z\d])|\n")
_THOUSANDS = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")
_FIGURE = re.compile(rf"[\d{_NUMERALS}]")
_DATE_WORDS = frozenset((
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
    "april", "may", "june", "july", "august", "september", "october", "november", "december", "jan", "feb", "mar",
    "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "first", "second", "third", "fourth", "one", "two",
    "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "half", "quarter",
))  # fmt: skip
_UP = frozenset((
    "涨", "升", "增", "买", "盈", "扩", "rose", "rises", "rise", "rising", "up", "gained", "higher", "increase",
    "increased", "raised", "profit", "above",
))  # fmt: skip
_DOWN = frozenset((
    "跌", "降", "减", "卖", "亏", "缩", "fell", "falls", "fall", "falling", "down", "lost", "lower", "decrease",
    "decreased", "cut", "loss", "below",
))  # fmt: skip
_CREDIT = re.compile(
    r"[（(【\[]?\s*(?:文章|本文|稿件|信息)?(?:来源|來源|转自|责任编辑|责编|编辑|校对|审核|作者|记者|文|撰文|原标题"
    r"|source|by|editing by|reporting by)\s*[:：|丨/]?.{0,40}",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"\s*(?:【[^】]{1,80}】)?"
    r"(?:(?:[^\s，。、]{0,14}?\d{1,2}月\d{1,2}日)?[^\s，。、]{0,8}?(?:电|讯|消息)(?:[，,：:\s]|$|[（(])"
    r"(?:(?:记者|通讯员)[^）)]{1,20}[）)]\s*)?|[（(][^（）()]{0,12}(?:记者|通讯员)[^（）()]{1,20}[）)]\s*)"
    r"|\s*[A-Z][A-Z .,'&-]{2,40}(?:,? [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?(?:,? ?[(/][^)/]{2,30}[)/])?"
    r" ?(?:--|[-–—]) "
)


class Match(NamedTuple):
    """A reprint: ``score`` is the resemblance, 0 to 1 (Jaccard of the tokens' pairs); ``containment`` says what the
    second text is to the first.
    """

    score: float
    containment: Containment


@dataclass(frozen=True)
class Text:
    """A text to be compared: its body, paragraphs by line breaks, and its headline."""

    headline: str | None
    body: str

    @cached_property
    def sentences(self) -> list["Sentence"]:
        """Its sentences without datelines and credits, each with something in it."""
        found: list[Sentence] = []
        lines = _THOUSANDS.sub("", _normal(self.body)).split("\n")
        for number, line in enumerate(lines):
            stripped = line.strip()
            if len(stripped) <= 60 and _CREDIT.fullmatch(stripped):
                continue
            text = _DATELINE.sub("", stripped, count=1) if number < 2 else stripped
            found += [sentence for part in _SENTENCES.split(text) if part and (sentence := Sentence.of(part)).tokens]
            if len(found) >= _MOST_SENTENCES:
                break
        return found[:_MOST_SENTENCES]

    @cached_property
    def title(self) -> "Sentence":
        """The headline."""
        return Sentence.of(_normal(self.headline or ""))

    @cached_property
    def is_short(self) -> bool:
        """Whether it is compared as a whole only."""
        return len("".join(self.body.split())) < SHORTEST

    @cached_property
    def key(self) -> str:
        """The words of all sentences, run together."""
        return "".join(sentence.key for sentence in self.sentences)


@dataclass(frozen=True)
class Sentence:
    """One sentence: its tokens as written, and case-folded and run together as ``key``."""

    tokens: tuple[str, ...]
    key: str

    @classmethod
    def of(cls, text: str) -> "Sentence":
        """Cut a sentence into numbers, words and single CJK characters."""
        tokens = tuple(_TOKEN.findall(" ".join(_CJK.split(text)) if not _FIGURE.search(text) else _spaced(text)))
        return cls(tokens, "".join(tokens).casefold())

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Neighbouring tokens."""
        folded = [token.casefold() for token in self.tokens]
        return frozenset(zip(["", *folded], [*folded, ""], strict=True))

    @cached_property
    def figures(self) -> Counter[str]:
        """Its numbers, dates and ordinals."""
        return Counter(word for token in self.tokens if _is_figure(word := token.casefold()))


def _normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("’", "'")


def _spaced(text: str) -> str:
    """CJK characters apart, but for numerals, which stand together as a number."""
    return re.sub(rf"([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[{_NUMERALS}]+)", _around, text)


def _around(match: re.Match[str]) -> str:
    return match[0] if match[0] in _NUMERALS else f" {match[0]} "


def _is_figure(word: str) -> bool:
    return _FIGURE.search(word) is not None or word in _DATE_WORDS


def bands(text: Text) -> list[int]:
    """Fingerprint of a text: signed 64-bit numbers, one for the text as a whole and one for each of `BANDS` bands.

    Two texts that have one in common are worth comparing. Short texts (`SHORTEST`) have the first one only, a text
    without words has none. The band is part of its number, so that one index serves all of them.
    """
    # Datelines and credits stay in: cutting sentences costs ten times as much, and they hardly move a sketch.
    words = text.key if text.is_short else _BESIDE_WORDS.sub("", _normal(text.body)).casefold()
    if not words:
        return []
    whole = int.from_bytes(hashlib.blake2b(words.encode(), digest_size=8).digest(), "big", signed=True)
    if text.is_short:
        return [whole]
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
    if days > (SHORT_DAYS if first.is_short or second.is_short else DAYS):
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
        found._moved(rest)
        leads = matcher.get_opcodes()[0][0] != "equal" and rest[0]
        found.other_lead = bool(leads and leads[0][:1] == list(short[:1]) and leads[1][:1] == list(long[:1]))
        # Where every sentence is in the other text the bodies agree, whatever the headlines say.
        if any(mine for mine, _ in rest) and found.covered >= _EXACT * len(short_text.key):
            found._changed(rest, short_text.title, long_text.title)
        return found

    def _moved(self, rest: list[tuple[list[Sentence], list[Sentence]]]) -> None:
        """Sentences that stand elsewhere in the other text."""
        left = Counter(one.key for _, theirs in rest for one in theirs)
        taken: Counter[str] = Counter()
        for mine, _ in rest:
            for one in list(mine):
                if left[one.key] > taken[one.key]:
                    taken[one.key] += 1
                    mine.remove(one)
                    self.covered += len(one.key)
                    self.held += len(one.key)
        for _, theirs in rest:
            for one in list(theirs):
                if taken[one.key]:
                    taken[one.key] -= 1
                    theirs.remove(one)

    def _changed(
        self, rest: list[tuple[list[Sentence], list[Sentence]]], my_title: Sentence, their_title: Sentence
    ) -> None:
        """Sentences that say the same with changes; a change of figures or names is a conflict."""
        substitutions: Counter[tuple[str, str]] = Counter()
        if _alike(my_title, their_title) >= _RELATED:
            substitutions.update(set(_substitutions(my_title, their_title)))
            alike = _alike(my_title, their_title) >= _ALIKE
            self.other_title = alike and _replaced(my_title, their_title)
        for mine, theirs in rest:
            open_theirs = list(theirs)
            unpaired: list[Sentence] = []
            for one in mine:
                best = max(open_theirs, key=lambda other: _alike(one, other), default=None)
                likeness = 0.0 if best is None else _alike(one, best)
                if best is None or likeness < _ALIKE:
                    unpaired.append(one)
                    continue
                open_theirs.remove(best)
                self.covered += likeness * len(one.key)
                self.held += likeness * len(best.key)
                if _replaced(one, best):
                    self.conflict = True
                    return
                substitutions.update(set(_substitutions(one, best)))
            if _filled_in_twice(unpaired, open_theirs):
                self.conflict = True
                return
        # A name that is another one wherever it stands, in the headline too.
        self.conflict = any(count > 1 for count in substitutions.values())


def _alike(one: Sentence, other: Sentence) -> float:
    """Dice coefficient of the neighbouring tokens, 0 to 1."""
    return 2 * len(one.pairs & other.pairs) / (len(one.pairs) + len(other.pairs))


def _replaced(one: Sentence, other: Sentence) -> bool:
    """Whether figures, names or directions of one sentence stand where the other has different ones."""
    if one.figures - other.figures and other.figures - one.figures:
        return True
    for mine, theirs in _substitutions(one, other):
        if (_is_name(mine) and _is_name(theirs)) or _direction(mine) * _direction(theirs) < 0:
            return True
    return False


def _direction(text: str) -> int:
    """1 for a word that says up, -1 for one that says down, 0 for none or both."""
    words = set(text.split())
    return (not words.isdisjoint(_UP)) - (not words.isdisjoint(_DOWN))


def _is_name(text: str) -> bool:
    """Latin words with a capital: names of people, companies and places, ticker codes."""
    return any(word[:1].isupper() for word in text.split() if word.isascii())


def _substitutions(one: Sentence, other: Sentence) -> Iterable[tuple[str, str]]:
    """What stands in one sentence where the other has something else: words as written, joined by spaces."""
    matcher = SequenceMatcher(None, one.tokens, other.tokens, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "replace":
            yield " ".join(one.tokens[a:b]), " ".join(other.tokens[c:d])


def _filled_in_twice(mine: Sequence[Sentence], theirs: Sequence[Sentence]) -> bool:
    """Whether both texts have a passage of their own at this place, with figures and of a kind."""
    if not any(one.figures for one in mine) or not any(one.figures for one in theirs):
        return False
    here, there = (frozenset[tuple[str, str]]().union(*(one.pairs for one in side)) for side in (mine, theirs))
    return 2 * len(here & there) / (len(here) + len(there)) >= _RELATED
