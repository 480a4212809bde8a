from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.errors import NewsbotError
from newsbot.finance.names import Name, NameTable, learnable, read_csv
from newsbot.finance.symbols import is_symbol
from tests.growth import grows_with_length

TABLE = NameTable(
    Name(*pair.partition("=")[::2])
    for pair in (
        "青岭银行=601901.SH", "青岭银行=06901.HK", "大青岭银行=002901.SZ", "大青岭=000901.SZ", "双山股份=600905.SH",
        "双山股份=002905.SZ", "山股份=600907.SH", "机器人=300024.SZ", "Oderso=ODSR.US", "Oderso Pay=ODSP.US",
    )
)  # fmt: skip


def symbols(text: str, day: str | None = None, table: NameTable = TABLE) -> list[str]:
    return [mention.symbol for mention in table.find(text, day)]


def test_a_name_of_two_markets_names_both() -> None:
    assert [(m.surface, m.method, m.symbol) for m in TABLE.find("青岭银行公告")] == [
        ("青岭银行", "name", "06901.HK"),
        ("青岭银行", "name", "601901.SH"),
    ]


def test_the_longest_match_wins() -> None:
    assert symbols("大青岭银行与大青岭") == ["002901.SZ", "000901.SZ"]
    assert symbols("Oderso Pay, Oderso") == ["ODSP.US", "ODSR.US"]


def test_an_ambiguous_name_stays_unlinked_and_hides_what_is_in_it() -> None:
    assert symbols("双山股份") == []
    assert symbols("山股份") == ["600907.SH"]


@pytest.mark.parametrize(
    "text",
    [
        "机器人行业",
        "青岭银行业监管",
        "青岭银行间市场",
        "青岭银行家",
        "青岭银行卡",
        "青岭银行業協會",
        "Oderso juice",
        "Oderso-analysis",
        "Odersons",
        "oderso",
        "Oderso Hospitality",
        "XOderso",
    ],
)
def test_look_alikes(text: str) -> None:
    assert symbols(text) == []


def test_names_as_exchanges_write_them() -> None:
    table = NameTable(
        Name(*pair.partition("=")[::2])
        for pair in (
            "云 岭Ａ=000904.SZ", "京东方A=000725.SZ", "京东方B=200725.SZ", "阿里云岭-W=09988.HK",
            "*ST青岭机电=600906.SH", "大青岭集团-W=09989.HK", "大青岭集团=002901.SZ",
        )
    )  # fmt: skip
    assert symbols("云岭A与云岭Ａ", table=table) == ["000904.SZ", "000904.SZ"]
    assert symbols("京东方获订单，京东方B", table=table) == ["000725.SZ", "200725.SZ"]
    assert symbols("北京东方广场，京东方面表示", table=table) == []
    assert symbols("京东方面临价格压力，京东方面板涨价", table=table) == ["000725.SZ", "000725.SZ"]
    assert [(m.symbol, m.surface) for m in table.find("阿里云岭－Ｗ与阿里云岭")] == [
        ("09988.HK", "阿里云岭－Ｗ"),
        ("09988.HK", "阿里云岭"),
    ]
    assert symbols("ST青岭机电、青岭机电", table=table) == ["600906.SH", "600906.SH"]
    assert symbols("大青岭集团", table=table) == ["002901.SZ"]  # what has the name itself


def test_letters_in_brackets_are_a_code_where_a_name_has_it() -> None:
    found = [
        (m.symbol, m.surface, m.method)
        for m in TABLE.find("奥德瑟（ODSR）涨，另一家（ODSX）跌；Other (ODSP) rose, (ODSR)")
    ]
    assert found == [("ODSR.US", "ODSR", "code"), ("ODSP.US", "ODSP", "code")]
    table = NameTable([Name("Oderso Bank", "CASH.US"), Name("Oderso Art", "ART.US"), Name("Oderso", "EBITA.US")])
    assert symbols("以现金（CASH）支付艺术（ART）, a 5 (EBITA)", table=table) == []


