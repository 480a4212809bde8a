"""Teasers of other articles: alike neighbours, each short and with a headline that is a link."""

from newsbot.extract.evidence import Evidence

_LEAST = 3
"""So many alike elements are made by a template for lists."""
_LONGEST = 400
"""Letters of a teaser."""
_LINKED = 0.85
"""Share of links in a line that is a linked headline."""
_TAGS = frozenset(("div", "section", "article", "li", "a", "dl"))


def cards(page: Evidence) -> set[int]:
    """The elements that are teasers."""
    lines = zip(page.sizes, page.links, strict=True)
    headlines = page.summed([int(0 < size * _LINKED <= links) for size, links in lines])
    found: set[int] = set()
    for parent in {page.parents[number] for number, headline in enumerate(headlines) if headline}:
        groups: dict[tuple[str, str], list[int]] = {}
        for child in page.children(parent):
            if page.tags[child] in _TAGS:
                groups.setdefault(page.sign(child), []).append(child)
        for group in groups.values():
            if len(group) >= _LEAST and all(headlines[card] and page.all_sizes[card] <= _LONGEST for card in group):
                found.update(group)
    return found
