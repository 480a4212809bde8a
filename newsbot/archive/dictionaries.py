"""Earlier pages of a site, with which later ones are packed: most of a page is the same on all of them.

The first page of a kind becomes the dictionary of the next ones, whole. One page in `TRIAL`, chosen by its hash, is
also packed with the page before it; where that is clearly smaller the dictionary has grown old (or never was a typical
page), and this page becomes the next one. It costs little: the page itself is then a reference to it. Dictionaries are
packed alone, so that reading a capture never takes more than one of them, and stay while a capture names them.
"""

import hashlib
import json
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

import zstandard

from newsbot import urls
from newsbot.archive.store import Transaction
from newsbot.errors import ArchiveError
from newsbot.items import Capture

PARAMETERS = zstandard.ZstdCompressionParameters(
    window_log=20,
    hash_log=17,
    chain_log=17,
    search_log=3,
    min_match=6,
    target_length=8,
    strategy=zstandard.STRATEGY_LAZY,
)
"""How zstd packs with a dictionary. Against gzip -9, on saved pages of Sina, 163 and guancha with the first of each as
dictionary: level 3 .48 .60 .72, level 5 .44 .55 .64, level 9 .42 .52 .61; these .45 .56 .64, at 1.7 times the CPU of
level 3 (0.3 ms for 65 KB) where level 5 takes 2.3 times and level 9 six."""
ALONE, KEPT = 3, 9
"""zstd levels without a dictionary, and of the dictionaries themselves: 9 packs 6 per cent better and costs five times
the CPU, which is nothing for one page in hundreds."""

TRIAL = 16
"""One page in so many looks for a better dictionary: a fifteenth more CPU, and a changed layout is met after 16 pages
on average."""

BETTER = 0.85
"""How much smaller the trial must be. A new dictionary costs about as much as two pages packed with it, and pages that
come together share more than those of a day apart: most of 0.9 to 1.0 is that."""

SMALLEST, LARGEST = 256, 2**20
"""Bytes of a page that becomes a dictionary: less gains nothing, more costs memory in every process that writes."""

_AT_ONCE = 200
"""Captures read at a time while they are packed anew."""

_HELD = 8
"""Dictionaries a process holds ready: one to three megabytes each for writing."""

_DO = "Restore a backup: captures of this site need it"

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Packed:
    """The bytes that are stored, and the dictionary they need."""

    body: bytes
    dictionary_id: int | None


@dataclass(frozen=True, slots=True)
class _Group:
    """The captures that share dictionaries."""

    site: str
    kind: str
    media_type: str

    @classmethod
    def of(cls, url: str, kind: str, media_type: str | None) -> "_Group":
        essence = (media_type or "").partition(";")[0].strip().lower()
        return cls(urls.site_of(url), "article" if kind == "part" else kind, essence)


def pack(tx: Transaction, capture: Capture, sha256: str) -> Packed:
    """Pack the body of a capture that is about to be stored; ``sha256`` (hex) is that of its body."""
    group = _Group.of(capture.url, capture.kind, capture.media_type)
    fits = SMALLEST <= len(capture.body) <= LARGEST
    current = tx.db.execute(
        "SELECT id, body_sha256 FROM dictionary WHERE site = ? AND kind = ? AND media_type = ?"
        " ORDER BY id DESC LIMIT 1",
        (group.site, group.kind, group.media_type),
    ).fetchone()
    packer = None if current is None else _ready(tx.db, current)
    if packer is None:
        return _begin(tx, group, capture.body, sha256) if fits else Packed(_PLAIN.compress(capture.body), None)
    body = packer.compress(capture.body)
    if fits and int(sha256[:8], 16) % TRIAL == 0:
        rival = _page_before(tx.db, current["id"], capture.url)
        if rival is not None and len(_packer(rival).compress(capture.body)) < BETTER * len(body):
            return _begin(tx, group, capture.body, sha256)
    return Packed(body, current["id"])


def unpack(db: sqlite3.Connection, body: bytes, size: int, dictionary_id: int | None) -> bytes:
    """Return what was packed; never more than one byte above ``size``.

    Raises:
        ArchiveError: the dictionary is damaged.
        zstandard.ZstdError: the body is.
    """
    if dictionary_id is None:
        return _read(body, size)
    row = db.execute("SELECT body_sha256 FROM dictionary WHERE id = ?", (dictionary_id,)).fetchone()
    if row is None:
        raise ArchiveError("is not there, and captures are packed with it", where=f"dictionary {dictionary_id}", do=_DO)
    return _read(body, size, _recent(_pages, row["body_sha256"], lambda: data(db, dictionary_id)))


def release(tx: Transaction, sha256s: Iterable[str], limit: int) -> bool:
    """Pack anew, alone, some of what is packed with pages of these hashes, so that they can be deleted.

    Args:
        limit: how many captures, at most.

    Returns:
        True: there may be more of them.

    Raises:
        ArchiveError: a dictionary is damaged.
    """
    rows = tx.db.execute(
        "SELECT c.id, c.size, c.dictionary_id FROM dictionary d JOIN capture c ON c.dictionary_id = d.id"
        " WHERE d.body_sha256 IN (SELECT value FROM json_each(?)) LIMIT ?",
        (json.dumps(list(sha256s)), limit),
    ).fetchall()
    for row in rows:
        (packed,) = tx.db.execute("SELECT body FROM capture WHERE id = ?", (row["id"],)).fetchone()
        body = _PLAIN.compress(unpack(tx.db, packed, row["size"], row["dictionary_id"]))
        tx.db.execute("UPDATE capture SET dictionary_id = NULL, body = ? WHERE id = ?", (body, row["id"]))
    return len(rows) == limit


