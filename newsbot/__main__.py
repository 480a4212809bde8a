"""``python -m newsbot``: the same as the command ``newsbot``."""

import sys

from newsbot.cli import main

if __name__ == "__main__":
    sys.exit(main())
