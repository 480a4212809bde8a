"""Article fragment to body text, clean HTML and images: boilerplate goes by rules that are data."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import nh3
from bs4 import Comment, PageElement, Tag

from newsbot.errors import ExtractError
from newsbot.extract import blocks, byline, images
from newsbot.extract.rules import CleanRules, Rule
from newsbot.items import ArticleImage

MAX_FRAGMENT, MAX_TAGS = 4_000_000, 60_000
"""Characters and tags of an article node: hundreds of times those of a long article with tables. Cleaning takes seconds
there, and minutes above for a hostile one."""
_MAX_MARKERS = 20
"""Comments of one kind that are looked at; real pages have up to four."""

_START, _END = 5, 8
"""Lines counted as start and end of an article: leading promos come with 原标题, 来源 and a byline, trailing
disclaimers with an editor line, credits and a share bar."""
_LONGEST_BOILERPLATE = 600
"""Characters; a longer line is a text without paragraphs that happens to begin like boilerplate."""

_TAGS = {
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "em", "u", "s", "sub", "sup", "a", "img", "figure", "figcaption",
    "blockquote", "ul", "ol", "li", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "hr",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "td": {"rowspan", "colspan"}, "th": {"rowspan", "colspan"}}
_MEANING = {"b": "strong", "i": "em"}
_DEAD_LINK = re.compile(r'<a rel="noopener noreferrer">(.*?)</a>', re.DOTALL)
_EMPTY = re.compile(r"<(p|strong|em|a|li|h[1-6])(?: [^>]*)?>\s*</\1>")
# "\s\s*" and "\s\s+": written so, `re` skips to the first space in a C loop.
_TAIL = re.compile(r"\s\s*(?=</(?:p|li|td|th|blockquote|h[1-6])>)")
_SPACES = re.compile(r"\s\s+")
_INDENT = re.compile(
    r"(<(?:p|li|td|th|blockquote|h[1-6])(?: [^>]*)?>(?:<(?:strong|em|a)(?: [^>]*)?>)*)[\s\u3000\u200b]+"
)


@dataclass(slots=True)
class Cleaned:
    """What a fragment holds; ``editor`` are names joined by a comma."""

    body: str = ""
    html: str = ""
    images: list[ArticleImage] = field(default_factory=list)
    editor: str | None = None
    alternative_headline: str | None = None
    publisher: str | None = None


def clean(fragment_html: str, base_url: str, rules: CleanRules) -> Cleaned:
    """Read an article fragment as it stands on the page.

    The body has one paragraph, list item, heading or table row (cells joined by a tab) on each line, without indent;
    captions of pictures are with the images. The HTML has the same content, sanitised: links and pictures with
    http(s) addresses only, no attributes but theirs.

    Args:
        fragment_html: the serialised article node; comments in it mark what to cut and are never shown.
        base_url: address of the page, for relative links; may be ``""``.
        rules: the site's rules.

    Raises:
        ExtractError: the fragment is longer than `MAX_FRAGMENT` or has more tags than `MAX_TAGS`.
    """
    if len(fragment_html) > MAX_FRAGMENT or fragment_html.count("<") > MAX_TAGS:
        what = f"article of {len(fragment_html)} characters, more than {MAX_FRAGMENT} or {MAX_TAGS} tags"
        raise ExtractError(what, where=base_url or None)
    root = blocks.parse(fragment_html)
    comments = [node for node in root.descendants if isinstance(node, Comment)]
    for pattern in rules.between:
        _cut_between(root, [comment for comment in comments if pattern.match(comment)])
    for comment in comments:
        comment.extract()
    unwanted = rules.remove.select(root)
    ids = {id(element) for element in unwanted}
    outermost = [element for element in unwanted if ids.isdisjoint(map(id, element.parents))]
    for element in outermost:  # each takes what is inside it along
        element.decompose()
    found = images.collect(root, base_url, rules)
    _emphasise(root)
    blocks.segment(root)
    cleaned = Cleaned(images=found)
    kept = _sort_lines(blocks.lines(root), rules, cleaned)
    cleaned.body = "\n".join(line.text for line in kept)
    cleaned.html = _sanitise(root, base_url)
    return cleaned


def _cut_between(root: Tag, markers: list[Comment]) -> None:
    """Remove what stands between the first and second, third and fourth … marker.

    More than half of the whole text is never cut: there the markers do not mean what the rule thinks.
    """
    for first, second in zip(markers[:_MAX_MARKERS:2], markers[1:_MAX_MARKERS:2], strict=False):
        nodes = list(_nodes_between(first, second))
        size = sum(len(blocks.text_of(node)) for node in nodes)
        if not size or 2 * size <= len(blocks.text_of(root)):
            for node in nodes:
                if not isinstance(node, Comment):
                    node.extract()


def _nodes_between(first: PageElement, second: PageElement) -> Iterator[PageElement]:
    """The largest nodes that begin after the first and end before the second."""
    around = {id(parent) for parent in second.parents}
    node = first.next_element
    while node is not None and node is not second:
        if id(node) in around:
            node = node.next_element
        else:
            yield node
            after = node.next_sibling
            above: PageElement | None = node
            while after is None and above is not None and above.parent is not None:
                above = above.parent
                after = above.next_sibling
            node = after


def _emphasise(root: Tag) -> None:
    for element in blocks.tags(root):
        if element.name in _MEANING:
            element.name = _MEANING[element.name]
        elif element.name in ("font", "span") and "strong-Bold" in str(element.get("cms-style")):
            element.name = "strong"


def _sort_lines(lines: list[blocks.Line], rules: CleanRules, cleaned: Cleaned) -> list[blocks.Line]:
    """The lines that are text; the others leave the tree, and what they say of the article goes to ``cleaned``."""
    kept = []
    editors: list[str] = []
    credits_: list[str] = []
    for index, line in enumerate(lines):
        found = _matching(line.text, index < _START, index >= len(lines) - _END, rules)
        if found is None or found[0].kind == "keep":
            kept.append(line)
            continue
        rule, match = found
        if rule.kind == "editor":
            editors += byline.editor_names(match[1])
        elif rule.kind == "credit":
            credits_ += byline.editor_names(match[1])
        elif rule.kind == "original":
            cleaned.alternative_headline = cleaned.alternative_headline or match[1]
        elif rule.kind == "source":
            cleaned.publisher = cleaned.publisher or match[1]
        line.node.decompose()
    cleaned.editor = ",".join(dict.fromkeys(editors or credits_)) or None
    return kept


def _matching(text: str, start: bool, end: bool, rules: CleanRules) -> tuple[Rule, re.Match[str]] | None:
    if len(text) > _LONGEST_BOILERPLATE:
        return None
    return rules.lines[start, end].match(text)


def _sanitise(root: Tag, base_url: str) -> str:
    html = nh3.clean(
        blocks.to_html(root),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https"},
        url_relative=("rewrite_with_base", base_url) if base_url.startswith("http") else "deny",
    )
    html = _SPACES.sub(_shortened, html)
    html = _TAIL.sub("", _INDENT.sub(r"\1", _DEAD_LINK.sub(r"\1", html)))
    return _SPACES.sub(_shortened, _EMPTY.sub("", html)).strip()


def _shortened(spaces: re.Match[str]) -> str:
    """Line breaks are one; a wide gap in a line stays visible."""
    return "\n" if "\n" in spaces[0] else spaces[0][:4]
