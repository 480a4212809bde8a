"""What the page objects of single sites share: a list of places for each field, and the generic evidence behind it."""

import re
from functools import cached_property
from typing import ClassVar

import lxml.html
from lxml.etree import XPath
from web_poet import field

from newsbot import dates
from newsbot.extract import byline, dom, people
from newsbot.extract.dom import one_line
from newsbot.pages.generic import GenericArticlePage

_SOURCE_LABEL = re.compile(r"^(?:文章|本文|信息|稿件)?(?:来源|來源)\s*[:：]\s*")
_AUTHOR_LABEL = re.compile(r"^(?:作者|记者|撰文|文)\s*[:：|｜]\s*")
_BETWEEN_NAMES = re.compile(r"[\s　、,，;；/]+")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


class SitePage(GenericArticlePage):
    """Page object of a known site. Its class says where the fields stand; where nothing stands there, the generic
    evidence decides.

    A layout's class lists only places seen in that layout, each as a path compiled with `newsbot.extract.dom.css`, in
    the order they are tried; the first that is not blank counts.
    """

    headlines: ClassVar[tuple[XPath, ...]] = ()
    times: ClassVar[tuple[XPath, ...]] = ()
    """The time of publication as shown; the first text that is a time counts."""
    sources: ClassVar[tuple[XPath, ...]] = ()
    """来源: the medium; a label before it is left out."""
    writers: ClassVar[tuple[XPath, ...]] = ()
    editors: ClassVar[tuple[XPath, ...]] = ()
    sections: ClassVar[tuple[XPath, ...]] = ()
    """The breadcrumb: its last link is the section."""
    tags: ClassVar[tuple[XPath, ...]] = ()
    bodies: ClassVar[tuple[XPath, ...]] = ()
    """The article node; one without text and picture does not count."""
    pieces: ClassVar[tuple[XPath, ...]] = ()
    """The elements that make up the article where it has no node of its own; they come before ``bodies``."""
    language: ClassVar[str | None] = None
    """Of a site that has only one."""

    @field
    def headline(self) -> str | None:
        """The headline over the text."""
        return self.first(*self.headlines) or super().headline

    @cached_property
    def _published(self) -> tuple[str | None, str | None]:
        for path in self.times:
            for raw in self.all(path):
                if text := dates.parse(raw, self.wall_zone):
                    return text, raw
        return super()._published

    @field
    def publisher(self) -> str | None:
        """The medium the text is from."""
        shown = _SOURCE_LABEL.sub("", self.first(*self.sources) or "")
        return shown or super().publisher

    @field
    def authors(self) -> list[str]:
        """The names where the site shows them."""
        shown = _AUTHOR_LABEL.sub("", self.first(*self.writers) or "")
        if not shown:
            named = people.credited(self._linked_texts("author"), self._site_names) if self._nodes else []
            found: list[str] = named or super().authors
            return found
        names = _BETWEEN_NAMES.split(shown) if _CHINESE.search(shown) else re.split(r",| and ", shown)
        return list(dict.fromkeys(name for part in names if (name := one_line(part))))

    @field
    def editor(self) -> str | None:
        """The names of the editor line where it stands outside the article node; inside, the cleaning finds it."""
        names = [name for path in self.editors for text in self.all(path) for name in byline.editor_names(text)]
        return ",".join(dict.fromkeys(names)) or (None if self._nodes else super().editor)

    @field
    def alternative_headline(self) -> str | None:
        """``None`` where the article node is known: 原标题 is a line of the text, which the cleaning finds."""
        return None if self._nodes else super().alternative_headline

    @field
    def date_modified(self) -> str | None:
        """As the page's data says; what it shows is not looked through for it."""
        changes = sorted((item for item in self._claimed_times if item.modified), key=lambda item: -item.weight)
        return next((item.text for item in changes), None)

    @field
    def section(self) -> str | None:
        """The last link of the breadcrumb."""
        links = [link for path in self.sections for link in self.all(path)]
        return links[-1] if links else super().section

    @field
    def keywords(self) -> list[str]:
        """The tags."""
        shown = [word for path in self.tags for word in self.all(path)]
        return list(dict.fromkeys(shown)) or super().keywords

    @field
    def in_language(self) -> str | None:
        """The site's language where it has only one."""
        return self.language or super().in_language

    @cached_property
    def body_node(self) -> lxml.html.HtmlElement | None:
        """The article node where the site's layout has it."""
        for path in self.bodies:
            for node in dom.elements(path, self.tree):
                if one_line(node.text_content()) or node.find(".//img") is not None:
                    return node
        return None

    @field
    def article_body_html(self) -> str | None:
        """The article node or its pieces, serialised."""
        if not self._nodes:
            found: str | None = super().article_body_html
            return found
        return "".join(str(lxml.html.tostring(node, encoding="unicode", with_tail=False)) for node in self._nodes)

    @cached_property
    def _nodes(self) -> list[lxml.html.HtmlElement]:
        """What the article is made of: the outermost pieces in page order, else its node."""
        for path in self.pieces:
            nodes = dom.elements(path, self.tree)
            if any(one_line(node.text_content()) for node in nodes):
                known = set(nodes)
                return [node for node in nodes if known.isdisjoint(node.iterancestors())]
        return [] if self.body_node is None else [self.body_node]
