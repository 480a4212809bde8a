"""Runs whose process is gone."""

from newsbot.archive import images, runs
from newsbot.items import ArticleImage
from tests.archive.conftest import Desk, article

COUNTS = "listed, new, revised, unchanged, images, failed"


def test_a_dead_run_counts_what_it_has_stored(desk: Desk) -> None:
    old, fresh = "a" * 64, "b" * 64
    with desk.archive.write() as tx:
        images.add(tx, old, "image/png", 1, 1, b"old")
    desk.store(article(1), article(2))
    with desk.archive.write() as tx:
        desk.run_id = runs.begin(tx, "roll", "a process that is gone")
        images.add(tx, fresh, "image/png", 1, 1, b"fresh")
    shown = [
        ArticleImage("https://example.com/old.png", sha256=old),
        ArticleImage("https://example.com/b", sha256=fresh),
    ]
    desk.store(article(1), article(2, headline="云州第2号公告（更正）"), article(3, images=shown), article(4))
    assert runs.bury_dead(desk.archive) == 1
    ((outcome, *counts),) = desk.rows(f"SELECT outcome, {COUNTS} FROM run WHERE id = ?", desk.run_id)
    assert (outcome, counts) == ("killed", [0, 2, 1, 1, 1, 0])


def test_burying_a_run_reads_only_what_is_its_own(desk: Desk) -> None:
    asked = runs._STORED.replace("run.started", "''")
    plan = [row[3] for row in desk.archive.db.execute(f"EXPLAIN QUERY PLAN {asked}", {"run": 1})]
    assert [step for step in plan if step.startswith("SCAN") and step not in ("SCAN stored", "SCAN CONSTANT ROW")] == []
