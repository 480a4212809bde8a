"""The further pages of an article that is spread over several: which links lead to them."""

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit

from lxml.etree import XPath
from lxml.html import HtmlElement

from newsbot import urls
from newsbot.extract import dom
from newsbot.extract.dom import one_line

MAX_PAGES = 40
"""Of one article are fetched; the longest picture stories have about 30. More is a pager without an end."""

_LINKS = XPath("//a[@href] | /html/head/link[@rel='next' or @rel='prev'][@href]")
_HREFS = XPath("//@href")
_NEXT = re.compile(
    r"(?:下一?[页頁]|next(?: page)?|page suivante|nächste seite|weiter(?:lesen)?|siguiente|próxima"
    r"|次(?:の|へ|ページ).{0,4}|다음)\W*",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\W*(?:上一?[页頁]|prev(?:ious)?(?: page)?|zurück|(?:page )?précédente|anterior|前(?:の|へ|ページ).{0,4}|이전)\W*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\W*(?:第\s*|page\s*|seite\s*)?(\d{1,2})\s*[页頁]?\W*", re.IGNORECASE)
# /a/123_2.html, /a/123-2.html; /a/123/2, /a/123/page/2, /a/123/p2
_IN_NAME = re.compile(r"(?P<stem>.*[^/_-])[_-](?P<number>\d{1,2})(?P<end>\.[a-z]{3,5})", re.IGNORECASE)
_IN_FOLDER = re.compile(r"(?P<stem>.*?[^/])/(?:(?:page|seite|p)[/_-]?)?(?P<number>\d{1,2})(?P<end>)", re.IGNORECASE)
_IN_QUERY = frozenset(("page", "p", "pg", "pn", "pageno", "seite", "pagina"))
_ELSEWHERE = re.compile(r"comment|reply|related|recommend|sidebar|评论", re.IGNORECASE)
_DATE = re.compile(r"\d{4}[/_-]\d{1,2}$")
"""What is left of ``/2031/10/14`` without its last number: a day, not a page."""
_CLIMB = 6
"""Elements up from a link to where a comment section would be named."""


class _Place(NamedTuple):
    """An address without its page number, and that number (1 where it has none)."""

    stem: tuple[str, str, str]
    number: int


def next_pages(tree: HtmlElement, url: str, first: str | None = None) -> dict[int, str]:
    """Addresses of the pages that follow this one in the same article, by page number, in their order.

    A link counts when its address is this page's with a higher page number (``_2`` before the suffix, a last folder
    ``/2``, a ``page=2``) and it is shown as a pager's: its text is that number or says "next", or it is ``rel=next``.
    So neither the next article nor the second page of the comments is taken for one. ``?p=12`` and ``/story/9`` may be
    pages or articles of that number: they are pages if they link back to the first one. The first page names the
    second.

    Args:
        url: the page's own address.
        first: address of the article's first page, where this one is known to be a further page of it.
    """
    if not _may_point_on(tree, url):
        return {}
    links = [
        (link, target) for link in dom.elements(_LINKS, tree) if _is_pager(link) and (target := _target(link, url))
    ]
    own = _place(url)
    begins = _place(first, numbered=False).stem if first else None
    back = own.stem[1:] != ("", "") and any(_is_first(target, own.stem) for _, target in links)
    if own.stem != begins and not back:  # a front page is the first page of nothing
        own = _place(url, numbered=False)
    found: dict[int, str] = {}
    for link, target in links[: 10 * MAX_PAGES]:
        place = _place(target)
        if place.stem == own.stem and own.number < place.number and _shows(link, place.number):
            found.setdefault(place.number, target)
    if own.number == 1 and 2 not in found:
        return {}
    return dict(sorted(found.items()))


def is_same(asked: str, got: str) -> bool:
    """Whether two addresses are of one page of one article: whatever the scheme and a slash at the end."""
    return _place(asked) == _place(got)


def is_numbered(url: str) -> bool:
    """Whether an address may be that of a further page: it has a page's number."""
    return _place(url).number > 1


def _is_first(target: str, stem: tuple[str, str, str]) -> bool:
    return _place(target, numbered=False).stem == stem or _place(target) == _Place(stem, 1)


def _may_point_on(tree: HtmlElement, url: str) -> bool:
    """Whether any link looks like this page's address with a number; nearly all pages have none, and are done here."""
    stems = {place.stem[1].rpartition("/")[2].partition(".")[0] for place in (_place(url), _place(url, numbered=False))}
    names = "|".join(re.escape(quote(stem, safe="%")) for stem in stems)
    numbered = rf"(?:{names})(?:[_-]\d|/(?:page|seite|p)?[/_-]?\d|(?:\.\w+)?/?\?(?:.*&)?(?:{'|'.join(_IN_QUERY)})=\d)"
    return re.search(f"{numbered}|^\\?", "\n".join(dom.strings(_HREFS, tree)), re.MULTILINE) is not None


def _target(link: HtmlElement, base: str) -> str | None:
    try:
        return urls.canonical(urljoin(base, (link.get("href") or "").strip()))
    except ValueError:
        return None


def _is_pager(link: HtmlElement) -> bool:
    if link.tag == "link" or "next" in (link.get("rel") or "").lower().split():
        return True
    text = one_line(link.text_content())[:40]
    return bool(text) and any(form.fullmatch(text) for form in (_NUMBER, _NEXT, _BACK)) and not _is_elsewhere(link)


def _is_elsewhere(link: HtmlElement) -> bool:
    for _, around in zip(range(_CLIMB), link.iterancestors(), strict=False):
        if _ELSEWHERE.search(f"{around.get('class') or ''} {around.get('id') or ''}"):
            return True
    return False


def _shows(link: HtmlElement, number: int) -> bool:
    """Whether a link whose text is a number shows the one its address has."""
    shown = _NUMBER.fullmatch(one_line(link.text_content())[:40])
    return shown is None or int(shown[1]) == number


def _place(url: str, *, numbered: bool = True) -> _Place:
    """Where an address points, read as that of a page with a number or as a whole."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    query = parse_qsl(parts.query, keep_blank_values=True)
    path = parts.path.rstrip("/")
    if numbered:
        # The last one: in ?p=12&page=2 the first is the article's.
        for at, (name, value) in reversed(list(enumerate(query))):
            if name.lower() in _IN_QUERY and value.isascii() and value.isdigit() and len(value) < 3:
                return _Place((host, path, urlencode(query[:at] + query[at + 1 :])), int(value))
        match = _IN_NAME.fullmatch(path) or _IN_FOLDER.fullmatch(path)
        if match and int(match["number"]) > 1 and not _DATE.search(match["stem"]):
            return _Place((host, match["stem"] + match["end"], urlencode(query)), int(match["number"]))
    return _Place((host, path, urlencode(query)), 1)
