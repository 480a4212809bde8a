"""华尔街见闻: the API's JSON of an article or flash, and the public page, which says little without scripts."""

import json
import re
from functools import cached_property
from typing import Any, ClassVar

from web_poet import field, handle_urls

from newsbot import dates
from newsbot.errors import ExtractError, SoftNotFound
from newsbot.items import Address
from newsbot.listings import text
from newsbot.listings.sina_zhibo import headline_of
from newsbot.pages.base import ArticlePage
from newsbot.pages.site import SitePage

_SUCCESS, _ABSENT = "20000", "60301"
_SITES = ("wallstreetcn.com", "wallstcn.com", "awtmt.com")


class WallstreetcnAnswer(ArticlePage):
    """``/apiv1/content/articles/<id>?extract=0`` or ``/apiv1/content/lives/<id>``."""

    parser: ClassVar[str] = "wallstreetcn_com/1"
    marks: ClassVar[re.Pattern[bytes] | None] = re.compile(rb"\A\s*\{\s*\"code\"\s*:\s*(?:\"?\d{5}\b|null)")
    sites: ClassVar[tuple[str, ...]] = _SITES

    @cached_property
    def _answer(self) -> dict[str, Any]:
        try:
            answer = json.loads(self.text)
        except (ValueError, RecursionError):
            answer = None
        return answer if isinstance(answer, dict) else {}

    @cached_property
    def _data(self) -> dict[str, Any]:
        data = self._answer.get("data")
        return data if isinstance(data, dict) else {}

    def _line(self, name: str) -> str | None:
        return text.line(self._data.get(name))

    def refuse(self) -> None:
        """Refuse what the API answers with HTTP 200 in place of an article.

        Raises:
            SoftNotFound: code 60301, the article is deleted or was never there.
            ExtractError: any other code than success.
        """
        code = text.line(self._answer.get("code"))
        reason = f"the site answers code {code}: {text.line(self._answer.get('message')) or 'no reason given'}"
        if code == _ABSENT:
            raise SoftNotFound(reason, where=self.page_url)
        if code != _SUCCESS:
            raise ExtractError(reason if code else "the answer has no code", where=self.page_url)

    @property
    def addresses(self) -> list[Address]:
        """``uri``, the public page."""
        return self.own_addresses([self._line("uri")])

    @property
    def next_pages(self) -> dict[int, str]:
        """None: an answer has the whole text."""
        return {}

    @field
    def headline(self) -> str | None:
        """The title; a flash without one has it in its text."""
        words = text.plain(self.article_body_html)
        return text.plain(self._data.get("title")) or (headline_of(words) if words else None)

    @field
    def description(self) -> str | None:
        """The teaser."""
        return text.plain(self._data.get("content_short"))

    @field
    def authors(self) -> list[str]:
        """The one who signs."""
        author = self._data.get("author")
        return text.keywords([author.get("display_name")]) if isinstance(author, dict) else []

    @field
    def publisher(self) -> str | None:
        """Where the text is from, when not from the site itself."""
        return self._line("source_name")

    @field
    def keywords(self) -> list[str]:
        """The securities and topics it is filed under."""
        tags = self._data.get("asset_tags")
        return (
            text.keywords([tag.get("name") for tag in tags if isinstance(tag, dict)]) if isinstance(tags, list) else []
        )

    @field
    def in_language(self) -> str | None:
        """The site has one."""
        return "zh-CN"

    @field
    def date_published(self) -> str | None:
        """``display_time``, in seconds."""
        return dates.from_timestamp(self._line("display_time"))

    @field
    def date_published_raw(self) -> str | None:
        """``display_time`` as it stands."""
        return self._line("display_time")

    @field
    def article_body_html(self) -> str | None:
        """``content``, which ends in ``content_more``."""
        parts = (self._data.get(name) for name in ("content", "content_more"))
        return text.markup("".join(part for part in parts if isinstance(part, str)))


@handle_urls(list(_SITES))
class WallstreetcnPage(SitePage):
    """The public page of an article, when somebody asks for that."""

    parser: ClassVar[str] = "wallstreetcn_com/2"
    sites: ClassVar[tuple[str, ...]] = _SITES
    language: ClassVar[str | None] = "zh-CN"
