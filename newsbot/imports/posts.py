"""Markdown posts: those of the RSS archive tool in all its variants, Hexo's and Jekyll's.

The tool's posts hold the HTML of a feed entry between ``<div>`` and ``</div>``, with every brace as an entity; the
others are Markdown. Neither the address of the article nor all characters of its title have survived there.
"""

import hashlib
import re
import sqlite3
import unicodedata
from dataclasses import asdict, dataclass, field
from typing import Any

from markdown_it import MarkdownIt

from newsbot import dates, pages, urls
from newsbot.archive import imported, records, revisions
from newsbot.exports import posts as exports
from newsbot.extract.clean import MAX_FRAGMENT
from newsbot.extract.decode import decode
from newsbot.finance.symbols import is_symbol
from newsbot.imports import frontmatter
from newsbot.imports.frontmatter import PostError, Values
from newsbot.imports.types import SOURCE, Note, Readable, Settings
from newsbot.items import Capture, CrawledArticle, NewsArticle, TickerMention

FILE_HEADER = "X-Newsbot-File"
"""The header of a post's capture that holds the file's path, relative to the folder imported."""

MEDIA_TYPE = "text/markdown"
URN = f"{urls.URN}post:"

_BRACES = (("&#123;", "{"), ("&#125;", "}"))
_PROXY = re.compile(r"https://cors\.zfour\.workers\.dev/\?(?=https?://)")
"""What the tool put before pictures that were not https."""
_LOST = re.compile(r"[:/\\?*“”<>|\[\]]")
"""The characters that the tool wrote as ``_`` in titles."""
_HTML = re.compile(r"\s*<div>.*</div>\s*", re.DOTALL)
_MARK = re.compile(r"\|\s+")
_SINA = "新浪"
_MODIFIED = ("updated", "lastmod", "last_modified_at", "date_modified")
_ADDRESSES = ("source_url", "canonical_url", "url")
_CJK = re.compile(r"[\u3400-\u9fff]")
_GENERATED = frozenset(("title", "categories", "headimg", "author", "comments", "date", "thumbnail"))
"""The front matter of the tool; the title is compared by itself, and the rest hangs on the export's options."""
_PARSER = "post/1"
"""`NewsArticle.parser` of a post that no page object reads: the general rules clean it."""
_SITE, _SINA_SITE, _SINA_PAGE = "post", "sina.com.cn", "sina_com_cn"


@dataclass(slots=True)
class Post:
    """A post as it is written: braces and picture addresses are restored, nothing is cleaned."""

    title: str
    date: str = ""
    author: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    values: Values = field(default_factory=dict)
    """Everything the front matter says."""
    body: str = ""

    @property
    def html(self) -> str:
        """The body as HTML."""
        return self.body if _HTML.fullmatch(self.body) else str(_markdown().render(self.body))

    @property
    def is_sina(self) -> bool:
        """Whether its categories say that it came from Sina."""
        return any(name.startswith(_SINA) for name in self.categories)

    @property
    def section(self) -> str | None:
        """The narrowest category; in a post of ours, where those are the source's, what it says itself."""
        if _ADDRESSES[0] in self.values:
            return self.said("section")
        return self.categories[-1] if self.categories else None

    def said(self, *keys: str) -> str | None:
        """The first of these values of the front matter that is text and not blank."""
        found = (self.values.get(key) for key in keys)
        return next((text for value in found if isinstance(value, str) and (text := value.strip())), None)


def parse(data: bytes) -> Post:
    """Read a post.

    Raises:
        PostError: the file is no post: no front matter, no title; or it is far too large.
    """
    if len(data) > 4 * MAX_FRAGMENT:
        raise PostError(f"{len(data)} bytes, more than {4 * MAX_FRAGMENT}")
    text = decode(data, None).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    matter, body = frontmatter.split(text)
    values: Values = {
        key: _restored(value) if isinstance(value, str) else [_restored(part) for part in value]
        for key, value in frontmatter.read(matter).items()
    }
    title = values.get("title")
    if not isinstance(title, str) or not title.strip():
        raise PostError("no title in its front matter")
    return Post(
        " ".join(title.strip().splitlines()),
        str(values.get("date") or "").strip(),
        _texts(values.get("authors") or values.get("author")),
        [_MARK.sub("", name) for name in _texts(values.get("categories") or values.get("category"))],
        _texts(values.get("tags") or values.get("keywords")),
        values,
        _PROXY.sub("", _restored(body)),
    )


