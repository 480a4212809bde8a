"""Article fragment to body text, clean HTML and images: boilerplate goes by rules that are data."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import nh3
from bs4 import Comment, PageElement, Tag

from newsbot.errors import ExtractError
from newsbot.extract import blocks, byline, images
from newsbot.extract.rules import CleanRules, Hit, Where
from newsbot.items import ArticleImage

MAX_FRAGMENT, MAX_TAGS = 4_000_000, 60_000
"""Characters and tags of an article node: hundreds of times those of a long article with tables. Cleaning takes seconds
there, and minutes above for a hostile one."""
_MAX_MARKERS = 20
"""Comments of one kind that are looked at; real pages have up to four."""

_START, _END = 5, 8
"""Lines counted as start and end of an article: leading promos come with 原标题, 来源 and a byline, trailing
disclaimers with an editor line, credits and a share bar."""
_LEAST_END = 2
"""Lines of a short article so counted; of others at most a third is."""
_LONGEST_BOILERPLATE = 600
"""Characters; a longer line is a text without paragraphs that happens to begin like boilerplate."""

_LONGEST_HEADING, _LONGEST_TITLE = 60, 90
"""Characters of "Related stories" in the longest language, and of a headline in a list."""
_SENTENCE_END = re.compile(r"[.。!！;；:：]$")

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

Stays = Callable[[Sequence[str]], Sequence[bool]]


@dataclass(slots=True)
class Cleaned:
    """What a fragment holds; ``editor`` are names joined by a comma, ``authors`` those that lines of credits name."""

    body: str = ""
    html: str = ""
    images: list[ArticleImage] = field(default_factory=list)
    editor: str | None = None
    authors: list[str] = field(default_factory=list)
    alternative_headline: str | None = None
    publisher: str | None = None


def clean(fragment_html: str, base_url: str, rules: CleanRules, stays: Stays | None = None) -> Cleaned:
    """Read an article fragment as it stands on the page.

    The body has one paragraph, list item, heading or table row (cells joined by a tab) on each line, without indent;
    captions of pictures are with the images. The HTML has the same content, sanitised: links and pictures with
    http(s) addresses only, no attributes but theirs.

    Args:
        fragment_html: the serialised article node; comments in it mark what to cut and are never shown.
        base_url: address of the page, for relative links; may be ``""``.
        rules: the site's rules.
        stays: tells of the lines that the rules leave which are text; by default all.

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
    if stays is not None:
        kept = _only(kept, stays([line.text for line in kept]))
    cleaned.body = "\n".join(line.text for line in kept)
    cleaned.html = _sanitise(root, base_url)
    return cleaned


def _only(lines: list[blocks.Line], stays: Sequence[bool]) -> list[blocks.Line]:
    for line, stay in zip(lines, stays, strict=True):
        if not stay:
            line.node.decompose()
    return [line for line, stay in zip(lines, stays, strict=True) if stay]


def merged(parts: Sequence[Cleaned]) -> Cleaned:
    """The pages of one article as one: texts in order, each picture once, what the first page says of it first."""
    if len(parts) == 1:
        return parts[0]
    images = {image.url: image for part in reversed(parts) for image in reversed(part.images)}
    whole = Cleaned(
        body="\n".join(part.body for part in parts if part.body),
        html="\n".join(part.html for part in parts if part.html),
        images=list(reversed(images.values())),
        editor=next((part.editor for part in parts if part.editor), None),
        authors=next((part.authors for part in parts if part.authors), []),
        alternative_headline=next((part.alternative_headline for part in parts if part.alternative_headline), None),
        publisher=next((part.publisher for part in parts if part.publisher), None),
    )
    for position, image in enumerate(whole.images):
        image.position = position
    return whole


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
    lines = _without_lists(lines, rules)
    found = [_matching(line, "anywhere", rules) for line in lines]
    _scan(lines, found, reversed(range(len(lines))), "end", _END, rules)
    _scan(lines, found, range(len(lines)), "start", _START, rules)
    kept = []
    credits_ = byline.Credits()
    for line, hit in zip(lines, found, strict=True):
        if hit is None or hit.rule.kind == "keep":
            kept.append(line)
        else:
            _take(hit, credits_, cleaned)
            line.node.decompose()
    cleaned.editor = ",".join(dict.fromkeys(credits_.editors or credits_.deputies)) or None
    cleaned.authors = list(dict.fromkeys(credits_.authors))
    return _without_titles(kept, rules)


def _scan(
    lines: list[blocks.Line], found: list[Hit | None], order: Iterable[int], where: Where, size: int, rules: CleanRules
) -> None:
    """Match the lines of an end. Boilerplate does not count towards its size: a long tail of it is still the end."""
    size = min(size, max(_LEAST_END, len(lines) // 3))
    for index in order:
        hit = found[index] = found[index] or _matching(lines[index], where, rules)
        size -= hit is None or hit.rule.kind == "keep"
        if not size:
            return


def _matching(line: blocks.Line, where: Where, rules: CleanRules) -> Hit | None:
    return rules.lines[where].match(line) if len(line.text) <= _LONGEST_BOILERPLATE else None


def _take(hit: Hit, credits_: byline.Credits, cleaned: Cleaned) -> None:
    """Put what a line says into its field."""
    rule, match = hit
    if rule.kind == "credits":
        said = byline.credit_line(match[0]) or byline.Credits()
        credits_.editors += said.editors
        credits_.deputies += said.deputies
        credits_.authors += said.authors
        cleaned.publisher = cleaned.publisher or said.publisher
    elif rule.kind == "editor":
        credits_.editors += byline.editor_names(match[1])
    elif rule.kind == "credit":
        credits_.deputies += byline.editor_names(match[1])
    elif rule.kind == "original":
        cleaned.alternative_headline = cleaned.alternative_headline or match[1]
    elif rule.kind == "source":
        cleaned.publisher = cleaned.publisher or match[1].strip()


def _is_heading(line: blocks.Line, rules: CleanRules) -> bool:
    return len(line.text) <= _LONGEST_HEADING and rules.related.match(line) is not None


def _without_lists(lines: list[blocks.Line], rules: CleanRules) -> list[blocks.Line]:
    """Take out headings of lists of other articles with the links that follow them; a heading of text stays."""
    kept: list[blocks.Line] = []
    index = 0
    while index < len(lines):
        end = index + 1
        if _is_heading(lines[index], rules):
            while end < len(lines) and lines[end].linked:
                end += 1
            if end > index + 1 or end == len(lines):
                for line in lines[index:end]:
                    line.node.decompose()
                index = end
                continue
        kept.append(lines[index])
        index += 1
    return kept


def _without_titles(lines: list[blocks.Line], rules: CleanRules) -> list[blocks.Line]:
    """The same where the links are lost: a heading after which nothing comes but titles, to the end."""
    for index in range(max(0, len(lines) - _END), len(lines)):
        if _is_heading(lines[index], rules) and all(map(_is_title, lines[index + 1 :])):
            for line in lines[index:]:
                line.node.decompose()
            return lines[:index]
    return lines


def _is_title(line: blocks.Line) -> bool:
    return len(line.text) <= _LONGEST_TITLE and _SENTENCE_END.search(line.text) is None


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