def replace(tx: Transaction, sha256: str) -> None:
    """Delete a page of this hash as a dictionary; what is still packed with it is packed anew.

    For pages that must not be kept: ``forget`` is the only one that asks for it, after most was released.

    Raises:
        ArchiveError: the dictionary is damaged.
    """
    while release(tx, [sha256], _AT_ONCE):
        pass
    tx.db.execute("DELETE FROM dictionary WHERE body_sha256 = ?", (sha256,))


def sweep(tx: Transaction) -> int:
    """Delete the dictionaries that no capture names; return how many."""
    return tx.db.execute(
        "DELETE FROM dictionary WHERE NOT EXISTS (SELECT 1 FROM capture WHERE dictionary_id = dictionary.id)"
    ).rowcount


def _ready(db: sqlite3.Connection, current: sqlite3.Row) -> zstandard.ZstdCompressor | None:
    """What packs with a dictionary; ``None`` when that is damaged."""
    try:
        return _recent(_packers, current["body_sha256"], lambda: _packer(data(db, current["id"])))
    except ArchiveError:
        return None  # `verify` tells; what is fetched after the damage must not be lost to it


def _begin(tx: Transaction, group: _Group, page: bytes, sha256: str) -> Packed:
    """Make a page the group's dictionary; the page itself is packed with it too."""
    packed = zstandard.ZstdCompressor(level=KEPT).compress(page)
    cursor = tx.db.execute(
        "INSERT INTO dictionary (site, kind, media_type, made, body_sha256, size, data) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (group.site, group.kind, group.media_type, tx.stamp, sha256, len(page), packed),
    )
    return Packed(_recent(_packers, sha256, lambda: _packer(page)).compress(page), cursor.lastrowid)


def _page_before(db: sqlite3.Connection, dictionary_id: int, url: str) -> bytes | None:
    """The page of another address stored last with this dictionary; other parts of one article say nothing."""
    row = db.execute(
        "SELECT size, body FROM capture WHERE dictionary_id = ? AND url <> ? AND size BETWEEN ? AND ?"
        " ORDER BY id DESC LIMIT 1",
        (dictionary_id, url, SMALLEST, LARGEST),
    ).fetchone()
    if row is None:
        return None
    try:
        return unpack(db, row["body"], row["size"], dictionary_id)
    except (ArchiveError, zstandard.ZstdError):
        return None  # `verify` tells; a damaged page is no reason not to store this one


def data(db: sqlite3.Connection, dictionary_id: int) -> bytes:
    """Return the page that is a dictionary.

    Raises:
        ArchiveError: its bytes are damaged.
    """
    size, sha256, packed = db.execute(
        "SELECT size, body_sha256, data FROM dictionary WHERE id = ?", (dictionary_id,)
    ).fetchone()
    where = f"dictionary {dictionary_id}"
    try:
        page = _read(packed, size)
    except zstandard.ZstdError as error:
        raise ArchiveError(f"the stored bytes are damaged ({error})", where=where, do=_DO) from error
    if hashlib.sha256(page).hexdigest() != sha256:
        raise ArchiveError("the stored bytes are not those of the page it was", where=where, do=_DO)
    return page


def _packer(page: bytes) -> zstandard.ZstdCompressor:
    return zstandard.ZstdCompressor(compression_params=PARAMETERS, dict_data=_raw(page))


def _read(packed: bytes, size: int, page: bytes | None = None) -> bytes:
    # Not kept: readers may be threads. `max_output_size` is ignored when the frame declares a size, so this is bounded.
    unpacker = zstandard.ZstdDecompressor(dict_data=None if page is None else _raw(page))
    return unpacker.stream_reader(packed).read(size + 1)


def _raw(page: bytes) -> zstandard.ZstdCompressionDict:
    return zstandard.ZstdCompressionDict(page, dict_type=zstandard.DICT_TYPE_RAWCONTENT)


def _recent(held: "OrderedDict[str, _T]", sha256: str, make: Callable[[], _T]) -> _T:
    """What is held of a dictionary, made when it is not; keyed by its bytes: the id of one rolled back comes again."""
    with _turn:
        found = held.get(sha256) or make()
        held[sha256] = found
        held.move_to_end(sha256)
        if len(held) > _HELD:
            held.popitem(last=False)
    return found


# Made once, for their tables are larger than most pages. Writers of a process take turns, so one of each is enough.
_PLAIN = zstandard.ZstdCompressor(level=ALONE)
_packers: OrderedDict[str, zstandard.ZstdCompressor] = OrderedDict()
_pages: OrderedDict[str, bytes] = OrderedDict()
_turn = threading.Lock()
