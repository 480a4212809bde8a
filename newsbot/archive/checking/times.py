"""Checks of what was when: stamps, histories and claims."""

from collections.abc import Iterator

from newsbot.archive.checking import Fault, Step
from newsbot.archive.processes import lives

_ONE_AT_A_TIME = {
    "mention_record": "article_id, symbol",
    "reprint_record": "article_id",
    "withdrawal_record": "article_id",
    "listing_entry": "url, source",
    "image_missing_record": "revision_id, position",
}
"""Tables with a history, and what a row is about."""

_STAMPED = ("revision", "event", "mention_record", "reprint_record", "withdrawal_record", "listing_entry")
"""Tables whose rows are added in the order of their stamps: id and stamp rise together."""


def stamps(step: Step) -> Iterator[Fault]:
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


def histories(step: Step) -> Iterator[Fault]:
    """Of one fact, one row holds at a time: the next begins when the last was retired, or later."""
    for table, key in _ONE_AT_A_TIME.items():
        rows = step.db.execute(
            f"SELECT id, before FROM (SELECT id, recorded, lag(coalesce(retired, '9999')) OVER"
            f" (PARTITION BY {key} ORDER BY recorded, id) AS before FROM {table}) WHERE before > recorded"
        )
        for row in rows:
            until = "still holds" if row["before"] == "9999" else f"held until {row['before']}"
            yield Fault(table, str(row["id"]), f"was recorded while the row before it ({key}) {until}")


def claims(step: Step) -> Iterator[Fault]:
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
