"""Checks that the archive is what it says it is. Read-only; it may run beside the daemon.

Each check reads by key in short transactions, so that a long one holds up no checkpoint, and compares what must agree
within one of them.
"""

import hashlib
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from newsbot.archive import captures, known, reprints, revisions, search
from newsbot.archive.store import lives, open_reader
from newsbot.dedupe import near
from newsbot.dedupe.content import content_sha256
from newsbot.errors import ArchiveError
from newsbot.items import ARTICLE_FIELDS

_AT_ONCE = 200
"""Rows of one step: some megabytes at most, for pictures are read one by one."""

_MOST_TOLD = 1_000
"""Lines of SQLite's own check."""

_WORDS = 4
"""Words of each text of a revision that are looked for in the index …"""

_PLAIN = re.compile("[\u4e00-\u9fa5]+|[a-z0-9]+")
"""… and of what characters: those that every version of SQLite takes for letters."""

_DERIVED = (
    *(name for name in ARTICLE_FIELDS if name not in ("images", "tickers")),
    "revision_id", "content_sha256", "first_seen", "content_changed", "withdrawn", "revision_count", "duplicate_of",
    "duplicate_score",
)  # fmt: skip
"""Columns of ``article`` that follow from the other tables."""

_STAMPED = ("revision", "event", "mention_record", "reprint_record", "withdrawal_record", "listing_entry")
"""Tables whose rows are added in the order of their stamps: id and stamp rise together."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it must be: ``row`` is the key of the row of ``table``, or empty."""

    table: str
    row: str
    what: str
    heals: bool = False
    """The next crawl mends it: it is told, but the archive is sound."""

    def __str__(self) -> str:
        return f"{self.table} {self.row}: {self.what}" if self.row else f"{self.table}: {self.what}"


@dataclass(slots=True)
class Step:
    """What a check needs: the archive, and a place to tell how far it is."""

    path: Path
    db: sqlite3.Connection
    on_progress: Callable[[int, int], None]

    def chunks(self, *tables: str, key: str = "id") -> Iterator[tuple[int, int]]:
        """Yield ranges (from, to) of an integer key that cover the rows of tables, each in a transaction of its own."""
        # One aggregate a query: two would read the whole table.
        ends = [
            self.db.execute(f"SELECT {end}({key}) FROM {table}").fetchone()[0]
            for table in tables
            for end in ("min", "max")
        ]
        if ends.count(None) == len(ends):
            return
        first, last = (which(end for end in ends if end is not None) for which in (min, max))
        for begins in range(first, last + 1, _AT_ONCE):
            self.on_progress(begins - first, last + 1 - first)
            self.db.execute("BEGIN")
            try:
                yield begins, begins + _AT_ONCE - 1
            finally:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")


Check = Callable[[Step], Iterator[Fault]]


def verify(
    path: Path, *, quick: bool = False, on_progress: Callable[[str, int, int], None] = lambda name, done, total: None
) -> Iterator[Fault]:
    """Yield the faults of an archive as they are found; none: it is sound.

    Args:
        quick: leave out what has to read every text, page, picture and index.
        on_progress: called with the name of the check, how much of it is done, and of how much.

    Raises:
        ArchiveError: there is no archive, or it cannot be opened.
    """
    with closing(open_reader(path)) as db:
        for name, check in (_QUICK if quick else {**_QUICK, **_THOROUGH}).items():

            def tell(done: int, total: int, name: str = name) -> None:
                on_progress(name, done, total)

            tell(0, 1)
            try:
                yield from check(Step(path, db, tell))
            except sqlite3.DatabaseError as error:
                yield Fault(name, "", f"cannot be read ({error})")
            if db.in_transaction:
                db.execute("ROLLBACK")
            tell(1, 1)


# --- SQLite's own


def _pages(step: Step, pragma: str = "quick_check") -> Iterator[Fault]:
    for (said,) in step.db.execute(f"PRAGMA {pragma}({_MOST_TOLD})"):
        if said != "ok":
            yield Fault("file", "", str(said))


def _pages_and_indexes(step: Step) -> Iterator[Fault]:
    return _pages(step, "integrity_check")


def _foreign_keys(step: Step) -> Iterator[Fault]:
    for table, row, parent, _ in step.db.execute("PRAGMA foreign_key_check"):
        yield Fault(table, "" if row is None else f"rowid {row}", f"names a row of {parent} that is not there")


# --- derived from other tables


