"""The processes that read stored pages again."""

import subprocess
import sys

WAITING = """
import time
from newsbot.archive.reextraction import Page, Said
from newsbot.readers import read_all
from newsbot.reread import Task

def batches():
    page = Page(1, "https://a.example/1", "https://a.example/1", "article", "text/html", [], "roll", False)
    moment = "2026-11-20T12:00:00.000Z"
    said = Said(1, 1, page.url, "roll", moment, moment, True, 1, None, True, (page,))
    for _ in range(4):
        yield [(said, Task((page,), (b"<html></html>",), "roll", said.observed))]
    time.sleep(60)

if __name__ == "__main__":
    for _, outcomes in read_all(batches(), (), 2):
        print(outcomes[1].name, flush=True)
"""


def test_they_end_with_the_process_that_was_killed() -> None:
    """They hold its output open: it ends when the last of them has."""
    with subprocess.Popen([sys.executable, "-c", WAITING], stdout=subprocess.PIPE, text=True) as killed:
        assert killed.stdout is not None
        assert killed.stdout.readline() == "EmptyArticle\n"
        killed.kill()
        killed.communicate(timeout=20)
