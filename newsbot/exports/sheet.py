"""``.csv``: one article per row; lists and objects are JSON text, unknown is an empty cell."""

import csv
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from newsbot.archive.records import KEYS

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula (OWASP, "CSV injection"), full width as well."""


def writer(*, bom: bool) -> Callable[[Iterable[dict[str, Any]], Path], int]:
    """Return what writes records to a file and returns how many.

    Args:
        bom: begin with a byte order mark.
    """

    def write(records: Iterable[dict[str, Any]], path: Path) -> int:
        number = 0
        with path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(KEYS)
            for record in records:
                rows.writerow([cell(record[key]) for key in KEYS])
                number += 1
        return number

    return write


def cell(value: object) -> object:
    """Return a value as a cell: text that a spreadsheet would compute gets an apostrophe before it."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
