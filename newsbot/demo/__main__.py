"""``python -m newsbot.demo [PORT]``: serves the demo site until Ctrl-C and prints the sources that crawl it."""

import sys
from argparse import ArgumentParser
from threading import Event

from newsbot.demo.site import DemoSite


def main() -> None:
    """Serves until interrupted. The exit status is 2 when the port is no port or cannot be taken."""
    parser = ArgumentParser(prog="python -m newsbot.demo", description="Serves an invented finance site on 127.0.0.1.")
    parser.add_argument("port", type=int, nargs="?", default=8000, help="0: any free one (default: %(default)s)")
    port = parser.parse_args().port
    try:
        site = DemoSite(port)
    except (OSError, OverflowError) as error:  # OverflowError: beyond 65535
        parser.error(f"port {port} of 127.0.0.1 cannot be taken ({getattr(error, 'strerror', None) or error})")
    with site:
        sys.stdout.write(f"{site.stanzas()}\n# Demo site: {site.url} (Ctrl-C ends it)\n")
        sys.stdout.flush()
        try:
            Event().wait()
        except KeyboardInterrupt:
            sys.stderr.write("Stopped.\n")


if __name__ == "__main__":
    main()
