"""The saved post, where it is at hand. It is not part of the project."""

import json

import pytest

from newsbot.archive import captures
from tests.imports.conftest import Desk
from tests.test_corpus import SEED

pytestmark = [pytest.mark.corpus, pytest.mark.skipif(not SEED.exists(), reason=f"{SEED} is not there")]


def test_the_seed_file(desk: Desk) -> None:
    desk.take(SEED)
    assert [result.outcome for result in desk.results] == ["new"]
    (row,) = desk.rows("SELECT site, editor, date_published, section, article_body FROM article")
    assert row[:4] == ("sina.com.cn", "刘万里", "2022-08-05T11:25:55.000Z", "新浪财经－国內")
    assert len(row[4].split("\n")) == 10
    assert desk.rows("SELECT symbol, surface, method, count FROM mention") == [("601229.SH", "上海银行", "markup", 3)]
    assert desk.rows("SELECT * FROM article_image") == []
    ((capture_id, headers),) = desk.rows("SELECT id, headers FROM capture")
    assert captures.load(desk.archive.db, capture_id) == SEED.read_bytes()
    assert json.loads(headers) == [["X-Newsbot-File", SEED.name]]
    desk.take(SEED)
    assert [result.outcome for result in desk.results] == ["unchanged"]
