"""``newsbot sources boilerplate``."""

from datetime import UTC, datetime
from pathlib import Path

from newsbot.archive import Archive, articles
from tests.cli.conftest import Newsbot
from tests.filled import article

PROMO = "云州理财早报，每天早上八点，陪您看懂市场的每一天。"


def teach(path: Path) -> None:
    days = iter(range(1, 30))
    with Archive(path, clock=lambda: datetime(2040, 11, next(days), 12, tzinfo=UTC)) as archive:
        for number in range(50, 55):
            body = "\n".join((*(f"第{number}号公告的第{part}段，共{number * part}箱。" for part in range(4)), PROMO))
            with archive.write() as tx:
                articles.store(tx, article(number, f"第{number}号公告", body), None, ())


def test_learned_lines_are_listed_and_kept(newsbot: Newsbot, filled: Path) -> None:
    assert newsbot("sources", "boilerplate", "--json").json == []
    empty = newsbot("sources", "boilerplate", "roll")
    assert (empty.status, empty.out, empty.err) == (0, "", "nothing learned yet of roll\n")
    teach(filled)
    ran = newsbot("sources", "boilerplate", "roll")
    assert ran.status == 0
    assert PROMO in ran.out.replace("\n", "").replace(" ", "")
    (line,) = newsbot("sources", "boilerplate", "--json").json
    said = [line[key] for key in ("source", "text", "articles", "place", "kept")]
    assert said == ["roll", PROMO, 5, "end", None]
    assert newsbot("sources", "boilerplate", "wire", "--json").json == []
    assert newsbot("sources", "boilerplate", "--keep", str(line["id"]), "--json").json[0]["kept"]


def test_an_unknown_line(newsbot: Newsbot, filled: Path) -> None:
    ran = newsbot("sources", "boilerplate", "--keep", "77")
    assert (ran.status, ran.out) == (2, "")
    assert "no learned line 77" in ran.err


def test_an_unknown_source(newsbot: Newsbot, filled: Path) -> None:
    ran = newsbot("sources", "boilerplate", "rool")
    assert (ran.status, ran.out) == (2, "")
    assert "there is no source `rool`. Did you mean `roll`?" in ran.err


def test_without_an_archive(newsbot: Newsbot) -> None:
    assert newsbot("sources", "boilerplate", "--keep", "1").status == 2
    assert newsbot("sources", "boilerplate").status == 1
