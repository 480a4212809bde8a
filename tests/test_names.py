from pathlib import Path

import pytest

from newsbot.archive import Archive
from newsbot.archive import names as archived
from newsbot.config import parse
from newsbot.errors import ConfigError
from newsbot.finance.names import Name
from newsbot.finance.packaged import packaged
from newsbot.items import TickerMention
from newsbot.names import Names, known, meant, read

OWN = Name("海屿科技", "09701.HK")


def teach(archive: Archive, name: str, symbol: str) -> None:
    for number in (1, 2):
        with archive.write() as tx:
            archived.learn(tx, number, TickerMention(symbol, name, "markup"))


def test_the_table_grows_with_what_the_archive_learns(tmp_path: Path) -> None:
    with Archive(tmp_path / "archive.db") as archive:
        known = Names([OWN])
        table = known.table(archive.db)
        assert [mention.symbol for mention in table.find("青岭银行与海屿科技")] == ["09701.HK"]
        assert known.table(archive.db) is table
        teach(archive, "青岭银行", "601901.SH")
        assert known.table(archive.db) is not table
        found = known.table(archive.db).find("青岭银行与海屿科技")
        assert [mention.symbol for mention in found] == ["601901.SH", "09701.HK"]


def test_what_a_person_means(tmp_path: Path) -> None:
    with Archive(tmp_path / "archive.db") as archive:
        teach(archive, "青岭银行", "601901.SH")
        teach(archive, "青岭银行", "06901.HK")
        assert meant(archive.db, " 青岭银行 ") == ["06901.HK", "601901.SH"]
        assert meant(archive.db, "海屿科技", [OWN]) == ["09701.HK"]
        assert meant(archive.db, "600519") == ["600519.SH"]
        assert meant(archive.db, "0700.hk") == ["00700.HK"]
        assert meant(archive.db, "无此公司") == []


def test_a_learned_name_wins_over_a_packaged_one(tmp_path: Path) -> None:
    with Archive(tmp_path / "archive.db") as archive:
        looked_for = Names([Name("Oderso Data", "OLD.US", packaged=True)])
        assert [mention.symbol for mention in looked_for.table(archive.db).find("Oderso Data")] == ["OLD.US"]
        teach(archive, "Oderso Data", "NEW.US")
        assert [mention.symbol for mention in looked_for.table(archive.db).find("Oderso Data")] == ["NEW.US"]


def test_a_person_can_mean_a_packaged_name(tmp_path: Path) -> None:
    own = [Name("Oderso", "ODSR.US", packaged=True), Name("BD", "BDX.US", packaged=True)]
    with Archive(tmp_path / "archive.db") as archive:
        assert meant(archive.db, "Oderso", own) == ["ODSR.US"]
        assert meant(archive.db, "BD", own) == ["BD.US"]  # capitals are a code
        teach(archive, "Oderso", "ODSN.US")
        assert meant(archive.db, "Oderso", own) == ["ODSN.US"]


def test_packaged_names_can_be_switched_off(tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text("name,symbol\n海屿科技,9701.hk\n", "utf-8")
    text = '[tickers]\nnames = "names.csv"\n'
    assert known(parse(text, tmp_path / "newsbot.toml")) == [OWN, *packaged()]
    assert known(parse(text + "packaged = false\n", tmp_path / "newsbot.toml")) == [OWN]


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    assert read(None) == []
    with pytest.raises(ConfigError, match=r"names\.csv: the names cannot be read"):
        read(file)
    file.write_text("name,symbol\n海屿科技,x9\n", "utf-8")
    with pytest.raises(ConfigError, match=r"names\.csv:2: `symbol` 'x9'"):
        read(file)
    file.write_text("name,symbol\n海屿科技,9701.hk\n", "utf-8")
    assert read(file) == [OWN]
