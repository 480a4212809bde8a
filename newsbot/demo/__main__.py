"""``python -m newsbot.demo [PORT]``: serves the demo site until Ctrl-C and prints the sources that crawl it."""

import sys
from threading import Event

from newsbot.demo.site import DemoSite


def main() -> None:
    """Serves until interrupted."""
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8000
    with DemoSite(port) as site:
        sys.stdout.write(f"{site.stanzas()}\n# Demo site: {site.url} (Ctrl-C ends it)\n")
        sys.stdout.flush()
        try:
            Event().wait()
        except KeyboardInterrupt:
            sys.stderr.write("Stopped.\n")


if __name__ == "__main__":
    main()
