import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extract import language

CHINESE = "港口委员会周二表示，从明年一月起将把费用提高百分之四，航运公司对此表示失望，并说会改走别的航线。"
TRADITIONAL = "港口委員會週二表示，從明年一月起將把費用提高百分之四，航運公司對此表示失望，並說會改走別的航線。"
JAPANESE = "港湾委員会は火曜日、来年一月から料金を四パーセント引き上げると発表した。海運会社は失望を示した。"
KOREAN = "항만위원회는 화요일 내년 일월부터 요금을 사 퍼센트 인상한다고 발표했다. 해운사들은 실망을 나타냈다."
RUSSIAN = "Совет порта сообщил во вторник, что с января повысит сборы на четыре процента."
ENGLISH = (
    "The board of the port said on Tuesday that it will raise its tolls by four per cent in January, " * 2
    + "it is said to be."
)
GERMAN = (
    "Der Hafen wird die Gebühren im Januar erhöhen, und die Reeder sind nicht froh, denn das ist für sie " * 2
    + "teuer."
)


@pytest.mark.parametrize(
    ("declared", "text", "expected"),
    [
        (["en-GB"], ENGLISH, "en-GB"),
        (["zh_CN"], CHINESE, "zh-CN"),
        (["cn"], CHINESE, "zh-CN"),
        (["zh-cmn-Hans"], CHINESE, "zh-CN"),
        (["en"], CHINESE, "zh-CN"),
        (["zh-CN"], ENGLISH, "en"),
        (["", "english please", "de-DE"], GERMAN, "de-DE"),
        ([], CHINESE, "zh-CN"),
        ([], TRADITIONAL, "zh-TW"),
        (["zh-HK"], TRADITIONAL, "zh-HK"),
        ([], JAPANESE, "ja"),
        (["en"], JAPANESE, "ja"),
        ([], KOREAN, "ko"),
        ([], RUSSIAN, "ru"),
        (["uk"], RUSSIAN, "uk"),
        ([], ENGLISH, "en"),
        ([], GERMAN, "de"),
        ([], "x", None),
        (["fr"], "x", "fr"),
    ],
)
def test_language(declared: list[str], text: str, expected: str | None) -> None:
    assert language.choose(declared, ["Menu", text]) == expected


@given(st.lists(st.text(max_size=20), max_size=3), st.lists(st.text(max_size=100), max_size=5))
def test_any_text_has_a_language_or_none(declared: list[str], lines: list[str]) -> None:
    found = language.choose(declared, lines)
    assert found is None or (found.isascii() and found.replace("-", "").isalnum())
