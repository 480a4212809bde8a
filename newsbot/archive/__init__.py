"""The SQLite archive: the only place with SQL that writes.

``store`` opens it and hands out write transactions; each other module owns one family of tables and
offers functions that take the `Transaction` to write in (or a connection to read from).
"""

from newsbot.archive.store import Archive, Transaction

__all__ = ["Archive", "Transaction"]