@pytest.mark.parametrize("repeated", ["Apple, ", "Visa & ", "Oderso and ", "Visa said sales ", "Oderso, Visa/"])
def test_a_page_of_names_takes_no_longer_than_its_length_says(repeated: str) -> None:
    doubtful = (Name(name, "AAPL.US", doubtful=True) for name in ("Apple", "Visa"))
    table = NameTable([*doubtful, Name("Oderso", "ODSR.US")])
    assert grows_with_length(table.find, repeated, 4_000 // len(repeated))


def test_a_refused_longer_name_makes_room_for_a_shorter_one() -> None:
    assert symbols("大青岭银行业", table=NameTable([Name("大青岭银行", "002901.SZ"), Name("大青岭", "000901.SZ")])) == [
        "000901.SZ"
    ]


@pytest.mark.parametrize("text", ["Oderso rose", "Oderso's", "Oderso.", "Oderso Inc", "Oderso CEO", "青岭Oderso公司"])
def test_a_latin_name_stands_as_a_word(text: str) -> None:
    assert "ODSR.US" in symbols(text)


def test_a_name_holds_from_one_day_until_another() -> None:
    table = NameTable(
        [Name("青岭控股", "600001.SH", until="2024-06-01"), Name("青岭控股", "600002.SH", since="2024-06-01")]
    )
    assert symbols("青岭控股", "2024-05-31", table) == ["600001.SH"]
    assert symbols("青岭控股", "2024-06-01", table) == ["600002.SH"]
    assert symbols("青岭控股", None, table) == []  # either of them


@pytest.mark.parametrize(
    ("surface", "name"),
    [
        ("青岭银行", "青岭银行"),
        (" 青岭银行(601229.SH) ", "青岭银行"),
        ("Oderso Software (ODSR)", "Oderso Software"),
        ("*ST 北溪", "*ST 北溪"),
        ("sh601229", None),
        ("601229", None),
        ("ODSR", None),
        ("ODSR.US", None),
        ("NASDAQ: ODSR", None),
        ("青岭", None),
        ("机器人", None),
        ("查看行情", None),
        ("this stock", None),
        ("Oderso fell 3% to $12", None),
        ("", None),
    ],
)
def test_what_markup_teaches(surface: str, name: str | None) -> None:
    assert learnable(surface) == name


def test_a_users_file() -> None:
    text = "Name,note,symbol,from,until\n青岭控股,x,sh600001,,2024-06-01\n\n青岭科技,,600001.SH,2024-06-01,\n"
    text += "Oderso,,odsr,,\n"
    expected = [
        Name("青岭控股", "600001.SH", None, "2024-06-01"),
        Name("青岭科技", "600001.SH", "2024-06-01", None),
        Name("Oderso", "ODSR.US"),
    ]
    for data in (text.encode(), text.encode("utf-8-sig"), text.encode("gb18030"), text.replace("\n", "\r\n").encode()):
        assert read_csv(data, "names.csv") == expected


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "names.csv:1: there is no column `name`"),
        (b"name,code\n", "names.csv:1: there is no column `symbol`"),
        ("name,symbol\n青岭银行,6012\n".encode(), ""),
        ("name,symbol\n青岭银行,六〇一\n".encode(), "names.csv:2: `symbol` '六〇一' is no symbol"),
        (b"name,symbol\nOderso,AAPL.US\n123,AAPL.US\n", "names.csv:3: `name` '123' is no name"),
        (b"name,symbol,from\nOderso,AAPL.US,2024-13-01\n", "names.csv:2: `from` '2024-13-01' is no day"),
        (b"name,symbol,from,until\nOderso,AAPL.US,2024-02-01,2024-02-01\n", "names.csv:2: `until` 2024-02-01 is not"),
        (b"\xff\xff\xff", "neither UTF-8 nor GB18030"),
        (b'name,symbol\n"Oderso,AAPL.US\n', "names.csv:2: is no CSV (unexpected end of data)"),
    ],
)
def test_a_wrong_line_is_named(data: bytes, message: str) -> None:
    if not message:
        assert read_csv(data, "names.csv")[0].symbol == "06012.HK"
        return
    with pytest.raises(NewsbotError) as raised:
        read_csv(data, "names.csv")
    assert message in str(raised.value)


LINES = st.text(max_size=100).map(lambda text: f"name,symbol\n{text}".encode("utf-8", "replace"))


@given(st.binary(max_size=200) | LINES)
def test_a_file_gives_names_or_its_own_error(data: bytes) -> None:
    with suppress(NewsbotError):
        assert all(is_symbol(name.symbol) for name in read_csv(data, "names.csv"))


@given(st.text(max_size=80), st.lists(st.text(max_size=6), max_size=6))
def test_never_raises_and_finds_what_stands_there(text: str, names: list[str]) -> None:
    table = NameTable([Name(name, f"{600000 + number}.SH") for number, name in enumerate(names)])
    assert all(mention.surface in text for mention in table.find(text))
    for surface in (text, *names):
        assert (name := learnable(surface)) is None or name in surface
