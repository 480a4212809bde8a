"""What an export leaves on the disk when it fails or is killed, and where it goes."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from newsbot.archive import Archive, articles
from newsbot.archive.search import Filter
from newsbot.errors import NewsbotError
from newsbot.exports import export
from tests.exports.conftest import NOW, Written
from tests.filled import article

_WAITING = (
    "import sys, time\nfrom pathlib import Path\nfrom newsbot.archive.search import Filter\n"
    "from newsbot.exports import export\n"
    "def wait(done, total):\n"
    "    if done == total:\n"
    "        print('nearly done', flush=True)\n"
    "        time.sleep(60)\n"
    f"export(Path(sys.argv[1]), Path(sys.argv[2]), Filter(), now={NOW!r}, folder=sys.argv[2].endswith('/'),"
    " on_progress=wait)\n"
)
_LIMITED = (
    "import resource, sys\nfrom newsbot.cli import main\n"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
    "sys.exit(main(['--archive', sys.argv[1], 'export', sys.argv[2], '--reprints']))\n"
)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"data"}


@pytest.mark.parametrize("name", ["a.db", "a.csv", "posts/"])
def test_a_killed_export_leaves_no_half_file_and_the_next_one_cleans_up(
    archive: Archive, written: Written, tmp_path: Path, name: str
) -> None:
    command = [sys.executable, "-c", _WAITING, str(archive.path), str(tmp_path / name) + "/" * name.endswith("/")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "nearly done\n"
        written("other.csv")
        assert len(names(tmp_path)) == 3  # what runs still is left alone
        running.kill()
    assert running.returncode == -signal.SIGKILL
    assert not (tmp_path / name).exists()
    written(name)
    bare = name.rstrip("/")
    assert names(tmp_path) == {"other.csv", "other.csv.manifest.json", bare, f"{bare}.manifest.json"}


def test_a_second_export_to_the_same_place_does_not_disturb_the_first(archive: Archive, tmp_path: Path) -> None:
    began: list[None] = []

    def again(done: int, total: int) -> None:
        if not began:
            began.append(None)
            export(archive.path, tmp_path / "a.csv", Filter(source="wire"), now=NOW)

    with pytest.raises(NewsbotError, match="has been made by someone else meanwhile"):
        export(archive.path, tmp_path / "a.csv", Filter(), now=NOW, on_progress=again)
    assert json.loads((tmp_path / "a.csv.manifest.json").read_text("utf-8"))["counts"]["articles"] == 1
    assert names(tmp_path) == {"a.csv", "a.csv.manifest.json"}


def test_a_folder_killed_while_it_was_exchanged_comes_back(archive: Archive, written: Written, tmp_path: Path) -> None:
    folder = written("posts/")
    held = sorted(path.relative_to(folder) for path in folder.rglob("*"))
    left = tmp_path / ".posts.0123abcd.tmp"
    left.mkdir()
    folder.rename(left / "former")

    def fail(done: int, total: int) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(NewsbotError, match="nothing was left behind"):
        written("posts/", on_progress=fail)
    assert sorted(path.relative_to(folder) for path in folder.rglob("*")) == held
    assert names(tmp_path) == {"posts", "posts.manifest.json"}


@pytest.mark.parametrize("name", ["a.db", "a.parquet", "a.parquet/", "a.csv", "a.jsonl", "a.warc.gz", "posts/"])
def test_a_full_disk_is_one_line(archive: Archive, tmp_path: Path, name: str) -> None:
    with archive.write() as tx:  # in another month, so that a folder has two files
        articles.store(tx, article(7, "十月", "十月的正文", date_published="2026-10-05"), None, ())
    command = [sys.executable, "-B", "-c", _LIMITED, str(archive.path), name]
    project = {"PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(command, cwd=tmp_path, env=project, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith(f"{name.rstrip('/')}: cannot be written (")
    assert done.stderr.endswith("; nothing was left behind\n")
    assert names(tmp_path) == set()


def test_a_symbolic_link_stays_one(written: Written, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "a.csv").symlink_to("elsewhere/today.csv")
    for _ in range(2):
        written("a.csv")
        assert (tmp_path / "a.csv").is_symlink()
        assert names(tmp_path / "elsewhere") == {"today.csv"}
    (tmp_path / "posts").symlink_to("elsewhere")
    (tmp_path / "elsewhere" / "today.csv").unlink()
    for _ in range(2):
        assert any(written("posts/").rglob("*.md"))
        assert (tmp_path / "posts").is_symlink()


@pytest.mark.parametrize("name", [".", "..", "/", ""])
def test_a_name_is_needed(archive: Archive, name: str) -> None:
    with pytest.raises(NewsbotError, match="has no name of its own"):
        export(archive.path, Path(name), Filter(), now=NOW, folder=True)
