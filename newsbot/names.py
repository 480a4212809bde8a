"""The names of securities this process looks for: the user's, and those the archive has learned."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from newsbot.archive import names as archived
from newsbot.errors import ConfigError, NewsbotError
from newsbot.finance import markets
from newsbot.finance.names import Name, NameTable, read_csv


@dataclass(slots=True)
class Names:
    """One table for all crawls of the process.

    Args:
        own: the names of the user's file.
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

    Args:
        own: the names of the user's file.
    """
    name = typed.strip()
    named = {pair.symbol for pair in own if pair.name == name} | set(archived.called(db, name))
    code = markets.as_typed(name)
    return sorted(named) or ([code] if code else [])
