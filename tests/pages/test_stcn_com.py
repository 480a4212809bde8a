"""证券时报: which of the two layouts reads a page."""

from pathlib import Path

import pytest
from hypothesis import given

from newsbot import pages
from newsbot.errors import ExtractError
from newsbot.pages.stcn_com import StcnPage, StcnPageOf2019
from tests.listings.mutate import mutated

FIXTURES = Path(__file__).parent / "fixtures"
NEW, OLD = ((FIXTURES / f"{name}.html").read_bytes() for name in ("stcn_detail", "stcn_2019_bare_text"))


@pytest.mark.parametrize(
    ("url", "body", "name", "expected"),
    [
        ("https://www.stcn.com/article/detail/9900001.html", NEW, None, StcnPage),
        ("http://kuaixun.stcn.com/2019/1125/15000001.shtml", OLD, None, StcnPageOf2019),
        ("http://company.stcn.com/", b"<p>x", None, StcnPage),
        ("http://127.0.0.1:8080/a", OLD, "stcn_com", StcnPageOf2019),
        (None, NEW, None, StcnPage),
        (None, OLD, None, StcnPageOf2019),
    ],
)
def test_layouts(url: str | None, body: bytes, name: str | None, expected: type) -> None:
    assert pages.page_class(url, body, name) is expected


def test_only_labelled_spans_are_source_and_author() -> None:
    body = NEW.decode().replace(
        "<span>来源：证券时报·e公司</span> <span>作者：白露 江一帆</span>", "<span>e公司</span>"
    )
    article = pages.read("https://www.stcn.com/article/detail/9900001.html", body.encode())
    assert (article.publisher, article.authors) == (None, [])
    assert article.date_published == "2031-10-14T01:20:00.000Z"


@given(mutated(NEW) | mutated(OLD))
def test_a_damaged_page_is_read_or_refused(body: bytes) -> None:
    try:
        article = pages.read(None, body, page="stcn_com")
    except ExtractError:
        return
    assert article.headline
    assert article.article_body
