"""The pictures of a fragment: which belong to the article, where they really are, what is said under them."""

import re
from urllib.parse import urljoin, urlsplit

from bs4 import Tag

from newsbot.extract.blocks import tags, text_of
from newsbot.extract.rules import CleanRules
from newsbot.items import ArticleImage

_LAZY = (
    "data-src", "data-original", "data-srcs", "data-lazy-src", "data-lazyload", "data-actualsrc", "data-echo",
)  # fmt: skip
"""Attributes in which lazy loaders keep the address, commonest first. ``data-mcesrc`` is none of them: it is the
editor's upload, another file."""

_PLACEHOLDER = re.compile(
    r"(?:^|[/_.-])(?:blank|loading|lazy(?:load)?|placeholder|grey|gray|transparent|1x1|default)[/_.-]", re.IGNORECASE
)
_BETWEEN_CANDIDATES = re.compile(r",\s+|(?<=[wx]),")
_DESCRIPTOR = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)[wx]")
_LENGTH = re.compile(r"\s*(\d+)(?:\.\d+)?\s*(?:px)?\s*")
_SMALLEST = 5
"""Pixels; a picture with a declared side below that is a tracking pixel or a spacer line."""
_CLIMB = 4
"""How many elements up from a picture its caption is looked for: ``figure > div > a > img`` is the deepest seen."""


def collect(root: Tag, base_url: str, rules: CleanRules) -> list[ArticleImage]:
    """The article's pictures in page order, each address once.

    Changes the tree: the ``img`` elements kept have their absolute ``src`` and ``alt`` and nothing else, the others
    are gone; captions are ``figcaption`` elements, in a ``figure`` where the element around holds nothing else.

    Args:
        root: the fragment after its boilerplate was removed.
        base_url: what relative addresses are relative to; ``""`` when unknown: only absolute ones are kept then, and
            those without a scheme become https.
        rules: gives the captions and what is no picture of an article.
    """
    images: dict[str, ArticleImage] = {}
    captions = rules.caption.select(root)
    around = _by_ancestor(captions)
    for img in (tag for tag in tags(root) if tag.name == "img"):
        url = _address(img, base_url)
        if url is None or _is_pixel(img) or rules.image.search(url) or url in images:
            img.decompose()
            continue
        alt = " ".join(str(img.get("alt") or "").split()) or None
        caption = _caption(img, root, around)
        images[url] = ArticleImage(url=url, position=len(images), caption=caption, alt=alt)
        img.attrs = {"src": url, "alt": alt or ""}
    for orphan in captions:
        orphan.decompose()
    return list(images.values())


def _address(img: Tag, base_url: str) -> str | None:
    for candidate in _candidates(img):
        try:
            url = urljoin(base_url, candidate.strip())
            if url.startswith("//"):
                url = f"https:{url}"
            parts = urlsplit(url)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.hostname:
            return url
    return None


def _candidates(img: Tag) -> list[str]:
    """Addresses from the likeliest to the last resort: ``src`` leads unless it only holds the place."""
    src = _attribute(img, "src")
    lazy = [value for name in _LAZY if (value := _attribute(img, name)) and not value.startswith(("data:", "{", "["))]
    sets = [_largest(_attribute(img, name)) for name in ("data-srcset", "srcset")]
    picture = img.parent if img.parent is not None and img.parent.name == "picture" else None
    if picture is not None:
        sets += [_largest(_attribute(source, "srcset")) for source in picture.find_all("source")]
    others = [candidate for candidate in [*lazy, *sets] if candidate]
    if not src or src.startswith(("data:", "about:", "#")):
        return others
    return [*others, src] if others and _PLACEHOLDER.search(src) else [src, *others]


def _attribute(tag: Tag, name: str) -> str:
    value = tag.get(name)
    return value.strip() if isinstance(value, str) else ""


def _largest(srcset: str) -> str:
    """The address of a srcset with the greatest width or density."""
    if srcset.startswith("data:"):
        return ""
    best, widest = "", 0.0
    for candidate in _BETWEEN_CANDIDATES.split(srcset):
        address, _, descriptor = candidate.strip().partition(" ")
        match = _DESCRIPTOR.fullmatch(descriptor.strip())
        width = float(match[1]) if match else 1.0
        if address and width > widest:
            best, widest = address, width
    return best


def _is_pixel(img: Tag) -> bool:
    sides = (_LENGTH.fullmatch(_attribute(img, name)) for name in ("width", "height"))
    return any(side is not None and int(side[1]) < _SMALLEST for side in sides)


def _by_ancestor(captions: list[Tag]) -> dict[int, list[Tag]]:
    """The captions inside each element that can be one around a picture too, by the element's identity."""
    found: dict[int, list[Tag]] = {}
    for caption in captions:
        for _, parent in zip(range(_CLIMB), caption.parents, strict=False):
            found.setdefault(id(parent), []).append(caption)
    return found


def _caption(img: Tag, root: Tag, captions: dict[int, list[Tag]]) -> str | None:
    """The caption in the nearest element that holds this picture and no other."""
    for _, around in zip(range(_CLIMB), img.parents, strict=False):
        if len(around.find_all("img", limit=2)) > 1:
            return None
        if id(around) in captions:
            text = " ".join(filter(None, map(text_of, captions[id(around)]))) or None
            wrapper = _wrapper(around, root, (text or "").replace(" ", ""))
            if wrapper is not None:
                _as_figure(img, wrapper, text)
            return text
        if around is root:
            return None
    return None


def _wrapper(around: Tag, root: Tag, text: str) -> Tag | None:
    """The largest element that holds the picture and the caption's text and nothing else; ``None``: there is none."""
    wrapper = None
    for element in (around, *around.parents):
        if element is root or text_of(element).replace(" ", "") != text or len(element.find_all("img", limit=2)) > 1:
            break
        wrapper = element
    return wrapper


def _as_figure(img: Tag, around: Tag, text: str | None) -> None:
    img.extract()
    around.clear()
    around.name, around.attrs = "figure", {}
    around.append(img)
    if text:
        caption = Tag(name="figcaption")
        caption.string = text
        around.append(caption)
