"""Raw responses, kept so that every extraction can be repeated."""

import hashlib
import json
import sqlite3

import zstandard

from newsbot.archive.store import Transaction
from newsbot.errors import ArchiveError
from newsbot.items import Capture

LEVEL = 3
"""zstd level. On saved Sina pages level 9 packs 8 per cent better and costs five times the CPU, level 6 three times
for 5 per cent; an earlier page as dictionary gains far more than any level."""

_COMPRESSOR = zstandard.ZstdCompressor(level=LEVEL)
"""Made once: its tables are larger than most pages. Writers of a process take turns, so one is enough."""


def add(tx: Transaction, capture: Capture, run_id: int | None) -> int:
    """Store a response and return its id; bytes equal to the address's last capture are not kept again."""
    sha256 = hashlib.sha256(capture.body).hexdigest()
    same = tx.db.execute(
        "SELECT coalesce(same_as, id) AS id FROM capture WHERE url = ? AND body_sha256 = ? AND pruned IS NULL"
        " ORDER BY id DESC LIMIT 1",
        (capture.url, sha256),
    ).fetchone()
    body = None if same else _COMPRESSOR.compress(capture.body)
    cursor = tx.db.execute(
        "INSERT INTO capture (url, final_url, kind, run_id, fetched, status, media_type, headers,"
        " body_sha256, size, same_as, body)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            capture.url,
            capture.final_url,
            capture.kind,
            run_id,
            capture.fetched,
            capture.status,
            capture.media_type,
            json.dumps(capture.headers, ensure_ascii=False),
            sha256,
            len(capture.body),
            same and same["id"],
            body,
        ),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def load(db: sqlite3.Connection, capture_id: int) -> bytes | None:
    """Return the bytes of a response as it arrived; ``None`` when retention has emptied it.

    Raises:
        ArchiveError: there is no such capture, or its bytes are damaged.
    """
    row = db.execute(
        "SELECT c.body_sha256, c.size, coalesce(o.body, c.body) AS body FROM capture c"
        " LEFT JOIN capture o ON o.id = c.same_as WHERE c.id = ?",
        (capture_id,),
    ).fetchone()
    if row is None:
        raise ArchiveError("there is no such capture", where=f"capture {capture_id}")
    if row["body"] is None:
        return None
    try:
        # `max_output_size` is ignored when the frame declares a size, so the reader is bounded.
        body = zstandard.ZstdDecompressor().stream_reader(row["body"]).read(row["size"] + 1)
    except zstandard.ZstdError as error:
        raise ArchiveError(
            f"the stored bytes are damaged ({error})", where=f"capture {capture_id}", do="Restore a backup"
        ) from error
    if hashlib.sha256(body).hexdigest() != row["body_sha256"]:
        raise ArchiveError(
            "the stored bytes are not those fetched", where=f"capture {capture_id}", do="Restore a backup"
        )
    return body
