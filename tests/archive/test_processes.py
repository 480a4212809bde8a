"""Who has an archive open for writing, as others see it."""

from pathlib import Path

from newsbot.archive.processes import Process, lives


def test_a_process_lives_until_it_is_released(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    held = Process(archive)
    assert not lives(archive, held.token)
    held.hold()
    assert lives(archive, held.token)
    held.release()
    assert not lives(archive, held.token)
    assert list(tmp_path.iterdir()) == []


def test_who_may_not_write_asks_as_well(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    held = Process(archive)
    held.hold()
    file = tmp_path / "archive.db.processes" / held.token
    file.write_bytes(b"x")
    assert lives(archive, held.token)
    assert file.read_bytes() == b"x", "opening it to write would have emptied it"
    held.release()


def test_what_a_killed_process_left_is_removed_by_who_asks(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    left = tmp_path / "archive.db.processes" / "token"
    left.parent.mkdir()
    left.touch()
    assert not lives(archive, "token")
    assert not left.parent.exists()


def test_nobody_is_no_process(tmp_path: Path) -> None:
    assert not lives(tmp_path / "archive.db", None)
