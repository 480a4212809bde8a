"""Any other site: structured data first, then meta elements, then what the page looks like."""

import json
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, ClassVar

import lxml.html
from lxml.etree import XPath
from web_poet import field

from newsbot import dates
from newsbot.extract import dom
from newsbot.extract.density import article_node
from newsbot.items import Address
from newsbot.pages.base import ArticlePage

_JSON_LD = XPath("//script[@type='application/ld+json']/text()")
_HEADINGS = XPath("//h1")
_TITLE = XPath("string(//title)")
_CANONICAL = XPath("string(/descendant::link[@rel='canonical']/@href)")
_AMP = XPath("string(/descendant::link[@rel='amphtml']/@href)")
_TIMES = XPath("//time/@datetime | //*[@itemprop='datePublished']/@content")
_TIME_TEXTS = XPath(
    "//time | //*[self::span or self::div or self::p or self::td]"
    "[contains(@class, 'time') or contains(@class, 'date') or contains(@id, 'time')]"
)
_BYLINES = XPath("//*[@rel='author' or @itemprop='author']")

_TIME_METAS = (
    "article:published_time", "og:article:published_time", "datepublished", "publishdate", "pubdate",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "date", "weibo: article:create_at",
)  # fmt: skip
_ARTICLE_TYPES = re.compile(
    r"(?:News|Report|Opinion|Analysis\w*|Background\w*|Review\w*|Blog|Tech)?(?:Article|Posting)$"
)
_TITLE_TAIL = re.compile(r"\s*(?:[|_–—]|\s-\s)\s*[^|_–—]{1,40}$")
_MAX_TITLE = 500
_MAX_LD = 500_000
_MAX_LD_DEPTH = 6


class GenericArticlePage(ArticlePage):
    """An article of a site without a class of its own."""

    parser: ClassVar[str] = "generic/1"

    @cached_property
    def _linked_data(self) -> dict[str, Any]:
        """The first JSON-LD object that is an article, else an empty one."""
        for text in dom.strings(_JSON_LD, self.tree):
            if len(text) > _MAX_LD:
                continue
            try:
                data = json.loads(text, strict=False)
            except (ValueError, RecursionError):
                continue
            for thing in _things(data):
                kinds = thing.get("@type")
                if any(isinstance(kind, str) and _ARTICLE_TYPES.match(kind) for kind in _as_list(kinds)):
                    return thing
        return {}

    def _linked_text(self, name: str) -> str | None:
        return next((text for value in _as_list(self._linked_data.get(name)) if (text := _name_of(value))), None)

    def _meta_text(self, *names: str) -> str | None:
        return next((text for name in names if (text := self.meta.get(name))), None)

    @property
    def addresses(self) -> list[Address]:
        """``rel=canonical``, ``og:url`` and the AMP page."""
        return self.own_addresses([self.first(_CANONICAL), self._meta_text("og:url")], [self.first(_AMP)])

    @field
    def headline(self) -> str | None:
        """The structured headline, unless the page shows a fuller one (some metas are cut at a quote mark)."""
        claimed = self._linked_text("headline") or self._meta_text("og:title", "twitter:title")
        title = (self.first(_TITLE) or "")[:_MAX_TITLE]
        shown = self.all(_HEADINGS)
        for heading in shown:
            if (claimed and _agrees(heading, claimed)) or (title and _agrees(heading, title)):
                return heading
        if claimed:
            return claimed
        return shown[0] if len(shown) == 1 else _TITLE_TAIL.sub("", title) or None

    @field
    def description(self) -> str | None:
        """The teaser."""
        found = (self._meta_text("description"), self._meta_text("og:description"), self._linked_text("description"))
        return next((text for text in found if text and text != self.headline), None)

    @cached_property
    def _published(self) -> tuple[str | None, str | None]:
        candidates: list[str | None] = [self._linked_text("datePublished")]
        candidates += [self._meta_text(name) for name in _TIME_METAS]
        candidates += self.all(_TIMES)[:3]
        day: tuple[str | None, str | None] = (None, None)
        for raw in (*candidates, *self.all(_TIME_TEXTS)[:10]):
            text = dates.parse(raw, self.zone)
            if text and not dates.is_day(text):
                return text, raw
            if text and day[0] is None:
                day = text, raw
        return day

    @field
    def date_published(self) -> str | None:
        """The first time that names a minute, else the first day."""
        return self._published[0]

    @field
    def date_published_raw(self) -> str | None:
        """The text it was read from."""
        return self._published[1]

    @field
    def date_modified(self) -> str | None:
        """As the page's data says."""
        raw = self._linked_text("dateModified") or self._meta_text(
            "article:modified_time", "og:updated_time", "datemodified"
        )
        return dates.parse(raw, self.zone)

    @field
    def authors(self) -> list[str]:
        """Names of people; addresses and the site itself are left out."""
        names = [name for value in _as_list(self._linked_data.get("author")) if (name := _name_of(value))]
        if not names:
            names = [
                name
                for name in (self._meta_text("author"), self._meta_text("article:author"), self._meta_text("byl"))
                if name
            ]
        if not names:
            names = self.all(_BYLINES)[:5]
        people = (re.sub(r"^(?:[Bb]y|作者[:：])\s*", "", name) for name in names)
        return list(dict.fromkeys(name for name in people if self._is_person(name)))

    def _is_person(self, name: str) -> bool:
        own = (self.publisher or "").casefold()
        return 1 < len(name) <= 60 and "://" not in name and "@" not in name and name.casefold() != own

    @field
    def publisher(self) -> str | None:
        """The medium."""
        return self._linked_text("publisher") or self._meta_text("og:site_name", "application-name")

    @field
    def section(self) -> str | None:
        """The section."""
        return self._linked_text("articleSection") or self._meta_text("article:section")

    @field
    def keywords(self) -> list[str]:
        """The tags."""
        values = _as_list(self._linked_data.get("keywords")) or [self._meta_text("news_keywords", "keywords")]
        words = (
            dom.one_line(word) for value in values if isinstance(value, str) for word in re.split(r"[,，;；]", value)
        )
        return list(dict.fromkeys(word for word in words if word and word != self.headline))

    @field
    def article_body_html(self) -> str | None:
        """The node that holds the text."""
        node = article_node(self.tree)
        return None if node is None else str(lxml.html.tostring(node, encoding="unicode", with_tail=False))


def _things(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > _MAX_LD_DEPTH:
        return
    if isinstance(data, list):
        for part in data:
            yield from _things(part, depth + 1)
    elif isinstance(data, dict):
        yield data
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _things(data.get(name), depth + 1)


def _as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _name_of(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("name")
    return dom.one_line(value) or None if isinstance(value, str) else None


def _agrees(heading: str, claimed: str) -> bool:
    """Whether one of them contains the other, by letters; a word or two in common is not enough."""
    first, second = (re.sub(r"\W", "", text).casefold() for text in (heading, claimed))
    short, long = sorted((first, second), key=len)
    return len(short) >= 6 and short in long
