"""Raw responses, kept so that every extraction can be repeated; what retention empties keeps its row."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping

import zstandard

from newsbot.archive import dictionaries
from newsbot.archive.store import Transaction
from newsbot.errors import ArchiveError
from newsbot.items import Capture


def add(tx: Transaction, capture: Capture, run_id: int | None) -> int:
    """Store a response and return its id; bytes equal to the address's last capture are not kept again."""
    sha256 = hashlib.sha256(capture.body).hexdigest()
    same = tx.db.execute(
        "SELECT coalesce(same_as, id) AS id FROM capture WHERE url = ? AND body_sha256 = ? AND pruned IS NULL"
        " ORDER BY id DESC LIMIT 1",
        (capture.url, sha256),
    ).fetchone()
    packed = None if same else dictionaries.pack(tx, capture, sha256)
    cursor = tx.db.execute(
        "INSERT INTO capture (url, final_url, kind, run_id, fetched, status, media_type, headers,"
        " body_sha256, size, same_as, dictionary_id, body)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
            packed and packed.dictionary_id,
            packed and packed.body,
        ),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def has(db: sqlite3.Connection, capture: Capture, *, dated: bool = True) -> bool:
    """Tell whether this very response is stored, of this moment unless nobody knows of which it is (``dated``)."""
    sha256 = hashlib.sha256(capture.body).hexdigest()
    found = db.execute(
        "SELECT 1 FROM capture WHERE url = ? AND body_sha256 = ? AND (fetched = ? OR NOT ?) LIMIT 1",
        (capture.url, sha256, capture.fetched, dated),
    )
    return found.fetchone() is not None


def load(db: sqlite3.Connection, capture_id: int) -> bytes | None:
    """Return the bytes of a response as it arrived; ``None`` when retention has emptied it.

    Raises:
        ArchiveError: there is no such capture, or its bytes or those of its dictionary are damaged.
    """
    row = db.execute(
        "SELECT c.body_sha256, c.size, coalesce(o.body, c.body) AS body,"
        " coalesce(o.dictionary_id, c.dictionary_id) AS dictionary_id"
        " FROM capture c LEFT JOIN capture o ON o.id = c.same_as WHERE c.id = ?",
        (capture_id,),
    ).fetchone()
    if row is None:
        raise ArchiveError("there is no such capture", where=f"capture {capture_id}")
    if row["body"] is None:
        return None
    try:
        body = dictionaries.unpack(db, row["body"], row["size"], row["dictionary_id"])
    except zstandard.ZstdError as error:
        raise ArchiveError(
            f"the stored bytes are damaged ({error})", where=f"capture {capture_id}", do="Restore a backup"
        ) from error
    if hashlib.sha256(body).hexdigest() != row["body_sha256"]:
        raise ArchiveError(
            "the stored bytes are not those fetched", where=f"capture {capture_id}", do="Restore a backup"
        )
    return body


_EXPIRED = "EXISTS (SELECT 1 FROM json_each(:before) k WHERE k.key = {source} AND {capture}.fetched < k.value)"
_MAY_GO = (
    # A body goes when every capture that has it is past its time, and so is every article read from one of them.
    "c.pruned IS NULL AND c.same_as IS NULL AND NOT EXISTS (SELECT 1 FROM capture m LEFT JOIN run ON run.id = m.run_id"
    f" WHERE (m.id = c.id OR m.same_as = c.id) AND (NOT {_EXPIRED.format(source='run.source', capture='m')}"
    "  OR EXISTS (SELECT 1 FROM revision_capture rc JOIN revision r ON r.id = rc.revision_id"
    "   JOIN article a ON a.id = r.article_id"
    f"  WHERE rc.capture_id = m.id AND NOT {_EXPIRED.format(source='a.source', capture='m')})))"
)


def expired(db: sqlite3.Connection, before: Mapping[str, str]) -> list[int]:
    """Return the captures whose bodies may be emptied, by id.

    Args:
        before: by source, the time (UTC text) before which what it fetched is past its time. What no source of these
            fetched (imports, pages of sources that are configured no longer) is kept.
    """
    rows = db.execute(
        "SELECT c.id FROM json_each(:before) k JOIN run f ON f.source = k.key AND f.started < k.value"
        " JOIN capture c ON c.run_id = f.id AND c.fetched < k.value"
        f" WHERE {_MAY_GO} ORDER BY c.id",
        {"before": json.dumps(before)},
    )
    return [row["id"] for row in rows]


def prune(tx: Transaction, capture_ids: Iterable[int], before: Mapping[str, str]) -> int:
    """Empty the bodies of these captures, and of those that point to them, that `expired` would still name.

    Returns:
        How many bodies went.
    """
    named = tx.db.execute(
        f"SELECT c.id FROM capture c WHERE c.id IN (SELECT value FROM json_each(:ids)) AND {_MAY_GO}",
        {"ids": json.dumps(list(capture_ids)), "before": json.dumps(before)},
    ).fetchall()
    for row in named:
        _empty(tx, row["id"])
    return len(named)


def erase(tx: Transaction, capture_ids: Iterable[int]) -> None:
    """Empty the bodies of these captures whatever retention says, also where other pages are packed with one of them.

    Raises:
        ArchiveError: the bytes of a dictionary are damaged.
    """
    for capture_id in capture_ids:
        original, sha256 = tx.db.execute(
            "SELECT coalesce(same_as, id), body_sha256 FROM capture WHERE id = ?", (capture_id,)
        ).fetchone()
        _empty(tx, original)
        dictionaries.replace(tx, sha256)


def _empty(tx: Transaction, capture_id: int) -> None:
    tx.db.execute(
        "UPDATE capture SET body = NULL, dictionary_id = NULL, pruned = coalesce(pruned, ?)"
        " WHERE id = ? OR same_as = ?",
        (tx.stamp, capture_id, capture_id),
    )
