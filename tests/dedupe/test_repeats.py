"""What is learned as a source's boilerplate: promotions are, recurring parts of articles are not."""

from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.dedupe.repeats import Place, candidates, fingerprint, is_boilerplate, without

PROMO = "云州理财早报，每天早上八点，陪您看懂市场的每一天。"
DAYS = range(1, 61)


def learned(bodies: Iterable[str], a_day: int = 1) -> set[str]:
    """Feed articles of one source one by one, as the archive does; what is learned goes from the next ones.

    ``a_day`` is how many of them come on each day.
    """
    articles: Counter[int] = Counter()
    edges: Counter[int] = Counter()
    first: dict[int, int] = {}
    texts: dict[int, str] = {}
    for number, body in enumerate(bodies):
        lines = body.split("\n")
        stays = without(lines, frozenset(texts))
        body = "\n".join(line for line, stay in zip(lines, stays, strict=True) if stay)
        for line in candidates(body):
            key = line.fingerprint
            articles[key] += 1
            edges[key] += line.edge
            total = number + 1 - first.setdefault(key, number)
            days = number // a_day - first[key] // a_day + 1
            seen = {"articles": articles[key], "edges": edges[key], "total": total, "days": days}
            if is_boilerplate(line.text, line.place, **seen):
                texts[key] = line.text
    return set(texts.values())


def wrap(day: int) -> str:
    """A daily market wrap: the same opening on most days, sub-headings, risk note, the same few reporters."""
    mood = "上涨" if day % 3 else "下跌"
    return "\n".join(
        (
            f"云州股市今日收盘全线{mood}。",
            "本报记者 林小舟 何青 云州报道",
            "一、今日市场行情回顾与点评",
            f"云州指数收于{3000 + day * 7}点，成交{400 + day}亿元。",
            "二、主要行业板块的资金流向",
            f"航运板块净流入{day}亿元，居首位。",
            f"银行板块净流出{day * 2}亿元。",
            "后市展望以及投资策略建议",
            f"分析人士认为，{3100 + day}点附近有阻力。",
            "风险提示：市场有风险，投资需谨慎，以上观点仅供参考。",
        )
    )


def story(day: int, *last: str) -> str:
    return "\n".join((*(f"云州港口第{day}天的第{part}件事是装卸了{day * part}箱。" for part in range(1, 6)), *last))


def test_a_daily_wrap_teaches_nothing() -> None:
    assert learned(map(wrap, DAYS)) == set()


def test_a_wrap_in_english_teaches_nothing() -> None:
    def english(day: int) -> str:
        return (
            f"NEW CITY (Agency) - Stocks {'rose' if day % 3 else 'fell'} on Monday.\nBy Ann Example and Ben Example\n"
            f"Market outlook and strategy\nThe index closed at {day * 7} points.\nWhat to watch tomorrow\n"
            f"Shares of harbours gained {day}%.\nThe company did not respond to a request for comment.\n"
            "Reporting by Ann Example; Editing by Cal Example"
        )

    assert learned(map(english, DAYS)) == set()


def test_a_promotion_that_ends_six_articles_is_learned() -> None:
    assert learned(story(day, PROMO) for day in range(6)) == {PROMO}
    assert learned(story(day, PROMO) if day % 20 == 0 else story(day) for day in range(120)) == {PROMO}


def test_short_promotions_that_stand_last_are_learned_one_after_the_other() -> None:
    tail = ("更多港口消息尽在云州观察栏目", "云州观察，让港口离你更近一点")
    assert learned(story(day, *tail) for day in range(30)) == set(tail)


def test_an_opening_is_learned_only_where_most_articles_have_it() -> None:
    assert learned(f"{PROMO}\n{story(day)}" for day in DAYS) == {PROMO}
    assert learned(f"{PROMO}\n{story(day)}" if day % 3 == 0 else story(day) for day in DAYS) == set()


def test_what_is_rare_in_a_large_source_is_not_learned() -> None:
    assert learned(story(day, PROMO) if day % 60 == 0 else story(day) for day in range(600)) == set()


def test_templates_with_other_figures_are_not_learned() -> None:
    assert learned(story(day, f"本次为第{day}次公布，下次公布在{day + 1}日。") for day in DAYS) == set()


