"""What changed between two readings of an article: words and figures of its texts, pictures, other fields. Pure.

A text is compared line by line (a line is a paragraph), and lines that say nearly the same word by word: words of
letters and figures (``1,234.5%``) whole, Chinese character by character. `before` and `after` give both texts back.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, Literal, NamedTuple

from newsbot.dedupe.content import METADATA, image_path
from newsbot.items import ArticleImage, NewsArticle

Mark = Literal["same", "old", "new"]
LineMark = Literal["same", "old", "new", "changed"]

_TOKEN = re.compile(
    r"\d+(?:[.,:]\d+)*[%％‰]?"  # a figure
    r"|[^\W\d_\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+"  # a word of letters; CJK is cut apart
    r"|\s+|.",
    re.DOTALL,
)
_SENTENCE = re.compile(r".+?(?:[。！？；.!?;]+\s*|\Z)", re.DOTALL)

_ALIKE = 0.4
"""Of the longer text, that must be the same for word-by-word marks; below they are harder to read than two lines."""

_ISLAND = 2
"""Tokens at most of what is the same between two changes that are longer: 的 or a space held in common says nothing."""

_MOST_PAIRS = 4_000_000
"""Tokens compared with each other (2,000 × 2,000: some tenths of a second); more are compared as sentences, or
not at all."""

_MOST_LINES = 2_000_000
"""The same for pairs of lines that are looked at for likeness, in characters of both."""


class Piece(NamedTuple):
    """A run of text that is in both texts, in the old one alone or in the new one alone."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of either text, or of both: then its pieces say what of it is whose."""

    mark: LineMark
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed; nothing of it where nothing did.

    ``headline`` has pieces and ``body`` lines only where they differ. ``fields`` has the old and the new value,
    ``captions`` the address of a picture with its old and new caption.
    """

    headline: tuple[Piece, ...] = ()
    body: tuple[Line, ...] = ()
    images_added: tuple[str, ...] = ()
    images_removed: tuple[str, ...] = ()
    images_moved: bool = False
    captions: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)


def between(old: NewsArticle, new: NewsArticle) -> Difference:
    """Compare two readings of one article; pictures are the same whatever host and size they are served from."""
    headlines, bodies = (old.headline or "", new.headline or ""), (old.article_body or "", new.article_body or "")
    before, after = _by_path(old.images), _by_path(new.images)
    kept = [path for path in before if path in after]
    return Difference(
        headline=tuple(words(*headlines)) if headlines[0] != headlines[1] else (),
        body=tuple(lines(*bodies)) if bodies[0] != bodies[1] else (),
        images_added=tuple(image.url for path, image in after.items() if path not in before),
        images_removed=tuple(image.url for path, image in before.items() if path not in after),
        images_moved=kept != [path for path in after if path in before],
        captions={
            after[path].url: (before[path].caption, after[path].caption)
            for path in kept
            if before[path].caption != after[path].caption
        },
        fields={
            name: (getattr(old, name), getattr(new, name))
            for name in METADATA
            if getattr(old, name) != getattr(new, name)
        },
    )


def words(old: str, new: str) -> list[Piece]:
    """Compare two texts word by word; texts that have little in common are given one after the other."""
    pieces = _joined(_without_islands(_pieces(old, new)))
    same = sum(len(piece.text) for piece in pieces if piece.mark == "same")
    replaced = {"old", "new"} <= {piece.mark for piece in pieces}
    if replaced and same <= _ALIKE * max(len(old), len(new)):
        return [Piece("old", old), Piece("new", new)]
    return pieces


def lines(old: str, new: str) -> list[Line]:
    """Compare two texts line by line, and lines that are alike word by word. An empty text has no line."""
    compared: list[Line] = []
    for same, before, after in _runs(_lines(old), _lines(new)):
        compared += [Line("same", (Piece("same", line),)) for line in before] if same else _block(before, after)
    return compared


def before(compared: Iterable[Line]) -> str:
    """Return the old text of what `lines` gave."""
    return "\n".join(old_text(line.pieces) for line in compared if line.mark != "new")


def after(compared: Iterable[Line]) -> str:
    """Return the new text of what `lines` gave."""
    return "\n".join(new_text(line.pieces) for line in compared if line.mark != "old")


def old_text(pieces: Iterable[Piece]) -> str:
    """Return the old text of what `words` gave."""
    return "".join(piece.text for piece in pieces if piece.mark != "new")


def new_text(pieces: Iterable[Piece]) -> str:
    """Return the new text of what `words` gave."""
    return "".join(piece.text for piece in pieces if piece.mark != "old")


def _by_path(images: Iterable[ArticleImage]) -> dict[str, ArticleImage]:
    found: dict[str, ArticleImage] = {}
    for image in images:
        found.setdefault(image_path(image.url), image)
    return found


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


# --- lines


def _block(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    """Compare lines between two that are the same: those alike are paired in order, the others are old or new."""
    affordable = len(new) * sum(map(len, old)) + len(old) * sum(map(len, new)) <= _MOST_LINES
    counts = [Counter(_TOKEN.findall(line)) for line in new] if affordable else []
    done = 0
    for line in old:
        partner = _most_alike(line, counts, done)
        pieces = () if partner is None else tuple(words(line, new[partner]))
        if partner is None or not any(piece.mark == "same" for piece in pieces):
            yield Line("old", (Piece("old", line),))
            continue
        yield from (Line("new", (Piece("new", other),)) for other in new[done:partner])
        yield Line("changed", pieces)
        done = partner + 1
    yield from (Line("new", (Piece("new", other),)) for other in new[done:])


def _most_alike(line: str, counts: Sequence[Counter[str]], begin: int) -> int | None:
    """Return which of the lines from ``begin`` on has most tokens in common with this one; ``None``: too few."""
    own = Counter(_TOKEN.findall(line))
    best, most = None, _ALIKE
    for number in range(begin, len(counts)):
        share = (own & counts[number]).total() / max(own.total(), counts[number].total(), 1)
        if share > most:
            best, most = number, share
    return best


# --- words


def _pieces(old: str, new: str) -> list[Piece]:
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) * len(after) > _MOST_PAIRS:
        before, after = _SENTENCE.findall(old), _SENTENCE.findall(new)
    pieces = []
    for same, left, right in _runs(before, after):
        old_run, new_run = "".join(left), "".join(right)
        pieces += [Piece("same", old_run)] if same else [Piece("old", old_run), Piece("new", new_run)]
    return _joined(pieces)


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    """Align two sequences: runs that are the same, and what each has between those.

    What both begin and end with is cut off first; of the rest, if it is too much, no more is said than that it differs.
    """
    shorter = min(len(old), len(new))
    begin = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    end = next((n for n in range(shorter - begin) if old[-1 - n] != new[-1 - n]), shorter - begin)
    yield True, old[:begin], new[:begin]
    left, right = old[begin : len(old) - end], new[begin : len(new) - end]
    if len(left) * len(right) > _MOST_PAIRS:
        yield False, left, right
    else:
        for tag, i, j, k, m in SequenceMatcher(None, left, right).get_opcodes():
            yield tag == "equal", left[i:j], right[k:m]
    yield True, old[len(old) - end :], new[len(new) - end :]


def _without_islands(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Give as changed what is the same for a token or two only, no figure, between changes that are longer."""
    for number, piece in enumerate(pieces):
        if _is_island(pieces, number):
            yield from (Piece("old", piece.text), Piece("new", piece.text))
        else:
            yield piece


def _is_island(pieces: Sequence[Piece], number: int) -> bool:
    piece = pieces[number]
    if piece.mark != "same" or not 0 < number < len(pieces) - 1 or any(map(str.isdigit, piece.text)):
        return False
    changed = sum(len(other.text) for other in pieces[max(number - 2, 0) : number + 3] if other.mark != "same")
    return len(_TOKEN.findall(piece.text)) <= _ISLAND and changed > 2 * len(piece.text)


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Put neighbours of one mark together; of a change the old text stands first."""
    joined: list[Piece] = []
    change: dict[Mark, str] = {"same": "", "old": "", "new": ""}

    def close(*marks: Mark) -> None:
        for mark in marks:
            if change[mark]:
                joined.append(Piece(mark, change[mark]))
                change[mark] = ""

    for piece in pieces:
        if piece.text:
            close(*(("old", "new") if piece.mark == "same" else ("same",)))
            change[piece.mark] += piece.text
    close("same", "old", "new")
    return joined
