"""``.csv``: one article per row; lists and objects are JSON text, unknown is an empty cell."""

import csv
import re

from newsbot.archive.records import KEYS
from newsbot.exports.job import Job, as_json

_FORMULA = re.compile(r"[\t\r\n]|[\s\x00\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]")
"""What a spreadsheet takes for the beginning of a formula (OWASP, "CSV injection"), full width as well; some leave out
space or what is invisible before it."""


def write(job: Job) -> dict[str, int]:
    """Write the articles to a file and return how many."""
    job.begin()
    number = 0
    with job.path.open("w", encoding="utf-8-sig" if job.options.bom else "utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(KEYS)
        for record in job.records():
            rows.writerow([cell(record[key]) for key in KEYS])
            number += 1
    return {"articles": number}


def cell(value: object) -> object:
    """Return a value as a cell: text that a spreadsheet would compute gets an apostrophe before it."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, list):
        return as_json(value)
    if isinstance(value, str) and _FORMULA.match(value):
        return f"'{value}"
    return value
