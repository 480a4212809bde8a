"""What the invented disclosure sites share: the document behind every notice, and lists that are read by page."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from newsbot.demo.server import Answer

JSON = "application/json; charset=utf-8"

_PDF = b"""%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]>> endobj
trailer <</Root 1 0 R>>
%%EOF
"""


def pdf() -> Answer:
    """One empty page: nothing reads it."""
    return Answer(_PDF, "application/pdf")


def answer(value: object, status: int = 200) -> Answer:
    """A value as JSON."""
    return Answer(json.dumps(value, ensure_ascii=False).encode(), JSON, status)


def page(rows: Sequence[Mapping[str, Any]], number: int, size: int) -> list[Mapping[str, Any]]:
    """The rows of a page, counted from 1."""
    return list(rows[(number - 1) * size : number * size])