@pytest.mark.parametrize("line", ["一、市场回顾", "（一）市场回顾与后市展望判断", "1. Market outlook and strategy",
"第三，关于利润分配的议案说明",
                                  "【今日云州市场焦点新闻】", "风险提示：航运价格下跌的风险。",
                                  "公司发言人拒绝置评，亦未说明原因。",
                                  "A spokesman declined to comment."])  # fmt: skip
def test_lines_that_are_never_learned(line: str) -> None:
    for text in (line, f"{line[:-1]} you{line[-1]}"):
        assert not is_boilerplate(text, "end", articles=99, edges=99, total=99, days=99)


PARTS_OF_ARTICLES = [
    "截至10月14日收盘，上证指数上涨1.2%，报3012点。", "公司股票自2031年10月14日开市起复牌。",
    "公司股票自十月十四日起复牌，请您留意。",
    "云州人民银行公开市场业务操作室", "云州证券监督管理委员会办公厅", "云州交易所上市公司管理一部",
    "The Committee will continue to monitor the implications of incoming information for the outlook.",
    "The next statement will be published after the meeting of the Board.",
    "保持流动性合理充裕，采取更多措施支持实体经济发展。", "公司将持续关注市场变化，及时履行信息披露义务。",
    "公司及董事会全体成员保证公告内容真实、准确和完整。", "本报告期内公司不存在其他应披露事项。",
    "维持公司“增持”的投资建议，关注原料涨价的影响。", "Der Rat wird die Lage weiterhin aufmerksam beobachten.",
]  # fmt: skip


@pytest.mark.parametrize("line", PARTS_OF_ARTICLES)
@pytest.mark.parametrize("a_day", [1, 5])
def test_what_ends_every_article_of_an_authority_is_content(line: str, a_day: int) -> None:
    assert learned((story(day, line) for day in DAYS), a_day) == set()
    assert learned((f"{line}\n{story(day)}" for day in DAYS), a_day) == set()


@given(
    st.text("银行将继续关注通胀和汇率变化。，的", min_size=8, max_size=60) | st.text("abcdf hnprst.,", min_size=8),
    st.sampled_from(["start", "end"]),
    st.integers(0, 10_000),
)
def test_a_line_that_calls_nobody_is_never_learned(line: str, place: Place, count: int) -> None:
    assert not is_boilerplate(line, place, articles=count, edges=count, total=count, days=count)


@given(st.integers(0, 9), st.integers(0, 60))
def test_a_line_with_a_figure_is_never_learned(figure: int, at: int) -> None:
    line = f"{PROMO[:at]}{figure}{PROMO[at:]}"
    assert not is_boilerplate(line, "end", articles=99, edges=99, total=99, days=99)


def test_what_comes_within_two_days_is_not_learned() -> None:
    assert learned((story(day, PROMO) for day in range(20)), a_day=10) == set()
    assert learned((story(day, PROMO) for day in range(21)), a_day=10) == {PROMO}


def test_lines_near_the_ends_are_counted() -> None:
    body = "\n".join(f"这是第{number:02}行的文字" for number in range(20))
    assert [line.text[3:5] for line in candidates(body)] == ["00", "01", "02", "14", "15", "16", "17", "18", "19"]
    assert [line.edge for line in candidates(body)] == [True, *[False] * 7, True]
    assert candidates("一行只有这么一句话的快讯。") == candidates(None) == candidates("短\n短\n短\n短") == []


def test_width_and_space_do_not_count_but_figures_do() -> None:
    assert fingerprint("ＡＢＣ　１２ 万箱") == fingerprint("ABC 12 万箱 ")
    assert fingerprint("12万箱") != fingerprint("13万箱")


@given(st.text(max_size=400), st.integers(0, 12))
def test_any_body(text: str, breaks: int) -> None:
    lines = candidates("\n".join([text] * breaks))
    assert len(lines) <= 9
    assert without(text.split("\n"), frozenset(line.fingerprint for line in candidates(text)))


def test_an_article_is_never_emptied() -> None:
    assert without(["a", "b"], frozenset(map(fingerprint, "ab"))) == [True, True]
    assert without(["a", "b"], frozenset([fingerprint("a")])) == [False, True]
