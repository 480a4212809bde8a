"""``newsbot backup``."""

from pathlib import Path

from newsbot.archive import Archive
from tests.cli.conftest import Newsbot


def test_a_backup_is_an_archive(newsbot: Newsbot, filled: Path, tmp_path: Path) -> None:
    ran = newsbot("backup", "copy.db")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("6 articles backed up to copy.db (")
    told = newsbot("backup", "copy.db", "--json").json
    assert (told["path"], told["articles"], told["revisions"]) == ("copy.db", 6, 7)
    assert told["size"] == (tmp_path / "copy.db").stat().st_size
    assert "上海银行" in newsbot("--archive", "copy.db", "search", "年报").out
    assert newsbot("--archive", "copy.db", "verify").status == 0


def test_what_is_no_backup_is_replaced_by_force_alone(newsbot: Newsbot, filled: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    ran = newsbot("backup", "notes.txt")
    assert ran.status == 1
    assert "--force" in ran.err
    assert newsbot("backup", "notes.txt", "--force").status == 0
    assert newsbot("backup", "data/archive.db", "--force").status == 1
    with Archive(filled) as archive:
        assert archive.db.execute("SELECT count(*) FROM article").fetchone()[0] == 6


def test_without_an_archive(newsbot: Newsbot, tmp_path: Path) -> None:
    assert newsbot("backup", "copy.db").status == 1
    assert not (tmp_path / "copy.db").exists()
