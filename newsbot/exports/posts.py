"""A folder of Markdown posts for Hexo, byte for byte as the RSSHUB-PAGE generator lays them out (its third version).

A post that came in as a post goes out as the bytes that came in, under the name it had.
"""

import hashlib
import html
import json
import re
import sqlite3
import unicodedata
from email.utils import format_datetime
from pathlib import Path, PurePosixPath
from typing import Any

from newsbot import dates
from newsbot.archive import captures
from newsbot.exports.job import Job, as_json

FILE_HEADER = "X-Newsbot-File"
"""Header of the capture of an imported file: its path in the folder that was imported."""

CATEGORY = "金融"
"""The first category of every post."""

_LONGEST_NAME = 255
"""Bytes of a file name on common file systems; the generator loses longer ones without a word."""

_REPLACED = re.compile(r"[:/\\?*“”<>|\[\]]")
"""What the generator turns into ``_``; it does so in the title too, which is not repeated: that loses what it said."""
_DROPPED = re.compile(r"[\n#.]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_PLAIN = re.compile(r"[^\W_][^:#'\"\\]*")
"""What stands in YAML without quotes."""

_NOT_PICTURES = re.compile(
    r"^https?://(?:picsum\.photos/|n\.sinaimg\.cn/finance/cece9e13/20200514/343233024\.png)", re.IGNORECASE
)
"""What the generator puts in the place of a picture: a random one, or Sina's QR code."""

_EXTENDED = (
    "source_id", "source", "site", "alternative_headline", "description", "authors", "editor", "publisher", "section",
    "keywords", "in_language", "date_published_raw", "date_modified", "first_seen", "duplicate_of",
)  # fmt: skip
"""Our own fields, after ``source_url`` and ``tickers``; each is written as JSON, which is YAML."""

_IMPORTED = (
    "SELECT c.id, c.headers FROM revision r JOIN revision_capture rc ON rc.revision_id IN (r.id, r.based_on)"
    " JOIN capture c ON c.id = rc.capture_id WHERE r.id = (SELECT a.revision_id FROM {articles} a WHERE a.id = :id)"
    " AND c.kind = 'import' AND c.media_type = 'text/markdown' ORDER BY rc.part LIMIT 1"
)


def write(job: Job) -> dict[str, int]:
    """Write a post for each article, in folders by category, and return how many; ``unchanged`` are as they came in."""
    job.begin()
    names = _Names(job.db)
    number = unchanged = 0
    for record in job.records():
        imported = _imported(job, record["id"])
        if imported is not None:
            path, data = imported
            unchanged += 1
        else:
            title = job.options.titles.get(record["source"] or "", "")
            path, data = _path(record, title), post(record, title, extended=job.options.extended).encode()
        path = names.claim(path, record["id"])
        target = job.path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        job.on_file(path.as_posix(), len(data), hashlib.sha256(data).hexdigest())
        number += 1
    return {"articles": number, "unchanged": unchanged}


def post(record: dict[str, Any], title: str, *, extended: bool = False) -> str:
    """Return an article as a post.

    The date is RFC 1123 in GMT; a bare day stays one, and what has no date gets none.

    Args:
        record: as `newsbot.archive.records` gives it.
        title: of its source.
        extended: add our own fields to the front matter, which the generator does not have.
    """
    _, site, listed = _categories(record, title)
    image = f"'{_image(record)}'"
    lines = [
        f"title: {quoted(record['headline'])}",
        "categories: ",
        *(f" - {_scalar(category)}" for category in (CATEGORY, site, listed)),
        f"headimg: {image}",
        f"author: {_scalar(site)}",
        "comments: false",
        f"date: {_date(record['date_published'])}".rstrip(),
        f"thumbnail: {image}",
    ]
    if extended:
        own = {"source_url": record["url"], "tickers": [ticker["symbol"] for ticker in record["tickers"]]}
        own |= {name: record[name] for name in _EXTENDED}
        lines += [f"{name}: {as_json(value)}" for name, value in own.items() if value]
    front = "\n".join(lines)
    text = f"\n---\n{front}\n---\n\n<div>   \n{_body(record)}  \n</div>\n            "
    return text.replace("{", "&#123;").replace("}", "&#125;")


def quoted(text: str) -> str:
    """Return a title in the quotes the generator chooses; where its choice would be no YAML, in single ones."""
    text = " ".join(_CONTROL.sub(" ", text).split())
    if "'" in text and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'{}'".format(text.replace("'", "''"))


def file_name(headline: str) -> str:
    """Return the generator's file name of a headline, no longer than file systems allow."""
    stem = _DROPPED.sub("", _REPLACED.sub("_", _CONTROL.sub("", headline))).strip()
    return f"{_shortened(stem or 'untitled', _LONGEST_NAME - 3)}.md"


def _categories(record: dict[str, Any], title: str) -> tuple[str, str, str]:
    """The first is the field, the second the site, the third the site's list: ``新浪财经－國内``."""
    site = re.split(r"\s*[-－–—]\s*", title.strip())[0] or record["site"]
    return CATEGORY, site, title.strip() or record["source"] or record["site"]


def _path(record: dict[str, Any], title: str) -> PurePosixPath:
    folders = [_folder(category) for category in _categories(record, title)]
    return PurePosixPath(*folders, file_name(record["headline"]))


def _folder(category: str) -> str:
    name = _REPLACED.sub("_", _CONTROL.sub("", category)).strip(" .")
    return _shortened(name or "_", _LONGEST_NAME)


def _shortened(text: str, most: int) -> str:
    """Cut a text to so many bytes, never through a character."""
    return text.encode(errors="replace")[:most].decode(errors="ignore")


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and text == text.strip() else quoted(text)


def _image(record: dict[str, Any]) -> str:
    urls = (image["url"] for image in record["images"])
    real = next((url for url in urls if url.startswith("http") and not _NOT_PICTURES.match(url)), "")
    return str(real).replace("'", "%27")


def _date(moment: str | None) -> str:
    if moment is None or dates.is_day(moment):
        return moment or ""
    return format_datetime(dates.to_datetime(moment), usegmt=True)


def _body(record: dict[str, Any]) -> str:
    if record["article_body_html"]:
        return str(record["article_body_html"])
    return "\n".join(f"<p>{html.escape(line, quote=False)}</p>" for line in (record["article_body"] or "").split("\n"))


def _imported(job: Job, article_id: int) -> tuple[PurePosixPath, bytes] | None:
    """Return path and bytes of the post that an article was read from, when it was and they are kept."""
    sql = _IMPORTED.format(articles=job.chosen.articles)
    row = job.db.execute(sql, {"id": article_id, **job.moments}).fetchone()
    if row is None:
        return None
    body = captures.load(job.db, row["id"])
    named = dict(json.loads(row["headers"])).get(FILE_HEADER, "")
    parts = [part for part in PurePosixPath(named).parts if part not in ("/", "..", ".") and not _CONTROL.search(part)]
    if body is None or not parts:
        return None
    return PurePosixPath(*(_shortened(part, _LONGEST_NAME) for part in parts)), body


class _Names:
    """The names given out, held in SQLite: hundreds of thousands take no memory there."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        db.execute("CREATE TEMP TABLE post_name (name TEXT PRIMARY KEY)")

    def claim(self, path: PurePosixPath, article_id: int) -> PurePosixPath:
        """Return the path, with the article's id when its name is taken: also by one that differs in case alone, which
        is the same file on a Mac or in Windows.
        """
        suffix, attempt = Path(path.name).suffix[:20], path
        for tail in ("", f"-{article_id}", *(f"-{article_id}-{number}" for number in range(2, 100))):
            if tail:
                stem = _shortened(path.name.removesuffix(suffix), _LONGEST_NAME - len(f"{tail}{suffix}".encode()))
                attempt = path.with_name(f"{stem}{tail}{suffix}")
            key = unicodedata.normalize("NFKC", attempt.as_posix()).casefold()
            if self._db.execute("INSERT OR IGNORE INTO post_name VALUES (?)", (key,)).rowcount:
                return attempt
        raise AssertionError(f"a hundred names are taken: {path}")
