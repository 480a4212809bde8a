"""The meta elements of a page, and which of their many names mean what."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from newsbot.extract.dom import one_line

Metas = dict[str, list[str]]
"""Contents by name, property or itemprop in lower case, in the order of the page."""

_MAX_METAS, _MAX_VALUES = 2_000, 50
_LONGEST = 5_000

TITLES = (
    "og:title", "twitter:title", "twitter:text:title", "headline", "title", "dc.title", "dcterms.title",
    "parsely-title", "sailthru.title", "cxenseparse:title", "mediator_title", "articletitle",
)  # fmt: skip
AUTHORS = (
    "author", "article:author", "og:article:author", "byl", "parsely-author", "sailthru.author", "dc.creator",
    "dcterms.creator", "citation_author", "cxenseparse:author", "article:author_name", "article.author",
    "mediator_author",
)  # fmt: skip
SITES = (
    "og:site_name", "og:site:name", "application-name", "apple-mobile-web-app-title", "al:ios:app_name", "twitter:site",
)  # fmt: skip
PUBLISHERS = (
    "og:site_name", "og:site:name", "application-name", "dc.publisher", "dcterms.publisher", "mediaid", "source",
)  # fmt: skip
LANGUAGES = ("content-language", "dc.language", "dcterms.language", "og:locale")
_MODIFIED = frozenset((
    "article:modified_time", "article:modified:time", "og:updated_time", "datemodified", "lastmod", "last-modified",
    "dcterms.modified", "dc.date.modified", "article:modified", "modifydate", "weibo: article:update_at",
))  # fmt: skip
_TIME = re.compile(
    r"^(?:a?pub|publish|published|publication|releas|issu|creat|post)(?:e|ed)?[\w.:-]{0,2}(?:time|date|at)?$"
    r"|publi\w{0,9}[\W_]{0,2}(?:time|date)|pub-?_?date|(?:^|[.:_-])date[.:_-]?(?:issued|published|created)?$"
    r"|create_at$|^og:time$|originalpublicationdate|releasedate",
)
_SURE_TIME = re.compile(r"published_time|datepublished|pub(?:lish)?-?_?date|publication_?date|publish[\w:]{0,4}time")
_NO_TIME = re.compile(r"modif|updat|expir|build|revis|crawl|valid|accessed|reading|timezone")


def read(tree: HtmlElement) -> Metas:
    """The meta elements that say something; at most 2,000 are read."""
    found: Metas = {}
    for element in islice(tree.iter("meta"), _MAX_METAS):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if name and (content := one_line((element.get("content") or "")[:_LONGEST])):
            values = found.setdefault(name.strip().lower(), [])
            if len(values) < _MAX_VALUES:
                values.append(content)
    return found


def values(metas: Metas, names: tuple[str, ...], each: int = 2) -> list[str]:
    """The contents of the elements of these names, at most ``each`` of one."""
    return [text for name in names for text in metas.get(name, ())[:each]]


def times(metas: Metas) -> Iterator[tuple[str, bool, bool]]:
    """What may be a time: its text, whether it is that of a change, whether its name leaves no doubt."""
    for name, contents in metas.items():
        modified = name in _MODIFIED
        if modified or (_TIME.search(name) and not _NO_TIME.search(name)):
            for text in contents[:2]:
                yield text, modified, modified or bool(_SURE_TIME.search(name))
