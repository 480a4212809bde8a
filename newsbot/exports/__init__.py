"""Archive -> a file or folder for others; the format follows from the suffix.

Each export is one consistent view of the archive while others write, streamed, and in place only when complete.
"""

from newsbot.exports.export import Exported, export
from newsbot.exports.formats import SUFFIXES
from newsbot.exports.job import Options

__all__ = ["SUFFIXES", "Exported", "Options", "export"]
