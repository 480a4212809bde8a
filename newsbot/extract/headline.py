"""Which of the titles a page gives is its headline: the one shown that the others bear out."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from lxml.etree import XPath
from lxml.html import HtmlElement

from newsbot.extract import dom
from newsbot.extract.lines import ASIDE, CRUMB, FOREIGN, HIDDEN, OUTSIDE, Lines, name_of

MAX_TITLE = 500
"""Characters of a title that are read."""
_SHORTEST = 4
"""Letters two titles must have in common to agree."""
_BYLINE = 60
"""Characters of source and time behind a headline that stands on one line with them."""
_MUCH, _ALIKE = 0.4, 0.6
"""Share of the longer title a part of it must be; likeness of a title and its rewording. Calibrated by hand."""

_SEPARATOR = re.compile(
    r"\s*(?:_{1,3}|[|｜¦»«]|\s[-–—·•:]\s|--+|—{1,2}|-(?=[\u3400-\u9fff]{2,10}(?:-|_|$))|：(?=\S{2,12}$)|:\s"
    r"|(?<=[\u3400-\u9fff])\s(?=[\u3400-\u9fff]{2,8}(?:_|$)))\s*"
)
"""What may stand between a headline and the name of a section or site, or between kicker and headline."""
_STRONG = re.compile(r"\s*(?:_{1,3}|[|｜¦»])\s*")
_DASH_TAIL = re.compile(r"(?:\s[-–—·]\s|--+|-(?=[\u3400-\u9fff]{2,10}$))[^-–—]{1,40}$")
_ELLIPSIS_NEXT = re.compile(r"\s*(?:…|\.{3}|。{3})")
_ELLIPSIS = re.compile(r"\s*(?:…+|\.{3,}|。{3,})$")


_HEADINGS = XPath("(//h1)[position() <= 20] | (//h2 | //h3)[position() <= 60]")
_WEIGHTS = {"h1": 3.0, "h2": 1.0, "h3": 0.8}
_SUB = re.compile(r"sub-?(?:title|head|line)|dek\b|kicker|teaser", re.IGNORECASE)


class Shown(NamedTuple):
    """A heading on the page.

    ``parts`` are the texts of the elements in it, where it has several; ``weight`` says how much of a headline it is
    by tag, name and place: about 3 for a plain ``h1``, below 0 for a logo or what is not seen.
    """

    text: str
    parts: Sequence[str]
    weight: float


def letters(text: str) -> str:
    """Letters and digits alone, in one case: what two spellings of a title have in common."""
    return re.sub(r"[\W_]", "", text).casefold()


def cuts(title: str) -> list[str]:
    """What is left of a title without the site, section or kicker at its ends, longest first, the whole included."""
    title = title[:MAX_TITLE]
    borders = [match.span() for match in _SEPARATOR.finditer(title)][:8]
    found = [title, *(title[:start] for start, _ in borders), *(title[end:] for _, end in borders)]
    return sorted({part.strip() for part in found if part.strip()}, key=len, reverse=True)


class _Source(NamedTuple):
    """A title to compare with: its letters, those of its cuts, and its pairs of letters."""

    whole: str
    cuts: frozenset[str]
    pairs: frozenset[str]


def _source(text: str) -> _Source:
    whole = letters(text)
    return _Source(whole, frozenset(letters(cut) for cut in cuts(text)), _pairs(whole))


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def shown(tree: HtmlElement, lines: Lines, claims: Sequence[str]) -> list[Shown]:
    """The headings of a page, and lines of other elements that are word for word what a claim says.

    Lower headings count where they have something in common with a claim.
    """
    wanted = {cut for claim in claims for cut in cuts(claim)}
    sources = [letters(claim) for claim in claims]
    found = []
    for node in dom.elements(_HEADINGS, tree):
        pieces = [text for piece in islice(node.itertext("*"), 50) if (text := dom.one_line(piece))]
        text = " ".join(pieces)[:MAX_TITLE]
        own = letters(text)
        if text and (node.tag == "h1" or any(own in source or source in own for source in sources)):
            found.append(Shown(text, pieces if len(pieces) > 1 else (), _weight(node, lines)))
    longest = sorted(wanted, key=len, reverse=True)
    for line in lines.items:
        if line.block.tag in _WEIGHTS:
            continue
        title = line.text if line.text in wanted else _begun(line.text, longest)
        if title:
            found.append(Shown(title, (), _weight(line.node, lines)))
    return found


def _begun(line: str, cuts_: Sequence[str]) -> str | None:
    """The longest title a line begins with, where what follows is no longer than a source and a time."""
    if not 2 * _SHORTEST < len(line) <= MAX_TITLE:
        return None
    for cut in cuts_:
        if len(cut) > 2 * _SHORTEST and len(cut) < len(line) <= len(cut) + _BYLINE and line.startswith(f"{cut} "):
            return cut
    return None


def line_of(headline: str, lines: Lines) -> int | None:
    """Number of the line that is the headline; of several the one in the largest heading, then the first."""
    numbers = [number for number, line in enumerate(lines.items) if line.text == headline]
    if all(lines.is_foreign(lines.items[number].node) for number in numbers):
        own = letters(headline)
        numbers += [
            number
            for number, line in enumerate(lines.items)
            if abs(len(line.text) - len(headline)) <= 40 and _is_same(letters(line.text), own)
        ]
    return max(numbers, key=lambda number: (_weight(lines.items[number].node, lines), -number), default=None)


def _is_same(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) > _SHORTEST and short in long and 2 * len(short) > len(long))


def _weight(node: HtmlElement, lines: Lines) -> float:
    """How much of a headline an element is, by what it and those around it are called."""
    block = next((around for around in (node, *islice(node.iterancestors(), 3)) if around.tag in _WEIGHTS), node)
    name = f"{name_of(node)} {name_of(block)}".lower()
    flags = lines.flags(node)
    weight = _WEIGHTS.get(block.tag, 0.3)
    weight += -0.5 if _SUB.search(name) else 1.0 if "headline" in name else 0.5 if "title" in name else 0.0
    weight -= (4 if flags & CRUMB else 0) + (3 if flags & HIDDEN else 0)
    return weight - (2.5 if flags & (FOREIGN | OUTSIDE | ASIDE) else 0)


def choose(
    headings: Sequence[Shown],
    claims: Sequence[str],
    title: str,
    site_names: Iterable[str],
    originals: Sequence[str] = (),
) -> str | None:
    """The headline.

    Args:
        headings: what the page shows, in order.
        claims: what metas and structured data call the headline, the most reliable first.
        title: text of the title element.
        site_names: what the site calls itself.
        originals: titles that 原标题 lines name; they complete a headline that was cut.
    """
    names = {letters(name) for name in site_names if name}
    claims = [claim[:MAX_TITLE] for claim in claims if claim]
    sources = [*claims, *([title] if title else [])]
    known = [_source(source) for source in sources]
    claimed, agreed = _claimed(claims, title, names)
    best, most = None, 0.0
    for heading in headings:
        form, support = _borne_out(heading, sources, known)
        total = heading.weight + support
        if (letters(form) in names and support < 4) or heading.weight <= -1 or (support < 1 and heading.weight < 3):
            continue
        if heading.weight < 2 and letters(form) != letters(claimed or "") and support + 2 < agreed:
            continue  # a teaser that repeats part of what all the data say
        if total > most:
            best, most = form, total
    best = best or claimed
    return _uncut(best, [*sources, *originals]) if best else None


def _borne_out(heading: Shown, sources: Sequence[str], known: Sequence[_Source]) -> tuple[str, float]:
    """The form of a heading most sources have, and how much they support it."""
    forms = [heading.text, *(part for part in heading.parts if 3 * len(part) > len(heading.text))]
    best, most = heading.text, 0.0
    for form in forms:
        own = letters(form)
        support = sum(_support(own, source) for source in known)
        if support > most + (0.5 if form is not heading.text else 0):
            best, most = form, support
    if heading.parts:  # Kicker and headline in elements of their own: a source says what stands between them.
        own = letters(best)
        best = next((cut for source in sources for cut in cuts(source) if letters(cut) == own), best)
    return best, most


def _support(own: str, source: _Source) -> float:
    """How much a title bears out a heading, both by their letters: 2 for the same, 0 for nothing in common."""
    if len(own) < 2 or not source.whole:
        return 0.0
    if source.whole == own:
        return 2.0
    short, long = sorted((own, source.whole), key=len)
    share = len(short) / len(long)
    if own in source.cuts:
        return 1.7 if share >= _MUCH else 0.5
    if len(short) >= _SHORTEST + 2 and short in long:
        return 1.0 if share >= _MUCH else 0.3
    pairs = _pairs(own)
    alike = 2 * len(pairs & source.pairs) / max(1, len(pairs) + len(source.pairs))
    return 0.8 if alike >= _ALIKE else 0.0


def _claimed(claims: Sequence[str], title: str, names: set[str]) -> tuple[str | None, float]:
    """The form of a title that most of them have, without the site's name, and how much they support it."""
    sources = [_without_site(source, names) for source in (*claims, *([title] if title else []))]
    known = [_source(source) for source in sources]
    best, most = next(iter(sources), None), 0.0
    for form in dict.fromkeys(cut for source in sources for cut in cuts(source)):
        own = letters(form)
        if len(own) < _SHORTEST:
            continue
        support = sum(_support(own, source) for source in known if own in source.whole)
        support -= sum(source.whole in own and source.whole != own for source in known)
        if support > most:
            best, most = form, support
    if best and letters(title).startswith(letters(best)):
        best = _bare_title(best, alone=not claims or best not in title)
    return best, most


def _without_site(text: str, names: set[str]) -> str:
    """A title without the site's name at either end."""
    borders = list(_SEPARATOR.finditer(text))[:8]
    for border in reversed(borders):
        if letters(text[border.end() :]) in names:
            text = text[: border.start()]
    for border in borders[:1]:
        if letters(text[: border.start()]) in names and len(text) > border.end():
            text = text[border.end() :]
    return text


def _bare_title(title: str, *, alone: bool) -> str:
    """A title that nothing shown bears out, up to where section and site begin."""
    first, *rest = _STRONG.split(title)
    if rest:
        title = first if len(letters(first)) >= _SHORTEST * 2 else max((first, *rest), key=len)
    return _DASH_TAIL.sub("", title) if alone else title


def _uncut(best: str, others: Sequence[str]) -> str:
    """The whole of a headline that the page shows cut (``…``), where something else on it has the whole."""
    cut = _ELLIPSIS.sub("", best)
    if cut == best or len(letters(cut)) < _SHORTEST:
        return best
    begun = [other for other in others if other.startswith(cut) and not _ELLIPSIS_NEXT.match(other, len(cut))]
    return min((other for other in begun if len(other) > len(cut) + 1), key=len, default=best)
