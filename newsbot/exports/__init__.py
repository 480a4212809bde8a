"""Archive -> a file for others; the format follows from the suffix.

Each export is one consistent view of the archive while others write, streamed, and in place only when complete.
"""

from newsbot.exports.export import SUFFIXES, Exported, export

__all__ = ["SUFFIXES", "Exported", "export"]
