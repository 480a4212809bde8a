import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.finance import context


def place(text: str, name: str) -> tuple[str, int, int]:
    begin = text.index(name)
    return text, begin, begin + len(name)


@pytest.mark.parametrize(
    "text",
    [
        "Oderso Inc. was sold",
        "Oderso CEO Ann Lee left",
        "Oderso’s chief executive left",
        "Oderso shares rose 2%",
        "Oderso stock, up 2%",
        "Oderso's third-quarter loss",
        "Shares of Oderso rose",
        "a stake in Oderso",
        "The phone maker Oderso",
        "companies such as Oderso",
        "Oderso said on Monday that it plans to grow",
        "Oderso posted a record profit",
        "It was late in May. Oderso shares fell",
        "On Monday, Oderso shares fell",
        "Oderso.com has more books",
        "Oderso O.N was up",
        "Oderso rose 2% on Monday",
        "Oderso fell by almost 3 percent",
        "Oderso, up 4 pct, led the way",
        "Oderso said on Monday sales rose",
        "Oderso said third-quarter profit doubled",
    ],
)
def test_a_company_is_spoken_of(text: str) -> None:
    assert context.of_business(*place(text, "Oderso"))


@pytest.mark.parametrize(
    "text",
    [
        "Oderso was born in 1950",
        "Oderso said it was late",
        "Oderso said it would be late",
        "Oderso shares his house with two dogs",
        "the Oderso reported by travellers is a river",
        "Ann Oderso shares fell on her",
        "Mr. Oderso shares, they say, his bread",
        "Oderso's house",
        "in Oderso",
        "Oderso Corps",
        "write to ann@Oderso.com",
        "Oderso rose 2 percentage points",
        "Oderso rose 2% in the poll",
        "Oderso lost 5% of its floats",
        "the Oderso fell 3% in June",
        "Oderso said the sales tax would rise",
    ],
)
def test_something_else_is_spoken_of(text: str) -> None:
    assert not context.of_business(*place(text, "Oderso"))


@pytest.mark.parametrize(
    ("text", "is_company"),
    [
        ("a deal with Apple", True),
        ("a deal with Tesla, they said", True),
        ("Apple trees", False),
        ("the Apple, sliced", False),
        ("an Apple, sliced", False),
        ("born to Oracle of Omaha", False),
        ("heard Fiona Apple", False),
        ("Apple fell sharply", True),
        ("Apple fell.", True),
        ("Apple unveiled a phone", True),
        ("Apple fell from the tree", False),
        ("deep in Amazon jungle", False),
        ("sold on Amazon", True),
    ],
)
def test_a_noun_with_a_capital_within_a_sentence_is_a_name(text: str, is_company: bool) -> None:
    name = next(noun for noun in ("Apple", "Tesla", "Oracle", "Amazon") if noun in text)
    assert context.of_business(*place(text, name)) == is_company


def test_a_surname_beside_figures_is_a_persons() -> None:
    assert not context.of_business(*place("Rogers said sales were brisk", "Rogers"))


def test_what_is_listed_with_a_name() -> None:
    assert context.beside(*place("In June Kestrel & Co, Oderso and Norwell rose", "Oderso")) == (
        [("Co", False), ("In June Kestrel", False)],
        [("Norwell rose", False)],
    )
    assert context.beside(*place("Oderso, Norwell chairman", "Oderso")) == ([], [("Norwell chairman", True)])


@pytest.mark.parametrize(
    "text", ["At Norwell, Oderso said", "Norwell and Ann Oderso", "Norwell and Oderso prices rose", "Oderso"]
)
def test_no_list(text: str) -> None:
    assert context.beside(*place(text, "Oderso")) == ([], [])


@pytest.mark.parametrize(
    ("text", "is_other"),
    [
        ("the Wells Fargo Center", True),
        ("the Wells Fargo Music Theatre", True),
        ("House Wells Fargo chairman", True),
        ("Wells Fargo centers", False),
        ("at Wells Fargo, Center City", False),
        ("Wells Fargo Securities", False),
    ],
)
def test_places_that_have_a_companys_name(text: str, is_other: bool) -> None:
    assert context.of_other(*place(text, "Wells Fargo")) == is_other


@given(st.text(max_size=60), st.text(max_size=60))
def test_never_raises(before: str, after: str) -> None:
    text = f"{before}Apple{after}"
    assert context.of_business(text, len(before), len(before) + 5) in (True, False)
    assert context.of_other(text, len(before), len(before) + 5) in (True, False)
