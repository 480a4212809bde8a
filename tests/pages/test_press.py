"""Pages of Western media, broken in every way."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot import pages
from newsbot.errors import ExtractError
from newsbot.pages.boersen_zeitung_de import BoersenZeitungPage
from newsbot.pages.businessinsider_com import InsiderPage, InsiderPageOf2024
from newsbot.pages.businessinsider_de import InsiderGermanyPage
from newsbot.pages.cnbc_com import CnbcPage
from newsbot.pages.financialpost_com import FinancialPostPage, FinancialPostPageOf2024
from tests.listings.mutate import mutated

FIXTURES = Path(__file__).parent / "fixtures"
LAYOUTS = {
    "boersenzeitung_article": BoersenZeitungPage,
    "businessinsider_article": InsiderPage,
    "businessinsider_slides": InsiderPageOf2024,
    "businessinsider_de": InsiderGermanyPage,
    "cnbc_article": CnbcPage,
    "financialpost_elements": FinancialPostPage,
    "financialpost_2024": FinancialPostPageOf2024,
}


def saved(name: str) -> tuple[str, bytes]:
    asked: str = json.loads((FIXTURES / f"{name}.json").read_text("utf-8"))["asked"]
    return asked, (FIXTURES / f"{name}.html").read_bytes()


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_is_told_by_its_marks(name: str) -> None:
    url, body = saved(name)
    assert pages.page_class(url, body) is LAYOUTS[name]
    assert pages.page_class(None, body) is LAYOUTS[name]


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_page_without_its_layout_is_still_read(name: str) -> None:
    url, _ = saved(name)
    texts = [f"Wrenfield Rail earned {n} million in quarter {n}, it said on Friday in the harbour." for n in range(5)]
    body = "".join(f"<p>{text}</p>" for text in texts)
    page = f"<html><body><article><h1>Results of the quarter</h1>{body}</article></body></html>"
    article = pages.read(url, page.encode())
    assert (article.headline, article.article_body) == ("Results of the quarter", "\n".join(texts))


@settings(deadline=None)
@given(st.sampled_from(sorted(LAYOUTS)).map(saved).flatmap(lambda one: st.tuples(st.just(one[0]), mutated(one[1]))))
def test_damaged_pages(page: tuple[str, bytes]) -> None:
    try:
        article = pages.read(*page)
    except ExtractError:
        return
    assert article.headline
    assert article.article_body or article.images
