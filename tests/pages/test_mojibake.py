"""Garbled pages: restored where nothing is lost, else refused by name."""

import pytest

from newsbot import pages
from newsbot.errors import Mojibake
from tests.extract.languages import TEXTS

URL = "https://ledger.example/story"


def page(headline: str, text: str) -> bytes:
    paragraphs = f"<p>{text}</p>" * 3
    html = f"<html><head><title>{headline}</title></head><body><h1>{headline}</h1><article>{paragraphs}</article>"
    return html.encode()


@pytest.mark.parametrize("language", ["de", "zh", "ru"])
def test_text_encoded_twice_is_restored(language: str) -> None:
    text = TEXTS[language]
    garbled = text.encode().decode("latin-1")
    article = pages.read(URL, page(garbled[:40].split("\x80")[0] if language == "de" else "Harbours", garbled))
    assert article.article_body == "\n".join([text] * 3)
    assert text[:20] in (article.article_body_html or "")


@pytest.mark.parametrize("language", ["zh", "fr"])
def test_what_cannot_be_restored_is_refused(language: str) -> None:
    garbled = TEXTS[language].encode().decode("gb18030", "ignore")
    with pytest.raises(Mojibake, match=r"ledger\.example/story: the text is mojibake \(UTF-8 read as GBK: "):
        pages.read(URL, page("Harbours", garbled))


def test_authors_of_a_line_of_credits() -> None:
    text = TEXTS["zh"]
    article = pages.read_fragment(f"<p>{text}</p>" * 3 + "<p>来源：云州日报 作者：林小舟 责任编辑：何青</p>")
    assert (article.authors, article.editor, article.publisher) == (["林小舟"], "何青", "云州日报")
    assert "责任编辑" not in (article.article_body or "")
