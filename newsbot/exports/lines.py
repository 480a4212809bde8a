"""``.jsonl``: one article per line, as a JSON object with the keys of `newsbot.archive.records.KEYS`."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def write(records: Iterable[dict[str, Any]], path: Path) -> int:
    """Write records to a file and return how many."""
    number = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for record in records:
            json.dump(record, file, ensure_ascii=False)
            file.write("\n")
            number += 1
    return number
