"""What the page's data says of the article's text: it tells which text on the page is the article's, or is it."""

import json
import re
from dataclasses import dataclass

from newsbot.extract.evidence import Evidence, squeezed

_ARTICLE_BODY = re.compile(r'"articleBody"\s*:\s*("(?:[^"\\]|\\.)*")', re.DOTALL)
_MARKUP = re.compile(r"<[^<>]{1,500}>")
_DESCRIPTIONS = frozenset(("description", "og:description"))
_AGREES = 40
"""Letters that a text must share with the description: less can be chance."""


@dataclass(frozen=True, slots=True)
class Told:
    """The text of the structured data as it stands there, and that and the descriptions with letters only."""

    raw: str = ""
    body: str = ""
    descriptions: tuple[str, ...] = ()

    def holds(self, text: str) -> bool:
        """Whether the text is part of the structured data's."""
        return bool(self.body) and squeezed(text) in self.body

    def describes(self, text: str) -> bool:
        """Whether the text is, but for its ends, a description of the page."""
        own = squeezed(text)
        return len(own) >= _AGREES // 2 and any(
            own in told or (len(told) >= _AGREES // 2 and told in own) or own[:_AGREES] == told[:_AGREES]
            for told in self.descriptions
        )


def told_by(page: Evidence) -> Told:
    """What JSON-LD and the meta elements say."""
    raw = ""
    descriptions = []
    for number, tag in enumerate(page.tags):
        if tag not in ("meta", "script"):
            continue
        node = page.nodes[number]
        if tag == "meta" and (node.get("name") or node.get("property") or "").lower() in _DESCRIPTIONS:
            descriptions.append(squeezed(node.get("content") or ""))
        elif tag == "script" and not raw and node.text and "ld+json" in node.get("type", ""):
            raw = _article_body(node.text)
    return Told(raw, squeezed(_MARKUP.sub(" ", raw)), tuple(filter(None, descriptions)))


def _article_body(script: str) -> str:
    match = _ARTICLE_BODY.search(script)
    try:
        return str(json.loads(match[1], strict=False)) if match else ""
    except ValueError:
        return ""
