"""How texts are cut and spelt for comparison."""

import pytest

from newsbot.dedupe.sentences import Sentence, Text


def keys(body: str) -> list[str]:
    return [sentence.key for sentence in Text(None, body).sentences]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("成交1,234万元，占5％。", "成交1234万元，占百分之5。"),
        ("09月03日起施行，2026-09-03登记。", "9月3日起施行，2026年9月3日登记。"),
        ("Revenue rose 5.2% to $3.1 billion on Nov. 3.", "Revenue rose 5.2 percent to $3.1bn on November 3."),
        ("Sales were $12m at Corrin Inc. of Ohio.", "Sales were $12 million at Corrin Inc of Ohio."),
        ("他说：“价格不变。”", "他说：「价格不变。」"),
        ("He said &quot;no&quot;.", "He said “no”."),
        ("港口恢复作业。……查看全文", "港口恢复作业。"),
    ],
)
def test_one_spelling(one: str, other: str) -> None:
    assert Text(None, one).key == Text(None, other).key


@pytest.mark.parametrize(
    "line",
    [
        "责任编辑：甲乙",
        "（来源：云州日报）",
        "(Reporting by A. Bee; Editing by C. Dee)",
        "By Jane Porter",
        "2026年11月3日 08:30 来源：云州日报",
        "Published: Nov 3, 2026 at 8:30 a.m. EST",
        "相关阅读：云州港涨5%",
        "相关阅读\n云州港涨5%\n明日3只新股申购",
        "You may also like\nOil slips 3% as supply fears ease",
        "本文约2800字，阅读需7分钟",
        "3 min read",
        "Subscribe now: 50% off",
    ],
)
def test_lines_that_are_no_part_of_the_text(line: str) -> None:
    body = "港口恢复作业，吞吐量增加。"
    assert keys(f"{line}\n{body}") == keys(body)


@pytest.mark.parametrize(
    "line",
    [
        "记者了解到，项目二期已投产，产能为418万件。",
        "文旅板块涨幅居前。",
        "By Monday the shares had doubled.",
        "推荐：买入",
        "点击量增长。用户也增长。收入没有增长。",
    ],
)
def test_sentences_that_only_look_like_them(line: str) -> None:
    assert keys(line)


@pytest.mark.parametrize(
    "lead",
    [
        "新华社云州11月3日电（记者 甲乙）",
        "本报讯 （记者甲乙）",
        "【云州网报道】",
        "（来源：云州日报）",
        "NEW YORK, Nov. 3 (Reuters) - ",
        "November 3 (Newswire) - ",
        "(Newswire) -- ",
        "BERLIN, DE / ACCESSWIRE / ",
        "LAKEMONT, Ohio -- ",
        "SINGAPORE: ",
    ],
)
def test_datelines(lead: str) -> None:
    body = "Harbour traffic recovered after the storm."
    assert keys(lead + body) == keys(body)


def test_figures_have_kinds() -> None:
    figures = Sentence.of("On Tuesday three ships paid $ 5 million in the first quarter").figures
    assert set(figures) == {
        ("weekday", "tuesday"),
        ("number", "3"),
        ("currency", "$"),
        ("number", "5"),
        ("scale", "million"),
        ("part", "first"),
        ("part", "quarter"),
    }


def test_a_sentence_within_another() -> None:
    text = Text(None, "他说“明年会更好”记者了解到二期已投产，产能为418万件。")
    assert text.holds(Sentence.of("记者了解到二期已投产 产能为418万件"))
    assert not text.holds(Sentence.of("记者了解到二期已投产 产能为41"))
    assert not text.holds(Sentence.of("418万件"))
