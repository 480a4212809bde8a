import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsbot.extract.decode import decode, utf8_text
from tests.extract.languages import ENCODINGS, TEXTS

TEXT = "云州外贸回暖，朱镕基路通车。"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"\xef\xbb\xbf" + TEXT.encode(), "text/html; charset=gbk"),
        (TEXT.encode("utf-16"), None),
        (TEXT.encode(), None),
        (TEXT.encode(), "text/html; charset=gb2312"),
        (b'<meta charset="gb2312">' + TEXT.encode(), None),
        (TEXT.encode("gb18030"), "text/html; charset=gb2312"),
        (b'<meta http-equiv="Content-type" content="text/html; charset=GBK">' + TEXT.encode("gb18030"), None),
        (b"<style>" + b" " * 5000 + b"</style><meta charset=gb2312>" + TEXT.encode("gb18030"), "text/html"),
        (TEXT.encode("gb18030"), None),
        (TEXT.encode("gb18030"), "text/html; charset=utf-8"),
        (TEXT.encode("gb18030"), "text/html; charset=nosuch"),
        (TEXT.encode()[:-1], None),
        (TEXT.encode("gb18030")[:-1], "text/html; charset=gbk"),
        (TEXT.encode().replace("云".encode(), b"\0" + "云".encode()), None),
    ],
)
def test_chinese(body: bytes, content_type: str | None) -> None:
    text = decode(body, content_type)
    assert "外贸回暖，朱" in text
    assert "\ufffd" not in text
    assert "\0" not in text


def test_declared_big5() -> None:
    assert decode("雲州外貿回暖".encode("big5"), "text/html; charset=big5") == "雲州外貿回暖"


@pytest.mark.parametrize("content_type", [None, "text/html; charset=iso-8859-1"])
def test_western(content_type: str | None) -> None:
    assert decode("Zürich – Börse schließt".encode("cp1252"), content_type) == "Zürich – Börse schließt"


def test_one_bad_byte_does_not_change_the_encoding() -> None:
    body = b'<meta charset="utf-8">' + TEXT.encode() * 20 + b"\xff" + TEXT.encode() * 20
    assert decode(body).count("\ufffd") == 1


def test_a_utf16_claim_in_readable_ascii_is_wrong() -> None:
    assert decode(b'<meta charset="utf-16">plain') == '<meta charset="utf-16">plain'


@given(
    st.binary(max_size=300),
    st.none() | st.text(max_size=30) | st.sampled_from(["text/html; charset=gbk", "a; charset=idna"]),
)
@example(b'<meta charset="hex">', None)
@example(b"\xff\xfe\x00", None)
def test_never_raises(body: bytes, content_type: str | None) -> None:
    assert "\0" not in decode(body, content_type)


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")))
@example(b"\xef\xbb\xbf" + TEXT.encode())
@example(TEXT.encode()[:-1])
@example(TEXT.encode())
def test_pages_that_are_utf8_as_they_stand(body: bytes) -> None:
    text = utf8_text(body)
    assert text is None or (text == decode(body, "text/html; charset=gbk") and text.encode() == body)


def test_chinese_utf8_needs_no_second_copy() -> None:
    assert utf8_text(TEXT.encode()) == TEXT


CASES = [
    (language, encoding) for language, encodings in ENCODINGS.items() for encoding in encodings if language != "hu"
]
"""Undeclared Hungarian is taken for Western: only two of its letters differ, and both are letters there."""


@pytest.mark.parametrize("claim", [None, "utf-8", "nosuch", "right"])
@pytest.mark.parametrize(("language", "encoding"), CASES)
def test_missing_and_right_declarations(language: str, encoding: str, claim: str | None) -> None:
    body = TEXTS[language].encode(encoding, "ignore")
    label = encoding.replace("cp125", "windows-125") if claim == "right" else claim
    assert decode(body, label and f"text/html; charset={label}") == body.decode(encoding)


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("claim", ["iso-8859-1", "windows-1252", "gbk", "big5", "shift_jis", "euc-kr", "windows-1251"])
def test_utf8_is_utf8_whatever_it_claims(language: str, claim: str) -> None:
    assert decode(TEXTS[language].encode(), f"text/html; charset={claim}") == TEXTS[language]


@pytest.mark.parametrize(("language", "encoding"), [case for case in CASES if case[1] != "cp1252"])
@pytest.mark.parametrize("claim", ["iso-8859-1", "gbk", "big5", "shift_jis", "euc-kr", "koi8-r", "windows-1251"])
def test_wrong_declarations(language: str, encoding: str, claim: str) -> None:
    body = f'<meta charset="{claim}">'.encode() + TEXTS[language].encode(encoding, "ignore")
    assert decode(body).endswith(body.decode(encoding)[-100:])


@given(st.sampled_from(CASES), st.integers(0, 200), st.integers(40, 120), st.booleans())
def test_a_right_declaration_is_never_overruled(case: tuple[str, str], start: int, size: int, header: bool) -> None:
    """Whatever part of a text is there, names and figures alone too."""
    language, encoding = case
    body = TEXTS[language][start : start + size].encode(encoding, "ignore")
    label = encoding.replace("cp125", "windows-125")
    page = body if header else f'<meta charset="{label}">'.encode() + body
    assert decode(page, f"text/html; charset={label}" if header else None).endswith(body.decode(encoding))


def test_english_with_typographic_quotes_is_not_chinese() -> None:
    body = "It’s the bank’s “best” year – so far. It’s growing.".encode("cp1252") * 3
    assert "It’s" in decode(body, "text/html; charset=gb2312")


def test_text_after_long_scripts() -> None:
    text = TEXTS["ja"] * 3
    body = b"<script>" + b"var a = 1;" * 30_000 + b"</script>" + text.encode("cp932")
    assert decode(body, "text/html; charset=iso-8859-1").endswith(text)
