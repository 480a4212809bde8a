import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.listings import text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (" a\n\t b ", "a b"),
        ("\x00", None),
        ("", None),
        (7, "7"),
        (True, None),
        (None, None),
        ([], None),
        ("　标题　", "标题"),
    ],
)
def test_line(value: object, expected: str | None) -> None:
    assert text.line(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a<br>b<p>c</p>d", "a b c d"),
        ("a<b>b</b>c &lt;d&gt;", "abc <d>"),
        ("<script>x</script><style>y</style>z", "z"),
        ("<p> </p>", None),
        ("&nbsp;", None),
        ("plain", "plain"),
        ("<html><body>x</body></html>", "x"),
        ("<?xml version='1.0' encoding='utf-8'?><p>x</p>", "x"),
        ("<!-- c -->x", "x"),
        (None, None),
        (5, "5"),
    ],
)
def test_plain(value: object, expected: str | None) -> None:
    assert text.plain(value) == expected


def test_plain_of_deep_nesting() -> None:
    assert "x" in (text.plain("<div>" * 5000 + "x") or "x")


@pytest.mark.parametrize(
    ("value", "expected"),
    [("a,b，a, ", ["a", "b"]), (["a", 1, None], ["a", "1"]), ("", []), (None, []), (7, [])],
)
def test_keywords(value: object, expected: list[str]) -> None:
    assert text.keywords(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("zh-cn", "zh-CN"),
        ("EN", "en"),
        ("zh_hant_hk", "zh-Hant-HK"),
        ("english", None),
        ("", None),
        (None, None),
        ("en-419", "en-419"),
    ],
)
def test_language(value: object, expected: str | None) -> None:
    assert text.language(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("甲公司<b>签约</b>。\n另有", "甲公司<b>签约</b>。\n另有"),
        ("a &amp; b", "a &amp; b"),
        ("利润<3亿 & 增>5", "利润&lt;3亿 &amp; 增&gt;5"),
        (" 一\r\n\n二\x00 ", "一<br>二"),
        ("<p> </p>", None),
        ("", None),
        (7, None),
    ],
)
def test_markup(value: object, expected: str | None) -> None:
    assert text.markup(value) == expected


def test_pictures() -> None:
    links = ["https://p.example/a.png?x=1&y=2", "//p.example/b.png", "c.png", "javascript:x", 7]
    assert text.pictures(links) == (
        '<p><img src="https://p.example/a.png?x=1&amp;y=2"></p><p><img src="https://p.example/b.png"></p>'
    )
    assert text.pictures("https://p.example/a.png") == ""


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("【 甲 】", "甲"),
        ("【甲】乙", "【甲】乙"),
        ("【甲】【乙】", "【甲】【乙】"),
        ("【】", "【】"),
        ("甲", "甲"),
        (None, None),
    ],
)
def test_unbracketed(title: str | None, expected: str | None) -> None:
    assert text.unbracketed(title) == expected


@given(st.text(max_size=80))
def test_plain_text_survives_as_markup(words: str) -> None:
    shown = text.plain(text.markup(words)) if "<" not in words and "&" not in words else text.plain(words)
    assert shown == text.plain(words)


@given(st.text(max_size=80) | st.text(alphabet="<>/&;#!-[]?pbrdiv \"'=x中\x00", max_size=60))
def test_plain_never_raises(markup: str) -> None:
    assert text.plain(markup) is None or text.plain(markup) != ""
    assert text.absolute(markup) is None or text.absolute(markup)
