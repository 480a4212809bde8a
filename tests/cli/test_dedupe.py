"""``newsbot dedupe``."""

from pathlib import Path

from newsbot.archive import Archive
from tests.cli.conftest import Newsbot


def links(path: Path) -> list[tuple[int, int, str, float]]:
    with Archive(path) as archive:
        sql = "SELECT article_id, original_id, containment, score FROM reprint ORDER BY 1"
        return [tuple(row) for row in archive.db.execute(sql)]


def test_a_rebuild_gives_the_same_links(newsbot: Newsbot, filled: Path) -> None:
    before = links(filled)
    assert before == [(5, 4, "equal", 1.0)]
    ran = newsbot("dedupe", "--rebuild")
    assert (ran.status, ran.out, ran.err) == (0, "6 articles, 1 of them reprints\n", "")
    assert newsbot("dedupe", "--rebuild", "--json").json == {"articles": 6, "reprints": 1}
    assert links(filled) == before
    with Archive(filled) as archive:
        assert archive.db.execute("SELECT count(*) FROM reprint_record").fetchone()[0] == 1, "nothing was retired"


def test_a_rebuild_makes_what_is_missing(newsbot: Newsbot, filled: Path) -> None:
    before = links(filled)
    with Archive(filled) as archive:
        for sql in (
            "DELETE FROM resemblance", "DELETE FROM fingerprint_band", "DELETE FROM fingerprint",
            "DELETE FROM reprint_record", "UPDATE article SET duplicate_of = NULL, duplicate_score = NULL",
        ):  # fmt: skip
            archive.db.execute(sql)
    assert newsbot("verify").status == 1
    assert newsbot("dedupe", "--rebuild").status == 0
    assert links(filled) == before
    assert newsbot("verify").status == 0


def test_what_to_do_must_be_said(newsbot: Newsbot, filled: Path) -> None:
    ran = newsbot("dedupe")
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "`newsbot dedupe --rebuild` compares every article anew" in ran.err


def test_without_an_archive(newsbot: Newsbot, tmp_path: Path) -> None:
    ran = newsbot("dedupe", "--rebuild")
    assert ran.status == 1
    assert "there is no archive" in ran.err
    assert not (tmp_path / "data").exists()
