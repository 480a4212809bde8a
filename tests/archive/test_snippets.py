"""What is highlighted is what was searched for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.archive.snippets import find, snippet

TEXT = "今天A股上涨了。\n上海银行（601229.SH）公布年报，ＡＢＣ Bank of China; banking and C++."


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("银行", ["银行"]),
        ("银", ["银"]),
        ("a股", ["A股"]),
        ("601229.sh", ["601229.SH"]),
        ("601229SH", []),
        ("abc", ["ＡＢＣ"]),
        ("bank", ["Bank"]),
        ("上海 年报", ["上海", "年报"]),
        ("c++", ["C"]),
        ('"上海银行 601229" 年报', ["上海银行（601229", "年报"]),
        ("", []),
        ("(", []),
    ],
)
def test_words_are_marked(query: str, marked: list[str]) -> None:
    assert [TEXT[begin:end] for begin, end in find(TEXT, query)] == marked


def test_a_snippet_is_cut_around_the_first_match() -> None:
    body = "甲" * 100 + "\n银行公布年报。\n" + "乙" * 100
    text, spans = snippet(body, "银行", 60)
    assert text.startswith("…甲")
    assert text.endswith("乙…")
    assert [text[begin:end] for begin, end in spans] == ["银行"]


def test_words_of_latin_script_are_not_cut_at_the_beginning() -> None:
    text, _ = snippet("Confidence among manufacturers fell further while the bank held rates.", "bank", 40)
    assert text.startswith(("…fell ", "…further "))


def test_a_body_without_a_match_is_shown_from_its_beginning() -> None:
    assert snippet("甲乙丙", "银行", 60) == ("甲乙丙", [])
    assert snippet("", "银行", 60) == ("", [])


@given(st.text(), st.text(), st.integers(1, 50))
def test_spans_lie_inside_the_text(body: str, query: str, length: int) -> None:
    text, spans = snippet(body, query, length)
    assert all(0 <= begin < end <= len(text) for begin, end in spans)
    assert "\n" not in text
