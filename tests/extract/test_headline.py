import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extract import headline
from newsbot.extract.headline import Shown
from newsbot.extract.lines import Lines


def choose(
    body: str, claims: list[str], title: str = "", names: tuple[str, ...] = (), originals: tuple[str, ...] = ()
) -> str | None:
    tree = lxml.html.document_fromstring(f"<html><body>{body}</body></html>")
    shown = headline.shown(tree, Lines(tree), [*claims, title])
    return headline.choose(shown, claims, title, names, originals)


@pytest.mark.parametrize(
    ("body", "claims", "title", "expected"),
    [
        # A template that cuts its metas at an unescaped quote.
        ('<h1>云港"暗流"再起 谁在接盘</h1>', ["云港"], '云港"暗流"再起 谁在接盘_云州财经', '云港"暗流"再起 谁在接盘'),
        # A logo is the first h1.
        ("<h1 class='logo'>Ledger</h1><h1>Harbour tolls rise</h1>", ["Harbour tolls rise"], "", "Harbour tolls rise"),
        ("<h1>Ledger Opinion</h1><h1>Harbour tolls rise</h1>", [], "Harbour tolls rise - Ledger", "Harbour tolls rise"),
        # The h1 is empty or a breadcrumb; what the metas say stands elsewhere.
        ("<h1></h1><p class='h-title'>云港罢工影响交通</p>", [], "云港罢工影响交通-云州网", "云港罢工影响交通"),
        (
            "<h1 class='breadcrumb__last'>Norrvik tolls</h1><h2>Harbour tolls rise by four per cent</h2>",
            ["Harbour tolls rise by four per cent"], "Norrvik tolls | Ledger", "Harbour tolls rise by four per cent",
        ),
        ("<h2>Harbour tolls rise</h2><h2>Other news of the day</h2>", ["Harbour tolls rise"], "", "Harbour tolls rise"),
        # Kicker and headline in one h1: the data say what stands between them, or that only one is the headline.
        (
            "<h1><span>Norrvik</span><span>Tolls to rise again</span></h1>",
            ["Norrvik: Tolls to rise again"], "", "Norrvik: Tolls to rise again",
        ),
        ("<h1><i>Shipping</i> Tolls to rise again</h1>", ["Tolls to rise again"] * 2, "", "Tolls to rise again"),
        # The visible one wins over one worded for search engines.
        (
            "<h1>Every ship that Norrvik built, ranked</h1>", ["Norrvik ships ranked"], "Norrvik Ships: The List",
            "Every ship that Norrvik built, ranked",
        ),
        # A later h1 of the text that happens to end the title.
        (
            "<h1>Tolls of Norrvik: up four per cent in 14 days</h1><h1>Reviews</h1>", [],
            "Tolls of Norrvik (14 days) - up 4 per cent. Reviews", "Tolls of Norrvik: up four per cent in 14 days",
        ),
        # Nothing shown.
        ("<p>x</p>", ["Harbour tolls rise | Ledger"], "Harbour tolls rise - Ledger", "Harbour tolls rise"),
        ("<p>x</p>", [], "云港大罢工影响交通_国际_云州网", "云港大罢工影响交通"),
        ("<p>x</p>", [], "Harbour tolls rise | Shipping | Ledger", "Harbour tolls rise"),
        ("<p>x</p>", [], "Harbour tolls rise - The Ledger", "Harbour tolls rise"),
        ("<p>x</p>", [], "Norrvik: harbour tolls rise", "Norrvik: harbour tolls rise"),
        ("<p>x</p>", ["a b"], "", "a b"),
        ("<p>x</p>", [], "", None),
    ],
)  # fmt: skip
def test_the_headline_is_what_most_bear_out(body: str, claims: list[str], title: str, expected: str | None) -> None:
    assert choose(body, claims, title) == expected


def test_the_name_of_the_site_is_no_headline() -> None:
    assert choose("<h1>Northsea Ledger</h1>", ["Tolls rise"], "Tolls rise | Northsea Ledger", ("Northsea Ledger",)) == (
        "Tolls rise"
    )
    assert choose("<p>x</p>", ["Ledger: Tolls rise again"], "", ("Ledger",)) == "Tolls rise again"


def test_a_headline_that_is_cut_is_completed() -> None:
    shown = "<h1>定了！云港新码头即将开通！地铁直达...</h1>"
    whole = "定了！云港新码头即将开通！地铁直达+海景"
    assert choose(shown, [], "定了！云港新码头即将开通！地铁直达..._云州网", originals=(whole,)) == whole
    assert choose(shown, [], "定了！云港新码头即将开通！地铁直达..._云州网") == "定了！云港新码头即将开通！地铁直达..."


def test_the_line_of_the_headline_is_that_in_the_largest_heading() -> None:
    page = "<div class='crumb'>Tolls to rise</div><p>Tolls to rise</p><h1>Tolls to rise</h1><h3>Tolls to rise</h3>"
    lines = Lines(lxml.html.document_fromstring(page))
    assert headline.line_of("Tolls to rise", lines) == 2
    assert headline.line_of("Something else", lines) is None


def test_cuts_are_the_title_without_its_ends() -> None:
    assert headline.cuts("题目在此_频道_站名") == [
        "题目在此_频道_站名",
        "题目在此_频道",
        "频道_站名",
        "题目在此",
        "站名",
    ]


@given(st.lists(st.text(max_size=40), max_size=4), st.text(max_size=60), st.lists(st.text(max_size=40), max_size=4))
def test_any_titles_are_compared(claims: list[str], title: str, shown: list[str]) -> None:
    found = headline.choose([Shown(text, (), 3.0) for text in shown if text], claims, title, claims[:1])
    assert found is None or any(found in text for text in (*claims, title, *shown))