def readable(data: bytes, where: str, name: str, settings: Settings) -> Readable:
    """A post as a record to import.

    Args:
        name: the file's path, relative to the folder that is imported.

    Raises:
        PostError: see `parse`.
    """
    post = parse(data)
    published = dates.parse(post.date, settings.zone)
    address = _address(post)
    url = address or f"{URN}{identity(post, published)}"
    observed = settings.observed(published)
    capture = Capture(url, url, "import", observed or settings.now, 200, MEDIA_TYPE, [(FILE_HEADER, name)], data)
    times = (("`date` is no date or time, so it is undated", post.date),
             ("`updated` is no date or time", post.said(*_MODIFIED)))  # fmt: skip
    notes = tuple(Note(what, text) for what, text in times if text and dates.parse(text, settings.zone) is None)
    return Readable(
        where, len(data), capture, lambda: _article(post, published, capture, settings), observed is not None, notes,
        find=lambda db: _exported_from(db, post, published, address),
    )  # fmt: skip


def identity(post: Post, published: str | None) -> str:
    """What tells a post from every other: hex SHA-256 of its title, its date and its body without white space.

    Not of the file's bytes: the tool drew another picture for the front matter each time it wrote the post.
    """
    parts = (post.title, published or post.date, "".join(post.body.split()))
    return hashlib.sha256("\0".join(unicodedata.normalize("NFC", part) for part in parts).encode()).hexdigest()


def _exported_from(db: sqlite3.Connection, post: Post, published: str | None, address: str | None) -> int | None:
    """The archived article of which our own export makes this very post; ``None``: of none."""
    if address is not None:
        article_id = imported.place(db, address).article_id
        record = None if article_id is None else records.record(db, article_id)
        return article_id if record and _is_export(post, record) else None
    for revision_id in imported.published(db, post.title, published):
        revision = next(revisions.between(db, revision_id, revision_id))
        if _is_export(post, asdict(revision.article)):
            return imported.article_of(db, revision_id)
    return None


def _is_export(post: Post, record: dict[str, Any]) -> bool:
    ours = parse(exports.post(record, "", extended="first_seen" in record).encode())
    same = (ours.title, "".join(ours.body.split())) == (post.title, "".join(post.body.split()))
    return same and all(ours.values.get(key) == value for key, value in post.values.items() if key not in _GENERATED)


def _article(post: Post, published: str | None, capture: Capture, settings: Settings) -> CrawledArticle:
    read = pages.read_fragment(post.html, page=_SINA_PAGE) if post.is_sina else _read_whole(post.html)
    site = _SINA_SITE if post.is_sina else urls.site_of(capture.url) or _SITE
    return CrawledArticle(
        url=capture.url,
        source=settings.source or post.said("source") or SOURCE,
        site=site,
        source_id=post.said("source_id"),
        headline=_headline(post.title, read.alternative_headline),
        alternative_headline=read.alternative_headline or post.said("alternative_headline"),
        description=post.said("description", "excerpt", "summary"),
        authors=_people(post, read),
        editor=read.editor or post.said("editor"),
        publisher=read.publisher or post.said("publisher"),
        section=post.section,
        keywords=list(dict.fromkeys(post.tags)),
        in_language=post.said("lang", "language", "in_language") or read.in_language,
        date_published=published,
        date_published_raw=post.said("date_published_raw") or post.date or None,
        date_modified=dates.parse(post.said(*_MODIFIED), settings.zone),
        parser=read.parser,
        article_body=read.article_body,
        article_body_html=read.article_body_html,
        images=read.images,
        tickers=[*read.tickers, *_named(post)],
        frontier_url=capture.url,
        observed=capture.fetched,
        capture=capture,
    )


def _read_whole(body: str) -> NewsArticle:
    """The article of a body that is all of it: there is no page around it in which to look for the text."""
    language = "zh-CN" if _CJK.search(body) else None
    article = NewsArticle(url="", parser=_PARSER, in_language=language, article_body_html=f"<div>{body}</div>")
    pages.clean_article(article)
    return article


def _headline(title: str, original: str | None) -> str:
    """The title with its lost characters, where the text's own 原标题 is certain to be that title."""
    return original if original and "_" in title and _LOST.sub("_", original) == title else title


def _people(post: Post, read: NewsArticle) -> list[str]:
    """Bylines; the tool wrote the site's name there, which is a category as well."""
    named = [name for name in post.author if name not in post.categories]
    return read.authors or named


def _named(post: Post) -> list[TickerMention]:
    """The symbols that a post of ours lists."""
    return [TickerMention(text, text, "code") for text in _texts(post.values.get("tickers")) if is_symbol(text)]


def _address(post: Post) -> str | None:
    """The article's own address, where the post has kept it."""
    for key in _ADDRESSES:
        text = post.said(key)
        try:
            if text and text.startswith(("http://", "https://", urls.URN)):
                return urls.canonical(text)
        except ValueError:
            continue
    return None


def _restored(text: str) -> str:
    for entity, brace in _BRACES:
        text = text.replace(entity, brace)
    return text.encode("utf-8", "replace").decode()  # YAML can write halves of a surrogate pair


def _texts(value: str | list[str] | None) -> list[str]:
    parts = value if isinstance(value, list) else [value or ""]
    return [text for part in parts if (text := " ".join(part.split()))]


def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")
