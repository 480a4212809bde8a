"""The command line, one file per command."""

from newsbot.cli.app import app, main

__all__ = ["app", "main"]
