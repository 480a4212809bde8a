"""The page objects of the Chinese regulators, where the saved pages do not say it all."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot import pages
from newsbot.errors import EmptyArticle, ExtractError, SoftNotFound
from newsbot.pages.csrc_gov_cn import CsrcPage
from newsbot.pages.nfra_gov_cn import NfraPage
from newsbot.pages.pbc_gov_cn import PbcPage
from tests.listings.mutate import mutated

FIXTURES = Path(__file__).parent / "fixtures"
DOCUMENT = (FIXTURES / "nfra_document.html").read_bytes()
NOTICE = (FIXTURES / "pbc_notice.html").read_bytes()
CHALLENGE = (FIXTURES / "pbc_challenge.html").read_bytes()


def document(**data: Any) -> bytes:
    value = {"docId": 1, "docTitle": "题目", "publishDate": "2031-10-14 09:20:30", "docClob": "<p>正文。</p>", **data}
    return json.dumps({"rptCode": 200, "data": value}).encode()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("nfra_document", NfraPage),
        ("pbc_notice", PbcPage),
        ("pbc_old", PbcPage),
        ("pbc_challenge", PbcPage),
        ("csrc_article", CsrcPage),
    ],
)
def test_a_page_is_recognised_by_its_markup(name: str, expected: type) -> None:
    body = (FIXTURES / f"{name}.html").read_bytes()
    assert pages.page_class(None, body) is expected


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b'{"rptCode":500,"msg":"x","data":null}', SoftNotFound),
        (b'{"rptCode":200,"data":{}}', SoftNotFound),
        (document(docClob=None), EmptyArticle),
        (document(docTitle=""), EmptyArticle),
        (b'<html ng-app="a"><body ng-view></body></html>', EmptyArticle),
        (b'{"rptCode":', EmptyArticle),
    ],
)
def test_answers_without_an_article(body: bytes, error: type[ExtractError]) -> None:
    with pytest.raises(error):
        pages.read("https://www.nfra.gov.cn/x", body)


def test_language_and_subtitle_of_an_answer() -> None:
    english = pages.read(None, document(docTitle="Rules on deposits", docClob="<p>Rules.</p>"), page="nfra_gov_cn")
    assert english.in_language == "en"
    short = pages.read(None, document(docTitle=None, docSubtitle="短题"), page="nfra_gov_cn")
    assert (short.headline, short.in_language) == ("短题", "zh-CN")


def test_a_notice_that_mentions_the_challenge_is_an_article() -> None:
    body = NOTICE.replace("会议指出".encode(), "关于 wzwschallenge 的说明".encode())
    assert "wzwschallenge" in (pages.read("http://www.pbc.gov.cn/a/1/index.html", body).article_body or "")


@given(mutated(DOCUMENT) | mutated(CHALLENGE) | mutated(NOTICE) | st.binary(max_size=80))
def test_they_raise_only_their_own_error(body: bytes) -> None:
    for name in ("nfra_gov_cn", "pbc_gov_cn", "csrc_gov_cn"):
        try:
            article = pages.read("https://www.nfra.gov.cn/x", body, page=name)
        except ExtractError:
            continue
        assert article.headline
        assert article.article_body
