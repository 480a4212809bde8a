"""Checks of what was fetched: every hash is that of the bytes beside it."""

import hashlib
import sqlite3
from collections.abc import Iterator

from newsbot.archive import captures, dictionaries, revisions
from newsbot.archive.checking import Fault, Step
from newsbot.dedupe.content import content_sha256
from newsbot.errors import ArchiveError


def revised(step: Step) -> Iterator[Fault]:
    """Every content hash is that of the headline, text and pictures."""
    for chunk in step.chunks("revision"):
        for revision in revisions.between(step.db, *chunk):
            if content_sha256(revision.article) != revision.content_sha256:
                yield Fault(
                    "revision", str(revision.id), "content_sha256 is not that of its headline, text and pictures"
                )


def captured(step: Step) -> Iterator[Fault]:
    """Every page unpacks to the bytes that were fetched; one without bytes says why."""
    for first, last in step.chunks("capture"):
        rows = step.db.execute(
            "SELECT c.id, c.body IS NULL AS empty, c.pruned, c.same_as, c.body_sha256, o.id AS original,"
            " o.body_sha256 AS other_sha256, o.same_as AS further, o.pruned AS other_pruned FROM capture c"
            " LEFT JOIN capture o ON o.id = c.same_as WHERE c.id BETWEEN ? AND ?",
            (first, last),
        ).fetchall()
        for row in rows:
            if what := _capture(step.db, row):
                yield Fault("capture", str(row["id"]), what)


def _capture(db: sqlite3.Connection, row: sqlite3.Row) -> str | None:
    if row["same_as"] is not None:
        if row["further"] is not None or row["other_sha256"] != row["body_sha256"]:
            return f"capture {row['same_as']} is not the one that has its bytes"
        if (row["pruned"] is None) != (row["other_pruned"] is None):
            return f"it and capture {row['same_as']} disagree on whether retention has emptied them"
        return None
    if row["empty"]:
        return None if row["pruned"] else "its bytes are missing"
    if row["pruned"]:
        return "retention has emptied it, but its bytes are there"
    try:
        captures.load(db, row["id"])
    except ArchiveError as error:
        return error.what
    return None


def readable(step: Step) -> Iterator[Fault]:
    """Every text is UTF-8: SQLite does not look, and what reads it would end with an error."""
    tables = step.db.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT GLOB 'sqlite_*'"
    ).fetchall()
    for number, (table,) in enumerate(tables):
        step.on_progress(number, len(tables))
        columns = step.db.execute("SELECT name, type, pk FROM pragma_table_info(?)", (table,)).fetchall()
        keys = [row["name"] for row in columns if row["pk"]] or ["rowid"]
        texts = [row["name"] for row in columns if row["type"] == "TEXT"]
        if not texts:
            continue
        casts = ", ".join(f"CAST({name} AS BLOB)" for name in (*keys, *texts))
        for key_and_texts in step.db.execute(f"SELECT {casts} FROM {table}"):
            wrong = [
                name
                for name, data in zip(texts, key_and_texts[len(keys) :], strict=True)
                if data is not None and not _is_utf8(data)
            ]
            if wrong:
                row = " ".join(data.decode(errors="replace") for data in key_and_texts[: len(keys)])
                yield Fault(table, row, f"{', '.join(wrong)} is not readable text")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def dictionary_pages(step: Step) -> Iterator[Fault]:
    """Every page that others are packed with unpacks by itself."""
    for first, last in step.chunks("dictionary"):
        for row in step.db.execute(
            "SELECT id, size FROM dictionary WHERE id BETWEEN ? AND ?", (first, last)
        ).fetchall():
            try:
                if len(dictionaries.data(step.db, row["id"])) != row["size"]:
                    yield Fault("dictionary", str(row["id"]), f"its page has not the {row['size']} bytes it is said to")
            except ArchiveError as error:
                yield Fault("dictionary", str(row["id"]), error.what)


def totals(step: Step) -> Iterator[Fault]:
    """What `newsbot status` says of the captures is what there is."""
    row = step.db.execute(
        "SELECT t.*, c.*, d.* FROM capture_total t,"
        " (SELECT count(*) AS n, coalesce(sum(length(body)), 0) AS stored, coalesce(sum(size), 0) AS fetched"
        " FROM capture) c, (SELECT count(*) AS made, coalesce(sum(length(data)), 0) AS packed FROM dictionary) d"
    ).fetchone()
    if row is None:
        yield Fault("capture_total", "", "has no row")
        return
    counted = {"captures": "n", "capture_bytes": "stored", "captured_bytes": "fetched", "dictionaries": "made",
               "dictionary_bytes": "packed"}  # fmt: skip
    for name, column in counted.items():
        if row[name] != row[column]:
            yield Fault("capture_total", "", f"{name} is {row[name]}, there are {row[column]}")


def pictured(step: Step) -> Iterator[Fault]:
    """Every picture has the bytes of its hash."""
    for first, last in step.chunks("image", key="rowid"):
        for row in step.db.execute("SELECT sha256, size, data FROM image WHERE rowid BETWEEN ? AND ?", (first, last)):
            if hashlib.sha256(row["data"]).hexdigest() != row["sha256"]:
                yield Fault("image", row["sha256"], "the bytes are not those of its hash")
            elif len(row["data"]) != row["size"]:
                yield Fault("image", row["sha256"], f"has {len(row['data'])} bytes, not {row['size']}")
