"""Which two wordings of a sentence say different things."""

import pytest

from newsbot.dedupe import wording
from newsbot.dedupe.sentences import Sentence


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("净利润12亿", "净利润13亿"),
        ("股东大会同意该议案", "股东大会不同意该议案"),
        ("会议最终通过了该议案", "会议最终否决了该议案"),
        ("公司确认将出售该业务", "公司否认将出售该业务"),
        ("决定维持基准利率", "决定上调基准利率"),
        ("The bank decided to hold its rate", "The bank decided to raise its rate"),
        ("The firm today confirmed the sale", "The firm today denied the sale"),
        ("Holders backed the deal", "Holders did not back the deal"),
        ("It got a $ 5 million line", "It got a € 5 million line"),
        ("It got a 5 million line", "It got a 5 billion line"),
        ("Shares of Corrin fell", "Shares of Brack fell"),
    ],
)
def test_contradictions(one: str, other: str) -> None:
    first, second = Sentence.of(one), Sentence.of(other)
    words = frozenset(("Shares", "of"))
    assert wording.contradicts(first, second, words, words, True)
    assert wording.contradicts(second, first, words, words, True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("不过价格没有变化", "然而价格没有变化"),
        ("记者获悉二期已投产", "记者了解到二期已投产"),
        ("On November 3 the port reopened", "On Tuesday the port reopened"),
        ("Analysts expect a rise", "Observers expect a rise"),
        ("Shares of Corrin Corporation fell", "Shares of Corrin Corp fell"),
        ("Shares of Fairmont fell", "Shares of Fairmnt fell"),
        ("Sales were 12.3 million in the", "Sales were 12.3 million in the third quarter of 2026"),
    ],
)
def test_other_words_for_the_same(one: str, other: str) -> None:
    first, second = Sentence.of(one), Sentence.of(other)
    assert not wording.contradicts(first, second, frozenset(), frozenset(), True)
    assert not wording.contradicts(second, first, frozenset(), frozenset(), True)


def test_what_begins_a_sentence_is_a_name_where_it_is_one_elsewhere_or_leads() -> None:
    first, second = Sentence.of("Regulators have shifted as well"), Sentence.of("Watchdogs have shifted as well")
    none: frozenset[str] = frozenset()
    assert not wording.contradicts(first, second, none, none, False)
    assert wording.contradicts(first, second, none, none, True)
    corrin, brack = Sentence.of("Corrin said so again"), Sentence.of("Brack said so again")
    assert wording.contradicts(corrin, brack, frozenset(("Corrin",)), frozenset(("Brack",)), False)
