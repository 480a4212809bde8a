"""What the page's data says of the article's text: it tells which text on the page is the article's, or is it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from newsbot.extract import linked_data
from newsbot.extract.evidence import Evidence, squeezed

_MARKUP = re.compile(r"<[^<>]{1,500}>")
_DESCRIPTIONS = frozenset(("description", "og:description"))
_AGREES = 40
"""Letters that a text must share with the description: less can be chance."""
_SHINGLE = 8
"""Letters of the pieces by which a text is looked for in the data's."""
_LONGEST = 300_000
"""Letters of the data's text that are known."""
_TITLE = 4
"""Letters of a title."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a page's data and its titles say.

    Attributes:
        raw: the text of the structured data as it stands there.
        is_own: whether no other headline stands beside it.
        descriptions: what the meta elements say, with letters only.
        titles: the headline and the page's title, with letters only.
    """

    raw: str = ""
    is_own: bool = False
    descriptions: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    shingles: frozenset[str] = frozenset()

    def holds(self, text: str) -> bool:
        """Whether the text is part of the structured data's."""
        if not self.shingles:
            return False
        own = squeezed(text)
        ends = range(_SHINGLE, len(own) + 1, _SHINGLE)
        return len(own) >= _SHINGLE and all(own[end - _SHINGLE : end] in self.shingles for end in ends)

    def describes(self, text: str) -> bool:
        """Whether the text is, but for its ends, a description of the page."""
        own = squeezed(text)
        return len(own) >= _AGREES // 2 and any(
            own in told or (len(told) >= _AGREES // 2 and told in own) or own[:_AGREES] == told[:_AGREES]
            for told in self.descriptions
        )

    def is_title(self, text: str) -> bool:
        """Whether the text is the headline, or most of it or of the page's title."""
        own = squeezed(text)
        return len(own) >= _TITLE and any(
            title in own or (2 * len(own) > len(title) and own in title) for title in self.titles
        )


def told_by(page: Evidence, headline: str | None) -> Told:
    """What JSON-LD, the meta elements, the headline and the page's title say."""
    scripts, descriptions, title = [], [], ""
    for number, tag in enumerate(page.tags):
        node = page.nodes[number]
        if tag == "meta" and (node.get("name") or node.get("property") or "").lower() in _DESCRIPTIONS:
            descriptions.append(squeezed(node.get("content") or ""))
        elif tag == "script" and node.text and "ld+json" in node.get("type", ""):
            scripts.append(node.text)
        elif tag == "title" and not title:
            title = " ".join((node.text or "").split())
    titles = tuple(own for text in (headline, title) if len(own := squeezed(text or "")) >= _TITLE)
    told = Told(descriptions=tuple(filter(None, descriptions)), titles=titles)
    return _with_body(told, scripts, f"{title} {headline or ''}")


def _with_body(told: Told, scripts: Iterable[str], title: str) -> Told:
    """Add the text of the object that is the page's article, or of another one with the same headline."""
    scripts = list(scripts)
    if not any("articleBody" in script for script in scripts):
        return told
    things = linked_data.things(scripts)
    own = linked_data.article(things, title)
    headline = own.get("headline")
    alike = [own, *(thing for thing in things if headline and thing.get("headline") == headline)]
    raw = next((body for thing in alike if isinstance(body := thing.get("articleBody"), str) and body), "")
    letters = squeezed(_MARKUP.sub(" ", raw))[:_LONGEST]
    return replace(
        told,
        raw=raw,
        is_own=not headline or told.is_title(linked_data.text_of(headline) or ""),
        shingles=frozenset(letters[at : at + _SHINGLE] for at in range(len(letters) - _SHINGLE + 1)),
    )
