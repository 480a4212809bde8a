"""Any other site: all that the page gives for a field, weighed. Here it is gathered; `newsbot.extract` decides."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Any, ClassVar

from lxml.etree import XPath
from web_poet import field

from newsbot import urls
from newsbot.extract import dom, headline, language, linked_data, metas, people, published, tags
from newsbot.extract.body import article_html
from newsbot.extract.headline import letters
from newsbot.extract.lines import Line, Lines
from newsbot.finance import linked_data as securities
from newsbot.items import Address, TickerMention
from newsbot.pages.base import CHINA, ArticlePage

_JSON_LD = XPath("//script[contains(@type, 'ld+json')]/text()")
_MICRODATA = XPath("//*[@itemprop]")

_ALTERNATIVE = re.compile(r"^\W{0,3}(?:本文)?(?:原标题|原標題|原题)\s*[:：]\s*(?:《(.{4,120}?)》|(.{4,120}?)[)）】]?$)")
_TITLE_TAIL = re.compile(r"\s*[|_–—-]\s*")
_CJK = re.compile(r"[\u3400-\u9fff]")
_DAY_FIRST = re.compile(r"(?!en|zh|ja|ko)[a-z]{2,3}\b|en-(?:gb|au|nz|ie|in|za|sg|hk)", re.IGNORECASE)
_EITHER_WAY = re.compile(r"(?<!\d)\d\d?[/.-]\d\d?[/.-](?:19|20)\d\d")
_CHINESE_SITES = (".cn", ".hk", ".tw")
_MAX_LINKS = 2_000
_LONGEST_SUBTITLE = 150
_LONGEST_TIME = 40
_ABOVE = 4
"""Lines above the headline among which byline and source may stand."""


class GenericArticlePage(ArticlePage):
    """An article of a site without a class of its own."""

    parser: ClassVar[str] = "generic/2"

    @cached_property
    def _metas(self) -> metas.Metas:
        return metas.read(self.tree)

    @cached_property
    def meta(self) -> dict[str, str]:
        """First content that is not blank of each meta element."""
        return {name: contents[0] for name, contents in self._metas.items()}

    @cached_property
    def _title(self) -> str:
        element = next(self.tree.iter("title"), None)
        return "" if element is None else dom.one_line(element.text or "")[: headline.MAX_TITLE]

    @cached_property
    def _things(self) -> list[dict[str, Any]]:
        return linked_data.things(dom.strings(_JSON_LD, self.tree))

    @cached_property
    def _linked(self) -> dict[str, Any]:
        """The page's article as JSON-LD gives it, with what only microdata gives."""
        own = linked_data.article(self._things, self._title)
        return linked_data.microdata(dom.elements(_MICRODATA, self.tree)) | own

    def _linked_texts(self, name: str) -> list[str]:
        return linked_data.texts_of(self._linked, name, self._things)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.tree)

    @property
    def addresses(self) -> list[Address]:
        """``rel=canonical``, ``og:url`` and the AMP page."""
        return list(self._addresses)

    @cached_property
    def _addresses(self) -> list[Address]:
        links: dict[str, str] = {}
        for element in islice(self.tree.iter("link"), _MAX_LINKS):
            links.setdefault(element.get("rel") or "", element.get("href") or "")
        return self.own_addresses([links.get("canonical"), self.meta.get("og:url")], [links.get("amphtml")])

    @cached_property
    def _site_names(self) -> list[str]:
        """What the site calls itself: its metas, the publisher, its domain."""
        domain = urls.site_of(self.base_url) if self.base_url else ""
        named = [*metas.values(self._metas, metas.SITES), *self._linked_texts("publisher")]
        return [*(name.lstrip("@") for name in named), domain, domain.partition(".")[0]]

    @cached_property
    def _headline(self) -> str | None:
        claims = [*self._linked_texts("headline")[:1], *metas.values(self._metas, metas.TITLES)]
        claims = list(dict.fromkeys(claims))
        shown = headline.shown(self.tree, self._lines, [*claims, self._title])
        return headline.choose(shown, claims, self._title, self._site_names, self._originals)

    @cached_property
    def _originals(self) -> list[str]:
        """What 原标题 lines name."""
        told = (_ALTERNATIVE.match(line.text) for line in self._lines.items if "题" in line.text or "題" in line.text)
        return [match[1] or match[2] for match in told if match]

    @field
    def headline(self) -> str | None:
        """The headline shown, where the page's titles bear it out; else the one most of them agree on."""
        return self._headline

    @cached_property
    def _at(self) -> int | None:
        """Number of the line that is the headline."""
        return headline.line_of(self.headline, self._lines) if self.headline else None

    @cached_property
    def _head(self) -> list[Line]:
        """The lines about the headline."""
        return [self._lines.items[number] for number in self._head_numbers]

    @cached_property
    def _head_numbers(self) -> list[int]:
        at = self._at
        return [] if at is None else [*range(max(0, at - _ABOVE), at + 1), *self._lines.below(at)]

    @field
    def alternative_headline(self) -> str | None:
        """The original headline of a reprint, or the second one the data give."""
        second = (text for text in self._linked_texts("alternativeHeadline") if len(text) <= _LONGEST_SUBTITLE)
        own = letters(self.headline or "")
        return next((text for text in (*self._originals, *second) if letters(text) != own), None)

    @field
    def description(self) -> str | None:
        """The teaser."""
        names = ("description", "og:description", "twitter:description", "dc.description")
        own = letters(self.headline or "")
        found = (*metas.values(self._metas, names), *self._linked_texts("description"))
        return next((text for text in found if letters(text) != own), None)

    @cached_property
    def _is_chinese(self) -> bool:
        site = urls.site_of(self.base_url or "")
        return (self.in_language or "").startswith("zh") or site.endswith(_CHINESE_SITES)

    @cached_property
    def wall_zone(self) -> str:
        """The zone of times without one: as told; where nobody told it, that of China for a Chinese page, for another
        that which its data show, else UTC.
        """
        if self.zone or self._is_chinese:
            return self.zone or CHINA
        raws = (text for texts in self._metas.values() for text in texts if len(text) <= _LONGEST_TIME)
        return published.own_zone([*self._linked_texts("datePublished"), *raws]) or "UTC"

    @cached_property
    def _claimed_times(self) -> list[published.Evidence]:
        """The times of structured data and metas."""
        zone, day_first = self.wall_zone, self._day_first
        found: list[published.Evidence] = []
        for name, modified in (("datePublished", False), ("dateModified", True)):
            for raw in self._linked_texts(name)[:2]:
                found += published.claimed(raw, published.LINKED, zone, modified=modified, day_first=day_first)
        for raw, modified, sure in metas.times(self._metas):
            weight = published.META if sure else published.VAGUE_META
            found += published.claimed(raw, weight, zone, modified=modified, day_first=day_first)
        return found

    @cached_property
    def _day_first(self) -> bool | None:
        return True if _DAY_FIRST.match(self.in_language or "") else None

    @cached_property
    def _times(self) -> list[published.Evidence]:
        """Every time the page gives."""
        claimed = self._claimed_times
        shown = published.near(self._lines, self._at, self.wall_zone, day_first=self._day_first)
        if self._day_first is None and any(_EITHER_WAY.search(line.text) for line in self._head):
            # 03/04/2026: the order in which the day is one that something else names
            known = {item.text[:10] for item in claimed} | (
                {self._address_day[0].isoformat()} if self._address_day else set()
            )
            for order in (True, False):
                read = published.near(self._lines, self._at, self.wall_zone, day_first=order)
                shown += [item for item in read if item not in shown and item.text[:10] in known]
        return [*claimed, *shown]

    @cached_property
    def _address_day(self) -> tuple[date, str] | None:
        return published.in_address(self.base_url)

    @cached_property
    def _published(self) -> tuple[str | None, str | None]:
        return published.decide(self._times, self._address_day, sure=self.zone is not None or self._is_chinese)

    @field
    def date_modified(self) -> str | None:
        """As the page's data says; not before it was published."""
        changes = sorted((item for item in self._times if item.modified), key=lambda item: -item.weight)
        first = self._published[0]
        return next((item.text for item in changes if not first or item.text[:10] >= first[:10]), None)

    @field
    def authors(self) -> list[str]:
        """Names of people, or of the agency alone: those the data name, unless none of them stands by the headline
        where a byline names others.
        """
        tails = [part for part in _TITLE_TAIL.split(self._title)[1:] if part]
        own = [*self._site_names, *tails]
        named = people.credited([*self._linked_texts("author"), *self._linked_texts("creator")], own)
        if not named:
            values = metas.values(self._metas, metas.AUTHORS, 10)
            named = people.credited((name for name in values if not any(tail.startswith(name) for tail in tails)), own)
        about = letters(" ".join(line.text for line in self._head))
        if any(letters(name) in about for name in named):
            return named
        shown = people.byline_of(self._head, self._lines) or people.of_mailbox(
            self._metas.get("author", ()), self._head
        )
        known = {letters(name) for name in own}
        return [name for name in shown if letters(name) not in known] or named

    @field
    def editor(self) -> str | None:
        """责任编辑, else 编辑, also where the line stands outside the article node."""
        return ",".join(people.editor_of(self._lines.items)) or None

    @field
    def publisher(self) -> str | None:
        """来源 as shown, else the medium."""
        if _CJK.search(self._title or self.headline or ""):
            for text, following in self._pairs():
                if name := people.source(text, following) or people.slash_source(text):
                    return name
        named = (*self._linked_texts("publisher"), *metas.values(self._metas, metas.PUBLISHERS))
        return next(iter(named), None)

    def _pairs(self) -> Iterator[tuple[str, str]]:
        """Lines that may name the source, each with the next: those by the headline, then all."""
        everything = self._lines.items
        labelled = (number for number, line in enumerate(everything) if "来源" in line.text or "來源" in line.text)
        for number in (*self._head_numbers, *labelled):
            following = everything[number + 1].text if number + 1 < len(everything) else ""
            yield everything[number].text, following

    @field
    def section(self) -> str | None:
        """The section."""
        names = ("article:section", "og:article:section", "section")
        said = [*self._linked_texts("articleSection"), *metas.values(self._metas, names)]
        return tags.section(said, self._lines, self._at, self.headline or "")

    @field
    def keywords(self) -> list[str]:
        """The tags; a list that only repeats the title is none."""
        said = self._linked_texts("keywords") or next(
            (self._metas[name] for name in ("news_keywords", "keywords", "article:tag") if name in self._metas), []
        )
        return tags.keywords(said, (self.headline or "", self._title))

    @cached_property
    def _language(self) -> str | None:
        declared = [
            self.tree.get("lang") or "",
            *metas.values(self._metas, metas.LANGUAGES),
            *self._linked_texts("inLanguage"),
        ]
        return language.choose(declared, [line.text for line in self._lines.items])

    @field
    def in_language(self) -> str | None:
        """BCP 47 language: as declared, unless the text is in another script."""
        return self._language

    @field
    def tickers(self) -> list[TickerMention]:
        """Securities the article's data name."""
        return securities.find(self._linked)

    @field
    def article_body_html(self) -> str | None:
        """The text and its pictures, without what stands between them."""
        return article_html(self.tree, headline=self.headline)
