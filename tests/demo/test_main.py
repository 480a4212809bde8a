"""``python -m newsbot.demo``."""

import subprocess
import sys

import pytest

from newsbot.demo import DemoSite


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "newsbot.demo", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)


def test_help() -> None:
    ran = run("--help")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "default: 8000" in ran.stdout


@pytest.mark.parametrize("port", ["eighty", "99999"])
def test_what_is_no_port_is_usage(port: str) -> None:
    ran = run(port)
    assert ran.returncode == 2
    assert port in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_port_that_is_taken_is_named() -> None:
    with DemoSite() as site:
        port = site.address.rpartition(":")[2]
        ran = run(port)
    assert ran.returncode == 2
    assert f"port {port} of 127.0.0.1 cannot be taken (Address already in use)" in ran.stderr
