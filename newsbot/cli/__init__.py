"""The command line, one file per command."""

import sys


def main(arguments: list[str] | None = None) -> int:
    """Run a command line and return its exit status, see `newsbot.cli.app.main`; Ctrl-C at any time is 130.

    The commands are imported here: Ctrl-C while they are is no reason for a traceback.
    """
    try:
        from newsbot.cli.app import main as run

        return run(arguments)
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        return 130
