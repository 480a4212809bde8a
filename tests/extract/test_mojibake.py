import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extract.mojibake import mojibake, repaired
from tests.extract.languages import ENCODINGS, TEXTS

WORDS = [word for text in TEXTS.values() for word in text.split()]
SIGNS = [
    "«",
    "»",
    "“",
    "„",
    "”",
    "’",
    "…",
    "–",
    "©",
    "®",
    "°",
    "£",
    "€",
    "½",
    "§",
    "·",
    "Â",
    "Ã",
    "Ä",
    "É",
    "Ü",
    "À",
    "A",
    "\ufffd",
]


@pytest.mark.parametrize("text", [*TEXTS.values(), "", "plain", "MENÜ“ und CAFÉ” — »É« à la carte",
                                  "乱码“锟斤拷”从何而来？",
                                  "Das Wort „groÃŸ“ steht für „groß“, schrieb der Verlag in Köln.",
                                  "横浜、鎌倉、大阪の港", "陈璇、鲍涓、张鏈三人出任董事",
                                  "A股和H股、iphone和ipad"])  # fmt: skip
def test_text_that_reads_well(text: str) -> None:
    assert mojibake(text) is None
    assert repaired([text]) == [text]


@given(st.lists(st.sampled_from(WORDS) | st.sampled_from(SIGNS), min_size=12, max_size=60))
def test_normal_words_in_any_order(words: list[str]) -> None:
    """Words of several languages and typographic signs, glued or apart, are no mojibake; one lost character is none."""
    text = " ".join(words).replace("\ufffd", "", len(words) - 1)
    assert mojibake(text) is None or text.count("\ufffd") > 2


@pytest.mark.parametrize("language", sorted(set(TEXTS) - {"en"}))
def test_utf8_read_as_latin_is_undone(language: str) -> None:
    garbled = TEXTS[language].encode().decode("latin-1")
    assert (mojibake(garbled) or "").startswith("UTF-8 read as Latin-1: ")
    assert repaired([garbled]) == [TEXTS[language]]


@pytest.mark.parametrize(("garbled", "text"), [("CafÃ© crÃ¨me Ã©tÃ©", "Café crème été"),
                                               ("itâ€™s weâ€™re youâ€™ll", "it’s we’re you’ll"),
                                               ("ä¸­å›½äºº", "中国人"), ("ÐŸÑ€Ð¸", "При"),
                                               ("<p class='a'>Ã¼ber â‚¬ Ã¶l</p>",
                                                "<p class='a'>über € öl</p>")])  # fmt: skip
def test_short_text_too(garbled: str, text: str) -> None:
    assert mojibake(garbled)
    assert repaired([garbled]) == [text]


def test_the_texts_of_a_page_are_judged_together() -> None:
    garbled = TEXTS["fr"].encode().decode("latin-1")
    assert repaired(["CafÃ©", garbled]) == ["Café", TEXTS["fr"]]
    assert repaired(["CafÃ©", TEXTS["fr"]]) == ["CafÃ©", TEXTS["fr"]]


@pytest.mark.parametrize(
    "text",
    [
        "Pour la BCE, l'euro est «\xa0menacé\xa0»",
        "Total : « le prix élevé\xa0», dit la Bourse",
        "AMANHÃ… o dólar",
        "«\xa0menacé\xa0», «\xa0élevé\xa0», «\xa0donné\xa0», «\xa0noté\xa0»",
        "AMANHÃ… IRMÃ… MAÇÃ…",
        "CAFÉ® THÉ® PÂTÉ®",
    ],
)
def test_typography_behind_accents_stays(text: str) -> None:
    assert repaired([text]) == [text]
    assert mojibake(text) is None


@given(
    st.lists(st.sampled_from(WORDS), max_size=12),
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(["\xa0»", "…", "\xa0", "”", "»", "’", "–", "\xa0!"]))),
    st.booleans(),
)
def test_words_before_spaces_that_do_not_break_and_quotes_stay(
    words: list[str], quoted: list[tuple[str, str]], capitals: bool
) -> None:
    text = " ".join([*words, *(f"«\xa0{word}{sign}" for word, sign in quoted)])
    text = text.upper() if capitals else text
    assert repaired([text, text[:40]]) == [text, text[:40]]


@pytest.mark.parametrize("language", ["de", "fr", "es", "pl", "hu", "sv", "zh", "zht"])
def test_utf8_read_as_gbk(language: str) -> None:
    garbled = TEXTS[language].encode().decode("gb18030", "ignore")
    assert (mojibake(garbled) or "").startswith("UTF-8 read as GBK: ")
    assert repaired([garbled]) == [garbled]


@pytest.mark.parametrize(
    ("language", "name"), [("zh", "GBK"), ("zht", "Big5"), ("ru", "windows-1251"), ("ko", "cp949")]
)
def test_others_read_as_latin(language: str, name: str) -> None:
    garbled = TEXTS[language].encode(ENCODINGS[language][0], "ignore").decode("latin-1")
    assert (mojibake(garbled) or "").startswith(f"{name} read as Latin-1: ")


def test_lost_characters() -> None:
    assert "could not be decoded" in (mojibake(TEXTS["de"].encode("cp1252").decode("utf-8", "replace")) or "")
    assert mojibake(TEXTS["de"] + "\ufffd") is None
    assert mojibake("锟斤拷" * 3)


@given(st.text(max_size=200) | st.text(st.characters(max_codepoint=0x17F), max_size=100))
def test_never_raises(text: str) -> None:
    found = mojibake(text)
    assert found is None or len(found) < 100
    (again,) = repaired([text])
    assert again == text or len(again) < len(text)
