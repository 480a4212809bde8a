"""How the daemon's log reads."""

import logging
import sys

from newsbot.errors import ArchiveError
from schedules.logs import OneLine, unforeseen


def record(message: str, error: BaseException | None = None) -> logging.LogRecord:
    info = (type(error), error, error.__traceback__) if error else None
    made = logging.LogRecord("scrapy.core", logging.ERROR, "scraper.py", 1, message, ("a",), info)
    made.created = 1_795_176_000.0
    return made


def test_a_record_is_one_line_in_utc() -> None:
    line = OneLine().format(record("could not process %s\n{'the': 'whole item'}"))
    assert line == "2026-11-20T12:00:00Z error: could not process a"


def test_an_unforeseen_error_has_its_traceback_and_a_known_one_is_told_elsewhere() -> None:
    try:
        raise ZeroDivisionError
    except ZeroDivisionError:
        error = sys.exc_info()[1]
    assert unforeseen(record("%s", error))
    assert OneLine().format(record("%s", error)).endswith("ZeroDivisionError")
    assert not unforeseen(record("%s", ArchiveError("the disk is full")))
    assert unforeseen(record("%s"))
