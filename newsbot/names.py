"""The names of securities this process looks for: the user's, the packaged, and those the archive has learned."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from newsbot.archive import names as archived
from newsbot.config import Config
from newsbot.errors import ConfigError, NewsbotError
from newsbot.finance import markets
from newsbot.finance.names import Name, NameTable, read_csv
from newsbot.finance.packaged import packaged


@dataclass(slots=True)
class Names:
    """One table for all crawls of the process.

    Args:
        own: the names of the user's file and, beneath them, the packaged ones.
    """

    own: Sequence[Name] = ()
    _table: NameTable | None = field(default=None, repr=False)
    _newest: str | None = None

    def table(self, db: sqlite3.Connection) -> NameTable:
        """Return the names; made when they are first asked for, and again when the archive has learned more."""
        newest = archived.newest(db)
        if self._table is None or newest != self._newest:
            self._table = NameTable([*self.own, *archived.learned(db)])
            self._newest = newest
        return self._table


def known(config: Config) -> list[Name]:
    """Return the names that are looked for before anything is learned: the user's, and those that come with newsbot.

    Raises:
        ConfigError: as `read`.
    """
    return [*read(config.names_path), *(packaged() if config.tickers.packaged else ())]


def read(path: Path | None) -> list[Name]:
    """Return the names of a user's file; of none, none.

    Raises:
        ConfigError: it cannot be read, or a line of it is wrong.
    """
    if path is None:
        return []
    try:
        return read_csv(path.read_bytes(), str(path))
    except OSError as error:
        raise ConfigError(f"the names cannot be read: {error.strerror}", where=str(path)) from error
    except NewsbotError as error:
        raise ConfigError(error.what, where=error.where, do=error.do) from error


def meant(db: sqlite3.Connection, typed: str, own: Sequence[Name] = ()) -> list[str]:
    """Return the symbols a person means by a name (all that have it) or a code; none when it is neither.

    A packaged name yields to every other meaning, and capitals are a code before they are one.

    Args:
        own: the names of the user's file and the packaged ones.
    """
    name = typed.strip()
    named = {pair.symbol for pair in own if pair.name == name and not pair.packaged} | set(archived.called(db, name))
    code = markets.as_typed(name)
    if not named and not (code and name.isupper()):
        named = {pair.symbol for pair in own if pair.name == name}
    return sorted(named) or ([code] if code else [])
