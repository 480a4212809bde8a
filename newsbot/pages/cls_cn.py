"""财联社: ``www.cls.cn/detail/<id>``, read from the data of its script, for its classes change at every build."""

import json
import re
from functools import cached_property
from typing import Any, ClassVar

from lxml.etree import XPath
from web_poet import field, handle_urls

from newsbot.extract import dom
from newsbot.listings import text
from newsbot.listings.sina_zhibo import headline_of
from newsbot.pages.site import SitePage

_DATA = XPath("//script[@id='__NEXT_DATA__']/text()")
_DETAIL = re.compile(r"/detail/(\d{1,12})(?!\d)")
_OWN = re.compile(r"财联社(?:[\u4e00-\u9fff]{0,2}(?:记者|编辑))?")


@handle_urls("cls.cn")
class ClsPage(SitePage):
    """An article or telegraph; without the script's data the generic evidence counts."""

    parser: ClassVar[str] = "cls_cn/1"
    marks: ClassVar[re.Pattern[bytes] | None] = re.compile(rb'"articleDetail"\s*:\s*\{')
    sites: ClassVar[tuple[str, ...]] = ("cls.cn",)
    language: ClassVar[str | None] = "zh-CN"

    @cached_property
    def _detail(self) -> dict[str, Any]:
        """``props.pageProps.articleDetail``; empty where that is not there."""
        for script in dom.strings(_DATA, self.tree):
            try:
                value = json.loads(script)
            except (ValueError, RecursionError):
                continue
            for name in ("props", "pageProps", "articleDetail"):
                value = value.get(name) if isinstance(value, dict) else None
            if isinstance(value, dict):
                return value
        return {}

    def _line(self, name: str) -> str | None:
        return dom.one_line(text.plain(self._detail.get(name)) or "") or None

    @field
    def source_id(self) -> str | None:
        """The number that telegraph and page share."""
        found = _DETAIL.search(self.page_url or self.url)
        return self._line("id") or (found[1] if found else None)

    @field
    def headline(self) -> str | None:
        """The title; a telegraph without one has it in its text."""
        title = text.unbracketed(self._line("title"))
        words = self._line("content")
        return title or (headline_of(words) if words else super().headline)

    @field
    def description(self) -> str | None:
        """The teaser."""
        return self._line("brief") or super().description

    @cached_property
    def _published(self) -> tuple[str | None, str | None]:
        raw = self._line("ctime")
        moment = text.moment(raw, self.wall_zone)
        return (moment, raw) if moment else super()._published

    @field
    def authors(self) -> list[str]:
        """The people who sign; the site's own name, which stands for or before theirs, is left out."""
        author = self._detail.get("author")
        name = text.line(author.get("name")) if isinstance(author, dict) else None
        return text.keywords(re.split(r"[\s、,，]+", _OWN.sub(" ", name))) if name else super().authors

    @field
    def publisher(self) -> str | None:
        """The source, where the data or the page names one."""
        return self._line("source") or super().publisher

    @field
    def article_body_html(self) -> str | None:
        """``content`` with those of ``images`` that do not stand in it."""
        content = text.markup(self._detail.get("content")) or ""
        images = self._detail.get("images")
        links = images if isinstance(images, list) else []
        more = text.pictures([link for link in links if isinstance(link, str) and link not in content])
        return content + more if content else super().article_body_html
