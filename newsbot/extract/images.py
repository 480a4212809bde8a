"""The pictures of a fragment: which belong to the article, where they really are, what is said under them."""

import json
import re
from urllib.parse import parse_qsl, urljoin, urlsplit

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
_WIDTHS = re.compile(r"\s\d{2,6}w\s*(?:,|$)")
_LENGTH = re.compile(r"(\d+)(?:\.\d+)?\s*(?:px)?")
_LONGEST_LENGTH = 20
_SMALLEST, _SMALL = 5, 60
"""Pixels; a picture with one declared side below the first is a tracking pixel or a spacer line, with both below the
second an icon."""
_NO_PICTURE = re.compile(
    r"(?:^|[/_.-])(?:logos?|icons?|avatars?|gravatar|favicon|sprites?|emojis?|smil(?:ey|ies))(?:[/_.@-]|\d)",
    re.IGNORECASE,
)
"""In the path of what is mostly no article's picture; but a company's sign is the picture of news about it."""
_SIGN = re.compile(
    r"(?:logos?|icons?|avatars?|gravatar|favicon|sprites?|emojis?|smil(?:ey|ies))[\d@x_-]*", re.IGNORECASE
)
"""A whole file name."""
_LARGE = 200
"""Pixels of the longer side of a picture that is no sign of the site's."""
_SIZE = re.compile(r"[_-]?(?<!\d)\d{2,4}x\d{2,4}(?!\d)|(?<=/)[wh](?:idth|eight)?[_=-]?\d{2,4}(?=/)", re.IGNORECASE)
_SIZE_KEYS = frozenset((
    "w", "h", "width", "height", "quality", "q", "resize", "size", "fit", "crop", "auto", "format", "fm", "dpr", "ve",
    "tl",
))  # fmt: skip
"""Parts of an address that choose a size of the same picture."""
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
    known: set[str] = set()
    captions = _outermost(rules.caption.select(root))
    around = _by_ancestor(captions)
    for img in (tag for tag in tags(root) if tag.name == "img"):
        url = _address(img, base_url)
        if url is None or _is_unwanted(img, url, rules, around) or _picture_of(url) in known:
            img.decompose()
            continue
        known.add(_picture_of(url))
        alt = " ".join(str(img.get("alt") or "").split()) or None
        caption = _caption(img, root, around)
        images[url] = ArticleImage(url=url, position=len(images), caption=caption, alt=alt)
        img.attrs = {"src": url, "alt": alt or ""}
    for orphan in captions:
        orphan.decompose()
    return list(images.values())


def _outermost(elements: list[Tag]) -> list[Tag]:
    ids = {id(element) for element in elements}
    return [element for element in elements if ids.isdisjoint(map(id, element.parents))]


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
    lazy = [value for name in _LAZY if (value := _listed(_attribute(img, name))) and not value.startswith("data:")]
    sets = [_largest(_attribute(img, name)) for name in ("data-srcset", "srcset")]
    picture = next(
        (above for _, above in zip(range(_CLIMB), img.parents, strict=False) if above.name == "picture"), None
    )
    if picture is not None:
        sets += [_largest(_attribute(source, "srcset")) for source in picture.find_all("source")]
    others = [candidate for candidate in [*lazy, *sets] if candidate]
    if not src or src.startswith(("data:", "about:", "#")):
        return others
    largest = _largest(_attribute(img, "srcset")) if _WIDTHS.search(_attribute(img, "srcset")) else ""
    if largest and _picture_of(largest) == _picture_of(src):  # the greatest width is at least that of ``src``
        return [largest, src]
    return [*others, src] if others and _PLACEHOLDER.search(src) else [src, *others]


def _listed(value: str) -> str:
    """The address in a lazy loader's attribute; of a JSON map (address to what it is) the first."""
    if not value.startswith(("{", "[")):
        return value
    try:
        found = json.loads(value)
    except (ValueError, RecursionError):
        return ""
    first = next(iter(found), None) if isinstance(found, dict | list) else None
    return first if isinstance(first, str) else ""


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


def _sides(img: Tag) -> list[int]:
    """The declared width and height, in pixels, as far as they are."""
    values = (_attribute(img, name) for name in ("width", "height"))
    found = (_LENGTH.fullmatch(value) for value in values if len(value) <= _LONGEST_LENGTH)
    return [int(side[1][:6]) for side in found if side is not None]


def _is_unwanted(img: Tag, url: str, rules: CleanRules, captions: dict[int, list[Tag]]) -> bool:
    sides = _sides(img)
    if any(side < _SMALLEST for side in sides) or (len(sides) == 2 and max(sides) < _SMALL):
        return True
    path = urlsplit(url).path
    if rules.image.search(url):
        return True
    if not _NO_PICTURE.search(path):
        return False
    stem = path.rpartition("/")[2].partition(".")[0]
    return bool(_SIGN.fullmatch(stem)) or not (max(sides, default=0) >= _LARGE or _is_figure(img, captions))


def _is_figure(img: Tag, captions: dict[int, list[Tag]]) -> bool:
    """Whether it is set as an article's picture is: in a figure, or with a caption."""
    for _, around in zip(range(_CLIMB), img.parents, strict=False):
        if len(around.find_all("img", limit=2)) > 1:
            return False
        if around.name == "figure" or id(around) in captions:
            return True
    return False


def _picture_of(url: str) -> str:
    """What addresses of one picture in several sizes have in common."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    query = [(key, value) for key, value in parse_qsl(parts.query) if key.lower() not in _SIZE_KEYS]
    return f"{parts.hostname}{_SIZE.sub('', parts.path)}?{query}"


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