def _articles(step: Step) -> Iterator[Fault]:
    """``article`` is what its revisions, withdrawals and links say."""
    differences = ", ".join(f"a.{name} IS NOT d.{name} AS {name}" for name in _DERIVED)
    for chunk in step.chunks("article"):
        values = {"as_of": "9999", "first": chunk[0], "last": chunk[1]}
        rows = step.db.execute(
            f"SELECT a.id, {differences} FROM article a CROSS JOIN {known.articles('as of')} d ON d.id = a.id"
            " WHERE a.id BETWEEN :first AND :last",
            values,
        )
        for row in rows:
            wrong = [name for name in _DERIVED if row[name]]
            if wrong:
                yield Fault("article", str(row["id"]), f"{', '.join(wrong)} is not what its revisions and links say")
        for row in step.db.execute(
            "SELECT id FROM article WHERE id BETWEEN :first AND :last"
            " AND NOT EXISTS (SELECT 1 FROM revision WHERE article_id = article.id)",
            values,
        ):
            yield Fault("article", str(row["id"]), "has no revision")


def _reprints(step: Step) -> Iterator[Fault]:
    """Links lead to what is no reprint itself and was compared."""
    rows = step.db.execute(
        "SELECT l.article_id, l.original_id, o.duplicate_of AS further, s.score FROM reprint l"
        " LEFT JOIN article o ON o.id = l.original_id LEFT JOIN resemblance s"
        " ON s.article_id = min(l.article_id, l.original_id) AND s.other_id = max(l.article_id, l.original_id)"
    )
    for row in rows:
        name = f"of article {row['article_id']}"
        if row["further"] is not None:
            yield Fault("reprint_record", name, f"leads to article {row['original_id']}, which is a reprint itself")
        if row["score"] is None:
            yield Fault("reprint_record", name, f"leads to article {row['original_id']}, which it does not resemble")


def _fingerprints(step: Step) -> Iterator[Fault]:
    """Every article has a fingerprint of the time it was printed, and one row for each of its bands."""
    for first, last in step.chunks("article"):
        rows = step.db.execute(
            f"SELECT a.id, {reprints.PRINTED} AS date, f.printed, f.bands FROM article a"
            " LEFT JOIN fingerprint f ON f.article_id = a.id WHERE a.id BETWEEN ? AND ?",
            (first, last),
        )
        for row in rows:
            if row["bands"] is None:
                yield Fault("fingerprint", str(row["id"]), "is missing; `newsbot dedupe --rebuild` makes it")
            elif row["printed"] != row["date"]:
                yield Fault("fingerprint", str(row["id"]), "is of another time; `newsbot dedupe --rebuild` mends it")
            elif missing := _bands_missing(step.db, row):
                yield Fault("fingerprint_band", f"of article {row['id']}", f"{missing} are missing")
    (unowned,) = step.db.execute(
        "SELECT count(*) FROM fingerprint_band b WHERE NOT EXISTS"
        " (SELECT 1 FROM fingerprint f WHERE f.article_id = b.article_id)"
    ).fetchone()
    if unowned:
        yield Fault("fingerprint_band", "", f"{unowned} rows are of no article")


def _bands_missing(db: sqlite3.Connection, row: sqlite3.Row) -> int:
    wanted = reprints.band_rows(reprints.unpack(row["bands"]), row["printed"])
    (there,) = db.execute(
        f"SELECT count(*) FROM fingerprint_band WHERE band IN ({','.join('?' * len(wanted))}) AND article_id = ?",
        (*wanted, row["id"]),
    ).fetchone()
    return len(wanted) - int(there)


def _index_rows(step: Step) -> Iterator[Fault]:
    """The search index has one row for each revision, and no other."""
    for first, last in step.chunks("revision", "article_fts_docsize"):
        chunk = {"first": first, "last": last}
        for one, other, what in (
            ("revision", "article_fts_docsize", "is missing"),
            ("article_fts_docsize", "revision", "is of no revision"),
        ):
            within = "id BETWEEN :first AND :last"
            rows = step.db.execute(
                f"SELECT id FROM {one} WHERE {within} EXCEPT SELECT id FROM {other} WHERE {within}", chunk
            )
            for row in rows:
                yield Fault("article_fts", str(row["id"]), what)


# --- stamps and claims


def _stamps(step: Step) -> Iterator[Fault]:
    """Stamps rise with the rows, and none is later than the last one given out."""
    (last,) = step.db.execute("SELECT coalesce(max(last), '') FROM stamp").fetchone()
    for table in _STAMPED:
        column = "at" if table == "event" else "recorded"
        rows = step.db.execute(
            f"SELECT id, stamp, before FROM (SELECT id, {column} AS stamp, lag({column}) OVER (ORDER BY id) AS before"
            f" FROM {table}) WHERE stamp < before OR stamp > ?",
            (last,),
        )
        for row in rows:
            wrong = f"earlier than the row before it, {row['before']}"
            if row["stamp"] > last:
                wrong = f"later than the last stamp given out, {last}"
            yield Fault(table, str(row["id"]), f"{column} {row['stamp']} is {wrong}")
    for (table,) in step.db.execute(
        "SELECT m.name FROM sqlite_schema m WHERE m.type = 'table' AND EXISTS"
        " (SELECT 1 FROM pragma_table_info(m.name) c WHERE c.name = 'retired') ORDER BY 1"
    ).fetchall():
        for row in step.db.execute(f"SELECT id FROM {table} WHERE retired < recorded"):
            yield Fault(table, str(row["id"]), "was retired before it was recorded")


