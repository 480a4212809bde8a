"""The daemon's log on stderr: a line each, times in UTC, and a traceback only where nobody foresaw the error."""

import logging
import sys
from collections.abc import Iterable
from datetime import UTC, datetime

from newsbot.errors import NewsbotError

_REPEATED = ("newsbot.extensions", "scrapy.downloadermiddlewares.retry")
"""Their messages come again in the line of the run, and in the archive."""


class OneLine(logging.Formatter):
    """``2026-11-20T12:00:00Z error: …``: the first line of the message, for Scrapy's later ones are the whole item."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, and the traceback if there is one."""
        first = record.getMessage().partition("\n")[0]
        at = datetime.fromtimestamp(record.created, UTC)
        line = f"{at:%Y-%m-%dT%H:%M:%SZ} {record.levelname.lower()}: {first}"
        if record.exc_info:
            line += f"\n{self.formatException(record.exc_info)}"
        return line


def unforeseen(record: logging.LogRecord) -> bool:
    """False for Scrapy's report of an error of ours: it comes again in the line of the run."""
    return not (record.exc_info and isinstance(record.exc_info[1], NewsbotError))


def to_stderr(spiders: Iterable[str], *, verbose: bool) -> None:
    """Log to stderr.

    Args:
        spiders: names of the spiders, whose warnings about single articles are in the archive too.
        verbose: log those as well, and what is fetched.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine())
    handler.addFilter(unforeseen)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO if verbose else logging.WARNING)
    logging.getLogger("schedules").setLevel(logging.INFO)
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    if not verbose:
        for name in (*spiders, *_REPEATED):
            logging.getLogger(name).setLevel(logging.CRITICAL)
