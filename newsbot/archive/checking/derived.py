"""Checks of what follows from other tables: the current state, links and fingerprints."""

import sqlite3
from collections.abc import Iterator

from newsbot.archive import known
from newsbot.archive.checking import Fault, Step
from newsbot.archive.fingerprints import DATED, band_rows, outdated, pack, unpack
from newsbot.dedupe import near
from newsbot.dedupe.sentences import Text
from newsbot.items import ARTICLE_FIELDS

_DERIVED = (
    *(name for name in ARTICLE_FIELDS if name not in ("images", "tickers")),
    "revision_id", "content_sha256", "first_seen", "content_changed", "withdrawn", "revision_count", "duplicate_of",
    "duplicate_score",
)  # fmt: skip
"""Columns of ``article`` that follow from the other tables."""


def articles(step: Step) -> Iterator[Fault]:
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
        for row in step.db.execute(
            "SELECT article_id, min(number) AS least, max(number) AS most, count(*) AS there FROM revision"
            " WHERE article_id BETWEEN :first AND :last GROUP BY article_id HAVING least <> 1 OR most <> there",
            values,
        ):
            numbers = (
                f"numbers {row['least']} to {row['most']} of its {row['there']} revisions are not one after another"
            )
            yield Fault("article", str(row["article_id"]), numbers)


def pictures(step: Step) -> Iterator[Fault]:
    """A picture is there, or it is said that and why it is not."""
    rows = step.db.execute(
        "SELECT i.revision_id, i.position, i.sha256 FROM revision_image i LEFT JOIN image_missing_record m"
        " ON m.revision_id = i.revision_id AND m.position = i.position AND m.retired IS NULL"
        " WHERE (i.sha256 IS NULL) <> (m.id IS NOT NULL) OR (i.sha256 IS NULL) <> (i.fetched IS NULL)"
    )
    for row in rows:
        what = "is there, and said to be missing" if row["sha256"] else "is missing, and not said to be"
        yield Fault("revision_image", f"{row['position']} of revision {row['revision_id']}", what)


def forgotten(step: Step) -> Iterator[Fault]:
    """Of what was removed on legal demand nothing is there, and nothing fetches it again."""
    removed = "(SELECT url FROM frontier WHERE forgotten IS NOT NULL)"
    for table, key, condition in (
        ("frontier", "url", "forgotten IS NOT NULL AND (state <> 'dead' OR due IS NOT NULL OR article_id IS NOT NULL)"),
        ("article", "id", f"url IN {removed}"),
        ("article_address", "url", f"url IN {removed}"),
        ("listing_entry", "id", f"url IN {removed}"),
        ("capture", "id", f"url IN {removed} AND pruned IS NULL"),
    ):
        for (row,) in step.db.execute(f"SELECT {key} FROM {table} WHERE {condition}"):
            yield Fault(table, str(row), "is of an article that was removed by `newsbot forget`")


def reprinted(step: Step) -> Iterator[Fault]:
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


def fingerprints(step: Step) -> Iterator[Fault]:
    """Every article has a fingerprint of the time it was printed, by today's rules, and a row for each of its bands."""
    if older := outdated(step.db):
        yield Fault("fingerprint", "", f"{older} are by the rules of an older version; `newsbot upkeep` renews them")
    for first, last in step.chunks("article"):
        rows = step.db.execute(
            f"SELECT a.id, {DATED} AS date, f.printed, f.bands FROM article a"
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
    wanted = band_rows(unpack(row["bands"]), row["printed"])
    (there,) = db.execute(
        f"SELECT count(*) FROM fingerprint_band WHERE band IN ({','.join('?' * len(wanted))}) AND article_id = ?",
        (*wanted, row["id"]),
    ).fetchone()
    return len(wanted) - int(there)


def bands(step: Step) -> Iterator[Fault]:
    """Every fingerprint is that of its text."""
    for first, last in step.chunks("article"):
        rows = step.db.execute(
            "SELECT a.id, a.headline, a.article_body, f.bands FROM article a JOIN fingerprint f ON f.article_id = a.id"
            " WHERE f.version = ? AND a.id BETWEEN ? AND ?",
            (near.VERSION, first, last),
        )
        for row in rows:
            bands = near.bands(Text(row["headline"], row["article_body"] or ""))
            if pack(bands) != row["bands"]:
                yield Fault(
                    "fingerprint", str(row["id"]), "is not that of the text; `newsbot dedupe --rebuild` mends it"
                )