def _claims(step: Step) -> Iterator[Fault]:
    """A claim is of a run that goes on."""
    rows = step.db.execute(
        "SELECT f.url, f.claimed_by, r.process, r.finished FROM frontier f JOIN run r ON r.id = f.claimed_by"
        " WHERE f.claimed_by IS NOT NULL"
    ).fetchall()
    alive = {process: lives(step.path, process) for process in {row["process"] for row in rows}}
    for row in rows:
        if row["finished"] is not None:
            yield Fault("frontier", row["url"], f"is claimed by run {row['claimed_by']}, which is over")
        elif not alive[row["process"]]:
            what = f"is claimed by run {row['claimed_by']}, whose process is gone; the next crawl frees it"
            yield Fault("frontier", row["url"], what, heals=True)


# --- what has to be read


def _revisions(step: Step) -> Iterator[Fault]:
    """Every content hash is that of the headline, text and pictures."""
    for chunk in step.chunks("revision"):
        for revision in revisions.between(step.db, *chunk):
            if content_sha256(revision.article) != revision.content_sha256:
                yield Fault(
                    "revision", str(revision.id), "content_sha256 is not that of its headline, text and pictures"
                )


def _index_words(step: Step) -> Iterator[Fault]:
    """The index finds each revision by words of its own."""
    sql = "SELECT 1 FROM article_fts WHERE article_fts MATCH ? AND rowid = ?"
    for first, last in step.chunks("revision"):
        rows = step.db.execute(
            "SELECT id, headline, article_body FROM revision WHERE id BETWEEN ? AND ?", (first, last)
        )
        for row in rows:
            samples = {name: sample for name in ("headline", "article_body") if (sample := _sample(name, row[name]))}
            if not samples or step.db.execute(sql, (" AND ".join(samples.values()), row["id"])).fetchone():
                continue
            for name, sample in samples.items():
                if not step.db.execute(sql, (sample, row["id"])).fetchone():
                    yield Fault("article_fts", str(row["id"]), f"the index does not find its {name}")


def _sample(column: str, text: str | None) -> str:
    """Return words from all over a text as an FTS5 expression; only such as every SQLite knows to be words."""
    plain = sorted({word for word in search.cut(text).split() if _PLAIN.fullmatch(word)})
    chosen = plain[:: max(len(plain) // _WORDS, 1)][:_WORDS]
    quoted = " AND ".join(f'"{word}"' for word in chosen)
    return f"({column} : ({quoted}))" if chosen else ""


def _bands(step: Step) -> Iterator[Fault]:
    """Every fingerprint is that of its text."""
    for first, last in step.chunks("article"):
        rows = step.db.execute(
            "SELECT a.id, a.headline, a.article_body, f.bands FROM article a JOIN fingerprint f ON f.article_id = a.id"
            " WHERE a.id BETWEEN ? AND ?",
            (first, last),
        )
        for row in rows:
            bands = near.bands(near.Text(row["headline"], row["article_body"] or ""))
            if reprints.pack(bands) != row["bands"]:
                yield Fault(
                    "fingerprint", str(row["id"]), "is not that of the text; `newsbot dedupe --rebuild` mends it"
                )


def _captures(step: Step) -> Iterator[Fault]:
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


def _images(step: Step) -> Iterator[Fault]:
    """Every picture has the bytes of its hash."""
    for first, last in step.chunks("image", key="rowid"):
        for row in step.db.execute("SELECT sha256, size, data FROM image WHERE rowid BETWEEN ? AND ?", (first, last)):
            if hashlib.sha256(row["data"]).hexdigest() != row["sha256"]:
                yield Fault("image", row["sha256"], "the bytes are not those of its hash")
            elif len(row["data"]) != row["size"]:
                yield Fault("image", row["sha256"], f"has {len(row['data'])} bytes, not {row['size']}")


_QUICK: dict[str, Check] = {
    "file": _pages,
    "foreign keys": _foreign_keys,
    "articles": _articles,
    "reprints": _reprints,
    "fingerprints": _fingerprints,
    "search index": _index_rows,
    "stamps": _stamps,
    "claims": _claims,
}
_THOROUGH: dict[str, Check] = {
    "file": _pages_and_indexes,
    "revisions": _revisions,
    "indexed words": _index_words,
    "fingerprints of texts": _bands,
    "captures": _captures,
    "images": _images,
}
