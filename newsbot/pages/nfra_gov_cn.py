"""金融监管总局: the JSON with an article's text (``SelectByDocId``), for the public page is empty without scripts."""

import html
import json
import re
from functools import cached_property
from typing import Any, ClassVar, cast

import lxml.html
from lxml.etree import XPath
from web_poet import field, handle_urls

from newsbot.errors import EmptyArticle, SoftNotFound
from newsbot.extract.dom import css, one_line
from newsbot.pages.site import SitePage

_SHELL = re.compile(r"\sng-(?:app|controller|bind-html|view)\b")
_CJK = re.compile(r"[\u3400-\u9fff]")


@handle_urls(["nfra.gov.cn", "cbirc.gov.cn"])
class NfraPage(SitePage):
    """The answer of ``SelectByDocId``; what is neither that nor the empty page (a repost) is read as any other."""

    parser: ClassVar[str] = "nfra_gov_cn/1"
    sites: ClassVar[tuple[str, ...]] = ("nfra.gov.cn", "cbirc.gov.cn")
    marks: ClassVar[re.Pattern[bytes] | None] = re.compile(rb"\"docClob\"\s*:")
    headlines: ClassVar[tuple[XPath, ...]] = (css("#docTitle"), css("#docSubtitle"))
    times: ClassVar[tuple[XPath, ...]] = (css("#publishDate"),)

    @cached_property
    def _answer(self) -> dict[str, Any] | None:
        """The JSON answer, ``None`` where the response is something else."""
        if not self.text.lstrip("\ufeff \t\r\n").startswith("{"):
            return None
        try:
            answer = json.loads(self.text.lstrip("\ufeff"), strict=False)
        except (ValueError, RecursionError):
            return None
        return answer if isinstance(answer, dict) else None

    @cached_property
    def _document(self) -> dict[str, Any]:
        data = (self._answer or {}).get("data")
        return data if isinstance(data, dict) else {}

    def _text(self, name: str) -> str:
        value = self._document.get(name)
        return one_line(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else ""

    @cached_property
    def tree(self) -> lxml.html.HtmlElement:
        """The page; of an answer, its fields as elements of their names."""
        if self._answer is None:
            return super().tree
        names = ("docTitle", "docSubtitle", "publishDate")
        shown = "".join(f'<p id="{name}">{html.escape(self._text(name))}</p>' for name in names)
        return lxml.html.document_fromstring(f"<html><body>{shown}</body></html>")

    def refuse(self) -> None:
        """Refuse what has no article by name.

        Raises:
            EmptyArticle: the public page, which scripts fill.
            SoftNotFound: an answer without a document.
        """
        if self._answer is None:
            if _SHELL.search(self.text):
                raise EmptyArticle(
                    "the page is empty without scripts",
                    where=self.page_url,
                    do="Its text is at /cbircweb/DocInfo/SelectByDocId?docId=…, which the nfra spider fetches",
                )
        elif not self._document:
            code, said = self._answer.get("rptCode"), self._answer.get("msg")
            raise SoftNotFound(f"the site answers rptCode {code} ({said}) and no document", where=self.page_url)

    @field
    def source_id(self) -> str | None:
        """``docId``."""
        return self._text("docId") or None

    @field
    def in_language(self) -> str | None:
        """Chinese, but for the English section."""
        if self._answer is None:
            return cast(str | None, super().in_language)
        return "zh-CN" if _CJK.search(self.headline or "") else "en"

    @field
    def article_body_html(self) -> str | None:
        """``docClob``."""
        if self._answer is None:
            return cast(str | None, super().article_body_html)
        clob = self._document.get("docClob")
        return clob if isinstance(clob, str) and clob.strip() else None
