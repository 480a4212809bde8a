import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extract import people


@pytest.mark.parametrize(
    "name",
    ["Ada Quill", "ADA QUILL", "Ada B. Quill", "Jan van der Berg", "Zoë O'Neill-Fox", "张三", "欧阳小云", "김서윤"],
)
def test_names_of_people(name: str) -> None:
    assert people.is_name(name)


@pytest.mark.parametrize(
    "text",
    [
        "Ledger",
        "Ada",
        "the board said",
        "The Russian",
        "Staff Writer",
        "News Desk",
        "2031",
        "a@b.example",
        "云州日报社记者",
    ],
)
def test_what_is_no_name(text: str) -> None:
    assert not people.is_name(text)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["By Ada Quill and Ben Thorpe"], ["Ada Quill", "Ben Thorpe"]),
        (["Ada Quill, Ben Thorpe und Cem Usta"], ["Ada Quill", "Ben Thorpe", "Cem Usta"]),
        (["张三、李四"], ["张三", "李四"]),
        (["作者：张三"], ["张三"]),
        (["Ada Quill, Senior Reporter"], ["Ada Quill"]),
        (["Ada Quill (Norrvik)"], ["Ada Quill"]),
        (["Ada Quill", "Reuters"], ["Ada Quill"]),
        (["Reuters"], ["Reuters"]),
        (["dpa"], ["dpa"]),
        (["Le Grand Livre et AFP"], ["Le Grand Livre et AFP"]),
        (["Northsea Ledger"], []),
        (["https://ledger.example/ada", "name, email@mail.example", "admin", "webmaster7", ""], []),
    ],
)
def test_authors_that_data_name(values: list[str], expected: list[str]) -> None:
    assert people.credited(values, ["Northsea Ledger", "ledger.example"]) == expected


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (["By", "Ada Quill", "and", "Ben Thorpe"], ["Ada Quill", "Ben Thorpe"]),
        (["By Ada Quill, Staff Writer, and Ben Thorpe | Oct. 14"], ["Ada Quill", "Ben Thorpe"]),
        (["Von", "Jan Petersen"], ["Jan Petersen"]),
        (["von Jan Petersen und Uta Lenz"], ["Jan Petersen", "Uta Lenz"]),
        (["Par", "Zoé Martin"], ["Zoé Martin"]),
        (["Author of the article:", "Ada Quill"], ["Ada Quill"]),
        (["2031-10-14 09:20 来源：云州日报 作者：张三"], ["张三"]),
        (["文/李四"], ["李四"]),
        (["张三/云州日报"], ["张三"]),
        (["By the board of the port"], []),
        (["Ada Quill"], []),
        (["Stand by for more"], []),
    ],
)
def test_bylines_by_the_headline(pieces: list[str], expected: list[str]) -> None:
    assert people.shown(pieces, hinted=False) == expected


def test_a_hint_stands_for_the_label() -> None:
    assert people.shown(["Ada Quill"], hinted=True) == ["Ada Quill"]
    assert people.shown(["More stories"], hinted=True) == []


@pytest.mark.parametrize(
    ("line", "following", "expected"),
    [
        ("2031-10-14 09:20 来源: 云州日报 举报", "", "云州日报"),
        ("来源：云州日报 作者：张三", "", "云州日报"),
        ("来源：《云州日报》", "", "云州日报"),
        ("来源：", "云州日报", "云州日报"),
        ("來源：雲州日報", "", "雲州日報"),
        ("来源：2031-10-14", "", None),
        ("收入来源很多", "", None),
        ("来源：", "这一行是正文的第一段，它说的是别的事情，而且很长很长。", None),
    ],
)
def test_the_source_line(line: str, following: str, expected: str | None) -> None:
    assert people.source(line, following) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("【纠错】 责任编辑： 张三", (["张三"], True)),
        ("责任编辑：张三_YZ0123", (["张三"], True)),
        ("编辑：李四 校对：王五", (["李四"], False)),
        ("责编：张三 李四", (["张三", "李四"], True)),
        ("编辑部在云港", ([], False)),
        ("编辑：这里没有名字而是一句话", ([], False)),
    ],
)
def test_the_editor_line(line: str, expected: tuple[list[str], bool]) -> None:
    assert people.editors(line) == expected


@given(st.text(max_size=80), st.booleans())
def test_any_text_is_read(text: str, hinted: bool) -> None:
    names = [*people.shown([text], hinted=hinted), *people.credited([text]), *people.editors(text)[0]]
    assert all(name and "\n" not in name and len(name) <= 60 for name in names)
    assert people.source(text, text) is None or 2 <= len(people.source(text, text) or "") <= 30
