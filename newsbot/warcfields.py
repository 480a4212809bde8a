"""What newsbot's own WARC files say besides: written by the export, read by the import, of no concern to others."""

REVISION = "application/vnd.newsbot.revision+json"
"""Media type of a ``metadata`` record that holds a revision: the article's fields as `newsbot.items` names them,
``observed``, its ``addresses``, and the ``captures`` it was read from."""

CAPTURE = "X-Newsbot-Capture"
"""Header of a record that is a capture: its kind."""

REQUESTED = "X-Newsbot-Requested"
"""Header of a record that is a capture: the address asked for, where it is not the one that answered."""

ORIGINAL = "X-Archive-Orig-"
"""Before the names of HTTP headers that were true on the wire, not of the decoded body."""
