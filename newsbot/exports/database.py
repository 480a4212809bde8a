"""``.db``: a plain SQLite file of its own, for analysts who need neither newsbot nor its archive.

It opens in SQLite 3.35 and later. SQL written for the archive works on it where it names what both have.
"""

import sqlite3
from contextlib import closing
from importlib import resources

from newsbot.archive import known
from newsbot.archive.search import cut
from newsbot.exports.job import Job, as_json

_CHUNK = 500
"""Articles copied by one statement: enough to be fast, few enough to show progress."""

_HASH_BYTES = 32 << 20
"""Memory in which FTS5 gathers words before it writes them. Its own default, 1 MB, is for small commits: with 32
building an index takes 0.7 of the CPU."""

_HASH_DEFAULT = 1 << 20

_THEN = "{0}.recorded <= :recorded AND ({0}.retired IS NULL OR {0}.retired > :recorded)"
_FORMER = "recorded <= :recorded AND retired <= :recorded AND :observed = '9999'"
"""What held at the moment asked about, and what no longer did. What publishers had said by a moment
(``repaired``) has no past of its own."""

_SAID = "r.recorded <= :recorded AND r.observed <= :observed"

_IMAGES = (
    "SELECT r.article_id, i.position, i.url, i.caption, i.alt, iif(i.fetched <= :recorded, i.sha256, NULL), m.error,"
    " iif(i.fetched <= :recorded, i.fetched, NULL), i.revision_id"
    " FROM revision r JOIN export.article e ON e.id = r.article_id JOIN revision_image i ON i.revision_id = r.id"
    " LEFT JOIN image_missing_record m ON m.revision_id = i.revision_id AND m.position = i.position"
    f" AND {_THEN.format('m')} WHERE r.article_id {{chosen}} AND {_SAID}"
)

_COPIES = {
    "article": "SELECT {columns} FROM {articles} a WHERE a.id {chosen}",
    "revision": f"SELECT {{columns}} FROM revision r WHERE r.article_id {{chosen}} AND {_SAID}",
    "mention": "SELECT m.article_id, m.symbol, m.surface, m.method, m.count, m.recorded"
    " FROM {articles} a JOIN mention_record m ON m.article_id = a.id WHERE a.id {chosen} AND {mentioned}",
    "mention_former": f"SELECT {{columns}} FROM mention_record WHERE article_id {{chosen}} AND {_FORMER}",
    "reprint": "SELECT l.article_id, l.original_id, l.score, l.containment, l.recorded, NULL FROM export.article e"
    " JOIN reprint_record l ON l.article_id = e.id AND l.original_id = e.duplicate_of"
    f" WHERE e.id {{chosen}} AND {_THEN.format('l')}",
    "reprint_former": f"SELECT {{columns}} FROM reprint_record WHERE article_id {{chosen}} AND {_FORMER}",
    "article_image": f"{_IMAGES} AND r.id = e.revision_id",
    "article_image_former": f"{_IMAGES} AND r.id <> e.revision_id",
    "image_missing": "SELECT m.revision_id, m.position, m.error, m.recorded,"
    " iif(m.retired <= :recorded, m.retired, NULL) FROM revision r JOIN image_missing_record m ON m.revision_id = r.id"
    f" WHERE r.article_id {{chosen}} AND {_SAID} AND m.recorded <= :recorded",
    "withdrawal": "SELECT article_id, withdrawn, recorded, iif(retired <= :recorded, retired, NULL)"
    " FROM withdrawal_record WHERE article_id {chosen} AND recorded <= :recorded",
}
"""What each table is filled with from the archive; unqualified names are the archive's."""

_INDEX = {
    "article_fts (rowid, headline, article_body)": "SELECT r.id, newsbot_cut(r.headline), newsbot_cut(r.article_body)"
    f" FROM revision r WHERE r.article_id {{chosen}} AND {_SAID}"
}

_CHOSEN = "IN (SELECT id FROM temp.chosen WHERE position > :after AND position <= :upto)"

_IMAGE = """
CREATE TABLE export.image (
  sha256 TEXT PRIMARY KEY,                   -- of data
  media_type TEXT NOT NULL,
  width INTEGER NOT NULL,                    -- pixels
  height INTEGER NOT NULL,
  size INTEGER NOT NULL,                     -- bytes
  recorded TEXT NOT NULL,
  data BLOB NOT NULL                         -- the original bytes
)
"""

SEARCH_SQL = (
    "SELECT id, date_published, headline FROM article WHERE +revision_id IN"
    " (SELECT rowid FROM article_fts WHERE article_fts MATCH :words)"
    " ORDER BY coalesce(date_published, first_seen) DESC LIMIT 20"
)
"""The search an analyst can write without newsbot. The plus keeps SQLite from looking up every article that has the
words, to sort them: it goes from the newest to older ones, and stops at the 20th."""

