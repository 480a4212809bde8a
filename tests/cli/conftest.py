"""An archive filled the way a crawl fills it, and the command line run on it as its entry point does."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from newsbot.archive import Archive
from newsbot.cli import main
from tests.filled import fill

CONFIG = """
[defaults]
timezone = "Asia/Shanghai"

[source.roll]
title = "云州财经-滚动"
feed = "https://finance.example.com/feed.xml"
schedule = { every = "1h30m", jitter = "30s" }

[source.wire]
title = "Wire"
feed = "https://wire.example.org/feed.xml"
schedule = { cron = "*/10 8-20 * * mon-fri", timezone = "America/New_York" }

[source.asleep]
title = "Asleep"
feed = "https://asleep.example.org/feed.xml"
enabled = false
"""


@dataclass
class Ran:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Newsbot = Callable[..., Ran]


@pytest.fixture
def newsbot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Newsbot:
    """Run ``newsbot`` in an empty folder that has a newsbot.toml."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NEWSBOT_CONFIG", raising=False)
    monkeypatch.delenv("NEWSBOT_ARCHIVE", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "newsbot.toml").write_text(CONFIG, "utf-8")

    def run(*arguments: object) -> Ran:
        status = main([str(argument) for argument in arguments])
        printed = capfd.readouterr()
        return Ran(status, printed.out, printed.err)

    return run


@pytest.fixture
def filled(newsbot: Newsbot, tmp_path: Path) -> Path:
    """The archive at its default place, with the articles of `tests.filled`."""
    path = tmp_path / "data" / "archive.db"
    with Archive(path) as archive:
        fill(archive)
    return path
