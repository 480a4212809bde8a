"""Log lines on stderr: one line each, above the progress, with a traceback only where nobody foresaw the error."""

import logging

from rich.console import Console

from newsbot.cli.output import say
from newsbot.errors import ArchiveError, NewsbotError

_STYLES = {logging.WARNING: "yellow", logging.ERROR: "red", logging.CRITICAL: "red"}


class _OneLine(logging.Handler):
    """Prints a record's first line: Scrapy's later ones are the whole item."""

    def __init__(self, console: Console) -> None:
        super().__init__()
        self.addFilter(_is_news)
        self.console = console
        self.setFormatter(logging.Formatter())

    def emit(self, record: logging.LogRecord) -> None:
        try:
            first, *_ = record.getMessage().splitlines() or [""]
            style = _STYLES.get(record.levelno, "")
            error = record.exc_info[1] if record.exc_info else None
            if isinstance(error, NewsbotError):
                first = str(error)
            first = first.removeprefix("Dropped: ")  # Scrapy's word for an article that a pipeline refuses
            say(self.console, f"{record.levelname.lower()}: {first}", style)
            if error is not None and not isinstance(error, NewsbotError) and self.formatter and record.exc_info:
                say(self.console, self.formatter.formatException(record.exc_info), style)
        except Exception:  # what logging itself does with an error in a handler
            self.handleError(record)


def _is_news(record: logging.LogRecord) -> bool:
    """False for why a source failed as a whole: the command says it in its last lines, once."""
    if record.exc_info:
        return not isinstance(record.exc_info[1], ArchiveError)
    ours = record.name == "newsbot.extensions" or (hasattr(record, "spider") and not record.name.startswith("scrapy"))
    return not (ours and record.levelno == logging.ERROR)


def to_console(console: Console, *, verbose: bool, quiet: bool = False) -> None:
    """Send warnings and errors to a console, with ``verbose`` each fetch as well.

    Args:
        quiet: no warnings: the command reports what they say.
    """
    root = logging.getLogger()
    root.handlers = [_OneLine(console)]
    root.setLevel(logging.INFO if verbose else logging.ERROR if quiet else logging.WARNING)
    logging.getLogger("scrapy.core.engine").setLevel(logging.DEBUG if verbose else logging.WARNING)
    for name in ("scrapy.addons", "scrapy.crawler", "scrapy.middleware"):
        logging.getLogger(name).setLevel(logging.WARNING)  # how Scrapy is set up, over many lines
    for name in ("scrapy.core.downloader.handlers", "scrapy.downloadermiddlewares"):
        # Each fetch that fails is reported by the spider, once and with its reason.
        logging.getLogger(name).setLevel(logging.NOTSET if verbose else logging.CRITICAL)