SEARCH_WORDS = (
    "Lower case, each word in double quotes, words side by side are all wanted. Chinese is cut into overlapping pairs:"
    ' 银行 is "银行", 营业收入 is "营业 业收 收入", the single character 银 is "银"*, 600519.SH is "600519 sh".'
    " The query gives the newest 20; for all of them leave out LIMIT and the plus before revision_id"
)


def write(job: Job) -> dict[str, int]:
    """Write the matching articles to a new file and return the number of rows of each table."""
    db = job.db
    with closing(sqlite3.connect(job.path)) as made:
        made.executescript(_script("tables.sql"))
    db.create_function("newsbot_cut", 1, cut, deterministic=True)
    db.execute("ATTACH ? AS export", (str(job.path),))
    # Nobody reads this file before it is complete, and a cut-off one is thrown away: no journal is needed.
    db.execute("PRAGMA export.journal_mode = OFF")
    db.execute("PRAGMA export.synchronous = OFF")
    job.begin()
    _fill(job)
    if job.options.pictures:
        _copy_pictures(db)
    counts = _describe(job)
    db.execute("COMMIT")
    db.execute("DETACH export")
    with closing(sqlite3.connect(job.path)) as made:
        made.executescript(_script("views.sql"))
        made.execute("ANALYZE")
        made.commit()
    return {"articles": counts["article"], **counts}


def _fill(job: Job) -> None:
    db, total = job.db, job.choose()
    everything = not job.chosen.as_of and total == db.execute("SELECT count(*) FROM article").fetchone()[0]
    if everything:
        _copy_index(db)
    else:
        _gather(db, _HASH_BYTES)
    copies = [_statement(job, table, rows) for table, rows in (_COPIES if everything else _COPIES | _INDEX).items()]
    for done in range(0, total, _CHUNK):
        job.on_progress(done, total)
        for copy in copies:
            db.execute(copy, {"after": done, "upto": done + _CHUNK, **job.moments})
    if not everything:
        _gather(db, _HASH_DEFAULT)
        db.execute("INSERT INTO export.article_fts (article_fts) VALUES ('optimize')")
    job.on_progress(total, total)


def _copy_index(db: sqlite3.Connection) -> None:
    """Take over the whole search index as it is: cutting and indexing every text anew takes most of an export's time.

    Its parts are plain tables and belong to nothing but the texts, as ``VACUUM INTO`` copies them too.
    """
    for part in ("data", "idx", "docsize", "config"):
        db.execute(f"DELETE FROM export.article_fts_{part}")
        db.execute(f"INSERT INTO export.article_fts_{part} SELECT * FROM main.article_fts_{part}")


def _gather(db: sqlite3.Connection, size: int) -> None:
    db.execute("INSERT INTO export.article_fts (article_fts, rank) VALUES ('hashsize', ?)", (size,))


def _statement(job: Job, table: str, rows: str) -> str:
    columns = ", ".join(row["name"] for row in job.db.execute(f"PRAGMA export.table_info({table.partition(' ')[0]})"))
    filled = rows.format(
        columns=columns,
        chosen=_CHOSEN,
        articles=job.chosen.articles,
        mentioned=known.mentions(job.chosen.knowledge),
    )
    return f"INSERT INTO export.{table} {filled}"


def _copy_pictures(db: sqlite3.Connection) -> None:
    db.execute(_IMAGE)
    columns = "sha256, media_type, width, height, size, recorded, data"
    db.execute(
        f"INSERT INTO export.image ({columns}) SELECT {columns} FROM image WHERE sha256 IN"
        " (SELECT sha256 FROM export.article_image UNION SELECT sha256 FROM export.article_image_former)"
    )


def _describe(job: Job) -> dict[str, int]:
    made = job.db.execute("SELECT name FROM export.sqlite_master WHERE type = 'table' AND name NOT GLOB 'article_fts*'")
    tables = sorted(row["name"] for row in made if row["name"] != "newsbot_meta")
    counts = {table: int(job.db.execute(f"SELECT count(*) FROM export.{table}").fetchone()[0]) for table in tables}
    facts = {name: value if isinstance(value, str) else as_json(value) for name, value in job.facts.items()}
    facts |= {"counts": as_json(counts), "search_sql": SEARCH_SQL, "search_words": SEARCH_WORDS}
    job.db.executemany("INSERT INTO export.newsbot_meta VALUES (?, ?)", facts.items())
    return counts


def _script(name: str) -> str:
    return resources.files("newsbot.exports").joinpath(name).read_text("utf-8")
