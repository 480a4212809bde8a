"""Files to archive: folders of Markdown posts, our own ``.jsonl``, WARC, lists of addresses.

What comes in is judged as a fetched page is: new, a revision, unchanged, a reprint. It is recorded now, for now is when
this archive learned of it; ``observed`` is the record's own time.
"""

from newsbot.imports.addresses import enqueue
from newsbot.imports.files import check
from newsbot.imports.run import Counts, import_files
from newsbot.imports.types import Result, Settings

__all__ = ["Counts", "Result", "Settings", "check", "enqueue", "import_files"]
