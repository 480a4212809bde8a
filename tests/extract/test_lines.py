import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extract.lines import ASIDE, CRUMB, FOREIGN, HIDDEN, OUTSIDE, Lines


def texts(html: str) -> list[str]:
    return [line.text for line in Lines(lxml.html.document_fromstring(f"<html><body>{html}</body></html>")).items]


def test_a_line_ends_with_its_block_or_a_line_break() -> None:
    assert texts("<div>one <b>two</b> three<p>four</p>five<br>six</div>") == ["one two three", "four", "five", "six"]


def test_spans_of_one_block_are_one_line_of_several_pieces() -> None:
    lines = Lines(lxml.html.document_fromstring("<div><span>By</span> <a>Ada Quill</a></div>"))
    assert [line.pieces for line in lines.items] == [["By", "Ada Quill"]]


def test_a_time_element_is_a_line_of_its_own() -> None:
    assert texts("<p>Published <time>14 Oct 2031</time></p>") == ["Published", "14 Oct 2031"]


def test_text_of_scripts_and_forms_is_none() -> None:
    assert texts("<script>1</script><style>2</style><p>a</p><textarea>3</textarea><select><option>4</select>") == ["a"]


@pytest.mark.parametrize(
    ("markup", "flags"),
    [
        ("<div class='comment-list'><p>x</p></div>", FOREIGN),
        ("<div class='commentary'><p>x</p></div>", 0),
        ("<nav><p>x</p></nav>", OUTSIDE),
        ("<aside><p>x</p></aside>", ASIDE),
        ("<div class='breadcrumb'><p>x</p></div>", CRUMB),
        ("<div><p style='display: none'>x</p></div>", HIDDEN),
        ("<div hidden><p>x</p></div>", HIDDEN),
        ("<article class='story'><p>x</p></article>", 0),
    ],
)
def test_flags_come_from_everything_around(markup: str, flags: int) -> None:
    lines = Lines(lxml.html.document_fromstring(f"<html><body class='no-sidebar'>{markup}</body></html>"))
    assert lines.flags(lines.items[0].node) == flags
    assert lines.is_foreign(lines.items[0].node) == bool(flags & (FOREIGN | OUTSIDE | ASIDE))


def test_lines_below_end_when_the_text_is_under_way() -> None:
    lines = Lines(lxml.html.document_fromstring("<h1>a</h1><p>b</p>" + f"<p>{'long ' * 40}</p>" * 20))
    assert list(lines.below(0)) == [1, 2, 3, 4, 5, 6]


def test_deep_nesting_is_read() -> None:
    tree = lxml.html.document_fromstring("<div>" * 1000 + "x", parser=lxml.html.HTMLParser(huge_tree=True))
    lines = Lines(tree)
    assert [line.text for line in lines.items] == ["x"]
    assert lines.flags(lines.items[0].node) == 0


def test_comments_between_texts() -> None:
    assert texts("<!-- x -->one <b>two <!-- y -->three</b> four<?pi?> five" + "<!-- z --> more" * 30_000)[0].startswith(
        "one two three four five more more"
    )


@given(st.text(alphabet="<>/abdivspnr \"'=x\n", max_size=200))
def test_any_markup_is_read(html: str) -> None:
    assert all(
        line.text and "\n" not in line.text for line in Lines(lxml.html.document_fromstring(f"<p>{html}</p>")).items
    )
