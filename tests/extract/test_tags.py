import lxml.html
import pytest

from newsbot.extract import tags
from newsbot.extract.lines import Lines


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["ports, tolls，港口;tolls"], ["ports", "tolls", "港口"]),
        (["港口 税费 云港"], ["港口", "税费", "云港"]),
        (["harbour tolls"], ["harbour tolls"]),
        (["Harbour tolls, rise"], []),
        (["Harbour tolls rise", "ports"], ["ports"]),
        (["@post-id:17", "/article", "Page Type: Article", "x" * 61, "ports"], ["ports"]),
        ([], []),
    ],
)
def test_keywords(values: list[str], expected: list[str]) -> None:
    assert tags.keywords(values, ("Harbour tolls rise", "Harbour tolls rise | Ledger")) == expected


def test_section() -> None:
    page = "<div class='breadcrumb'><a>首页</a> &gt; <a>航运</a> &gt; <span>正文</span></div><h1>云港大罢工</h1>"
    lines = Lines(lxml.html.document_fromstring(page))
    assert tags.section(["post", "Shipping, World"], lines, 1, "云港大罢工") == "Shipping"
    assert tags.section(["article"], lines, 1, "云港大罢工") == "航运"
    assert tags.section([], Lines(lxml.html.document_fromstring("<h1>x</h1>")), 0, "x") is None
