from pathlib import Path

import pytest

from newsbot.archive import Archive
from newsbot.archive import names as archived
from newsbot.errors import ConfigError
from newsbot.finance.names import Name
from newsbot.items import TickerMention
from newsbot.names import Names, meant, read

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
