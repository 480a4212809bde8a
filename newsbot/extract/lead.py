"""What belongs to the article and stands before its body: the standfirst and the picture under the headline."""

import html
from collections.abc import Iterator

import lxml.html
from lxml.html import HtmlElement

from newsbot.extract.evidence import ASIDES, HEADINGS, Evidence, squeezed
from newsbot.extract.names import NO_PICTURE
from newsbot.extract.told import Told

_SHORTEST = 40
"""Letters of a standfirst; less is a kicker or a byline."""
_LINKED = 0.3
_LARGEST = 100
"""Elements of a figure; more is a gallery or a player."""
_THUMBNAIL = 150
"""Pixels; a picture with a declared width below that is a portrait or a logo."""
_BLOCKS = HEADINGS | {"p", "div", "li", "section", "blockquote", "td"}


def parts(page: Evidence, chosen: int, heading: int | None, told: Told) -> list[str]:
    """The HTML of the lead picture and of the standfirst, where they stand outside the article node.

    Args:
        page: the page; it is not changed.
        chosen: the article node.
        heading: the headline's element.
        told: what the page's data says; its description is mostly the standfirst.
    """
    if heading is not None and heading < chosen:
        found = [_picture(page, range(heading, chosen))]
        found += _standfirst(page, heading, chosen, told)
    else:
        article = next((number for number in page.around(chosen) if page.tags[number] == "article"), chosen)
        found = [_picture(page, range(article, chosen))]
    return list(filter(None, found))


def _picture(page: Evidence, numbers: range) -> str | None:
    for number in numbers:
        if page.tags[number] != "img":
            continue
        img = page.nodes[number]
        if _is_small(img) or NO_PICTURE.search(page.names(number, numbers.start)):
            continue
        around = [above for above in page.around(number) if above > numbers.start]
        tags = {page.tags[above] for above in around}
        figure = next((above for above in around if page.tags[above] == "figure"), None)
        if tags & (ASIDES | {"noscript"}) or ("a" in tags and figure is None):
            continue
        return _figure(page, img, figure)
    return None


def _is_small(img: HtmlElement) -> bool:
    width = img.get("width", "").removesuffix("px")
    return width.isdecimal() and len(width) < 6 and int(width) < _THUMBNAIL


def _figure(page: Evidence, img: HtmlElement, figure: int | None) -> str:
    """A figure of its own: what else stands in the page's is not text."""
    picture = next((above for above in img.iterancestors() if above.tag == "picture"), img)
    caption = ""
    if figure is not None and page.ends[figure] - figure <= _LARGEST:
        texts = page.nodes[figure].iter("figcaption")
        caption = "".join(
            f"<figcaption>{html.escape(' '.join(text.text_content().split()))}</figcaption>" for text in texts
        )
    return f"<figure>{_html(picture)}{caption}</figure>"


def _html(node: HtmlElement) -> str:
    return str(lxml.html.tostring(node, encoding="unicode", with_tail=False))


def _standfirst(page: Evidence, heading: int, chosen: int, told: Told) -> Iterator[str]:
    """The texts between headline and body that sum the article up; what the body says again is none."""
    seen = ""
    for number in range(page.ends[heading], chosen):
        size = page.sizes[number]
        if size < _SHORTEST or page.links[number] > _LINKED * size or page.tags[number] not in _BLOCKS:
            continue
        text = page.text(number)
        if 2 * size > 3 * len("".join(text.split())):  # Chinese sites repeat the description in a box: it is no text
            continue
        if not told.describes(text):
            continue
        seen = seen or squeezed("".join(page.nodes[chosen].itertext()))
        if squeezed(text) not in seen:
            seen += squeezed(text)
            yield f"<p>{html.escape(text)}</p>"
