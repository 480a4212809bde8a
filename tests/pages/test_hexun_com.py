"""What the saved pages of 和讯 do not show."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot import pages
from newsbot.errors import ExtractError
from tests.listings.mutate import mutated

FIXTURES = Path(__file__).parent / "fixtures"
FOLDED, OLD = ((FIXTURES / f"hexun_{name}.html").read_bytes() for name in ("folded", "old"))
URL = "http://stock.hexun.com/2031-10-14/990000005.html"


def test_the_text_is_whole_although_it_is_folded_up() -> None:
    assert b"height:500px; overflow:hidden" in FOLDED
    assert "全年增速在4%上下" in (pages.read(URL, FOLDED).article_body or "")


def test_a_work_code_is_no_editor() -> None:
    body = FOLDED.replace("何雁 HN666".encode("gb18030"), b" HN666")
    article = pages.read(URL, body)
    assert article.editor is None
    assert "HN666" not in (article.article_body or "")


def test_a_page_whose_address_is_unknown() -> None:
    assert pages.page_class(None, FOLDED).parser == "hexun_com/1"


@settings(deadline=None)
@given(st.sampled_from([FOLDED, OLD]).flatmap(mutated))
def test_damaged_pages(body: bytes) -> None:
    try:
        article = pages.read(URL, body)
    except ExtractError:
        return
    assert article.headline
    assert article.article_body
